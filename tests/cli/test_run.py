"""``guidewarden run``, as a process, against real servers."""

import re
import signal
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from guidewarden.demo.server import Request, Response
from projects import Folder, signalled, wait_until
from webs import routes, serving

PAGE = Response.html(
    "<html lang=en><title>A source</title><h1>A source</h1><p>" + "Words of substance. " * 200
)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def urls(count: int, hosts: int = 1) -> list[str]:
    return [f"http://host{number % hosts}.example/source/{number}" for number in range(count)]


def test_a_clean_run_ends_with_a_report_and_zero(folder: Folder) -> None:
    with serving(lambda request: PAGE) as server:
        folder.serve(server)
        folder.guide(urls(3))
        done = folder.run("run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Report: reports/report.html" in done.stderr
    data = folder.results()
    assert data["schema"] == 1
    assert data["run"]["state"] == "complete"
    assert data["counts"]["ok"] == 3
    assert [result["url"] for result in data["results"]] == urls(3)
    assert (folder.path / "reports" / "findings.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_what_is_gone_is_broken_with_its_line_and_label(folder: Folder) -> None:
    with serving(routes({"/source/0": PAGE})) as server:
        folder.serve(server)
        guide = folder.guide(urls(2))
        done = folder.run("run")
    line = next(n for n, text in enumerate(guide.read_text().splitlines(), 1) if "source/1" in text)
    assert done.returncode == 1
    assert f"guides/links.yaml:{line}:" in done.stdout
    data = folder.results()
    assert data["counts"]["broken"] == 1
    broken = next(result for result in data["results"] if result["state"] == "broken")
    assert (broken["reason"], broken["status"], broken["attempts"]) == ("not-found", 404, 2)
    assert broken["occurrences"][0]["label"] == "Source 2"
    assert broken["occurrences"][0]["line"] == line
    assert "Source 2" in folder.report()
    assert folder.run("run", "--fail-on", "never").returncode == 3  # no server any more: offline


def test_each_link_is_asked_once_however_often_it_stands(folder: Folder) -> None:
    with serving(lambda request: PAGE) as server:
        folder.serve(server)
        folder.guide(urls(2) * 3)
        folder.guide(urls(2), "guides/other.yaml")
        done = folder.run("run")
    assert done.returncode == 0, done.stdout
    asked = Counter(request.path for request in server.log)
    assert asked["/source/0"] == asked["/source/1"] == 1
    assert [len(result["occurrences"]) for result in folder.results()["results"]] == [4, 4]


def test_without_internet_nothing_is_broken_and_it_says_so(folder: Folder) -> None:
    folder.offline()
    folder.guide([*urls(3), "https://elsewhere.example/"])
    folder.write("guides/bare.yaml", "title: Bare\nsections:\n  - title: Empty\n")
    done = folder.run("run")
    assert done.returncode == 3
    assert "no internet" in done.stderr
    data = folder.results()
    assert data["run"]["state"] == "offline"
    assert data["counts"]["broken"] == data["counts"]["failing"] == 0
    assert data["counts"]["unverifiable"] == 4
    assert {found["code"] for found in data["findings"]} & {"GDE001", "GDE002", "GDE004"}
    assert "no internet" in folder.report()
    assert "GDE" in done.stdout


def test_the_line_going_down_in_the_middle_leaves_what_was_seen(folder: Folder) -> None:
    with serving(lambda request: PAGE) as server:
        folder.serve(
            server,
            controls=["http://127.0.0.1:1/"],
            connect_to={
                "seen.example:80": f"127.0.0.1:{server.port}",
                "*:80": "127.0.0.1:1",
                "*:443": "127.0.0.1:1",
            },
            retries=0,
        )
        folder.guide(["http://seen.example/", "http://lost.example/"])
        done = folder.run("run")
    assert done.returncode == 3
    states = {result["url"]: result["state"] for result in folder.results()["results"]}
    assert states == {"http://seen.example/": "ok", "http://lost.example/": "unverifiable"}


def test_a_killed_run_is_taken_up_where_it_was(folder: Folder) -> None:
    def slowly(request: Request) -> Response:
        return Response(200, [("Content-Type", "text/html")], PAGE.body, delay=0.05)

    with serving(slowly) as server:
        folder.serve(server)
        folder.settings["pace"] = {"concurrency": 2, "per_second": 1000}
        folder.guide(urls(60, hosts=2))
        process = folder.start("run")
        wait_until(lambda: len(server.log) >= 25)
        signalled(process, signal.SIGKILL)
        before = Counter(request.path for request in server.log)
        assert len(before) < 60
        done = folder.run("run")
        again = Counter(request.path for request in server.log) - before
    assert done.returncode == 0, done.stdout + done.stderr
    resumed = re.search(r"(\d+) of 60 are checked already", done.stderr)
    assert resumed is not None
    kept = int(resumed.group(1))
    assert kept >= 25 - 4  # at most the four on their way were not kept yet
    assert sum(again.values()) == 60 - kept
    assert folder.results()["counts"]["ok"] == 60


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_cleanly_with_a_partial_report(folder: Folder, number: signal.Signals) -> None:
    with serving(lambda request: replace(PAGE, delay=0.2)) as server:
        folder.serve(server)
        folder.guide(urls(80))
        process = folder.start("run")
        wait_until(lambda: len(server.log) >= 8)
        _, err = signalled(process, number)
    assert process.returncode == 3, err
    assert "Interrupted" in err
    data = folder.results()
    assert data["run"]["state"] == "interrupted"
    assert 0 < data["counts"]["unverifiable"] < 80
    assert data["counts"]["broken"] == 0


def test_a_second_signal_ends_at_once_and_keeps_what_was_checked(folder: Folder) -> None:
    with serving(
        lambda request: PAGE if request.path < "/source/2" else Response.html("x", delay=60)
    ) as server:
        folder.serve(server, timeout=50)
        folder.guide(urls(30))
        process = folder.start("run")
        wait_until(lambda: any(request.path >= "/source/2" for request in server.log))
        process.send_signal(signal.SIGTERM)
        assert process.stderr is not None
        assert "once more" in process.stderr.readline()
        _, err = signalled(process, signal.SIGTERM)
        assert process.returncode == 3, err
        assert "Traceback" not in err
        assert "interrupted" in err


def test_two_runs_at_once_do_not_share_a_store(folder: Folder) -> None:
    with serving(lambda request: Response.html("x", delay=0.3)) as server:
        folder.serve(server)
        folder.guide(urls(20))
        first = folder.start("run")
        wait_until(lambda: len(server.log) >= 2)
        second = folder.run("run")
        signalled(first, signal.SIGINT)
    assert second.returncode == 3
    assert "another run" in second.stderr


def test_a_run_that_could_not_be_published_is_taken_up_and_published_as_if_nothing_had_happened(
    folder: Folder,
) -> None:
    with serving(routes({})) as server:
        folder.serve(server)
        folder.guide(urls(3))
        (folder.path / "reports" / "report.html").mkdir(parents=True)
        failed = folder.run("run")
        asked = len(server.log)
        (folder.path / "reports" / "report.html").rmdir()
        done = folder.run("run")
        assert len(server.log) == asked
    assert failed.returncode == 2
    assert "report.html: cannot be written" in failed.stderr
    assert done.returncode == 1
    assert "Still broken" not in folder.report()


def test_a_report_folder_that_cannot_be_used_is_told_before_anything_is_asked(folder: Folder) -> None:
    with serving(lambda request: PAGE) as server:
        folder.serve(server)
        folder.guide(urls(1))
        folder.write("taken", "a file where a folder should be")
        done = folder.run("run", "--report-dir", "taken")
        assert server.log == []
    assert done.returncode == 2
    assert done.stderr.startswith("taken: a folder is needed here")


def test_a_bad_guide_does_not_hide_the_others(folder: Folder) -> None:
    with serving(lambda request: PAGE) as server:
        folder.serve(server)
        folder.guide(urls(2))
        folder.write("guides/bad.yaml", "title: Bad\nsectoins: []\n")
        done = folder.run("run")
    assert done.returncode == 2
    assert "guides/bad.yaml:2:1: " in done.stderr
    assert "did you mean `sections`" in done.stderr
    assert folder.results()["counts"]["ok"] == 2
    assert "guides/bad.yaml" in folder.report()


def test_the_second_night_says_what_is_new_still_broken_and_fixed(folder: Folder) -> None:
    pages = {"/source/0": PAGE, "/source/1": PAGE}
    with serving(lambda request: routes(pages)(request)) as server:  # noqa: PLW0108 - pages changes
        folder.serve(server)
        folder.guide(urls(3))
        assert folder.run("run").returncode == 1
        del pages["/source/0"]
        pages["/source/2"] = PAGE
        done = folder.run("run")
    assert done.returncode == 1
    states = {result["url"][-1]: result["state"] for result in folder.results()["results"]}
    assert states == {"0": "broken", "1": "ok", "2": "ok"}
    report = re.sub(r"\s+", " ", folder.report())
    assert re.search(r"New since", report)
    assert re.search(r"Fixed since", report)


def test_a_run_whose_time_is_up_says_what_it_left(folder: Folder) -> None:
    with serving(lambda request: replace(PAGE, delay=0.2)) as server:
        folder.serve(server)
        folder.settings["pace"]["minutes"] = 0.02
        folder.guide(urls(80))
        done = folder.run("run")
    assert done.returncode == 3
    reasons = Counter(result["reason"] for result in folder.results()["results"])
    assert set(reasons) == {"reachable", "budget-spent"}
    assert "time was up" in folder.report()


def test_a_site_that_asks_for_a_rest_gets_it_for_all_its_links(folder: Folder) -> None:
    def busy(request: Request) -> Response:
        first = [asked.path for asked in server.log].count(request.path) == 1
        if request.path == "/source/0" and first:
            return Response.html("slow down", 429, [("Retry-After", "1")])
        return replace(PAGE, delay=0.05)

    with serving(busy) as server:
        folder.serve(server)
        folder.settings["pace"]["concurrency"] = 1
        folder.guide(urls(6))
        done = folder.run("run")
        times = [request.at for request in server.log if request.host == "host0.example"]
    assert done.returncode == 0, done.stdout
    assert times[1] - times[0] >= 1
