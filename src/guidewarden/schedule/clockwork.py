"""The clockwork that calls for looks: APScheduler's blocking scheduler, with one job, in memory.

It wakes at every moment that is due and once a minute, so that a clock that was set, a machine that slept and a slot that
another service gave up are all noticed soon. What it remembers is of no importance: the store's slots are.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.base import BaseTrigger

from guidewarden.schedule.night import USUAL, Rhythm
from guidewarden.schedule.timetable import Timetable

_SETTABLE = 30.0
"""Seconds by which the clock must depart from the time that has passed before it is said to have jumped."""
_NAP = 0.5
"""Seconds after which a signal is noticed at the latest while nothing is being run."""

_log = logging.getLogger(__name__)


class Wake(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Fires at the next moment due, and once a minute, or as often as the rhythm says."""

    def __init__(self, timetable: Timetable, rhythm: Rhythm = USUAL) -> None:
        self._timetable, self._rhythm = timetable, rhythm

    def get_next_fire_time(self, previous_fire_time: dt.datetime | None, now: dt.datetime) -> dt.datetime:
        """Give when to wake next; at once the first time, so that a missed night is caught up with."""
        if previous_fire_time is None:
            return now
        return min(self._timetable.after(now), now + self._rhythm.look)


class Clockwork(BlockingScheduler):  # type: ignore[misc]
    """Calls ``look`` in this very thread until ``stopping`` says so, or until it raises, which goes through."""

    def __init__(
        self,
        timetable: Timetable,
        look: Callable[[], None],
        stopping: Callable[[], bool],
        *,
        rhythm: Rhythm = USUAL,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(
            timezone=dt.UTC,
            executors={"default": DebugExecutor()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._stopping = stopping
        self._wall, self._steady = wall, steady
        self._trigger = Wake(timetable, rhythm)
        self._look = look
        self._ended_by: BaseException | None = None
        self.add_job(self._look_once, self._trigger, id="look")

    def _main_loop(self) -> None:
        wall, steady = self._wall(), self._steady()
        while not self._stopping():
            wait = self._process_jobs()
            if self._ended_by is not None:
                break
            self._event.wait(min(wait, _NAP))
            self._event.clear()
            departed = (self._wall() - wall) - (self._steady() - steady)
            if abs(departed) > _SETTABLE:
                wall, steady = self._wall(), self._steady()
                self._jumped(departed)
        self.shutdown(wait=False)
        if self._ended_by is not None:
            raise self._ended_by

    def _look_once(self) -> None:
        try:
            self._look()
        except BaseException as error:  # noqa: BLE001 - APScheduler would swallow it
            self._ended_by = error

    def _jumped(self, seconds: float) -> None:
        words = f"the clock jumped {'forward' if seconds > 0 else 'back'} by {dt.timedelta(seconds=round(abs(seconds)))}"
        _log.warning(
            "%s; what is due is looked up afresh",
            words,
            extra={"facts": {"event": "clock", "seconds": round(seconds)}},
        )
        self.reschedule_job("look", trigger=self._trigger)
