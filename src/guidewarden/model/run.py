"""A finished run, as reporters see it: results, findings, and what the run before said."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from guidewarden.model.acceptance import Acceptance
from guidewarden.model.checking import Evidence, Occurrence, Target
from guidewarden.model.cited import Cited
from guidewarden.model.finding import Finding
from guidewarden.model.problem import Problem
from guidewarden.model.text import SourceText
from guidewarden.model.verdict import PastVerdict, Standing, State, Verdict


class RunState(StrEnum):
    """How a run ended; ``running`` while it has not."""

    RUNNING = "running"
    COMPLETE = "complete"
    INTERRUPTED = "interrupted"
    OFFLINE = "offline"
    INCONCLUSIVE = "inconclusive"
    """So much failed at once that the trouble is probably on this side; see `RunView.doubt`."""


class Run(Struct, frozen=True):
    """One run: its identifier, times (UTC) and how it ended."""

    id: str
    started: dt.datetime
    finished: dt.datetime | None = None
    state: RunState = RunState.RUNNING


class GuideSummary(Struct, frozen=True):
    """What a report says of a guide besides its findings. ``owner`` is a name, ready to show."""

    id: str
    title: str
    path: str
    owner: str = ""
    email: str = ""
    url: str = ""
    language: str = "en"
    occurrences: int = 0


class ArchivedCopy(Struct, frozen=True):
    """A copy of a page in a web archive: where it is, and when it was taken (UTC)."""

    url: str
    taken: dt.datetime


class Result(Struct, frozen=True):
    """One target's outcome: its verdict, the evidence for it, where it stands, and its past.

    ``past`` holds earlier verdicts, newest first; ``evidence`` is None when nothing was asked. ``copy`` is
    a copy in a web archive, looked for only when the target is broken. ``landing`` is what the page is to which a
    registered DOI leads, tonight; it says nothing about the DOI.
    """

    target: Target
    occurrences: tuple[Occurrence, ...]
    verdict: Verdict
    evidence: Evidence | None = None
    past: tuple[PastVerdict, ...] = ()
    copy: ArchivedCopy | None = None
    landing: Standing | None = None

    @property
    def previous(self) -> PastVerdict | None:
        """What the run before said, where it checked this target."""
        return self.past[0] if self.past else None


class RunView(Struct, frozen=True):
    """Everything a reporter may know. Order is deterministic: by guide, then by place.

    ``known`` maps the fingerprints of the previous run's findings to when each was first seen; it is
    None when there was no previous run. ``gone`` lists the previous run's findings that no longer hold.
    ``problems`` are guides, or parts of them, that could not be read and so were not checked. ``citations``
    are the cited works beside what the registries say of them. ``sources`` are the guides' files as they were read,
    by path, so that a report can show a line as it should be. ``doubt`` says in a sentence why tonight's trouble is
    not believed, "" when it is.

    ``accepted`` tells, by fingerprint, why a finding does not count. Those that the baseline knows are among
    ``findings``; those that an author's comment ignores are not, but are ``ignored``.
    """

    run: Run
    guides: tuple[GuideSummary, ...]
    results: tuple[Result, ...]
    findings: tuple[Finding, ...]
    previous: Run | None = None
    known: Mapping[str, dt.datetime] | None = None
    gone: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    citations: tuple[Cited, ...] = ()
    trend: tuple[tuple[dt.datetime, Mapping[State, int]], ...] = ()
    doubt: str = ""
    sources: Mapping[str, SourceText] = field(default_factory=dict)
    accepted: Mapping[str, Acceptance] = field(default_factory=dict)
    ignored: tuple[Finding, ...] = ()

    @property
    def counting(self) -> tuple[Finding, ...]:
        """The findings that nobody has accepted."""
        return tuple(finding for finding in self.findings if finding.fingerprint not in self.accepted)

    @property
    def counts(self) -> dict[State, int]:
        """How many targets are in each state; every state is present."""
        counted = Counter(result.verdict.state for result in self.results)
        return {state: counted[state] for state in State}
