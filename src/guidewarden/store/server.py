"""Connections with a PostgreSQL server on which no wait is endless.

A server may be there and yet say nothing: its machine is short of memory, its disk hangs, somebody has stopped its
processes. The kernel goes on taking what is sent to it, so that no time-out of the network ever tells.
"""

import time
from collections.abc import Generator
from contextlib import suppress
from typing import Any

from psycopg import Connection, OperationalError, capabilities
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import NullPool

from guidewarden.store.place import Place
from guidewarden.store.silence import HASTE, Silence

_KEEPALIVE = {"idle": 30, "interval": 10, "count": 3}
"""Seconds, and how often: a server notices in a minute that our machine has lost its power, and frees our lock; by
Linux's own choice it would be two hours, in which no other could take the run up."""


class Line(Connection[Any]):
    """psycopg's connection, which is closed when the server has been silent for too long."""

    silence = Silence()

    def wait(self, gen: Generator[Any, Any, Any], *args: Any, **kwargs: Any) -> Any:
        """Wait for an answer, as every method of the connection does. Raises `OperationalError` after the silence."""
        return super().wait(self._listening(gen), *args, **kwargs)

    def _listening(self, answering: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        """Pass on what psycopg's way of waiting and its protocol tell each other; ten times a second it is nothing."""
        heard = time.monotonic()
        try:
            wanted = next(answering)
            while True:
                ready = yield wanted
                if ready:
                    heard = time.monotonic()
                elif (silent := time.monotonic() - heard) >= self.silence.limit:
                    self._give_up(silent)
                wanted = answering.send(ready)
        except StopIteration as done:
            return done.value

    def _give_up(self, seconds: float) -> None:
        if capabilities.has_cancel_safe():  # The older way waits without end, too.
            with suppress(
                OperationalError
            ):  # A server that is only slow must not go on with it, holding its locks.
                self.cancel_safe(timeout=HASTE)
        self.pgconn.finish()
        raise OperationalError(f"it has not answered for {seconds:.0f} seconds")


def server_engine(place: Place, silence: Silence, lock_wait: float) -> Engine:
    """Give an engine for a server. ``lock_wait`` is how many seconds a statement waits for what another has locked."""
    ours = {
        "connect_timeout": 5,
        "application_name": "guidewarden",
        "tcp_user_timeout": 30_000,
        **{f"keepalives_{name}": value for name, value in _KEEPALIVE.items()},
    }
    wanted = {name: value for name, value in ours.items() if name not in place.url.query}
    engine = create_engine(place.url, poolclass=NullPool, connect_args=wanted)

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, words: Any, named: Any) -> Line:
        line = Line.connect(*words, **named)
        line.silence = silence
        return line

    @event.listens_for(engine, "connect")
    def prepare(line: Line, _record: Any) -> None:
        for name, value in _KEEPALIVE.items():
            line.execute(f"SET tcp_keepalives_{name} = {value}".encode())
        line.execute(f"SET lock_timeout = {lock_wait * 1000:.0f}".encode())
        line.commit()

    return engine
