"""Sources behind a login or a licence, and links that go by way of a proxy."""

from functools import partial

from behaviours import pages
from behaviours.answers import go, html, paths
from behaviours.model import Behaviour, Truth
from behaviours.prose import paragraphs
from guidewarden.model import State

_b = partial(Behaviour, family="login", truth=Truth.RESTRICTED, path="/ebooks/4471/chapter-3")
_dead = partial(Behaviour, family="login", truth=Truth.DEAD, path="/ebooks/4471/chapter-3")

_FORM = """<form method="post" action="{0}"><p><label>{1} <input name="username" autocomplete="username"></label></p>
<p><label>{2} <input type="password" name="password" autocomplete="current-password"></label></p><button>{3}</button></form>"""


def _login(
    title: str = "Log in",
    user: str = "User name",
    word: str = "Password",
    action: str = "/session",
    mega: bool = False,
) -> str:
    return pages.page(
        f"{title} | {pages.SITE}", f"<h1>{title}</h1>{_FORM.format(action, user, word, title)}", mega=mega
    )


_SHIB = """<!DOCTYPE html><html><head><title>Web Login Service</title></head><body><div class="wrapper"><h1>Northfield University</h1>
<form action="/idp/profile/SAML2/Redirect/SSO?execution=e1s1" method="post"><label>Username<input name="j_username"></label>
<label>Password<input type="password" name="j_password"></label><button name="_eventId_proceed">Login</button></form></div></body></html>"""
_WAYF = """<!DOCTYPE html><html><head><title>Select your institution</title></head><body><h1>Where are you from?</h1><form action="/wayf/select">
<input type="search" name="inst" placeholder="Type the name of your institution"><select name="idp">""" + "".join(
    f'<option value="{n}">University no. {n}</option>' for n in range(300)) + "</select></form></body></html>"  # fmt: skip
_ATHENS = """<!DOCTYPE html><html><head><title>Sign in - OpenAthens</title></head><body><h1>Find your organisation</h1>
<input type="search" placeholder="Search for your organisation"><script src="/static/app.js"></script></body></html>"""
_EZPROXY = """<html><head><title>Library Proxy Login</title></head><body><h2>Off-campus access</h2><form action="/login" method="post">
<input type="hidden" name="url" value="http://www.jstor.org/stable/1"><p>Library card: <input name="user"></p>
<p>PIN: <input type="password" name="pass"></p><input type="submit" value="Login"></form></body></html>"""
_SAML_POST = """<html><head><title></title></head><body onload="document.forms[0].submit()"><noscript><p>Note: Since your browser does
not support JavaScript, you must press the Continue button once to proceed.</p></noscript><form action="https://{0}/idp/profile/SAML2/POST/SSO"
method="post"><input type="hidden" name="RelayState" value="ss:mem:9"><input type="hidden" name="SAMLRequest" value="PHNhbWxwOkF1dGhu"/>
<noscript><input type="submit" value="Continue"/></noscript></form></body></html>"""
_PAYWALL = pages.page("Buy this chapter | Press", "<h1>Payment required</h1><p>Subscribe to read on.</p>")


def _sent(
    name: str, path: str, text: str, at: str = "", scheme: str = "", status: int = 302, note: str = ""
) -> Behaviour:
    """Send every address to a login, as licensed platforms do."""
    there = f"{at}{path.partition('?')[0]}"
    return _b(
        name,
        respond=go(path, status, at, scheme),
        elsewhere=paths({there: html(text)}, go(path, status, at, scheme)),
        note=note,
    )


def _in_place(name: str, text: str, note: str = "") -> Behaviour:
    return _b(name, respond=html(text), elsewhere=html(text), note=note)


_GERMAN = pages.page(
    "Anmeldung", f"<h1>Anmelden</h1>{_FORM.format('/anmelden', 'Kennung', 'Kennwort', 'Anmelden')}"
)
_FRENCH = pages.page(
    "Connexion",
    f"<h1>Se connecter</h1>{_FORM.format('/connexion', 'Identifiant', 'Mot de passe', 'Connexion')}",
)

_ENCODED = "http%3A%2F%2F{domain}%2Farticles%2Fcouncils%3Fpage%3D2%26view%3Dfull"
_ARTICLE = html(pages.article("The councils", "proxied", 800))
_NEEDHOST = """<html><head><title>Database unavailable</title></head><body><h2>Host needs to be added to the proxy</h2><p>To allow this host
to be used, add this line to the configuration file: Host www.councils.example</p><p>EZproxy: hostname not configured.</p></body></html>"""


def _through(
    name: str, path: str, text: str = _EZPROXY, truth: Truth = Truth.RESTRICTED, note: str = ""
) -> Behaviour:
    """A link by way of a proxy, which answers with ``text``; the target stands on the behaviour's own host."""
    also = frozenset({State.OK, State.UNVERIFIABLE}) if truth is Truth.RESTRICTED else frozenset[State]()
    target = paths({"/articles/councils": _ARTICLE})
    return Behaviour(name, "proxied", path, target, truth, note, also=also, elsewhere=lambda ask: (
        html(text) if ask.where else target)(ask))  # fmt: skip


