"""A table of everything there is to do, ready for Excel: one line per problem and place."""

import csv
import io
from collections.abc import Iterator

from guidewarden.model import Finding, Occurrence, Result, RunView
from guidewarden.report.digest import Digest, Row, Topic, digest
from guidewarden.report.words import iso, one_line, reason_of, why

COLUMNS = (
    "guide", "guide title", "owner", "section", "label", "url", "state", "code", "reason", "what to do",
    "replacement", "file", "line", "since",
)  # fmt: skip

# What makes a spreadsheet take a cell for a formula, also after white space and in full-width form.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001


def render(view: RunView) -> str:
    """Give CSV with a byte-order mark and CRLF, as Excel expects it; no cell can be a formula.

    A line is a place of a broken, failing, moved, blocked or unverifiable target (with the codes of the
    findings about it), or a finding of its own. What is fixed or fine is left out.
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
    sorted_run = digest(view)
    for section in sorted_run.sections:
        if section.topic is Topic.FIXED:
            continue
        for row in section.rows:
            yield from _row(row, sorted_run, view)
    for result in sorted_run.unreached:
        yield from _row(Row(Topic.UNREACHED, result.occurrences, result), sorted_run, view)


def _row(row: Row, sorted_run: Digest, view: RunView) -> Iterator[tuple[str | int, ...]]:
    if row.result is None:
        for finding in row.findings:
            yield _finding_line(finding, sorted_run, view)
        return
    for place in row.occurrences:
        here = tuple(finding for finding in row.findings if finding.occurrence == place)
        yield _result_line(row.result, place, here, sorted_run)


def _result_line(
    result: Result, place: Occurrence, findings: tuple[Finding, ...], sorted_run: Digest
) -> tuple[str | int, ...]:
    verdict = result.verdict
    advice = dict.fromkeys(finding.advice for finding in findings)
    said = dict.fromkeys((why(verdict), *(finding.message for finding in findings)))
    return (
        *_where(place, sorted_run),
        place.written or result.target.url,
        verdict.state.value,
        "; ".join(dict.fromkeys(finding.code for finding in findings)),
        " ".join(said),
        " ".join(advice) or reason_of(verdict).advice,
        verdict.replacement or "",
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


def _where(place: Occurrence, sorted_run: Digest) -> tuple[str, ...]:
    guide = sorted_run.guide(place.guide)
    return guide.id, guide.title, guide.owner, place.section, place.label
