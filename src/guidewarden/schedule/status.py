"""How the service is, told from its slots alone."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from guidewarden.schedule.timetable import Timetable
from guidewarden.store import Slot, SlotState

LATE_AFTER = dt.timedelta(minutes=15)
"""How long after a night fell due somebody should have begun with it. Longer than the longest pause between tries."""


class Health(StrEnum):
    """How the service is."""

    WELL = "well"
    RUNNING = "running"
    WAITING = "waiting"
    """No night was ever run."""
    LATE = "late"
    """A night is due that nobody has begun, or that somebody began and left."""
    FAILED = "failed"


class Status(Struct, frozen=True):
    """The service's health, its newest night, the newest one that was run to its end, and when the next is due."""

    health: Health
    last: Slot | None
    well: Slot | None
    next: dt.datetime


def status_of(slots: Sequence[Slot], timetable: Timetable, now: dt.datetime) -> Status:
    """Tell how the service is at ``now``. ``slots`` are newest first; what lies ahead (a clock was wrong) is left out."""
    known = [slot for slot in slots if slot.slot <= now]
    last = next(iter(known), None)
    well = next((slot for slot in known if slot.state is SlotState.DONE), None)
    return Status(_health(last, timetable.last(now), now), last, well, timetable.after(now))


def _health(last: Slot | None, due: dt.datetime, now: dt.datetime) -> Health:
    if last is None:
        return Health.WAITING
    if last.state is SlotState.HELD and last.lease_until > now:
        return Health.RUNNING
    begun = last.slot >= due
    if begun and last.state is SlotState.FAILED:
        return Health.FAILED
    if begun and last.state is SlotState.DONE:
        return Health.WELL
    left = last.lease_until if begun else due
    return Health.LATE if now - left > LATE_AFTER else Health.WELL
