"""A library's own template, without a word that is on our lists: what stands in it differs, and a program cannot read it."""

from functools import partial

from behaviours import pages
from behaviours.answers import go, honest, html, plain
from behaviours.model import Answer, Ask, Behaviour, Truth
from behaviours.prose import paragraphs
from guidewarden.demo.server import Reply
from guidewarden.model import State

_b = partial(Behaviour, family="templates")
_UNVERIFIABLE = frozenset({State.UNVERIFIABLE})
_UNSURE = frozenset({State.UNVERIFIABLE, State.FAILING})
_OK, _MOVED = frozenset({State.OK}), frozenset({State.MOVED})
_ROWS = "".join(f'<li><a href="/n{n}">{word}</a></li>' for n, word in enumerate(
    ("Start", "Samlingar", "Guider", "Tider", "Lån", "Nytt", "Om", "Kontakt", "Press", "Jobb")))  # fmt: skip
_NGINX = html(
    "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1><hr>nginx</body></html>", 404
)


def _page(title: str, matter: str) -> Answer:
    """Write a page of divisions only, as many sites still do: nothing tells menus from matter."""
    return html(f'<!DOCTYPE html><html lang="sv"><head><title>{title}</title><script src="/s.js"></script></head><body><div class="top">'
                f'<ul>{_ROWS}</ul></div><div class="main">{matter}</div><div class="foot"><ul>{_ROWS}</ul>© Biblioteket</div></body></html>')  # fmt: skip


_FRONT = _page("Biblioteket", f"<h1>Välkommen</h1>{paragraphs('front', 200)}")
_NOWHERE = "<p>Den här adressen leder ingenstans.</p>"
_GONE = _page("Borta", f"<h1>Borta</h1>{_NOWHERE}")
_RECORD = _page("Post", "<h1>Post</h1><p>Inget att visa ur vår databas.</p>")
_ARTICLE = _page("Kartor", f"<h1>Kartor</h1>{paragraphs('maps', 300)}")


def _deep(
    name: str, truth: Truth, path: str, answer: Answer, note: str = "", also: frozenset[State] = frozenset()
) -> Behaviour:
    """One program answers for all addresses but the front page."""
    return _b(name, path=path, truth=truth, respond=answer, note=note, also=also,
              elsewhere=lambda ask: (_FRONT if ask.path == "/" else answer)(ask))  # fmt: skip


def _last(ask: Ask) -> str:
    return ask.path.rpartition("/")[2]


def _under(path: str, answer: Answer) -> Answer:
    return lambda ask: (answer if ask.path.startswith(path) else _NGINX)(ask)


def _by_query(found: Answer) -> Answer:
    return _under("/visa.php", lambda ask: (found if ask.request.query == "id=77" else _RECORD)(ask))


def _lower(ask: Ask) -> Reply:
    return (go(ask.path.lower(), 301) if ask.path != ask.path.lower() else _under("/kartor/norr", _ARTICLE))(
        ask
    )


def _slashes(ask: Ask) -> Reply:
    return (
        go(ask.path + "/", 301)
        if not ask.path.endswith("/")
        else _ARTICLE
        if ask.path == "/kartor/"
        else _GONE
    )(ask)


def _suffix(alive: bool) -> Answer:
    def answer(ask: Ask) -> Reply:
        if ask.path.endswith(".html"):
            return go(ask.path.removesuffix(".html"), 301)(ask)
        return (_ARTICLE if alive and ask.path == "/kartor" else _GONE)(ask)

    return answer


def _new_domain(found: Answer) -> Answer:
    def answer(ask: Ask) -> Reply:
        if not ask.where:
            return go(ask.path, 301, at="+new")(ask)
        return (found if ask.path == "/kartor/x.html" else _GONE)(ask)

    return answer


def _alike(name: str, page: Answer, other: Answer, note: str = "") -> Behaviour:
    return _b(name, path="/lanekort", truth=Truth.ALIVE, respond=page, note=note,
              elsewhere=lambda ask: (_FRONT if ask.path == "/" else other)(ask))  # fmt: skip


_CARD = "<p>Lånekort hämtas i disken mot legitimation.</p>"

