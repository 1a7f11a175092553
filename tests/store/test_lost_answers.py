"""A server that does what it is told and goes away before it can say so: done again, it comes to the same."""

import datetime as dt
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidences import NIGHT
from guidewarden.store import Claim, SlotState, open_slots, open_store
from pgserver import PostgresServer

LEASE = dt.timedelta(minutes=10)


class Line:
    """Relays connections to a server; told to, it cuts one that has written when the answer to COMMIT has come."""

    def __init__(self, server: PostgresServer) -> None:
        self._there = str(server.folder / ".s.PGSQL.5432")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.to_cut = 0
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            near, _ = self._listener.accept()
            if self.to_cut < 0:
                near.close()
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(self._there)
            self._threads.append(threading.Thread(target=self._relay, args=(near, far)))
            self._threads[-1].start()

    def _relay(self, near: socket.socket, far: socket.socket) -> None:
        # A client waits for each answer before it says more, so one thread may do both ways.
        with near, far:
            wrote = False
            while asked := near.recv(1 << 20):
                wrote = wrote or b"INSERT" in asked or b"UPDATE" in asked
                far.sendall(asked)
                answer = far.recv(1 << 20)
                if b"COMMIT\0" in asked and wrote and self.to_cut > 0:
                    self.to_cut -= 1
                    return
                near.sendall(answer)

    def close(self) -> None:
        """End."""
        self.to_cut = -1
        socket.create_connection(("127.0.0.1", self.port)).close()
        for thread in self._threads:
            thread.join()
        self._listener.close()


@pytest.fixture
def line(server: PostgresServer) -> Iterator[Line]:
    opened = Line(server)
    yield opened
    opened.close()


def test_a_claim_an_end_and_a_beginning_whose_answers_are_lost(
    server: PostgresServer, line: Line, tmp_path: Path
) -> None:
    database = server.new_database().partition("@/")[2].partition("?")[0]
    url = f"postgresql://guidewarden@127.0.0.1:{line.port}/{database}?sslmode=disable&gssencmode=disable"
    with open_slots(url, tmp_path) as slots:
        assert slots.last("nightly") is None
        line.to_cut = 1
        claim = slots.claim("nightly", NIGHT, "a", NIGHT, LEASE)
        assert claim == Claim("nightly", NIGHT, "a", 1)
        line.to_cut = 1
        assert slots.heartbeat(claim, NIGHT, LEASE)
        line.to_cut = 1
        assert slots.release(claim, NIGHT)
        line.to_cut = 1
        second = slots.claim("nightly", NIGHT, "a", NIGHT, LEASE)
        assert second == Claim("nightly", NIGHT, "a", 2)
        line.to_cut = 1
        assert slots.finish(second, NIGHT, SlotState.DONE, "run 1")
        assert not slots.finish(second, NIGHT, SlotState.DONE, "run 1")
        assert line.to_cut == 0
    with open_store(url, tmp_path) as store:
        line.to_cut = 1
        run, resumed = store.begin("run:guides", NIGHT)
        assert (line.to_cut, resumed) == (0, False)
        assert store.runs() == (("run:guides", run),)
