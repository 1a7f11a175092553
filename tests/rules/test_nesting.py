"""What stands in what, told at once, is what walking there finds."""

from hypothesis import given
from hypothesis import strategies as st

from guidewarden.markup import Element, read_html
from guidewarden.markup.parts import split
from guidewarden.rules.nesting import first_inside, indexes, named_by_attribute, nearest

PIECES = st.lists(
    st.sampled_from(
        ["<div class=box>", "<div>", "</div>", "<b>", "</b>", "<table><tr><td>", "</table>", "x", "<img alt=y>", "<img>"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def is_bold(element: Element) -> bool:
    return element.name == "b"


@given(PIECES)
def test_the_first_inside_and_the_nearest_around(text: str) -> None:
    whole = read_html(text)
    for document in (whole, *split(whole, lambda element: element.get("class") == "box")):
        images = indexes(document.named("img"))
        around = nearest(document, is_bold)
        for element in document.elements:
            inner = (each for each in document.inside(element) if each.name == "img")
            assert first_inside(document, element, images) is next(inner, None)
            outer = (each for each in document.ancestors(element.parent) if is_bold(each))
            assert around[element.index] is next(outer, None)


def test_elements_that_an_attribute_names() -> None:
    document = read_html("<img alt=''><img alt=a><i aria-label=b></i><i></i>")
    assert [document.elements[index].start for index in named_by_attribute(document)] == [12, 23]
