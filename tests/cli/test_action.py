"""The GitHub action: its own script, run by bash on scratch repositories as the runner would."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from guidewarden.demo.server import Response
from repositories import Repository
from webs import routes, serving

ROOT = Path(__file__).parent.parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
PAGE = Response.html("<title>A source</title><h1>A source</h1><p>" + "Words of substance. " * 200)
EXPRESSION = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")


@dataclass
class Job:
    """What a step of the action left behind."""

    code: int
    log: str
    summary: str
    outputs: dict[str, str]
    reports: Path
    annotations: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Read the log as the runner does: between stop-commands and its token, nothing is a command."""
        self.annotations, token = [], ""
        for line in self.log.replace("\r", "\n").splitlines():
            if token:
                token = "" if line.strip() == f"::{token}::" else token
            elif line.lstrip().startswith("::stop-commands::"):
                token = line.strip().removeprefix("::stop-commands::")
            elif line.lstrip().startswith("::"):
                self.annotations.append(line)
        assert not token, "commands were never turned on again"


def gate() -> dict[str, Any]:
    """The action's step that runs guidewarden."""
    step: dict[str, Any]
    (step,) = [one for one in ACTION["runs"]["steps"] if one.get("id") == "gate"]
    return step


def run_action(
    repository: Repository, *, base: str = "", env: dict[str, str] | None = None, **inputs: str
) -> Job:
    """Run the step; ``base`` is a pull request's base branch, ``inputs`` are the action's, with _ for -."""
    temp = repository.path.parent / "runner"
    tools = temp / "guidewarden" / "bin"
    if not tools.exists():
        tools.mkdir(parents=True)
        (tools / "python").symlink_to(sys.executable)
        start = tools / "guidewarden"
        start.write_text(f'#!/bin/sh\nexec {sys.executable} -m guidewarden "$@"\n')
        start.chmod(0o755)
    if repository.settings:
        repository.write("guidewarden.yaml", yaml.safe_dump(repository.settings))
    given = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    variables = {}
    for name, value in gate()["env"].items():
        found = EXPRESSION.fullmatch(value)
        assert found, value
        variables[name] = given[found[1]]
    files = {name: temp / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", gate()["run"]],
        cwd=repository.path,
        env={
            "PATH": os.environ["PATH"], "HOME": str(temp), "NO_PROXY": "*", "RUNNER_TEMP": str(temp), "GITHUB_BASE_REF": base,
            **{name: str(file) for name, file in files.items()}, **variables, **(env or {}),
        },
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.stderr == ""
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
    return Job(
        done.returncode,
        done.stdout,
        files["GITHUB_STEP_SUMMARY"].read_text(),
        outputs,
        temp / "guidewarden-reports",
    )


def url(name: str) -> str:
    return f"http://host.example/{name}"


@pytest.fixture
def upstream(tmp_path: Path) -> Repository:
    """A repository with main, and a branch work that leaves it."""
    repository = Repository(tmp_path / "upstream")
    repository.path.mkdir()
    repository.begin()
    repository.guide([url("a"), url("gone-before")])
    repository.commit()
    repository.branch("work")
    repository.guide([url("a"), url("gone-before"), url("b")])
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.guide([url("gone-meanwhile")], "guides/main.yaml")
    repository.commit()
    return repository


def pull_request(upstream: Repository, tmp_path: Path, *, depth: int = 0, branch: str = "work") -> Repository:
    """Check out what GitHub would: the merge of the branch into main, detached, as deep as asked for."""
    upstream.git("switch", "--quiet", "--detach", "main")
    upstream.git("merge", "--quiet", "--no-edit", branch)
    upstream.git("update-ref", "refs/pull/1/merge", "HEAD")
    upstream.git("switch", "--quiet", "main")
    clone = Repository(tmp_path / "job" / "checkout")
    clone.path.mkdir(parents=True)
    clone.begin()
    clone.git("remote", "add", "origin", f"file://{upstream.path}")
    deep = [f"--depth={depth}"] if depth else []
    refs = ["+refs/pull/1/merge:refs/remotes/pull/1/merge"]
    refs += [] if depth else ["+refs/heads/*:refs/remotes/origin/*"]
    clone.git("fetch", "--quiet", "--no-tags", *deep, "origin", *refs)
    clone.git("checkout", "--quiet", "--force", "refs/remotes/pull/1/merge")
    return clone


def test_a_sound_pull_request_passes_though_older_links_are_gone(
    upstream: Repository, tmp_path: Path
) -> None:
    job = pull_request(upstream, tmp_path)
    with serving(routes({"/a": PAGE, "/b": PAGE})) as server:
        job.serve(server)
        done = run_action(job, base="main")
    asked = {request.path for request in server.log}
    assert done.code == 0, done.log
    assert "/b" in asked
    assert not [path for path in asked if "gone" in path]
    assert (done.outputs["lint"], done.outputs["check"]) == ("0", "0")
    assert "## guidewarden lint" in done.summary.replace("&#45;", "-")
    assert "1 link: 1 fine." in done.summary
    for name in ("lint.sarif", "check.sarif", "check.json", "lint.xml", "check.md", "check.txt"):
        assert (done.reports / name).stat().st_size, name


def test_a_broken_link_that_a_pull_request_adds_fails_it_with_an_annotation(
    upstream: Repository, tmp_path: Path
) -> None:
    job = pull_request(upstream, tmp_path)
    with serving(routes({"/a": PAGE})) as server:
        job.serve(server)
        done = run_action(job, base="main")
    assert done.code == 1
    errors = [line for line in done.annotations if line.startswith("::error ")]
    assert len(errors) == 1
    assert errors[0].startswith("::error file=guides/links.yaml,line=16,")
    assert "LNK001" in errors[0]


def test_a_shallow_checkout_is_two_and_never_a_silent_pass(upstream: Repository, tmp_path: Path) -> None:
    job = pull_request(upstream, tmp_path, depth=1)
    with serving(routes({"/a": PAGE, "/b": PAGE})) as server:
        job.serve(server)
        done = run_action(job, base="main")
        assert server.log == []
    assert done.code == 2
    assert "fetch-depth: 0" in done.log
    assert done.outputs["check"] == "2"


def test_offline_warns_and_passes(upstream: Repository, tmp_path: Path) -> None:
    job = pull_request(upstream, tmp_path)
    job.offline()
    done = run_action(job, base="main")
    assert done.code == 0, done.log
    assert any(line.startswith("::warning title=guidewarden::Not every link") for line in done.annotations)


def test_what_lint_finds_fails_and_an_unreadable_guide_is_two(upstream: Repository, tmp_path: Path) -> None:
    job = pull_request(upstream, tmp_path)
    job.write(
        "guides/bad.yaml", "title: Bad\nsections:\n  - title: Box\n    blocks:\n      - html: '<img src=x>'\n"
    )
    found = run_action(job, check="none")
    assert (found.code, found.outputs["check"]) == (1, "")
    assert [line for line in found.annotations if line.startswith("::error file=guides/bad.yaml,line=5,")]
    job.write("guides/bad.yaml", "title: [\n")
    unread = run_action(job, check="none")
    assert unread.code == 2
    assert [line for line in unread.annotations if "unreadable" in line]


@pytest.mark.parametrize(
    "inputs",
    [
        {"paths": "guides\n$(touch hacked)\n"},
        {"paths": "--output=hacked"},
        {"config": "`touch hacked`"},
        {"fail_on": "error; touch hacked"},
        {"check": "added\ntouch hacked"},
        {"changed_since": "--output=hacked; touch hacked"},
    ],
)
def test_inputs_are_never_commands_or_options(
    upstream: Repository, tmp_path: Path, inputs: dict[str, Any]
) -> None:
    job = pull_request(upstream, tmp_path)
    job.offline()
    done = run_action(job, **inputs)
    assert done.code == 2, done.log
    assert not list(tmp_path.rglob("hacked"))


def test_texts_in_guides_are_no_workflow_commands(upstream: Repository, tmp_path: Path) -> None:
    job = pull_request(upstream, tmp_path)
    hostile = "\\n::add-mask::a\\r::error file=x::y%0A::stop-commands::z"
    job.write(
        "guides/::error::x.yaml",
        f'title: "{hostile}"\nsections:\n  - title: "{hostile}"\n    blocks:\n      - html: "<img src=\'{hostile}\'>"\n',
    )
    done = run_action(job, check="none")
    known = (
        "::error file=",
        "::warning file=",
        "::notice file=",
        "::notice title=guidewarden::",
        "::group::",
        "::endgroup::",
    )
    assert done.code == 1
    assert done.annotations
    for line in done.annotations:
        assert line.startswith(known), line
        assert "file=x" not in line.split("::")[1]


def test_no_variable_of_the_job_reaches_a_site(upstream: Repository, tmp_path: Path) -> None:
    job = pull_request(upstream, tmp_path)
    job.settings["hosts"] = {"host.example": {"headers": {"X-Stolen": "$GITHUB_TOKEN"}}}
    with serving(routes({"/a": PAGE, "/b": PAGE})) as server:
        job.serve(server)
        done = run_action(job, base="main", env={"GITHUB_TOKEN": "secret-of-the-job"})
    assert "secret-of-the-job" not in "".join(str(request.headers) for request in server.log)
    assert done.code == 2
    assert "GITHUB_TOKEN" in done.log


def test_a_push_lints_and_says_that_no_link_was_checked(upstream: Repository) -> None:
    done = run_action(upstream)
    assert done.code == 0, done.log
    assert any("No links were checked" in line for line in done.annotations)
    done = run_action(upstream, paths="empty")
    assert done.code == 2
    (upstream.path / "empty").mkdir()
    done = run_action(upstream, paths="empty")
    assert (done.code, done.outputs["lint"]) == (0, "4")


def test_inputs_reach_scripts_as_variables_alone() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert "eval" not in step.get("run", "")
        if "uses" in step:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])


def test_the_hook_for_pre_commit_takes_guides() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    pattern = re.compile(hook["files"])
    assert pattern.search("guides/deep/a.yaml")
    assert pattern.search("guides/a.yml")
    assert not pattern.search("docs/guides/a.yaml")
    assert not pattern.search("guides/a.yaml.orig")
    assert hook["entry"] == "guidewarden lint"
