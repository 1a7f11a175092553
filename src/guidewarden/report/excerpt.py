"""The line of a file that a finding is about, with a mark below it."""

import unicodedata

from guidewarden.model import SourceText, Span
from guidewarden.report.words import one_line

WIDTH = 100
"""How many characters of a long line are shown."""

_BEFORE = 30
"""How many of them stand before the place, at most, where the line is cut."""


def excerpt(source: SourceText | None, span: Span) -> str:
    """Give two lines, the file's and one with a caret below the place, each ended by a line break.

    Gives "" where the text is not at hand, or the place is not in it. Control characters are shown as escapes, tabs as
    a space; wide letters count as two columns, combining ones as none. A long line is cut around the place.
    """
    if source is None or not 0 < span.line <= source.line_column(len(source.text))[0]:
        return ""
    line = source.line_text(span.line)
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = max(start + 1, min(end, len(line)))
    if not line.strip() or start > len(line):
        return ""
    first = 0 if len(line) <= WIDTH else max(0, min(start - _BEFORE, len(line) - WIDTH))
    last = min(len(line), first + WIDTH)
    before = ("…" if first else "") + _shown(line[first:start])
    marked = _shown(line[start : min(end, last)])
    after = _shown(line[min(end, last) : last]) + ("…" if last < len(line) else "")
    number = str(span.line).rjust(5)
    mark = " " * _columns(before) + "^" + "~" * max(0, _columns(marked) - 1)
    return f"{number} | {before}{marked}{after}".rstrip() + f"\n{' ' * len(number)} | {mark}\n"


def _shown(text: str) -> str:
    return one_line(text.replace("\t", " "))


def _columns(text: str) -> int:
    """Count the columns of a terminal that a text takes."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
