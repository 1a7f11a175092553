"""The only room that speaks SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guidewarden.store.forgetful import Forgetful
from guidewarden.store.interface import MEMORY, AskedCopy, AskedSearch, Store, StoreBusyError, StoreError

__all__ = [
    "MEMORY",
    "AskedCopy",
    "AskedSearch",
    "Forgetful",
    "Store",
    "StoreBusyError",
    "StoreError",
    "open_store",
]


@contextmanager
def open_store(url: str, base: Path) -> Iterator[Store]:
    """Open the store, making its folder and tables when they are missing; it is ours alone until closed.

    ``url`` is an SQLAlchemy URL; a relative SQLite path starts at ``base``. Raises `InputError` for a URL
    that names no store, `StoreBusyError` and `StoreError`.
    """
    # Commands without history start 0.1 s sooner without SQLAlchemy.
    from guidewarden.store.store import opened  # noqa: PLC0415

    with opened(url, base) as store:
        yield store
