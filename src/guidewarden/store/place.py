"""Where a store is: a file of SQLite, memory, or a database of a PostgreSQL server."""

from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct
from sqlalchemy import URL
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from guidewarden.model import InputError, Problem
from guidewarden.store.interface import MEMORY

_POSTGRESQL = ("postgresql", "postgresql+psycopg")


class Place(Struct, frozen=True):
    """Where a store is. ``path`` is the file of an SQLite store; ``name`` is what to call it, without password."""

    url: URL
    name: str
    path: Path | None = None

    @property
    def is_server(self) -> bool:
        """Whether a PostgreSQL server keeps it."""
        return self.url.get_backend_name() == "postgresql"


def place_of(url: str, base: Path) -> Place:
    """Read a store's URL; a relative SQLite path starts at ``base``. Raises `InputError` when it names no store."""
    if url == MEMORY:
        return Place(make_url(MEMORY), "the store in memory")
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise _unusable(f"“{url}” is no store; write sqlite:///folder/file.db") from None
    if parsed.drivername in _POSTGRESQL:
        return _server(parsed)
    if parsed.drivername != "sqlite":
        raise _unusable(
            f"there are no stores of kind “{parsed.drivername}”; use sqlite:///folder/file.db or "
            "postgresql+psycopg://server/database"
        )
    if parsed.host or not parsed.database or parsed.database == ":memory:" or "\0" in parsed.database:
        raise _unusable(f"“{url}” names no file; write sqlite:///folder/file.db, with three slashes")
    path = base / parsed.database
    return Place(URL.create("sqlite", database=str(path)), str(path), path)


def _server(parsed: URL) -> Place:
    name = parsed.render_as_string(hide_password=True)
    if not parsed.database:
        raise _unusable(f"“{name}” names no database; write postgresql+psycopg://server/database")
    if find_spec("psycopg") is None:
        raise _unusable(
            "a store on PostgreSQL needs psycopg; install it with: pip install 'guidewarden[postgresql]'"
        )
    return Place(parsed.set(drivername="postgresql+psycopg"), name)


def _unusable(message: str) -> InputError:
    return InputError([Problem("store", 0, 0, message)])
