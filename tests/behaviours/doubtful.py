"""Pages that raise doubts: what made-up addresses and the front page show beside them settles what they are."""

import zlib
from collections.abc import Callable
from functools import partial

from behaviours import pages
from behaviours.answers import go, honest, html, paths, plain
from behaviours.model import Answer, Ask, Behaviour, Truth
from behaviours.prose import paragraphs
from guidewarden.demo.server import Reply, Response
from guidewarden.model import State
from webs import hang

_b = partial(Behaviour, family="doubtful")
_UNVERIFIABLE = frozenset({State.UNVERIFIABLE})
_UNSURE = frozenset({State.UNVERIFIABLE, State.FAILING})
_OK = frozenset({State.OK})
_HOME = html(pages.home())
_ARTICLE = html(pages.article("The councils of 1948", "councils", 900))
_PATH = "/documents/council/minutes-1948.html"


def _last(ask: Ask) -> str:
    return ask.path.rpartition("/")[2]


def _made(
    name: str,
    make: Callable[[Ask], str],
    truth: Truth = Truth.DEAD,
    path: str = _PATH,
    note: str = "",
    also: frozenset[State] = frozenset(),
) -> Behaviour:
    """All addresses but the front page get what is made for them."""

    def answer(ask: Ask) -> Reply:
        return _HOME(ask) if ask.path == "/" else Response.html(make(ask))

    return _b(name, path=path, respond=answer, elsewhere=answer, truth=truth, note=note, also=also)


def _one(
    name: str,
    text: str,
    truth: Truth = Truth.DEAD,
    note: str = "",
    also: frozenset[State] = frozenset(),
    path: str = _PATH,
) -> Behaviour:
    """All addresses but the front page get this one page."""
    return _made(name, lambda _ask: text, truth, path, note, also)


def _for_all(
    name: str,
    text: str,
    truth: Truth,
    note: str = "",
    also: frozenset[State] = frozenset(),
    path: str = _PATH,
) -> Behaviour:
    """All addresses get this one page, the front page too."""
    return _b(name, path=path, respond=html(text), elsewhere=html(text), truth=truth, note=note, also=also)


def _among_menus(name: str, code: str, site: str, menu: str, heading: str, text: str) -> Behaviour:
    """Say "not found" in words that nobody listed, among more menus than words."""
    words = menu.split("|")
    items = "".join(f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(words))
    more = "".join(f'<li><a href="/x">{first} {second}</a></li>' for first in words for second in words)
    return _one(name, f'<html lang="{code}"><head><title>{heading} | {site}</title></head><body><div class="menu"><ul>{items}{more}</ul></div>'
                f"<h1>{heading}</h1><p>{text}</p><div>{site}</div></body></html>", also=_UNVERIFIABLE, note="a notice that nobody can read from here")  # fmt: skip


def _alive(
    name: str,
    page: str,
    elsewhere: Answer = honest,
    path: str = _PATH,
    note: str = "",
    also: frozenset[State] = frozenset(),
) -> Behaviour:
    return _b(
        name, path=path, respond=html(page), elsewhere=elsewhere, truth=Truth.ALIVE, note=note, also=also
    )


def _plain(title: str, text: str) -> str:
    return pages.page(title, f"<h1>{title}</h1><p>{text}</p>")


_SITE_404 = html(pages.page(pages.SITE, "<p>This page is not here.</p>"), 404)
_LOGIN_BLOCK = ('<h2>User login</h2><form action="/user/login" method="post">Name <input name="name"> Password <input type="password" name="pass">'
                "<button>Log in</button></form>")  # fmt: skip
_ROBOT_SCRIPT = '<script src="https://www.google.com/recaptcha/api.js?render=6Lc"></script>'
_AWKWARD = "<h1>Well, this is awkward</h1><p>Nothing lives at this address.</p>"
_OFFERS = "".join(f"<a href='/c{n}'>Cheap offer number {n} for degrees and flights</a> " for n in range(60))


