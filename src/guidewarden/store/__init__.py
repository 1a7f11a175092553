"""The only room that speaks SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guidewarden.store.forgetful import Forgetful
from guidewarden.store.interface import (
    MEMORY,
    Archive,
    AskedCopy,
    AskedSearch,
    Claim,
    Judged,
    Life,
    Merged,
    Pruned,
    Slot,
    Slots,
    SlotState,
    Store,
    StoreBusyError,
    StoreError,
    Stretch,
)

__all__ = [
    "MEMORY",
    "Archive",
    "AskedCopy",
    "AskedSearch",
    "Claim",
    "Forgetful",
    "Judged",
    "Life",
    "Merged",
    "Pruned",
    "Slot",
    "SlotState",
    "Slots",
    "Store",
    "StoreBusyError",
    "StoreError",
    "Stretch",
    "open_slots",
    "open_store",
]


@contextmanager
def open_store(url: str, base: Path, *, alone: bool = True) -> Iterator[Archive]:
    """Open the store, making its folder and tables when they are missing; it is ours alone until closed.

    ``url`` is an SQLAlchemy URL of SQLite or PostgreSQL; a relative SQLite path starts at ``base``. Who only reads need not
    be ``alone``, may read while a run is under way, and is told when there is no store. Raises `InputError` for a URL
    that names no store, `StoreBusyError` and `StoreError`.
    """
    # Commands without history start 0.1 s sooner without SQLAlchemy.
    from guidewarden.store.store import opened  # noqa: PLC0415

    with opened(url, base, alone=alone) as store:
        yield store


@contextmanager
def open_slots(url: str, base: Path) -> Iterator[Slots]:
    """Give the slots of the store at ``url``, for the nightly service; runs may use the store meanwhile.

    Raises `InputError` for a URL that names no store, or one in memory.
    """
    from guidewarden.store.slots import opened_slots  # noqa: PLC0415 - as above

    with opened_slots(url, base) as slots:
        yield slots
