"""Slots of the nightly service: of all who want to run what is due, one may. Kept beside the runs.

Nothing here takes the lock that keeps runs apart. Every call is a short transaction on a connection of its own, so it may
come from any thread; a server that restarts between two calls is not noticed.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from guidewarden.model import InputError, Problem
from guidewarden.store.database import database
from guidewarden.store.interface import Claim, Slot, SlotState
from guidewarden.store.place import Place, place_of
from guidewarden.store.tables import slots
from guidewarden.store.values import aware, naive

T = TypeVar("T")

_PATIENCE = 5.0
"""Seconds to wait for a server: a heartbeat must not come late because of the one before."""
_SILENCE = 10.0
"""Seconds for which a server may say nothing, for the same reason."""
_LONGEST_LEASE = dt.timedelta(hours=1)
"""Leases are of minutes, and clocks of machines that share a store differ by less."""

_LEFT = "nobody took it up before the next one"


class SqlSlots:
    """The slots of a store; see `guidewarden.store.interface.Slots` for what each method gives and raises."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def claim(
        self, job: str, slot: dt.datetime, holder: str, now: dt.datetime, lease: dt.timedelta
    ) -> Claim | None:
        """Take a slot that is new, was given back, or whose lease has run out; None when it is not to be had."""
        held = {
            "holder": holder,
            "state": SlotState.HELD.value,
            "claimed_at": naive(now),
            "lease_until": naive(now + lease),
            "finished_at": None,
            "note": "",
        }
        mine = (slots.c.job == job, slots.c.slot == naive(slot))
        tries = count()

        def work(connection: Connection) -> int | None:
            if next(tries):  # A server that went away may have done it, though it could not say so any more.
                done = select(slots.c.attempt).where(*mine, *_as(held))
                if (already := connection.execute(done).scalar()) is not None:
                    return int(already)
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            new = dialect.insert(slots).values(job=job, slot=naive(slot), attempt=1, **held)
            if connection.execute(new.on_conflict_do_nothing().returning(slots.c.attempt)).first():
                return 1
            # The row's count decides who wins: the others find that it is no longer as they saw it.
            taken = update(slots).where(*mine, _free(now)).values(attempt=slots.c.attempt + 1, **held)
            if connection.execute(taken).rowcount != 1:
                return None
            attempt: int = connection.execute(select(slots.c.attempt).where(*mine)).scalar_one()
            return attempt

        attempt = self._do(work)
        return None if attempt is None else Claim(job, slot, holder, attempt)

    def heartbeat(self, claim: Claim, now: dt.datetime, lease: dt.timedelta) -> bool:
        """Hold a slot for longer; False when it is no longer this claim's, which must then stop its work."""
        return self._change(claim, lease_until=naive(now + lease))

    def finish(self, claim: Claim, now: dt.datetime, state: SlotState, note: str = "") -> bool:
        """Close a slot for good, done or failed; False when it is no longer this claim's."""
        return self._change(claim, state=state.value, finished_at=naive(now), note=note)

    def release(self, claim: Claim, now: dt.datetime, note: str = "") -> bool:
        """Give a slot back unfinished, for anybody to take at once; False when it is no longer this claim's."""
        return self._change(claim, state=SlotState.FREE.value, lease_until=naive(now), note=note)

    def give_up(self, job: str, before: dt.datetime, now: dt.datetime) -> tuple[dt.datetime, ...]:
        """Close as failed what was due before that and that nobody holds; tell which slots, oldest first."""
        closed = (
            update(slots)
            .where(slots.c.job == job, slots.c.slot < naive(before), _free(now))
            .values(state=SlotState.FAILED.value, finished_at=naive(now), note=_LEFT)
            .returning(slots.c.slot)
        )
        return tuple(
            sorted(map(aware, self._do(lambda connection: connection.execute(closed).scalars().all())))
        )

    def last(self, job: str) -> Slot | None:
        """Give a job's newest slot, whatever became of it."""
        return next(iter(self.recent(job, 1)), None)

    def recent(self, job: str, limit: int = 30) -> tuple[Slot, ...]:
        """Give a job's slots, newest first."""
        query = select(slots).where(slots.c.job == job).order_by(slots.c.slot.desc()).limit(limit)
        return tuple(map(_slot, self._do(lambda connection: connection.execute(query).all())))

    def _change(self, claim: Claim, **values: Any) -> bool:
        # An earlier claim of the same holder is not this one: the attempt tells them apart.
        mine = (
            slots.c.job == claim.job,
            slots.c.slot == naive(claim.slot),
            slots.c.holder == claim.holder,
            slots.c.attempt == claim.attempt,
        )
        changed = update(slots).where(*mine, slots.c.state == SlotState.HELD.value).values(**values)
        done = select(slots.c.attempt).where(*mine, *_as(values))
        tries = count()

        def work(connection: Connection) -> bool:
            again = next(tries) > 0  # as with a claim
            return connection.execute(changed).rowcount == 1 or (
                again and connection.execute(done).first() is not None
            )

        return self._do(work)

    def _do(self, work: Callable[[Connection], T]) -> T:
        with database(self._place, alone=False, patience=_PATIENCE, silence=_SILENCE) as opened:
            return opened.run(work)


@contextmanager
def opened_slots(url: str, base: Path) -> Iterator[SqlSlots]:
    """Do what `guidewarden.store.open_slots` says."""
    place = place_of(url, base)
    if not place.is_server and place.path is None:
        raise InputError([Problem("store", 0, 0, "the nightly service needs a store that outlives it")])
    yield SqlSlots(place)


def _as(values: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    return [slots.c[name].is_not_distinct_from(value) for name, value in values.items()]


def _free(now: dt.datetime) -> ColumnElement[bool]:
    """Whether nobody holds a slot that is not closed: it was given back, its lease has run out, or is none.

    Leases end by the wall clock, the only one that machines share. One that ends further ahead than any lease can was
    written by a clock that was wrong; if its holder lives, the next heartbeat tells it.
    """
    held = slots.c.state == SlotState.HELD.value
    return or_(
        slots.c.state == SlotState.FREE.value,
        held & (slots.c.lease_until <= naive(now)),
        held & (slots.c.lease_until > naive(now + _LONGEST_LEASE)),
    )


def _slot(row: Any) -> Slot:
    finished = None if row.finished_at is None else aware(row.finished_at)
    return Slot(
        row.job, aware(row.slot), row.holder, SlotState(row.state), row.attempt,
        aware(row.claimed_at), aware(row.lease_until), finished, row.note,
    )  # fmt: skip
