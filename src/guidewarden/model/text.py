"""Places in source text: spans, and the way from a decoded value back to the file it stands in."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from msgspec import Struct


class Span(Struct, frozen=True, omit_defaults=True, order=True):
    """A stretch of a file. Lines and columns count from 1, as editors show them.

    ``start`` and ``end`` are code-point offsets into the file's text (after a byte-order mark);
    the end is exclusive, in ``end_column`` too.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's text, with the start of each line known so that offsets become lines and columns.

    Only ``\\n`` ends a line here; a ``\\r`` before it belongs to the line, as editors count.
    """

    path: str
    text: str
    _starts: Sequence[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lengths = [len(line) + 1 for line in self.text.split("\n")]
        object.__setattr__(self, "_starts", list(accumulate(lengths[:-1], initial=0)))

    def line_column(self, offset: int) -> tuple[int, int]:
        """Give the 1-based line and column of a code-point offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """Give the text of a 1-based line without its line break."""
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r")

    def span(self, start: int, end: int) -> Span:
        """Make a span of two code-point offsets (end exclusive); both are clamped to the text."""
        if not 0 <= start <= end <= len(self.text):
            start = max(0, min(start, len(self.text)))
            end = max(start, min(end, len(self.text)))
        starts = self._starts
        line = end_line = bisect_right(starts, start)
        if end_line < len(starts) and end >= starts[end_line]:
            end_line = bisect_right(starts, end, end_line)
        column, end_column = start - starts[line - 1] + 1, end - starts[end_line - 1] + 1
        return Span(self.path, line, column, end_line, end_column, start, end)


class Segment(NamedTuple):
    """A run of a value that stands in the source unchanged, or one character written as an escape.

    ``source_length`` differs from ``length`` only for an escape, whose ``length`` is then 1.
    """

    start: int
    source_start: int
    length: int
    source_length: int


_start_of = itemgetter(0)


class TextMap(Struct, frozen=True):
    """Maps offsets of a decoded value (a YAML scalar, say) to offsets of the file it was decoded from.

    Segments are in order of ``start`` and do not overlap; characters between two of them (a folded
    line break, say) map to the end of the one before.
    """

    segments: tuple[Segment, ...]

    @classmethod
    def identity(cls, length: int) -> "TextMap":
        """Give the map of a value that is its own source."""
        return cls((Segment(0, 0, length, length),))

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Give the source offsets of the value's ``[start, end)``."""
        if len(self.segments) == 1 and 0 <= start < end <= self.segments[0].length:
            only = self.segments[0]
            if only.length == only.source_length:  # As almost always.
                return only.source_start + start, only.source_start + end
        first, _ = self._character(start)
        if end <= start:
            return first, first
        _, last = self._character(end - 1)
        return first, max(first, last)

    def _character(self, offset: int) -> tuple[int, int]:
        """Give the source offsets where the value's character at ``offset`` begins and ends."""
        if not self.segments:
            return 0, 0
        segment = self.segments[max(0, bisect_right(self.segments, offset, key=_start_of) - 1)]
        inside = offset - segment.start
        if inside >= segment.length:
            end = segment.source_start + segment.source_length
            return end, end
        if segment.source_length != segment.length:
            return segment.source_start, segment.source_start + segment.source_length
        return segment.source_start + inside, segment.source_start + inside + 1
