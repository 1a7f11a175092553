"""Walls against robots, as their vendors write them; people see the page. Written from public descriptions."""

import json
from functools import partial

from behaviours import pages
from behaviours.answers import first, go, html, paths, plain
from behaviours.model import Answer, Behaviour, Truth

_b = partial(Behaviour, family="bot-wall", truth=Truth.WALLED, path="/stable/10.2307/4471")
_SCRIPT = "var a=function(b){return b.split('').reverse().join('')};" * 120

_CLOUDFLARE = """<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow">
<meta http-equiv="refresh" content="360"></head><body><div class="main-wrapper" role="main"><div class="main-content"><noscript>
<div class="h2"><span id="challenge-error-text">Enable JavaScript and cookies to continue</span></div></noscript></div></div>
<script>(function(){window._cf_chl_opt={cvId:'3',cZone:"www.councils.example",cType:'managed'};var a=document.createElement('script');
a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8f2a';document.getElementsByTagName('head')[0].appendChild(a);}());
</script></body></html>"""
_CF_IUAM = """<!DOCTYPE HTML><html lang="en-US"><head><title>Just a moment...</title></head><body><table width="100%"><tr><td align="center">
<div class="cf-browser-verification cf-im-under-attack"><h1><span data-translate="checking_browser">Checking your browser before accessing
</span> councils.example.</h1><p>This process is automatic. Your browser will redirect to your requested content shortly.</p>
<p>Please allow up to 5 seconds…</p></div><form id="challenge-form" action="/stable?__cf_chl_jschl_tk__=1" method="POST"></form>
<p>DDoS protection by Cloudflare. Ray ID: 8f2a</p></td></tr></table></body></html>"""
_CF_BLOCK = """<!DOCTYPE html><html lang="en-US"><head><title>Attention Required! | Cloudflare</title></head><body><div id="cf-wrapper">
<h1 data-translate="block_headline">Sorry, you have been blocked</h1><h2>You are unable to access councils.example</h2><h2>Why have I been
blocked?</h2><p>This website is using a security service to protect itself from online attacks.</p><p>Cloudflare Ray ID: 8f2a</p></div></body></html>"""
_CF_1020 = """<!DOCTYPE html><html><head><title>Access denied | councils.example used Cloudflare to restrict access</title></head><body>
<h1>Error 1020</h1><h2>Access denied</h2><p>This website is using a security service to protect itself from online attacks.</p></body></html>"""
_CLIENT = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Client Challenge</title><link href="/_fs-ch-1T1wmsGaOgGaSxcX/assets/styles.css"
rel="stylesheet"></head><body><div id="root" class="container"><noscript>JavaScript is disabled in your browser. Please enable JavaScript to
proceed.</noscript><div class="loading-error">A required part of this site couldn’t load. This may be due to a browser extension, network
issues, or browser settings.</div></div><script src="/_fs-ch-1T1wmsGaOgGaSxcX/script.js"></script><script>{_SCRIPT}</script></body></html>"""
_MUSE = """<!DOCTYPE html><html><head><title>Project MUSE -- Verification required!</title></head><body><div id="header"><a href="/">Project MUSE</a>
<ul><li>Browse</li><li>Search</li><li>Institutional log in</li></ul></div><div id="main"><h1>Verification required!</h1><p>In order to
continue, please verify that you are not a robot.</p><form method="post" action="/verify"><div class="g-recaptcha" data-sitekey="6Lc"></div>
<input type="submit" value="Continue"></form></div></body></html>"""
_MUSE_PLAIN = _MUSE.replace("Project MUSE -- Verification required!", "Verification required!")
_ANUBIS = """<!doctype html><html lang="en"><head><title>Making sure you&#39;re not a bot!</title><link rel="stylesheet" href="/.within.website/x/xess/xess.min.css">
<script id="anubis_version" type="application/json">"v1.21.3"</script></head><body id="top"><main><h1 id="title">Making sure you&#39;re not a
bot!</h1><img id="image" src="/.within.website/x/cmd/anubis/static/img/pensive.webp"><p id="status">Loading...</p><script async type="module"
src="/.within.website/x/cmd/anubis/static/js/main.mjs"></script><details><summary>Why am I seeing this?</summary><p>You are seeing this because
the administrator of this website has set up Anubis to protect the server against the scourge of AI companies aggressively scraping websites.
</p></details><footer>Protected by Anubis from Techaro.</footer></main></body></html>"""
_AKAMAI = """<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access
"http://councils.example/stable" on this server.<P>Reference #18.4c7d1402.1700000000.1a2b3c</P></BODY></HTML>"""
_AKAMAI_BMP = """<!DOCTYPE html><html><head><title>&nbsp;</title><meta http-equiv="refresh" content="5; URL='/stable?bm-verify=AAQAAAAJ'"/></head>
<body><script>var i=1700000000;var j=i+Number("1"+"2");var x=new XMLHttpRequest;x.open("POST","/_sec/verify?provider=interstitial",false);
</script></body></html>"""
_DATADOME = """<html lang="en"><head><title>councils.example</title><style>#cmsg{animation: A 1.5s;}</style></head><body style="margin:0"><p id="cmsg">
Please enable JS and disable any ad blocker</p><script data-cfasync="false">var dd={'rt':'c','cid':'AHrl','hsh':'2211','t':'bv','host':
'geo.captcha-delivery.com'}</script><script src="https://ct.captcha-delivery.com/c.js"></script></body></html>"""
_HUMAN = """<!DOCTYPE html><html lang="en"><head><title>Access to this page has been denied</title></head><body><section class="container"><h1>Please
verify you are a human</h1><div id="px-captcha"></div><p>Access to this page has been denied because we believe you are using automation tools to
browse the website. Reference ID: #1f3a</p></section><script>window._pxAppId='PX0001';</script><script src="https://client.perimeterx.net/PX0001/main.min.js">
</script></body></html>"""
_HOLD = _HUMAN.replace(
    "verify you are a human", "press &amp; hold to confirm you are a human (and not a bot)"
)
_INCAPSULA = """<html style="height:100%"><head><META NAME="ROBOTS" CONTENT="NOINDEX, NOFOLLOW"><meta name="viewport" content="initial-scale=1.0"></head>
<body style="margin:0px;height:100%"><iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31&xinfo=9-1234-0&incident_id=123000" frameborder=0
width="100%" height="100%">Request unsuccessful. Incapsula incident ID: 123000-4471</iframe></body></html>"""
_PARDON = """<!DOCTYPE html><html lang="en"><head><noscript><title>Pardon Our Interruption</title></noscript><title>Pardon Our Interruption</title></head><body>
<h1>Pardon Our Interruption</h1><p>As you were browsing something about your browser made us think you were a bot. There are a few reasons this
might happen:</p><ul><li>You're a power user moving through this website with super-human speed.</li><li>You've disabled cookies.</li></ul></body></html>"""
_AWS = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title></title><script type="text/javascript">window.awsWafCookieDomainList=[];
window.gokuProps={"key":"AQID","iv":"CgAH","context":"t0"};</script><script src="https://a1b2.token.awswaf.com/a1b2/challenge.js"></script></head>
<body><div id="challenge-container"></div><noscript><h1>JavaScript is disabled</h1>In order to continue, we need to verify that you're not a robot.
This requires JavaScript. Enable JavaScript and then reload the page.</noscript></body></html>"""
_AWS_CAPTCHA = _AWS.replace("challenge.js", "captcha.js").replace(
    "<title></title>", "<title>Human Verification</title>"
)
_HCAPTCHA = """<!doctype html><html><head><title>Are you a human?</title><script src="https://js.hcaptcha.com/1/api.js" async defer></script></head><body>
<h1>One more step</h1><p>Please complete the security check to access the archive.</p><form action="/check" method="post"><div class="h-captcha"
data-sitekey="10000000-ffff"></div></form></body></html>"""
_TURNSTILE = """<!doctype html><html><head><title>Council archive</title><script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script></head>
<body><p>One moment while we look at your browser.</p><div class="cf-turnstile" data-sitekey="0x4A"></div></body></html>"""
_KASADA = """<!DOCTYPE html><html><head></head><body><script>window.KPSDK={};KPSDK.now=typeof performance!=='undefined'&&performance.now;</script>
<script src="/149e9513-01fa-4fb0-aad4-566afd725d1b/2d206a39-8ed7-437e-a3be-862e0f06eea3/ips.js?tkrm_alpekz_s1.3=1"></script></body></html>"""
_DDOS_GUARD = """<!DOCTYPE html><html><head><title>DDoS-Guard</title><script src="/.well-known/ddos-guard/js-challenge/index.js"></script></head><body>
<h1>Checking your browser before accessing council.example</h1><p>Please wait a few seconds.</p></body></html>"""
_SUCURI = """<!DOCTYPE html><html><head><title>Sucuri WebSite Firewall - Access Denied</title></head><body><h1>Access Denied - Sucuri Website Firewall</h1>
<p>If you are the site owner (or you manage this site), please whitelist your IP.</p><p>Block ID: BBOT01</p></body></html>"""
_RADWARE = """<html><head><title>Radware Bot Manager Captcha</title></head><body><h1>We apologize for the inconvenience...</h1><p>...but your activity
and behavior on this site made us think that you are a bot.</p><div class="captcha"></div></body></html>"""
_F5 = """<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>
Your support ID is: 4471000000<br><br><a href='javascript:history.back();'>[Go Back]</a></body></html>"""
_GOOGLE = """<html><head><title>https://scholar.example/</title></head><body><form id="captcha-form" action="index" method="post"><div class="g-recaptcha"></div>
</form><p>Our systems have detected unusual traffic from your computer network. This page checks to see if it's really you.</p></body></html>"""
_OPENRESTY = "<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr><center>nginx</center></body></html>"
_AWS_405 = {"x-amzn-waf-action": "captcha", "Server": "awselb/2.0"}

