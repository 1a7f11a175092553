"""How well-known systems answer: repositories, catalogues, wikis, journals, viewers, parliaments, news."""

from functools import partial

from behaviours import pages
from behaviours.answers import first, go, honest, html, paths, plain, to
from behaviours.model import Answer, Ask, Behaviour, Truth
from behaviours.prose import paragraphs
from guidewarden.demo.server import Reply, Response
from guidewarden.model import State
from webs import hang, reset_connection

_UNVERIFIABLE = frozenset({State.UNVERIFIABLE})
_OK = frozenset({State.OK})
_MOVED = frozenset({State.MOVED})
_HOME = html(pages.home())
_ARTICLE = html(pages.article("The councils of 1948", "councils", 900))
_BARE_404 = html("<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>", 404)

_b = partial(Behaviour, family="systems")


def _site(
    name: str,
    truth: Truth,
    path: str,
    answer: Answer,
    note: str = "",
    also: frozenset[State] = frozenset(),
    front: Answer = _HOME,
) -> Behaviour:
    """One program answers for all addresses but the front page."""
    return _b(name, path=path, truth=truth, respond=answer, note=note, also=also,
              elsewhere=lambda ask: (front if ask.path == "/" else answer)(ask))  # fmt: skip


def _everywhere(
    name: str,
    truth: Truth,
    path: str,
    text: str,
    note: str = "",
    also: frozenset[State] = frozenset(),
    status: int = 200,
) -> Behaviour:
    answer = html(text, status)
    return _b(name, path=path, truth=truth, respond=answer, elsewhere=answer, note=note, also=also)


def _said(
    title: str, heading: str, text: str, *, mega: bool = False, head: str = "", aside: str = ""
) -> Answer:
    return html(pages.page(title, f"<h1>{heading}</h1><p>{text}</p>", mega=mega, head=head, aside=aside))


_SHELL = """<!doctype html><html lang="en"><head><title>{0}</title><script type="module" src="/main.js"></script></head><body>
<ds-app>{1}</ds-app><noscript>Please enable JavaScript.</noscript></body></html>"""
_VIEWER = """<!DOCTYPE html><html><head><title>PDF.js viewer</title><script src="../build/pdf.mjs" type="module"></script></head><body><div id="toolbar">
<button>Previous</button><button>Next</button><button>Zoom out</button><button>Zoom in</button><button>Print</button><button>Download</button>
<span>Current outline item</span></div><div id="viewerContainer"><div id="viewer" class="pdfViewer"></div></div></body></html>"""
_MENU = "".join(f'<a href="/m/{n}">{word}</a> ' for n, word in enumerate(
    ("Über uns", "Bestände", "Recherche", "Dienste", "Benutzung", "Aktuelles", "Kontakt", "Impressum")))  # fmt: skip


def _table(word: str, rows: dict[str, str]) -> Answer:
    """Give a record by a number in the query, and the same program's answer for what it does not have."""

    def answer(ask: Ask) -> Reply:
        if ask.path == "/":
            return _HOME(ask)
        found = next((text for query, text in rows.items() if ask.request.query == query), None)
        return html(found or pages.page("Catalogue", f"<h1>Catalogue</h1><p>{word}</p>"))(ask)

    return answer


_CATALOGUE = _table(
    "Keine Treffer zu Ihrer Anfrage.",
    {"id=4711": pages.record("Letters", "Marsh", "4711", "Letters of a poet.")},
)


def _numbers(ask: Ask) -> Reply:
    """A router that takes numbers alone: other names get the server's own 404."""
    last = ask.path.rpartition("/")[2]
    if ask.path == "/":
        return _HOME(ask)
    if not last.isdigit():
        return _BARE_404(ask)
    return (
        _ARTICLE
        if last == "44"
        else _said("Item | Digital library", "Nothing to show", "This number was never given.")
    )(ask)


def _decorated(ask: Ask) -> Reply:
    """A site whose addresses end in words that do not matter."""
    if "/88/" in ask.path:
        return html(
            pages.page(
                "Lost letters",
                "<h1>Lost letters</h1><p>Twelve letters, two of them not found since 1950.</p>",
            )
        )(ask)
    return honest(ask)


def _tabs(ask: Ask) -> Reply:
    """Every address below a journal shows the journal."""
    if ask.path.startswith("/journals/councils/"):
        return html(
            pages.page(
                "Councils: a journal",
                "<h1>Councils: a journal</h1><p>Published since 1948, twice a year.</p>",
            )
        )(ask)
    return honest(ask)


def _ignores_query(ask: Ask) -> Reply:
    return (
        _said("Opening hours", "Opening hours", "Tuesdays, from ten to four.")(ask)
        if ask.path == "/hours.php"
        else honest(ask)
    )


