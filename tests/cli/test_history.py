"""``guidewarden history`` and ``report``: what the store knows, told as a person would ask for it."""

import json
import shutil
from pathlib import Path

import pytest

from guidewarden.demo.server import Reply, Response
from guidewarden.store import open_store
from projects import Folder
from webs import routes, serving

PAGE = Response.html(
    "<html lang=en><title>A source</title><h1>A source</h1><p>" + "Words of substance. " * 200
)
A, B = "http://host.example/source/a", "http://host.example/source/b"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder after two nights: in the second, a is gone."""
    made = Folder(tmp_path_factory.mktemp("lived"))
    pages: dict[str, Reply] = {"/source/a": PAGE, "/source/b": PAGE}
    with serving(lambda request: routes(pages)(request)) as server:  # noqa: PLW0108 - pages changes
        made.serve(server)
        made.guide([A, B])
        assert made.run("run").returncode == 0
        del pages["/source/a"]
        assert made.run("run").returncode == 1
    return made


@pytest.fixture
def folder(lived: Folder, tmp_path: Path) -> Folder:
    """A copy of it, to do with as a test likes. There is no server any more: nothing may be asked."""
    shutil.copytree(lived.path, tmp_path, dirs_exist_ok=True)
    return Folder(tmp_path, dict(lived.settings))


def test_a_life_as_text_and_as_data(folder: Folder) -> None:
    done = folder.run("history", A)
    assert done.returncode == 0
    assert "broken (not-found)" in done.stdout
    assert "failing since" in done.stdout
    assert "  .X\n" in done.stdout
    assert "not-found 404" in done.stdout
    data = json.loads(folder.run("history", A, "--format", "json").stdout)
    assert data["key"] == f"link:{A}"
    (life,) = data["lives"]
    assert [one["state"] for one in life["nights"]] == ["ok", "broken"]
    assert [(one["state"], one["status"]) for one in life["changes"]] == [("ok", 200), ("broken", 404)]
    assert life["now"]["failing_since"] == life["nights"][1]["started"]
    assert (life["now"]["streak"], life["now"]["flapping"], life["now"]["recovered"]) == (1, False, None)


@pytest.mark.parametrize("asked", ["http://HOST.example:80/source/b", f"link:{B}"])
def test_a_link_is_found_in_any_form(folder: Folder, asked: str) -> None:
    assert "  ..\n" in folder.run("history", asked).stdout


def test_a_mistake_in_writing_is_met_with_what_may_be_meant(folder: Folder) -> None:
    done = folder.run("history", A.replace("source", "suorce"))
    assert done.returncode == 4
    assert done.stderr.rstrip().endswith(f"; did you mean {A}?") or f"did you mean {A} or " in done.stderr


def test_what_nobody_has_seen_is_told(folder: Folder) -> None:
    for asked in ("https://elsewhere.example/", "10.1234/abc", "http://[", "\x1b[31mred"):
        done = folder.run("history", asked)
        assert done.returncode == 4
        assert done.stdout == ""
        assert "no stored run has seen" in done.stderr
        assert "did you mean" not in done.stderr
        assert "\x1b" not in done.stderr


def test_without_a_link_the_runs_are_listed(folder: Folder) -> None:
    text = folder.run("history").stdout
    data = json.loads(folder.run("history", "--format", "json").stdout)
    assert [run["state"] for run in data["runs"]] == ["complete", "complete"]
    assert [line.split()[2] for line in text.splitlines()] == [run["id"] for run in data["runs"]]


def test_a_stored_run_is_written_again_without_a_request(folder: Folder) -> None:
    before = folder.results()
    (folder.path / "reports" / "results.json").unlink()
    done = folder.run("report")
    assert done.returncode == 1, done.stderr
    again = folder.results()
    assert again == before
    first = json.loads(folder.run("history", "--format", "json").stdout)["runs"][-1]
    done = folder.run("report", "--run", first["id"][:6], "--report-dir", "then")
    assert done.returncode == 0, done.stderr
    then = json.loads((folder.path / "then" / "results.json").read_text("utf-8"))
    assert then["counts"]["ok"] == 2
    assert then["run"]["started"] == first["started"]
    assert "no stored run begins with" in folder.run("report", "--run", "zz").stderr


def test_a_stored_run_is_judged_by_today_s_settings_and_guides(folder: Folder) -> None:
    folder.settings["hosts"] = {"host.example": {"accept": [404]}}
    folder.guide([A, B, "http://host.example/source/new"])
    done = folder.run("report")
    assert done.returncode == 0, done.stdout
    assert folder.results()["counts"]["ok"] == 2
    assert len(folder.results()["results"]) == 2  # what the run has not seen is left out
    with open_store(folder.settings.get("store", "sqlite:///reports/guidewarden.db"), folder.path) as store:
        assert [change.state for change in store.life(f"link:{A}")[0].changes] == ["ok", "broken"]


def test_where_nothing_is_stored_that_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.guide([A])
    for command in (
        ["report"],
        ["history"],
        ["history", A],
        ["store", "check"],
        ["store", "export", "x.jsonl"],
    ):
        done = folder.run(*command)
        assert done.returncode == 2
        assert "there is no store here" in done.stderr
    assert not (tmp_path / "reports").exists()
