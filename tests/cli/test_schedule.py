"""``guidewarden schedule`` and ``guidewarden status``, as processes, against real servers and a real store."""

import datetime as dt
import json
import signal
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from guidewarden.cli.main import main
from guidewarden.demo.server import Response
from guidewarden.schedule.service import JOB
from guidewarden.store import SlotState, open_slots, open_store
from projects import Folder, signalled, wait_until
from webs import serving

PAGE = Response.html(
    "<html lang=en><title>A source</title><h1>A source</h1><p>" + "Words of substance. " * 200
)
STORE = "sqlite:///reports/guidewarden.db"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def urls(count: int) -> list[str]:
    return [f"http://host{number % 4}.example/source/{number}" for number in range(count)]


@contextmanager
def service(folder: Folder, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Run the service, and be sure that it ends."""
    process = folder.start("schedule", *arguments)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def hear(process: "subprocess.Popen[str]", words: str) -> str:
    """Read the log until a line says this."""
    assert process.stderr is not None
    heard = ""
    for line in process.stderr:
        heard += line
        if words in line:
            return heard
    raise AssertionError(heard)


def state(folder: Folder) -> str:
    with open_slots(STORE, folder.path) as slots:
        last = slots.last(JOB)
    return last.state.value if last else ""


def test_a_missed_night_is_run_at_the_start_and_only_once(folder: Folder) -> None:
    with serving(lambda request: PAGE) as server:
        folder.serve(server)
        folder.guide(urls(3))
        for words in ("is done; the next is at", "is done already"):
            with service(folder) as process:
                heard = hear(process, words)
                out, err = signalled(process, signal.SIGTERM)
            assert process.returncode == 0, heard + err
            assert out == ""
            assert "Traceback" not in heard + err
        asked = Counter(request.path for request in server.log)
    assert asked == {f"/source/{number}": 1 for number in range(3)}
    assert folder.results()["run"]["state"] == "complete"


def test_a_stop_leaves_a_partial_report_and_the_next_start_goes_on(folder: Folder) -> None:
    with serving(lambda request: replace(PAGE, delay=0.1)) as server:
        folder.serve(server)
        folder.settings["pace"] = {"concurrency": 2, "per_second": 1000}
        folder.guide(urls(60))
        with service(folder) as process:
            wait_until(lambda: len(server.log) >= 12)
            _, err = signalled(process, signal.SIGTERM)
        assert process.returncode == 0, err
        assert folder.results()["run"]["state"] == "interrupted"
        assert "partial" in folder.report()
        assert "can be taken up again" in err
        assert state(folder) == "free"
        before = len(server.log)
        with service(folder) as process:
            wait_until(lambda: state(folder) == "done")
            _, err = signalled(process, signal.SIGINT)
        asked = Counter(request.path for request in server.log)
    assert "an interrupted run is taken up" in err
    assert before < 60
    assert max(asked.values()) == 1
    assert folder.results()["counts"]["ok"] == 60


def test_a_second_signal_aborts(folder: Folder) -> None:
    with serving(lambda request: replace(PAGE, delay=15)) as server:
        folder.serve(server, timeout=20)
        folder.guide(urls(4))
        with service(folder) as process:
            wait_until(lambda: len(server.log) >= 1)
            process.send_signal(signal.SIGTERM)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=10)
        assert process.returncode == 3, err
        assert "Traceback" not in err
    assert state(folder) == "free"
    assert not (folder.path / "reports" / "report.html").exists()


def test_two_services_share_a_store_and_one_runs(folder: Folder) -> None:
    with serving(lambda request: replace(PAGE, delay=0.3)) as server:
        folder.serve(server)
        folder.guide(urls(12))
        with service(folder) as one, service(folder) as two:
            wait_until(lambda: state(folder) == "done")
            errors = [signalled(process, signal.SIGTERM)[1] for process in (one, two)]
        asked = Counter(request.path for request in server.log)
    assert asked == {f"/source/{number}": 1 for number in range(12)}
    assert sum("is claimed" in err for err in errors) == 1
    assert [process.returncode for process in (one, two)] == [0, 0]


_LEFT = "UPDATE slots SET state = 'held', finished_at = NULL, lease_until = '2020-01-01 00:00:00.000000'"
"""What a kill between the run's end and the slot's leaves behind."""


def change(folder: Folder, statement: str) -> None:
    with sqlite3.connect(folder.path / "reports" / "guidewarden.db") as connection:
        connection.execute(statement)
    connection.close()


def test_a_run_of_a_clock_that_was_far_ahead_is_not_taken_for_tonights(folder: Folder) -> None:
    with serving(lambda request: PAGE) as server:
        folder.serve(server)
        folder.guide(urls(3))
        for _ in range(2):
            with service(folder) as process:
                heard = hear(process, "is done; the next is at")
                process.kill()
            change(folder, _LEFT)
            change(folder, "UPDATE runs SET started = '2099-01-01 03:15:00.000000'")
        assert "its run was over already" not in heard
    assert len(server.log) == 6


def test_a_night_whose_service_was_killed_at_its_very_end_is_not_run_again(folder: Folder) -> None:
    with serving(lambda request: PAGE) as server:
        folder.serve(server)
        folder.settings["notify"] = {"webhook": {"url": f"http://127.0.0.1:{server.port}/hook"}}
        folder.guide(urls(3))
        with service(folder) as process:
            hear(process, "is done; the next is at")
            process.kill()
        change(folder, _LEFT)
        with service(folder) as process:
            heard = hear(process, "is done; the next is at")
            signalled(process, signal.SIGTERM)
        asked = Counter(request.path for request in server.log)
    assert "its run was over already" in heard
    # Whether anybody was told before the kill, nobody knows: twice is better than never.
    assert asked == {**{f"/source/{number}": 1 for number in range(3)}, "/hook": 2}
    with open_store(STORE, folder.path, alone=False) as store:
        assert len(store.runs()) == 1


def test_logs_are_json_lines_with_the_run_and_the_evidence(folder: Folder) -> None:
    with serving(lambda request: Response.html("<h1>Gone</h1>", 410)) as server:
        folder.serve(server)
        folder.guide(urls(1))
        with service(folder, "--log-format", "json", "--verbose") as process:
            wait_until(lambda: state(folder) == "done")
            _, err = signalled(process, signal.SIGTERM)
    lines = [json.loads(line) for line in err.splitlines()]
    events = [line["event"] for line in lines if "event" in line]
    for event in (
        "service-started",
        "slot-claimed",
        "run-begun",
        "verdict",
        "run-ended",
        "slot-closed",
        "service-ended",
    ):
        assert event in events, events
    runs = {
        line["run"]
        for line in lines
        if line.get("event") in ("run-begun", "verdict", "plausibility", "run-ended")
    }
    assert len(runs) == 1
    (verdict,) = [line for line in lines if line.get("event") == "verdict"]
    assert (verdict["state"], verdict["reason"]) == ("broken", "gone")
    assert "410 http://host0.example/source/0" in verdict["seen"][0]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("schedule:\n  cron: 15 3 * *\n", "guidewarden.yaml:2:9: `schedule.cron`: a cron expression has 5 fields"),
        ("schedule:\n  cron: 0 0 31 2 *\n", "guidewarden.yaml:2:9: `schedule.cron`: no such day ever comes"),
        ("schedule:\n  timezone: Europe/Brusels\n", "guidewarden.yaml:2:13: `schedule.timezone`: no time zone is called"),
        ("notify:\n  mail: {host: smtp.example.org}\n", "guidewarden.yaml:2:9: missing key `from`"),
        ("notify:\n  github: {repository: x}\n", "guidewarden.yaml:2:24: `notify.github.repository`: expected owner/name"),
        ("notify:\n  ping: {url: $}\n", "guidewarden.yaml:2:15: `notify.ping.url`: expected a web address"),
        ("notify:\n  operator: a@b.c, d@e.f\n", "guidewarden.yaml:2:13: `notify.operator`: expected a mail address"),
        ("notify: {mail: {host: a.example, from: a@b.example, user: u, tls: none}}\n", "guidewarden.yaml:1:67: `notify.mail.tls`: with a `user`, the password would be sent in the clear"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["schedule", "status"])
def test_wrong_settings_are_told_with_their_place(
    folder: Folder, command: str, text: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder.write("guidewarden.yaml", text)
    assert main([command, "--config", str(file)]) == 2
    assert line in capsys.readouterr().err


def test_status_is_for_people_and_for_monitoring(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    def status(*arguments: str) -> tuple[int, str]:
        file = folder.write("guidewarden.yaml", json.dumps(folder.settings))
        return main(["status", "--config", str(file), *arguments]), capsys.readouterr().out

    now = dt.datetime.now(dt.UTC).replace(second=0, microsecond=0)
    folder.settings["schedule"] = {"cron": f"{now.minute} {now.hour} * * *"}
    code, text = status()
    assert (code, text.splitlines()[0]) == (4, "No night has been run yet.")
    with open_slots(STORE, folder.path) as slots:
        claim = slots.claim(JOB, now, "host:1:a\x1b[31m", now, dt.timedelta(hours=1))
        assert claim is not None
        code, text = status("--format", "json")
        assert (code, json.loads(text)["health"]) == (0, "running")
        slots.finish(claim, now, SlotState.DONE, "complete 4f2a")
    code, text = status()
    assert code == 0
    assert "All is well." in text
    assert "done (complete 4f2a)" in text
    assert "\x1b" not in text
    data = json.loads(status("--format", "json")[1])
    assert data["last_done"] == data["last"]["slot"] == f"{now:%Y-%m-%dT%H:%M:%SZ}"
    assert data["next"] == f"{now + dt.timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    folder.settings["schedule"] = {"cron": f"{(now - dt.timedelta(minutes=30)).minute} * * * *"}
    folder.settings["store"] = "sqlite:///reports/late.db"
    long_ago = now - dt.timedelta(days=2)
    with open_slots("sqlite:///reports/late.db", folder.path) as slots:
        old = slots.claim(JOB, long_ago, "x", long_ago, dt.timedelta(hours=1))
        assert old is not None
        slots.finish(old, now, SlotState.DONE)
    code, text = status()
    assert code == 3
    assert "overdue" in text


@pytest.mark.parametrize("command", ["schedule", "status"])
def test_a_store_that_cannot_be_used_is_a_line(folder: Folder, command: str) -> None:
    folder.guide(urls(1))
    folder.write("reports/guidewarden.db", b"this is no database, but long enough to be taken for one" * 100)
    if command == "status":
        done = folder.run("status")
        assert done.returncode == 3
        assert len(done.stderr.splitlines()) == 1
        return
    with service(folder) as process:
        assert process.stderr is not None
        lines = [process.stderr.readline() for _ in range(2)]
        _, err = signalled(process, signal.SIGTERM)
    assert process.returncode == 0
    assert "the store cannot be used" in lines[1]
    assert "trying again in a minute" in lines[1]
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["schedule", "status"])
def test_help_has_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert f"examples:\n  guidewarden {command}" in capsys.readouterr().out
