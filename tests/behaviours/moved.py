"""Sources at a new address: for good (worth reporting), for now, or merely written a little differently."""

from functools import partial

from behaviours import pages
from behaviours.answers import go, honest, html, paths, plain, to
from behaviours.model import Answer, Ask, Behaviour, Truth
from guidewarden.demo.server import Reply
from guidewarden.model import State

_moved = partial(Behaviour, family="moved", truth=Truth.MOVED)
_same = partial(Behaviour, family="redirect-fine", truth=Truth.ALIVE)

_PAGE = html(pages.article("Minutes of the council", "minutes", 900))
_NEW = "/records/council/minutes"
_OLD = "/documents/2009/minutes.html"


def _at_new(*more: tuple[str, Answer]) -> Answer:
    return paths({_NEW: _PAGE, **dict(more)})


def _secured(ask: Ask) -> Reply:
    return (_PAGE if ask.scheme == "https" else go(_OLD, 301, scheme="https"))(ask)


def _by_resolver(name: str, host: str, path: str, status: int) -> Behaviour:
    """An address of a resolver, whose redirects are its work."""
    return _same(name, path="{scheme}://" + host + path, respond=_PAGE, elsewhere=lambda ask: (
        go(_NEW, status) if ask.where == host else _at_new())(ask))  # fmt: skip


BEHAVIOURS: tuple[Behaviour, ...] = (
    _moved("moved-301", path=_OLD, respond=go(_NEW, 301), elsewhere=_at_new()),
    _moved("moved-308", path=_OLD, respond=go(_NEW, 308), elsewhere=_at_new()),
    _moved("moved-relative", path=_OLD, respond=to("../../records/council/minutes", 301), elsewhere=_at_new()),
    _moved("moved-other-domain", path=_OLD, respond=go(_NEW, 301, at="+new"), elsewhere=_at_new()),
    _moved("moved-to-https-other", path=_OLD, respond=go(_NEW, 301, at="+new", scheme="https"), elsewhere=_at_new()),
    _moved("moved-chain", path=_OLD, respond=go("/a", 301), elsewhere=_at_new(("/a", go("/b", 308)), ("/b", go(_NEW, 301)))),
    _moved("moved-by-www-and-https", path=_OLD, respond=go(_OLD, 301, at="www"), elsewhere=paths({
        "www" + _OLD: go(_NEW, 301, at="www", scheme="https"), "www" + _NEW: _PAGE})),
    _moved("moved-then-for-now", path=_OLD, respond=go("/b", 301), elsewhere=_at_new(("/b", go(_NEW, 302))),
           also=frozenset({State.OK}), note="for good to /b, from there for now"),
    _moved("moved-query-to-path", path="/show.php?id=12", elsewhere=_at_new(),
           respond=lambda ask: (go(_NEW, 301) if ask.request.query == "id=12" else honest)(ask)),
    _moved("moved-site-root", path="/", respond=go("/", 301, at="+new"), elsewhere=paths({"+new/": html(pages.home())}),
           note="a link to a front page leads to the new front page"),
    _moved("moved-root-to-page", path="/", respond=go("/library/", 301, at="+new"), elsewhere=paths({"+new/library/": html(pages.home())})),
    _moved("moved-journal-own-domain", path="/journals/councils/", respond=go("/", 301, at="+new"),
           elsewhere=paths({"+new/": html(pages.home("Journal of Councils"))}),
           note="this address alone leads to another site's front page; made-up ones get a 404"),
    _moved("moved-to-parent", path="/journal/issues/list.html", respond=go("/journal/issues/", 301),
           elsewhere=paths({"/journal/issues/": html(pages.listing("Issues", "issues"))}), also=frozenset({State.OK}),
           note="this address alone: the list became its folder"),
    _moved("moved-pdf", path="/papers/wp-9.pdf", respond=go("/records/wp-9.pdf", 301), elsewhere=paths({
        "/records/wp-9.pdf": plain("application/pdf", b"%PDF-1.6" + b"0" * 999)})),
    _moved("moved-idn", path=_OLD, respond=lambda ask: to(f"http://bücher.{ask.domain}{_NEW}", 301)(ask), elsewhere=paths({
        "xn--bcher-kva" + _NEW: _PAGE}), note="a Location with a raw name in German"),
    _same("temporary-302", path=_OLD, respond=go(_NEW), elsewhere=_at_new()),
    _same("temporary-303", path=_OLD, respond=go(_NEW, 303), elsewhere=_at_new()),
    _same("temporary-307", path=_OLD, respond=go(_NEW, 307), elsewhere=_at_new()),
    _same("for-now-then-moved", path=_OLD, respond=go("/b"), elsewhere=_at_new(("/b", go(_NEW, 301)))),
    _same("http-to-https", path=_OLD, respond=_secured),
    _same("http-to-https-www", path=_OLD, respond=go(_OLD, 301, at="www", scheme="https"), elsewhere=paths({"www" + _OLD: _PAGE})),
    _same("to-www", path=_OLD, respond=go(_OLD, 301, at="www"), elsewhere=paths({"www" + _OLD: _PAGE})),
    _same("trailing-slash", path="/records", respond=go("/records/", 301), elsewhere=paths({"/records/": _PAGE})),
    _same("root-to-language", path="/", respond=go("/en/"), elsewhere=paths({"/en/": html(pages.home())})),
    _same("root-to-home", path="/", respond=go("/home"), elsewhere=paths({"/home": html(pages.home())})),
    _same("root-to-start-page", path="/", respond=go("/index.php/welcome"), elsewhere=paths({"/index.php/welcome": html(pages.home())})),
    _same("language-to-language", path="/en", respond=go("/en/"), elsewhere=paths({"/en/": html(pages.home())})),
    _same("session-in-path", path=_OLD, respond=go(f"{_NEW};jsessionid=8F2A"), elsewhere=paths({f"{_NEW};jsessionid=8F2A": _PAGE})),
    _same("meta-refresh", path=_OLD, respond=html(f'<title>Moved</title><meta http-equiv="refresh" content="0; url={_NEW}">'),
          elsewhere=_at_new()),
    _same("meta-refresh-5s", path=_OLD, respond=html(
        f"<title>Moved</title><meta http-equiv=Refresh content='5;URL={_NEW}'><p>You will be sent on.</p>"), elsewhere=_at_new()),
    _same("refresh-header", path=_OLD, respond=html("<p>One moment</p>", headers={"Refresh": f"0; url={_NEW}"}), elsewhere=_at_new()),
    _by_resolver("resolver-handle", "hdl.handle.net", "/2027/{domain}", 302),
    _by_resolver("resolver-purl", "purl.org", "/net/{domain}", 301),
    _by_resolver("resolver-w3id", "w3id.org", "/{domain}", 301),
    _by_resolver("resolver-ark", "n2t.net", "/ark:/12345/{domain}", 301),
)  # fmt: skip
