"""Redirects, bodies, connections and certificates that go wrong, or look as if they did."""

import gzip
from functools import partial

from behaviours import pages
from behaviours.answers import first, go, head, honest, html, paths, plain, raw_reply, to, wire
from behaviours.model import Answer, Ask, Behaviour, Line, Truth
from behaviours.prose import paragraphs
from guidewarden.demo.server import Reply, Response
from guidewarden.model import State
from webs import drip, empty, endless_headers, gzip_bomb, hang, reset_connection

_OK = frozenset({State.OK})
_PAGE_TEXT = pages.article("Minutes of the council", "odd", 900)
_BYTES = _PAGE_TEXT.encode()
_PAGE = html(_PAGE_TEXT)
_HTML = "text/html; charset=utf-8"
_START = "/documents/start.html"

_redirect = partial(Behaviour, family="redirect", path=_START)
_body = partial(Behaviour, family="body", path="/documents/report.html")
_line = partial(Behaviour, family="connection", path="/documents/report.html")
_tls = partial(Behaviour, family="tls", path="/documents/report.html", respond=_PAGE, scheme="https")
_address = partial(
    Behaviour,
    family="address",
    truth=Truth.UNKNOWN,
    respond=_PAGE,
    note="readers elsewhere may see it; programs do not go there",
)
_part = partial(Behaviour, family="fragment", truth=Truth.ALIVE)


def _hops(count: int, status: int = 302) -> Answer:
    """Redirect ``count`` times, then give the page."""

    def answer(ask: Ask) -> Reply:
        if ask.path != _START and not ask.path.startswith("/hop/"):
            return honest(ask)
        done = int(ask.path.rpartition("/")[2]) if ask.path.startswith("/hop/") else 0
        return _PAGE(ask) if done == count else Response.redirect(ask.url(f"/hop/{done + 1}"), status)

    return answer


def _chain(name: str, count: int, truth: Truth, note: str = "") -> Behaviour:
    return _redirect(name, respond=_hops(count), elsewhere=_hops(count), truth=truth, note=note)


def _cookie_loop(ask: Ask) -> Reply:
    if "gate=open" in ask.request.headers.get("cookie", ""):
        return _PAGE(ask)
    return Response.redirect(ask.url(_START), 302, {"Set-Cookie": "gate=open; Path=/; HttpOnly"})


def _lands(name: str, location: str | bytes, path: str, note: str = "", status: int = 302) -> Behaviour:
    """A Location as written must lead to this path, and nowhere else."""
    return _redirect(
        name, respond=to(location, status), elsewhere=paths({path: _PAGE}), truth=Truth.ALIVE, note=note
    )


def _protocol_relative(ask: Ask) -> Reply:
    return Response.redirect(f"//{ask.domain}/new/place")


_REFRESHING = '<title>Live list</title><meta http-equiv="refresh" content="300">' + paragraphs("live", 200)
_BOMB = gzip_bomb(40)
_BROKEN_GZIP = gzip.compress(_BYTES, mtime=0)

