"""What a store does, for those who use one. SQL is spoken in `guidewarden.store.store` alone."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from guidewarden.model import (
    ArchivedCopy,
    Evidence,
    Finding,
    PastVerdict,
    RecordAnswer,
    Retention,
    Run,
    Standing,
    State,
    Verdict,
    Work,
)

MEMORY = "sqlite://"
"""The URL of a store that lives in memory, and ends with the process."""


class StoreError(Exception):
    """The store cannot be used: it is locked, unreadable, full or not a database."""


class StoreBusyError(StoreError):
    """Another run is using the store."""


class AskedCopy(NamedTuple):
    """What the archive said of a target, and when: a copy, or None when it has none."""

    asked_at: dt.datetime
    copy: ArchivedCopy | None


class AskedSearch(NamedTuple):
    """What a search for a source found, and when: the likeliest works first."""

    asked_at: dt.datetime
    works: tuple[Work, ...]


class Judged(NamedTuple):
    """What a run came to with one target: its key, when it was checked, the verdict, and the last HTTP status if any."""

    key: str
    checked_at: dt.datetime
    verdict: Verdict
    status: int | None = None


class Stretch(NamedTuple):
    """Since when a target was so (the start of the first such run), and what its first night said."""

    since: dt.datetime
    state: State
    reason: str
    status: int | None = None
    replacement: str | None = None


class Life(NamedTuple):
    """A target's life among the runs of one scope.

    ``nights`` are the starts of all runs since it was first seen, oldest first, with what each said of it, None
    where it was not among the links; ``changes`` begin a new state or reason each, oldest first.
    """

    scope: str
    nights: tuple[tuple[dt.datetime, PastVerdict | None], ...]
    changes: tuple[Stretch, ...]


class Pruned(NamedTuple):
    """What was taken out of a store because its time is up: rows."""

    evidence: int = 0
    findings: int = 0
    verdicts: int = 0
    runs: int = 0
    bodies: int = 0


class Merged(NamedTuple):
    """What came of taking lines in: how many were new, and how many were known."""

    new: int
    known: int


class Store(Protocol):
    """Keeps runs. Times go in and come out in UTC. Every method raises `StoreError` when the store fails.

    Each may be called from any thread; they take turns. A call may take as long as a database is waited for, so
    while answers of sites are awaited it belongs in a thread of its own.
    """

    def begin(self, scope: str, now: dt.datetime) -> tuple[Run, bool]:
        """Start a run, or take up the last one of this scope when it was cut short not long ago.

        Returns the run and whether it is an earlier one resumed.
        """

    def add_evidence(self, run_id: str, *seen: Evidence) -> None:
        """Keep what was seen of targets, all or nothing. A second row for the same run and target is left out."""

    def evidence_of(self, run_id: str) -> dict[str, Evidence]:
        """Give all evidence of a run by target key."""

    def finish(
        self,
        run: Run,
        judged: Iterable[Judged],
        found: Sequence[Finding],
        first_seen: Mapping[str, dt.datetime],
        ignored: Mapping[tuple[str, str], Standing] | None = None,
    ) -> None:
        """Close a run: its verdicts, its findings, its state and end.

        ``first_seen`` tells since when findings are known, by fingerprint; others are new in this run.
        ``ignored`` tells what targets are that ignores apply to, by mark and key; only the first time is kept.
        Everything is written or nothing; a run finished twice (resumed) replaces its verdicts.
        """

    def past(self, run: Run, keys: Iterable[str], nights: int = 14) -> dict[str, tuple[PastVerdict, ...]]:
        """Give the verdicts of the earlier runs of this run's scope by target, newest first.

        A verdict's time is its run's start. There are at most ``nights`` each; of what is in trouble
        there are all since it was last well, so that it can be told since when.
        """

    def previous(self, run: Run, scope: str) -> Run | None:
        """Give the last complete run of this scope before ``run``."""

    def findings_of(self, run_id: str) -> tuple[tuple[Finding, dt.datetime], ...]:
        """Give a run's findings, each with the time it was first seen."""

    def trend(
        self, scope: str, nights: int = 90, before: dt.datetime | None = None
    ) -> tuple[tuple[dt.datetime, Mapping[State, int]], ...]:
        """Give the counts by state of the last complete runs of this scope (begun before a time), oldest first."""

    def ignored(self, marks: Iterable[str]) -> dict[tuple[str, str], Standing]:
        """Give what targets were when these ignores first applied to them, by mark and target key."""

    def keep_copy(self, key: str, asked_at: dt.datetime, copy: ArchivedCopy | None) -> None:
        """Keep what the archive said of a target, instead of what it said before."""

    def copies(self, keys: Iterable[str]) -> dict[str, AskedCopy]:
        """Give what the archive has said of these targets, by key."""

    def keep_record(self, key: str, answer: RecordAnswer) -> None:
        """Keep what a registry said of a DOI, instead of what it said before."""

    def records(self, keys: Iterable[str]) -> dict[str, RecordAnswer]:
        """Give what the registries have said of these DOIs, by `doi_key`."""

    def keep_search(self, fingerprint: str, asked_at: dt.datetime, works: tuple[Work, ...]) -> None:
        """Keep what a search for a source found, instead of what it found before."""

    def searches(self, fingerprints: Iterable[str]) -> dict[str, AskedSearch]:
        """Give what searches for these sources found, and when, by the source's fingerprint."""

    def keep_told(self, channel: str, recipient: str, told_at: dt.datetime, body: str) -> None:
        """Keep what somebody was told over a channel such as ``mail``, instead of what was kept before."""

    def told(self, channel: str, recipient: str) -> str | None:
        """Give what somebody was told last, None when that was nothing."""

    def hurry(self) -> None:
        """Wait for a database no longer: what fails is told at once. It may be called while another thread waits."""

    def prune(self, now: dt.datetime, retention: Retention) -> Pruned:
        """Take out what the settings do not want to be kept any longer, some nights' worth of it at a time."""


