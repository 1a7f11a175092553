"""The store: evidence as it comes, verdicts and findings of finished runs, and questions about the past."""

import datetime as dt
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from guidewarden.model import (
    Evidence,
    Finding,
    InputError,
    PastVerdict,
    Problem,
    Retention,
    Run,
    RunState,
    Standing,
    State,
)
from guidewarden.store.bodies import FRESH, body_of, finding_in, put_together, take_apart
from guidewarden.store.checking import faults
from guidewarden.store.database import PATIENCE, Database, database
from guidewarden.store.interface import Judged, Life, Merged, Pruned, StoreError
from guidewarden.store.memory import Memory, keep_ignored
from guidewarden.store.nights import keep_verdicts, latest_night, lives_of, past_verdicts, trend_of
from guidewarden.store.place import place_of
from guidewarden.store.retention import prune
from guidewarden.store.tables import bodies, evidence, findings, runs, stretches
from guidewarden.store.transfer import dump, load
from guidewarden.store.values import aware, findable, naive

RESUMABLE_FOR = dt.timedelta(hours=12)
"""How old an unfinished run may be and still be taken up again; evidence older than that is stale."""

_BELIEVED_FOR = dt.timedelta(days=2)
"""How long after the run before it a run's clock is believed when what is old is taken out: a clock that has jumped by a
year must not cost a year's history, and the next night makes up for a service that did stand still."""

_UNFINISHED = (RunState.RUNNING.value, RunState.INTERRUPTED.value)


def _keep_body(dialect: Any) -> Any:
    """Keep a body that is not there, and note of one that is that it is still used."""
    row = dialect.insert(bodies).values(
        digest=bindparam("digest"), used=bindparam("used"), body=bindparam("body")
    )
    return row.on_conflict_do_update(
        index_elements=["digest"], set_={"used": row.excluded.used}, where=bodies.c.used < bindparam("stale")
    )


_KEEP_EVIDENCE = {
    name: dialect.insert(evidence).on_conflict_do_nothing()
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}
_KEEP_BODY = {name: _keep_body(dialect) for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))}

_BODY_SQL = (
    "INSERT INTO bodies (digest, used, body) VALUES (?, ?, ?) "
    "ON CONFLICT (digest) DO UPDATE SET used = excluded.used WHERE bodies.used < ?"
)
_EVIDENCE_SQL = (
    "INSERT INTO evidence (run_id, target_key, checked_at, digest, moment) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT DO NOTHING"
)


