"""Whether a store is whole: what the database says of itself, and whether its rows fit together."""

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, and_, exists, func, or_, select, text
from sqlalchemy.sql import Select

from guidewarden.store.bodies import put_together
from guidewarden.store.nights import mark_of
from guidewarden.store.tables import STILL, bodies, evidence, findings, runs, stretches
from guidewarden.store.values import aware

_SHOWN = 10


def faults(connection: Connection) -> Iterator[str]:
    """Give what is wrong, one line each."""
    if connection.dialect.name == "sqlite":
        for (line,) in connection.execute(text("PRAGMA integrity_check(10)")):
            if line != "ok":
                yield f"database: {line}"
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"database: a row of {row[0]} belongs to no row of {row[2]}"
    for message, query in _QUESTIONS:
        count = connection.execute(query).scalar()
        if count:
            yield message.format(count)
    yield from _unreadable(connection)
    yield from _strange_scopes(connection)


def _count(query: "Select[Any]") -> "Select[Any]":
    return select(func.count()).select_from(query.subquery())


_other = stretches.alias()
_QUESTIONS = (
    (
        "{} rows of evidence whose facts are missing",
        _count(select(evidence.c.run_id).where(~exists().where(bodies.c.digest == evidence.c.digest))),
    ),
    (
        "{} findings whose text is missing",
        _count(select(findings.c.run_id).where(~exists().where(bodies.c.digest == findings.c.digest))),
    ),
    (
        "{} verdicts that overlap another of the same link",
        _count(
            select(stretches.c.mark).where(
                or_(
                    stretches.c.first > stretches.c.last,
                    exists().where(
                        and_(
                            _other.c.mark == stretches.c.mark,
                            _other.c.target_key == stretches.c.target_key,
                            _other.c.first < stretches.c.first,
                            _other.c.last >= stretches.c.first,
                        )
                    ),
                )
            )
        ),
    ),
    (
        "{} nights of one scope that have the same number",
        _count(
            select(runs.c.scope)
            .where(runs.c.night.is_not(None))
            .group_by(runs.c.scope, runs.c.night)
            .having(func.count() > 1)
        ),
    ),
)


def _unreadable(connection: Connection) -> Iterator[str]:
    wrong = 0
    for digest, body in connection.execute(select(bodies.c.digest, bodies.c.body)):
        try:
            whole = hashlib.blake2b(zlib.decompress(body), digest_size=16).digest() == digest
        except zlib.error:
            whole = False
        wrong += not whole
    if wrong:
        yield f"{wrong} texts of evidence or findings are damaged"
    query = select(evidence, bodies.c.body).join(bodies, bodies.c.digest == evidence.c.digest)
    for shown, row in enumerate(
        row for row in connection.execute(query) if not _readable(row.body, row.moment, row.checked_at)
    ):
        if shown == _SHOWN:
            yield "and more"
            return
        yield f"evidence of {row.target_key} in run {row.run_id} cannot be read"


def _readable(body: bytes, moment: str, checked_at: dt.datetime) -> bool:
    try:
        put_together(body, moment, aware(checked_at))
    except (ValueError, KeyError, StopIteration, zlib.error):
        return False
    return True


def _strange_scopes(connection: Connection) -> Iterator[str]:
    known = {mark_of(scope) for (scope,) in connection.execute(select(runs.c.scope).distinct())}
    marks = {mark for (mark,) in connection.execute(select(stretches.c.mark).distinct())}
    for _ in marks - known:
        yield "verdicts of runs that are not there"
    ends = select(func.count()).where(stretches.c.last != STILL, stretches.c.last < stretches.c.first)
    if connection.execute(ends).scalar():
        yield "verdicts that end before they begin"
