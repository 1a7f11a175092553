"""Findings that somebody accepted: taken out by a comment in the guide, or known by the baseline."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from guidewarden.model import (
    Acceptance,
    AcceptedBy,
    BaselineEntry,
    Cited,
    Finding,
    Occurrence,
    Result,
    Span,
    State,
)
from guidewarden.rules.decisions import Comment, JudgedComment, JudgedEntry, read_comments
from guidewarden.rules.registry import check_acceptance, find_rule
from guidewarden.rules.rule import AcceptanceContext, AcceptanceRule, CitationRule, Project, VerdictRule

_SETTLED = (State.OK, State.MOVED, State.RESTRICTED)


class Looked(Struct, frozen=True):
    """What a run looked at, so that nothing is called unused that was only not looked for.

    ``static`` tells that the text was read, ``links`` that every link of the guides was planned and the run went to
    its end; ``results`` and ``citations`` are what was seen.
    """

    static: bool = True
    links: bool = False
    results: Sequence[Result] = ()
    citations: Sequence[Cited] = ()


class Accepted(Struct, frozen=True):
    """Findings sorted: those to show, with what the rules on acceptance add; those ignored; and why, by fingerprint."""

    findings: tuple[Finding, ...]
    ignored: tuple[Finding, ...] = ()
    why: Mapping[str, Acceptance] = field(default_factory=dict)


def accept(project: Project, findings: Iterable[Finding], looked: Looked) -> Accepted:
    """Take the project's comments and its baseline into account; the order of the findings stays."""
    comments = [comment for document in project.documents for comment in read_comments(document)]
    baseline = project.baseline
    findings = tuple(findings)
    if not comments and (baseline is None or not baseline.entries):
        return Accepted(findings)
    sorting = _Sorting(project, _by_code(comments), looked)
    shown, ignored, why = sorting.sorted(findings)
    present = {finding.fingerprint for finding in findings}
    context = AcceptanceContext(
        project,
        tuple(sorting.judged(comment) for comment in comments),
        tuple(
            sorting.entry(entry, place, present)
            for entry, place in zip(baseline.entries, baseline.places, strict=True)
        )
        if baseline
        else (),
    )
    return Accepted((*shown, *check_acceptance(context)), ignored, why)


def _by_code(comments: Iterable[Comment]) -> dict[str, list[Comment]]:
    """Give the comments that were understood by the codes they list."""
    table: dict[str, list[Comment]] = {}
    for comment in comments:
        for code in comment.codes if not comment.problem else ():
            table.setdefault(code_of(code), []).append(comment)
    return table


def code_of(written: str) -> str:
    """Give the code of a rule that is named by its code or name; what is neither stays."""
    found = find_rule(written)
    return found.code if found else written


def problem_of(comment: Comment) -> str:
    """Say why a comment, or a code in it, ignores nothing; "" when it is as it should be."""
    if comment.problem:
        return comment.problem
    for code in comment.codes:
        found = find_rule(code)
        if found is None:
            return f"no rule is called {code}"
        if isinstance(found, AcceptanceRule):
            return f"{found.code} is about ignores themselves, and cannot be ignored"
    return ""


class _Sorting:
    """Sorts findings, and remembers which comments were of use."""

    def __init__(self, project: Project, table: Mapping[str, list[Comment]], looked: Looked) -> None:
        self._project = project
        self._table = table
        self._looked = looked
        self._used: set[tuple[int, str]] = set()
        self._entries: dict[str, BaselineEntry] = {
            entry.fingerprint: entry
            for entry in (project.baseline.entries if project.baseline else ())
            if entry.until is None or project.today <= entry.until
        }
        self._states = {
            name: result.verdict.state
            for result in looked.results
            for name in (
                result.target.key,
                result.target.url,
                *(place.written for place in result.occurrences),
            )
        }
        self._works = {
            name
            for one in looked.citations
            if one.work
            for name in (one.occurrence.target_key, one.occurrence.written)
        }

    def sorted(
        self, findings: Iterable[Finding]
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...], dict[str, Acceptance]]:
        shown: list[Finding] = []
        ignored: list[Finding] = []
        why: dict[str, Acceptance] = {}
        for finding in findings:
            comment = self._comment(finding)
            entry = self._entries.get(finding.fingerprint)
            if comment is not None:
                ignored.append(finding)
                why[finding.fingerprint] = Acceptance(AcceptedBy.INLINE, comment.reason, "", comment.until)
                continue
            shown.append(finding)
            if entry is not None and entry.code == finding.code:
                why[finding.fingerprint] = Acceptance(
                    AcceptedBy.BASELINE, entry.reason, entry.owner or "", entry.until
                )
        return tuple(shown), tuple(ignored), why

    def _comment(self, finding: Finding) -> Comment | None:
        found = None
        for comment in self._table.get(finding.code, ()):
            span = finding.occurrence.span
            if comment.holds(span.path, span.line) and not problem_of(comment):
                self._used.add((id(comment), finding.code))
                found = comment if found is None and not self._expired(comment) else found
        return found

    def _expired(self, comment: Comment) -> bool:
        return comment.until is not None and self._project.today > comment.until

    def judged(self, comment: Comment) -> JudgedComment:
        unused = tuple(
            code_of(code)
            for code in (comment.codes if not problem_of(comment) else ())
            if (id(comment), code_of(code)) not in self._used and self._looked_for(code, comment)
        )
        return JudgedComment(comment, self._expired(comment), unused)

    def _looked_for(self, code: str, comment: Comment) -> bool:
        """Whether a rule would have said so here, had it something to say."""
        rule = find_rule(code)
        if isinstance(rule, CitationRule):
            works = [one for one in self._looked.citations if _on(comment, one.occurrence)]
            return bool(works) and all(one.work is not None for one in works)
        if isinstance(rule, VerdictRule):
            here = [
                result.verdict.state
                for result in self._looked.results
                if any(_on(comment, place) for place in result.occurrences)
            ]
            return bool(here) and all(state in (*_SETTLED, State.BROKEN) for state in here)
        return self._looked.static

    def entry(self, entry: BaselineEntry, place: Span, present: set[str]) -> JudgedEntry:
        expired = entry.until is not None and self._project.today > entry.until
        stale = entry.fingerprint not in present and self._gone(entry)
        return JudgedEntry(entry, place, expired, stale)

    def _gone(self, entry: BaselineEntry) -> bool:
        """Whether what an entry knew would be among the findings, were it still there."""
        rule = find_rule(entry.code)
        if rule is None:
            return True
        if entry.guide not in {document.id for document in self._project.documents}:
            return self._project.whole and bool(entry.guide)
        if isinstance(rule, CitationRule):
            return entry.about in self._works
        if isinstance(rule, VerdictRule):
            state = self._states.get(entry.about)
            return self._looked.links if state is None else state in _SETTLED
        return self._looked.static


def _on(comment: Comment, place: Occurrence) -> bool:
    return comment.holds(place.span.path, place.span.line)
