"""What formats for programs list: every finding and every unreadable file, each once, in the order of files and lines."""

import hashlib
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from guidewarden.model import (
    Acceptance,
    AcceptedBy,
    Finding,
    Fix,
    Problem,
    RunState,
    RunView,
    Severity,
    SourceText,
)
from guidewarden.report.words import printable

UNREADABLE = "unreadable"
"""What stands for a rule's code where a file could not be read."""

_ADVICE = "Correct the text: what cannot be read is not checked."


class Entry(Struct, frozen=True):
    """One thing to tell. Lines and columns count from 1, in code points; the end is exclusive.

    ``fingerprint`` is this entry's alone. ``accepted`` says why it does not count. ``source`` is the file's text, None
    when it is not at hand. Texts are an author's or a site's: only control characters are taken out of them.
    """

    code: str
    name: str
    severity: Severity
    message: str
    advice: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    fingerprint: str
    fix: Fix | None = None
    accepted: Acceptance | None = None
    source: SourceText | None = None

    @property
    def place(self) -> str:
        """The place as a terminal shows it."""
        return f"{self.path}:{self.line}:{self.column}"

    @property
    def said(self) -> str:
        """What is wrong and what to do, as sentences."""
        end = "" if self.message.endswith((".", "!", "?", "…")) else "."
        return f"{self.message}{end} {self.advice}".strip() if self.advice else self.message

    @property
    def ignored(self) -> bool:
        """Whether an author's comment says to leave it alone."""
        return self.accepted is not None and self.accepted.by is AcceptedBy.INLINE


def entries(view: RunView) -> tuple[Entry, ...]:
    """Give all entries of a run: what counts, what the baseline knows, and what comments ignore."""
    listed = [_of_problem(problem) for problem in view.problems]
    listed += (_of_finding(finding, view) for finding in (*view.findings, *view.ignored))
    listed.sort(key=lambda one: (one.path, one.line, one.column, one.code, one.message))
    return tuple(_told_apart(listed))


def shortfall(view: RunView) -> str:
    """Say in a sentence why a run did not see everything; "" when it did."""
    match view.run.state:
        case RunState.COMPLETE:
            return ""
        case RunState.OFFLINE:
            return "This machine has no internet, so links and DOIs could not be checked."
        case RunState.INCONCLUSIVE:
            return printable(view.doubt) or "So much failed at once that it is not believed."
    return "The run was interrupted: not everything was checked."


def gravest_first(listed: tuple[Entry, ...]) -> list[Entry]:
    """Order entries so that a limit cuts off what matters least; within a grade the order stays."""
    return sorted(listed, key=lambda one: (one.accepted is not None, -one.severity.rank))


def _of_finding(finding: Finding, view: RunView) -> Entry:
    span = finding.occurrence.span
    return Entry(
        code=finding.code,
        name=finding.name,
        severity=finding.severity,
        message=printable(finding.message),
        advice=printable(finding.advice),
        path=printable(span.path),
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
        fingerprint=finding.fingerprint,
        fix=finding.fix,
        accepted=view.accepted.get(finding.fingerprint),
        source=view.sources.get(span.path),
    )


def _of_problem(problem: Problem) -> Entry:
    line, column = max(1, problem.line), max(1, problem.column)
    mark = _hash("\0".join((problem.path, problem.message)))
    message = printable(problem.message)
    return Entry(
        UNREADABLE, "unreadable-file", Severity.ERROR, message[:1].upper() + message[1:], _ADVICE,
        printable(problem.path), line, column, line, column, mark,
    )  # fmt: skip


def _told_apart(listed: list[Entry]) -> Iterator[Entry]:
    """Give fingerprints that are used again a number, for formats in which they must be unique."""
    seen: Counter[str] = Counter()
    for entry in listed:
        seen[entry.fingerprint] += 1
        number = seen[entry.fingerprint]
        mark = entry.fingerprint if number == 1 else _hash(f"{entry.fingerprint}\0{number}")
        yield replace(entry, fingerprint=mark)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
