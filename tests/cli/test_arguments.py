"""Bad input, small commands and lists: one clear line each, and the right exit code."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from guidewarden.cli.main import main
from guidewarden.demo.server import Response
from projects import Folder
from webs import routes, serving

PAGE = Response.html("<title>A source</title><p>" + "Words of substance. " * 200)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("guides/a.yaml", b"title: A\nsectoins: []\n", "guides/a.yaml:2:1: "),
        ("guides/a.yaml", b"title: A\ntitle: B\n", "guides/a.yaml:2:1: "),
        ("guides/a.yaml", b"title: A\nsections:\n\t- title: x\n", "guides/a.yaml:3:1: "),
        ("guides/a.yaml", b"a: &a [x]\nb: &b [*a, *a]\ntitle: [*b, *b]\n", "guides/a.yaml:1:4: "),
        ("guides/a.yaml", b"title: " + b"[" * 40_000, "guides/a.yaml:1:"),
        ("guides/a.yaml", b"title: A\n" + b"# x\n" * 1_300_000, "guides/a.yaml: "),
        ("guides/a.yaml", b"title: A\xff\n", "guides/a.yaml:1:9: "),
        ("guides/a.yaml", b"", "guides/a.yaml: "),
        ("guidewarden.yaml", b"network: {timeuot: 3}\n", "guidewarden.yaml:1:11: "),
        ("people.yaml", b"people: {a: {nmae: A}}\n", "people.yaml:1:14: "),
    ],
)
@pytest.mark.parametrize("command", ["run", "lint", "check"])
def test_bad_input_is_one_clear_line_and_two(
    folder: Folder, command: str, name: str, content: bytes, expected: str
) -> None:
    if not name.startswith("guides/"):
        folder.guide(["http://host.example/"])
    folder.write(name, content)
    done = folder.run(command)
    lines = done.stderr.splitlines()
    assert done.returncode == 2, done.stderr
    assert lines[0].startswith(expected), done.stderr
    assert len([line for line in lines if line.startswith(name)]) == 1, done.stderr


@pytest.mark.parametrize("command", ["run", "lint", "check"])
def test_a_missing_folder_is_two_and_an_empty_one_is_four(folder: Folder, command: str) -> None:
    missing = folder.run(command)
    assert missing.returncode == 2
    assert missing.stderr.startswith("guides"), missing.stderr
    (folder.path / "guides").mkdir()
    empty = folder.run(command)
    assert empty.returncode == 4
    assert len(empty.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [["run", "--fail-on", "sometimes"], ["rnu"], [], ["explain"], ["check", "--format", "xml"], ["run", "--config", "no.yaml"]],
)  # fmt: skip
def test_usage_errors_are_two(folder: Folder, arguments: list[str]) -> None:
    folder.guide(["http://host.example/"])
    done = folder.run(*arguments)
    assert done.returncode == 2
    assert done.stderr
    assert not done.stdout


@pytest.mark.parametrize("command", ["run", "lint", "check", "explain", "rules", "schema", "demo"])
def test_help_has_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert "examples:\n  guidewarden " + command in capsys.readouterr().out


def test_explain_tells_a_rule_by_code_or_name_and_helps_with_typos(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain", "LNK001"]) == 0
    by_code = capsys.readouterr().out
    assert main(["explain", "dead-link"]) == 0
    assert capsys.readouterr().out == by_code
    assert "How to fix" in by_code
    assert main(["explain", "LNK0001"]) == 2
    assert "did you mean LNK001?" in capsys.readouterr().err


def test_rules_lists_every_family(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "json"]) == 0
    codes = [row["code"] for row in json.loads(capsys.readouterr().out)]
    assert codes == sorted(codes)
    for family in ("LNK", "DOI", "CIT", "IE", "A11Y", "GDE"):
        assert sum(code.startswith(family) for code in codes) >= 2


@pytest.mark.parametrize("kind", ["guide", "people", "settings"])
def test_schema_is_json_schema(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", kind]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert "draft-07" in schema["$schema"]
    assert schema["additionalProperties"] is False


def test_lint_makes_no_request_and_writes_nothing(folder: Folder) -> None:
    with serving(lambda request: PAGE) as server:
        folder.serve(server)
        folder.guide(["http://host.example/a?utm_source=mail"])
        before = sorted(folder.path.rglob("*"))
        done = folder.run("lint", "--fail-on", "info", "--format", "json")
        assert server.log == []
    found = json.loads(done.stdout)["findings"]
    assert done.returncode == 1
    assert [(one["code"], one["line"], one["column"]) for one in found] == [("LNK010", 10, 19)]
    assert sorted(folder.path.rglob("*")) == sorted([*before, folder.path / "guidewarden.yaml"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "links.txt",
            "# a comment\nhttp://host.example/good\n\nhttp://host.example/bad\n10.1234/registered\n",
        ),
        (
            "links.csv",
            'Name,URL\nGood,http://host.example/good\n"Bad, very",http://host.example/bad\nDOI,10.1234/registered\n',
        ),
        (
            "links.md",
            "See [good](http://host.example/good), <http://host.example/bad> and doi:10.1234/registered.\n",
        ),
        (
            "links.html",
            "<a href='http://host.example/good'>g</a>\n<a href=http://host.example/bad>b</a> doi:10.1234/registered\n",
        ),
    ],
)
def test_check_takes_lists(folder: Folder, name: str, content: str) -> None:
    handle = Response(
        200,
        [("Content-Type", "application/json")],
        b'{"responseCode":1,"handle":"10.1234/registered","values":[{"index":1,"type":"URL","data":{"format":"string","value":"http://host.example/good"}}]}',
    )
    with serving(
        routes({"/good": PAGE, "registry.example/api/handles/10.1234/registered": handle})
    ) as server:
        folder.serve(server)
        folder.write(name, content)
        done = folder.run("check", name, "--format", "json")
    assert done.returncode == 1, done.stderr
    data = json.loads(done.stdout)
    states = {result["url"]: (result["kind"], result["state"]) for result in data["results"]}
    assert states["http://host.example/good"] == ("link", "ok")
    assert states["http://host.example/bad"] == ("link", "broken")
    assert ("doi", "ok") in states.values()
    bad = next(result for result in data["results"] if result["url"].endswith("/bad"))["occurrences"][0]
    line = content.splitlines()[bad["line"] - 1]
    assert line[bad["column"] - 1 :].startswith("http://host.example/bad")
    assert not (folder.path / "reports").exists()


def test_check_text_goes_to_stdout_and_counts(folder: Folder) -> None:
    with serving(routes({"/good": PAGE})) as server:
        folder.serve(server)
        folder.write("links.txt", "http://host.example/good\nhttp://host.example/bad\n")
        done = folder.run("check", "links.txt")
    assert done.returncode == 1
    assert "links.txt:2:1: " in done.stdout
    assert "LNK001" in done.stdout


def test_an_empty_list_is_four(folder: Folder) -> None:
    folder.write("links.txt", "# nothing\n")
    assert folder.run("check", "links.txt").returncode == 4


def test_a_store_that_is_none_is_told(folder: Folder) -> None:
    folder.guide(["http://host.example/"])
    folder.write("reports/guidewarden.db", b"somebody's diary " * 99)
    done = folder.run("run")
    assert done.returncode == 3
    assert "not a database" in done.stderr


def test_a_date_at_the_end_of_time_is_a_finding_not_a_crash(folder: Folder) -> None:
    folder.guide(["http://host.example/"])
    folder.write(
        "guides/far.yaml", "title: Far\ncreated: 9999-12-31\nreviewed: 9999-12-31\nupdated: 9999-12-31\n"
    )
    done = folder.run("lint", "--format", "json")
    assert "GDE005" in {found["code"] for found in json.loads(done.stdout)["findings"]}


def test_a_file_name_that_is_not_text_costs_that_file_alone(folder: Folder) -> None:
    folder.guide(["http://host.example/"])
    Path(os.fsdecode(os.fsencode(folder.path / "guides") + b"/f\xe9t\xe9.yaml")).write_text("title: T\n")
    done = folder.run("lint")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "guides/f\ufffdt\ufffd.yaml: the file's name is not UTF-8 text; rename it"
    ]


def test_what_names_and_addresses_hold_cannot_act_on_the_terminal(folder: Folder) -> None:
    done = folder.run("lint", "\x1b[31mx\nguides/a.yaml:1:1: all fine.yaml")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
def test_names_that_no_file_can_have_are_missing(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", name]) == 2
    assert "no such file or folder" in capsys.readouterr().err


def test_a_narrow_terminal_gets_escapes(folder: Folder) -> None:
    folder.guide(["http://host.example/"])
    done = folder.run("explain", "IE002", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "\\u201c" in done.stdout


@pytest.mark.parametrize(
    ("redirection", "code", "said"),
    [
        ("2>&-", 0, ""),
        (">&-", 3, "guidewarden: cannot write what was found: Bad file descriptor\n"),
        (">&- 2>&-", 3, ""),
        ("--output found.txt >&-", 0, ""),
    ],
)
def test_a_closed_output_never_makes_guides_clean(
    folder: Folder, redirection: str, code: int, said: str
) -> None:
    folder.guide(["http://host.example/"])
    command = f"{shlex.quote(sys.executable)} -m guidewarden lint {redirection}"
    done = subprocess.run(["sh", "-c", command], cwd=folder.path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (code, said)


@pytest.mark.parametrize("redirection", [">&-", ">/dev/full"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["--version", "lint --help"])
def test_help_that_cannot_be_written_is_three(command: str, unbuffered: str, redirection: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{shlex.quote(sys.executable)} -m guidewarden {command} {redirection}"],
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "cannot write" in done.stderr


def test_a_full_disk_behind_standard_output_is_told(folder: Folder) -> None:
    folder.guide(["http://host.example/"])
    command = f"{shlex.quote(sys.executable)} -m guidewarden rules > /dev/full"
    done = subprocess.run(["sh", "-c", command], cwd=folder.path, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr == "guidewarden: cannot write what was found: No space left on device\n"


def test_a_folder_that_was_deleted_is_told(folder: Folder) -> None:
    command = f"mkdir gone && cd gone && rmdir ../gone && {shlex.quote(sys.executable)} -m guidewarden lint"
    done = subprocess.run(["sh", "-c", command], cwd=folder.path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "the folder this was started in is no longer there" in done.stderr


def test_settings_behind_a_dead_link_are_not_passed_over(folder: Folder) -> None:
    folder.guide(["http://host.example/"])
    (folder.path / "guidewarden.yaml").symlink_to("/nowhere/settings.yaml")
    done = folder.run("lint")
    assert done.returncode == 2
    assert done.stderr.startswith("guidewarden.yaml: no such file")
