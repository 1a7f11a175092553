"""What a night of the service is, for those who run one."""

import datetime as dt
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from guidewarden.model import RunState


class Rhythm(Struct, frozen=True):
    """How often things are done: a look at what is due at the least, and a heartbeat while a night is being run.

    After ``lease`` without a heartbeat others may take a night over.
    """

    look: dt.timedelta = dt.timedelta(minutes=1)
    beat: dt.timedelta = dt.timedelta(seconds=20)
    lease: dt.timedelta = dt.timedelta(minutes=3)


USUAL = Rhythm()


class LeaseLostError(Exception):
    """Somebody else has taken over the night: what is known of it here must not be published."""


class Hold(Protocol):
    """The claim on a night while it is being run."""

    @property
    def taken_up_since(self) -> dt.datetime | None:
        """When the night fell due, if somebody began with it before; they may have come to its very end."""

    def when_lost(self, callback: Callable[[], None]) -> None:
        """Have this called, from another thread, when the claim is lost; at once when it is lost already."""

    def assure(self) -> None:
        """Raise `LeaseLostError` when the claim is lost; the store is asked afresh."""


class NightEnd(Struct, frozen=True):
    """How a night ended: its run's state and identifier."""

    state: RunState
    run: str


class RunNight(Protocol):
    """Runs a whole night, as ``guidewarden run`` does.

    It raises `StoreError` when the store fails, `InputError` for settings that cannot be used, `LeaseLostError` when
    it must not publish; any other error is a fault of the program's own.
    """

    def __call__(self, hold: Hold) -> NightEnd:
        """Run it to its end, or until it is told to stop."""
