"""Guides examined by several processes: the same findings, whatever becomes of the processes."""

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from guidewarden.guides import Library, guide_files, load_library
from guidewarden.job import parallel
from guidewarden.job.parallel import WORTHWHILE, Examiners, processes_for, size_of
from guidewarden.model import Finding, People, Settings
from guidewarden.rules import Examined, Project, check_static, examine

TODAY = dt.date(2026, 1, 15)
KNOWN = Project((), People(), Settings(), TODAY)
GUIDE = """\
title: Guide {number}
sections:
  - title: Reading
    blocks:
      - html: <font color=red>Best viewed in Internet Explorer</font> <img src=x.png>
      - links:
          - {{url: "https://example.org/shared", label: "Archive {name}", note: See *here*.}}
          - {{url: "https://www.tandfonline.com/doi/full/10.1080/{number}?utm_source=x", label: An article}}
"""

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity"), reason="processes are forked on Linux alone"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    guides = tmp_path / "guides"
    guides.mkdir()
    for number in range(12):
        text = GUIDE.format(number=number, name="of NATO" if number % 3 else "of the Alliance")
        (guides / f"g{number:02}.yaml").write_text(text, encoding="utf-8")
    (guides / "g05.yaml").write_text("title: [", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return guides


class Idle(Examiners):
    """One that leaves all guides to the others."""

    _owner = 0

    def __enter__(self) -> Self:
        self._owner = os.getpid()
        super().__enter__()
        return self

    def _taken(self) -> Iterator[Path]:
        return iter(()) if os.getpid() == self._owner else super()._taken()


class Crashing(Idle):
    """One whose others are killed in the midst of their work."""

    def _taken(self) -> Iterator[Path]:
        for number, file in enumerate(super()._taken()):
            if number == 3:
                os.kill(os.getpid(), signal.SIGKILL)
            yield file


class Failing(Idle):
    """One whose others raise an error, of which nothing is said."""

    def _taken(self) -> Iterator[Path]:
        for file in super()._taken():
            yield file
            raise ValueError("a bug")


def alone(folder: Path) -> Library:
    return load_library([folder], folder.parent)


def together(kind: type[Examiners], folder: Path, processes: int) -> tuple[Library, dict[str, Examined]]:
    with kind(guide_files([folder], folder.parent), folder.parent, KNOWN, processes) as examiners:
        examiners.work()
    library = load_library([folder], folder.parent, examiners.load)
    return library, examiners.examined(library.documents)


def findings(library: Library, examined: dict[str, Examined] | None = None) -> list[Finding]:
    return check_static(Project(library.documents, People(), Settings(), TODAY), examined)


@pytest.mark.parametrize("kind", [Examiners, Idle])
@pytest.mark.parametrize("processes", [2, 4])
def test_others_read_and_find_what_one_alone_does(
    kind: type[Examiners], processes: int, folder: Path
) -> None:
    library, examined = together(kind, folder, processes)
    assert library == alone(folder)
    assert [problem.path for problem in library.problems] == ["guides/g05.yaml"]
    assert examined == {each.id: examine(each, KNOWN) for each in library.documents}
    assert len(examined) == 11


def test_findings_are_the_same_and_in_the_same_order(folder: Path) -> None:
    expected = findings(alone(folder))
    assert {"A11Y001", "IE006", "GDE008", "DOI010", "LNK010"} <= {finding.code for finding in expected}
    assert findings(*together(Idle, folder, 3)) == expected


@pytest.mark.parametrize("kind", [Crashing, Failing])
def test_who_does_not_get_to_the_end_loses_no_guide(
    kind: type[Examiners], folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    library, examined = together(kind, folder, 2)
    assert examined == {}
    assert library == alone(folder)
    assert findings(library, examined) == findings(alone(folder))
    assert capfd.readouterr() == ("", "")


def test_half_of_what_is_handed_over_is_nothing(folder: Path) -> None:
    packed = parallel._packed([("g.yaml", parallel._Look(problems=alone(folder).problems))])
    for end in range(len(packed)):
        out, into = os.pipe()
        os.write(into, packed[:end])
        os.close(into)
        assert parallel._handed_over(out) == []
        os.close(out)


def test_of_two_guides_of_one_name_the_first_counts(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "g00.yaml").write_text("title: Another\n", encoding="utf-8")
    library, examined = together(Idle, folder, 2)
    assert library == alone(folder)
    assert any("rename one of them" in problem.message for problem in library.problems)
    assert examined["g00"] == examine(library.documents[0], KNOWN)


def test_nobody_is_left_behind(folder: Path) -> None:
    examiners = Examiners(guide_files([folder], folder.parent), folder.parent, KNOWN, 3)
    others: list[int] = []

    def interrupted() -> None:
        with examiners:
            others.extend(process for process, _ in examiners._others)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert len(others) == 2
    for process in others:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_one_alone_asks_nobody(folder: Path) -> None:
    library, examined = together(Examiners, folder, 1)
    assert library == alone(folder)
    assert examined == {each.id: examine(each, KNOWN) for each in library.documents}


def test_few_guides_are_not_worth_a_process(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.yaml" for number in range(4)]
    for file in files[1:]:
        file.write_bytes(b"#" * 100)
    assert size_of([*files, Path("a\0b")]) == 300  # Of what is not there, nothing is known.
    allowed = os.sched_getaffinity(0)
    assert processes_for(2 * WORTHWHILE - 1) == 1
    assert processes_for(4 * WORTHWHILE) == min(len(allowed), 4)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert processes_for(4 * WORTHWHILE) == 1
    finally:
        os.sched_setaffinity(0, allowed)


CODE = "import os; from guidewarden.cli.main import main; os.sched_setaffinity(0, CPUS); raise SystemExit(main(ARGS))"


@pytest.mark.skipif(os.cpu_count() == 1, reason="needs two processors")
def test_the_command_says_the_same_on_one_processor_and_on_two(folder: Path) -> None:
    for file in folder.glob("g0[1-4].yaml"):
        file.write_text(file.read_text("utf-8") + "#" * WORTHWHILE, encoding="utf-8")
    allowed = sorted(os.sched_getaffinity(0))
    said = []
    for processors in (allowed[:1], allowed[:2]):
        code = CODE.replace("CPUS", str(set(processors))).replace(
            "ARGS", "['lint', 'guides', '--format', 'rdjson']"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=False, cwd=folder.parent
        )
        said.append((done.returncode, done.stdout, done.stderr))
    assert said[0] == said[1]
    assert said[0][0] == 2  # One guide cannot be read.
    assert b"g05.yaml" in said[0][2]
