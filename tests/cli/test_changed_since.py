"""``check --changed-since``: on real repositories, against a real server."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from guidewarden.demo.server import Response, Server
from projects import Folder
from repositories import Repository
from webs import routes, serving

PAGE = Response.html("<title>A source</title><h1>A source</h1><p>" + "Words of substance. " * 200)


def url(name: str) -> str:
    return f"http://host.example/{name}"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    project = Repository(tmp_path / "project")
    project.path.mkdir()
    project.begin()
    project.guide([url("a"), url("b")], "guides/one.yaml")
    project.guide([url("c"), url("d"), url("d")], "guides/two.yaml")
    project.commit()
    project.branch("work")
    return project


@contextmanager
def web(project: Folder) -> Iterator[Server]:
    """A web where everything is there but ``gone``."""
    with serving(routes({f"/{name}": PAGE for name in "abcdefgh"})) as server:
        project.serve(server)
        yield server


def asked(server: Server) -> set[str]:
    """The pages asked for, without what only settles doubts."""
    return {request.path.strip("/") for request in server.log if len(request.path) < 6} - {"", "control"}


def added(project: Repository, *arguments: str, ref: str = "main") -> tuple[int, set[str], dict[str, Any]]:
    with web(project) as server:
        done = project.run("check", "--changed-since", ref, "--format", "json", *arguments)
        assert done.returncode in (0, 1), done.stderr
        return done.returncode, asked(server), json.loads(done.stdout)


def test_only_the_added_link_is_asked_for_and_only_its_place_is_told(repository: Repository) -> None:
    repository.guide([url("a"), url("e"), url("b")], "guides/one.yaml")
    repository.commit()
    code, paths, data = added(repository)
    assert (code, paths) == (0, {"e"})
    (result,) = data["results"]
    (place,) = result["occurrences"]
    assert (place["path"], place["line"]) == ("guides/one.yaml", 13)


def test_a_broken_link_that_was_added_fails(repository: Repository) -> None:
    repository.guide([url("a"), url("b"), url("gone")], "guides/one.yaml")
    repository.commit()
    code, paths, data = added(repository)
    assert (code, paths) == (1, {"gone"})
    assert [found["code"] for found in data["findings"]] == ["LNK001"]


def test_a_deleted_guide_and_a_deleted_link_add_nothing(repository: Repository) -> None:
    (repository.path / "guides/one.yaml").unlink()
    repository.guide([url("d")], "guides/two.yaml")
    repository.commit()
    code, paths, data = added(repository)
    assert (code, paths, data["results"], data["findings"]) == (0, set(), [], [])


def test_what_the_text_shows_of_old_lines_is_not_told(repository: Repository) -> None:
    repository.write(
        "guides/bad.yaml", "title: Bad\nsections:\n  - title: Box\n    blocks:\n      - html: '<img src=x>'\n"
    )
    repository.commit()
    repository.git("branch", "--force", "main")
    repository.guide([url("a"), url("b"), url("e")], "guides/one.yaml")
    code, _, data = added(repository)
    assert (code, data["findings"]) == (0, [])


def test_an_unreadable_old_guide_counts_as_empty_and_a_new_one_is_two(repository: Repository) -> None:
    repository.git("switch", "--quiet", "main")
    repository.write("guides/three.yaml", "title: [\n")
    repository.commit()
    repository.git("switch", "--quiet", "--create", "mend")
    repository.guide([url("e")], "guides/three.yaml")
    assert added(repository)[1] == {"e"}
    repository.write("guides/three.yaml", "title: [\n")
    with web(repository):
        assert repository.run("check", "--changed-since", "main").returncode == 2


def test_paths_are_found_from_any_folder(repository: Repository) -> None:
    repository.guide([url("a"), url("b"), url("e")], "guides/one.yaml")
    with web(repository) as server:
        repository.run("lint")  # writes the settings
        inside = Folder(repository.path / "guides")
        done = inside.run("check", ".", "--config", "../guidewarden.yaml", "--changed-since", "main")
    assert done.returncode == 0, done.stderr
    assert asked(server) == {"e"}


def test_odd_names_are_no_options_and_no_patterns(repository: Repository) -> None:
    repository.git("branch", "odd;touch", "main")
    repository.guide([url("e")], "guides/-o $(touch y) ü.yaml")
    repository.commit()
    assert added(repository, ref="odd;touch")[1] == {"e"}
    for ref in ("--output=z", "main..work", "main\n"):
        with web(repository) as server:
            done = repository.run("check", f"--changed-since={ref}")
        assert done.returncode == 2, ref
        assert server.log == []
    assert not [name for name in ("y", "z") if (repository.path / name).exists()]


def test_without_common_history_it_is_two_and_says_fetch_depth(
    repository: Repository, tmp_path: Path
) -> None:
    repository.guide([url("a"), url("b"), url("gone")], "guides/one.yaml")
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.commit("One more on main")
    repository.git("switch", "--quiet", "work")
    source = f"file://{repository.path}"
    shallow = Repository(tmp_path / "shallow")
    repository.git("clone", "--quiet", "--depth=1", "--branch=work", source, str(shallow.path))
    with web(shallow) as server:
        unknown = shallow.run("check", "--changed-since", "origin/main")
        shallow.git("fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
        apart = shallow.run("check", "--changed-since", "origin/main")
        assert server.log == []
        shallow.git("fetch", "--quiet", "--unshallow")
        whole = shallow.run("check", "--changed-since", "origin/main")
    for done in (unknown, apart):
        assert done.returncode == 2
        assert done.stdout == ""
        assert "fetch-depth: 0" in done.stderr
    assert "no common ancestor" in apart.stderr
    assert whole.returncode == 1


def test_outside_a_repository_it_is_two(repository: Repository, tmp_path: Path) -> None:
    alone = Folder(tmp_path / "alone")
    alone.guide([url("e")], "guides/one.yaml")
    with web(alone) as server:
        assert alone.run("check", "--changed-since", "main").returncode == 2
        outside = alone.path / "guides/one.yaml"
        repository.settings = alone.settings
        both = repository.run("check", "guides", str(outside), "--changed-since", "main")
        assert server.log == []
    assert both.returncode == 2
    assert "is that of" in both.stderr or "outside the git repository" in both.stderr
    shutil.copy(outside, alone.path / "other.yaml")
    apart = repository.run("check", "guides", str(alone.path / "other.yaml"), "--changed-since", "main")
    assert apart.returncode == 2
    assert "lies outside the git repository" in apart.stderr


def test_without_git_it_is_two(repository: Repository) -> None:
    with web(repository) as server:
        done = repository.run("check", "--changed-since", "main", env={"PATH": "/nonexistent"})
        assert server.log == []
    assert done.returncode == 2
    assert "git is not installed" in done.stderr


def test_nothing_of_the_repository_is_run(repository: Repository) -> None:
    mark = repository.path / "ran"
    hook = repository.write(".git/hooks/post-index-change", f"#!/bin/sh\ntouch {mark}\n")
    hook.chmod(0o755)
    monitor = repository.write("monitor.sh", f"#!/bin/sh\ntouch {mark}\n")
    monitor.chmod(0o755)
    repository.git("config", "core.fsmonitor", str(monitor))
    repository.git("config", "diff.external", str(monitor))
    repository.guide([url("e")], "guides/three.yaml")
    before = (repository.path / ".git/index").read_bytes()
    mark.unlink(missing_ok=True)
    assert added(repository)[1] == {"e"}
    assert not mark.exists()
    assert (repository.path / ".git/index").read_bytes() == before


def test_offline_is_three_and_a_failing_link_does_not_fail(repository: Repository) -> None:
    repository.guide([url("a"), url("b"), url("e")], "guides/one.yaml")
    repository.offline()
    done = repository.run("check", "--changed-since", "main")
    assert done.returncode == 3
    with serving(routes({"/control": PAGE, "/e": Response(503, [], b"busy")})) as server:
        repository.serve(server)
        failing = repository.run("check", "--changed-since", "main", "--fail-on", "info")
    assert "LNK002" in failing.stdout or "failing" in failing.stdout
    assert failing.returncode == 0, failing.stdout


def test_what_the_night_saw_within_a_day_is_not_asked_again(repository: Repository) -> None:
    repository.guide([url("a"), url("b"), url("e"), url("gone")], "guides/one.yaml")
    with web(repository) as server:
        assert repository.run("run").returncode == 1
        seen = len(server.log)
        done = repository.run("check", "--changed-since", "main")
        again = {request.path for request in server.log[seen:]}
        assert done.returncode == 1
        assert "/e" not in again
        assert "/gone" in again
        assert "not asked again: 1" in done.stderr
        assert "interrupted" not in done.stderr
        elsewhere = len(server.log)
        repository.run("check", "--changed-since", "main", "--store", "sqlite:///reports/none.db")
        assert "/e" in {request.path for request in server.log[elsewhere:]}


def test_a_store_that_cannot_be_used_costs_nothing_else(repository: Repository) -> None:
    repository.guide([url("a"), url("b"), url("e")], "guides/one.yaml")
    repository.write("reports/guidewarden.db", b"this is no database" * 100)
    assert added(repository)[:2] == (0, {"e"})