def _folded(ask: Ask) -> Reply:
    """Unknown addresses show the section above, and say nothing of it."""
    return _HOME(ask) if ask.path == "/" else html(pages.listing("Research projects", "projects", 8))(ask)


def _bans(ask: Ask) -> Reply:
    """Whoever asks for nonsense is shut out from then on; the first answer still is a 404."""
    return _BARE_404(ask) if ask.times == 0 else html("<h1>Forbidden</h1>", 403)(ask)


def _language(ask: Ask) -> Reply:
    """All addresses go to those of a language; what is not there is said with 200."""
    if ask.path == "/en/maps":
        return _ARTICLE(ask)
    if ask.path.startswith("/en"):
        return html(pages.missing())(ask)
    return Response.redirect(ask.url("/en" + ask.path), 302)


def _last(ask: Ask) -> str:
    return ask.path.rpartition("/")[2]


def _session(ask: Ask) -> Reply:
    """A catalogue that hands out sessions in addresses, and keeps to them."""
    if ";jsessionid=" in ask.path:
        return (
            _said("Letters | Catalogue", "Letters", "On shelf, level 3.")(ask)
            if ask.path.startswith("/record/b4711")
            else _said("Catalogue", "No such record", "The number is not in the catalogue.")(ask)
        )
    return _HOME(ask) if ask.path == "/" else Response.redirect(ask.url(f"{ask.path};jsessionid=8F2A11"), 302)


def _varying(ask: Ask) -> Reply:
    """A good page whose words change with every visit."""
    return html(
        pages.page("Map of the day", f"<h1>Map of the day</h1><p>{paragraphs(str(ask.times), 40)}</p>")
    )(ask)


_ASPX = "/Error.aspx?aspxerrorpath=/documents/view.aspx"
_WALL = _said(
    "Access check", "Hold on a second", "Our systems found odd traffic from your network. Code 8f2a11."
)
_CLOSED = pages.page(
    "Catalogue",
    "<h1>The catalogue is closed between two and four in the morning</h1><p>We back up our data.</p>",
)