BEHAVIOURS: tuple[Behaviour, ...] = (
    # Notices: that something is gone, that it is closed, that it is for some. Nobody can tell them apart from here.
    _deep("notice-gone", Truth.DEAD, "/kartor/norr.html", _GONE, "", _UNVERIFIABLE),
    _deep("notice-without-heading", Truth.DEAD, "/kartor/norr.html", _page("Biblioteket", _NOWHERE), "", _UNVERIFIABLE),
    _deep("notice-closed", Truth.TROUBLE, "/katalog/9", _page("Katalogen", "<h1>Katalogen vilar</h1><p>Vi är tillbaka klockan sju.</p>"), "", _UNVERIFIABLE),
    _deep("notice-for-students", Truth.RESTRICTED, "/ebok/9", _page("Biblioteket", "<h1>Endast för studenter</h1><p>Kom till oss.</p>"), "", _UNVERIFIABLE),
    _deep("notice-with-quotation", Truth.DEAD, "/kartor/norr.html", lambda ask: _page("Borta", f"<h1>Borta</h1>{_NOWHERE}{paragraphs(ask.path, 40)}")(ask),
          "a quotation that differs with the address", _UNVERIFIABLE),
    _deep("notice-with-news", Truth.DEAD, "/kartor/norr.html", lambda ask: _page("Borta", f"<h1>Borta</h1>{_NOWHERE}{paragraphs(ask.path, 300)}")(ask), "", _UNVERIFIABLE),
    _deep("notice-as-picture", Truth.DEAD, "/kartor/norr.html", _page("Biblioteket", '<img src="/borta.png" alt="">'), "", _UNVERIFIABLE),
    _deep("notice-with-form", Truth.DEAD, "/kartor/norr.html", _page("Borta", f'<h1>Borta</h1>{_NOWHERE}<form method="post"><textarea></textarea></form>'), "", _UNVERIFIABLE),
    _deep("notice-for-numbers", Truth.DEAD, "/node/4471", lambda ask: (_RECORD if _last(ask).isdigit() else _NGINX)(ask), "", _UNVERIFIABLE),
    _deep("notice-for-queries", Truth.DEAD, "/visa.php?id=78", _by_query(_ARTICLE), "", _UNVERIFIABLE),
    _deep("notice-after-suffix", Truth.DEAD, "/kartor.html", _suffix(alive=False), "", _UNVERIFIABLE),
    _deep("notice-at-new-domain", Truth.DEAD, "/kartor/y.html", _new_domain(_ARTICLE), "", _UNVERIFIABLE),
    # One program for any number, which shows what a program does not read.
    _deep("any-month", Truth.ALIVE, "/kalender/2019/05", _under("/kalender/", _page("Kalender", "<h1>Kalender</h1><p>Tom månad.</p>")), "", _UNVERIFIABLE),
    _deep("any-picture", Truth.ALIVE, "/blad/9", lambda ask: _page("Blad", f'<h1>Blad</h1><img src="/img/{_last(ask)}.jpg">')(ask), "", _UNVERIFIABLE),
    _deep("any-frame", Truth.ALIVE, "/objekt/9", lambda ask: _page("Objekt", f'<h1>Objekt</h1><iframe src="/v/{_last(ask)}"></iframe>')(ask), "", _UNVERIFIABLE),
    _deep("any-pdf", Truth.ALIVE, "/bok/9", lambda ask: _page("Bok", f'<h1>Bok</h1><object data="/p/{_last(ask)}.pdf"></object>')(ask), "", _UNVERIFIABLE),
    _deep("any-app", Truth.ALIVE, "/objekt/9", _page("Objekt | Biblioteket", '<h1>Objekt</h1><div class="spinner">Hämtar…</div>'), "", _UNVERIFIABLE),
    # Good pages.
    _deep("query-record", Truth.ALIVE, "/visa.php?id=77", _by_query(_page("Post", "<h1>Karta</h1><p>Tryckt 1878.</p>"))),
    _deep("query-record-one-heading", Truth.ALIVE, "/visa.php?id=77", _by_query(_page("Post", "<h1>Post</h1><p>Karta över norr, tryckt 1878.</p>"))),
    _deep("page-number-ignored", Truth.ALIVE, "/lista.php?page=2", _under("/lista.php", _page("Lista", "<h1>Lista</h1><p>Brev, kartor.</p>"))),
    _deep("mark-ignored", Truth.ALIVE, "/om.html?icid=nav", _under("/om.html", _page("Om", "<h1>Om oss</h1><p>Vi har öppet.</p>"))),
    _deep("lower-case", Truth.ALIVE, "/Kartor/Norr", _lower, "", _MOVED),
    _deep("slash-added", Truth.ALIVE, "/kartor", _slashes, "", _MOVED),
    _deep("suffix-dropped", Truth.MOVED, "/kartor.html", _suffix(alive=True), "", _OK),
    _deep("new-domain", Truth.MOVED, "/kartor/x.html", _new_domain(_ARTICLE), "", _OK),
    _deep("new-domain-short", Truth.MOVED, "/kartor/x.html", _new_domain(_page("X", "<h1>Sjökort</h1><p>Ett blad.</p>")), "", _OK),
    _alike("one-title-one-heading", _page("Biblioteket", f"<h1>Biblioteket</h1>{_CARD}"), _page("Biblioteket", f"<h1>Biblioteket</h1>{_NOWHERE}"), "only a sentence differs"),
    _alike("one-title-no-heading", _page("Biblioteket", _CARD), _page("Biblioteket", "<p>Ingenstans.</p>"), "only a few words differ"),
    _alike("one-title-and-404", _page("Biblioteket", f"<h1>Biblioteket</h1>{_CARD}"), html("<title>Biblioteket</title><h1>Biblioteket</h1>", 404)),
    _b("front-by-script", path="/", truth=Truth.ALIVE, respond=html("<script>location.href='/start'</script>"), elsewhere=lambda ask: (_FRONT if ask.path == "/start" else honest)(ask)),
    _b("text-of-two-letters", path="/ping", truth=Truth.ALIVE, respond=plain("text/plain", b"OK\n")),
    _b("empty-feed", path="/feed.xml", truth=Truth.ALIVE, respond=plain("application/xml", b"<rss><channel/></rss>")),
    # Gone, in words that are known.
    _b("notice-of-removal", path="/p/9", truth=Truth.DEAD, also=_UNSURE, note="made-up addresses get 404",
       respond=html(pages.page("This content has been removed", "<h1>This content has been removed</h1><p>At the author's wish.</p>"))),
    _b("lapsed-to-bets", path="/p/9", truth=Truth.DEAD, respond=go("/", at="+win"), elsewhere=lambda ask: (
        html(pages.page("Best betting sites", f"<h1>Win</h1>{paragraphs('w', 300)}")) if ask.where == "+win" else go("/", at="+win"))(ask)),
)  # fmt: skip