class SqlStore(Memory):
    """A database of runs; see `guidewarden.store.interface.Archive` for what each method gives and raises."""

    def __init__(self, opened: Database) -> None:
        self._database = opened
        self._dialect = "postgresql" if opened.place.is_server else "sqlite"
        self._started: dict[str, dt.datetime] = {}
        self._before: dt.datetime | None = None

    def begin(self, scope: str, now: dt.datetime) -> tuple[Run, bool]:
        """Start a run, or take up the last one of this scope when it was cut short within `RESUMABLE_FOR`.

        Returns the run and whether it is an earlier one resumed.
        """
        scope = findable(scope)
        new = Run(secrets.token_hex(8), now)

        def work(connection: Connection) -> tuple[Run, bool]:
            # What a clock that was wrong has dated far ahead would hide all runs until then.
            near = (runs.c.scope == scope) & (runs.c.started <= naive(now + RESUMABLE_FOR))
            row = connection.execute(
                select(runs).where(near).order_by(runs.c.started.desc()).limit(1)
            ).first()
            self._before = None if row is None else aware(row.started)
            if row is not None and row.state in _UNFINISHED and aware(row.started) > now - RESUMABLE_FOR:
                connection.execute(
                    update(runs)
                    .where(runs.c.id == row.id)
                    .values(state=RunState.RUNNING.value, finished=None)
                )
                # Its own row is there when the server went away before it could say that it was kept.
                return Run(row.id, aware(row.started)), row.id != new.id
            connection.execute(
                update(runs)
                .where(runs.c.scope == scope, runs.c.state == RunState.RUNNING.value)
                .values(state=RunState.INTERRUPTED.value)
            )
            connection.execute(
                insert(runs).values(id=new.id, scope=scope, started=naive(now), state=new.state.value)
            )
            return new, False

        run, resumed = self._database.run(work)
        self._started[run.id] = naive(run.started)
        return run, resumed

    def add_evidence(self, run_id: str, *seen: Evidence) -> None:
        """Keep what was seen of targets, in one transaction. A second row for a run and a target is left out."""
        if not seen:
            return
        used = self._begun(run_id)
        stale = used - FRESH
        apart = [(one, *take_apart(one)) for one in seen]
        if self._dialect == "sqlite":
            # By the driver itself: SQLAlchemy's way takes three times as long, and this runs for every link.
            texts = [(facts.digest, _text(used), facts.body, _text(stale)) for _, facts, _ in apart]
            rows = [
                (run_id, findable(one.target_key), _text(naive(one.started)), facts.digest, moment)
                for one, facts, moment in apart
            ]

            def quick(driver: sqlite3.Connection) -> None:
                driver.executemany(_BODY_SQL, texts)
                driver.executemany(_EVIDENCE_SQL, rows)

            self._database.run_quickly(quick)
            return
        # In the order of their names, so that nobody waits for rows in a circle.
        kept = [
            {**facts._asdict(), "used": used, "stale": stale}
            for _, facts, _ in sorted(apart, key=lambda one: one[1].digest)
        ]
        added = [
            {
                "run_id": run_id,
                "target_key": findable(one.target_key),
                "checked_at": naive(one.started),
                "digest": facts.digest,
                "moment": moment,
            }
            for one, facts, moment in apart
        ]

        def work(connection: Connection) -> None:
            connection.execute(_KEEP_BODY[self._dialect], kept)
            connection.execute(_KEEP_EVIDENCE[self._dialect], added)

        self._database.run(work)

    def evidence_of(self, run_id: str) -> dict[str, Evidence]:
        """Give all evidence of a run by target key."""
        query = (
            select(evidence.c.target_key, evidence.c.checked_at, evidence.c.moment, bodies.c.body)
            .join(bodies, bodies.c.digest == evidence.c.digest)
            .where(evidence.c.run_id == run_id)
        )
        rows = self._database.run(lambda connection: connection.execute(query).all())
        found = (put_together(row.body, row.moment, aware(row.checked_at)) for row in rows)
        return {one.target_key: one for one in found}

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
        Everything is written in one transaction; a run finished twice (resumed) replaces its verdicts.
        """
        judged = tuple(judged)
        used = naive(run.started)
        unique = {finding.fingerprint: body_of(finding) for finding in found}
        kept = [{**body._asdict(), "used": used, "stale": used - FRESH} for body in unique.values()]
        rows = [
            {
                "run_id": run.id,
                "fingerprint": key,
                "first_seen": naive(first_seen.get(key, run.started)),
                "digest": body.digest,
            }
            for key, body in unique.items()
        ]

        def work(connection: Connection) -> None:
            scope, night = connection.execute(
                select(runs.c.scope, runs.c.night).where(runs.c.id == run.id)
            ).one()
            latest = latest_night(connection, scope)
            if night is not None and night != latest:
                raise StoreError(f"run {run.id} cannot be closed again: a later one was closed meanwhile")
            night = night or latest + 1
            counts = keep_verdicts(connection, scope, night, run.started, judged)
            connection.execute(findings.delete().where(findings.c.run_id == run.id))
            if rows:
                connection.execute(_KEEP_BODY[self._dialect], kept)
                connection.execute(insert(findings), rows)
            keep_ignored(connection, run.started, ignored or {})
            connection.execute(
                update(runs)
                .where(runs.c.id == run.id)
                .values(
                    state=run.state.value,
                    finished=naive(run.finished) if run.finished else None,
                    night=night,
                    counts=counts,
                )
            )

        self._database.run(work)

    def past(self, run: Run, keys: Iterable[str], nights: int = 14) -> dict[str, tuple[PastVerdict, ...]]:
        """Give the verdicts of the earlier runs of this run's scope by target, newest first; see `Store.past`."""
        wanted = tuple(keys)

        def work(connection: Connection) -> dict[str, tuple[PastVerdict, ...]]:
            row = connection.execute(select(runs.c.scope, runs.c.night).where(runs.c.id == run.id)).one()
            before = row.night or latest_night(connection, row.scope) + 1
            return past_verdicts(connection, row.scope, before, wanted, nights)

        return self._database.run(work)

    def previous(self, run: Run, scope: str) -> Run | None:
        """Give the last complete run of this scope before ``run``."""
        query = (
            select(runs)
            .where(
                runs.c.scope == findable(scope),
                runs.c.state == RunState.COMPLETE.value,
                runs.c.started < naive(run.started),
            )
            .order_by(runs.c.started.desc())
            .limit(1)
        )
        row = self._database.run(lambda connection: connection.execute(query).first())
        return None if row is None else _run(row)

    def findings_of(self, run_id: str) -> tuple[tuple[Finding, dt.datetime], ...]:
        """Give a run's findings, each with the time it was first seen."""
        query = (
            select(bodies.c.body, findings.c.first_seen)
            .join(bodies, bodies.c.digest == findings.c.digest)
            .where(findings.c.run_id == run_id)
            .order_by(findings.c.fingerprint)
        )
        rows = self._database.run(lambda connection: connection.execute(query).all())
        return tuple((finding_in(body), aware(first)) for body, first in rows)

    def trend(
        self, scope: str, nights: int = 90, before: dt.datetime | None = None
    ) -> tuple[tuple[dt.datetime, Mapping[State, int]], ...]:
        """Give the counts by state of the last complete runs of this scope (begun before a time), oldest first."""
        complete = RunState.COMPLETE.value
        return self._database.run(
            lambda connection: trend_of(connection, findable(scope), nights, before, complete)
        )

    def hurry(self) -> None:
        """Wait for nothing any longer: what fails is told at once. It may be called while another thread waits."""
        self._database.hurry()

    def prune(self, now: dt.datetime, retention: Retention) -> Pruned:
        """Take out what the settings do not want to be kept any longer, some nights' worth of it at a time."""
        if self._before is not None:
            now = min(now, self._before + _BELIEVED_FOR)
        return prune(self._database, now, retention)

    def life(self, key: str) -> tuple[Life, ...]:
        """Give a target's life, scope by scope; nothing for a key that no run knows."""
        return self._database.run(lambda connection: tuple(lives_of(connection, key)))

    def keys(self) -> tuple[str, ...]:
        """Give the keys of all targets that have a life."""
        query = select(stretches.c.target_key).distinct().order_by(stretches.c.target_key)
        return tuple(self._database.run(lambda connection: connection.execute(query).scalars().all()))

    def runs(self, scope: str | None = None, limit: int = 400) -> tuple[tuple[str, Run], ...]:
        """Give scope and run of the newest runs, of one scope or of all, newest first."""
        query = select(runs).order_by(runs.c.started.desc()).limit(limit)
        if scope is not None:
            query = query.where(runs.c.scope == findable(scope))
        rows = self._database.run(lambda connection: connection.execute(query).all())
        return tuple((row.scope, _run(row)) for row in rows)

    def check(self) -> tuple[str, ...]:
        """Look the store through; give what is wrong with it, one line each."""
        return self._database.run(lambda connection: tuple(faults(connection)), long=True)

    def dump(self, write: Callable[[str], object]) -> None:
        """Write all that is kept as lines of JSON, the first of which tells the format."""
        self._database.run(lambda connection: dump(connection, write), again=False, long=True)

    def load(self, lines: Iterable[str]) -> Merged:
        """Take in lines that `dump` gave, leaving what is there as it is. Raises `InputError` for other lines."""
        return self._database.run(lambda connection: load(connection, lines), again=False, long=True)

    def _begun(self, run_id: str) -> dt.datetime:
        """Give when a run began: what bodies are kept by, so that a clock that jumps cannot part them from evidence."""
        if run_id not in self._started:
            query = select(runs.c.started).where(runs.c.id == run_id)
            self._started[run_id] = self._database.run(
                lambda connection: connection.execute(query).scalar_one()
            )
        return self._started[run_id]


@contextmanager
def opened(url: str, base: Path, *, alone: bool = True) -> Iterator[SqlStore]:
    """Do what `guidewarden.store.open_store` says."""
    place = place_of(url, base)
    if not alone and place.path is not None and not place.path.exists():
        raise InputError([Problem(place.name, 0, 0, "there is no store here; `guidewarden run` makes one")])
    with database(place, alone=alone, patience=PATIENCE if alone else 0) as one:
        yield SqlStore(one)


def _run(row: Any) -> Run:
    finished = None if row.finished is None else aware(row.finished)
    return Run(row.id, aware(row.started), finished, RunState(row.state))


def _text(moment: dt.datetime) -> str:
    return moment.isoformat(" ", "microseconds")  # as SQLAlchemy writes times for SQLite
