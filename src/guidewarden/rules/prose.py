"""The text readers see in a piece of markup, line by line, with the way back to the source."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

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

_DISPLAY_NONE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def is_hidden(element: Element) -> bool:
    """Whether an element by itself keeps its content from everybody: ``hidden`` or an inline style."""
    return (
        element.name in UNSEEN
        or element.attribute("hidden") is not None
        or _DISPLAY_NONE.search(element.get("style") or "") is not None
    )


def inherited(document: MarkupDocument, test: Callable[[Element], bool]) -> list[bool]:
    """Tell for each element whether the test holds for it or for one that holds it, in one pass."""
    holds: list[bool] = []
    for element in document.elements:
        above = element.parent is not None and holds[element.parent]
        holds.append(above or test(element))
    return holds


def hidden(document: MarkupDocument) -> list[bool]:
    """Tell for each element whether it is kept from everybody."""
    return inherited(document, is_hidden)


def inside(document: MarkupDocument, element: Element) -> Iterator[Element]:
    """Give the elements inside an element, in source order."""
    for inner in islice(document.elements, element.index + 1, None):
        if inner.parent is None or inner.parent < element.index:
            return
        yield inner


@dataclass(frozen=True, slots=True)
class Line:
    """One line of visible text: what stands in one block between breaks, white space folded.

    ``offsets[i]`` is where character ``i`` stands in the source; ``quoted`` tells that some of it stands
    in a quotation or in code.
    """

    text: str
    offsets: tuple[int, ...]
    quoted: bool

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Give the source offsets of ``[start, end)`` of the line."""
        return self.offsets[start], self.offsets[end - 1] + 1


def visible_lines(document: MarkupDocument) -> Iterator[Line]:
    """Give the lines of a document that readers see."""
    unseen = hidden(document)
    quoted = inherited(document, lambda element: element.name in QUOTED)
    blocks = _blocks(document)
    breaks = [element.start for element in document.named("br")]
    characters: list[tuple[str, int]] = []
    in_quotes, block, passed = False, None, 0
    for run in document.texts:
        parent = run.parent
        if parent is not None and unseen[parent]:
            continue
        holder = None if parent is None else blocks[parent]
        now = bisect_left(breaks, run.start)
        if characters and (holder != block or now > passed):
            yield from _line(characters, quoted=in_quotes)
            characters, in_quotes = [], False
        block, passed = holder, now
        characters += zip(run.data, _offsets(run), strict=True)
        in_quotes = in_quotes or (parent is not None and quoted[parent])
    yield from _line(characters, quoted=in_quotes)


def _blocks(document: MarkupDocument) -> list[int | None]:
    """Give for each element the index of the block it is, or stands in."""
    blocks: list[int | None] = []
    for element in document.elements:
        above = None if element.parent is None else blocks[element.parent]
        blocks.append(above if element.name in INLINE else element.index)
    return blocks


def _offsets(run: TextRun) -> Iterable[int]:
    if run.map is None:
        return range(run.start, run.start + len(run.data))
    return (run.source_range(index, index + 1)[0] for index in range(len(run.data)))


def _line(characters: list[tuple[str, int]], *, quoted: bool) -> Iterator[Line]:
    folded: list[tuple[str, int]] = []
    for character, offset in characters:
        if not character.isspace():
            folded.append((character, offset))
        elif folded and folded[-1][0] != " ":
            folded.append((" ", offset))
    if folded and folded[-1][0] == " ":
        folded.pop()
    if folded:
        yield Line(
            "".join(character for character, _ in folded), tuple(offset for _, offset in folded), quoted
        )


def is_quoted(line: Line, start: int) -> bool:
    """Whether the words at ``start`` are quoted or shown as an example, rather than said to the reader."""
    before = line.text[:start]
    opened = sum(before.count(mark) for mark in "“«„")
    closed = sum(before.count(mark) for mark in "”»")
    return line.quoted or opened > closed or before.count('"') % 2 == 1


def fold(text: str) -> str:
    """Lower a text's case and drop what does not matter in comparing: outer punctuation, double spaces."""
    return " ".join(text.casefold().split()).strip(" .,:;!?…»›→>–—-[](){}\"'“”‘’")