class Archive(Store, Protocol):
    """A store that keeps, and can be asked about what it keeps."""

    def life(self, key: str) -> tuple[Life, ...]:
        """Give a target's life, scope by scope; nothing for a key that no run knows."""

    def keys(self) -> tuple[str, ...]:
        """Give the keys of all targets that have a life."""

    def runs(self, scope: str | None = None, limit: int = 400) -> tuple[tuple[str, Run], ...]:
        """Give scope and run of the newest runs, of one scope or of all, newest first."""

    def check(self) -> tuple[str, ...]:
        """Look the store through; give what is wrong with it, one line each."""

    def dump(self, write: Callable[[str], object]) -> None:
        """Write all that is kept as lines of JSON, the first of which tells the format."""

    def load(self, lines: Iterable[str]) -> Merged:
        """Take in lines that `dump` gave, leaving what is there as it is. Raises `InputError` for other lines."""


class SlotState(StrEnum):
    """What became of a slot: held by somebody, given back, or closed for good."""

    HELD = "held"
    FREE = "free"
    DONE = "done"
    FAILED = "failed"


class Claim(NamedTuple):
    """The right to run what was due at ``slot`` (UTC); ``attempt`` counts those who have had it, this one included."""

    job: str
    slot: dt.datetime
    holder: str
    attempt: int

    @property
    def resumed(self) -> bool:
        """Whether somebody began before: their lease ran out, or they gave the slot back."""
        return self.attempt > 1


class Slot(NamedTuple):
    """What is known of a slot. Times are UTC; ``note`` is what its holder said at the end."""

    job: str
    slot: dt.datetime
    holder: str
    state: SlotState
    attempt: int
    claimed_at: dt.datetime
    lease_until: dt.datetime
    finished_at: dt.datetime | None
    note: str


class Slots(Protocol):
    """Who runs what was due when. A holder's name is its own: two processes never share one.

    Every method raises `StoreError` when the store fails; each may be called from any thread.
    """

    def claim(
        self, job: str, slot: dt.datetime, holder: str, now: dt.datetime, lease: dt.timedelta
    ) -> Claim | None:
        """Take a slot that is new, was given back, or whose lease has run out; None when it is not to be had."""

    def heartbeat(self, claim: Claim, now: dt.datetime, lease: dt.timedelta) -> bool:
        """Hold a slot for longer; False when it is no longer this claim's, which must then stop its work."""

    def finish(self, claim: Claim, now: dt.datetime, state: SlotState, note: str = "") -> bool:
        """Close a slot for good, done or failed; False when it is no longer this claim's."""

    def release(self, claim: Claim, now: dt.datetime, note: str = "") -> bool:
        """Give a slot back unfinished, for anybody to take at once; False when it is no longer this claim's."""

    def give_up(self, job: str, before: dt.datetime, now: dt.datetime) -> tuple[dt.datetime, ...]:
        """Close as failed what was due before that and that nobody holds; tell which slots, oldest first."""

    def last(self, job: str) -> Slot | None:
        """Give a job's newest slot, whatever became of it."""

    def recent(self, job: str, limit: int = 30) -> tuple[Slot, ...]:
        """Give a job's slots, newest first."""
