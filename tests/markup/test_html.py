from time import process_time

import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.markup import TEXT_LIMIT, MarkupDocument, read_html
from markup_texts import markup_texts


def tags(document: MarkupDocument) -> list[str]:
    return [document.source[element.start : element.end] for element in document.elements]


def parent_names(document: MarkupDocument) -> list[tuple[str, str | None]]:
    return [
        (element.name, None if element.parent is None else document.elements[element.parent].name)
        for element in document.elements
    ]


def test_only_written_elements_are_kept_and_linked_to_written_parents() -> None:
    document = read_html("<table><tr><td>x</table>")
    assert parent_names(document) == [("table", None), ("tr", "table"), ("td", "tr")]


@pytest.mark.parametrize(
    ("written", "value", "raw"),
    [
        ('href="http://x/?a&amp;b"', "http://x/?a&b", "http://x/?a&amp;b"),
        ("href='a b'", "a b", "a b"),
        ("HREF = x", "x", "x"),
        ("href=x", "x", "x"),
        ('href=""', "", ""),
        ("href=a=b", "a=b", "a=b"),
        ("href =\r\n'x\r\ny'", "x\ny", "x\r\ny"),
    ],
)
def test_an_attribute_knows_the_range_of_its_raw_value(written: str, value: str, raw: str) -> None:
    document = read_html(f"é\r\n<a title=t {written} id=i>")
    attribute = document.elements[0].attribute("href")
    assert attribute is not None
    assert attribute.value == value
    assert document.source[attribute.start : attribute.end] == written
    assert document.source[attribute.value_start : attribute.value_end] == raw


def test_an_attribute_without_a_value_has_none() -> None:
    (element,) = read_html("<a hidden href= >").elements
    hidden, href = element.attributes
    assert (hidden.value, hidden.value_start) == (None, hidden.end)
    assert href.value == ""
    assert element.get("hidden") == ""
    assert element.get("title") is None


def test_the_first_of_two_attributes_wins() -> None:
    (element,) = read_html("<a href=1 HREF=2>").elements
    assert [(a.name, a.value) for a in element.attributes] == [("href", "1")]


def test_attribute_names_are_lower_case_in_svg_too() -> None:
    document = read_html("<svg viewBox=1><path/>text</svg>")
    assert document.elements[0].get("viewbox") == "1"
    assert document.texts[0].parent == 0


def test_comments_bogus_ones_included() -> None:
    source = "<!-- a\r\nb --><![if IE]>x<![endif]><?xml v?></ y><!--z--!><!--><!--open"
    document = read_html(source)
    assert [comment.data for comment in document.comments] == [
        " a\r\nb ", "[if IE]", "[endif]", "?xml v?", " y", "z", "", "open"
    ]  # fmt: skip
    assert [source[comment.start : comment.end] for comment in document.comments] == [
        "<!-- a\r\nb -->", "<![if IE]>", "<![endif]>", "<?xml v?>", "</ y>", "<!--z--!>", "<!-->", "<!--open"
    ]  # fmt: skip


def test_doctypes() -> None:
    source = '\n<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://x/"><p><!doctype html>'
    first, second = read_html(source).doctypes
    assert (first.name, first.public_id, first.system_id) == (
        "html",
        "-//W3C//DTD HTML 4.01//EN",
        "http://x/",
    )
    assert source[first.start : first.end] == source[1 : source.index("<p>")]
    assert (second.public_id, source[second.start : second.end]) == (None, "<!doctype html>")


def test_texts_know_their_parents() -> None:
    document = read_html("a<p>b<b>c</b>d<script>e</script><p>f</p>g<p><i>h<p>i</i>j")
    found = [
        (run.data, None if run.parent is None else document.elements[run.parent].start)
        for run in document.texts
    ]
    starts = [element.start for element in document.elements]
    p1, b, script, p2, p3, i, p4 = starts
    assert found == [
        ("a", None), ("b", p1), ("c", b), ("d", p1), ("e", script), ("f", p2), ("g", None), ("h", i), ("i", p4), ("j", p4)
    ]  # fmt: skip
    assert document.elements[5].parent == starts.index(p3)


