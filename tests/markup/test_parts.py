"""A document in two parts: nothing is lost, nothing stands in both, and offsets stay."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guidewarden.markup import Element, read_html
from guidewarden.markup.parts import extents, is_within, ranges_of, split

PIECES = st.lists(
    st.sampled_from(
        [
            "<div class=box>",
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "words ",
            "<!-- note -->",
            "<br>",
            "<b>",
            "</b>",
            "<ul><li>",
        ]
    ),
    max_size=24,
).map("".join)


def is_box(element: Element) -> bool:
    return element.get("class") == "box"


@given(PIECES)
def test_the_parts_hold_everything_once_and_where_it_was(text: str) -> None:
    document = read_html(text)
    parts = split(document, is_box)
    for part in parts:
        assert part.numbered == document.elements
        for element in part.elements:
            assert document.elements[element.index] is element
            assert text.startswith(f"<{element.name}", element.start)
            around = list(part.ancestors(element.parent))
            assert all(each in part.elements for each in around)
            assert around == list(document.ancestors(element.parent))[: len(around)]
            assert list(part.inside(element)) == [
                each for each in part.elements if element in document.ancestors(each.parent)
            ]
    places = [element.start for part in parts for element in part.elements]
    assert sorted(places) == [element.start for element in document.elements]
    runs = [run.start for part in parts for run in part.texts]
    assert sorted(runs) == [run.start for run in document.texts]
    comments = [comment.start for part in parts for comment in part.comments]
    assert sorted(comments) == [comment.start for comment in document.comments]


def test_what_is_in_a_chosen_element_goes_with_it() -> None:
    text = "<p>a<div class=box><p>b<!--c--><div>d</div></div><!--e--><p>f"
    inside, outside = split(read_html(text), is_box)
    assert [element.name for element in inside.elements] == ["div", "p", "div"]
    assert [[each.name for each in inside.ancestors(element.parent)] for element in inside.elements] == [
        [],
        ["div"],
        ["div"],
    ]
    assert [run.data for run in inside.texts] == ["b", "d"]
    assert [comment.data for comment in inside.comments] == ["c"]
    assert [element.name for element in outside.elements] == ["p", "p"]
    assert [comment.data for comment in outside.comments] == ["e"]


@given(PIECES, st.integers(0, 200))
def test_ranges_do_not_overlap_and_are_found_by_offset(text: str, offset: int) -> None:
    document = read_html(text)
    ranges = ranges_of(document, is_box)
    assert all(first[1] <= second[0] for first, second in pairwise(ranges))
    assert is_within(ranges, offset) == any(start <= offset < end for start, end in ranges)
    ends = extents(document)
    for element in document.elements:
        if element.parent is not None:
            assert ends[element.index] <= ends[element.parent]
