"""The heartbeat of a claim: it keeps the lease while a night is being run, and notices when it is lost."""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from guidewarden.schedule.night import USUAL, LeaseLostError, Rhythm
from guidewarden.store import Claim, Slots, StoreError

_log = logging.getLogger(__name__)


class Heart:
    """A `guidewarden.schedule.night.Hold` that beats while it is entered.

    It does so from a thread of its own, so that no amount of work can hold it up.
    """

    def __init__(
        self, slots: Slots, claim: Claim, clock: Callable[[], dt.datetime], rhythm: Rhythm = USUAL
    ) -> None:
        self._slots, self._claim, self._clock, self._rhythm = slots, claim, clock, rhythm
        self._over = threading.Event()
        self._lost = threading.Event()
        self._thread = threading.Thread(target=self._live, name="heartbeat", daemon=True)
        self._callbacks: list[Callable[[], None]] = []
        self._silent = False

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    @property
    def taken_up_since(self) -> dt.datetime | None:
        """When the night fell due, if somebody began with it before."""
        return self._claim.slot if self._claim.resumed else None

    def when_lost(self, callback: Callable[[], None]) -> None:
        """Have this called, from another thread, when the claim is lost; at once when it is lost already."""
        self._callbacks.append(callback)
        if self._lost.is_set():
            callback()

    def assure(self) -> None:
        """Raise `LeaseLostError` when the claim is lost; the store is asked afresh."""
        if self._lost.is_set() or not self._keep():
            raise LeaseLostError

    def _live(self) -> None:
        while not self._over.wait(self._rhythm.beat.total_seconds()):
            if not self._keep():
                self._lost.set()
                for callback in list(self._callbacks):
                    callback()
                return

    def _keep(self) -> bool:
        facts = {"event": "heartbeat", "slot": self._claim.slot.isoformat()}
        try:
            kept = self._slots.heartbeat(self._claim, self._clock(), self._rhythm.lease)
        except StoreError as error:
            # Not lost yet: others can take it over only through the same store, and the next beat would notice.
            if not self._silent:
                _log.warning("no heartbeat could be kept: %s", error, extra={"facts": facts})
            self._silent = True
            return True
        if self._silent and kept:
            _log.info("heartbeats are kept again", extra={"facts": facts})
        self._silent = False
        return kept
