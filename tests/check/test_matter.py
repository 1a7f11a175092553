"""What a page says by itself: its matter, what it shows, what its markup tells of it."""

import pytest

from guidewarden.check.pages import read_page
from guidewarden.model import Page, Sign


def html(text: str) -> Page:
    return read_page(text.encode(), "text/html; charset=utf-8", url="https://library.example/a/b")


def test_the_matter_is_what_is_neither_furniture_nor_link_nor_hidden() -> None:
    page = html(
        '<header>Head</header><nav>Menu</nav><main><article><header><h1>Maps</h1></header><p>Two <a href="/x">linked</a> sheets.</p></article>'
        '<div hidden><h1>Not found</h1></div><div style="display:none"><input type=password></div></main><aside>More</aside><footer>Foot</footer>'
    )
    assert page.opening == "Maps Two sheets."
    assert page.matter == len(page.opening)
    assert page.headings == ("Maps",)
    assert page.password_fields == 0


def test_a_page_without_furniture_begins_with_its_matter() -> None:
    page = html("<h1>Maps</h1><p>Two sheets.</p>")
    assert (page.matter_start, page.opening, page.matter) == ("", "Maps Two sheets.", 16)


@pytest.mark.parametrize(
    ("markup", "signs"),
    [
        ('<meta name="robots" content="NOINDEX, follow"><p>x', (Sign.NOINDEX,)),
        ('<meta name="prerender-status-code" content="404"><p>x', (Sign.SAYS_MISSING,)),
        ('<meta name="citation_title" content="Rye"><p>x', (Sign.DESCRIBED,)),
        ('<meta name="DC.creator" content="Lund"><p>x', (Sign.DESCRIBED,)),
        ('<meta name="description" content="citation_title"><p>x', ()),
        ('<form method="POST"><input></form>', (Sign.ASKS,)),
        ("<main><p>x<button>I agree</button></main>", (Sign.ASKS,)),
        ('<form action="/find"><input name=q><button>Go</button></form><p>x', ()),
        ("<header><button>Menu</button></header><p>x", ()),
        ('<div id="app"></div><script src=/a.js></script>', (Sign.APP,)),
        ('<div id="app"><p>x</p></div>', ()),
        ('<img src="/a.png">', (Sign.MEDIA,)),
        ("<html><body> </body></html>", ()),
    ],
)
def test_signs(markup: str, signs: tuple[Sign, ...]) -> None:
    assert html(markup).signs == signs


def test_what_a_page_gives_as_its_own_address_and_its_sites_name() -> None:
    page = html('<link rel="Canonical" href="/404"><a href="/"><img src=l.png alt=" The  Library "></a>')
    assert (page.canonical, page.site_name) == ("https://library.example/404", "The Library")
    page = html(
        '<meta property="og:url" content="http://["><meta property="og:site_name" content="Archive"><a href="/">Home</a>'
    )
    assert (page.canonical, page.site_name) == (None, "Archive")


def test_what_a_page_shows() -> None:
    assert html('<img src="/a.png"><iframe src="/v?x"></iframe><object data="/p.pdf"></object>').shows == (
        "/a.png",
        "/v?x",
        "/p.pdf",
    )