def _stray(ask: Ask) -> Reply:
    """A moved collection: numbers lead to their new place, whatever follows them."""
    if ask.path.startswith("/old/77/"):
        return Response.redirect(ask.url("/records/77"), 301)
    return _ARTICLE(ask) if ask.path == "/records/77" else honest(ask)


def _viewer(ask: Ask) -> Reply:
    """Permanent addresses lead to an app that is the same for all; the query tells what it shows."""
    if ask.path.startswith("/permalink/"):
        return Response.redirect(ask.url(f"/discovery/display?docid={_last(ask)}"))
    return html('<title>Library search</title><script src="/a.js"></script><div id="app"></div>')(ask)


def _waiting(ask: Ask) -> Reply:
    """A waiting room on another host, for every address."""
    if ask.where == "+queue":
        return html(_plain("Waiting room", "You are number 211. Leave this page open."))(ask)
    return Response.redirect(ask.url(f"/?c=library&t={ask.path}", at="+queue"))


def _two_wordings(ask: Ask) -> str:
    told = (
        ("Page not found", "We lost that page")
        if "no-such" in ask.path
        else ("Oops! 404", "Oops! Nothing found here")
    )
    return pages.page(told[0], f"<h1>{told[1]}</h1><p>Sorry.</p>")


def _numbered(ask: Ask) -> str:
    number = f"{zlib.crc32(ask.path.encode()):x}"[:6] + f"f{ask.times + 100_000}a"
    return pages.page(
        f"Error {number}", f"<h1>Page not found (reference {number})</h1><p>{ask.path} does not exist.</p>"
    )


def _related(ask: Ask) -> str:
    return pages.page("Page not found | Council", "<h1>Page not found</h1>" + "".join(
        f"<h2>{word} of {len(ask.path) + n}</h2>{paragraphs(ask.path + word, 60)}" for n, word in enumerate(("Maps", "Letters", "Treaties"))))  # fmt: skip


