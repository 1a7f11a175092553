"""Sources that are there: every way in which a good page can look odd to a program."""

import gzip
import zlib
from functools import partial

from behaviours import pages
from behaviours.answers import by_method, catch_all, go, head, honest, html, plain, raw_reply, wire
from behaviours.languages import TONGUES
from behaviours.model import Answer, Ask, Behaviour, Truth
from behaviours.prose import paragraphs, sentences
from guidewarden.demo.server import Reply, Response
from guidewarden.model import State
from webs import empty, hang

_ARTICLE = pages.article("The councils of 1948 and their minutes", "councils", 1200)
_GOOD = html(_ARTICLE)
_HTML = "text/html; charset=utf-8"

_alive = partial(Behaviour, truth=Truth.ALIVE)
_head = partial(_alive, family="head-hostile", path="/reports/annual-2019.html")
_good = partial(_alive, family="good-pages")

_RUSSIAN = (
    "Опись содержит сведения о переписке, протоколах и служебных записках, хранящихся в фондах архива. "
    "Документы расположены в хронологическом порядке, к каждому делу составлена краткая аннотация. "
)
_JAPANESE = "この目録には、外交文書館が所蔵する往復書簡、議事録、覚書が年代順に収められている。各資料には請求記号と短い解説が付されている。"
_CHINESE = "本目录收录档案馆所藏往来函件、会议记录与备忘录，按年代排列，并附索书号与简要说明。"
_ARABIC = "يضم هذا الفهرس المراسلات ومحاضر الجلسات والمذكرات المحفوظة في دار الوثائق مرتبة ترتيبا زمنيا. "


def _foreign(code: str, title: str, text: str, charset: str, declared: str) -> Answer:
    tongue = TONGUES[code]
    body = f"<h1>{title}</h1>" + f"<p>{text * 4}</p>" * 6
    written = pages.page(f"{title} — {tongue.site}", body, tongue=tongue, site=tongue.site)
    if not declared:
        written = written.replace('charset="utf-8"', f'charset="{charset}"')
    kind = f"text/html; charset={declared}" if declared else "text/html"
    return plain(kind, written.encode(charset, "xmlcharrefreplace"))


_FRAMESET = """<HTML><HEAD><TITLE>Treaty series, 1899-1935</TITLE></HEAD>
<FRAMESET COLS="220,*" BORDER=0><FRAME SRC="menu.htm" NAME="menu"><FRAME SRC="body.htm" NAME="body">
<NOFRAMES><BODY>Your browser does not support frames.</BODY></NOFRAMES></FRAMESET></HTML>"""

_SHELL = """<!doctype html><html lang="en"><head><meta charset="utf-8"/><title>Digital Collections</title>
<meta name="viewport" content="width=device-width,initial-scale=1"/><link rel="stylesheet" href="/static/css/main.6e1c.css"/>
<script defer="defer" src="/static/js/main.0a97c3d1.js"></script></head><body>
<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>"""

