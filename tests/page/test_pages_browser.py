"""Built pages in a real browser: accessible, usable with a keyboard, whole at every width, and never acting on their own."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from guidetexts import PEOPLE, document, document_of
from guidewarden.guides import load_library
from guidewarden.page import Site, render_guide, render_index

ROOT = Path(__file__).parents[2]
AXE = ROOT / "tests" / "fixtures" / "axe" / "axe.min.js"
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists() and "CI" not in os.environ,
    reason="no Chromium at /usr/bin/chromium (Debian: chromium)",
)

EVERYTHING = """
title: Everything a guide may hold
description: For *tests*, with [a link](https://x.example/).
owner: paula
reviewed: 2026-01-02
updated: 2026-01-03
subjects: [Tests, More tests]
sources:
  kramer:
    type: article-journal
    title: A Very Long Title That Goes On
    author: [{family: Kramer, given: Mark}]
    container-title: A Journal
    issued: "2009"
    language: ru
    DOI: 10.1080/01636600902773248
  quoted: {type: book, title: Only quoted, author: [{literal: A Body}], issued: "1975"}
sections:
  - title: Prose
    blocks:
      - markdown: |
          # Loud
          Words, `code`, **strong**.[^1]

          ##### Small
          > A quotation in prose

              preformatted text that is long enough to be wider than a telephone's screen is wide

          | a | b |
          |---|---|
          | 1 | 2 |

          [^1]: A note.
      - html: >-
          <font color=yellow>Yellow</font><h1></h1><a href="https://x.example/"><img src="data:x"></a>
          <iframe src="https://x.example/film"></iframe><dl><dt>Term<dd>Meaning</dl><ul>Stray<li>Item</ul>
          <table><tr><th>Year</th><th>Event</th></tr><tr><th>1990</th><td>Talks</td></tr></table>
          <figure><blockquote>Q</blockquote><figcaption>C</figcaption></figure>
      - quote: No such pledge.
        source: kramer
        locator: p. 39
      - quote: A right.
        source: quoted
      - quote: Nobody's.
  - title: Links
    blocks:
      - title: A list
        links:
          - {url: "https://proxy.example.edu/login?url=https://www.jstor.org/", label: JSTOR, note: "Articles.", language: de}
          - {url: "https://y.example/", label: Another}
          - {url: "www.z.example", label: No address}
      - title: Works
        citations: [kramer]
"""
HOSTILE = (
    "<script>document.title='owned'</script><img src=data:x onerror=\"document.title='owned'\"><svg onload=\"document.title='owned'\">"
    "<a href=\"javascript:document.title='owned'\">click</a><style>body{display:none}</style>"
    "<form action=https://evil.example><button>go</button></form><base href=https://evil.example/>"
    "<iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe><meta http-equiv=refresh content=0>"
)
LONG = "W" * 300


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Give pages by name."""
    library = load_library([ROOT / "guides"], ROOT)
    site = Site(people=library.people)
    pages = {each.id: render_guide(each, site) for each in library.documents}
    return {
        **pages,
        "index": render_index(library.documents, site),
        "everything": render_guide(document(EVERYTHING), Site(people=PEOPLE)),
    }


NAMES = ("nato-russia-relations", "helsinki-final-act-and-osce", "index", "everything")


@dataclass
class Pages:
    """Opens pages and keeps what a page must never cause."""

    browser: Browser
    folder: Path
    trouble: list[str] = field(default_factory=list)

    def open(self, text: str, **options: object) -> Page:
        file = self.folder / "page.html"
        file.write_text(text, encoding="utf-8")
        context = self.browser.new_context(**options)  # type: ignore[arg-type]  # options are Playwright's own
        page = context.new_page()
        page.on("console", lambda message: self.trouble.append(message.text))
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("dialog", lambda dialog: self.trouble.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: self.note_request(request.url, file.as_uri()))
        page.goto(file.as_uri())
        return page

    def note_request(self, url: str, own: str) -> None:
        if url.split("#", maxsplit=1)[0] not in (own, "data:,"):
            self.trouble.append(f"request {url}")


@pytest.fixture
def pages(browser: Browser, tmp_path: Path) -> Iterator[Pages]:
    opened = Pages(browser, tmp_path)
    yield opened
    for context in browser.contexts:
        context.close()
    assert opened.trouble == [], "no error, no policy violation, no dialog, no request"


@pytest.mark.parametrize(
    ("name", "scheme", "width"),
    [
        *((name, "dark", 360) for name in NAMES),
        *(
            ("everything", scheme, width)
            for scheme, width in (("light", 360), ("light", 1280), ("dark", 1280))
        ),
        ("nato-russia-relations", "light", 1280),
    ],
)
def test_axe_finds_nothing(pages: Pages, texts: dict[str, str], name: str, scheme: str, width: int) -> None:
    page = pages.open(texts[name], viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete', 'passes']})")
    assert len(found["passes"]) > 15, "it has looked"
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["incomplete"]] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_skip_link_comes_first_shows_itself_and_works(
    pages: Pages, texts: dict[str, str], name: str
) -> None:
    page = pages.open(texts[name])
    link = page.get_by_role("link", name="Skip to main content")
    expect(link).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_citation_leads_to_its_work_with_the_keyboard(pages: Pages, texts: dict[str, str]) -> None:
    page = pages.open(texts["nato-russia-relations"])
    page.get_by_role("link", name="Kramer 2009").focus()
    page.keyboard.press("Enter")
    work = page.locator("#source-kramer-2009")
    expect(work).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(work.get_by_role("link")).to_be_focused()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_the_notice_is_for_old_browsers_only(pages: Pages, texts: dict[str, str], media: str) -> None:
    page = pages.open(texts["everything"])
    page.emulate_media(media="screen" if media == "screen" else "print")
    expect(page.locator("p.plain")).to_be_hidden()
    # A browser that does not know @supports drops the rule as a whole.
    page.evaluate(
        """() => { const sheet = document.styleSheets[0];
        [...sheet.cssRules].forEach((rule, index) => rule instanceof CSSSupportsRule && sheet.deleteRule(index)); }"""
    )
    notice = page.get_by_role("note")
    if media == "screen":
        expect(notice).to_be_visible()
        expect(notice).to_contain_text("read all of its text")
    else:
        expect(notice).to_be_hidden()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_overflows(pages: Pages, texts: dict[str, str], name: str, width: int) -> None:
    page = pages.open(texts[name], viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [320, 1280])
def test_long_words_break_and_hostile_markup_never_acts(pages: Pages, width: int) -> None:
    evil = HOSTILE + LONG
    guide = document_of(
        {"markdown": evil}, {"html": f"<table><tr><td>{evil}<td>{LONG}</table><pre>{LONG}</pre>"}, {"quote": evil, "locator": evil},
        {"title": evil, "links": [{"url": f"https://x.example/{LONG}", "label": evil, "note": evil, "language": "xx"}]},
        {"title": evil, "citations": ["x"]}, title=evil, description=evil, owner="paula", subjects=[evil],
        sources={"x": {"type": "book", "title": evil, "author": [{"literal": evil}], "URL": f"https://x.example/{LONG}"}},
    )  # fmt: skip
    for text in (
        render_guide(guide, Site(title=evil, people=PEOPLE)),
        render_index([guide], Site(title=evil)),
    ):
        page = pages.open(text, viewport={"width": width, "height": 800})
        page.wait_for_timeout(50)
        assert page.title().startswith("<script>"), (
            "the title is what was written, not what a script made of it"
        )
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate("document.scripts.length") <= 1
        assert (
            page.locator("main iframe, main form, main svg, main style, base, [onerror], [onload]").count()
            == 0
        )
        expect(page.locator("h1")).to_be_visible()


def test_pictures_beside_the_page_and_of_named_hosts_may_load(pages: Pages, tmp_path: Path) -> None:
    dot = bytes.fromhex(
        "89504e470d0a1a0a0000000d494844520000000100000001080400000"
        "0b51c0c020000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
    )
    (tmp_path / "dot.png").write_bytes(dot)
    page = pages.open(render_guide(document_of({"html": "<img src=dot.png alt=Dot>"}), Site()))
    assert page.evaluate("document.images[0].naturalWidth") == 1
    assert pages.trouble == [f"request {(tmp_path / 'dot.png').as_uri()}"]
    pages.trouble.clear()


def test_dark_is_dark_and_light_is_light(pages: Pages, texts: dict[str, str]) -> None:
    colours = {}
    for scheme in ("light", "dark"):
        page = pages.open(texts["everything"], color_scheme=scheme)
        colours[scheme] = page.evaluate(
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
        )
    assert min(colours["light"]) > 200
    assert max(colours["dark"]) < 60


def test_paper_gets_the_addresses_and_no_navigation(pages: Pages, texts: dict[str, str]) -> None:
    page = pages.open(texts["everything"], color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.locator("a.skip")).to_be_hidden()
    address = "getComputedStyle(document.querySelector('a[href=\"{}\"]'), '::after').content"
    assert page.evaluate(address.format("https://y.example/")) == '"https://y.example/"'
    assert page.evaluate(address.format("https://x.example/film")) == '" <https://x.example/film>"'
    assert page.evaluate(address.format("https://doi.org/10.1080/01636600902773248")) == "none"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    expect(page.get_by_text("paula@example.org")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


def test_without_script_everything_is_there(pages: Pages, texts: dict[str, str]) -> None:
    page = pages.open(texts["nato-russia-relations"], java_script_enabled=False)
    expect(page.get_by_role("heading", level=2)).to_have_count(5)
    page.get_by_role("link", name="NATO pages").click()
    expect(page.get_by_role("heading", name="NATO pages")).to_be_in_viewport()