BEHAVIOURS: tuple[Behaviour, ...] = (
    _redirect("loop-self", respond=go(_START), truth=Truth.DEAD),
    _redirect("loop-two", respond=go("/b"), elsewhere=paths({"/b": go(_START)}), truth=Truth.DEAD),
    _redirect("loop-301", respond=go("/b", 301), elsewhere=paths({"/b": go("/c", 301), "/c": go("/b", 301)}), truth=Truth.DEAD),
    _redirect("loop-https-http", respond=lambda ask: go(_START, 301, scheme="http" if ask.scheme == "https" else "https")(ask), truth=Truth.DEAD),
    _redirect("loop-growing", respond=go("/x?n=1"), elsewhere=lambda ask: go(f"/x?n={ask.request.query[2:]}1")(ask), truth=Truth.DEAD),
    _redirect("loop-cookie-ends", respond=_cookie_loop, truth=Truth.ALIVE),
    _redirect("loop-once-then-fine", respond=first(go("/b"), _PAGE), elsewhere=paths({"/b": go(_START)}), truth=Truth.ALIVE,
              note="a counter on the server lets the second visit in"),
    _chain("hops-19", 19, Truth.ALIVE),
    _chain("hops-20", 20, Truth.ALIVE, "as many as browsers follow"),
    _chain("hops-21", 21, Truth.DEAD),
    _lands("location-relative", "../new/place", "/new/place"),
    _lands("location-relative-name", "other.html", "/documents/other.html"),
    _lands("location-absolute-path", "/new/place", "/new/place"),
    _lands("location-spaces", "/new place/with spaces.html", "/new%20place/with%20spaces.html"),
    _lands("location-padded", "   /new/place   ", "/new/place"),
    _lands("location-utf8", "/événements/été".encode(), "/%C3%A9v%C3%A9nements/%C3%A9t%C3%A9"),
    _lands("location-latin1", "/événements".encode("latin-1"), "/%E9v%E9nements"),
    _lands("location-backslash", "\\new\\place", "/new/place"),
    _lands("location-dots", "/a/../b/./c/../../new/place", "/new/place"),
    _lands("location-fragment", "/new/place#part-2", "/new/place", "the fragment is not sent"),
    _lands("location-double-slash", "/new//place", "/new//place"),
    _redirect("location-protocol-relative", respond=_protocol_relative, elsewhere=paths({"/new/place": _PAGE}), truth=Truth.ALIVE),
    _redirect("location-upper-case-host", respond=lambda ask: Response.redirect(f"HTTP://{ask.domain.upper()}/new/place"),
              elsewhere=paths({"/new/place": _PAGE}), truth=Truth.ALIVE),
    _redirect("location-userinfo", respond=lambda ask: Response.redirect(f"http://guest:guest@{ask.domain}/new/place"),
              elsewhere=paths({"/new/place": _PAGE}), truth=Truth.ALIVE),
    _redirect("location-empty", respond=to(""), truth=Truth.TROUBLE),
    _redirect("location-missing", respond=plain("text/html", b"", 302), truth=Truth.TROUBLE),
    _redirect("location-missing-with-page", respond=plain(_HTML, _BYTES, 301), truth=Truth.ALIVE,
              note="browsers show the page that came with the redirect"),
    _redirect("choices-with-page", respond=plain(_HTML, _BYTES, 300), truth=Truth.ALIVE),
    _redirect("location-empty-with-page", respond=lambda _: Response(302, {"Content-Type": _HTML, "Location": ""}, _BYTES),
              truth=Truth.ALIVE),
    _redirect("two-locations", respond=wire(
        b"HTTP/1.1 302 Found\r\nLocation: /new/place\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"),
        elsewhere=paths({"/new/place": _PAGE, "/other": _PAGE}), truth=Truth.TROUBLE, note="Chromium shows an error of its own"),
    _redirect("location-not-a-url", respond=to("http://["), truth=Truth.TROUBLE),
    _redirect("location-app-scheme", respond=to("council-app://open/1"), truth=Truth.UNKNOWN, note="it leads into an app"),
    _redirect("location-post-body", respond=wire(
        b"HTTP/1.1 302 Found\r\nLocation: /new/place\r\nContent-Length: 20000000\r\n\r\n" + b"x" * 5000),
        elsewhere=paths({"/new/place": _PAGE}), truth=Truth.ALIVE, note="a redirect with a body that never ends"),
    _redirect("redirect-304", respond=plain("", b"", 304), truth=Truth.TROUBLE, note="nobody asked whether it was modified"),
    _redirect("redirect-300-choices", respond=html("<h1>Multiple choices</h1><ul><li><a href=a>A</a></ul>", 300), truth=Truth.ALIVE,
              also=frozenset({State.FAILING}), note="a page of choices, hardly ever seen"),
    _redirect("refresh-itself-300s", respond=html(_REFRESHING), truth=Truth.ALIVE),
    _redirect("refresh-itself-0s", respond=html('<title>Slides</title><meta http-equiv="refresh" content="5;url=start.html">' + paragraphs("s", 90)),
              truth=Truth.ALIVE),
    _redirect("refresh-to-404", respond=html('<meta http-equiv="refresh" content="0; url=/gone.html">'), truth=Truth.DEAD),
    _redirect("refresh-to-page-noscript", respond=html(_PAGE_TEXT.replace(
        "</head>", '<noscript><meta http-equiv="refresh" content="0; url=/no-script.html"></noscript></head>')), truth=Truth.ALIVE),
    _redirect("refresh-chain", respond=html('<meta http-equiv="refresh" content="1;url=/b">'), elsewhere=paths(
        {"/b": html("<meta http-equiv='refresh' content='0;url=\"/c\"'>"), "/c": _PAGE}), truth=Truth.ALIVE),
    _body("drips-for-ever", respond=raw_reply(lambda: drip(head(200, _HTML) + _BYTES)), truth=Truth.ALIVE),
    _body("two-gigabytes", respond=raw_reply(lambda: hang(head(200, "video/mp4", "Content-Length: 2147483648") + b"0" * 9000)), truth=Truth.ALIVE),
    _body("two-gigabytes-of-text", respond=raw_reply(lambda: drip(
        head(200, "text/plain", "Content-Length: 2147483648"), b"line of text\n" * 800, 0)), truth=Truth.ALIVE),
    _body("gzip-bomb", respond=lambda _ask: _BOMB, truth=Truth.ALIVE),
    _body("gzip-cut-short", respond=plain(_HTML, _BROKEN_GZIP[:2500], headers={"Content-Encoding": "gzip"}), truth=Truth.ALIVE,
          also=frozenset({State.FAILING})),
    _body("gzip-that-is-not", respond=plain(_HTML, _BYTES, headers={"Content-Encoding": "gzip"}), truth=Truth.TROUBLE,
          note="browsers show an error and no page"),
    _body("unknown-encoding", respond=plain(_HTML, b"\x8b\x02\x80" * 300, headers={"Content-Encoding": "br"}), truth=Truth.ALIVE),
    _body("truncated", respond=wire(head(200, _HTML, "Content-Length: 90000") + _BYTES), truth=Truth.ALIVE),
    _body("length-too-short", respond=wire(head(200, _HTML, "Content-Length: 900") + _BYTES), truth=Truth.ALIVE),
    _body("bad-chunks", respond=wire(head(200, _HTML, "Transfer-Encoding: chunked") + b"zz\r\n" + _BYTES), truth=Truth.TROUBLE, also=_OK),
    _body("stops-in-headers", respond=raw_reply(lambda: hang(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")), truth=Truth.TROUBLE),
    _body("endless-headers", respond=raw_reply(endless_headers), truth=Truth.TROUBLE),
    _body("headers-drip", respond=raw_reply(lambda: drip(b"HTTP/1.1 200 OK\r\nX-Slow: ")), truth=Truth.TROUBLE),
    _body("hangs-after-headers", respond=raw_reply(lambda: hang(head(200, _HTML))), truth=Truth.TROUBLE, also=_OK),
    _body("hangs-in-body", respond=raw_reply(lambda: hang(head(200, _HTML) + _BYTES[:6000])), truth=Truth.ALIVE),
    _body("reset-after-headers", respond=raw_reply(lambda: reset_connection(head(200, _HTML))), truth=Truth.TROUBLE, also=_OK),
    _body("same-length-twice", respond=wire(
        head(200, _HTML, f"Content-Length: {len(_BYTES)}", f"Content-Length: {len(_BYTES)}") + _BYTES), truth=Truth.ALIVE),
    _body("two-lengths", respond=wire(head(200, _HTML, "Content-Length: 10", "Content-Length: 20") + _BYTES), truth=Truth.TROUBLE, also=_OK),
    _body("header-without-colon", respond=wire(head(200, _HTML, "X-Broken Line", "Connection: close") + _BYTES), truth=Truth.ALIVE,
          note="browsers pass over the line"),
    _body("header-with-nul", respond=wire(head(200, _HTML, "X-Nul: a\0b") + _BYTES), truth=Truth.TROUBLE, also=_OK),
    _body("header-space-before-colon", respond=wire(head(200, _HTML, "X-Space : yes", "Connection: close") + _BYTES), truth=Truth.ALIVE),
    _body("header-latin-1", respond=wire(head(200, _HTML)[:-2] + b"X-Ville: Orl\xe9ans\r\nConnection: close\r\n\r\n" + _BYTES), truth=Truth.ALIVE),
    _body("folded-header", respond=wire(head(200, _HTML, "X-Policy: a;", "  b;", "Connection: close") + _BYTES), truth=Truth.ALIVE),
    _line("empty-reply", respond=raw_reply(empty), truth=Truth.TROUBLE),
    _line("reset-at-once", respond=raw_reply(reset_connection), truth=Truth.TROUBLE),
    _line("never-answers", respond=raw_reply(hang), truth=Truth.TROUBLE),
    _line("refused", respond=honest, truth=Truth.TROUBLE, line=Line.REFUSED),
    _line("garbage", respond=wire(b"\x00\x01\x02 what is this\r\n\r\n"), truth=Truth.TROUBLE),
    _line("garbage-status", respond=wire(b"HTTP/1.1 OK yes\r\n\r\n"), truth=Truth.TROUBLE),
    _line("http-0.9", respond=wire(b"<html><body>Only a body.</body></html>\n"), truth=Truth.TROUBLE, also=_OK,
          note="browsers show it as text on port 80 alone"),
    _line("speaks-ssh", respond=wire(b"SSH-2.0-OpenSSH_9.6\r\n"), truth=Truth.TROUBLE),
    _line("reset-once", respond=first(raw_reply(reset_connection), _PAGE), truth=Truth.ALIVE),
    _line("empty-once", respond=first(raw_reply(empty), _PAGE), truth=Truth.ALIVE),
    _tls("tls-fine", truth=Truth.ALIVE),
    _tls("tls-expired", truth=Truth.DEAD),
    _tls("tls-wrong-name", truth=Truth.DEAD),
    _tls("tls-self-signed", truth=Truth.DEAD),
    _tls("tls-incomplete-chain", truth=Truth.ALIVE, also=frozenset({State.UNVERIFIABLE}), note="browsers fetch the missing certificate"),
    _tls("tls-refused", truth=Truth.TROUBLE, line=Line.NO_CERTIFICATE),
    _tls("tls-port-speaks-http", truth=Truth.TROUBLE, line=Line.PLAIN),
    _tls("tls-404", respond=html(pages.missing(), 404), truth=Truth.DEAD),
    _redirect("redirect-to-expired", respond=go("/new/place", 301, at="expired", scheme="https"), truth=Truth.DEAD,
              note="the page is now where browsers warn readers away"),
    _part("fragment-id", path="/guide.html#part-2", respond=html(_PAGE_TEXT.replace("<article>", '<article id="part-2">'))),
    _part("fragment-name", path="/guide.html#notes", respond=html(_PAGE_TEXT.replace("<article>", '<a name="notes"></a><article>'))),
    _part("fragment-encoded", path="/guide.html#r%C3%A9sum%C3%A9", respond=html(_PAGE_TEXT.replace("<article>", '<article id="résumé">'))),
    _part("fragment-absent", path="/guide.html#no-such-part", respond=_PAGE, note="the page is there; readers begin at its top"),
    _part("fragment-top", path="/guide.html#top", respond=_PAGE),
    _part("fragment-text", path="/guide.html#:~:text=kept%20the%20minutes", respond=_PAGE),
    _part("fragment-id-and-text", path="/guide.html#part-2:~:text=minutes", respond=_PAGE),
    _part("fragment-pdf-page", path="/wp.pdf#page=3", respond=plain("application/pdf", b"%PDF-1.7\n")),
    _part("fragment-app", path="/#/item/4417", respond=html('<title>App</title><div id="root"></div><script src="/app.js"></script>')),
    _part("fragment-bang", path="/#!/item/4417", respond=html('<title>App</title><div id="root"></div><script src="/app.js"></script>')),
    _part("fragment-late", path="/guide.html#end", respond=html(pages.article("Long", "late", 9000).replace("</article>", '<a id="end"></a></article>'))),
    _part("fragment-after-redirect", path="/guide#part-2", respond=go("/guide/"), elsewhere=paths({"/guide/": _PAGE})),
    _part("query-empty", path="/guide.html?", respond=_PAGE),
    _part("path-semicolon", path="/guide;v=2/part;x", respond=_PAGE),
    _part("path-encoded", path="/caf%C3%A9/a%2Fb", respond=_PAGE),
    _part("query-brackets", path="/guide.html?ids[]=1&ids[]=2&q=a|b", respond=_PAGE),
    _address("private-address", path="http://192.168.1.20/catalogue?of={domain}"),
    _address("link-local-address", path="http://169.254.169.254/latest/meta-data/?of={domain}"),
    _address("mapped-address", path="http://[::ffff:10.0.0.7]/catalogue?of={domain}"),
    _address("redirect-to-private", path=_START, respond=lambda ask: Response.redirect(f"http://10.0.0.7/?of={ask.domain}")),
    _address("onion", path="http://expyuzz4wqqyqhjn.onion/?of={domain}"),
    _address("ftp", path="ftp://{domain}/pub/minutes.txt"),
)  # fmt: skip
