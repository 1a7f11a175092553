"""Lines for a terminal: ``file:line:column: CODE severity: message``, the line of the file, what to do, and a summary."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from guidewarden.model import Acceptance, Occurrence, RunView, SourceText
from guidewarden.report.digest import Digest, Row, Topic, digest
from guidewarden.report.excerpt import excerpt
from guidewarden.report.words import (
    SEVERITY_WORDS,
    STATE_WORDS,
    archived,
    one_line,
    plural,
    reason_of,
    what_to_do,
    why,
)

_COLOURS = {
    "error": "31", "broken": "31", "warning": "33", "failing": "33", "info": "36", "moved": "36",
    "blocked": "35", "unverifiable": "35", "known": "2",
}  # fmt: skip


class _Line(Struct, frozen=True):
    place: Occurrence
    code: str
    grade: str
    message: str
    advice: str
    known: Acceptance | None = None


def render(view: RunView, *, colour: bool = False) -> str:
    """Give the run's problems in the order of files and lines, and one line of counts at the end.

    A target's place without a finding of its own is shown with its state and reason. What the run as a
    whole could not check is only counted, and so is what comments ignore. What the baseline knows is shown as known,
    without its line of the file. Control characters and bidi overrides are shown as escapes.
    """
    sorted_run = digest(view)
    lines = [
        line
        for section in sorted_run.sections
        if section.topic is not Topic.FIXED
        for row in section.rows
        for line in _lines(row, view)
    ]
    lines.sort(key=lambda line: (line.place.span.path, line.place.span.line, line.place.span.column))
    shown = "".join(_show(line, view.sources, colour=colour) for line in lines)
    return f"{shown}\n{_summary(view, sorted_run)}\n" if shown else f"{_summary(view, sorted_run)}\n"


def _lines(row: Row, view: RunView) -> Iterator[_Line]:
    verdict = row.result.verdict if row.result else None
    for finding in row.findings:
        advice = what_to_do(verdict, [finding]) if verdict else (finding.advice,)
        known = view.accepted.get(finding.fingerprint)
        grade = "known" if known else finding.severity.value
        yield _Line(finding.occurrence, finding.code, grade, finding.message, " ".join(advice), known)
    if row.result is None or verdict is None:
        return
    said = {finding.occurrence for finding in (*row.findings, *view.ignored)}
    advice = what_to_do(verdict)
    if verdict.replacement:
        advice += (f"New address: {verdict.replacement}",)
    elif row.result.copy:
        advice += (f"{archived(row.result.copy)}: {row.result.copy.url}",)
    for place in row.listed:
        if place not in said:
            message = f"{why(verdict)} ({place.written or row.result.target.url})"
            yield _Line(place, verdict.reason, verdict.state.value, message, " ".join(advice))


def _show(line: _Line, sources: Mapping[str, SourceText], *, colour: bool) -> str:
    grade = line.grade
    if colour:
        grade = f"\x1b[{_COLOURS[grade]}m{grade}\x1b[0m"
    head = f"{one_line(str(line.place.span))}: {one_line(line.code)} {grade}: {one_line(line.message)}\n"
    if line.known:
        return f"{head}    {_known(line.known)}\n"
    shown = excerpt(sources.get(line.place.span.path), line.place.span)
    return head + shown + (f"    {one_line(line.advice)}\n" if line.advice else "")


def _known(acceptance: Acceptance) -> str:
    who = f" by {acceptance.owner}" if acceptance.owner else ""
    until = f" until {acceptance.until}" if acceptance.until else ""
    return one_line(f"In the baseline{who}{until}: {acceptance.reason}")


def _summary(view: RunView, sorted_run: Digest) -> str:
    counts = view.counts
    checked = [f"{counts[state]:,} {word}" for state, word in STATE_WORDS.items() if counts[state]]
    links = f"{plural(len(view.results), 'link')}: {', '.join(checked)}." if checked else ""
    notes = [
        finding
        for section in sorted_run.sections
        if section.topic is not Topic.FIXED
        for row in section.rows
        if row.result is None
        for finding in row.findings
        if finding.fingerprint not in view.accepted
    ]
    grades = [
        plural(number, word)
        for severity, word in SEVERITY_WORDS.items()
        if (number := sum(finding.severity is severity for finding in notes))
    ]
    texts = f"The text: {', '.join(grades)}." if grades else ""
    unread = len({problem.path for problem in view.problems})
    unreadable = f"{plural(unread, 'file')} could not be read." if unread else ""
    known = sum(finding.fingerprint in view.accepted for finding in view.findings)
    accepted = [f"{known:,} known"] if known else []
    accepted += [f"{len(view.ignored):,} ignored"] if view.ignored else []
    decided = f"Not counted: {', '.join(accepted)}." if accepted else ""
    reasons = dict.fromkeys(reason_of(row.result.verdict).words for row in sorted_run.unreached if row.result)
    return (
        " ".join(part for part in (links, texts, decided, unreadable, *reasons) if part)
        or "Nothing to report."
    )
