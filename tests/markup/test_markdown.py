from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.markup import Element, MarkupDocument, read_markdown
from markup_texts import markup_texts


def links(text: str, attribute: str = "href") -> list[tuple[str | None, str, str]]:
    """Value, raw value and text of every element with the attribute."""
    document = read_markdown(text)
    return [
        (found.value, text[found.value_start : found.value_end], element.text)
        for element in document.elements
        if (found := element.attribute(attribute))
    ]


@pytest.mark.parametrize(
    ("written", "value", "raw", "label"),
    [
        ("[x](http://a)", "http://a", "http://a", "x"),
        ("[é x](  http://a/ü 'title')", "http://a/ü", "http://a/ü", "é x"),
        ("[x](<http://a b>)", "http://a b", "http://a b", "x"),
        ("[x](http://a/(b)_c)", "http://a/(b)_c", "http://a/(b)_c", "x"),
        (r"[x](http://a/\(b)", "http://a/(b", r"http://a/\(b", "x"),
        ("[x](http://a/?b&amp;c)", "http://a/?b&c", "http://a/?b&amp;c", "x"),
        (r"[a [b] \] `](` c](u)", "u", "u", "a [b] ] ]( c"),
        ("[x]()", "", "", "x"),
        ("[](u)", "u", "u", ""),
        ("[*a* **b** `c`](u)", "u", "u", "a b c"),
        ("[x](\nu\n'title')", "u", "u", "x"),
        ("<http://a/b>", "http://a/b", "http://a/b", "http://a/b"),
        ("<me@x.org>", "mailto:me@x.org", "me@x.org", "me@x.org"),
        ("[x][R]\n\n[r]: http://a 'q'\n", "http://a", "http://a", "x"),
        ("[r][]\n\n[r]: <http://a b>\n", "http://a b", "http://a b", "r"),
        ("[r]\n\n[R]:\n  http://a\n", "http://a", "http://a", "r"),
        (r"[x\]]" + "\n\n" + r"[x\]]: u", "u", "u", "x]"),
        ("> [r]\n>\n> [r]:\n> http://a\n", "http://a", "http://a", "r"),
        ("[![alt](s)](t)", "t", "t", ""),
    ],
)
def test_a_link_knows_where_its_destination_stands(written: str, value: str, raw: str, label: str) -> None:
    assert links("π text " + written if written[0] != ">" else written) == [(value, raw, label)]


def test_every_reference_leads_to_the_one_definition() -> None:
    text = "[a], [b][a]\n\n[a]: http://x\n"
    hrefs = [element.attribute("href") for element in read_markdown(text).named("a")]
    assert [href and href.value_start for href in hrefs] == [text.index("http"), text.index("http")]


def test_images() -> None:
    text = "![a *b* `c`](i.png 't') ![](<j k>) ![r]\n\n[r]: s"
    assert links(text, "src") == [("i.png", "i.png", ""), ("j k", "j k", ""), ("s", "s", "")]
    assert links(text, "alt") == [("a b c", "a *b* `c`", ""), ("", "", ""), ("r", "r", "")]
    assert read_markdown(text).texts[0].data == " "


def outline(document: MarkupDocument) -> list[tuple[str, str | None, str]]:
    def name(element: Element) -> str | None:
        return None if element.parent is None else document.elements[element.parent].name

    return [(element.name, name(element), element.text) for element in document.elements]


def test_blocks_become_the_elements_they_stand_for() -> None:
    text = "# One\n\nTwo\n---\n\n> q\n\n- a\n- b *c* **d** ~~e~~\n\n1. f\n\n| g | h |\n|---|---|\n| i | j |\n"
    assert outline(read_markdown(text)) == [
        ("h1", None, "One"), ("h2", None, "Two"), ("blockquote", None, "q"), ("p", "blockquote", "q"),
        ("ul", None, "a b c d e"), ("li", "ul", "a"), ("li", "ul", "b c d e"), ("em", "li", "c"), ("strong", "li", "d"),
        ("del", "li", "e"), ("ol", None, "f"), ("li", "ol", "f"), ("table", None, "g h i j"), ("tr", "table", "g h"),
        ("th", "tr", "g"), ("th", "tr", "h"), ("tr", "table", "i j"), ("td", "tr", "i"), ("td", "tr", "j"),
    ]  # fmt: skip


def test_an_element_ends_before_its_line_break() -> None:
    text = "# One\r\n\r\ntwo\r\n"
    assert [text[e.start : e.end] for e in read_markdown(text).elements] == ["# One", "two"]