BEHAVIOURS: tuple[Behaviour, ...] = (
    _sent("login-same-host", "/login?next=/ebooks/4471/chapter-3", _login()),
    _sent("login-301", "/login?next=/ebooks/4471/chapter-3", _login(), status=301, note="a login is not a new address"),
    _sent("login-account", "/users/sign_in", _login("Sign in", "E-mail")),
    _sent("login-aspx", "/Account/Login.aspx?ReturnUrl=%2Febooks", _login("Please sign in")),
    _sent("login-menus", "/user/login?destination=ebooks", _login(mega=True)),
    _sent("login-odd-path", "/members/gate?back=/ebooks", _login("Members only"), note="only the page shows that this is a login"),
    _sent("login-german", "/benutzer/anmelden?ziel=/ebooks", _GERMAN),
    _sent("login-french", "/compte/connexion", _FRENCH),
    _sent("sso-host", "/authorize?client_id=ebooks", _login("Single sign-on"), at="sso", scheme="https"),
    _sent("sso-cas", "/cas/login?service=ebooks", _login("CAS – Central Authentication Service"), at="+idp"),
    _sent("sso-adfs", "/adfs/ls/?wa=wsignin1.0", _login("Sign In"), at="fs"),
    _sent("sso-shibboleth", "/idp/profile/SAML2/Redirect/SSO?execution=e1s1", _SHIB, at="idp"),
    _sent("sso-oauth", "/oauth2/v2.0/authorize?redirect_uri={domain}", _login("Sign in to your account"), at="login.microsoftonline.com", scheme="https"),
    _sent("wayf", "/wayf?entityID=ebooks", _WAYF, at="wayf"),
    _sent("seamless-access", "/ds/?entityID=ebooks&return={domain}", _WAYF, at="service.seamlessaccess.org", scheme="https"),
    _sent("openathens", "/auth?connection={domain}", _ATHENS, at="login.openathens.net", scheme="https"),
    _sent("ezproxy", "/login?qurl=http%3a%2f%2f{domain}", _EZPROXY, at="+proxy"),
    _b("saml-post", respond=lambda ask: html(_SAML_POST.format("idp." + ask.domain))(ask), note="a form that sends itself to the login"),
    _b("refresh-to-login", respond=html('<meta http-equiv="refresh" content="0;url=/login?next=/ebooks">'), elsewhere=paths({"/login": html(_login())})),
    _in_place("login-in-place", _login("Log in to continue")),
    _in_place("login-in-place-short-title", _login()),
    _in_place("login-in-place-german", _GERMAN),
    _in_place("login-in-place-french", _FRENCH),
    _in_place("ezproxy-in-place", _EZPROXY),
    _in_place("shibboleth-in-place", _SHIB),
    _b("401-basic", respond=html("<h1>Unauthorized</h1>", 401, {"WWW-Authenticate": 'Basic realm="Licensed"'})),
    _b("401-negotiate", respond=html("", 401, {"WWW-Authenticate": "Negotiate"})),
    _b("401-page", respond=html(_login(), 401)),
    _b("402", respond=html(_PAYWALL, 402)),
    _b("407", respond=html("", 407, {"Proxy-Authenticate": "Basic"})),
    _b("403-login-form", respond=html(_login("Sign in to read this"), 403), note="403, with a login form as its page"),
    Behaviour("paywalled-abstract", "login", "/article/9", html(pages.page("Councils | Journal", (
        f"<h1>Councils</h1><h2>Abstract</h2>{paragraphs('abstract', 220)}<p>Log in or buy access to read the full text.</p>"))), Truth.ALIVE,
        "the abstract is there for everybody: nothing to report"),
    Behaviour("link-to-login", "login", "/login", html(_login("My account")), Truth.ALIVE, "the author linked to the login page itself"),
    _dead("login-page-gone", path="/login", respond=html(pages.missing(), 404)),
    _through("ezproxy-url", "{scheme}://proxy-{domain}/login?url=http://{domain}/articles/councils?page=2&view=full"),
    _through("ezproxy-port", "{scheme}://proxy-{domain}:2048/login?url=http://{domain}/articles/councils"),
    _through("ezproxy-qurl", "{scheme}://proxy-{domain}/login?qurl=" + _ENCODED),
    _through("openathens-redirector", "https://go.openathens.net/redirector/northfield.edu?url=" + _ENCODED, _ATHENS),
    _through("openathens-opaque", "https://login.openathens.net/auth/northfield.edu/o/{domain}?t=%2Fx", _ATHENS),
    _through("ezproxy-needhost", "{scheme}://proxy-{domain}/login?url=http://{domain}/articles/councils", _NEEDHOST, Truth.DEAD,
             note="the proxy itself says, with 200, that it does not serve this host"),
    _through("ezproxy-target-gone", "{scheme}://proxy-{domain}/login?url=http://{domain}/articles/gone", truth=Truth.DEAD,
             note="the proxy's log-in is there, and the article behind it is not"),
    _through("ezproxy-double", "{scheme}://proxy-{domain}/login?url={scheme}://proxy-{domain}/login?url=http://{domain}/articles/councils"),
)  # fmt: skip