def test_a_text_with_references_maps_to_what_was_written() -> None:
    source = "<p>see http://x/?a&amp;b=1\r\n&eacute; end</p>"
    (run,) = read_html(source).texts
    assert run.data == "see http://x/?a&b=1\né end"
    start = run.data.index("http")
    assert source[slice(*run.source_range(start, start + len("http://x/?a&b=1")))] == "http://x/?a&amp;b=1"
    assert source[slice(*run.source_range(20, 21))] == "&eacute;"


def test_element_text_is_folded_and_leaves_scripts_out() -> None:
    document = read_html("<div> a <b>b</b>c<ul><li>d</li><li>e</li></ul><script>no()</script>\n f<br>g</div>")
    assert document.elements[0].text == "a bc d e f g"


def test_noscript_content_is_markup() -> None:
    document = read_html("<body><noscript><img src=x></noscript><script>'<noscript>'</script>")
    assert tags(document) == ["<body>", "<noscript>", "<img src=x>", "<script>"]
    assert [run.data for run in document.texts] == ["'<noscript>'"]


def test_a_noscript_inside_a_tag_is_left_as_it_is() -> None:
    document = read_html("<a href=<noscript> x</noscript=1>")
    assert [(a.name, a.value) for element in document.elements for a in element.attributes] == [
        ("href", "<noscript")
    ]
    document = read_html("<a x<noscript='</noscript'>")
    assert [(a.name, a.value) for element in document.elements for a in element.attributes] == [
        ("x<noscript", "</noscript")
    ]


def test_what_an_unfinished_tag_takes_belongs_to_no_text() -> None:
    document = read_html("a &amp; b<a href='x&y")
    assert [(run.data, run.end) for run in document.texts] == [("a & b", 9)]


def test_close_tags() -> None:
    source = "<p>a<b>x</b></p><p>y"
    document = read_html(source)
    assert [element.close and source[slice(*element.close)] for element in document.elements] == [
        "</p>",
        "</b>",
        None,
    ]


@settings(deadline=None)
@given(markup_texts)
def test_every_range_says_what_it_is(text: str) -> None:
    document = read_html(text)
    assert document.source == text
    before = 0
    for element in document.elements:
        assert before <= element.start < element.end <= len(text)
        before = element.start
        assert (text[element.start], text[element.end - 1]) == ("<", ">")
        assert element.parent is None or element.parent < element.index
        if element.close:
            assert text[slice(*element.close)].startswith("</")
        for attribute in element.attributes:
            assert element.start < attribute.start <= attribute.value_start
            assert attribute.value_end <= attribute.end < element.end
            raw = text[attribute.value_start : attribute.value_end]
            if attribute.value is not None and raw.isprintable() and "&" not in raw:
                assert raw == attribute.value


@settings(deadline=None)
@given(markup_texts)
def test_texts_and_comments_stand_where_they_say(text: str) -> None:
    document = read_html(text)
    before = 0
    for run in document.texts:
        assert before <= run.start <= run.end <= len(text)
        before = run.end
        if run.map is None and text[run.start : run.end].isprintable():
            assert text[run.start : run.end] == run.data
        for offset in range(len(run.data)):
            start, end = run.source_range(offset, offset + 1)
            assert run.start <= start <= end <= run.end
    for comment in document.comments:
        assert text[comment.start] == "<"
        if comment.data.isprintable():
            assert comment.data in text[comment.start : comment.end]


TAGS = (
    "div",
    "p",
    "ul",
    "li",
    "a",
    "b",
    "table",
    "tr",
    "td",
    "h2",
    "dl",
    "dt",
    "span",
    "select",
    "svg",
    "form",
    "template",
    "title",
)


@st.composite
def nested(draw: st.DrawFn, depth: int = 0) -> str:
    """Tags that are nested as they should be, but for one here and there that is not closed."""
    if depth == 4:
        return draw(st.sampled_from(("x", "<br>", "&amp;", "</b>", "</>")))
    inner = "".join(draw(st.lists(nested(depth + 1), max_size=3)))
    name = draw(st.sampled_from(TAGS))
    return f"<{name} id=a class>{inner}" + (f"</{name}>" if draw(st.integers(0, 9)) else "")


