"""Soft 404s: the server says 200, the page says that there is nothing. In every language we have words for."""

from dataclasses import replace
from functools import partial
from html import escape

from behaviours import pages
from behaviours.answers import honest, html, plain
from behaviours.languages import EN, TONGUES, Tongue
from behaviours.model import Answer, Behaviour, Truth
from behaviours.prose import paragraphs
from guidewarden.model import State

_b = partial(Behaviour, family="soft-404", truth=Truth.DEAD)
_PATH = "/documents/old/2009/minutes.html"


def _everywhere(name: str, text: str, note: str = "") -> Behaviour:
    return _b(name, path=_PATH, respond=html(text), elsewhere=_but_home(html(text)), note=note)


def _but_home(answer: Answer) -> Answer:
    return lambda ask: html(pages.home())(ask) if ask.path == "/" else answer(ask)


def _in(tongue: Tongue) -> tuple[Behaviour, ...]:
    """Four ways to say it in one language: plainly, in the heading only, in the title only, among long menus."""
    code = tongue.code.lower()
    return (
        _everywhere(f"soft-{code}", pages.missing(tongue)),
        _everywhere(f"soft-{code}-heading", pages.missing(tongue, title=tongue.site)),
        _everywhere(f"soft-{code}-title", pages.missing(tongue, heading=None)),
        _everywhere(f"soft-{code}-menus", pages.missing(tongue, mega=True, popular=True)),
    )


def _said(
    name: str,
    title: str,
    heading: str,
    text: str,
    tongue: Tongue = EN,
    mega: bool = False,
    also: frozenset[State] = frozenset(),
) -> Behaviour:
    body = f"<h1>{escape(heading)}</h1><p>{escape(text)}</p>"
    made = _everywhere(name, pages.page(title, body, tongue=tongue, mega=mega, aside=pages.POPULAR))
    return replace(made, also=also)


def _encoded(name: str, code: str, charset: str) -> Behaviour:
    body = (
        pages.missing(TONGUES[code])
        .replace('charset="utf-8"', f'charset="{charset}"')
        .encode(charset, "xmlcharrefreplace")
    )
    answer = plain("text/html", body)
    return _b(name, path=_PATH, respond=answer, elsewhere=_but_home(answer))


_DSPACE = """<h1>Error</h1><div class="alert alert-danger"><p>Page cannot be found: we can't find the page you're looking for.
The page may have been moved or deleted.</p><a class="btn" href="/home">Take me to the home page</a></div>"""
_GUIDES = """<div class="s-lib-header"><h1>Sorry, we couldn't find that page</h1></div><p>The guide you are looking for is not
published, or its address has changed.</p><h2>Browse all guides</h2><ul>""" + "".join(
    f'<li><a href="/g/{n}">Guide to {escape(word)}</a></li>' for n, word in enumerate(EN.menu * 6)
)
_SITEMAP = (
    "<h1>Page not found</h1><p>Perhaps you will find what you need in the site map.</p><h2>Site map</h2><ul>"
    + "".join(
        f'<li><a href="/s/{n}">{escape(a)}: {escape(b)}, {n}</a></li>'
        for n, (a, b) in enumerate((a, b) for a in EN.menu for b in EN.menu)
    )
)
_NEWS = f"<h1>Page not found</h1><p>But do read our latest news.</p><h2>Latest news</h2>{paragraphs('latest news', 700)}"

