"""Short ways to write answers."""

from collections.abc import Callable, Mapping

from behaviours import pages
from behaviours.model import Answer, Ask
from guidewarden.demo.server import Raw, Reply, Response
from webs import raw

Headers = Mapping[str, str]


def html(text: str, status: int = 200, headers: Headers | None = None, delay: float = 0) -> Answer:
    """Answer with a page."""
    reply = Response.html(text, status, headers or {}, delay)
    return lambda _ask: reply


def plain(kind: str, body: bytes, status: int = 200, headers: Headers | None = None) -> Answer:
    """Answer with a body of any type; no Content-Type for ""."""
    typed = {"Content-Type": kind} if kind else {}
    reply = Response(status, {**typed, **(headers or {})}, body)
    return lambda _ask: reply


def go(path: str, status: int = 302, at: str = "", scheme: str = "") -> Answer:
    """Redirect to a path of one of the behaviour's hosts, by a whole address; ``{domain}`` is its own host."""
    return lambda ask: Response.redirect(ask.url(path.format(domain=ask.domain), at, scheme), status)


def to(location: str | bytes, status: int = 302) -> Answer:
    """Redirect with this very Location."""
    return lambda _ask: Response.redirect(location, status)


def wire(*parts: bytes, pause: float = 0) -> Answer:
    """Answer with these bytes and close."""
    return lambda _ask: raw(*parts, pause=pause)


def raw_reply(make: Callable[[], Raw]) -> Answer:
    """Answer by hand."""
    return lambda _ask: make()


def head(status: int = 200, kind: str = "text/html; charset=utf-8", *lines: str) -> bytes:
    """Write the head of an answer, to be followed by a body of any length."""
    return "\r\n".join([f"HTTP/1.1 {status} OK", f"Content-Type: {kind}", *lines, "", ""]).encode()


def first(*answers: Answer) -> Answer:
    """Give these answers one after the other to requests for the same address; the last one for ever."""
    return lambda ask: answers[min(ask.times, len(answers) - 1)](ask)


def paths(table: Mapping[str, Answer], other: Answer | None = None) -> Answer:
    """Answer by ``where/path`` or ``/path``; anything else as ``other``, or as an honest site."""

    def answer(ask: Ask) -> Reply:
        found = table.get(ask.where + ask.path) or table.get(ask.path) or other or honest
        return found(ask)

    return answer


def by_method(get: Answer, other: Answer) -> Answer:
    """Answer GET in one way and every other method in another."""
    return lambda ask: (get if ask.request.method == "GET" else other)(ask)


_HOME = Response.html(pages.home())
_MISSING = pages.missing(popular=True)


def honest(ask: Ask) -> Reply:
    """Answer as an honest site does: a front page, and 404 for what it does not have."""
    return _HOME if ask.path == "/" else Response.html(_MISSING, 404)


def catch_all(ask: Ask) -> Reply:
    """Answer as a careless site does: a front page, and a "not found" page with 200 for what it does not have."""
    return _HOME if ask.path == "/" else Response.html(_MISSING)
