"""What somebody decided to accept: comments in guides, entries of the baseline, and what became of each in a run.

A comment is ``# guidewarden: ignore[LNK001, A11Y004] until=2027-01-01 why``. It is about the line it stands on or, alone
on its line, about the next one; where a text over several lines begins there, about all of it, since inside a text
there are no comments.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec import Struct

from guidewarden.model import BaselineEntry, GuideDocument, Occurrence, Span

_COMMENT = re.compile(r"(?:^|(?<=\s))#[ \t]*guidewarden[ \t]*:[ \t]*([^\r\n]*)", re.MULTILINE)
_FORM = re.compile(r"ignore[ \t]*\[([^\]]*)\][ \t]*(?:until=(\S*)[ \t]*)?(.*)")
FORM = "# guidewarden: ignore[LNK001] until=2027-01-31 why"


class Comment(Struct, frozen=True):
    """A comment that ignores findings: the codes (or names) it lists, on which lines, until when and why.

    ``problem`` says why a comment could not be understood; it then ignores nothing.
    """

    document: GuideDocument
    span: Span
    codes: tuple[str, ...] = ()
    first: int = 0
    last: int = 0
    until: dt.date | None = None
    reason: str = ""
    problem: str = ""

    def holds(self, path: str, line: int) -> bool:
        """Whether it is about this line of this file."""
        return path == self.document.path and self.first <= line <= self.last


class JudgedComment(Struct, frozen=True):
    """A comment beside what it did: whether its day is past, and which of its codes met nothing."""

    comment: Comment
    expired: bool = False
    unused: tuple[str, ...] = ()


class JudgedEntry(Struct, frozen=True):
    """An entry of the baseline beside what it did: whether its day is past, and whether what it knew is gone."""

    entry: BaselineEntry
    place: Span
    expired: bool = False
    stale: bool = False


def read_comments(document: GuideDocument) -> tuple[Comment, ...]:
    """Read all comments of a guide that speak to guidewarden, in the order of the file."""
    if "guidewarden" not in document.source.text:
        return ()
    lines = _Lines(document)
    return tuple(
        _comment(document, found, lines)
        for found in _COMMENT.finditer(document.source.text)
        if not lines.is_text(found.start())
    )


def _comment(document: GuideDocument, found: re.Match[str], lines: "_Lines") -> Comment:
    span = document.source.span(found.start(), found.start() + len(found[0].rstrip()))
    form = _FORM.fullmatch(found[1].rstrip())
    if form is None:
        return Comment(document, span, problem=f"it is not of the form `{FORM}`")
    codes = tuple(code for code in re.split(r"[,\s]+", form[1].strip()) if code)
    if not codes:
        return Comment(document, span, problem="it names no rule between the brackets")
    until, problem = _day(form[2])
    reason = form[3].strip()
    if not problem and not reason:
        problem = "it gives no reason"
    first, last = lines.covered(span)
    return Comment(document, span, codes, first, last, until, reason, problem)


def _day(text: str | None) -> tuple[dt.date | None, str]:
    if text is None:
        return None, ""
    wrong = "its day is not of the form until=2027-01-31"
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None, wrong
    try:
        return dt.date.fromisoformat(text), ""
    except ValueError:
        return None, wrong


@dataclass(frozen=True, slots=True)
class _Lines:
    """Knows which offsets are inside a text, and how far a text goes that begins on a line."""

    document: GuideDocument
    texts: list[tuple[int, int]] = field(init=False)
    ends: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", sorted(self._texts()))
        object.__setattr__(self, "ends", self._ends())

    def is_text(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self.texts)

    def covered(self, span: Span) -> tuple[int, int]:
        """Give the first and the last line that a comment is about."""
        source = self.document.source
        line = span.line
        if not source.line_text(line)[: span.column - 1].strip():
            below = range(line + 1, source.line_column(len(source.text))[0] + 1)
            line = next(
                (one for one in below if not source.line_text(one).lstrip().startswith(("#",))), span.line
            )
        return line, max(line, self.ends.get(line, line))

    def _texts(self) -> Iterator[tuple[int, int]]:
        text = self.document.source.text
        for scalar in self.document.scalars.values():
            start = scalar.start
            if text[start : start + 1] in ("|", ">"):  # A comment may stand after the mark of a block.
                start = max(start, text.find("\n", start, scalar.end))
            yield start, scalar.end

    def _ends(self) -> dict[int, int]:
        ends: dict[int, int] = {}
        for scalar in self.document.scalars.values():
            line, _ = self.document.source.line_column(scalar.start)
            last, column = self.document.source.line_column(max(scalar.start, scalar.end))
            ends[line] = max(ends.get(line, line), last - (column == 1))
        return ends


def about_comment(comment: Comment) -> Occurrence:
    """Make the place of a finding about a comment: the comment."""
    written = comment.document.source.text[comment.span.start : comment.span.end]
    return Occurrence("", comment.document.id, "comment", "", comment.span, written)


def about_entry(judged: JudgedEntry) -> Occurrence:
    """Make the place of a finding about an entry of the baseline: in its file, and in no guide."""
    entry = judged.entry
    return Occurrence("", "", f"findings[{entry.fingerprint}]", entry.code, judged.place, entry.fingerprint)
