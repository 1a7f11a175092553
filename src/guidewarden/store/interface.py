"""What a store does, for those who use one. SQL is spoken in `guidewarden.store.store` alone."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from guidewarden.model import (
    ArchivedCopy,
    Evidence,
    Finding,
    PastVerdict,
    RecordAnswer,
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


class Store(Protocol):
    """Keeps runs. Times go in and come out in UTC. Every method raises `StoreError` when the store fails."""

    def begin(self, scope: str, now: dt.datetime) -> tuple[Run, bool]:
        """Start a run, or take up the last one of this scope when it was cut short not long ago.

        Returns the run and whether it is an earlier one resumed.
        """

    def add_evidence(self, run_id: str, seen: Evidence) -> None:
        """Keep what was seen of a target. A second row for the same run and target is left out."""

    def evidence_of(self, run_id: str) -> dict[str, Evidence]:
        """Give all evidence of a run by target key."""

    def finish(
        self,
        run: Run,
        judged: Iterable[tuple[str, dt.datetime, Verdict]],
        found: Sequence[Finding],
        first_seen: Mapping[str, dt.datetime],
        ignored: Mapping[tuple[str, str], Standing] | None = None,
    ) -> None:
        """Close a run: its verdicts (key, time of check, verdict), its findings, its state and end.

        ``first_seen`` tells since when findings are known, by fingerprint; others are new in this run.
        ``ignored`` tells what targets are that ignores apply to, by mark and key; only the first time is kept.
        Everything is written or nothing; a run finished twice (resumed) replaces its verdicts.
        """

    def past(self, run: Run, keys: Iterable[str], nights: int = 14) -> dict[str, tuple[PastVerdict, ...]]:
        """Give the verdicts of earlier runs by target, newest first, at most ``nights`` each."""

    def previous(self, run: Run, scope: str) -> Run | None:
        """Give the last complete run of this scope before ``run``."""

    def findings_of(self, run_id: str) -> tuple[tuple[Finding, dt.datetime], ...]:
        """Give a run's findings, each with the time it was first seen."""

    def trend(self, scope: str, nights: int = 90) -> tuple[tuple[dt.datetime, Mapping[State, int]], ...]:
        """Give the counts by state of the last complete runs of this scope, oldest first."""

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
