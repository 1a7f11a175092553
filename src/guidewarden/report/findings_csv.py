"""A table of everything there is to do, ready for Excel: one line per problem and place."""

import csv
import io
from collections.abc import Iterable, Iterator

from msgspec import Struct

from guidewarden.model import Finding, GuideSummary, Occurrence, Problem, Result, RunView
from guidewarden.report.digest import Digest, Row, Topic, digest
from guidewarden.report.options import Options
from guidewarden.report.words import iso, one_line, reason_of, replacement, what_to_do

COLUMNS = (
    "guide", "guide title", "owner", "section", "label", "url", "state", "code", "reason", "what to do",
    "replacement", "file", "line", "since", "accepted", "accepted by", "accepted until", "edit",
)  # fmt: skip

# What makes a spreadsheet take a cell for a formula, also after white space and in full-width form.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def render(view: RunView, options: Options | None = None) -> str:
    """Give CSV with a byte-order mark and CRLF, as Excel expects it; no cell can be a formula.

    A line is a place of a broken, failing, moved, blocked or unverifiable target (with the codes of the
    findings about it), a finding of its own, or what is wrong with a file that could not be read. What is
    fixed or fine is left out. ``accepted`` says why the library leaves a finding as it is, ``accepted by`` who decided that (a
    key of people.yaml), ``accepted until`` the last day it holds; ``edit`` is where the place is edited.
    Reasons and advice are in the options' language, the columns' names and states never change.
    """
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in _Table(view, digest(view), options or Options()).lines():
        writer.writerow([cell(value) for value in line])
    return "\ufeff" + sink.getvalue()


def cell(value: str | int) -> str | int:
    """Make a value safe in a spreadsheet: control characters are shown, a formula becomes text."""
    if isinstance(value, int):
        return value
    dangerous = value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA)
    return ("'" if dangerous else "") + one_line(value)


_Line = tuple[str | int, ...]


class _Table(Struct, frozen=True):
    """The lines of one run's table."""

    view: RunView
    sorted_run: Digest
    options: Options

    def lines(self) -> Iterator[_Line]:
        for problem in self.view.problems:
            yield self._problem(problem)
        for section in self.sorted_run.sections:
            if section.topic is not Topic.FIXED:
                for row in section.rows:
                    yield from self._row(row)
        for row in self.sorted_run.unreached:
            yield from self._row(row)

    def _row(self, row: Row) -> Iterator[_Line]:
        if row.result is None:
            for finding in row.findings:
                yield self._finding(finding)
            return
        for place in row.listed:
            here = tuple(finding for finding in row.findings if finding.occurrence == place)
            yield self._result(row.result, place, here)

    def _result(self, result: Result, place: Occurrence, findings: tuple[Finding, ...]) -> _Line:
        verdict, words = result.verdict, self.options.words
        english = reason_of(verdict).words
        more = dict.fromkeys(
            words.said(one.code, one.message).text for one in findings if english not in one.message
        )
        codes = {finding.advice: finding.code for finding in findings}
        advice = what_to_do(verdict, findings, shown=replacement(result))
        return (
            *self._where(place),
            place.written or result.target.url,
            verdict.state.value,
            "; ".join(dict.fromkeys(finding.code for finding in findings)),
            " ".join((words.why(verdict), *more)),
            " ".join(words.advise(each, verdict, codes.get(each, "")).text for each in advice),
            replacement(result),
            place.span.path,
            place.span.line,
            iso(verdict.since),
            *self._accepted(findings),
            self._edit(place),
        )

    def _finding(self, finding: Finding) -> _Line:
        place, words = finding.occurrence, self.options.words
        first_seen = (self.view.known or {}).get(finding.fingerprint, self.view.run.started)
        return (
            *self._where(place),
            place.written,
            finding.severity.value,
            finding.code,
            words.said(finding.code, finding.message).text,
            words.said(finding.code, finding.advice).text,
            "",
            place.span.path,
            place.span.line,
            iso(first_seen),
            *self._accepted((finding,)),
            self._edit(place),
        )

    def _problem(self, problem: Problem) -> _Line:
        unknown = GuideSummary("", "", "")
        guide = next((guide for guide in self.view.guides if guide.path == problem.path), unknown)
        advice = self.options.words.say("advice.unreadable")
        who = (guide.id, guide.title, guide.owner, "", "", "")
        place = (problem.path, problem.line or "", iso(self.view.run.started))
        return (*who, "unreadable", "", problem.message, advice, "", *place, "", "", "", "")

    def _where(self, place: Occurrence) -> tuple[str, ...]:
        guide = self.sorted_run.guide(place.guide)
        title = guide.title if guide.id else self.options.words.say("group.outside")
        return guide.id, title, guide.owner, place.section, place.label

    def _accepted(self, findings: Iterable[Finding]) -> Iterator[str]:
        """Give the reasons, who decided, and the last days: one of each a decision, each decision once."""
        known = (self.view.accepted.get(finding.fingerprint) for finding in findings)
        decisions = tuple(dict.fromkeys(one for one in known if one))
        yield "; ".join(one.reason for one in decisions)
        yield "; ".join(one.owner for one in decisions)
        yield "; ".join(f"{one.until}" if one.until else "" for one in decisions)

    def _edit(self, place: Occurrence) -> str:
        return self.options.edit(self.sorted_run.guide(place.guide), place.span)
