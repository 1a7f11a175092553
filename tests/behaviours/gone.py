"""Sources that are gone and say so, names that were sold, and front pages instead of sources."""

from functools import partial

from behaviours import pages
from behaviours.answers import by_method, catch_all, first, go, honest, html, paths, plain, to
from behaviours.languages import TONGUES
from behaviours.model import Answer, Behaviour, Line, Truth
from guidewarden.model import State

_dead = partial(Behaviour, truth=Truth.DEAD)
_hard = partial(_dead, family="not-found", path="/documents/minutes.html")
_home = partial(_dead, family="redirect-home", path="/documents/2009/minutes.html")
_parked = partial(_dead, family="parked", path="/journal/vol3/article2.html")

_FRIENDLY = pages.missing(mega=True, popular=True)
_APACHE = """<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN"><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1>
<p>The requested URL was not found on this server.</p><hr><address>Apache/2.4.58 (Debian) Server</address></body></html>"""
_TOMBSTONE = pages.page(
    "Withdrawn | Repository", "<h1>Withdrawn</h1><p>This item was withdrawn at the request of its author.</p>"
)

_ADS = "".join(f'<a class="ad" href="/c?k={n}">{word}</a> ' for n, word in enumerate(
    ("Cheap flights", "Car insurance", "Online degrees", "Hotel deals", "Credit cards", "Study abroad")))  # fmt: skip