_PAGE = html(pages.article("The councils", "walled", 900))


def _wall(
    name: str, text: str, status: int, headers: dict[str, str] | None = None, note: str = ""
) -> Behaviour:
    """A wall before every address of a site."""
    answer = html(text, status, headers)
    return _b(name, respond=answer, elsewhere=answer, note=note)


def _late(name: str, *answers: Answer, note: str = "") -> Behaviour:
    return Behaviour(name, "hiccup", "/stable/10.2307/4472", first(*answers), Truth.ALIVE, note)


BEHAVIOURS: tuple[Behaviour, ...] = (
    _wall("cloudflare-403", _CLOUDFLARE, 403, {"cf-mitigated": "challenge", "Server": "cloudflare"}),
    _wall("cloudflare-403-no-header", _CLOUDFLARE, 403, {"Server": "cloudflare"}),
    _wall("cloudflare-503", _CF_IUAM, 503, {"Server": "cloudflare"}),
    _wall("cloudflare-200", _CLOUDFLARE, 200),
    _wall("cloudflare-429", _CLOUDFLARE, 429, {"cf-mitigated": "challenge"}),
    _wall("cloudflare-blocked", _CF_BLOCK, 403),
    _wall("cloudflare-1020", _CF_1020, 403),
    _wall("cloudflare-turnstile-200", _TURNSTILE, 200),
    _wall("client-challenge-200", _CLIENT, 200, note="as JSTOR answers"),
    _wall("verification-required-200", _MUSE_PLAIN, 200, note="as Project MUSE answers"),
    _wall("verification-required-site", _MUSE, 200),
    _wall("anubis-200", _ANUBIS, 200),
    _wall("anubis-403", _ANUBIS, 403),
    _wall("akamai-403", _AKAMAI, 403, {"Server": "AkamaiGHost"}),
    _wall("akamai-200", _AKAMAI, 200),
    _wall("akamai-interstitial", _AKAMAI_BMP, 200),
    _wall("datadome-403", _DATADOME, 403, {"X-DataDome": "protected", "X-DD-B": "1"}),
    _wall("datadome-200", _DATADOME, 200),
    _wall("perimeterx-403", _HUMAN, 403),
    _wall("perimeterx-200", _HUMAN, 200),
    _wall("human-hold-429", _HOLD, 429),
    _wall("incapsula-200", _INCAPSULA, 200, {"X-Iinfo": "9-1234-0", "X-CDN": "Imperva"}),
    _wall("incapsula-403", _INCAPSULA, 403),
    _wall("pardon-200", _PARDON, 200),
    _wall("aws-waf-202", _AWS, 202, {"x-amzn-waf-action": "challenge"}),
    _wall("aws-waf-202-no-header", _AWS, 202),
    _wall("aws-waf-405", _AWS_CAPTCHA, 405, _AWS_405),
    _wall("hcaptcha-200", _HCAPTCHA, 200),
    _wall("kasada-429", _KASADA, 429, {"x-kpsdk-ct": "0a"}),
    _wall("ddos-guard-403", _DDOS_GUARD, 403, {"Server": "ddos-guard"}),
    _wall("ddos-guard-503", _DDOS_GUARD, 503, {"Server": "ddos-guard"}),
    _wall("sucuri-403", _SUCURI, 403),
    _wall("sucuri-200", _SUCURI, 200),
    _wall("radware-200", _RADWARE, 200),
    _wall("f5-rejected-200", _F5, 200),
    _wall("google-429", _GOOGLE, 429),
    _wall("google-503", _GOOGLE, 503),
    _wall("plain-403", _OPENRESTY, 403),
    _wall("empty-403", "", 403),
    _wall("json-403", json.dumps({"message": "Forbidden"}), 403),
    _wall("page-403", pages.page("Access denied | Council", "<h1>Access denied</h1><p>You may not see this page.</p>", mega=True), 403),
    _wall("linkedin-999", "<html><head><script>window.onload=function(){}</script></head></html>", 999),
    _wall("451", "<h1>Unavailable for legal reasons</h1><p>Not in your country.</p>", 451),
    _wall("429-for-ever", "<h1>Too Many Requests</h1>", 429),
    _wall("429-retry-after", "<h1>Too Many Requests</h1>", 429, {"Retry-After": "1"}),
    _wall("429-retry-date", "<h1>Too Many Requests</h1>", 429, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}),
    _b("redirect-to-wall", respond=go("/validate?u=/stable"), elsewhere=paths({"/validate": html(_HCAPTCHA)}, go("/validate?u=/stable"))),
    _b("moved-to-wall", respond=go("/new/4471", 301), elsewhere=html(_CLOUDFLARE, 403, {"cf-mitigated": "challenge"})),
    _late("429-once", html("slow down", 429), _PAGE),
    _late("429-once-retry-after", html("slow down", 429, {"Retry-After": "1"}), _PAGE),
    _late("503-once", html("<h1>Service Unavailable</h1>", 503), _PAGE),
    _late("503-once-retry-after", html("", 503, {"Retry-After": "1"}), _PAGE),
    _late("500-once", html("<h1>Internal Server Error</h1>", 500), _PAGE),
    _late("502-once", html("<h1>502 Bad Gateway</h1>", 502), _PAGE),
    _late("404-once", html(pages.missing(), 404), _PAGE, note="a deployment in progress"),
    _late("404-once-then-pdf", html(pages.missing(), 404), plain("application/pdf", b"%PDF-1.7")),
    _late("520-once", html("", 520), _PAGE),
    Behaviour("503-for-ever", "trouble", "/stable/1", html("<h1>Service Unavailable</h1>", 503), Truth.TROUBLE),
    Behaviour("503-maintenance", "trouble", "/stable/1", html(pages.page("Maintenance", "<h1>We are down for maintenance</h1>"), 503), Truth.TROUBLE),
    Behaviour("500-for-ever", "trouble", "/stable/1", html("<h1>Internal Server Error</h1>", 500), Truth.TROUBLE),
    Behaviour("502-for-ever", "trouble", "/stable/1", html("<h1>Bad Gateway</h1>", 502), Truth.TROUBLE),
    Behaviour("504-for-ever", "trouble", "/stable/1", html("", 504), Truth.TROUBLE),
    Behaviour("522-origin-timeout", "trouble", "/stable/1", html("<title>councils.example | 522: Connection timed out</title>", 522), Truth.TROUBLE),
    Behaviour("500-with-not-found-text", "trouble", "/stable/1", html(pages.missing(), 500), Truth.TROUBLE, "the status says trouble"),
    Behaviour("400-for-ever", "trouble", "/stable/1", html("<h1>Bad Request</h1>", 400), Truth.TROUBLE),
    Behaviour("408-for-ever", "trouble", "/stable/1", html("", 408), Truth.TROUBLE),
    Behaviour("404-then-503", "trouble", "/stable/1", first(html("", 404), html("", 503)), Truth.TROUBLE, "a 404 that was not confirmed"),
)  # fmt: skip
