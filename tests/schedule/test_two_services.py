"""Two services, as processes, on one PostgreSQL that restarts in mid-run; then the one at work is killed."""

import re
import signal
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from guidewarden.demo.server import Response
from guidewarden.model import RunState
from guidewarden.schedule.service import JOB
from guidewarden.store import SlotState, open_slots, open_store
from pgserver import PostgresServer
from projects import Folder, wait_until
from webs import serving

LINKS, CONCURRENCY, HOSTS = 200, 2, 4
PAGE = Response.html(
    "<html lang=en><title>A source</title><h1>A source</h1><p>" + "Words of substance. " * 200, delay=0.2
)
SERVICE = Path(__file__).parent.parent / "quickservice.py"


class Running:
    """A service, and what it has told so far."""

    def __init__(self, folder: Folder, url: str, stack: ExitStack) -> None:
        folder.settings["store"] = url
        self.process = folder.start_python(str(SERVICE))
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        stack.callback(self.end)

    def _read(self) -> None:
        assert self.process.stderr is not None
        self.lines.extend(line.rstrip() for line in iter(self.process.stderr.readline, ""))

    def says(self, words: str) -> int:
        """How many lines have these words."""
        return sum(words in line for line in self.lines)

    def end(self, number: signal.Signals = signal.SIGKILL) -> None:
        """End it, however, and hear it out."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        self.process.wait(timeout=15)
        self._reader.join()
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()


def test_one_runs_the_night_through_a_restart_and_the_other_takes_it_up(
    server: PostgresServer, tmp_path: Path
) -> None:
    url = server.new_database()
    folder = Folder(tmp_path)
    with serving(lambda _: PAGE) as web, ExitStack() as stack:
        folder.serve(web)
        folder.settings["pace"] = {"per_second": 1000, "concurrency": CONCURRENCY}
        folder.guide([f"http://host{number % HOSTS}.example/{number}" for number in range(LINKS)])
        both = [Running(folder, url, stack) for _ in range(2)]
        wait_until(lambda: len(web.log) >= 20)
        wait_until(lambda: any(one.says("is being run by") for one in both))
        first, second = sorted(both, key=lambda one: one.says("is being run by"))

        server.stop(at_once=True)
        try:
            time.sleep(1)
        finally:
            server.start()
        wait_until(lambda: bool(first.says("the store is back")))
        before = len(web.log)
        wait_until(lambda: len(web.log) >= before + 20)

        first.end()
        with open_store(url, tmp_path, alone=False) as store:
            ((_, begun),) = store.runs()
            kept = set(store.evidence_of(begun.id))
        killed_at = len(web.log)
        wait_until(lambda: bool(second.says("is done; the next is at")), 20)
        second.end(signal.SIGTERM)

        with open_store(url, tmp_path, alone=False) as store:
            ((_, run),) = store.runs()
            evidence = store.evidence_of(run.id)
            assert store.check() == ()
        with open_slots(url, tmp_path) as slots:
            (slot,) = slots.recent(JOB)
        asked = [f"link:http://{request.host}{request.path}" for request in web.log]

    told = "\n".join([*first.lines, "--", *second.lines])
    assert [first.says("is claimed"), second.says("is claimed")] == [1, 0], told
    assert [second.says("is being run by"), second.says("is taken up again")] == [1, 1], told
    assert [first.says("the store is away: no connection"), first.says("the store is back after")] == [
        1,
        1,
    ], told
    assert second.says("the store is") == 0, told
    assert second.says("an interrupted run is taken up") == 1, told
    strange = [
        line
        for line in first.lines + second.lines
        if not re.match(r"\d{4}-\d\d-\d\dT[\d:]{8}Z [A-Z]+ ", line)
    ]
    assert strange == [], told
    assert (run.id, run.state) == (begun.id, RunState.COMPLETE)
    assert (slot.state, slot.attempt) == (SlotState.DONE, 2)
    assert len(evidence) == LINKS
    assert all(len(seen.attempts) == 1 for seen in evidence.values())
    assert max(seen.attempts[0].elapsed_ms for seen in evidence.values()) < 1400
    assert folder.results()["counts"]["ok"] == LINKS
    # Asked twice is only what was in flight, or not kept yet, when the first was killed.
    assert kept.isdisjoint(asked[killed_at + 2 * HOSTS * CONCURRENCY :])
    again = [key for key, times in Counter(asked).items() if times > 1]
    assert kept.isdisjoint(again)
    assert len(again) <= 2 * HOSTS * CONCURRENCY
    assert max(Counter(asked).values()) <= 2
    assert len(kept) >= 20
