"""The store: evidence as it comes, verdicts and findings of finished runs, and questions about the past."""

import datetime as dt
import secrets
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from filelock import FileLock, Timeout
from pydantic import TypeAdapter
from sqlalchemy import Connection, create_engine, event, func, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from guidewarden.model import (
    ArchivedCopy,
    Evidence,
    Finding,
    InputError,
    PastVerdict,
    Problem,
    Run,
    RunState,
    Standing,
    State,
    Verdict,
)
from guidewarden.store.interface import MEMORY, AskedCopy, StoreBusyError, StoreError
from guidewarden.store.memory import RegistryMemory
from guidewarden.store.tables import copies, evidence, findings, ignored, metadata, runs, verdicts

RESUMABLE_FOR = dt.timedelta(hours=12)
"""How old an unfinished run may be and still be taken up again; evidence older than that is stale."""

_RUNS_LOOKED_AT = 60
"""How many runs back the past is read, so that a run's start does not slow as history grows."""

_KEEP_EVIDENCE = str(insert(evidence).prefix_with("OR IGNORE").compile(dialect=sqlite.dialect()))
"""Written out once, since this runs for every link. The values go in by place, as the columns stand."""

_evidence = TypeAdapter(Evidence)
_finding = TypeAdapter(Finding)


class SqlStore(RegistryMemory):
    """A database of runs; see `guidewarden.store.interface.Store` for what each method gives and raises."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._driver = cast("sqlite3.Connection", connection.connection.driver_connection)

    def begin(self, scope: str, now: dt.datetime) -> tuple[Run, bool]:
        """Start a run, or take up the last one of this scope when it was cut short within `RESUMABLE_FOR`.

        Returns the run and whether it is an earlier one resumed.
        """
        unfinished = (RunState.RUNNING.value, RunState.INTERRUPTED.value)
        with self._transaction() as connection:
            row = connection.execute(
                select(runs).where(runs.c.scope == scope).order_by(runs.c.started.desc()).limit(1)
            ).first()
            if row is not None and row.state in unfinished and _aware(row.started) > now - RESUMABLE_FOR:
                connection.execute(
                    update(runs)
                    .where(runs.c.id == row.id)
                    .values(state=RunState.RUNNING.value, finished=None)
                )
                return Run(row.id, _aware(row.started)), True
            connection.execute(
                update(runs)
                .where(runs.c.scope == scope, runs.c.state == RunState.RUNNING.value)
                .values(state=RunState.INTERRUPTED.value)
            )
            run = Run(secrets.token_hex(8), now)
            connection.execute(
                insert(runs).values(id=run.id, scope=scope, started=_naive(now), state=run.state.value)
            )
            return run, False

    def add_evidence(self, run_id: str, seen: Evidence) -> None:
        """Keep what was seen of a target. A second row for the same run and target is left out."""
        checked_at = _naive(seen.started).isoformat(
            " ", "microseconds"
        )  # as SQLAlchemy writes times for SQLite
        body = zlib.compress(_evidence.dump_json(seen, exclude_defaults=True), 6)
        # By the driver itself: SQLAlchemy's way takes three times as long, and this runs for every link.
        try:
            with self._driver:
                self._driver.execute(_KEEP_EVIDENCE, (run_id, seen.target_key, checked_at, body))
        except sqlite3.Error as error:
            raise StoreError(f"the store failed: {error}") from error

    def evidence_of(self, run_id: str) -> dict[str, Evidence]:
        """Give all evidence of a run by target key."""
        with self._transaction() as connection:
            rows = connection.execute(
                select(evidence.c.target_key, evidence.c.body).where(evidence.c.run_id == run_id)
            ).all()
        return {key: _evidence.validate_json(zlib.decompress(body)) for key, body in rows}

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
        Everything is written in one transaction; a run finished twice (resumed) replaces its verdicts.
        """
        with self._transaction() as connection:
            connection.execute(verdicts.delete().where(verdicts.c.run_id == run.id))
            connection.execute(findings.delete().where(findings.c.run_id == run.id))
            rows = [_verdict_row(run.id, *item) for item in judged]
            if rows:
                connection.execute(insert(verdicts), rows)
            unique = {finding.fingerprint: finding for finding in found}
            if unique:
                connection.execute(
                    insert(findings),
                    [
                        {
                            "run_id": run.id,
                            "fingerprint": key,
                            "first_seen": _naive(first_seen.get(key, run.started)),
                            "body": zlib.compress(_finding.dump_json(finding)),
                        }
                        for key, finding in unique.items()
                    ],
                )
            _keep_ignored(connection, run.started, ignored or {})
            connection.execute(
                update(runs)
                .where(runs.c.id == run.id)
                .values(state=run.state.value, finished=_naive(run.finished) if run.finished else None)
            )

    def past(self, run: Run, keys: Iterable[str], nights: int = 14) -> dict[str, tuple[PastVerdict, ...]]:
        """Give the verdicts of earlier runs by target, newest first, at most ``nights`` each."""
        wanted, answer = set(keys), dict[str, list[PastVerdict]]()
        recent = (
            select(runs.c.id)
            .where(runs.c.started < _naive(run.started))
            .order_by(runs.c.started.desc())
            .limit(_RUNS_LOOKED_AT)
        )
        with self._transaction() as connection:
            rows = connection.execute(
                select(verdicts.c.target_key, verdicts.c.checked_at, verdicts.c.state, verdicts.c.reason)
                .join(runs, runs.c.id == verdicts.c.run_id)
                .where(runs.c.id.in_(recent))
                .order_by(runs.c.started.desc())
            )
            for key, checked_at, state, reason in rows:
                if key in wanted and len(known := answer.setdefault(key, [])) < nights:
                    known.append(PastVerdict(_aware(checked_at), State(state), reason))
        return {key: tuple(known) for key, known in answer.items()}

    def previous(self, run: Run, scope: str) -> Run | None:
        """Give the last complete run of this scope before ``run``."""
        with self._transaction() as connection:
            row = connection.execute(
                select(runs)
                .where(
                    runs.c.scope == scope,
                    runs.c.state == RunState.COMPLETE.value,
                    runs.c.started < _naive(run.started),
                )
                .order_by(runs.c.started.desc())
                .limit(1)
            ).first()
        return None if row is None else _run(row)

    def findings_of(self, run_id: str) -> tuple[tuple[Finding, dt.datetime], ...]:
        """Give a run's findings, each with the time it was first seen."""
        with self._transaction() as connection:
            rows = connection.execute(
                select(findings.c.body, findings.c.first_seen)
                .where(findings.c.run_id == run_id)
                .order_by(findings.c.fingerprint)
            ).all()
        return tuple((_finding.validate_json(zlib.decompress(body)), _aware(first)) for body, first in rows)

    def trend(self, scope: str, nights: int = 90) -> tuple[tuple[dt.datetime, Mapping[State, int]], ...]:
        """Give the counts by state of the last complete runs of this scope, oldest first."""
        with self._transaction() as connection:
            recent = connection.execute(
                select(runs.c.id, runs.c.started)
                .where(runs.c.scope == scope, runs.c.state == RunState.COMPLETE.value)
                .order_by(runs.c.started.desc())
                .limit(nights)
            ).all()
            rows = connection.execute(
                select(verdicts.c.run_id, verdicts.c.state, func.count())
                .where(verdicts.c.run_id.in_([row.id for row in recent]))
                .group_by(verdicts.c.run_id, verdicts.c.state)
            ).all()
        counts: dict[str, Counter[State]] = {row.id: Counter() for row in recent}
        for run_id, state, count in rows:
            counts[run_id][State(state)] = count
        return tuple((_aware(row.started), counts[row.id]) for row in reversed(recent))

    def ignored(self, marks: Iterable[str]) -> dict[tuple[str, str], Standing]:
        """Give what targets were when these ignores first applied to them, by mark and target key."""
        with self._transaction() as connection:
            return _ignored(connection, set(marks))

    def keep_copy(self, key: str, asked_at: dt.datetime, copy: ArchivedCopy | None) -> None:
        """Keep what the archive said of a target, instead of what it said before."""
        row = {
            "target_key": key,
            "asked_at": _naive(asked_at),
            "url": copy.url if copy else None,
            "taken": _naive(copy.taken) if copy else None,
        }
        with self._transaction() as connection:
            connection.execute(copies.delete().where(copies.c.target_key == key))
            connection.execute(insert(copies), row)

    def copies(self, keys: Iterable[str]) -> dict[str, AskedCopy]:
        """Give what the archive has said of these targets, by key."""
        wanted = set(keys)
        with self._transaction() as connection:
            rows = connection.execute(select(copies)).all() if wanted else []
        return {
            row.target_key: AskedCopy(
                _aware(row.asked_at), ArchivedCopy(row.url, _aware(row.taken)) if row.url else None
            )
            for row in rows
            if row.target_key in wanted
        }

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._connection.begin():
                yield self._connection
        except DBAPIError as error:
            raise StoreError(f"the store failed: {error.orig}") from error


