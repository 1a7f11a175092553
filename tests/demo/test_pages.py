"""Pages are of substance, distinct, honest, and safe whatever the address."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.demo import pages


class Reader(HTMLParser):
    """Collects what a reader sees, and the tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self._hidden = 0
        self.seen = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._hidden += tag in {"style", "script", "title"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"style", "script", "title"}

    def handle_data(self, data: str) -> None:
        self.seen += "" if self._hidden else " ".join(data.split()) + " "


PATHS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(PATHS)
def test_a_good_page_is_of_substance(path: str) -> None:
    page = Reader(pages.good_page("https://library.example/" + path.replace("#", "")))
    assert len(page.seen) >= 600
    assert page.tags.count("h2") == 3
    assert page.tags.count("a") == 4
    assert "script" not in page.tags
    assert "Practice web" in page.seen


def test_pages_differ_and_stay_the_same() -> None:
    urls = [f"https://{host}.example/{path}" for host in ("a", "b") for path in ("", "one", "two")]
    assert len({pages.good_page(url) for url in urls}) == len(urls)
    assert pages.good_page(urls[0]) == pages.good_page(urls[0])


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://www.nato.int/cps/en/natohq/topics_50090.htm", "Topics 50090"),
        ("https://www.osce.org/helsinki-final-act", "Helsinki final act"),
        ("https://nsarchive2.gwu.edu/NSAEBB/NSAEBB261/index.htm", "NSAEBB261"),
        ("https://www.osce.org", "Welcome to osce.org"),
        ("https://a.example/index.html", "Index"),
    ],
)
def test_titles_are_readable(url: str, title: str) -> None:
    assert pages.title_of(url) == title
    assert f"<h1>{title}</h1>" in pages.good_page(url)


@pytest.mark.parametrize(
    "write",
    [
        pages.not_found_page,
        pages.gone_page,
        pages.bot_wall_page,
        pages.challenge_page,
        pages.login_page,
        pages.parked_page,
    ],
)
def test_every_page_says_that_it_is_practice(write: object) -> None:
    assert callable(write)
    text = write("https://<b>.example/<script>")
    assert re.search("Practice web: guidewarden made this page up", text)
    assert "<b>" not in text
    assert "<script>" not in text.replace("<script>/*practice", "")