_SEDO = """<!DOCTYPE html><html lang="en"><head><title>{0} - This website is for sale! - {1} Resources and Information.</title>
<meta name="description" content="This website is for sale! {0} is your first and best source for the information you need."></head>
<body><div id="sedo-buybox"><p>The domain {0} is for sale.</p><a href="https://sedo.com/search/details/?domain={0}">Buy this domain</a>
</div><div id="rs">{2}</div><p>This page was provided to the domain owner free by Sedo's Domain Parking. Disclaimer: domain owner and
Sedo maintain no relationship with third-party advertisers.</p><script src="https://img.sedoparking.com/js/park.js"></script></body></html>"""
_BODIS = """<!doctype html><html data-adblockkey="MFwwDQYJKoZIhvcNAQ"><head><meta charset="utf-8"><title>{0}</title>
<script src="https://parking.bodis.com/js/parking.2.101.4.js"></script></head><body><div id="target" style="opacity: 0"></div>
<script>window.park = "eyJ1dWlkIjoiM2Y5";</script></body></html>"""
_HUGE = """<!DOCTYPE html><html lang="en"><head><title>{0} is for sale | HugeDomains</title></head><body><h1>{0} is for sale</h1>
<p>Buy now: $3,295, or start your payment plan at $137.29 a month.</p><ul><li>30-day money back guarantee</li><li>Quick delivery</li>
<li>Safe and secure shopping</li></ul><form action="https://www.hugedomains.com/shopping_cart.cfm"><button>Add to cart</button></form></body></html>"""
_GODADDY = """<!DOCTYPE html><html><head><title>{0}</title><script>window.LANDER_SYSTEM="PW"</script></head><body>
<p>{0} is parked free, courtesy of GoDaddy.com.</p><h1>Get this domain</h1><p>{2}</p></body></html>"""
_GERMAN = """<!doctype html><html lang="de"><head><title>{0} steht zum Verkauf</title></head><body><h1>Diese Domain steht zum Verkauf</h1>
<p>Sie möchten die Domain {0} kaufen? Senden Sie uns Ihr Angebot.</p><p>{2}</p></body></html>"""
_FRENCH = """<!doctype html><html lang="fr"><head><title>{0} est à vendre</title></head><body><h1>Ce nom de domaine est à vendre</h1>
<p>Le nom de domaine {0} est disponible à la vente. Faites une offre.</p><p>{2}</p></body></html>"""
_RUSSIAN = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{0} — домен продаётся</title></head><body>
<h1>Домен {0} продаётся</h1><p>Вы можете купить этот домен у его владельца.</p><p>{2}</p></body></html>"""
_EXPIRED = """<!doctype html><html><head><title>{0} has expired</title></head><body><h1>This domain has expired</h1><p>If you registered
this domain name, and wish to renew it, please contact your registration service provider.</p></body></html>"""
_SEARCHES = """<!doctype html><html><head><title>{0}</title></head><body><div id="related"><h2>Related Searches</h2>{2}</div>
<p class="foot">Related Searches Privacy Policy | The owner of {0} has no relation to the advertisers.</p></body></html>"""


def _park(template: str) -> Answer:
    return lambda ask: html(template.format(ask.domain, ask.domain.partition(".")[0].title(), _ADS))(ask)


def _on_sale(name: str, template: str, note: str = "") -> Behaviour:
    return _parked(name, respond=_park(template), elsewhere=_park(template), note=note)


def _to_home(name: str, answer: Answer, note: str = "", home: Answer | None = None) -> Behaviour:
    """Send every deep address to ``answer``; whatever front page that names is there."""
    front = home or html(pages.home())
    table: dict[str, Answer] = dict.fromkeys(
        ("/", "/en/", "/de", "/index.html", "/index.php", "/home", "/home.aspx"), front
    )
    return _home(name, respond=answer, elsewhere=paths(table, answer), note=note)


def _to_error(
    name: str, path: str, status: int = 302, note: str = "", also: frozenset[State] = frozenset()
) -> Behaviour:
    bare = path.partition("?")[0]
    page = html(
        pages.page(
            f"Sorry | {pages.SITE}", "<h1>Something is not right</h1><p>Please go on from the menu.</p>"
        )
    )
    return _dead(name, family="redirect-error", path="/documents/2009/minutes.html", respond=go(path, status),
                 elsewhere=paths({bare: page}, go(path, status)), note=note, also=also)  # fmt: skip


_SEARCH = html(
    pages.page(
        "Search | Council", "<h1>Search results</h1><p>0 results for minutes.html.</p><p>Try fewer words.</p>"
    )
)
_LISTING = html(pages.listing("Documents", "documents"))

BEHAVIOURS: tuple[Behaviour, ...] = (
    _hard("404", respond=html(_APACHE, 404)),
    _hard("404-empty", respond=plain("", b"", 404)),
    _hard("404-big-friendly", respond=html(_FRIENDLY, 404)),
    _hard("404-json", respond=plain("application/json", b'{"error":"not found"}', 404)),
    _hard("404-get-only", respond=by_method(html(_APACHE, 404), html("", 200)), note="HEAD says 200"),
    _hard("404-login-box", respond=html(pages.page("Page not found", "<h1>Page not found</h1><input type=password>"), 404)),
    _hard("404-behind-cdn", respond=html(_APACHE, 404, {"Server": "cloudflare", "CF-RAY": "8f2a-FRA"})),
    _hard("410", respond=html("<h1>Gone</h1><p>Removed for good.</p>", 410)),
    _hard("410-tombstone", respond=html(_TOMBSTONE, 410)),
    _hard("410-german", respond=html(pages.missing(TONGUES["de"]), 410)),
    _hard("redirect-to-404", respond=go("/new/minutes", 301)),
    _hard("redirect-to-other-404", respond=go("/minutes", 301, at="+new")),
    _hard("redirect-to-410", respond=go("/new/minutes", 301), elsewhere=html(_TOMBSTONE, 410)),
    _hard("redirect-to-soft-404", respond=go("/new/minutes", 301), elsewhere=catch_all),
    _hard("https-404", respond=html(_APACHE, 404), scheme="https"),
    _hard("no-such-name", respond=honest, line=Line.NO_SUCH_NAME),
    _hard("404-then-410", respond=first(html(_APACHE, 404), html(_TOMBSTONE, 410))),
    _to_home("home-302", go("/")),
    _to_home("home-301", go("/", 301)),
    _to_home("home-303", go("/", 303)),
    _to_home("home-www", go("/", 301, at="www")),
    _to_home("home-https", go("/", 301, scheme="https")),
    _to_home("home-language", go("/en/", 302)),
    _to_home("home-language-no-slash", go("/de", 302)),
    _to_home("home-index", go("/index.html", 301)),
    _to_home("home-php", go("/index.php", 302)),
    _to_home("home-named", go("/home", 302)),
    _to_home("home-aspx", go("/home.aspx", 302)),
    _to_home("home-query-error", go("/?error=404", 302)),
    _to_home("home-query-from", go("/?from=/documents/2009/minutes.html", 302)),
    _to_home("home-query-notfound", go("/index.php?notfound=1", 302)),
    _to_home("home-relative", to("/", 302)),
    _to_home("home-fragment", to("/#top", 302)),
    _to_home("home-other-domain", go("/", 301, at="+new"), "the whole site was folded into another's front page"),
    _to_home("home-other-domain-www", go("/", 302, at="+www-new")),
    _to_home("home-refresh", html('<meta http-equiv="refresh" content="0; url=/"><p>The site has moved.</p>')),
    _home("home-this-page-only", respond=go("/", 301), note="other made-up addresses get a proper 404"),
    _home("home-two-steps", respond=go("/documents/", 302), elsewhere=paths({"/": html(pages.home()), "/documents/": go("/")})),
    _to_error("error-404", "/404"),
    _to_error("error-404-html", "/404.html"),
    _to_error("error-404-php", "/404.php?url=/documents/2009/minutes.html"),
    _to_error("error-error", "/error", 301),
    _to_error("error-aspx", "/error.aspx?aspxerrorpath=/documents/2009/minutes.html", 302, "programs that fail go there, too", frozenset({State.UNVERIFIABLE})),
    _to_error("error-custom-404", "/errors/404"),
    _to_error("error-notfound", "/notfound"),
    _to_error("error-not-found", "/en/not-found"),
    _to_error("error-page-not-found", "/page-not-found/"),
    _to_error("error-pagenotfound-aspx", "/pages/PageNotFoundError.aspx?requestUrl=%2Fdocuments", note="as SharePoint does"),
    _dead("to-search", family="redirect-error", path="/documents/2009/minutes.html", respond=go("/search?q=minutes.html"),
          elsewhere=paths({"/search": _SEARCH}, go("/search?q=other"))),
    _dead("to-parent", family="redirect-error", path="/documents/2009/minutes.html", respond=go("/documents/"),
          elsewhere=paths({"/documents/": _LISTING, "/": html(pages.home())}, go("/documents/")),
          note="any address below goes to the listing: a person never sees the minutes"),
    _dead("all-to-one-page", family="redirect-error", path="/documents/2009/minutes.html", respond=go("/welcome-to-our-new-site", 301),
          elsewhere=paths({"/welcome-to-our-new-site": html(pages.article("Welcome to our new site", "welcome", 350))},
                          go("/welcome-to-our-new-site", 301))),
    _on_sale("parked-sedo", _SEDO),
    _on_sale("parked-bodis", _BODIS, "nothing but a script"),
    _on_sale("parked-hugedomains", _HUGE),
    _on_sale("parked-godaddy", _GODADDY),
    _on_sale("parked-german", _GERMAN),
    _on_sale("parked-french", _FRENCH),
    _on_sale("parked-russian", _RUSSIAN),
    _on_sale("parked-expired", _EXPIRED),
    _on_sale("parked-ads-only", _SEARCHES),
    _parked("parked-redirect-hugedomains", respond=go(
        "/domain_profile.cfm?d={domain}", at="www.hugedomains.com", scheme="https"), elsewhere=_park(_HUGE)),
    _parked("parked-redirect-sedo", respond=go("/search/details/?partnerid=14456&domain={domain}", at="sedo.com", scheme="https"),
            elsewhere=_park(_SEDO)),
    _parked("parked-redirect-ww1", respond=go("/", at="ww1"), elsewhere=_park(_BODIS)),
    _parked("parked-script-redirect", respond=html(
        '<html><head><title></title></head><body><script>window.onload=function(){window.location.href="/lander"}</script></body></html>'),
        elsewhere=html('<html><head><script>window.onload=function(){window.location.href="/lander"}</script></head></html>'),
        note="as GoDaddy parks names"),
    _dead("parked-front-page", family="parked", path="/", respond=_park(_GODADDY), elsewhere=_park(_GODADDY)),
)  # fmt: skip
