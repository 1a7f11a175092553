"""What a night of the service is, for those who run one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from guidewarden.model import RunState


class LeaseLostError(Exception):
    """Somebody else has taken over the night: what is known of it here must not be published."""


class Hold(Protocol):
    """The claim on a night while it is being run."""

    def when_lost(self, callback: Callable[[], None]) -> None:
        """Have this called, from another thread, when the claim is lost; at once when it is lost already."""

    def assure(self) -> None:
        """Raise `LeaseLostError` when the claim is lost; the store is asked afresh."""


@dataclass(frozen=True, slots=True)
class NightEnd:
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
