"""Verdicts over the nights of a scope: written only where something changes, told as what each night said."""

import datetime as dt
import hashlib
import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, insert, select, update

from guidewarden.model import PastVerdict, State
from guidewarden.store.interface import Judged, Life, Stretch
from guidewarden.store.tables import STILL, runs, stretches
from guidewarden.store.values import aware, batches, findable, naive, storable

_NIGHTS_LOOKED_AT = 60
"""How many nights back the past is read, so that a run's start does not slow as history grows."""
_SPARE = 6
"""Nights read beyond those asked for: what was not told or not seen in a few of them needs no second look."""

_TROUBLE = (State.FAILING.value, State.BROKEN.value)
_SILENT = (State.UNVERIFIABLE.value, State.SKIPPED.value, State.BLOCKED.value)


def mark_of(scope: str) -> str:
    """Name a scope in 16 characters: it may be a long list of paths, and stands in every stretch."""
    return hashlib.sha256(scope.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def latest_night(connection: Connection, scope: str) -> int:
    """Give the number of the scope's last closed run, 0 when there is none."""
    found: int | None = connection.execute(
        select(func.max(runs.c.night)).where(runs.c.scope == scope)
    ).scalar()
    return found or 0


def keep_verdicts(
    connection: Connection, scope: str, night: int, started: dt.datetime, judged: Iterable[Judged]
) -> str:
    """Keep what the newest night says, instead of what it said before if it is closed again; give its counts."""
    mark, latest = mark_of(scope), {one.key: one for one in judged}
    _forget_night(connection, mark, night)
    standing = {
        row.target_key: row
        for row in connection.execute(
            select(stretches.c.target_key, stretches.c.first, stretches.c.state, stretches.c.reason).where(
                stretches.c.mark == mark, stretches.c.last == STILL
            )
        )
    }
    new = [one for key, one in latest.items() if not _same(standing.get(findable(key)), one)]
    kept = {findable(key) for key in latest} - {findable(one.key) for one in new}
    ended = [
        {"of_mark": mark, "of_key": key, "of_first": row.first}
        for key, row in standing.items()
        if key not in kept
    ]
    if ended:
        connection.execute(_END.values(last=night - 1), ended)
    if new:
        connection.execute(insert(stretches), [_row(mark, night, started, one) for one in new])
    counts = Counter(one.verdict.state.value for one in latest.values())
    return json.dumps(dict(sorted(counts.items())))


_END = update(stretches).where(
    stretches.c.mark == bindparam("of_mark"),
    stretches.c.target_key == bindparam("of_key"),
    stretches.c.first == bindparam("of_first"),
)


def _forget_night(connection: Connection, mark: str, night: int) -> None:
    """Undo the newest night: what it began goes, what it ended goes on."""
    ours = stretches.c.mark == mark
    connection.execute(stretches.delete().where(ours, stretches.c.last == STILL, stretches.c.first == night))
    connection.execute(update(stretches).where(ours, stretches.c.last == night - 1).values(last=STILL))


def _same(row: Any, one: Judged) -> bool:
    return row is not None and (row.state, row.reason) == (one.verdict.state.value, one.verdict.reason)


def _row(mark: str, night: int, started: dt.datetime, one: Judged) -> dict[str, Any]:
    replacement = one.verdict.replacement
    return {
        "mark": mark,
        "target_key": findable(one.key),
        "first": night,
        "last": STILL,
        "since": naive(started),
        "state": one.verdict.state.value,
        "reason": one.verdict.reason,
        "status": one.status,
        "replacement": None if replacement is None else storable(replacement),
    }


class _Told(NamedTuple):
    """Which nights of a stretch are told, newest first, and what each said."""

    newest: int
    oldest: int
    state: str
    reason: str


def past_verdicts(
    connection: Connection, scope: str, before: int, keys: Iterable[str], nights: int
) -> dict[str, tuple[PastVerdict, ...]]:
    """Give what the nights before number ``before`` said of each target, newest first.

    At most ``nights`` of the last `_NIGHTS_LOOKED_AT`; of a target that is in trouble, all since it was last well.
    """
    mark, wanted = mark_of(scope), {findable(key): key for key in keys}
    first = before - _NIGHTS_LOOKED_AT
    lately = _lately(connection, mark, wanted, first, before, nights)
    troubled = [key for key, parts in lately.items() if _last_seen(parts) in _TROUBLE]
    whole = _since_well(connection, mark, troubled, before)
    since = min([first, *(part.oldest for parts in whole.values() for part in parts)])
    told = _Teller(_times(connection, scope, since, before))
    answer: dict[str, tuple[PastVerdict, ...]] = {}
    for key, parts in lately.items():
        of = whole.get(key, [])
        of += [part for part in parts if not of or part.newest < of[-1].oldest]
        answer[wanted[key]] = told.first(max(nights, _troubled_for(of)), of)
    return answer


def _lately(
    connection: Connection, mark: str, wanted: Collection[str], first: int, before: int, nights: int
) -> dict[str, list[_Told]]:
    """Give what night ``first`` and later said of each target: as much of it as there is need for."""
    near = max(first, before - nights - _SPARE)
    found = _stretches(connection, mark, near, before)
    answer = {
        key: parts for key in wanted if (parts := found.get(key)) and (near <= 1 or _is_enough(parts, nights))
    }
    missing = [] if near <= 1 else [key for key in wanted if key not in answer]
    if len(missing) > len(wanted) // 4:
        found = _stretches(connection, mark, first, before)
        return {key: found[key] for key in wanted if key in found}
    return answer | _stretches_of(connection, mark, missing, first, before)


def _is_enough(parts: Sequence[_Told], nights: int) -> bool:
    return _last_seen(parts) is not None and sum(part.newest - part.oldest + 1 for part in parts) >= nights


class _Teller:
    """Gives what nights said. Most links say the same, so they share what is made once for each state and reason."""

    def __init__(self, times: Mapping[int, dt.datetime]) -> None:
        self._times = times
        self._nights = sorted(times)
        self._made: dict[tuple[str, str], tuple[PastVerdict, ...]] = {}

    def first(self, count: int, parts: Sequence[_Told]) -> tuple[PastVerdict, ...]:
        """Give what the newest nights of these stretches said, newest first, at most ``count``."""
        answer: tuple[PastVerdict, ...] = ()
        for part in parts:
            if len(answer) >= count:
                break
            answer += self._whole(part)
        return answer[:count]

    def _whole(self, part: _Told) -> tuple[PastVerdict, ...]:
        of = part.state, part.reason
        if of not in self._made:
            state = State(part.state)
            self._made[of] = tuple(
                PastVerdict(self._times[night], state, part.reason) for night in reversed(self._nights)
            )
        end = len(self._nights) - bisect_left(self._nights, part.oldest)
        return self._made[of][len(self._nights) - bisect_right(self._nights, part.newest) : end]


def _last_seen(parts: Sequence[_Told]) -> str | None:
    return next((part.state for part in parts if part.state not in _SILENT), None)


def _troubled_for(parts: Sequence[_Told]) -> int:
    """Count the nights since a link was last seen well, if the last ones saw it in trouble."""
    if _last_seen(parts) not in _TROUBLE:
        return 0
    return sum(
        part.newest - part.oldest + 1
        for part in takewhile(lambda part: part.state in (*_TROUBLE, *_SILENT), parts)
    )


_COLUMNS = (
    stretches.c.target_key, stretches.c.first, stretches.c.last, stretches.c.state, stretches.c.reason,
)  # fmt: skip


def _stretches(connection: Connection, mark: str, first: int, before: int) -> dict[str, list[_Told]]:
    rows = connection.execute(
        select(*_COLUMNS)
        .where(stretches.c.mark == mark, stretches.c.last >= first, stretches.c.first < before)
        .order_by(stretches.c.first.desc())
    )
    return _by_key(rows.all(), first, before)


def _stretches_of(
    connection: Connection, mark: str, keys: Sequence[str], first: int, before: int
) -> dict[str, list[_Told]]:
    answer: dict[str, list[_Told]] = {}
    for some in batches(keys):
        rows = connection.execute(
            select(*_COLUMNS)
            .where(stretches.c.mark == mark, stretches.c.target_key.in_(some), stretches.c.first < before)
            .order_by(stretches.c.first.desc())
        )
        answer |= _by_key(rows.all(), first, before)
    return answer


def _since_well(
    connection: Connection, mark: str, keys: Sequence[str], before: int
) -> dict[str, list[_Told]]:
    """Give the stretches of each target since the last one in which it was well, that one included."""
    answer: dict[str, list[_Told]] = {}
    for some in batches(keys):
        ours = (stretches.c.mark == mark, stretches.c.target_key.in_(some), stretches.c.first < before)
        well = (
            select(stretches.c.target_key, func.max(stretches.c.first).label("first"))
            .where(*ours, stretches.c.state.not_in((*_TROUBLE, *_SILENT)))
            .group_by(stretches.c.target_key)
            .subquery()
        )
        rows = connection.execute(
            select(*_COLUMNS)
            .select_from(stretches.outerjoin(well, well.c.target_key == stretches.c.target_key))
            .where(*ours, stretches.c.first >= func.coalesce(well.c.first, 0))
            .order_by(stretches.c.first.desc())
        )
        answer |= _by_key(rows.all(), 0, before)
    return answer


def _by_key(rows: Iterable[Any], first: int, before: int) -> dict[str, list[_Told]]:
    answer: dict[str, list[_Told]] = {}
    for key, start, end, state, reason in rows:
        if end < first:  # not asked in SQL, where SQLite would take the wrong index for it
            continue
        answer.setdefault(key, []).append(_Told(min(end, before - 1), max(start, first), state, reason))
    return answer


def _times(connection: Connection, scope: str, first: int, before: int) -> dict[int, dt.datetime]:
    rows = connection.execute(
        select(runs.c.night, runs.c.started).where(
            runs.c.scope == scope, runs.c.night >= first, runs.c.night < before
        )
    )
    return {night: aware(started) for night, started in rows}


def trend_of(
    connection: Connection, scope: str, nights: int, before: dt.datetime | None, state: str
) -> tuple[tuple[dt.datetime, Mapping[State, int]], ...]:
    """Give the counts of the scope's last runs of this state, oldest first."""
    query = select(runs.c.started, runs.c.counts).where(
        runs.c.scope == scope, runs.c.state == state, runs.c.counts.is_not(None)
    )
    if before is not None:
        query = query.where(runs.c.started < naive(before))
    rows = connection.execute(query.order_by(runs.c.started.desc()).limit(nights)).all()
    return tuple(
        (aware(started), Counter({State(name): count for name, count in json.loads(counts).items()}))
        for started, counts in reversed(rows)
    )


def lives_of(connection: Connection, key: str) -> Iterator[Life]:
    """Give all that is kept of a target, scope by scope."""
    rows = connection.execute(
        select(stretches)
        .where(stretches.c.target_key == findable(key))
        .order_by(stretches.c.mark, stretches.c.first)
    ).all()
    scopes = {mark_of(scope): scope for (scope,) in connection.execute(select(runs.c.scope).distinct())}
    for mark in dict.fromkeys(row.mark for row in rows):
        if (scope := scopes.get(mark)) is not None:
            yield _life(connection, scope, [row for row in rows if row.mark == mark])


def _life(connection: Connection, scope: str, rows: Sequence[Any]) -> Life:
    said = connection.execute(
        select(runs.c.night, runs.c.started)
        .where(and_(runs.c.scope == scope, runs.c.night >= rows[0].first))
        .order_by(runs.c.night)
    ).all()
    parts = iter(rows)
    part = next(parts, None)
    nights: list[tuple[dt.datetime, PastVerdict | None]] = []
    for night, started in said:
        while part is not None and part.last < night:
            part = next(parts, None)
        there = part is not None and part.first <= night
        nights.append(
            (
                aware(started),
                PastVerdict(aware(started), State(part.state), part.reason) if there and part else None,
            )
        )
    changes = tuple(
        Stretch(aware(row.since), State(row.state), row.reason, row.status, row.replacement) for row in rows
    )
    return Life(scope, tuple(nights), changes)
