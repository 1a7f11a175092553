"""Settings of hosts and ignores, end to end: the program as a process, against real servers."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from guidewarden.demo.server import Reply, Request, Response
from projects import Folder
from webs import serving

PAGE = Response.html(
    "<html lang=en><title>A source</title><h1>A source</h1><p>" + "Words of substance. " * 200
)
LINK = "http://site.example/source"
WALL = Response.html("<title>No</title>", 403)
LOOP = Response(302, {"Location": LINK})
TODAY = dt.datetime.now(dt.UTC).date()
NEXT_YEAR = (TODAY + dt.timedelta(days=300)).isoformat()
YESTERDAY = (TODAY - dt.timedelta(days=1)).isoformat()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def ignoring(url: str = LINK, **more: Any) -> dict[str, Any]:
    return {"url": url, "reason": "They <b>move</b>", "until": NEXT_YEAR} | more


def state(folder: Folder, url: str = LINK) -> tuple[str, str]:
    found = next(result for result in folder.results()["results"] if result["url"] == url)
    return found["state"], found["reason"]


def codes(folder: Folder) -> set[str]:
    return {finding["code"] for finding in folder.results()["findings"]}


class Site:
    """A server whose answer changes from night to night; every page gets it."""

    def __init__(self) -> None:
        self.answer: Reply = PAGE

    def __call__(self, request: Request) -> Reply:
        return PAGE if request.path in ("/control", "/fine") else self.answer


def test_an_ignore_skips_reopens_and_holds_again(folder: Folder) -> None:
    site = Site()
    with serving(site) as server:
        folder.serve(server)
        folder.guide([LINK, "http://site.example/fine"])
        folder.settings["ignore"] = [ignoring()]
        nights = []
        for answer in (PAGE, WALL, WALL, LOOP, WALL, PAGE):
            site.answer = answer
            done = folder.run("run")
            nights.append((answer.status, done.returncode, *state(folder)))
    assert nights == [
        (200, 0, "ok", "reachable"),
        (403, 0, "skipped", "ignored"),
        (403, 0, "skipped", "ignored"),
        (302, 1, "broken", "redirect-loop"),
        (403, 0, "skipped", "ignored"),
        (200, 0, "ok", "reachable"),
    ]
    assert codes(folder) & {"GDE020", "GDE021"} == set()


def test_the_report_counts_what_is_skipped_and_says_why_and_until_when(folder: Folder) -> None:
    site = Site()
    site.answer = WALL
    with serving(site) as server:
        folder.serve(server)
        folder.guide([LINK, "http://site.example/fine"])
        folder.settings["ignore"] = [ignoring()]
        done = folder.run("run")
    assert done.returncode == 0
    assert folder.results()["counts"] | {"skipped": 1, "ok": 1, "blocked": 0} == folder.results()["counts"]
    report = folder.report()
    assert f"until {NEXT_YEAR}" in report
    assert "<b>move</b>" not in report
    assert "it is blocked (forbidden)" in report


def test_a_new_decision_begins_anew(folder: Folder) -> None:
    site = Site()
    with serving(site) as server:
        folder.serve(server)
        folder.guide([LINK])
        folder.settings["ignore"] = [ignoring()]
        for answer, reason, wanted in ((WALL, "a", "skipped"), (LOOP, "a", "broken"), (LOOP, "b", "skipped")):
            site.answer = answer
            folder.settings["ignore"][0]["reason"] = reason
            done = folder.run("run")
            assert state(folder)[0] == wanted, done.stderr
            if wanted == "broken":
                assert "you ignored it while it was blocked (forbidden)" in done.stdout


def test_an_expired_ignore_no_longer_applies_and_is_told_with_its_line(folder: Folder) -> None:
    site = Site()
    site.answer = LOOP
    with serving(site) as server:
        folder.serve(server)
        folder.guide([LINK, "http://site.example/fine"])
        folder.settings["ignore"] = [
            ignoring(until=YESTERDAY, owner="paula"),
            ignoring("http://nowhere.example/"),
        ]
        done = folder.run("run")
        linted = folder.run("lint", "--fail-on", "warning")
        single = folder.run("lint", "guides/links.yaml", "--fail-on", "info")
    assert done.returncode == 1
    assert state(folder) == ("broken", "redirect-loop")
    assert linted.returncode == 1
    lines = (folder.path / "guidewarden.yaml").read_text().splitlines()
    where = [number for number, line in enumerate(lines, 1) if line.startswith("- ")]
    for output in (done.stdout, linted.stdout):
        assert f"guidewarden.yaml:{where[0]}:3: " in output
        assert "GDE020" in output
        assert f"guidewarden.yaml:{where[1]}:3: " in output
        assert "GDE021" in output
    assert "GDE020" in single.stdout
    assert "GDE021" not in single.stdout  # other guides may hold the link
    assert "Paula Tester" in folder.report()


def test_what_is_expected_is_left_alone_and_nothing_else(folder: Folder) -> None:
    site = Site()
    site.answer = LOOP
    with serving(site) as server:
        folder.serve(server)
        folder.guide([LINK])
        for reason, wanted in (("redirect-loop", "skipped"), ("gone", "broken")):
            folder.settings["ignore"] = [ignoring("*.example", expect={"reason": reason})]
            checked = folder.run("check", "--format", "json")
            assert f'"state": "{wanted}"' in checked.stdout


def test_a_secret_comes_from_the_environment_and_stands_nowhere(folder: Folder) -> None:
    def respond(request: Request) -> Reply:
        if request.host == "site.example" and request.headers.get("x-key") != "s3cret":
            return Response.html("<title>No</title>", 403)
        return Response(302, {"Location": "http://other.example/"}) if request.path == "/away" else PAGE

    with serving(respond) as server:
        folder.serve(server)
        folder.guide([LINK, "http://site.example/away"])
        folder.settings["hosts"] = {"site.example": {"headers": {"X-Key": "$EXAMPLE_KEY"}}}
        without = folder.run("run")
        asked = len(server.log)
        done = folder.run("run", env={"EXAMPLE_KEY": "s3cret"})
    assert (without.returncode, asked) == (2, 0)
    line = next(
        n
        for n, text in enumerate((folder.path / "guidewarden.yaml").read_text().splitlines(), 1)
        if "headers" in text
    )
    assert f"guidewarden.yaml:{line}:" in without.stderr
    assert "`X-Key` needs the environment variable EXAMPLE_KEY, which is not set" in without.stderr
    assert done.returncode == 0, done.stdout
    assert {
        request.host: request.headers.get("x-key") for request in server.log if request.path != "/control"
    } == {
        "site.example": "s3cret",
        "other.example": None,
    }
    kept = b"".join(path.read_bytes() for path in folder.path.rglob("*") if path.is_file())
    assert b"s3cret" not in kept
    assert "s3cret" not in done.stdout + done.stderr


def test_hosts_are_asked_at_their_own_pace_by_their_own_rules(folder: Folder) -> None:
    def respond(request: Request) -> Reply:
        if request.path == "/robots.txt":
            return Response(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /no\n")
        return Response.html("<title>No</title>", 403) if request.host == "wall.example" else PAGE

    slow = [f"http://slow.example/{number}" for number in range(4)]
    with serving(respond) as server:
        folder.serve(server)
        folder.guide(
            [*slow, "http://wall.example/x", "http://strict.example/no", "http://strict.example/yes"]
        )
        folder.settings["hosts"] = {
            "slow.example": {"per_second": 4, "concurrency": 1},
            "wall.example": {"accept": [403]},
            "*.example": {"robots": True},
        }
        done = folder.run("run")
    assert done.returncode == 0, done.stdout
    assert state(folder, "http://wall.example/x") == ("ok", "accepted")
    assert state(folder, "http://strict.example/no") == ("unverifiable", "robots-disallowed")
    assert state(folder, "http://strict.example/yes") == ("ok", "reachable")
    assert sorted(f"{r.host}{r.path}" for r in server.log if r.host in ("strict.example", "wall.example")) == [
        "strict.example/robots.txt", "strict.example/yes", "wall.example/x",
    ]  # fmt: skip


def test_a_gentle_pace_is_seen_by_the_server(folder: Folder) -> None:
    with serving(lambda _: PAGE) as server:
        folder.serve(server)
        folder.guide([f"http://{host}.example/{number}" for number in range(6) for host in ("slow", "fast")])
        folder.settings["hosts"] = {"slow.example": {"per_second": 2}}
        done = folder.run("run")
    assert done.returncode == 0, done.stdout
    times = {host: [r.at for r in server.log if r.host == f"{host}.example"] for host in ("slow", "fast")}
    slow = times["slow"]
    assert all(later - sooner >= 1 for sooner, later in zip(slow, slow[2:], strict=False))
    assert max(times["fast"]) - min(times["fast"]) < 1
