"""How long a server may say nothing."""

from msgspec import Struct

SILENCE = 30.0
"""Seconds without a byte after which a server counts as gone; what a run asks for takes moments."""
LONG_SILENCE = 600.0
"""The same for what goes through a whole store: moving it to a new release, checking, pruning, carrying it over."""

HASTE = 2.0
"""Seconds that are left to a statement under way when nothing is to be waited for any longer."""


class Silence(Struct):
    """How many seconds of silence are borne at present. It may be changed from any thread, or from a signal's handler."""

    seconds: float = SILENCE
    hurried: bool = False

    @property
    def limit(self) -> float:
        """Seconds."""
        return min(self.seconds, HASTE) if self.hurried else self.seconds
