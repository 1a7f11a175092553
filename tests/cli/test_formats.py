"""Formats, files and exit codes of ``lint`` and ``check``, end to end."""

import json
import os
import pty
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from guidewarden.cli.main import main
from guidewarden.cli.outputs import FORMATS
from guidewarden.demo.server import Response
from jsonschemas import violations
from projects import Folder
from webs import routes, serving

PAGE = Response.html("<title>A source</title><h1>A source</h1><p>" + "Words of substance. " * 200)
SCHEMA = json.loads(
    (Path(__file__).parent.parent / "fixtures/sarif/sarif-2.1.0-rtm.5.json").read_text("utf-8")
)
TRACKED = "http://host.example/a?utm_source=mail"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path)


def lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["lint", *arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_every_format_goes_to_stdout_alone_and_keeps_the_exit_code(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.guide([TRACKED])
    for name in FORMATS:
        code, out, err = lint(capsys, "--format", name, "--fail-on", "warning")
        assert (code, err) == (1, ""), name
        assert "LNK010" in out.replace("&#48;", "0"), name
    assert lint(capsys, "--format", "yaml")[0] == 2


def test_sarif_of_the_program_fits_the_standard_and_explains_the_rules(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.guide([TRACKED])
    document = json.loads(lint(capsys, "--format", "sarif")[1])
    assert list(violations(SCHEMA, document)) == []
    (run,) = document["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "LNK010"
    assert "## How to fix" in rule["help"]["markdown"]
    (result,) = run["results"]
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"]


def test_files_are_written_beside_stdout_or_instead(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.guide([TRACKED])
    code, out, _ = lint(
        capsys, "--format", "github", "--output", "sarif=out/a.sarif", "--output", "junit=b.xml"
    )
    assert code == 0
    assert out.startswith("::warning file=guides/links.yaml,")
    assert json.loads((folder.path / "out/a.sarif").read_text())["version"] == "2.1.0"
    assert ET.parse(folder.path / "b.xml").getroot().tag == "testsuites"
    code, out, _ = lint(capsys, "--format", "gitlab", "--output", "c.json")
    assert (code, out) == (0, "")
    assert len(json.loads((folder.path / "c.json").read_text())) == 1
    code, out, err = lint(capsys, "--output", "guides/links.yaml/no.txt")
    assert (code, out) == (2, "")
    assert "a folder is needed here" in err


def test_a_clean_project_is_an_empty_document_in_every_format(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.guide(["https://host.example/a"])
    shown = {name: lint(capsys, "--format", name) for name in FORMATS}
    assert {code for code, _, _ in shown.values()} == {0}
    assert shown["text"][1] == "Nothing to report.\n"
    assert shown["github"][1] == ""
    assert json.loads(shown["gitlab"][1]) == []
    assert json.loads(shown["rdjson"][1])["diagnostics"] == []
    assert json.loads(shown["sarif"][1])["runs"][0]["results"] == []
    assert ET.fromstring(shown["junit"][1]).get("tests") == "1"
    assert "Nothing to mend." in shown["summary"][1]


def test_an_unreadable_guide_stands_in_every_format_and_is_two(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.guide(["https://host.example/a"])
    folder.write("guides/bad.yaml", "title: A\nsectoins: []\n")
    for name in FORMATS:
        code, out, err = lint(capsys, "--format", name)
        assert code == 2
        assert "guides/bad.yaml:2:1:" in err
        if name == "text":
            assert "1 file could not be read" in out
        elif name != "json":
            assert "unreadable" in out, name


def test_check_writes_the_same_formats(folder: Folder) -> None:
    with serving(routes({"/a": PAGE})) as server:
        folder.serve(server)
        folder.guide(["http://host.example/a", "http://host.example/gone"])
        done = folder.run(
            "check", "--format", "github", "--output", "summary=s.md", "--output", "sarif=s.sarif"
        )
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=guides/links.yaml,line=13,col=19,endLine=13,")
    assert "2 links: 1 broken, 1 fine." in (folder.path / "s.md").read_text()
    run = json.loads((folder.path / "s.sarif").read_text())["runs"][0]
    assert run["automationDetails"]["id"] == "guidewarden/check/"
    assert [result["ruleId"] for result in run["results"]] == ["LNK001"]


def test_offline_is_three_in_every_format_and_nothing_is_an_error(folder: Folder) -> None:
    folder.offline()
    folder.guide(["http://host.example/a"])
    done = folder.run("check", "--format", "sarif", "--output", "github=g.txt", "--output", "summary=s.md")
    assert done.returncode == 3
    run = json.loads(done.stdout)["runs"][0]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "error" not in {result["level"] for result in run["results"]}
    assert "::error" not in (folder.path / "g.txt").read_text()
    assert "could not be checked" in (folder.path / "s.md").read_text()


def test_lists_show_their_lines(folder: Folder) -> None:
    with serving(routes({})) as server:
        folder.serve(server)
        folder.write("links.txt", "http://host.example/gone\n")
        done = folder.run("check", "links.txt")
    assert done.returncode == 1
    assert "    1 | http://host.example/gone\n      | ^~~~" in done.stdout


def on_terminal(folder: Folder, **env: str) -> str:
    """What lint shows on a terminal."""
    leader, follower = pty.openpty()
    clean = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    with subprocess.Popen(
        [sys.executable, "-m", "guidewarden", "lint"],
        cwd=folder.path, stdout=follower, stderr=subprocess.DEVNULL, env={**clean, "TERM": "xterm", **env},
    ) as process:  # fmt: skip
        os.close(follower)
        shown = b""
        while True:
            try:
                piece = os.read(leader, 4096)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
        process.wait(30)
    os.close(leader)
    return shown.decode()


def test_colours_are_for_terminals_that_want_them(folder: Folder) -> None:
    folder.guide([TRACKED])
    assert "\x1b[33mwarning\x1b[0m" in on_terminal(folder)
    assert "\x1b" not in on_terminal(folder, NO_COLOR="1")
    assert "\x1b" not in on_terminal(folder, TERM="dumb")
    assert "\x1b" not in folder.run("lint").stdout


PLUGIN = """
from collections.abc import Iterator
from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule

@rule("ZZZ001", "crashing-rule", severity=Severity.ERROR, phase="static", since="0.1")
def crashing_rule(context: GuideContext) -> Iterator[Hit]:
    '''It crashes.

    What it finds:
        Nothing.
    Why it matters:
        It does not.
    Bad:
        ```yaml
        title: A
        ```
    Good:
        ```yaml
        title: B
        ```
    How to fix:
        Wait.
    '''
    raise ZeroDivisionError("a mistake of the rule's author")
"""


def with_plugin(folder: Folder, text: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the program with one more family of rules, which holds this module."""
    folder.write("plugin/zzz/__init__.py", '"""More rules."""\n')
    folder.write("plugin/zzz/crashing_rule.py", text)
    start = (
        "import sys, guidewarden.rules; guidewarden.rules.__path__.append('plugin');"
        "from guidewarden.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    return subprocess.run(
        [sys.executable, "-c", start, *arguments],
        cwd=folder.path,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["json", "github", "sarif"])
def test_a_rule_that_crashes_is_no_fault_of_the_guide(folder: Folder, name: str) -> None:
    folder.guide([TRACKED])
    done = with_plugin(folder, PLUGIN, "lint", "--format", name)
    assert done.returncode == 0, done.stderr
    assert "could not apply this rule here: ZeroDivisionError" in done.stdout
    assert "LNK010" in done.stdout
    assert "::error" not in done.stdout
    if name == "sarif":
        levels = {
            result["ruleId"]: result["level"] for result in json.loads(done.stdout)["runs"][0]["results"]
        }
        assert levels == {"LNK010": "warning", "ZZZ001": "note"}


def test_rules_that_cannot_be_loaded_are_three_and_nothing_is_called_broken(folder: Folder) -> None:
    folder.guide([TRACKED])
    done = with_plugin(folder, PLUGIN.replace("Why it matters:", "Why:"), "lint", "--format", "github")
    assert done.returncode == 3
    assert done.stdout == ""
    assert "Nothing was called broken" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"), [(["lint"], 3), (["lint", "--format", "sarif"], 3), (["rules"], 0)]
)
def test_a_reader_that_goes_away_never_makes_guides_clean(
    folder: Folder, arguments: list[str], code: int
) -> None:
    folder.guide([TRACKED])
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "guidewarden", *arguments], cwd=folder.path, stdout=writer, stderr=subprocess.PIPE, check=False
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (code, b"")


def test_a_full_disk_is_three(folder: Folder) -> None:
    folder.guide([TRACKED])
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "guidewarden", "lint"], cwd=folder.path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )  # fmt: skip
    assert done.returncode == 3
    assert "cannot write" in done.stderr


@pytest.mark.parametrize("value", ["/dev/full", "sarif=/dev/full"])
def test_a_full_disk_behind_a_file_is_three_too(
    folder: Folder, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    folder.guide([TRACKED])
    code, _, err = lint(capsys, "--output", value)
    assert (code, err) == (3, "guidewarden: cannot write /dev/full: No space left on device\n")


def test_a_format_that_there_is_not_is_no_file_name(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.guide([TRACKED])
    for value, said in (
        ("sarf=x", "no format is called 'sarf'; did you mean sarif?"),
        ("SARIF=x", "did you mean sarif?"),
        ("xyz=x", "no format is called 'xyz'; there are text, json,"),
        ("sarif=", "'sarif=' names no file"),
    ):
        code, out, err = lint(capsys, "--output", value)
        assert (code, out) == (2, ""), value
        assert said in err
    assert [path.name for path in folder.path.iterdir() if path.is_file()] == ["people.yaml"]
    assert lint(capsys, "--output", "./sarf=x")[0] == 0
    assert "LNK010" in (folder.path / "sarf=x").read_text()


def test_a_comment_ignores_on_its_line_and_an_expired_one_does_not(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = folder.guide([TRACKED])
    text = guide.read_text()
    line = text[text.index("          - url") : text.index("\n", text.index("          - url"))]
    guide.write_text(text.replace(line, f"{line} # guidewarden: ignore[LNK010] they ask for it"))
    code, out, _ = lint(capsys, "--fail-on", "info")
    assert (code, out) == (0, "Not counted: 1 ignored.\n")
    above = "          # guidewarden: ignore[LNK010] until=2020-01-01 they ask for it\n"
    guide.write_text(text.replace(line, above + line))
    code, out, _ = lint(capsys, "--fail-on", "warning", "--format", "json")
    assert code == 1
    assert [found["code"] for found in json.loads(out)["findings"]] == ["GDE022", "LNK010"]


def test_an_ignored_dead_link_does_not_fail_a_check_and_a_mended_one_says_so(folder: Folder) -> None:
    with serving(routes({"/a": PAGE})) as server:
        folder.serve(server)
        guide = folder.guide(["http://host.example/gone"])
        text = guide.read_text()
        note = " # guidewarden: ignore[dead-link] they are moving\n"
        guide.write_text(text.replace('gone"\n', f'gone"{note}'))
        ignored = folder.run("check", "--format", "json")
        shown = folder.run("check")
        guide.write_text(text.replace("gone", "a").replace('/a"\n', f'/a"{note}'))
        mended = folder.run("check", "--format", "json")
    assert ignored.returncode == 0
    assert json.loads(ignored.stdout)["findings"] == []
    assert json.loads(ignored.stdout)["counts"]["broken"] == 1
    assert "guides/links.yaml:" not in shown.stdout
    found: list[dict[str, Any]] = json.loads(mended.stdout)["findings"]
    assert [one["code"] for one in found] == ["GDE023"]