@settings(deadline=None)
@given(nested() | markup_texts.map(lambda text: text.replace("\r", "")))
def test_what_is_told_without_asking_the_parser_is_what_it_knows(text: str) -> None:
    known = {
        node.source_location.start_tag.start_offset: node.source_location
        for node in turbohtml.parse(text.replace("\ud800", "?"), source_locations=True).iter_elements()
        if node.source_location
    }
    for element in read_html(text).elements:
        location = known[element.start]
        assert element.end == location.start_tag.end_offset
        assert element.close == (
            None if location.end_tag is None else (location.end_tag.start_offset, location.end_tag.end_offset)
        )
        assert set(element.values) == set(location.attrs)
        assert {each.name: each.value or "" for each in element.attributes} == element.values


def test_elements_are_found_by_name_and_by_attribute_in_source_order() -> None:
    document = read_html("<p id=1><a id=2 href=x></a><b></b></p><a></a><i title></i>")
    assert [element.name for element in document.named("a", "p")] == ["p", "a", "a"]
    assert [element.name for element in document.with_attribute("title", "href", "id")] == ["p", "a", "i"]
    assert (list(document.named("u")), list(document.with_attribute("lang"))) == ([], [])
    assert (set(document.names()), set(document.attribute_names())) == (set("pabi"), {"id", "href", "title"})


PAGE = (
    "<div class='s-lib-box' id='s-lg-box-wrapper-1234567' style='border:1px solid'><h2 class=x>Title</h2><p>"
    + "Some prose here in a row. " * 12
    + "<a href='http://x.org/a?b=1&amp;c=2' title=z>link text</a> more</p></div>\n"
)


@pytest.mark.parametrize(
    "piece",
    [
        PAGE,
        "<div>x ",
        "<a>",
        "<b><p>",
        "<table>x<b>",
        "<!--",
        "<!---->",
        "&amp;",
        "</>",
        "<noscript>",
        "<p>\r\n",
        "<",
    ],
)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    """Eight times the text takes about eight times as long; a quadratic reader would take 64."""

    def seconds(times: int) -> float:
        text = piece * times
        best = 1e9
        for _ in range(3):
            start = process_time()
            read_html(text)
            best = min(best, process_time() - start)
        return best

    times = 4_000 // len(piece)
    assert seconds(8 * times) < 24 * max(seconds(times), 0.001)


well_formed = st.recursive(
    st.sampled_from(["", "x", " y ", "a\n b", "&amp;", "<br>", "<img alt=z>"]),
    lambda inner: (
        st.builds(
            "<{0}>{1}</{0}>".format,
            st.sampled_from(["a", "b", "p", "div", "h2", "li", "span", "script"]),
            inner,
        )
        | st.lists(inner, max_size=12).map("".join)
    ),
    max_leaves=30,
)


@given(well_formed)
def test_a_text_is_all_words_inside_with_white_space_where_blocks_begin_and_end(written: str) -> None:
    document = read_html(f"<main>{written}</main>")
    blocks = [each for each in document.elements if each.name in {"p", "div", "h2", "li", "br"}]
    edges = {edge for each in blocks for edge in (each.start, each.close[0] if each.close else each.end)}
    for element in document.elements:
        words, before = "", element.start
        for run in document.texts:
            around = [*document.ancestors(run.parent)]
            if (
                element in around
                and element.name != "script"
                and not any(each.name == "script" for each in around)
            ):
                words += " " * any(before < edge <= run.start for edge in edges) + run.data
                before = run.start
        assert element.text == " ".join(words.split())


def test_hostile_sizes() -> None:
    deep = read_html("<div>" * 10_000 + "x")
    assert (len(deep.elements), deep.elements[0].text) == (10_000, "x")
    (long,) = read_html(f"<a href='{'x' * 1_000_000}'>").elements
    assert len(long.get("href") or "") == 1_000_000
    assert len(read_html("<p>" + "word " * 10_000).elements[0].text) <= TEXT_LIMIT
