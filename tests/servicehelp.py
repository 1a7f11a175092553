"""A nightly service on a clock of the test's own, with a store that really is one."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from guidewarden.model import Cron, RunState
from guidewarden.schedule.night import Hold, NightEnd
from guidewarden.schedule.service import JOB, Service
from guidewarden.schedule.timetable import Timetable
from guidewarden.store import Claim, Slot, Slots, SlotState, StoreError, open_slots

NIGHT = dt.datetime(2026, 11, 24, 3, 15, tzinfo=dt.UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: dt.datetime = NIGHT) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += dt.timedelta(**span)


@dataclass
class FailingSlots:
    """Slots of a store that fails as long as ``broken`` says why, and is an ordinary one otherwise."""

    inner: Slots
    broken: str = ""

    def _check(self) -> None:
        if self.broken:
            raise StoreError(self.broken)

    def claim(
        self, job: str, slot: dt.datetime, holder: str, now: dt.datetime, lease: dt.timedelta
    ) -> Claim | None:
        self._check()
        return self.inner.claim(job, slot, holder, now, lease)

    def heartbeat(self, claim: Claim, now: dt.datetime, lease: dt.timedelta) -> bool:
        self._check()
        return self.inner.heartbeat(claim, now, lease)

    def finish(self, claim: Claim, now: dt.datetime, state: SlotState, note: str = "") -> bool:
        self._check()
        return self.inner.finish(claim, now, state, note)

    def release(self, claim: Claim, now: dt.datetime, note: str = "") -> bool:
        self._check()
        return self.inner.release(claim, now, note)

    def give_up(self, job: str, before: dt.datetime, now: dt.datetime) -> tuple[dt.datetime, ...]:
        self._check()
        return self.inner.give_up(job, before, now)

    def last(self, job: str) -> Slot | None:
        self._check()
        return self.inner.last(job)

    def recent(self, job: str, limit: int = 30) -> tuple[Slot, ...]:
        self._check()
        return self.inner.recent(job, limit)


@dataclass
class Rig:
    """One service, what it ran and whom it told."""

    clock: Clock
    slots: FailingSlots
    cron: str = "15 3 * * *"
    zone: str = "UTC"
    holder: str = "one"
    nights: list[dt.datetime] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    outcome: Callable[[Hold], RunState] = lambda _: RunState.COMPLETE
    stopping: bool = False

    def service(self) -> Service:
        """Start a service, as after a restart."""

        def night(hold: Hold) -> NightEnd:
            self.nights.append(self.clock())
            return NightEnd(self.outcome(hold), f"run{len(self.nights)}")

        return Service(
            Timetable(Cron.parse(self.cron), ZoneInfo(self.zone)),
            self.slots,
            self.holder,
            night,
            self.clock,
            stopping=lambda: self.stopping,
            trouble=self.troubles.append,
        )

    def states(self) -> list[tuple[str, str]]:
        """Give the slots, newest first: when, and what became of them."""
        return [(f"{one.slot:%m-%dT%H:%M}", one.state.value) for one in self.slots.inner.recent(JOB)]


@contextmanager
def rig(folder: Path, clock: Clock | None = None) -> Iterator[Rig]:
    """Give a service over a new store in a folder."""
    with open_slots("sqlite:///store.db", folder) as slots:
        yield Rig(clock or Clock(), FailingSlots(slots))


def looks(service: Service, clock: Clock, minutes: int) -> None:
    """Have a service look at its clock once a minute."""
    for _ in range(minutes):
        service.look()
        clock.forward(minutes=1)
