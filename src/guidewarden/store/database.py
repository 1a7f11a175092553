"""One connection to a store: opened, locked for one run at a time, and made anew when the server comes back."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from guidewarden.store.failures import came_loose, is_locked, told, why
from guidewarden.store.interface import StoreBusyError, StoreError
from guidewarden.store.migrating import is_current, migrate
from guidewarden.store.place import Place
from guidewarden.store.silence import LONG_SILENCE, SILENCE, Silence

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds for which a run waits for a server that has gone, or a file that is locked: a restart takes less."""

LOCK_WAIT = 5.0
"""Seconds for which what is locked is waited for before it is worth a word: usual writers take less."""

_PAUSE = 0.25
_LOCK = 0x67756964
"""Our key among a database's advisory locks ("guid" in ASCII); the second key is the schema's."""

_log = logging.getLogger(__name__)


class Database:
    """A connection on which work is done in transactions, one at a time, from any thread.

    ``alone`` takes the store for this process until it is closed. Raises `StoreBusyError` when another has it,
    and `StoreError` when it cannot be used. ``patience``, ``lock_wait``, ``silence``, ``sleep`` and ``clock`` (seconds)
    are for waiting.
    """

    def __init__(
        self,
        place: Place,
        *,
        alone: bool = True,
        patience: float = PATIENCE,
        lock_wait: float = LOCK_WAIT,
        silence: float = SILENCE,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.place = place
        self._alone, self._patience, self._sleep, self._clock = alone, patience, sleep, clock
        self._turn = threading.RLock()
        _make_folder(place)
        self._lock = _file_lock(place) if alone else None
        self._usual, self._silence = silence, Silence(silence)
        self._engine = _engine(place, self._silence, alone=alone, lock_wait=lock_wait)
        self._connection: Connection | None = None
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def run(self, work: Callable[[Connection], T], *, again: bool = True, long: bool = False) -> T:
        """Do work in one transaction.

        When the server goes away meanwhile, the whole of it is done ``again`` on a new connection as soon as there
        is one, so that work must come to the same when it is done twice. ``long`` work may be silent for longer.
        """

        def attempt() -> T:
            self._silence.seconds = max(self._usual, LONG_SILENCE) if long else self._usual
            connection = self._connected()
            with connection.begin():
                return work(connection)

        return self._persist(attempt, again=again)

    def run_quickly(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work in one transaction on SQLite's own connection, which takes a third of the time."""

        def attempt() -> T:
            driver: Any = self._connected().connection.driver_connection
            driver.execute("BEGIN IMMEDIATE")
            with driver:
                return work(driver)

        return self._persist(attempt, again=True)

    def hurry(self) -> None:
        """Wait for nothing any longer: what fails is told at once. It may be called while another thread waits."""
        self._patience = 0.0
        self._silence.hurried = True

    def _persist(self, attempt: Callable[[], T], *, again: bool) -> T:
        """Attempt it until it succeeds, or cannot, or patience ends."""
        away_since: float | None = None
        with self._turn:
            asked = self._clock()
            while True:
                try:
                    result = attempt()
                except (DBAPIError, sqlite3.Error) as error:
                    failure = error if isinstance(error, DBAPIError) else DBAPIError("", None, error)
                    if away_since is None:
                        if not (again and self._may_heal(failure)):
                            raise told(failure, self.place.name) from error
                        away_since = self._clock()
                        self._say_away(failure)
                    elif not self._may_heal(failure) or self._clock() >= away_since + self._patience:
                        raise told(failure, self.place.name) from error
                except StoreBusyError:
                    # The lock of our own lost connection may outlive it for a moment.
                    if away_since is None or self._clock() >= away_since + self._patience:
                        raise
                else:
                    if away_since is not None:
                        self._say_back(self._clock() - asked)
                    return result
                self._disconnect()
                self._sleep(_PAUSE)

    def _may_heal(self, failure: DBAPIError) -> bool:
        if self._patience <= 0:
            return False
        return (self._alone and is_locked(failure)) or (self.place.is_server and came_loose(failure))

    def _say_away(self, failure: DBAPIError) -> None:
        if self._alone:
            words = f"the store is away: {why(failure)}; waiting up to {self._patience:.0f} seconds for it"
            _log.warning("%s", words, extra={"facts": {"event": "store-away"}})

    def _say_back(self, seconds: float) -> None:
        if self._alone:
            facts = {"event": "store-back", "seconds": round(seconds, 1)}
            _log.warning(
                "the store is back after %.1f seconds; nothing was lost", seconds, extra={"facts": facts}
            )

    def outside(self, *statements: str) -> None:
        """Run statements of SQLite's that must not stand in a transaction. Raises `StoreError`."""
        try:
            with self._turn:
                driver: Any = self._connected().connection.driver_connection
                for statement in statements:
                    # Not `execute`: that takes one step alone, and giving back space takes one a page.
                    driver.executescript(statement)
        except sqlite3.Error as error:
            raise told(DBAPIError("", None, error), self.place.name) from error

    def close(self) -> None:
        """Give the store free."""
        with self._turn:
            self._disconnect()
            self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def _prepare(self) -> None:
        # A run that cannot begin tells so at once; what is under way, or is as short as a heartbeat, waits.
        if self.run(is_current, again=not self._alone):
            return
        if self._alone:
            self._migrate()
            return
        lock = _file_lock(self.place, wait=5)
        try:
            self._migrate()
        finally:
            if lock is not None:
                lock.release()

    def _migrate(self) -> None:
        if self.run(migrate, long=True) and self.place.path is not None:
            # A database that was made before tables could shrink has to be written anew once.
            self.outside("PRAGMA auto_vacuum=INCREMENTAL", "VACUUM")

    def _connected(self) -> Connection:
        if self._connection is None:
            connection = self._engine.connect()
            try:
                if self._alone and self.place.is_server:
                    _advisory_lock(connection, self.place.name)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


@contextmanager
def database(
    place: Place, *, alone: bool = True, patience: float = PATIENCE, silence: float = SILENCE
) -> Iterator[Database]:
    """Open a store's database, and close it at the end."""
    opened = Database(place, alone=alone, patience=patience, silence=silence)
    try:
        yield opened
    finally:
        opened.close()


def _engine(place: Place, silence: Silence, *, alone: bool, lock_wait: float) -> Engine:
    if place.is_server:
        from guidewarden.store.server import server_engine  # noqa: PLC0415 - psycopg need not be installed

        return server_engine(place, silence, lock_wait)
    # Threads take turns with a connection; see `Database`.
    engine = create_engine(place.url, poolclass=NullPool, connect_args={"check_same_thread": False})
    # Who reads and then writes in one transaction must have the right to write from the start: SQLite refuses it
    # later, without waiting, when somebody else has written meanwhile.
    begin = "BEGIN IMMEDIATE" if alone else "BEGIN"

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # Python's own transactions leave out CREATE TABLE.
        for pragma in (f"busy_timeout={lock_wait * 1000:.0f}", *_PRAGMAS):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


_PRAGMAS = (
    "auto_vacuum=INCREMENTAL",  # before anything is written, since it is a new file's choice
    "journal_mode=WAL",  # a kill at any moment leaves a whole database
    "synchronous=NORMAL",
    "foreign_keys=ON",
)


def _advisory_lock(connection: Connection, name: str) -> None:
    with connection.begin():
        taken = connection.execute(
            text("SELECT pg_try_advisory_lock(:ours, hashtext(current_schema()))"), {"ours": _LOCK}
        ).scalar()
    if not taken:
        raise _busy(name)


def _make_folder(place: Place) -> None:
    path = place.path
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise StoreError(f"cannot use {path} as a store: {path.parent} is not a folder") from None
    except OSError as error:
        raise StoreError(f"cannot use {path} as a store: {error.strerror or error}") from error


def _file_lock(place: Place, wait: float = 0) -> FileLock | None:
    """Take the store's file for this process alone. The system frees it when the process ends, however it ends."""
    path = place.path
    if path is None:
        return None
    lock = FileLock(path.with_name(path.name + ".lock"))
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        if not Path(lock.lock_file).exists():
            raise StoreError(f"cannot use {path} as a store: nothing can be written beside it") from None
        raise _busy(str(path)) from None
    except OSError as error:
        raise StoreError(f"cannot use {path} as a store: {error.strerror or error}") from error
    return lock


def _busy(name: str) -> StoreBusyError:
    return StoreBusyError(
        f"another run is using {name}; wait until it has finished, or give this one another store"
    )
