"""A night in which too much fails at once, as a process, and whom a run tells."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from guidewarden.demo.server import Request, Response
from projects import Folder
from webs import serving

PAGE = Response.html(
    "<html lang=en><title>A source</title><h1>A source</h1><p>" + "Words of substance. " * 200
)
GONE = Response.html("<title>Not found</title><h1>Not found</h1>", 404)
HOSTS = 12


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def failing_from(number: int) -> Callable[[Request], Response]:
    """Give a web on which the hosts from this number on say that nothing is there."""

    def respond(request: Request) -> Response:
        if request.path == "/hook":
            return Response(204)
        name = request.host.partition(".")[0]
        return GONE if name.startswith("host") and int(name[4:]) >= number else PAGE

    return respond


def test_a_night_in_which_much_fails_at_once_calls_nothing_broken(folder: Folder) -> None:
    web = [failing_from(HOSTS), failing_from(HOSTS - 6)]
    with serving(lambda request: web[0](request)) as server:  # noqa: PLW0108 - it changes between the nights
        folder.serve(server)
        folder.settings["notify"] = {"webhook": {"url": f"{server.url}/hook"}}
        folder.guide([f"http://host{number}.example/source" for number in range(HOSTS)])
        assert folder.run("run").returncode == 0
        web.reverse()
        done = folder.run("run", "--notify")
        told = [json.loads(request.body) for request in server.log if request.path == "/hook"]
        assert done.returncode == 3, done.stdout + done.stderr
        data = folder.results()
        assert data["run"]["state"] == "inconclusive"
        assert (data["counts"]["broken"], data["counts"]["failing"]) == (0, 0)
        assert data["counts"]["unverifiable"] == 6
        assert {result["reason"] for result in data["results"]} == {"reachable", "implausible"}
        assert "6 of 12 sites that worked before failed in one night." in done.stderr
        assert "6 of 12 sites that worked before failed in one night." in folder.report()
        (payload,) = told
        assert payload["run"]["state"] == "inconclusive"
        assert payload["new"] == [] or all(found["code"] != "LNK001" for found in payload["new"])
        web[0] = failing_from(HOSTS - 3)
        done = folder.run("run")
    assert done.returncode == 1
    assert folder.results()["counts"]["broken"] == 3


def test_control_addresses_that_fail_too_make_a_night_inconclusive(folder: Folder) -> None:
    web = [failing_from(HOSTS)]
    with serving(lambda request: web[0](request)) as server:  # noqa: PLW0108 - it changes between the nights
        folder.serve(server, controls=["http://127.0.0.1:1/"])
        folder.guide([f"http://host{number}.example/source" for number in range(HOSTS)])
        assert folder.run("run").returncode == 0
        web[0] = failing_from(HOSTS - 3)
        done = folder.run("run")
    assert done.returncode == 3, done.stdout + done.stderr
    assert folder.results()["counts"]["broken"] == 0
    assert "none of the control addresses" in done.stderr
