"""The store that keeps nothing: for commands without history, which need not wait for a database to start."""

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping, Sequence

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
    Work,
)
from guidewarden.store.interface import AskedCopy, AskedSearch, Judged, Pruned


class Forgetful:
    """A `guidewarden.store.Store` to which every run is the first."""

    def begin(self, scope: str, now: dt.datetime) -> tuple[Run, bool]:  # noqa: ARG002 - the protocol's signature
        """Start a run."""
        return Run(secrets.token_hex(8), now), False

    def hurry(self) -> None:
        """Nothing is ever waited for."""

    def add_evidence(self, run_id: str, *seen: Evidence) -> None:
        """Keep nothing."""

    def evidence_of(self, run_id: str) -> dict[str, Evidence]:  # noqa: ARG002
        """Give nothing: no run is ever taken up."""
        return {}

    def finish(
        self,
        run: Run,
        judged: Iterable[Judged],
        found: Sequence[Finding],
        first_seen: Mapping[str, dt.datetime],
        ignored: Mapping[tuple[str, str], Standing] | None = None,
    ) -> None:
        """Keep nothing."""

    def past(self, run: Run, keys: Iterable[str], nights: int = 14) -> dict[str, tuple[PastVerdict, ...]]:  # noqa: ARG002
        """Give nothing."""
        return {}

    def previous(self, run: Run, scope: str) -> Run | None:  # noqa: ARG002
        """Give None."""
        return None

    def findings_of(self, run_id: str) -> tuple[tuple[Finding, dt.datetime], ...]:  # noqa: ARG002
        """Give nothing."""
        return ()

    def trend(
        self,
        scope: str,  # noqa: ARG002
        nights: int = 90,  # noqa: ARG002
        before: dt.datetime | None = None,  # noqa: ARG002
    ) -> tuple[tuple[dt.datetime, Mapping[State, int]], ...]:
        """Give nothing."""
        return ()

    def ignored(self, marks: Iterable[str]) -> dict[tuple[str, str], Standing]:  # noqa: ARG002
        """Give nothing."""
        return {}

    def keep_copy(self, key: str, asked_at: dt.datetime, copy: ArchivedCopy | None) -> None:
        """Keep nothing."""

    def copies(self, keys: Iterable[str]) -> dict[str, AskedCopy]:  # noqa: ARG002
        """Give nothing."""
        return {}

    def keep_record(self, key: str, answer: RecordAnswer) -> None:
        """Keep nothing."""

    def records(self, keys: Iterable[str]) -> dict[str, RecordAnswer]:  # noqa: ARG002
        """Give nothing."""
        return {}

    def keep_search(self, fingerprint: str, asked_at: dt.datetime, works: tuple[Work, ...]) -> None:
        """Keep nothing."""

    def searches(self, fingerprints: Iterable[str]) -> dict[str, AskedSearch]:  # noqa: ARG002
        """Give nothing."""
        return {}

    def keep_told(self, channel: str, recipient: str, told_at: dt.datetime, body: str) -> None:
        """Keep nothing."""

    def told(self, channel: str, recipient: str) -> str | None:  # noqa: ARG002
        """Give None."""
        return None

    def prune(self, now: dt.datetime, retention: Retention) -> Pruned:  # noqa: ARG002
        """Take out nothing: nothing is kept."""
        return Pruned()