BEHAVIOURS: tuple[Behaviour, ...] = (
    *(behaviour for tongue in TONGUES.values() for behaviour in _in(tongue)),
    _said("soft-wordpress", "Page not found – Archive blog", "Oops! That page can’t be found.",
          "It looks like nothing was found at this location. Maybe try one of the links below or a search?"),
    _said("soft-drupal", "Page not found | Council of Archives", "Page not found", "The requested page could not be found."),
    _said("soft-joomla", "404 - Error: 404", "404 - Category not found", "You may not be able to visit this page because of: an out-of-date bookmark."),
    _said("soft-sharepoint", "Error", "Sorry, this page doesn't exist", "The page you're looking for doesn't exist. Technical details."),
    _said("soft-cannot-find", "Council records", "We can't find the page you're looking for", "It may have been removed."),
    _said("soft-no-longer", "Council records", "This page is no longer available", "The exhibition has ended."),
    _said("soft-removed", "Item removed | Repository", "This item has been removed", "The item was withdrawn by its depositor."),
    _said("soft-does-not-exist", "Council records", "The requested page does not exist", "Check the address.", mega=True),
    _said("soft-404-digits", "404", "404", "Not here."),
    _said("soft-whoops", "Council records", "Whoops, our bad...", "The page you requested was not found, and we have a fine guess why."),
    _said("soft-record", "Catalogue", "Record not found", "No record with this number exists in the catalogue."),
    _said("soft-document", "Error | Digital archive", "Document not found", "The document ID is not valid."),
    _said("soft-article", "Journal of Councils", "Article not found", "The requested article does not exist in this journal."),
    _said("soft-fr-oups", "Oups !", "Oups ! Cette page n’existe plus.", "Revenez à l'accueil.", TONGUES["fr"]),
    _said("soft-de-leider", "Fehler", "Diese Seite ist leider nicht verfügbar", "Bitte nutzen Sie die Suche.", TONGUES["de"], mega=True,
          also=frozenset({State.UNVERIFIABLE})),  # Outages and walls say so, too.
    _said("soft-es-vaya", "Vaya", "¡Vaya! La página que buscas no existe", "Vuelve al inicio.", TONGUES["es"]),
    _said("soft-ru-404", "404 — страница не найдена", "404", "Вернитесь на главную страницу.", TONGUES["ru"]),
    _said("soft-ja-404", "404 Not Found｜北野大学附属図書館", "指定されたページが見つかりませんでした", "トップページへお戻りください。", TONGUES["ja"]),
    _said("soft-zh-chubule", "出错了", "您访问的页面不存在", "返回首页。", TONGUES["zh"]),
    _everywhere("soft-dspace", pages.page("Repository", _DSPACE)),
    _everywhere("soft-guides", pages.page("Research guides at Northfield", _GUIDES + "</ul>")),
    _everywhere("soft-site-map", pages.page("Page not found", _SITEMAP + "</ul>", mega=True), "with 200 and a long site map"),
    _everywhere("soft-latest-news", pages.page("Page not found | Council", _NEWS), "more news than error"),
    _encoded("soft-windows-1251", "ru", "windows-1251"),
    _encoded("soft-shift-jis", "ja", "shift_jis"),
    _encoded("soft-gb18030", "zh", "gb18030"),
    _b("soft-one-removed", path=_PATH, respond=html(pages.missing()), elsewhere=honest,
       note="made-up addresses get a proper 404: the page itself was replaced by a notice"),
    _b("soft-json", path="/api/records/5", respond=plain("application/json", b'{"error":"not found"}'),
       elsewhere=plain("application/json", b'{"error":"not found"}')),
    _b("soft-json-status", path="/api/records/6", respond=plain(
        "application/json", b'{"status":404,"message":"Record 6 not found","data":null}'),
       elsewhere=plain("application/json", b'{"status":404,"message":"Record not found","data":null}')),
    _b("soft-plain-text", path="/files/list.txt", respond=plain("text/plain", b"404 Not Found\n"),
       elsewhere=plain("text/plain", b"404 Not Found\n")),
    _b("soft-plain-file", path="/files/list2.txt", respond=plain("text/plain", b"File not found."),
       elsewhere=plain("text/plain", b"File not found.")),
    _everywhere("soft-server-default",
        "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr>nginx</body></html>"),
    _everywhere("soft-iis",
        "<html><head><title>404 - File or directory not found.</title></head><body><div id=header><h1>Server Error</h1></div>"
        "<h2>404 - File or directory not found.</h2><h3>The resource you are looking for might have been removed.</h3></body></html>"),
    _b("soft-for-pdf", path="/papers/wp-9.pdf", respond=html(pages.missing()), note="a page where a PDF should be; made-up addresses get it with a proper 404"),
)  # fmt: skip
