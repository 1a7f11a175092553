"""Taking out what is older than the settings want, a bounded piece at a time, after a run."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, delete, exists, func, or_, select, update

from guidewarden.model import Retention, RunState
from guidewarden.store.bodies import FRESH
from guidewarden.store.database import Database
from guidewarden.store.interface import Pruned
from guidewarden.store.nights import mark_of
from guidewarden.store.tables import (
    bodies,
    copies,
    evidence,
    findings,
    records,
    runs,
    searches,
    slots,
    stretches,
    told,
)
from guidewarden.store.values import naive

_RUNS_AT_A_TIME = 5
"""Old runs that one pass takes the evidence of: a nightly run catches up with five years in one."""

_PAGES_AT_A_TIME = 4_000
"""Pages of 4 KB that SQLite gives back to the disk in one pass."""

_EVER = naive(dt.datetime(1970, 1, 1, tzinfo=dt.UTC))

_HAS_EVIDENCE = exists().where(evidence.c.run_id == runs.c.id)
_HAS_FINDINGS = exists().where(findings.c.run_id == runs.c.id)


def prune(opened: Database, now: dt.datetime, retention: Retention) -> Pruned:
    """Take out what is too old. The last complete run of a scope keeps its findings, which the next is compared with."""
    old = naive(now - dt.timedelta(days=retention.evidence_days))
    ancient = naive(now - dt.timedelta(days=max(retention.verdict_days, retention.evidence_days)))
    seen = opened.run(lambda connection: _evidence(connection, old), long=True)
    found = opened.run(lambda connection: _findings(connection, old, ancient), long=True)
    left = opened.run(lambda connection: _bodies(connection, old), long=True)
    told, begun = opened.run(lambda connection: _verdicts(connection, ancient), long=True)
    opened.run(lambda connection: _answers(connection, ancient), long=True)
    if opened.place.path is not None:
        opened.outside(f"PRAGMA incremental_vacuum({_PAGES_AT_A_TIME})")
    return Pruned(seen, found, told, begun, left)


def _evidence(connection: Connection, old: dt.datetime) -> int:
    due = select(runs.c.id).where(runs.c.started < old, _HAS_EVIDENCE)
    ids = connection.execute(due.order_by(runs.c.started).limit(_RUNS_AT_A_TIME)).scalars().all()
    return sum(
        connection.execute(evidence.delete().where(evidence.c.run_id == run_id)).rowcount for run_id in ids
    )


def _findings(connection: Connection, old: dt.datetime, ancient: dt.datetime) -> int:
    kept = _last_complete(ancient)
    due = select(runs.c.id).where(runs.c.started < old, _HAS_FINDINGS, runs.c.id.not_in(kept))
    ids = connection.execute(due.order_by(runs.c.started).limit(_RUNS_AT_A_TIME)).scalars().all()
    # What an old run keeps is used, though nobody writes it any more.
    connection.execute(
        update(bodies)
        .where(
            bodies.c.used < old - FRESH,
            bodies.c.digest.in_(
                select(findings.c.digest).join(runs).where(runs.c.started < old, runs.c.id.in_(kept))
            ),
        )
        .values(used=old)
    )
    return sum(
        connection.execute(findings.delete().where(findings.c.run_id == run_id)).rowcount for run_id in ids
    )


def _last_complete(ancient: dt.datetime) -> Any:
    complete = select(runs.c.scope, func.max(runs.c.night).label("night")).where(
        runs.c.state == RunState.COMPLETE.value, runs.c.started >= ancient
    )
    last = complete.group_by(runs.c.scope).subquery()
    return select(runs.c.id).join(last, (last.c.scope == runs.c.scope) & (last.c.night == runs.c.night))


def _bodies(connection: Connection, old: dt.datetime) -> int:
    """Take out what nothing uses: what was last used before anything that still stands began."""
    kept = select(func.min(runs.c.started)).where(_HAS_EVIDENCE)
    oldest: dt.datetime | None = connection.execute(kept).scalar()
    unpruned = select(func.min(runs.c.started)).where(
        runs.c.started < old,
        _HAS_FINDINGS,
        runs.c.id.not_in(_last_complete(_EVER)),
    )
    waiting: dt.datetime | None = connection.execute(unpruned).scalar()
    limit = min(moment for moment in (old, oldest, waiting) if moment is not None)
    # A body may have been used up to `FRESH` later than noted; and once more that, for good measure.
    return connection.execute(delete(bodies).where(bodies.c.used < limit - 2 * FRESH)).rowcount


def _verdicts(connection: Connection, ancient: dt.datetime) -> tuple[int, int]:
    """Take out verdicts and runs of long ago. A stretch that reaches into what is kept stays whole."""
    count = 0
    scopes = (
        connection.execute(select(runs.c.scope).where(runs.c.started < ancient).distinct()).scalars().all()
    )
    for scope in scopes:
        ours = (runs.c.scope == scope, runs.c.night.is_not(None))
        first: int | None = connection.execute(
            select(func.min(runs.c.night)).where(*ours, runs.c.started >= ancient)
        ).scalar()
        mark = stretches.c.mark == mark_of(scope)
        gone = stretches.delete().where(mark)
        count += connection.execute(gone.where(stretches.c.last < first) if first else gone).rowcount
    begun = connection.execute(
        delete(runs).where(runs.c.started < ancient, ~or_(_HAS_EVIDENCE, _HAS_FINDINGS))
    ).rowcount
    return count, begun


def _answers(connection: Connection, ancient: dt.datetime) -> None:
    for table in (copies, records, searches):
        connection.execute(table.delete().where(table.c.asked_at < ancient))
    connection.execute(slots.delete().where(slots.c.slot < ancient))
    # Renewed every night: an old one is of somebody who keeps no guide any more.
    connection.execute(told.delete().where(told.c.told_at < ancient))