BEHAVIOURS: tuple[Behaviour, ...] = (
    # Repositories.
    _site("dspace-item-shell", Truth.ALIVE, "/items/1b2c-77", html(_SHELL.format("DSpace", "")), "an app shows the item; the front page is written by hand", _UNVERIFIABLE),
    _site("dspace-shell-loading", Truth.ALIVE, "/handle/1721/1", html(_SHELL.format("Repository", "<h1>Repository</h1><p>Loading…</p>")), "", _UNVERIFIABLE),
    _b("dspace-withdrawn", path="/handle/123456789/77", truth=Truth.DEAD, respond=_said("Withdrawn item", "This item has been withdrawn", "Ask the library."),
       elsewhere=honest, also=_UNVERIFIABLE, note="a notice with 200 instead of the thesis; made-up addresses get 404"),
    _b("dspace-xmlui-to-root", path="/xmlui/", truth=Truth.ALIVE, respond=go("/"), elsewhere=honest, also=_MOVED, note="the old name of the repository's front page"),
    _b("eprints-summary", path="/id/eprint/4471/", truth=Truth.ALIVE, respond=_said("On councils - Eprints", "On councils", "A thesis of 1998. Full text not available from this repository."),
       elsewhere=_BARE_404, note="the record is there, its text is not"),
    _b("handle-record-restricted", path="/handle/2/9", truth=Truth.ALIVE, respond=html(pages.record("Councils", "Hale", "9", "Restricted access: log in to read the full text.")),
       elsewhere=honest),
    # Catalogues.
    _b("catalogue-record", path="/record.php?id=4711", truth=Truth.ALIVE, respond=_CATALOGUE, elsewhere=_CATALOGUE),
    _b("catalogue-record-gone", path="/record.php?id=4712", truth=Truth.DEAD, respond=_CATALOGUE, elsewhere=_CATALOGUE, note="no hits, in words that nobody listed"),
    _b("router-of-numbers", path="/items/44", truth=Truth.ALIVE, respond=_numbers, elsewhere=_numbers),
    _b("router-of-numbers-gone", path="/items/45", truth=Truth.DEAD, respond=_numbers, elsewhere=_numbers, note="names get the server's 404, numbers a page with 200", also=_UNVERIFIABLE),
    _b("catalogue-session-in-path", path="/record/b4711", truth=Truth.ALIVE, respond=_session, elsewhere=_session),
    _b("catalogue-session-gone", path="/record/b4713", truth=Truth.DEAD, respond=_session, elsewhere=_session, also=_UNVERIFIABLE),
    _everywhere("catalogue-closed-at-night", Truth.TROUBLE, "/record/b1", _CLOSED, "all addresses, tonight", _UNVERIFIABLE),
    _site("catalogue-closed-deep", Truth.TROUBLE, "/record/b1", html(_CLOSED), "all but the front page, tonight", _UNVERIFIABLE),
    _b("opac-entry", path="/cgi-bin/opac.pl?page=welcome", truth=Truth.ALIVE, respond=go("/"), elsewhere=honest, also=_MOVED, note="the catalogue's old entrance"),
    _b("hours-with-a-stray-query", path="/hours.php?lib=main", truth=Truth.ALIVE, respond=_ignores_query, elsewhere=_ignores_query, note="the query changes nothing"),
    # Addresses that end in decoration.
    _b("decorated-number", path="/letters/88/lost-letters", truth=Truth.ALIVE, respond=_decorated, elsewhere=_decorated),
    _b("decorated-words", path="/journals/councils/current-issue", truth=Truth.ALIVE, respond=_tabs, elsewhere=_tabs, also=_UNVERIFIABLE, note="any word after the journal's name shows the journal"),
    _b("language-of-all", path="/maps", truth=Truth.ALIVE, respond=_language, elsewhere=_language),
    _b("language-of-all-gone", path="/charts", truth=Truth.DEAD, respond=_language, elsewhere=_language),
    _b("words-change-daily", path="/map-of-the-day", truth=Truth.ALIVE, respond=_varying, elsewhere=honest),
    # Viewers.
    _b("pdf-viewer", path="/web/viewer.html?file=/docs/minutes.pdf", truth=Truth.ALIVE, respond=html(_VIEWER), elsewhere=lambda ask: (
        html(_VIEWER) if ask.path == "/web/viewer.html" else honest)(ask), also=_UNVERIFIABLE, note="the viewer is the same for any file"),
    _site("iiif-viewer", Truth.ALIVE, "/viewer/mirador/17", html('<html><head><title>Mirador</title><script src="/mirador.min.js"></script></head><body><div id="m"></div></body></html>'), "", _UNVERIFIABLE),
    _b("iiif-manifest", path="/iiif/17/manifest.json", truth=Truth.ALIVE, respond=plain("application/json", b'{"@context":"http://iiif.io/api/presentation/3/context.json","type":"Manifest","label":{"en":["Map"]}}'), elsewhere=_BARE_404),
    _b("oai-record", path="/oai?verb=GetRecord&identifier=oai:x:1", truth=Truth.ALIVE, respond=plain("text/xml", b"<OAI-PMH><GetRecord><record><header/></record></GetRecord></OAI-PMH>"), elsewhere=honest),
    _b("api-count", path="/api/count/7", truth=Truth.ALIVE, respond=plain("text/plain", b"42"), elsewhere=lambda ask: (
        _HOME if ask.path == "/" else plain("text/plain", b"0"))(ask), note="a number is all there is"),
    _b("haiku", path="/haiku/12", truth=Truth.ALIVE, respond=html("<p>old pond<br>a frog jumps in<br>sound of water</p>"), elsewhere=_BARE_404),
    _b("picture-alone", path="/sheet/12", truth=Truth.ALIVE, respond=html('<html><body><img src="/sheets/12.png"></body></html>'), elsewhere=_BARE_404),
    _b("video-without-words", path="/film/12", truth=Truth.ALIVE, respond=html('<html><body><video src="/films/12.mp4" controls></video></body></html>'), elsewhere=_BARE_404),
    _b("blank-page", path="/item/11", truth=Truth.TROUBLE, respond=html(""), elsewhere=html(""), also=_UNVERIFIABLE, note="a program that died on the way"),
    _b("blank-markup", path="/item/11", truth=Truth.TROUBLE, respond=html("<html><head></head><body>\n\n</body></html>"), elsewhere=honest, also=_UNVERIFIABLE),
    # Wikis, journals, content systems.
    _site("mediawiki-no-text", Truth.DEAD, "/wiki/Minutes", lambda ask: html(pages.page(f"{_last(ask)} - Wiki", (
        f"<h1>{_last(ask)}</h1><p>There is currently no text in this page. You can search for this page title in other pages.</p>")))(ask)),
    _site("dokuwiki-no-topic", Truth.DEAD, "/wiki/minutes", lambda ask: html(
        f'<title>{_last(ask)} [Wiki]</title>{_MENU}<h1>This topic does not exist yet</h1><p>You\'ve followed a link to a topic that doesn\'t exist yet.</p>')(ask)),
    _b("ojs-article-to-journal", path="/index.php/joc/article/view/9", truth=Truth.DEAD, respond=go("/index.php/joc/index"), elsewhere=paths(
        {"/index.php/joc/index": _HOME}, go("/index.php/joc/index")), note="the front page goes there, too"),
    _b("ojs-archive", path="/index.php/joc/issue/view/3", truth=Truth.ALIVE, respond=_said("Vol. 3 | Journal", "Vol. 3", "Articles: Councils, Maps, Minutes."), elsewhere=_BARE_404),
    _b("wordpress-attachment-to-post", path="/?attachment_id=77", truth=Truth.MOVED, respond=go("/2019/maps/", 301), elsewhere=paths({"/2019/maps/": _ARTICLE}), also=_OK),
    _site("wordpress-archive-empty", Truth.DEAD, "/tag/councils-1948", _said("Blog", "Archive", "It seems we can't find what you're looking for. Perhaps searching can help.", mega=True)),
    _site("section-instead", Truth.DEAD, "/research/projects/councils-1948", _folded, "unknown addresses show the section above", _UNVERIFIABLE),
    _site("joomla-home-instead", Truth.DEAD, "/component/content/article/77", _HOME, "unknown addresses show the front page", _UNVERIFIABLE),
    _b("sharepoint-error", path="/sites/lib/Pages/minutes.aspx", truth=Truth.DEAD, respond=go("/_layouts/15/error.aspx?c=8f"), elsewhere=paths(
        {"/_layouts/15/error.aspx": _said("Error", "Sorry, something went wrong", "File Not Found. Correlation ID: 8f2a.")}, honest), also=frozenset({State.FAILING})),
    _b("aspx-crash", path="/documents/view.aspx?id=7", truth=Truth.ALIVE, respond=lambda ask: (
        _said("Minutes", "Minutes", "Seven pages.") if ask.request.query == "id=7" else go(_ASPX))(ask), elsewhere=paths({"/Error.aspx": _said("Error", "Error", "Input string was not in a correct format.")})),
    _b("aspx-crash-500", path="/documents/view.aspx?id=8", truth=Truth.ALIVE, respond=lambda ask: (
        html(pages.record("Not found: the minutes", "Hale", "8", "Where the minutes went, and who took them away from the archive.")) if ask.request.query == "id=8" else html("<h1>Server Error in '/' Application.</h1>", 500))(ask)),
    # Walls and gates before deep addresses alone.
    _site("wall-before-deep-pages", Truth.WALLED, "/stable/1", _WALL, "", _UNVERIFIABLE),
    _site("wall-bare-unknown", Truth.WALLED, "/stable/2", html("<html><head><title>Wait</title></head><body><p>Ihre Anfrage wird bearbeitet, Vorgang 8f2a.</p></body></html>"), "few words, no menu", _UNVERIFIABLE),
    _site("consent-before-deep-pages", Truth.ALIVE, "/articles/9", html(pages.page("Noteikumi", "<h1>Pirms lasāt</h1><p>Mēs lietojam datus.</p><button>Labi</button>")), "a button lets readers in", _UNVERIFIABLE),
    _site("members-before-deep-pages", Truth.RESTRICTED, "/ebooks/9", _said("Members' area", "For members", "Go on with your university account."), "no password field", _UNVERIFIABLE),
    _site("redirect-to-a-stop", Truth.WALLED, "/ebooks/9", lambda ask: (html("<title>Stop</title><p>Hm.</p>") if ask.path == "/stop" else go("/stop"))(ask), "a place that nobody knows", _UNVERIFIABLE),
    _b("bans-after-nonsense", path="/hours", truth=Truth.ALIVE, respond=_said("Hours", "Hours", "Tuesdays."), elsewhere=_bans),
    # Good pages beside odd answers for made-up addresses.
    _b("sibling-hangs", path="/record/b99", truth=Truth.ALIVE, respond=html(pages.record("Not Found: poems", "Marsh", "b99", "Poems on loss.")), elsewhere=lambda ask: _HOME(ask) if ask.path == "/" else hang()),
    _b("sibling-resets", path="/record/b96", truth=Truth.ALIVE, respond=html(pages.record("Not Found: poems", "Marsh", "b96", "Poems on loss.")), elsewhere=lambda _: reset_connection()),
    _b("sibling-is-refused", path="/record/b95", truth=Truth.ALIVE, respond=html(pages.record("Access denied: a history", "Marsh", "b95", "Censorship.")), elsewhere=html("<h1>Forbidden</h1>", 403)),
    _b("sibling-blank", path="/record/b94", truth=Truth.ALIVE, respond=_said("Map room", "Map room", "Tuesdays."), elsewhere=html("")),
    _b("sibling-to-login", path="/record/b93", truth=Truth.ALIVE, respond=_said("Map room", "Map room", "Not available on Mondays."), elsewhere=paths(
        {"/login": html(pages.page("Map room", "<h1>Map room</h1><input type=password>"))}, go("/login"))),
    _b("sibling-to-home", path="/record/b92", truth=Truth.ALIVE, respond=html("<title>Map room</title><p>Not available on Mondays.</p>"), elsewhere=lambda ask: (
        html("<title>Map room</title><p>Welcome to the map room of the city.</p>") if ask.path == "/" else go("/"))(ask)),
    # What is gone for everybody.
    _everywhere("server-default", Truth.DEAD, "/~hale/pamphlets.html", "<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1><p>If you see this page, the web server is installed.</p></body></html>", "the site was taken down, its server was not"),
    _site("usurped", Truth.DEAD, "/journal/vol3/article2.html", html(pages.page("Best online casino bonus", "<h1>Slots, roulette and free spins</h1>" + paragraphs("casino", 700), site="Lucky bets")),
          "bought by a casino", front=html(pages.page("Best online casino bonus", "<h1>Slots, roulette and free spins</h1>" + paragraphs("casino", 700), site="Lucky bets"))),
    _b("about-gambling", path="/studies/casino", truth=Truth.ALIVE, respond=html(pages.article("Casino capitalism", "casino", 700)), elsewhere=honest),
    _b("gone-by-script", path="/old/minutes.html", truth=Truth.DEAD, respond=html('<html><head><script>location.href="/"</script></head></html>'), elsewhere=lambda ask: (
        _HOME if ask.path == "/" else html('<html><head><script>location.href="/"</script></head></html>'))(ask), also=_UNVERIFIABLE),
    _b("parliament-session-ended", path="/bills/2009/77", truth=Truth.DEAD, respond=go("/bills/", 301), elsewhere=paths({"/bills/": html(pages.listing("Bills", "bills"))}, go("/bills/", 301))),
    _b("news-merged", path="/2009/05/councils.html", truth=Truth.DEAD, respond=go("/archive", 302), elsewhere=paths({"/archive": html(pages.listing("All our news", "news")), "/": _HOME}, go("/archive", 302)),
       also=_UNVERIFIABLE, note="302, and the front page is another"),
    _b("html-for-jpg", path="/maps/1878.jpg", truth=Truth.DEAD, respond=html(pages.page("Maps", "<h1>Our collection moved</h1>", mega=True)), elsewhere=lambda ask: (
        _HOME if ask.path == "/" else html(pages.page("Maps", "<h1>Our collection moved</h1>", mega=True)))(ask), also=_UNVERIFIABLE, note="a page where a picture should be: gates look so, too"),
    _b("crawler-told-404", path="/item/9", truth=Truth.DEAD, respond=html(pages.page("Archive", "<h1>Well, this is awkward</h1>" + paragraphs("awkward", 400), head='<meta name="prerender-status-code" content="404">')), elsewhere=lambda ask: (
        _HOME if ask.path == "/" else html(pages.page("Archive", "<h1>Well, this is awkward</h1>" + paragraphs("awkward", 400), head='<meta name="prerender-status-code" content="404">')))(ask)),
    _b("article-with-404", path="/news/council", truth=Truth.ALIVE, respond=html(pages.article("The council meets", "cm", 900), 404), elsewhere=html(pages.missing(), 404), also=_UNVERIFIABLE,
       note="readers see the article; its status says 404"),
    _b("long-404", path="/news/council2", truth=Truth.DEAD, respond=html(pages.page("Хуудас алга | Номын сан", "<h1>Хуудас алга</h1>" + paragraphs("x", 600)), 404), elsewhere=html(
        pages.page("Хуудас алга | Номын сан", "<h1>Хуудас алга</h1>" + paragraphs("x", 600)), 404)),
    _b("index-to-root", path="/index_e.html", truth=Truth.ALIVE, respond=go("/", 301), elsewhere=honest, also=_MOVED),
    _b("two-letter-section", path="/human-resources/", truth=Truth.MOVED, respond=go("/hr", 301), elsewhere=paths({"/hr": html(pages.listing("Human resources", "hr"))})),
    _b("one-page-site", path="/about", truth=Truth.ALIVE, respond=to("/#about", 301), elsewhere=honest, also=_MOVED),
    _b("once-in-trouble", path="/articles/10", truth=Truth.ALIVE, respond=first(html("", 502), _ARTICLE), elsewhere=honest),
)  # fmt: skip
