"""The text readers see in a piece of markup, line by line, with the way back to the source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guidewarden.markup.nodes import Element, MarkupDocument

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


@dataclass(frozen=True, slots=True)
class Line:
    """One line of visible text: what stands in one block between breaks, white space folded.

    ``offsets[i]`` is where character ``i`` stands in the source; ``parents`` are the indices of the
    elements that hold its runs.
    """

    text: str
    offsets: tuple[int, ...]
    parents: tuple[int | None, ...]

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Give the source offsets of ``[start, end)`` of the line."""
        return self.offsets[start], self.offsets[end - 1] + 1


def visible_lines(document: MarkupDocument) -> Iterator[Line]:
    """Give the lines of a document that readers see."""
    breaks = [element.start for element in document.named("br")]
    characters: list[tuple[str, int]] = []
    parents: list[int | None] = []
    block: int | None = None
    previous_end = 0
    for run in document.texts:
        if any(is_hidden(element) for element in document.ancestors(run.parent)):
            continue
        holder = _block(document, run.parent)
        broken = any(previous_end <= position < run.start for position in breaks)
        if characters and (holder != block or broken):
            yield from _lines(characters, parents)
            characters, parents = [], []
        block, previous_end = holder, run.end
        characters += [
            (character, run.source_range(index, index + 1)[0]) for index, character in enumerate(run.data)
        ]
        parents.append(run.parent)
    yield from _lines(characters, parents)


def _block(document: MarkupDocument, parent: int | None) -> int | None:
    for element in document.ancestors(parent):
        if element.name not in INLINE:
            return element.index
    return None


def _lines(characters: list[tuple[str, int]], parents: list[int | None]) -> Iterator[Line]:
    folded: list[tuple[str, int]] = []
    for character, offset in characters:
        if not character.isspace():
            folded.append((character, offset))
        elif folded and folded[-1][0] != " ":
            folded.append((" ", offset))
    if folded and folded[-1][0] == " ":
        folded.pop()
    if folded:
        text = "".join(character for character, _ in folded)
        yield Line(text, tuple(offset for _, offset in folded), tuple(parents))


def is_quoted(document: MarkupDocument, line: Line, start: int) -> bool:
    """Whether the words at ``start`` are quoted or shown as an example, rather than said to the reader."""
    for parent in line.parents:
        if any(element.name in QUOTED for element in document.ancestors(parent)):
            return True
    before = line.text[:start]
    opened = sum(before.count(mark) for mark in "“«„")
    closed = sum(before.count(mark) for mark in "”»")
    return opened > closed or before.count('"') % 2 == 1


def fold(text: str) -> str:
    """Lower a text's case and drop what does not matter in comparing: outer punctuation, double spaces."""
    return " ".join(text.casefold().split()).strip(" .,:;!?…»›→>–—-[](){}\"'“”‘’")
