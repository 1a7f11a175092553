import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guidewarden.check.pages import (
    HEADINGS,
    LONG_TEXT_START,
    TEXT_START,
    fold,
    is_text,
    read_page,
    refresh_target,
)
from guidewarden.model import Page

URL = "https://site.example/folder/page"


def html(text: str, content_type: str = "text/html; charset=utf-8", *, ids: bool = False) -> Page:
    return read_page(text.encode(), content_type, url=URL, with_identifiers=ids)


def test_a_page() -> None:
    page = html(
        """<!doctype html><html lang="en-GB"><head><title>NATO
        and Russia</title><script src="/a.js"></script><style>p { color: red }</style></head>
        <body><h1>NATO <em>and</em> Russia</h1><h2> </h2><h2>Sources</h2><p>Read <a href="/x">this</a>,
        then <a href=y>that</a>. <a name=here>Here</a></p>
        <script>var hidden = "not text";</script><svg><title>Not the title</title></svg>
        <iframe src="https://frame.example/"></iframe><iframe src="https://frame.example/"></iframe>
        <form action="/login"><input type="Password"><input></form></body></html>"""
    )
    assert page.title == "NATO and Russia"
    assert page.headings == ("NATO and Russia", "Sources")
    assert page.language == "en-GB"
    assert page.text_start == "NATO and Russia Sources Read this, then that. Here"
    assert page.text_length == len(page.text_start)
    assert (page.links, page.scripts, page.password_fields) == (2, 2, 1)
    assert page.resources == ("/a.js", "https://frame.example/", "/login")
    assert page.media_type == "text/html"
    assert page.identifiers == ()
    assert page.refresh_url is None


def test_identifiers_are_read_when_asked_for() -> None:
    page = html("<p id=a>1</p><a name=b id=c>2</a><input name=d><h2 id='ünï'>3</h2>", ids=True)
    assert page.identifiers == ("a", "c", "b", "ünï")


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        ("<title>é</title>".encode(), "text/html; charset=utf-8"),
        ("<title>é</title>".encode("latin-1"), "text/html; charset=ISO-8859-1"),
        ("<title>é</title>".encode("latin-1"), 'text/html;charset="latin1"'),
        ("\ufeff<title>é</title>".encode(), "text/html; charset=iso-8859-1"),
        ("<meta charset=utf-8><title>é</title>".encode(), "text/html"),
        ("<title>é</title>".encode(), "text/html; charset=no-such-charset"),
        ("\ufeff<title>é</title>".encode("utf-16-le"), "text/html"),
    ],
)
def test_charsets(data: bytes, content_type: str) -> None:
    assert read_page(data, content_type, url=URL).title == "é"


def test_plain_text_is_not_markup() -> None:
    page = read_page("<title>no</title>\n\n ça va".encode(), "text/plain; charset=utf-8", url=URL)
    assert (page.title, page.text_start) == ("", "<title>no</title> ça va")


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"<!DOCTYPE html><title>x</title>", "x"),
        (b"\n <html><title>x</title>", "x"),
        (b"<!-- c --><title>x</title>", "x"),
        (b"%PDF-1.7 <title>x</title>", ""),
    ],
)
def test_a_body_without_a_type_is_looked_at(data: bytes, title: str) -> None:
    assert read_page(data, "", url=URL).title == title


def test_other_types_are_facts_only() -> None:
    page = read_page(b"", "Application/PDF; x=y", url=URL, truncated=True)
    assert page == Page("application/pdf", 0, True)


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("text/html", True),
        ("TEXT/Plain; charset=x", True),
        ("application/xhtml+xml", True),
        ("application/json", True),
        ("", True),
        ("application/pdf", False),
        ("image/svg+xml", False),
        ("application/octet-stream", False),
    ],
)
def test_what_is_worth_reading(content_type: str, expected: bool) -> None:
    assert is_text(content_type) is expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0; url=/next", "https://site.example/next"),
        ("0;URL='next'", "https://site.example/folder/next"),
        ('3; url="https://other.example/a b"', "https://other.example/a%20b"),
        ("0,url=next", "https://site.example/folder/next"),
        ("0 /next", "https://site.example/next"),
        ("; url=/next", "https://site.example/next"),
        ("10; url=/next", "https://site.example/next"),
        ("0.5; url=/next", "https://site.example/next"),
        ("11; url=/next", None),
        ("390", None),
        ("0; url=", None),
        ("", None),
        ("never", "https://site.example/folder/never"),
        ("0; url=http://[", None),
    ],
)
def test_refresh(content: str, expected: str | None) -> None:
    assert refresh_target(content, URL) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<meta http-equiv=Refresh content='0;url=/next'>", "https://site.example/next"),
        ("<base href='/base/'><meta http-equiv=refresh content='0;url=x'>", "https://site.example/base/x"),
        ("<noscript><meta http-equiv=refresh content='0;url=/next'></noscript>", None),
        ("<template><meta http-equiv=refresh content='0;url=/next'></template>", None),
        ("<meta http-equiv=refresh content='0;url=#part'>", None),
        ("<meta http-equiv=refresh content='0;url=page'>", None),
        ("<meta http-equiv=refresh content='5'>", None),
        ("<meta name=refresh content='0;url=/next'>", None),
        ("<!-- <meta http-equiv=refresh content='0;url=/next'> -->", None),
    ],
)
def test_a_page_that_sends_its_readers_on(markup: str, expected: str | None) -> None:
    assert html(f"<head>{markup}</head><p>text").refresh_url == expected


def test_long_things_are_cut() -> None:
    page = html(
        f"<title>{'t' * 999}</title>" + "<h1>h</h1>" * 99 + "<p>w</p>" * 9999
        + "".join(f"<script src=/{n}></script>" for n in range(99)),
    )  # fmt: skip
    assert len(page.title) == 300
    assert len(page.headings) == HEADINGS
    assert len(page.text_start) == LONG_TEXT_START
    assert page.text_length > 9999
    assert len(html("<p>" + "w" * 1400).text_start) == TEXT_START
    assert len(page.resources) == 40
    assert page.scripts == 99


@given(st.binary(max_size=2000), st.text(max_size=60), st.booleans())
@example(b"<meta charset=undefined><title>", "text/html; charset=undefined", True)
@example(b"\xff\xfe\x00", "text/plain; charset=utf-7", True)
@example(b"abc", "text/plain; charset=hex", True)
def test_no_bytes_and_no_type_make_it_raise(data: bytes, content_type: str, ids: bool) -> None:
    for each in (
        content_type,
        "text/html",
        f"text/html; charset={content_type}",
        "text/plain; charset=" + content_type,
    ):
        page = read_page(data, each, url=URL, with_identifiers=ids)
        assert page.bytes_read == len(data)


@given(st.text())
def test_folding_leaves_no_white_space_but_single_spaces(text: str) -> None:
    folded = fold(text)
    assert folded == folded.strip()
    assert folded.split() == text.split()


@given(st.text(max_size=100))
def test_a_refresh_never_raises(content: str) -> None:
    target = refresh_target(content, URL)
    assert target is None or "//" in target or ":" in target


@given(st.text(st.sampled_from("ab\u00e9 \n\t\xa0\u2003\u200b\x1c")))
@example("a\n\n\nb")
def test_white_space_is_folded_as_splitting_it_does(text: str) -> None:
    assert fold(text) == " ".join(text.split())
