"""Kill runs at random moments, night after night, and see that nothing is lost and nothing comes twice.

    python scripts/kill_nights.py [--kills 200] [--seed 1] [--store URL | --postgresql]

Nights are simulated: each is a process of its own that is told what time it is, claims its slot and checks a small web
on loopback with the very code of ``guidewarden schedule``, and is killed (SIGKILL) somewhere on its way. It is then started
again ten minutes later, as whoever runs it would do; some nights are given up instead. After every kill the store is looked
through; nothing that was kept before may be asked for again. After every night each link's evidence and verdict is held
against what the web answered that night, and in the end every slot must be closed, every run ended or marked.
"""

import argparse
import datetime as dt
import json
import logging
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from zoneinfo import ZoneInfo

from guidewarden.cli.commands.schedule import night
from guidewarden.cli.main import _parser
from guidewarden.cli.signals import Signals
from guidewarden.demo.server import Reply, Request, Response, Server, ServerThread
from guidewarden.model import Cron, Evidence, Run, RunState, State
from guidewarden.schedule.service import JOB, Service
from guidewarden.schedule.timetable import Timetable
from guidewarden.store import Archive, Slot, SlotState, open_slots, open_store

START = dt.datetime(2026, 1, 1, 3, 15, tzinfo=dt.UTC)
SCOPE = "run:guides"
LINKS, HOSTS = 24, 6
GIVEN_UP = 0.1
"""The share of kills after which a night is not taken up again."""

TIMETABLE = Timetable(Cron.parse("15 3 * * *"), ZoneInfo("UTC"))

_GONE = Response.html("<title>Not found</title><h1>Not found</h1>", 404, delay=0.01)
_WORDS = (
    "treaty",
    "council",
    "minutes",
    "letters",
    "archive",
    "summit",
    "journal",
    "of",
    "and",
    "the",
    "in",
    "from",
)

_SETTINGS = """\
store: {store}
network: {{allow: [127.0.0.0/8], archive: false, retries: 0, controls: ["http://127.0.0.1:{port}/control"],
  connect_to: {{"*:80": "127.0.0.1:{port}"}}}}
pace: {{per_second: 1000, concurrency: 2}}
citations: {{records: false, suggest: false, landing: false}}
retention: {{evidence_days: 3, verdict_days: 400}}
"""
_GUIDE = "title: Links\nsections:\n  - title: Links\n    blocks:\n      - links:\n"


def url_of(number: int) -> str:
    """The address of a link."""
    return f"http://host{number % HOSTS}.example/source/{number}"


def is_gone(path: str, night: int) -> bool:
    """Whether the web has lost a page that night: every page for some nights, at a time of its own."""
    return random.Random(f"{path} {night // 3}").random() < 0.2


def page_of(path: str) -> Response:
    """A page of its own."""
    say = random.Random(path)
    words = " ".join(say.choice(_WORDS) for _ in range(400))
    title = f"Source {path.rpartition('/')[2]}"
    return Response.html(f"<html lang=en><title>{title}</title><h1>{title}</h1><p>{words}", delay=0.01)


def live_one_night(folder: Path, store_url: str, now: dt.datetime) -> None:
    """Do what ``guidewarden schedule`` does at one look, at another time."""
    os.chdir(folder)
    logging.getLogger("guidewarden").addHandler(logging.FileHandler("log"))
    options = _parser().parse_args(["schedule"])
    begun = time.monotonic()

    def clock() -> dt.datetime:
        return now + dt.timedelta(seconds=time.monotonic() - begun)

    with Signals() as signals, open_slots(store_url, folder) as slots:
        holder = f"process {os.getpid()}"
        Service(TIMETABLE, slots, holder, lambda hold: night(options, signals, hold, clock), clock).look()


@dataclass
class Tally:
    """What was done, and what is wrong."""

    nights: int = 0
    kills: int = 0
    given_up: int = 0
    faults: list[str] = field(default_factory=list)


