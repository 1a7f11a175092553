"""What stands in what, answered without walking there: on hostile pages thousands of elements nest in each other."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument


def indexes(elements: Iterable[Element]) -> Sequence[int]:
    """Give the indexes of elements, in their order."""
    return [element.index for element in elements]


def first_inside(document: MarkupDocument, element: Element, found: Sequence[int]) -> Element | None:
    """Give the first of the elements inside an element whose indexes, in ascending order, are among these."""
    place = bisect_right(found, element.index)
    if place < len(found) and found[place] <= document.once(_lasts)[element.index]:
        return document.numbered[found[place]]
    return None


def named_by_attribute(document: MarkupDocument) -> Sequence[int]:
    """Give the indexes of elements that an ``alt`` or ``aria-label`` names."""
    written = document.with_attribute("alt", "aria-label")
    return [each.index for each in written if each.get("alt") or each.get("aria-label")]


def nearest(document: MarkupDocument, chosen: Callable[[Element], bool]) -> Sequence[Element | None]:
    """Give for each element, by its index, the innermost of the chosen ones that hold it."""
    above: list[Element | None] = [None] * len(document.numbered)
    for element in document.elements:
        if element.parent is not None:
            parent = document.numbered[element.parent]
            above[element.index] = (
                parent if chosen(parent) and _is_here(document, parent) else above[element.parent]
            )
    return above


def _is_here(document: MarkupDocument, element: Element) -> bool:
    return document.whole is None or document.whole.held[element.index]


def _lasts(document: MarkupDocument) -> Sequence[int]:
    """Give for each element, by its index, that of the last one inside it, or its own (see `MarkupDocument.inside`)."""
    lasts = [len(document.numbered) - 1] * len(document.numbered)
    opened: list[int] = []
    for element in document.numbered:
        parent = -1 if element.parent is None else element.parent
        while opened and opened[-1] > parent:
            lasts[opened.pop()] = element.index - 1
        opened.append(element.index)
    return lasts
