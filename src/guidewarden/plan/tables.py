"""CSV as people save it (RFC 4180, also with semicolons or tabs), with the place of every cell.

The standard library's reader gives no positions.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from guidewarden.model import Segment, TextMap

_DELIMITERS = ",;\t"


class Cell(Struct, frozen=True):
    """A cell: its value, and the way from the value's offsets to the file's."""

    value: str
    map: TextMap


class UnclosedQuoteError(ValueError):
    """A quotation mark that opens a cell is never closed; ``offset`` is where it stands."""

    def __init__(self, offset: int) -> None:
        super().__init__("a quotation mark that begins a cell is never closed")
        self.offset = offset


def read_rows(text: str) -> Iterator[tuple[Cell, ...]]:
    """Give the rows of a CSV text. Raises UnclosedQuoteError when it meets one, after the rows before it."""
    delimiter = _delimiter(text)
    plain = re.compile(rf"[^{delimiter}\r\n]*")
    row: list[Cell] = []
    position = 0
    while position < len(text):
        cell, position = _quoted(text, position) if text[position] == '"' else _plain(text, position, plain)
        row.append(cell)
        # What follows a closing quotation mark up to the delimiter is nobody's; lenient readers skip it.
        rest = plain.match(text, position)
        position = rest.end() if rest else position
        if text.startswith(delimiter, position):
            position += 1
            if position < len(text):
                continue
        elif text.startswith("\r\n", position):
            position += 2
        else:
            position += 1
        yield tuple(row)
        row = []


def _delimiter(text: str) -> str:
    """Take the delimiter that the first line has most of, the comma where it has none."""
    line = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return max(_DELIMITERS, key=line.count)


def _plain(text: str, position: int, plain: re.Pattern[str]) -> tuple[Cell, int]:
    match = plain.match(text, position)
    end = match.end() if match else position
    length = end - position
    return Cell(text[position:end], TextMap((Segment(0, position, length, length),))), end


def _quoted(text: str, position: int) -> tuple[Cell, int]:
    opening = position
    position += 1
    pieces: list[str] = []
    segments: list[Segment] = []
    length = 0
    while True:
        quote = text.find('"', position)
        if quote < 0:
            raise UnclosedQuoteError(opening)
        if quote > position:
            pieces.append(text[position:quote])
            segments.append(Segment(length, position, quote - position, quote - position))
            length += quote - position
        if not text.startswith('""', quote):
            return Cell("".join(pieces), TextMap(tuple(segments))), quote + 1
        pieces.append('"')
        segments.append(Segment(length, quote, 1, 2))
        length += 1
        position = quote + 2