class Killer:
    """Runs nights and kills them."""

    def __init__(self, folder: Path, store_url: str, seed: int) -> None:
        self.folder, self.store_url = folder, store_url
        self.draw = random.Random(seed)
        self.tally = Tally()
        self.night = 0
        self.told: dict[dt.datetime, int] = {}
        """Nights that were run to their end: the run's start, and the night the web was in."""
        self.length = 1.0
        self._paths = {f"/source/{number}" for number in range(LINKS)}
        self.server = Server(self._answer)
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(
            [
                "guidewarden.cli.commands.schedule",
                "guidewarden.report.html",
                "guidewarden.schedule.service",
                "guidewarden.store.store",
            ]
        )

    def _answer(self, request: Request) -> Reply:
        known = request.path == "/control" or request.path in self._paths
        return page_of(request.path) if known and not is_gone(request.path, self.night) else _GONE

    def run(self, kills: int) -> Tally:
        """Live nights until so many runs were killed; the first and the last are left alone."""
        with ServerThread(self.server):
            self._write(self.server.port)
            self._alone()  # the first start loads and compiles everything
            self._alone()
            while self.tally.kills < kills:
                self._killed_night(kills)
            self._alone()
            self._look(whole=True)
        return self.tally

    def _write(self, port: int) -> None:
        (self.folder / "guides").mkdir(parents=True, exist_ok=True)
        (self.folder / "guidewarden.yaml").write_text(
            _SETTINGS.format(port=port, store=json.dumps(self.store_url)), "utf-8"
        )
        links = "".join(f"          - {{url: '{url_of(n)}', label: Source {n}}}\n" for n in range(LINKS))
        (self.folder / "guides" / "links.yaml").write_text(_GUIDE + links, "utf-8")

    def _started(self, now: dt.datetime) -> BaseProcess:
        process = self._context.Process(target=live_one_night, args=(self.folder, self.store_url, now))
        process.start()
        return process

    def _alone(self) -> None:
        """Live a night that nobody disturbs; it tells how long nights are."""
        begun = time.monotonic()
        process = self._started(START + dt.timedelta(days=self.night))
        process.join()
        self.length = time.monotonic() - begun
        self._expect_well(process)
        self._end()

    def _killed_night(self, kills: int) -> None:
        when = START + dt.timedelta(days=self.night)
        before: Mapping[str, Evidence] = {}
        while True:
            asked = len(self.server.log)
            process = self._started(when)
            process.join(
                timeout=self.draw.uniform(0, 1.1 * self.length) if self.tally.kills < kills else None
            )
            if process.exitcode is None:
                assert process.pid is not None
                os.kill(process.pid, signal.SIGKILL)
                process.join()
                self.tally.kills += 1
            else:
                self._expect_well(process)
            twice = before.keys() & {f"link:http://{one.host}{one.path}" for one in self.server.log[asked:]}
            if twice:
                self.tally.faults.append(f"night {self.night}: {len(twice)} links were asked that were known")
            before = self._look(before)
            if (slot := self._slot()) is not None and slot.state is SlotState.DONE:
                self._end()
                return
            if not self._is_over() and self.draw.random() < GIVEN_UP:
                self.tally.given_up += 1
                self.night += 1
                return
            when += dt.timedelta(minutes=10)

    def _expect_well(self, process: BaseProcess) -> None:
        slot = self._slot()
        state = slot.state.value if slot else "not there"
        if process.exitcode or state != "done":
            self.tally.faults.append(
                f"night {self.night} ended with {process.exitcode}, and its slot is {state}; the log ends so: "
                + (self.folder / "log").read_text("utf-8").rpartition("\n")[0][-300:]
            )

    def _slot(self) -> Slot | None:
        """Give tonight's slot, once there is one."""
        with open_slots(self.store_url, self.folder) as slots:
            last = slots.last(JOB)
        return last if last and last.slot == START + dt.timedelta(days=self.night) else None

    def _tonight(self, store: Archive) -> Run | None:
        """Give tonight's run, once there is one."""
        start = START + dt.timedelta(days=self.night)
        return next((run for _, run in store.runs(SCOPE, 1) if run.started >= start), None)

    def _is_over(self) -> bool:
        """Whether tonight's run is, though its slot may not be: then nothing but that is left to do."""
        with open_store(self.store_url, self.folder, alone=False) as store:
            run = self._tonight(store)
        return run is not None and run.state is RunState.COMPLETE

    def _end(self) -> None:
        """Hold the night's evidence and verdicts against what the web answered."""
        with open_store(self.store_url, self.folder, alone=False) as store:
            _, run = store.runs(SCOPE, 1)[0]
            found = store.evidence_of(run.id)
        self.told[run.started] = self.night
        for number in range(LINKS):
            seen = found.get(f"link:{url_of(number)}")
            status = 404 if is_gone(f"/source/{number}", self.night) else 200
            if seen is None or seen.last is None or seen.last.status != status:
                self.tally.faults.append(f"night {self.night}: evidence of {url_of(number)} is {seen}")
        if not (self.folder / "reports" / "report.html").read_text("utf-8").rstrip().endswith("</html>"):
            self.tally.faults.append(f"night {self.night}: the report is not whole")
        self.tally.nights += 1
        self.night += 1

    def _look(
        self, before: Mapping[str, Evidence] | None = None, *, whole: bool = False
    ) -> Mapping[str, Evidence]:
        """Look the store through; what the night has kept ``before`` must be there still, as it was."""
        with open_store(self.store_url, self.folder, alone=False) as store:
            self.tally.faults += store.check()
            if whole:
                self._look_back(store)
            run = self._tonight(store)
            now: Mapping[str, Evidence] = store.evidence_of(run.id) if run else {}
        if before and not before.items() <= now.items():
            self.tally.faults.append(f"night {self.night}: evidence was lost or changed")
        return now

    def _look_back(self, store: Archive) -> None:
        """Hold what each link's history tells against what the web answered, night by night."""
        for number in range(LINKS):
            (life,) = store.life(f"link:{url_of(number)}")
            said = {when: verdict.state if verdict else None for when, verdict in life.nights}
            expected = {
                when: State.BROKEN if is_gone(f"/source/{number}", night) else State.OK
                for when, night in self.told.items()
            }
            if said != expected:
                self.tally.faults.append(f"the history of {url_of(number)} is not what the nights were")
        runs = [run for _, run in store.runs(SCOPE, 10_000)]
        complete = sum(run.state is RunState.COMPLETE for run in runs)
        marked = sum(run.state is RunState.INTERRUPTED for run in runs)
        if complete != self.tally.nights or complete + marked != len(runs) or marked > self.tally.given_up:
            self.tally.faults.append(f"of {len(runs)} runs {complete} are complete and {marked} marked")
        with open_slots(self.store_url, self.folder) as slots:
            states = Counter(slot.state for slot in slots.recent(JOB, 10_000))
        left = states.total() - states[SlotState.DONE] - states[SlotState.FAILED]
        if states[SlotState.DONE] != self.tally.nights or left:
            self.tally.faults.append(
                f"of {states.total()} slots {states[SlotState.DONE]} are done and {left} stuck"
            )


