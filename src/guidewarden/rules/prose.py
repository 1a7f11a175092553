"""The text readers see in a piece of markup, line by line, with the way back to the source."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from guidewarden.markup.nodes import Element, MarkupDocument, TextRun

INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em",
        "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
        "strong", "sub", "sup", "time", "tt", "u", "var", "del", "blink", "nobr",
    }
)  # fmt: skip
UNSEEN = frozenset({"script", "style", "template", "title", "noframes", "noembed"})
QUOTED = frozenset({"blockquote", "q", "code", "pre", "samp", "kbd"})

_MARKS = (re.compile("[“«„]"), re.compile("[”»]"), re.compile('"'))
_DISPLAY_NONE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def is_hidden(element: Element) -> bool:
    """Whether an element by itself keeps its content from everybody: ``hidden`` or an inline style."""
    return (
        element.name in UNSEEN
        or "hidden" in element.values
        or _DISPLAY_NONE.search(element.values.get("style", "")) is not None
    )


def inherited(document: MarkupDocument, chosen: Iterable[Element]) -> list[bool]:
    """Tell for each element whether it is one of the chosen, or stands inside one, in one pass."""
    holds = [False] * len(document.numbered)
    for element in chosen:
        holds[element.index] = True
    if True in holds:
        for element in document.elements:
            if element.parent is not None and holds[element.parent]:
                holds[element.index] = True
    return holds


def hidden(document: MarkupDocument) -> list[bool]:
    """Tell for each element whether it is kept from everybody."""
    return document.once(_hidden)


def _hidden(document: MarkupDocument) -> list[bool]:
    may_be = (document.named(*UNSEEN), document.with_attribute("hidden"), document.with_attribute("style"))
    return inherited(document, (element for some in may_be for element in some if is_hidden(element)))


def inside(document: MarkupDocument, element: Element) -> Iterator[Element]:
    """Give the elements inside an element, in source order."""
    return document.inside(element)


class Line(NamedTuple):
    """One line of visible text: what stands in one block between breaks, white space folded.

    ``runs`` are what it is made of; ``quoted`` tells that some of it stands in a quotation or in code.
    """

    text: str
    runs: tuple[TextRun, ...]
    quoted: bool

    @property
    def offsets(self) -> tuple[int, ...]:
        """Where each character of the text stands in the source; few lines are ever asked."""
        characters = ((character, at) for run in self.runs for character, at in _placed(run))
        folded: list[tuple[str, int]] = []
        for character, offset in characters:
            if not character.isspace():
                folded.append((character, offset))
            elif folded and folded[-1][0] != " ":
                folded.append((" ", offset))
        return tuple(offset for _, offset in folded[: len(self.text)])

    @property
    def place(self) -> tuple[int, int]:
        """Where the line's first character begins and its last one ends in the source, told without the others."""
        first = next(run for run in self.runs if run.data.strip())
        last = next(run for run in reversed(self.runs) if run.data.strip())
        begins, ends = len(first.data) - len(first.data.lstrip()), len(last.data.rstrip())
        return first.source_range(begins, begins + 1)[0], last.source_range(ends - 1, ends)[0] + 1

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Give the source offsets of ``[start, end)`` of the line."""
        offsets = self.offsets
        return offsets[start], offsets[end - 1] + 1


def visible_lines(document: MarkupDocument) -> Sequence[Line]:
    """Give the lines of a document that readers see."""
    return document.once(_visible_lines)


def lowered(document: MarkupDocument) -> str:
    """Give the lines that readers see as one text in lower case: where it lacks a word, no line need be looked at."""
    return document.once(_lowered)


def _lowered(document: MarkupDocument) -> str:
    return "\n".join([line.text for line in visible_lines(document)]).lower()


def _visible_lines(document: MarkupDocument) -> Sequence[Line]:
    # As `Line` would do it, in half of the time; pages have thousands.
    return tuple(
        [
            tuple.__new__(Line, (text, tuple(runs), quoted))
            for runs, quoted in _grouped(document)
            if (
                text := " ".join(
                    (runs[0].data if len(runs) == 1 else "".join([run.data for run in runs])).split()
                )
            )
        ]
    )


def _grouped(document: MarkupDocument) -> Iterator[tuple[list[TextRun], bool]]:
    """Put together the runs that stand on one line, and tell whether some of them are quoted."""
    unseen = hidden(document)
    quoted = inherited(document, document.named(*QUOTED))
    blocks = _blocks(document)
    breaks = [element.start for element in document.named("br")]
    runs: list[TextRun] = []
    in_quotes, block, passed = False, None, 0
    for run in document.texts:
        parent = run.parent
        if parent is not None and unseen[parent]:
            continue
        holder = None if parent is None else blocks[parent]
        now = bisect_left(breaks, run.start, passed) if breaks else 0
        if runs and (holder != block or now > passed):
            yield runs, in_quotes
            runs, in_quotes = [], False
        block, passed = holder, now
        runs.append(run)
        in_quotes = in_quotes or (parent is not None and quoted[parent])
    yield runs, in_quotes


def _blocks(document: MarkupDocument) -> list[int | None]:
    """Give for each element the index of the block it is, or stands in."""
    blocks: list[int | None] = [None] * len(document.numbered)
    for element in document.elements:
        if element.name not in INLINE:
            blocks[element.index] = element.index
        elif element.parent is not None:
            blocks[element.index] = blocks[element.parent]
    return blocks


def _placed(run: TextRun) -> Iterable[tuple[str, int]]:
    if run.map is None:
        return zip(run.data, range(run.start, run.start + len(run.data)), strict=True)
    return ((character, run.source_range(index, index + 1)[0]) for index, character in enumerate(run.data))


def is_quoted(line: Line, start: int) -> bool:
    """Whether the words at ``start`` are quoted or shown as an example, rather than said to the reader."""
    return quotes(line)(start)


def quotes(line: Line) -> Callable[[int], bool]:
    """Give what tells of any place of a line whether the words there are quoted (see `is_quoted`)."""
    opened, closed, plain = ([at.start() for at in marks.finditer(line.text)] for marks in _MARKS)

    def quoted(start: int) -> bool:
        return (
            line.quoted
            or bisect_left(opened, start) > bisect_left(closed, start)
            or bisect_left(plain, start) % 2 == 1
        )

    return quoted


def fold(text: str) -> str:
    """Lower a text's case and drop what does not matter in comparing: outer punctuation, double spaces."""
    return " ".join(text.casefold().split()).strip(" .,:;!?…»›→>–—-[](){}\"'“”‘’")
