"""What goes where: the one partition of a run's results and findings that every report uses.

Every result lands in exactly one topic and every finding in exactly one row. A finding about a checked
target (phase ``verdict``) stands in that target's row where the target has one that asks for something;
otherwise it is a row of its own under its family.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from guidewarden.model import Cited, Finding, GuideSummary, Kind, Occurrence, Result, RunView, State


class Topic(StrEnum):
    """The sections of a report, in the order a reader should meet them; the last two are tables."""

    NEW = "new"
    STILL = "still"
    FIXED = "fixed"
    WATCHING = "watching"
    MOVED = "moved"
    CITATIONS = "citations"
    MARKUP = "markup"
    ACCESSIBILITY = "accessibility"
    POLICY = "policy"
    BY_HAND = "by-hand"
    UNKNOWN = "unknown"
    UNREACHED = "unreached"
    FINE = "fine"


PRESSING = ("doi-of-another-work", "retracted-work")
"""Rules whose findings need a reader as a broken link does: the guide cites what it does not mean to."""

TABLES = (Topic.UNREACHED, Topic.FINE)
"""Topics whose results ask for nothing, one by one, and may be thousands: they are only counted."""

_BY_STATE = {
    State.FAILING: Topic.WATCHING,
    State.MOVED: Topic.MOVED,
    State.BLOCKED: Topic.BY_HAND,
    State.UNVERIFIABLE: Topic.UNKNOWN,
    State.SKIPPED: Topic.FINE,
}
_THERE = (State.OK, State.RESTRICTED)
_SILENT = (State.UNVERIFIABLE, State.BLOCKED, State.SKIPPED)
_RUN_WIDE = ("offline", "interrupted", "budget-spent", "proxy-no-answer", "implausible")
_BY_FAMILY = {
    "CIT": Topic.CITATIONS,
    "DOI": Topic.CITATIONS,
    "IE": Topic.MARKUP,
    "A11Y": Topic.ACCESSIBILITY,
}


_SOURCE = re.compile(r'sources(?:\.[\w-]+|\["[^"]*"\])')


class Row(Struct, frozen=True):
    """One thing to read: a result with the findings about it, or findings that are alike (no result).

    ``occurrences`` are all its places; ``new`` tells that the run before did not have it. ``cited`` is the work
    that all the findings are about, where they come of comparing a citation with its record; ``pressing`` tells that
    the citation cannot stay as it is.
    """

    topic: Topic
    occurrences: tuple[Occurrence, ...]
    result: Result | None = None
    findings: tuple[Finding, ...] = ()
    new: bool = False
    cited: Cited | None = None
    pressing: bool = False

    @property
    def weight(self) -> int:
        """How many things it stands for: one target, or each finding."""
        return 1 if self.result else len(self.findings)

    @property
    def listed(self) -> tuple[Occurrence, ...]:
        """Its places where each takes a line: of a proxy the first, since nothing is mended at the others."""
        of_proxy = self.result is not None and self.result.target.kind is Kind.PAGE
        return self.occurrences[:1] if of_proxy else self.occurrences


class Group(Struct, frozen=True):
    """The rows of one guide; ``guide`` is None for rows that stand in several."""

    guide: GuideSummary | None
    rows: tuple[Row, ...]


class Section(Struct, frozen=True):
    """A topic that has rows, by guide."""

    topic: Topic
    groups: tuple[Group, ...]

    @property
    def rows(self) -> Iterator[Row]:
        """All its rows in the order shown."""
        return (row for group in self.groups for row in group.rows)

    @property
    def weight(self) -> int:
        """How many results or findings it holds."""
        return sum(row.weight for row in self.rows)


class Digest(Struct, frozen=True):
    """A run, sorted: sections in order (never empty), then the rows that are only counted.

    ``unreached`` is what the run as a whole could not check (offline, interrupted).
    """

    sections: tuple[Section, ...]
    unreached: tuple[Row, ...]
    fine: tuple[Row, ...]
    guides: Mapping[str, GuideSummary]

    def section(self, topic: Topic) -> Section | None:
        """Find a topic's section, None when it has no rows."""
        return next((section for section in self.sections if section.topic is topic), None)

    def weight(self, topic: Topic) -> int:
        """How many results or findings a topic with rows holds."""
        section = self.section(topic)
        return section.weight if section else 0

    @property
    def pressing(self) -> tuple[Row, ...]:
        """The citations that cannot stay as they are."""
        section = self.section(Topic.CITATIONS)
        return tuple(row for row in section.rows if row.pressing) if section else ()

    def guide(self, key: str) -> GuideSummary:
        """Give a guide's summary; an identifier the run does not know gets one that only names it."""
        return _guide(self.guides, key)


def digest(view: RunView) -> Digest:
    """Sort a run's results and findings into topics, guides and rows."""
    topics = {id(result): _topic(result, view) for result in view.results}
    about = _attached(view, topics)
    attached = {id(finding) for findings in about.values() for finding in findings}
    rows = [_result_row(result, topics[id(result)], about.get(id(result), ())) for result in view.results]
    alone = [finding for finding in view.findings if id(finding) not in attached]
    rows += _citation_rows((finding for finding in alone if finding.phase == "citation"), view)
    rows += _finding_rows((finding for finding in alone if finding.phase != "citation"), view)
    rows += _gone_rows(view)
    guides = {guide.id: guide for guide in view.guides}
    return Digest(
        sections=tuple(
            Section(topic, groups)
            for topic in Topic
            if topic not in TABLES and (groups := _groups(rows, topic, guides))
        ),
        unreached=tuple(row for row in rows if row.topic is Topic.UNREACHED),
        fine=tuple(row for row in rows if row.topic is Topic.FINE),
        guides=guides,
    )