def main() -> int:
    """Kill, and print what came of it; 1 when something is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--store", default="sqlite:///nights.db", metavar="URL")
    where.add_argument("--postgresql", action="store_true", help="on a server of its own (Debian's package)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:

        def kill(store_url: str) -> Tally:
            return Killer(Path(folder), store_url, options.seed).run(options.kills)

        tally = _on_a_server(kill) if options.postgresql else kill(options.store)
    print(
        f"{tally.kills} kills in {tally.nights} nights run to their end and {tally.given_up} given up: "
        f"{len(tally.faults)} faults"
    )
    for fault in tally.faults:
        print(f"  {fault}")
    return 1 if tally.faults else 0


def _on_a_server(kill: Callable[[str], Tally]) -> Tally:
    """Kill on a PostgreSQL of our own, and have its own programs look it through in the end."""
    sys.path.append(str(Path(__file__).parent.parent / "tests"))
    from pgserver import PostgresServer, programs  # noqa: PLC0415

    found = programs()
    if found is None:
        raise SystemExit("Debian's package postgresql is not installed")
    server = PostgresServer(found)
    try:
        tally = kill(server.new_database())
        tally.faults += server.faults()
    finally:
        server.close()
    return tally


if __name__ == "__main__":
    raise SystemExit(main())