BEHAVIOURS: tuple[Behaviour, ...] = (
    # Error pages that repeat the address, or never say the same twice.
    _made("echo-in-title", lambda ask: pages.page(f"“{_last(ask)}” not found", f"<h1>{_last(ask)} could not be found</h1><p>{ask.path} does not exist.</p>")),
    _made("echo-in-title-alone", lambda ask: pages.page(f"{ask.path} not found", "<h1>Page not found</h1><p>Sorry.</p>")),
    _made("echo-in-heading-long", lambda ask: pages.page("Page not found", f"<h1>Page not found: {ask.path}</h1>{paragraphs('news', 600)}")),
    _made("echo-without-words", lambda ask: pages.page(f"{_last(ask)} | Council", f"<h1>{_last(ask)}</h1><p>Nobody has written this one. Will you?</p>")),
    _made("echo-as-search", lambda ask: pages.page(f"Search results for {_last(ask)}", f"<h1>Search results for {_last(ask)}</h1>{paragraphs('new titles', 400)}")),
    _made("two-wordings", _two_wordings, also=_UNSURE, note="the made-up address gets the other wording"),
    _made("request-numbers", _numbered, also=_UNSURE),
    _made("related-by-address", _related),
    # Error pages without a word on our lists.
    _among_menus("menus-am", "am", "ዩኒቨርሲቲ ቤተ መጻሕፍት", "መነሻ|ስብስቦች|መመሪያዎች|ሰዓታት|ብድር|ልዩ ስብስቦች|ዜና|ስለ እኛ|አድራሻ", "ገጹ የለም", "የፈለጉት ገጽ የለም።"),
    _among_menus("menus-kl", "kl", "Atuagaateqarfik", "Saqqaa|Atuakkat|Ammasarfiit|Nutaarsiassat|Pillugu|Attavik", "Qupperneq nassaarineqanngilaq", "Qupperneq ujakkat peqanngilaq."),
    _among_menus("menus-en", "en", "Northfield", "Home|Collections|Guides|Hours|Loans|Courses|News|About|Contact", "Sorry, that page is history", "We reorganised our site last year."),
    _one("nothing-lives-here", pages.page("Council archive", _AWKWARD), also=_UNVERIFIABLE),
    _one("crawlers-are-told", pages.page("Council archive", _AWKWARD + paragraphs("x", 500), head='<meta name="prerender-status-code" content="404">')),
    _one("canonical-says-404", pages.page("Council archive", _AWKWARD, mega=True, head='<link rel="canonical" href="/404"><meta name="robots" content="noindex">')),
    _one("canonical-says-home", pages.page("Council archive", "<h1>Council archive</h1>" + paragraphs("x", 500), head='<link rel="canonical" href="/">'), also=_UNVERIFIABLE),
    _one("news-instead", pages.page("Gone fishing | Council", "<h1>Gone fishing</h1>" + paragraphs("fish", 700)), also=_UNVERIFIABLE, note="long, and without a word of its address"),
    _one("login-block-on-error-page", pages.page("Page not found | Council", "<h1>Page not found</h1>", aside=_LOGIN_BLOCK)),
    _one("robot-script-on-error-page", pages.page("Page not found", "<h1>Page not found</h1><p>It may have been moved.</p>", head=_ROBOT_SCRIPT)),
    _one("staff-form-on-error-page", '<title>Not found</title><form action="/login"><button>Staff</button></form><h1>Document not found</h1><p>Check the number.</p>'),
    _for_all("for-sale-among-offers", f"<title>councils.example</title><script src='https://img.sedoparking.com/x.js'></script><p>This domain is for sale.</p>{_OFFERS}", Truth.DEAD),
    _b("front-page-for-pdf", path="/papers/wp-9.pdf", truth=Truth.DEAD, respond=_HOME, elsewhere=_HOME, also=_UNVERIFIABLE),
    _b("front-page-for-all", path="/journal/vol3/article2.html", truth=Truth.DEAD, respond=_HOME, elsewhere=_HOME, also=_UNVERIFIABLE),
    _b("error-page-sibling-hangs", path=_PATH, truth=Truth.DEAD, respond=html(pages.missing()), elsewhere=lambda ask: _HOME(ask) if ask.path == "/" else hang(),
       also=_UNSURE, note="nobody can settle it"),
    _b("json-code", path="/api/records/9", truth=Truth.DEAD, respond=plain("application/json", b'{"code":"NOT_FOUND","data":null}'),
       elsewhere=lambda ask: (_HOME if ask.path == "/" else plain("application/json", b'{"code":"NOT_FOUND","data":null}'))(ask), also=_UNVERIFIABLE),
    # One page for the whole site: an outage, a wall, an app.
    _for_all("everything-is-down", _plain("Oops", "Something went wrong. We have been told. Try again in a few minutes."), Truth.TROUBLE, "with 200", _UNVERIFIABLE),
    _for_all("everything-is-walled", _plain("Error", "Error 15. This request was blocked by our security service."), Truth.WALLED, "", _UNVERIFIABLE),
    _for_all("everything-is-regional", _plain("Council News", "This content is not available in your region."), Truth.WALLED, "", _UNVERIFIABLE),
    _for_all("everything-is-licensed", _plain("Access", "Institution not found. Your IP address does not belong to a subscribing institution."), Truth.RESTRICTED, "", _UNVERIFIABLE),
    _for_all("everything-is-an-app", '<title>Archive</title><script src="/app.js"></script><div id="root"></div><div id="err" class="d-none"><h1>Page not found</h1></div>',
             Truth.ALIVE, "a style sheet hides the error", _UNVERIFIABLE),
    _for_all("everything-is-not-found", pages.missing(), Truth.DEAD, "front page included"),
    _b("waiting-room", path="/catalogue/9", truth=Truth.WALLED, respond=_waiting, elsewhere=_waiting, also=_UNVERIFIABLE),
    _b("unsupported-browser", path="/articles/11", truth=Truth.WALLED, respond=go("/error/browser"), elsewhere=paths(
        {"/error/browser": html(_plain("Browser", "Update your browser."))}, go("/error/browser")), also=_UNVERIFIABLE),
    # One page for all but the front page, and the source may be there all the same.
    _one("skeleton-of-a-search", pages.page("Search results", "<h1>Search results</h1><p>Refine by date, subject, format, language, availability and place.</p>"), Truth.ALIVE,
         "a script brings the results", _UNVERIFIABLE, "/search?q=councils"),
    _one("app-within-menus", pages.page("Digital Collections | Library", '<div id="app"></div>'), Truth.ALIVE, "", _UNVERIFIABLE, "/collections/item/44"),
    _one("app-with-a-heading", pages.page("Digital Collections | Library", "<h1>Digital Collections</h1><div>Loading…</div>"), Truth.ALIVE, "", _UNVERIFIABLE, "/collections/item/44"),
    _one("age-gate", pages.page("Images of war", "<h1>Before you go on</h1><p>These images may disturb.</p><button>Yes, show them</button>"), Truth.ALIVE, "", _UNVERIFIABLE),
    _one("licence-gate", pages.page("Conditions", '<h1>Conditions</h1><form method="post" action="/ok"><input type="submit" value="Continue"></form>'), Truth.ALIVE, "", _UNVERIFIABLE),
    _b("moved-numbers", path="/old/77/minutes.html", truth=Truth.MOVED, respond=_stray, elsewhere=_stray, also=_OK),
    _b("permalink-to-app", path="/permalink/01ABC/xyz", truth=Truth.ALIVE, respond=_viewer, elsewhere=_viewer, also=_UNVERIFIABLE),
    # Good pages that look odd, on sites that tell addresses apart.
    _alive("short-login-block", pages.page("Map room | Council", "<h1>Map room</h1><p>Open Tuesdays, 10 to 4.</p>", aside=_LOGIN_BLOCK)),
    _alive("short-robot-script", pages.page("Contact us", "<h1>Contact us</h1><p>Write to the reading room.</p>", head=_ROBOT_SCRIPT),
           lambda ask: _HOME(ask) if ask.path == "/" else html(pages.page("Page not found", "<h1>Page not found</h1>", head=_ROBOT_SCRIPT), 404)(ask)),
    _alive("short-sign-in-script", '<title>Reading list</title><script src="https://accounts.google.com/gsi/client" async></script><h1>Reading list</h1><p>Twelve books.</p>'),
    _alive("button-to-lander", '<title>Mission status</title><p>The probe is well.</p><script>function go(){location.href="/lander"}</script>', path="/missions/now"),
    _alive("site-wide-title", pages.page(pages.SITE, "<h2>Contact</h2><p>Telephone (404) 727-6873.</p>"), _SITE_404),
    _alive("removed-statue", pages.page(pages.SITE, "<p>The statue was removed in 2017. It stood here for a hundred years.</p>"), _SITE_404),
    _alive("not-to-be-listed", pages.page("Reading list", "<h1>Reading list</h1>" + paragraphs("list", 500), head='<meta name="robots" content="noindex">')),
    _alive("wrong-canonical", pages.article("Maps in boxes", "boxes", 700).replace("</head>", '<link rel="canonical" href="/"></head>')),
    _alive("wrong-canonical-careless-site", pages.article("Maps in boxes", "boxes", 700).replace("</head>", '<link rel="canonical" href="/"></head>'),
           lambda ask: (_HOME if ask.path == "/" else html(pages.missing()))(ask)),
    _alive("title-is-the-sites", pages.page(pages.SITE, f"<h1>{pages.SITE}</h1><p>Maps of the river, 1878.</p>"), lambda ask: (
        _HOME if ask.path == "/" else html(pages.page(pages.SITE, f"<h1>{pages.SITE}</h1><p>Nothing under this name, try the index.</p>")))(ask),
           note="one title, one heading; only a sentence differs"),
    _alive("ended-event", pages.page("Talk: the councils | Events", "<h1>Talk: the councils</h1><p>This event is over. The recording is no longer available.</p>")),
    _alive("one-more-step", _plain("One more step", "A staircase by the sculptor."), html(_plain("Not found", "No."), 403)),
    _alive("proxy-help", _plain("When the proxy says no", "If you see “Host needs to be added to the proxy”, write to us.")),
    _alive("foreign-words", pages.article("Протоколы совета", "foreign", 700), path="/protokoly/sovet.html"),
)  # fmt: skip