_SERVER_SIDE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Letter to the Council, 3 May 1921 – Digital
Collections</title><meta name="description" content="Autograph letter, two leaves."><script type="module" src="/assets/app-Bq2x.js">
</script></head><body><div id="app"></div><script id="__DATA__" type="application/json">{{"item":{{"id":4417,"title":"Letter to the
Council, 3 May 1921","text":"{" ".join(sentences("letter", 180))}"}},"error":null}}</script></body></html>"""

_HIDDEN = """<template id="error-view"><h1>Page not found</h1></template>
<script type="text/x-template" id="nf"><h1>404 Not Found</h1></script>
<div hidden class="modal"><h2>Something went wrong</h2></div>"""

_OLD = f"""<HTML><HEAD><TITLE>Prof. Hale's list of pamphlets</TITLE></HEAD><BODY BGCOLOR=#FFFFCC TEXT=#000000><CENTER><FONT SIZE=+3>
A List of Pamphlets</FONT><HR WIDTH=80%></CENTER>{"".join(f"<LI>{line}" for line in sentences("pamphlets", 400))}
<HR><I>Last changed 12 Nov 1997</I></BODY></HTML>"""


def _asks_consent(ask: Ask) -> Reply:
    return (_GOOD if "seen=1" in ask.request.headers.get("cookie", "") else go("/consent?back=1"))(ask)


def _gives_consent(ask: Ask) -> Reply:
    if ask.path != "/consent":
        return honest(ask)
    return Response.redirect(ask.url("/research/cookies"), 302, {"Set-Cookie": "seen=1; Path=/"})


BEHAVIOURS: tuple[Behaviour, ...] = (
    _head("head-405", respond=by_method(_GOOD, html("", 405))),
    _head("head-404", respond=by_method(_GOOD, html("", 404))),
    _head("head-403", respond=by_method(_GOOD, html("", 403))),
    _head("head-500", respond=by_method(_GOOD, html("", 500))),
    _head("head-501", respond=by_method(_GOOD, html("", 501))),
    _head("head-hangs", respond=by_method(_GOOD, raw_reply(hang))),
    _head("head-drops", respond=by_method(_GOOD, raw_reply(empty))),
    _head("head-redirects-home", respond=by_method(_GOOD, go("/"))),
    _good("article", path="/research/councils", respond=_GOOD),
    _good("article-6000-words", path="/research/long", respond=html(pages.article("A long history", "long", 6000))),
    _good("article-500-words", path="/research/short", respond=html(pages.article("A short note", "note", 500))),
    _good("front-page", path="/", respond=html(pages.home())),
    _good("listing", path="/journal/2019/", respond=html(pages.listing("Journal 2019", "issue"))),
    _good("tiny-page", path="/maproom.html", respond=html("<title>Map room</title><p>Open Tuesdays, 10 to 4.</p>")),
    _good("one-word", path="/status.txt", respond=plain("text/plain", b"OK\n")),
    _good("no-title", path="/lists/a.html", respond=html(pages.page(None, paragraphs("untitled", 700)))),
    _good("empty-title", path="/lists/b.html", respond=html(pages.page("", paragraphs("untitled2", 700)))),
    _good("site-name-is-h1", path="/records/12", respond=html(pages.page(
        "Treaty of 1921", f"<h1>{pages.SITE}</h1><h2>Treaty of 1921</h2>{paragraphs('treaty', 600)}"))),
    _good("every-title-alike", path="/item/77", respond=html(pages.article(pages.SITE, "alike", 700)), elsewhere=html(
        pages.article(pages.SITE, "other", 700)), note="all pages share one title, and made-up addresses show a page too"),
    _good("pdf", path="/papers/wp-114.pdf", respond=plain("application/pdf", b"%PDF-1.7\n" + b"0" * 9000)),
    _good("pdf-as-octets", path="/download?id=114", respond=plain(
        "application/octet-stream", b"%PDF-1.4\n" + b"1" * 900, headers={"Content-Disposition": 'attachment; filename="wp.pdf"'})),
    _good("image", path="/maps/1878.jpg", respond=plain("image/jpeg", b"\xff\xd8\xff\xe0" + b"\x00" * 5000)),
    _good("plain-text", path="/readme.txt", respond=plain("text/plain; charset=utf-8", " ".join(sentences("t", 500)).encode())),
    _good("json", path="/api/records/5", respond=plain("application/json", b'{"id":5,"title":"Minutes","errors":[]}')),
    _good("xml", path="/ead/fonds.xml", respond=plain("application/xml", b"<?xml version='1.0'?><ead><eadid>GB 12</eadid></ead>")),
    _good("rss", path="/feed", respond=plain("application/rss+xml", b"<rss version='2.0'><channel><title>News</title></channel></rss>")),
    _good("csv", path="/data/votes.csv", respond=plain("text/csv", b"year,yes,no\n1949,12,0\n" * 80)),
    _good("epub", path="/books/pg11.epub", respond=plain("application/epub+zip", b"PK\x03\x04" + b"\x00" * 3000)),
    _good("no-content-204", path="/ping", respond=plain("", b"", 204)),
    _good("non-authoritative-203", path="/research/mirror", respond=html(_ARTICLE, 203)),
    _good("partial-206", path="/research/range", respond=html(_ARTICLE, 206)),
    _good("gzip", path="/gz", respond=plain(_HTML, gzip.compress(_ARTICLE.encode(), mtime=0), headers={"Content-Encoding": "gzip"})),
    _good("gzip-unasked-name", path="/xgz", respond=plain(
        _HTML, gzip.compress(_ARTICLE.encode(), mtime=0), headers={"Content-Encoding": "x-gzip"})),
    _good("deflate", path="/zl", respond=plain(_HTML, zlib.compress(_ARTICLE.encode()), headers={"Content-Encoding": "deflate"})),
    _good("deflate-bare", path="/df", respond=plain(
        _HTML, zlib.compress(_ARTICLE.encode(), wbits=-15), headers={"Content-Encoding": "deflate"})),
    _good("chunked", path="/chunked", respond=wire(
        head(200, _HTML, "Transfer-Encoding: chunked"),
        *(b"%x\r\n%s\r\n" % (len(part), part) for part in (_ARTICLE[:2000].encode(), _ARTICLE[2000:].encode())), b"0\r\n\r\n")),
    _good("http-1.0", path="/old-server", respond=wire(
        b"HTTP/1.0 200 OK\r\nServer: NCSA/1.5.2\r\nContent-Type: text/html\r\n\r\n" + _ARTICLE.encode())),
    _good("until-close", path="/unbounded", respond=wire(head(200, _HTML, "Connection: close") + _ARTICLE.encode())),
    _good("no-content-type", path="/untyped", respond=plain("", _ARTICLE.encode())),
    _good("html-as-text", path="/wrong-type", respond=plain("text/plain", _ARTICLE.encode())),
    _good("html-as-octets", path="/wrong-type-2", respond=plain("application/octet-stream", _ARTICLE.encode())),
    _good("rubbish-content-type", path="/wrong-type-3", respond=plain("html;;; charset=???", _ARTICLE.encode())),
    _good("early-hints", path="/hints", respond=wire(
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n",
        head(200, _HTML, f"Content-Length: {len(_ARTICLE.encode())}") + _ARTICLE.encode())),
    _good("no-reason-phrase", path="/terse", respond=wire(
        b"HTTP/1.1 200\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + _ARTICLE.encode())),
    _good("odd-reason-phrase", path="/grund", respond=wire(
        b"HTTP/1.1 200 D'accord, c'est l\xe0\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + _ARTICLE.encode())),
    _good("lf-only-headers", path="/unix-headers", respond=wire(
        b"HTTP/1.1 200 OK\nContent-Type: text/html\nConnection: close\n\n" + _ARTICLE.encode()), note="browsers accept bare LF"),
    _good("big-headers", path="/policy", respond=html(_ARTICLE, headers={
        "Content-Security-Policy": "; ".join(f"img-src https://cdn{n}.images.example" for n in range(300))})),
    _good("slow", path="/slow", respond=html(_ARTICLE, delay=0.6)),
    _good("utf-16", path="/utf16", respond=plain("text/html; charset=utf-16", _ARTICLE.encode("utf-16"))),
    _good("utf-8-bom", path="/bom", respond=plain("text/html", b"\xef\xbb\xbf" + _ARTICLE.encode())),
    _good("windows-1251", path="/opis.html", respond=_foreign("ru", "Опись фонда 17", _RUSSIAN, "windows-1251", "windows-1251")),
    _good("windows-1251-meta", path="/opis2.html", respond=_foreign("ru", "Опись фонда 18", _RUSSIAN, "windows-1251", "")),
    _good("koi8-r", path="/opis3.html", respond=_foreign("ru", "Опись фонда 19", _RUSSIAN, "koi8-r", "koi8-r")),
    _good("shift-jis", path="/mokuroku.html", respond=_foreign("ja", "外交文書目録", _JAPANESE, "shift_jis", "Shift_JIS")),
    _good("euc-jp-meta", path="/mokuroku2.html", respond=_foreign("ja", "外交文書目録 二", _JAPANESE, "euc_jp", "")),
    _good("gb2312", path="/mulu.html", respond=_foreign("zh", "外交文书目录", _CHINESE, "gb18030", "gb2312")),
    _good("windows-1256", path="/fihris.html", respond=_foreign("ar", "فهرس المراسلات", _ARABIC, "cp1256", "windows-1256")),
    _good("wrong-charset", path="/charset", respond=plain("text/html; charset=klingon", _ARTICLE.encode())),
    _good("frameset", path="/treaties/", respond=html(_FRAMESET)),
    _good("html-3", path="/~hale/pamphlets.html", respond=html(_OLD)),
    _good("app-shell", path="/item/4417", respond=html(_SHELL), elsewhere=html(_SHELL), also=frozenset({State.UNVERIFIABLE}),
          note="the app shows the letter; programs get the same shell for every address, so saying that is honest too"),
    _good("app-with-data", path="/item/4418", respond=html(_SERVER_SIDE), elsewhere=html(_SHELL)),
    _good("app-shell-404-elsewhere", path="/item/4419", respond=html(_SHELL), elsewhere=html(_SHELL, 404)),
    _good("hidden-error-template", path="/research/hidden", respond=html(
        pages.article("Maps in boxes", "maps", 900).replace("</main>", _HIDDEN + "</main>"))),
    _good("open-page-login-box", path="/research/box", respond=html(pages.page(
        "The annexes | " + pages.SITE, f"<h1>The annexes</h1>{paragraphs('annexes', 800)}",
        header='<form action="/login" method="post"><input name="u"><input type="password" name="p"><button>Sign in</button></form>')),
        note="a login box in the header of an open page"),
    _good("open-page-login-box-short", path="/research/box2", respond=html(pages.page(
        "Map room | Login", f"<h1>Map room</h1>{paragraphs('maproom', 60)}",
        header='<form action="/login" method="post"><input name="u"><input type="password" name="p"><button>Sign in</button></form>'))),
    _good("cookie-round-trip", path="/research/cookies", respond=_asks_consent, elsewhere=_gives_consent,
          note="sent to a consent page and back with a cookie"),
    _good("on-careless-site", path="/research/careless", respond=_GOOD, elsewhere=catch_all,
          note="a good page on a site whose error pages say 200"),
)  # fmt: skip
