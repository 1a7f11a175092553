"""A document in two: some of its elements with all they hold, and the rest. Offsets stay those of the whole."""

import sys
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import compress

from guidewarden.markup import assembly
from guidewarden.markup.nodes import Doctype, Element, MarkupDocument, TextRun, Whole


def extents(document: MarkupDocument) -> list[int]:
    """Give for each element where it ends, with all that it holds; its end tag may be missing."""
    return document.once(_extents)


def _extents(document: MarkupDocument) -> list[int]:
    return assembly.extents(document.elements, document.texts, len(document.numbered))


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

    Each part is a document of its own over the same source, whose elements keep their indexes; document types belong
    to the rest.
    """
    held: list[bool] = []
    for element in document.elements:
        above = element.parent
        held.append((above is not None and held[above]) or chosen(element))
    tops = ranges_of(document, lambda element: held[element.index]) if document.comments else []
    inside: list[TextRun] = []
    outside: list[TextRun] = []
    for run in document.texts:
        (inside if run.parent is not None and held[run.parent] else outside).append(run)
    commented = [is_within(tops, comment.start) for comment in document.comments]

    def part(
        held: Sequence[bool], commented: Sequence[bool], texts: Sequence[TextRun], rest: Sequence[Doctype]
    ) -> MarkupDocument:
        return MarkupDocument(
            document.syntax, document.source, tuple(compress(document.elements, held)),
            tuple(compress(document.comments, commented)), tuple(texts), tuple(rest), Whole(document.elements, held),
        )  # fmt: skip

    return (
        part(held, commented, inside, ()),
        part([not each for each in held], [not each for each in commented], outside, document.doctypes),
    )
