"""Drafts of elements become elements: numbered in source order, linked to their parents, given their text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class Draft:
    """An element in the making. ``extent`` is where its content ends, end tag included.

    ``parent`` is an index into the same list of drafts.
    """

    name: str
    start: int
    end: int
    syntax: Syntax
    attributes: tuple[Attribute, ...] = ()
    close: tuple[int, int] | None = None
    extent: int = 0
    parent: int | None = None


def number(drafts: Sequence[Draft], runs: Sequence[TextRun]) -> tuple[Element, ...]:
    """Make elements of drafts that are in source order; each run's ``parent`` is a draft's index.

    Takes time in proportion to the text, however deep it nests: texts are slices of one folded text.
    """
    folded, places = _fold(drafts, runs)
    first: list[int | None] = [None] * len(drafts)
    last = [0] * len(drafts)
    for run, (start, end) in zip(runs, places, strict=True):
        if run.parent is not None:
            first[run.parent] = start if first[run.parent] is None else first[run.parent]
            last[run.parent] = end
    for index in range(len(drafts) - 1, -1, -1):
        parent, start_of_text = drafts[index].parent, first[index]
        if parent is not None and start_of_text is not None:
            known = first[parent]
            first[parent] = start_of_text if known is None else min(known, start_of_text)
            last[parent] = max(last[parent], last[index])
    elements = []
    for index, draft in enumerate(drafts):
        start = first[index] or 0
        text = folded[start : min(last[index], start + TEXT_LIMIT + 1)].strip()[:TEXT_LIMIT]
        elements.append(
            Element(
                draft.name, draft.attributes, draft.start, draft.end, draft.close, text, index, draft.parent,
                draft.syntax,
            )
        )  # fmt: skip
    return tuple(elements)


def _fold(drafts: Sequence[Draft], runs: Iterable[TextRun]) -> tuple[str, list[tuple[int, int]]]:
    """Join the runs readers see, white space folded, and tell where each one went.

    A block's start or end counts as white space, or the words of two list items would run together.
    """
    edges = sorted(
        edge
        for draft in drafts
        if draft.name in _BLOCKS
        for edge in (draft.start, draft.close[0] if draft.close else draft.extent)
    )
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    length, passed, ends_in_space = 0, 0, True
    for run in runs:
        now = bisect_right(edges, run.start, passed)
        hidden = run.parent is not None and drafts[run.parent].name in HIDDEN_TEXT
        piece = "" if hidden else _SPACES.sub(" ", run.data)
        if now > passed and piece:
            piece = " " + piece.removeprefix(" ")
        passed = passed if hidden else now
        if ends_in_space:
            piece = piece.removeprefix(" ")
        if piece:
            pieces.append(piece)
            ends_in_space = piece.endswith(" ")
        places.append((length, length + len(piece)))
        length += len(piece)
    return "".join(pieces), places
