"""Places for stores, whichever database keeps them."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from guidewarden.store import Archive, Slots, open_slots, open_store
from pgserver import PostgresServer


@dataclass(frozen=True)
class Place:
    """An empty place for a store; ``server`` keeps it, if any does."""

    url: str
    base: Path
    server: PostgresServer | None = None

    def open(self, *, alone: bool = True) -> AbstractContextManager[Archive]:
        """Open the store there."""
        return open_store(self.url, self.base, alone=alone)

    def slots(self) -> AbstractContextManager[Slots]:
        """Open the slots there."""
        return open_slots(self.url, self.base)