def test_code_is_text_of_a_code_element() -> None:
    text = "a ``http://`x`` b\n\n    http://y\n\n```py\nhttp://z\n```\n"
    document = read_markdown(text)
    assert [(run.data, document.elements[run.parent or 0].name) for run in document.texts] == [
        ("a ", "p"), ("http://`x", "code"), (" b", "p"), ("http://y\n", "pre"), ("http://z\n", "pre")
    ]  # fmt: skip


def test_running_text_is_one_run_and_maps_back_over_escapes() -> None:
    text = r"é http://x/a\_b_c?d=1&amp;e=[f]&g end"
    (run,) = read_markdown(text).texts
    assert run.data == "é http://x/a_b_c?d=1&e=[f]&g end"
    assert text[slice(*run.source_range(2, run.data.index(" end")))] == text[2 : text.index(" end")]


def test_raw_html_is_read_with_the_markdown_inside_it() -> None:
    text = "> <div title='é'>\n>\n> **a** <a href=x>*b* c</a> d\n> </div>\n\n<!-- e -->\n"
    document = read_markdown(text)
    assert outline(document) == [
        ("blockquote", None, "a b c d"), ("div", "blockquote", "a b c d"), ("p", "div", "a b c d"), ("strong", "p", "a"),
        ("a", "p", "b c"), ("em", "a", "b"),
    ]  # fmt: skip
    link = document.elements[4]
    assert (link.syntax, link.get("href"), link.close) == (
        "html",
        "x",
        (text.index("</a>"), text.index("</a>") + 4),
    )
    assert [comment.data for comment in document.comments] == [" e "]


def test_text_inside_raw_html_blocks_is_text() -> None:
    text = "<p>\nsee http://x/?a&amp;b\n</p>\n<script>\nvar a = '&amp;'\n</script>\n"
    document = read_markdown(text)
    assert [(run.data, document.elements[run.parent or 0].name) for run in document.texts if run.data.strip()] == [
        ("\nsee http://x/?a&b\n", "p"), ("\nvar a = '&amp;'\n", "script")
    ]  # fmt: skip
    run = document.texts[0]
    assert text[slice(*run.source_range(5, 18))] == "http://x/?a&amp;b"


def test_an_unclosed_tag_ends_with_the_markdown_around_it() -> None:
    document = read_markdown("- <b>x\n- y\n\nz\n")
    assert outline(document)[2:4] == [("b", "li", "x"), ("li", "ul", "y")]


@settings(deadline=None)
@given(markup_texts)
def test_every_range_lies_in_the_text_and_in_order(text: str) -> None:
    document = read_markdown(text)
    assert document.source == text
    before = 0
    for element in document.elements:
        assert before <= element.start <= element.end <= len(text)
        before = element.start
        assert element.parent is None or element.parent < element.index
        for attribute in element.attributes:
            assert (
                0
                <= attribute.start
                <= attribute.value_start
                <= attribute.value_end
                <= attribute.end
                <= len(text)
            )
    before = 0
    for run in document.texts:
        assert before <= run.start <= run.end <= len(text)
        before = run.end
        if run.map is None and text[run.start : run.end].isprintable():
            assert text[run.start : run.end] == run.data


_URL = st.text("abcé/?&=.-~:#%+", min_size=1, max_size=12).map("http://x/".__add__)
_WORDS = st.text("abé *_`", max_size=10)


@settings(deadline=None)
@given(
    before=_WORDS,
    url=_URL,
    label=st.text("abé ", max_size=8),
    form=st.sampled_from(["[{}]({})", "[{}](<{}>)", "![{}]({} 't')"]),
)
def test_a_destination_is_found_wherever_it_stands(before: str, url: str, label: str, form: str) -> None:
    text = f"{before} {form.format(label, url)}"
    for element in read_markdown(text).named("a", "img"):
        attribute = element.attribute("src" if element.name == "img" else "href")
        assert attribute is not None
        assert text[attribute.value_start : attribute.value_end] == url


@pytest.mark.parametrize(
    "piece", ["Some *é* [a](http://x.org/a) `b`.\n\n", "> ", "[", "*a _b ", "[a](b ", "<a ", "&amp;", "\\_", "<b>x</b> *y* ", "![a", "[![a](b)](c)", "<div>\n\n"]
)  # fmt: skip
def test_time_grows_with_the_text_alone(piece: str) -> None:
    """Eight times the text takes about eight times as long; a quadratic reader would take 64."""

    def seconds(times: int) -> float:
        text = piece * times
        best = 1e9
        for _ in range(3):
            start = process_time()
            read_markdown(text)
            best = min(best, process_time() - start)
        return best

    times = 4_000 // len(piece)
    assert seconds(8 * times) < 24 * max(seconds(times), 0.001)
