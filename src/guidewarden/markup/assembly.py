"""Drafts of elements become elements: numbered in source order, linked to their parents, with a text for who asks."""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from guidewarden.markup.nodes import TEXT_LIMIT, Attribute, Element, Syntax, TextRun

HIDDEN_TEXT = frozenset({"script", "style"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "td",
        "th",
        "title",
        "tr",
        "ul",
    ]
)
_ODD = HIDDEN_TEXT | frozenset(
    [
        "body", "caption", "col", "colgroup", "form", "frameset", "head", "html", "select", "table", "tbody", "td", "template",
        "tfoot", "th", "thead", "tr",
    ]
)  # fmt: skip
"""Elements into or out of which parsers move what was written elsewhere, and those whose text nobody sees."""
_FEW = 8
"""How many elements and runs a text that is put together by itself may have."""


class Draft(Struct):
    """An element in the making. ``extent`` is where its content ends, end tag included.

    ``parent`` is an index into the same list of drafts; ``attributes`` gives those whose values are in ``values``.
    """

    name: str
    start: int
    end: int
    syntax: Syntax
    values: Mapping[str, str] = field(default_factory=dict)
    attributes: Callable[[], tuple[Attribute, ...]] = tuple
    close: tuple[int, int] | None = None
    extent: int = 0
    parent: int | None = None


def number(drafts: Sequence[Draft], runs: Sequence[TextRun]) -> tuple[Element, ...]:
    """Make elements of drafts that are in source order; each run's ``parent`` is a draft's index."""
    texts = Texts(runs, lambda index: drafts[index].attributes())
    texts.elements = tuple(
        Element(
            draft.name, draft.values, draft.start, draft.end, draft.close, index, draft.parent, draft.syntax, texts, index
        )
        for index, draft in enumerate(drafts)
    )  # fmt: skip
    texts.extents = [draft.extent for draft in drafts]
    return texts.elements


def extents(elements: Sequence[Element], runs: Sequence[TextRun], count: int = 0) -> list[int]:
    """Give for each element where it ends, with all that it holds; its end tag may be missing.

    ``count`` tells how many elements the whole has of which these are a part; those outside of it are given as 0.
    """
    ends = [0] * max(count, len(elements))
    for element in elements:
        ends[element.index] = element.close[1] if element.close else element.end
    for run in runs:
        if run.parent is not None and run.end > ends[run.parent]:
            ends[run.parent] = run.end
    for element in reversed(elements):
        end = ends[element.index]
        if element.parent is not None and end > ends[element.parent]:
            ends[element.parent] = end
    return ends


class Texts:
    """What elements of one reading are asked for later (an `Origin`): their texts, and the way to their attributes.

    Short texts are put together by themselves. All others are slices of one folded text, so that they take time in
    proportion to it, however deep elements nest. ``elements`` and, where it is known, ``extents`` are given before
    anything is asked.
    """

    def __init__(self, runs: Sequence[TextRun], attributes: Callable[[int], tuple[Attribute, ...]]) -> None:
        self.attributes = attributes
        self.elements: tuple[Element, ...] = ()
        self.extents: list[int] | None = None
        self._runs = runs
        self._short: dict[int, str | None] = {}

    def text(self, number: int) -> str:
        """Give an element's text."""
        if number not in self._short:
            self._short[number] = self._short_text(number)
        short = self._short[number]
        if short is not None:
            return short
        folded, first, last = self._slices
        start = first[number]
        end = min(last[number], start + TEXT_LIMIT + 1)
        return folded[start:end].strip()[:TEXT_LIMIT]

    def _short_text(self, number: int) -> str | None:
        """Give the text of an element that holds little; None where it is not as simple as that."""
        element = self.elements[number]
        if element.close is None or element.name in _ODD or self.extents is not None:
            return None
        start, end = element.end, element.close[0]
        place = bisect_left(self._starts, start)
        if place < len(self._runs) and (only := self._runs[place]).end == end and only.start == start:
            return " ".join(only.data.split())[:TEXT_LIMIT] if only.parent == number else None
        last, edges = number, [end]
        while last + 1 < len(self.elements) and (inner := self.elements[last + 1]).start < end:
            last += 1
            if last > number + _FEW or inner.name in _ODD or not (inner.close or inner.name == "br"):
                return None
            if inner.name in _BLOCKS:
                edges += (inner.start, inner.close[0] if inner.close else inner.end)
        pieces: list[str] = []
        for run in self._runs[place : place + _FEW]:
            if run.start >= end:
                return " ".join("".join(pieces).split())[:TEXT_LIMIT]
            if run.parent is None or not number <= run.parent <= last:
                return None
            if any(start < edge <= run.start for edge in edges):
                pieces.append(" ")
            pieces.append(run.data)
            start = run.start
        return None

    @cached_property
    def _starts(self) -> list[int]:
        return [run.start for run in self._runs]

    @cached_property
    def _slices(self) -> tuple[str, list[int], list[int]]:
        """Fold the text, and tell where each element's begins and ends in it."""
        folded, first, last = self._fold()
        for element in reversed(self.elements):
            index, parent = element.index, element.parent
            if parent is not None:
                first[parent] = min(first[parent], first[index])
                last[parent] = max(last[parent], last[index])
        return folded, first, last

    def _fold(self) -> tuple[str, list[int], list[int]]:
        """Join the runs readers see, white space folded, and tell where those right inside each element went.

        A block's start or end counts as white space, or the words of two list items would run together.
        """
        edges = self._edges()
        first, last = [sys.maxsize] * len(self.elements), [0] * len(self.elements)
        pieces: list[str] = []
        length, passed, ends_in_space = 0, 0, True
        for run in self._runs:
            parent = run.parent
            if parent is None or self.elements[parent].name not in HIDDEN_TEXT:
                piece = _folded(run.data)
                now = bisect_right(edges, run.start, passed)
                if now > passed and piece and piece[0] != " ":
                    piece = " " + piece
                passed = now
                if ends_in_space and piece[:1] == " ":
                    piece = piece[1:]
            else:
                piece = ""
            if parent is not None:
                first[parent] = min(first[parent], length)
                last[parent] = length + len(piece)
            if piece:
                pieces.append(piece)
                ends_in_space = piece[-1] == " "
                length += len(piece)
        return "".join(pieces), first, last

    def _edges(self) -> list[int]:
        """Give where blocks begin and end, in order."""
        ends = self.extents if self.extents is not None else extents(self.elements, self._runs)
        blocks = [element for element in self.elements if element.name in _BLOCKS]
        starts = [element.start for element in blocks]
        return sorted(
            starts + [element.close[0] if element.close else ends[element.index] for element in blocks]
        )


def _folded(data: str) -> str:
    """Make one space of white space wherever there is some; the fast way, since all text of a page passes here."""
    words = " ".join(data.split())
    if words == data:
        return data
    if not words:
        return " "
    return (" " if data[0].isspace() else "") + words + (" " if data[-1].isspace() else "")