@contextmanager
def opened(url: str, base: Path) -> Iterator[SqlStore]:
    """Do what `guidewarden.store.open_store` says."""
    database = _database(url)
    path = None if database is None else base / database
    if path is None:
        yield from _opened(MEMORY, "the store in memory")
        return
    lock = _lock(path)
    try:
        yield from _opened(f"sqlite:///{path}", str(path))
    finally:
        lock.release()


def _database(url: str) -> str | None:
    """Give the SQLite file a store's URL names, or None for `MEMORY`. Raises `InputError`."""
    if url == MEMORY:
        return None
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise _unusable(f"“{url}” is no store; write sqlite:///folder/file.db") from None
    if parsed.get_backend_name() != "sqlite":
        raise _unusable(
            f"stores of kind “{parsed.get_backend_name()}” are not supported yet; use sqlite:///…"
        )
    if parsed.host or not parsed.database or parsed.database == ":memory:" or "\0" in parsed.database:
        raise _unusable(f"“{url}” names no file; write sqlite:///folder/file.db, with three slashes")
    return parsed.database


def _unusable(message: str) -> InputError:
    return InputError([Problem("store", 0, 0, message)])


def _lock(path: Path) -> FileLock:
    """Take the store for this process alone. The system frees it when the process ends, however it ends."""
    lock = FileLock(path.with_name(path.name + ".lock"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        if not Path(lock.lock_file).exists():
            raise StoreError(f"cannot use {path} as a store: nothing can be written beside it") from None
        raise StoreBusyError(
            f"another run is using {path}; wait until it has finished, or give this one another store"
        ) from None
    except FileExistsError:
        raise StoreError(f"cannot use {path} as a store: {path.parent} is not a folder") from None
    except OSError as error:
        raise StoreError(f"cannot use {path} as a store: {error.strerror or error}") from error
    return lock


def _opened(url: str, name: str) -> Iterator[SqlStore]:
    engine = create_engine(url, poolclass=NullPool)
    event.listen(engine, "connect", _prepare)
    try:
        try:
            connection = engine.connect()
            with connection.begin():
                metadata.create_all(connection)
        except DBAPIError as error:
            raise StoreError(f"cannot use {name} as a store: {error.orig}") from error
        with connection:
            yield SqlStore(connection)
    finally:
        engine.dispose()


def _prepare(connection: Any, _record: Any) -> None:
    """Set SQLite up: a write-ahead log survives a kill at any moment, and foreign keys are held."""
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")


def _ignored(connection: Connection, marks: set[str]) -> dict[tuple[str, str], Standing]:
    rows = connection.execute(select(ignored).where(ignored.c.mark.in_(sorted(marks)))) if marks else ()
    return {(row.mark, row.target_key): Standing(State(row.state), row.reason) for row in rows}


def _keep_ignored(
    connection: Connection, since: dt.datetime, standings: Mapping[tuple[str, str], Standing]
) -> None:
    known = _ignored(connection, {mark for mark, _ in standings})
    rows = [
        {
            "mark": mark,
            "target_key": key,
            "since": _naive(since),
            "state": standing.state.value,
            "reason": standing.reason,
        }
        for (mark, key), standing in standings.items()
        if (mark, key) not in known
    ]
    if rows:
        connection.execute(insert(ignored), rows)


def _verdict_row(run_id: str, key: str, checked_at: dt.datetime, verdict: Verdict) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "target_key": key,
        "checked_at": _naive(checked_at),
        "state": verdict.state.value,
        "reason": verdict.reason,
        "since": _naive(verdict.since),
        "streak": verdict.streak,
        "replacement": verdict.replacement,
    }


def _run(row: Any) -> Run:
    finished = None if row.finished is None else _aware(row.finished)
    return Run(row.id, _aware(row.started), finished, RunState(row.state))


def _naive(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def _aware(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=dt.UTC)
