"""A table of everything there is to do, ready for Excel: one line per problem and place."""

import csv
import io
from collections.abc import Iterator

from guidewarden.model import Finding, GuideSummary, Occurrence, Problem, Result, RunView
from guidewarden.report.digest import Digest, Row, Topic, digest
from guidewarden.report.words import iso, one_line, reason_of, replacement, what_to_do, why

COLUMNS = (
    "guide", "guide title", "owner", "section", "label", "url", "state", "code", "reason", "what to do",
    "replacement", "file", "line", "since",
)  # fmt: skip

# What makes a spreadsheet take a cell for a formula, also after white space and in full-width form.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def render(view: RunView) -> str:
    """Give CSV with a byte-order mark and CRLF, as Excel expects it; no cell can be a formula.

    A line is a place of a broken, failing, moved, blocked or unverifiable target (with the codes of the
    findings about it), a finding of its own, or what is wrong with a file that could not be read. What is
    fixed or fine is left out.
    """
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in _lines(view):
        writer.writerow([cell(value) for value in line])
    return "\ufeff" + sink.getvalue()


def cell(value: str | int) -> str | int:
    """Make a value safe in a spreadsheet: control characters are shown, a formula becomes text."""
    if isinstance(value, int):
        return value
    dangerous = value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA)
    return ("'" if dangerous else "") + one_line(value)


def _lines(view: RunView) -> Iterator[tuple[str | int, ...]]:
    for problem in view.problems:
        yield _problem_line(problem, view)
    sorted_run = digest(view)
    for section in sorted_run.sections:
        if section.topic is Topic.FIXED:
            continue
        for row in section.rows:
            yield from _row(row, sorted_run, view)
    for row in sorted_run.unreached:
        yield from _row(row, sorted_run, view)


def _row(row: Row, sorted_run: Digest, view: RunView) -> Iterator[tuple[str | int, ...]]:
    if row.result is None:
        for finding in row.findings:
            yield _finding_line(finding, sorted_run, view)
        return
    for place in row.listed:
        here = tuple(finding for finding in row.findings if finding.occurrence == place)
        yield _result_line(row.result, place, here, sorted_run)


def _result_line(
    result: Result, place: Occurrence, findings: tuple[Finding, ...], sorted_run: Digest
) -> tuple[str | int, ...]:
    verdict = result.verdict
    words = reason_of(verdict).words
    more = dict.fromkeys(finding.message for finding in findings if words not in finding.message)
    return (
        *_where(place, sorted_run),
        place.written or result.target.url,
        verdict.state.value,
        "; ".join(dict.fromkeys(finding.code for finding in findings)),
        " ".join((why(verdict), *more)),
        " ".join(what_to_do(verdict, findings, shown=replacement(result))),
        replacement(result),
        place.span.path,
        place.span.line,
        iso(verdict.since),
    )


def _finding_line(finding: Finding, sorted_run: Digest, view: RunView) -> tuple[str | int, ...]:
    place = finding.occurrence
    first_seen = (view.known or {}).get(finding.fingerprint, view.run.started)
    return (
        *_where(place, sorted_run),
        place.written,
        finding.severity.value,
        finding.code,
        finding.message,
        finding.advice,
        "",
        place.span.path,
        place.span.line,
        iso(first_seen),
    )


def _problem_line(problem: Problem, view: RunView) -> tuple[str | int, ...]:
    guide = next((guide for guide in view.guides if guide.path == problem.path), GuideSummary("", "", ""))
    advice = "Correct the text: what cannot be read is not checked."
    place = (problem.path, problem.line or "", iso(view.run.started))
    return (
        guide.id,
        guide.title,
        guide.owner,
        "",
        "",
        "",
        "unreadable",
        "",
        problem.message,
        advice,
        "",
        *place,
    )


def _where(place: Occurrence, sorted_run: Digest) -> tuple[str, ...]:
    guide = sorted_run.guide(place.guide)
    return guide.id, guide.title, guide.owner, place.section, place.label