def family_topic(code: str) -> Topic:
    """Give the topic of a rule's family; one that is not known counts as guide policy."""
    return _BY_FAMILY.get(code.rstrip("0123456789"), Topic.POLICY)


def _was_broken(result: Result) -> bool:
    """Tell whether the newest check that could say anything said broken.

    A night that saw nothing between two broken ones neither repairs a link nor makes it new again.
    """
    states = (past.state for past in result.past if past.state not in _SILENT)
    return next(states, None) is State.BROKEN


def _topic(result: Result, view: RunView) -> Topic:
    verdict = result.verdict
    if verdict.state is State.BROKEN:
        return Topic.STILL if view.previous and _was_broken(result) else Topic.NEW
    if verdict.state in _THERE:
        return Topic.FIXED if view.previous and _was_broken(result) else Topic.FINE
    if verdict.state is State.UNVERIFIABLE and verdict.reason in _RUN_WIDE:
        return Topic.UNREACHED
    return _BY_STATE[verdict.state]


def _attached(view: RunView, topics: Mapping[int, Topic]) -> dict[int, list[Finding]]:
    """Give, by result, the findings that belong into its row."""
    holders = {
        result.target.key: result
        for result in view.results
        if topics[id(result)] not in (Topic.FINE, Topic.FIXED)
    }
    about: dict[int, list[Finding]] = {}
    for finding in view.findings:
        holder = holders.get(finding.occurrence.target_key) if finding.phase == "verdict" else None
        if holder:
            about.setdefault(id(holder), []).append(finding)
    return about


def _result_row(result: Result, topic: Topic, findings: Iterable[Finding]) -> Row:
    findings = tuple(findings)
    places = dict.fromkeys((*result.occurrences, *(finding.occurrence for finding in findings)))
    return Row(topic, tuple(places), result, findings, new=topic is Topic.NEW)


def _finding_rows(findings: Iterable[Finding], view: RunView) -> list[Row]:
    """Make one row of the findings of one guide that say the same, the gravest first."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        new = view.known is not None and finding.fingerprint not in view.known
        alike.setdefault((*_alike(finding), new), []).append(finding)
    rows = [
        Row(family_topic(same[0].code), _places(same), findings=tuple(same), new=bool(key[-1]))
        for key, same in alike.items()
    ]
    return sorted(rows, key=lambda row: (-row.findings[0].severity.rank, not row.new))


def _citation_rows(findings: Iterable[Finding], view: RunView) -> list[Row]:
    """Make one row of all that was found of one cited work, the gravest first."""
    works = {_citation(one.occurrence): one for one in view.citations}
    about: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        about.setdefault(_citation(finding.occurrence), []).append(finding)
    rows = []
    for mark, found in about.items():
        found.sort(key=lambda finding: -finding.severity.rank)
        new = view.known is not None and any(finding.fingerprint not in view.known for finding in found)
        pressing = any(one.name in PRESSING and one.fingerprint not in view.accepted for one in found)
        rows.append(
            Row(
                Topic.CITATIONS,
                _places(found),
                findings=tuple(found),
                new=new,
                cited=works.get(mark),
                pressing=pressing,
            )
        )
    return sorted(rows, key=lambda row: (-row.findings[0].severity.rank, not row.new))


def _citation(place: Occurrence) -> tuple[str, ...]:
    """Name what a citation's finding is about: a source, whichever of its fields, or a DOI at its place."""
    source = _SOURCE.match(place.route)
    return (place.guide, source[0]) if source else (place.guide, place.route, place.target_key)


def _gone_rows(view: RunView) -> list[Row]:
    """Make rows of the findings that no longer hold, where that is good news.

    A finding about a target that could not be checked this time, is skipped or has another ailment now
    is not fixed; one about a target that was broken and is fine now would be said twice.
    """
    results = {result.target.key: result for result in view.results}
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in view.gone:
        result = results.get(finding.occurrence.target_key)
        mended = result is None or (result.verdict.state in _THERE and not _was_broken(result))
        if finding.phase != "verdict" or mended:
            alike.setdefault(_alike(finding), []).append(finding)
    return [Row(Topic.FIXED, _places(same), findings=tuple(same)) for same in alike.values()]


def _alike(finding: Finding) -> tuple[object, ...]:
    return (finding.occurrence.guide, finding.code, finding.severity, finding.message, finding.advice)


def _places(findings: Iterable[Finding]) -> tuple[Occurrence, ...]:
    return tuple(dict.fromkeys(finding.occurrence for finding in findings))


def _groups(rows: Iterable[Row], topic: Topic, guides: Mapping[str, GuideSummary]) -> tuple[Group, ...]:
    """Group a topic's rows by guide: those in several guides first, then in the order of the guides."""
    grouped: dict[str | None, list[Row]] = {None: [], **{key: [] for key in guides}}
    for row in rows:
        if row.topic is topic:
            keys = {place.guide for place in row.occurrences} or {""}
            grouped.setdefault(keys.pop() if len(keys) == 1 else None, []).append(row)
    return tuple(
        Group(None if key is None else _guide(guides, key), tuple(found))
        for key, found in grouped.items()
        if found
    )


def _guide(guides: Mapping[str, GuideSummary], key: str) -> GuideSummary:
    return guides.get(key) or GuideSummary(key, key or "Outside the guides", "")
