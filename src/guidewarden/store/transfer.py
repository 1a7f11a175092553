"""A store as lines of JSON, for moving it to another database and for safe keeping; and back.

The first line is ``{"guidewarden-store": 1}``; every other has one key, its table, and the row. Times are in UTC, verdicts
name the runs they began and ended with, and what evidence and findings say stands as text, named by its digest.
"""

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from guidewarden.model import InputError, Problem
from guidewarden.store.interface import Merged
from guidewarden.store.nights import mark_of
from guidewarden.store.tables import (
    STILL,
    bodies,
    copies,
    evidence,
    findings,
    ignored,
    records,
    runs,
    searches,
    slots,
    stretches,
    told,
)

FORMAT = 1
_HEAD = "guidewarden-store"
_TABLES = {
    table.name: table
    for table in (runs, bodies, evidence, findings, ignored, copies, records, searches, slots, told)
}
"""In an order in which every row follows those it belongs to."""

_AT_ONCE = 1_000
Line = tuple[str, dict[str, Any]]


def dump(connection: Connection, write: Callable[[str], object]) -> None:
    """Write all that is kept, one line at a time."""
    write(json.dumps({_HEAD: FORMAT}) + "\n")
    streaming = connection.execution_options(stream_results=True)
    for name, table in _TABLES.items():
        for row in streaming.execute(select(table).order_by(*table.primary_key.columns)).mappings():
            write(_line(name, {key: _out(key, value) for key, value in row.items()}))
    for row in streaming.execute(select(stretches).order_by(*stretches.primary_key.columns)).mappings():
        write(_line("stretches", {key: _out(key, value) for key, value in row.items()}))


def load(connection: Connection, lines: Iterable[str]) -> Merged:
    """Take in what is not there yet. Raises `InputError` for what `dump` did not write."""
    rows = _rows(lines)
    merge = _Merge(connection)
    waiting: list[dict[str, Any]] = []
    of = ""
    for name, row in rows:
        if waiting and (name != of or len(waiting) == _AT_ONCE):
            merge.add(of, waiting)
            waiting = []
        of = name
        waiting.append(row)
    if waiting:
        merge.add(of, waiting)
    merge.join_nights()
    return Merged(merge.new, merge.known)


