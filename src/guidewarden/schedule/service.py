"""One look at the clock: is a night due that nobody has run, and may it be ours?

The truth lives in the store's slots, not in this process. So a night that was missed, broken off or given up by
somebody else is found at the next look, and nothing that happens to the clock or the store is more than a line in the log.
"""

import datetime as dt
import errno
import logging
from collections.abc import Callable
from contextlib import suppress

from msgspec import Struct, field

from guidewarden.model import InputError, RunState
from guidewarden.schedule.heart import Heart
from guidewarden.schedule.night import USUAL, LeaseLostError, NightEnd, Rhythm, RunNight
from guidewarden.schedule.timetable import Timetable
from guidewarden.store import Claim, Slots, SlotState, StoreBusyError, StoreError

JOB = "nightly"

TRIES = 3
"""How often a night is tried that fails for another reason than the store."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""As with the store's disk: somebody will make room."""
_FIRST_PAUSE = dt.timedelta(minutes=1)
_LONGEST_PAUSE = dt.timedelta(minutes=15)
_OFFLINE_PAUSE = dt.timedelta(minutes=15)

_log = logging.getLogger(__name__)


class Service(Struct):
    """Runs nights as they fall due. ``clock`` gives the time in UTC, ``holder`` names this process alone.

    ``stopping`` tells whether the process was asked to end. ``trouble`` is told, once a night, of what keeps a night
    from being run; it must not raise.
    """

    timetable: Timetable
    slots: Slots
    holder: str
    run_night: RunNight
    clock: Callable[[], dt.datetime]
    stopping: Callable[[], bool] = lambda: False
    trouble: Callable[[str], None] = lambda _: None
    rhythm: Rhythm = USUAL
    _settled: dt.datetime | None = None
    _seen: dt.datetime | None = None
    _told: str = ""
    _failures: int = 0
    _not_before: dt.datetime | None = None
    _pause: dt.timedelta = field(default=dt.timedelta())
    _owed: tuple[Claim, SlotState, str] | None = None

    def look(self) -> None:
        """Run the night that is due, if there is one and it is to be had. Never raises but for KeyboardInterrupt."""
        now = self.clock()
        due = self.timetable.last(now)
        if due != self._seen:
            self._seen, self._failures, self._not_before, self._told = due, 0, None, ""
        if self._owed is not None:
            self._close(*self._owed)
        if due == self._settled or self.stopping() or self._waiting(now):
            return
        try:
            claim = self.slots.claim(JOB, due, self.holder, now, self.rhythm.lease)
            if claim is None:
                self._not_ours(due)
                return
        except StoreError as error:
            self._failed(None, f"the store cannot be used: {error}")
            return
        self._run(claim)

    def _waiting(self, now: dt.datetime) -> bool:
        """Tell whether a pause is on. One that a clock set back has made longer than it was meant is over."""
        return self._not_before is not None and now < self._not_before <= now + self._pause

    def _not_ours(self, due: dt.datetime) -> None:
        slot = next((one for one in self.slots.recent(JOB) if one.slot == due), None)
        if slot is not None and slot.state in (SlotState.DONE, SlotState.FAILED):
            self._settled = due
            self._say(
                logging.INFO, "slot-settled", f"the night of {_time(due)} is {slot.state.value} already", due
            )
        elif slot is not None:
            self._say(
                logging.INFO,
                "slot-held",
                f"the night of {_time(due)} is being run by {slot.holder}",
                due,
            )

    def _run(self, claim: Claim) -> None:
        words = "taken up again" if claim.resumed else "claimed"
        facts = {
            "event": "slot-claimed",
            "slot": _time(claim.slot),
            "attempt": claim.attempt,
            "holder": self.holder,
        }
        _log.info("the night of %s is %s", _time(claim.slot), words, extra={"facts": facts})
        self._told = ""
        self._mark_left(claim.slot)
        try:
            with Heart(self.slots, claim, self.clock, self.rhythm) as hold:
                end = self.run_night(hold)
        except LeaseLostError:
            self._lost(claim)
        except StoreBusyError as error:
            self._give_back(claim, "store busy")
            self._pause_for(_FIRST_PAUSE)
            self._say(logging.WARNING, "store-busy", f"{error}; trying again in a minute", claim.slot)
        except StoreError as error:
            self._failed(claim, f"the store failed: {error}")
        except InputError as error:
            self._failed(claim, str(error), bounded=True)
        except KeyboardInterrupt:
            self._give_back(claim, "aborted")
            raise
        except OSError as error:
            words = f"{error.filename or 'what was found'} cannot be written: {error.strerror or error}"
            self._failed(claim, words, bounded=error.errno not in _FULL)
        except Exception as error:  # noqa: BLE001 - a service outlives a night that fails, whatever the reason
            _log.debug("what failed", exc_info=error)
            self._failed(
                claim, f"it failed by a fault of its own: {type(error).__name__}: {error}", bounded=True
            )
        else:
            self._ended(claim, end)

    def _mark_left(self, before: dt.datetime) -> None:
        """Close the nights that were begun and never ended: whoever ran them was killed, and nobody came in time."""
        with suppress(StoreError):  # the next night does it as well
            for slot in self.slots.give_up(JOB, before, self.clock()):
                words = f"the night of {_time(slot)} was never run to its end; it is marked as failed"
                _log.warning("%s", words, extra={"facts": {"event": "slot-left", "slot": _time(slot)}})

    def _ended(self, claim: Claim, end: NightEnd) -> None:
        note = f"{end.state.value} {end.run}"
        if end.state is RunState.OFFLINE:
            self._failed(claim, "this machine had no internet", note=note, bounded=True, pause=_OFFLINE_PAUSE)
        elif end.state is RunState.INTERRUPTED and self.stopping():
            self._give_back(claim, note)
            self._say(logging.INFO, "slot-given-back", f"the night of {_time(claim.slot)} can be taken up again", claim.slot)  # fmt: skip
        else:
            self._close(claim, SlotState.DONE, note)

    def _failed(
        self,
        claim: Claim | None,
        why: str,
        *,
        note: str = "",
        bounded: bool = False,
        pause: dt.timedelta = _FIRST_PAUSE,
    ) -> None:
        """Try again after a pause that doubles; where ``bounded``, give the night up after `TRIES`."""
        self._failures += 1
        slot = claim.slot if claim else self._seen
        if bounded and claim is not None and self._failures >= TRIES:
            self._say(logging.ERROR, "slot-failed", f"given up after {TRIES} tries: {why}", slot)
            self._close(claim, SlotState.FAILED, note or why[:200])
            self.trouble(why)
            return
        if claim is not None:
            self._give_back(claim, note or why[:200])
        self._pause_for(min(pause * 2 ** min(self._failures - 1, 10), max(pause, _LONGEST_PAUSE)))
        minutes = round(self._pause.total_seconds() / 60)
        again = "in a minute" if minutes == 1 else f"in {minutes} minutes"
        self._say(logging.ERROR, "try-again", f"{why}; trying again {again}", slot)
        if not bounded and self._failures == TRIES:
            self.trouble(why)

    def _close(self, claim: Claim, state: SlotState, note: str) -> None:
        try:
            closed = self.slots.finish(claim, self.clock(), state, note)
        except StoreError as error:
            # What was run is run: it is not to be done over because nobody could be told.
            self._owed = (claim, state, note)
            self._failed(None, f"the store failed: {error}")
            return
        self._owed = None
        if not closed:
            self._lost(claim)
            return
        self._settled = claim.slot
        coming = _time(self.timetable.after(self.clock()))
        self._say(
            logging.INFO,
            "slot-closed",
            f"the night of {_time(claim.slot)} is {state.value}; the next is at {coming}",
            claim.slot,
        )

    def _lost(self, claim: Claim) -> None:
        self._say(
            logging.WARNING,
            "slot-lost",
            f"the night of {_time(claim.slot)} was taken over by another service; nothing is published here",
            claim.slot,
        )

    def _give_back(self, claim: Claim, note: str) -> None:
        try:
            self.slots.release(claim, self.clock(), note)
        except StoreError as error:
            self._say(
                logging.WARNING,
                "slot-kept",
                f"the night could not be given back ({error}); it is free when its lease ends, in {self.rhythm.lease.seconds // 60} minutes",
                claim.slot,
            )

    def _pause_for(self, pause: dt.timedelta) -> None:
        self._pause, self._not_before = pause, self.clock() + pause

    def _say(self, level: int, event: str, words: str, slot: dt.datetime | None) -> None:
        """Tell a decision, but not again at every look that comes to the same."""
        if words != self._told:
            self._told = words
            _log.log(
                level, "%s", words, extra={"facts": {"event": event, "slot": _time(slot) if slot else None}}
            )


def _time(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%MZ")
