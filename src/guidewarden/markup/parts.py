"""A document in two: some of its elements with all they hold, and the rest. Offsets stay those of the whole."""

import sys
from bisect import bisect_right
from collections.abc import Callable, Sequence

from guidewarden.markup import assembly
from guidewarden.markup.nodes import Element, MarkupDocument, TextRun


def extents(document: MarkupDocument) -> list[int]:
    """Give for each element where it ends, with all that it holds; its end tag may be missing."""
    return document.once(_extents)


def _extents(document: MarkupDocument) -> list[int]:
    return assembly.extents(document.elements, document.texts)


def ranges_of(document: MarkupDocument, chosen: Callable[[Element], bool]) -> list[tuple[int, int]]:
    """Give the ranges of the elements for which ``chosen`` holds, in source order, none inside another."""
    ends = extents(document)
    found: list[tuple[int, int]] = []
    for element in document.elements:
        if chosen(element) and (not found or element.start >= found[-1][1]):
            found.append((element.start, ends[element.index]))
    return found


def is_within(ranges: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether one of the ranges, as `ranges_of` gives them, holds an offset."""
    index = bisect_right(ranges, (offset, sys.maxsize)) - 1
    return index >= 0 and offset < ranges[index][1]


def split(
    document: MarkupDocument, chosen: Callable[[Element], bool]
) -> tuple[MarkupDocument, MarkupDocument]:
    """Give the elements for which ``chosen`` holds, with all inside them, and everything else.

    Each part is a document of its own over the same source; document types belong to the rest.
    """
    inside: list[bool] = []
    for element in document.elements:
        inside.append((element.parent is not None and inside[element.parent]) or chosen(element))
    tops = ranges_of(document, lambda element: inside[element.index]) if document.comments else []
    return _part(document, inside, tops, wanted=True), _part(document, inside, tops, wanted=False)


def _part(
    document: MarkupDocument, inside: Sequence[bool], tops: Sequence[tuple[int, int]], *, wanted: bool
) -> MarkupDocument:
    chosen = [element for element in document.elements if inside[element.index] is wanted]
    numbers: dict[int | None, int] = {element.index: number for number, element in enumerate(chosen)}
    # As `Element` would do it, in half of the time; pages have thousands.
    elements = [
        tuple.__new__(
            Element, (name, values, start, end, close, number, numbers.get(parent), syntax, origin, place)
        )
        for number, (name, values, start, end, close, _, parent, syntax, origin, place) in enumerate(chosen)
    ]
    texts = [
        TextRun(data, start, end, numbers.get(parent), mapped)
        for data, start, end, parent, mapped in document.texts
        if (parent is not None and inside[parent]) is wanted
    ]
    comments = (comment for comment in document.comments if is_within(tops, comment.start) is wanted)
    return MarkupDocument(
        document.syntax,
        document.source,
        tuple(elements),
        tuple(comments),
        tuple(texts),
        () if wanted else document.doctypes,
    )