class _Merge:
    """Two stores becoming one. Runs are known by their ids; the nights of a scope are numbered anew, by their time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        self._nights: dict[tuple[str, int], str] = {}
        self._scopes: set[str] = set()
        self._stretches: list[dict[str, Any]] = []
        self._before = {
            (mark_of(scope), night): run_id
            for run_id, scope, night in connection.execute(
                select(runs.c.id, runs.c.scope, runs.c.night).where(runs.c.night.is_not(None))
            )
        }
        self.new = self.known = 0

    def add(self, name: str, rows: list[dict[str, Any]]) -> None:
        if name == "stretches":
            self._stretches.extend(rows)
            return
        if name == "runs":
            self._note_runs(rows)
        kept = self._connection.execute(
            self._insert(_TABLES[name])
            .on_conflict_do_nothing()
            .returning(*_TABLES[name].primary_key.columns),
            rows,
        ).all()
        self.new += len(kept)
        self.known += len(rows) - len(kept)

    def _note_runs(self, rows: list[dict[str, Any]]) -> None:
        known = {run_id for (run_id,) in self._connection.execute(select(runs.c.id))}
        for row in rows:
            if row["night"] is not None:
                self._nights[mark_of(row["scope"]), row["night"]] = row["id"]
                if row["id"] not in known:
                    self._scopes.add(row["scope"])

    def join_nights(self) -> None:
        """Number the nights of scopes that have grown, and write their verdicts by the new numbers."""
        for scope in sorted(self._scopes):
            mark = mark_of(scope)
            query = select(stretches).where(stretches.c.mark == mark)
            here = [dict(row) for row in self._connection.execute(query).mappings()]
            there = [row for row in self._stretches if row["mark"] == mark]
            number = self._numbers(scope)
            said: dict[str, dict[int, dict[str, Any]]] = {}
            for nights, some in ((self._nights, there), (self._before, here)):
                ours = {night: run_id for (of, night), run_id in nights.items() if of == mark}
                last = max(ours, default=0)
                for row in some:
                    for night in range(row["first"], min(row["last"], last) + 1):
                        if night in ours:
                            said.setdefault(row["target_key"], {})[number[ours[night]][0]] = row
            self._connection.execute(stretches.delete().where(stretches.c.mark == mark))
            started = dict(number.values())
            new = [part for key in sorted(said) for part in _stretched(said[key], started)]
            for start in range(0, len(new), _AT_ONCE):
                self._connection.execute(insert(stretches), new[start : start + _AT_ONCE])
            self.new += len(new) - len(here)
        self.known += sum(
            row["mark"] not in {mark_of(scope) for scope in self._scopes} for row in self._stretches
        )

    def _numbers(self, scope: str) -> dict[str, tuple[int, dt.datetime]]:
        rows = self._connection.execute(
            select(runs.c.id, runs.c.started, runs.c.night)
            .where(runs.c.scope == scope, runs.c.night.is_not(None))
            .order_by(runs.c.started, runs.c.night)
        ).all()
        for number, row in enumerate(rows, 1):
            self._connection.execute(update(runs).where(runs.c.id == row.id).values(night=number))
        return {row.id: (number, row.started) for number, row in enumerate(rows, 1)}


def _stretched(said: dict[int, dict[str, Any]], started: dict[int, dt.datetime]) -> Iterator[dict[str, Any]]:
    """Give one row for the nights in a row that say the same."""
    latest = max(started)
    part: dict[str, Any] | None = None
    for night in sorted(said):
        row = said[night]
        if (
            part
            and part["last"] == night - 1
            and (part["state"], part["reason"]) == (row["state"], row["reason"])
        ):
            part["last"] = night
            continue
        if part:
            yield part
        part = {**row, "first": night, "last": night, "since": started[night]}
    if part:
        yield {**part, "last": STILL if part["last"] == latest else part["last"]}


def _line(name: str, row: dict[str, Any]) -> str:
    return json.dumps({name: row}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _out(key: str, value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex() if key == "digest" else zlib.decompress(bytes(value)).decode()
    return value


def _rows(lines: Iterable[str]) -> Iterator[Line]:
    """Read lines. Raises `InputError` with the number of the first that cannot be read."""
    number = 0
    for number, line in enumerate(lines, 1):
        try:
            ((name, row),) = json.loads(line).items()
            if number == 1:
                _check_head(name, row)
            else:
                yield name, _row(name, row)
        except (ValueError, AttributeError, TypeError, KeyError, zlib.error):
            what = "this is no export of a store" if number == 1 else "this line cannot be read"
            raise InputError([Problem("export", number, 1, what)]) from None
    if not number:
        raise InputError([Problem("export", 1, 1, "this is no export of a store: it is empty")])


def _check_head(name: str, row: Any) -> None:
    if (name, row) != (_HEAD, FORMAT):
        raise ValueError(name)


def _row(name: str, row: dict[str, Any]) -> dict[str, Any]:
    table: Table = stretches if name == "stretches" else _TABLES[name]
    if set(row) != {column.name for column in table.columns}:
        raise ValueError(name)
    found = {column.name: _in(column, row[column.name]) for column in table.columns}
    if (
        name == "bodies"
        and hashlib.blake2b(zlib.decompress(found["body"]), digest_size=16).digest() != found["digest"]
    ):
        raise ValueError(name)
    return found


def _in(column: Any, value: Any) -> Any:
    if value is None:
        if not column.nullable:
            raise ValueError(column.name)
        return None
    kind = column.type.python_type
    if kind is dt.datetime:
        return dt.datetime.fromisoformat(value)
    if kind is bytes:
        return bytes.fromhex(value) if column.name == "digest" else zlib.compress(value.encode(), 6)
    if not isinstance(value, kind):
        raise TypeError(column.name)
    return value
