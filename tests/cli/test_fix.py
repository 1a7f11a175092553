"""``guidewarden fix``, as a process."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from guidewarden.demo.server import Request, Response
from projects import Folder, wait_until
from webs import serving

GUIDE = """\
title: Fixing # a title
description: A guide that exists for the tests, with a little of everything.
owner: paula
subjects: [Tests]
reviewed: 2026-11-01
sections:
  - title: Links
    blocks:
      - links:
          - {url: https://example.org/a?utm_source=x, label: The first source, note: A note.} # kept
          - url: 'http://dx.doi.org/10.5555/12345678'
            label: The second source
            note: A note.
      - html: "<p><a href=\\"https://example.org/b?fbclid=1\\">The third source</a></p>"
"""
FIXED = GUIDE.replace("?utm_source=x", "").replace("http://dx.doi", "https://doi").replace("?fbclid=1", "")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.write("people.yaml", "people:\n  paula: {name: Paula Tester, email: paula@example.org}\n")
    folder.write("guides/a.yaml", GUIDE)
    return folder


def text(folder: Folder, name: str = "guides/a.yaml") -> str:
    return (folder.path / name).read_bytes().decode()


def git(folder: Folder, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=Paula", "-c", "user.email=paula@example.org", *arguments],
        cwd=folder.path, check=True, capture_output=True,
    )  # fmt: skip


def answer(folder: Folder, said: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "guidewarden", "fix", *arguments],
        cwd=folder.path, input=said, capture_output=True, text=True, encoding="utf-8", check=False, timeout=30,
    )  # fmt: skip


def test_what_needs_no_person_is_fixed_and_told(folder: Folder) -> None:
    done = folder.run("fix")
    assert done.returncode == 0
    assert text(folder) == FIXED
    assert [line.split(":", 3)[3] for line in done.stdout.splitlines()] == [
        " LNK010 fixed: Cut off the tracking parameters",
        " DOI011 fixed: Write the DOI as https://doi.org/10.5555/12345678",
        " LNK010 fixed: Cut off the tracking parameters",
    ]
    assert "Fixed 3 findings in 1 file." in done.stderr
    assert "No run is known here" in done.stderr
    again = folder.run("fix")
    assert (again.returncode, again.stdout, text(folder)) == (0, "", FIXED)
    assert "Nothing to fix." in again.stderr
    assert [path.name for path in (folder.path / "guides").iterdir()] == ["a.yaml"]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_diff_is_shown_and_nothing_is_written_and_git_can_apply_it(
    folder: Folder, ends: str, mark: str
) -> None:
    before, after = ((mark + each.replace("\n", ends).rstrip()) for each in (GUIDE, FIXED))
    folder.write("guides/a.yaml", before)
    done = subprocess.run(
        [sys.executable, "-m", "guidewarden", "fix", "--diff"], cwd=folder.path, capture_output=True, check=False, timeout=30
    )  # fmt: skip
    assert text(folder) == before
    assert b"Would fix 3 findings in 1 file; nothing was written." in done.stderr
    folder.write("fix.patch", done.stdout)
    git(folder, "apply", "--whitespace=nowarn", "fix.patch")
    assert text(folder) == after


def test_only_the_rules_that_are_asked_for_are_fixed(folder: Folder) -> None:
    done = folder.run("fix", "--rule", "doi-form,LNK003")
    assert done.returncode == 0
    assert text(folder) == GUIDE.replace("http://dx.doi", "https://doi")
    assert "Left:" not in done.stderr
    done = folder.run("fix", "--rule", "LNK01")
    assert done.returncode == 2
    assert "no rule is called 'LNK01'; did you mean LNK0" in done.stderr


def test_what_a_person_should_look_at_is_left_unless_asked_for(folder: Folder) -> None:
    link = "https://www.tandfonline.com/doi/full/10.1080/01636600902773248"
    guide = GUIDE.replace("https://example.org/a?utm_source=x", link)
    folder.write("guides/a.yaml", guide)
    done = folder.run("fix", "--rule", "DOI010")
    assert text(folder) == guide
    assert "Nothing was fixed." in done.stderr
    assert (
        "Left: guides/a.yaml:10:19: DOI010: a person should look at it first; take it with --unsafe"
        in done.stderr
    )
    folder.run("fix", "--rule", "DOI010", "--unsafe")
    assert text(folder) == guide.replace(link, "https://doi.org/10.1080/01636600902773248")


@pytest.mark.parametrize(
    ("said", "fixed", "code"),
    [
        ("y\nn\ny\n", "YNY", 0),
        ("n\na\n", "NYY", 0),
        ("?\ny\nq\n", "YNN", 0),
        ("", "NNN", 0),
        ("y\n", "YNN", 0),
    ],
)
def test_asked_one_by_one_only_what_is_agreed_to_is_fixed(
    folder: Folder, said: str, fixed: str, code: int
) -> None:
    done = answer(folder, said, "--interactive")
    changes = (("?utm_source=x", ""), ("http://dx.doi", "https://doi"), ("?fbclid=1", ""))
    meant = GUIDE
    for (old, new), yes in zip(changes, fixed, strict=True):
        meant = meant.replace(old, new) if yes == "Y" else meant
    assert (text(folder), done.returncode) == (meant, code)
    assert (
        "guides/a.yaml:10:19: LNK010 warning: This address carries tracking parameters: utm_source"
        in done.stderr
    )
    assert "    The fix: Cut off the tracking parameters" in done.stderr
    assert done.stdout.count(" fixed: ") == fixed.count("Y")
    assert done.stderr.count("Left: ") == fixed.count("N")


def test_a_file_with_work_that_is_not_committed_is_not_touched(folder: Folder) -> None:
    git(folder, "init", "-q")
    done = folder.run("fix")
    assert (done.returncode, text(folder)) == (2, GUIDE)
    assert "guides/a.yaml: it is not in git yet; commit it first" in done.stderr
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Guides")
    assert (folder.run("fix", "--rule", "DOI011").returncode, text(folder)) == (
        0,
        GUIDE.replace("http://dx.doi", "https://doi"),
    )
    assert "has changes that are not committed" in folder.run("fix").stderr
    assert (folder.run("fix", "--force").returncode, text(folder)) == (0, FIXED)
    assert folder.run("fix").returncode == 0, "there is nothing to fix, so nothing to refuse"


def test_a_guide_that_cannot_be_read_stops_no_other(folder: Folder) -> None:
    folder.write("guides/b.yaml", "title: [\n")
    done = folder.run("fix")
    assert (done.returncode, text(folder), text(folder, "guides/b.yaml")) == (2, FIXED, "title: [\n")
    assert folder.run("fix", "guides/none.yaml").returncode == 2
    (folder.path / "empty").mkdir()
    assert folder.run("fix", "empty").returncode == 4


def test_findings_that_are_left_count_as_the_threshold_says(folder: Folder) -> None:
    lines = GUIDE.splitlines(keepends=True)
    folder.write("guides/a.yaml", "".join(line for line in lines if not line.startswith("description")))
    assert folder.run("fix", "--fail-on", "info").returncode == 1
    assert folder.run("fix", "--fail-on", "never").returncode == 0


PAGE = Response.html(
    "<html lang=en><title>A source</title><h1>A source</h1><p>" + "Words of substance. " * 200
)
OLD, NEW = "http://old.example/series/1", "http://new.example/s/1,a"


def moving(request: Request) -> Response:
    if request.host != "old.example":
        return PAGE
    return Response.redirect(NEW, 301) if request.target == "/series/1" else Response.html("Not here", 404)


def test_what_the_last_run_saw_move_is_replaced_without_asking_anybody(folder: Folder) -> None:
    folder.write("guides/a.yaml", GUIDE.replace("https://example.org/a?utm_source=x", OLD))
    with serving(moving) as server:
        folder.serve(server)
        folder.run("run", "--fail-on", "never")
        asked = len(server.log)
        done = folder.run("fix", "--rule", "LNK003", "guides/a.yaml")
        assert len(server.log) == asked
    assert text(folder) == GUIDE.replace("https://example.org/a?utm_source=x", f"'{NEW}'")
    assert "Links and DOIs as the run of " in done.stderr
    assert f"LNK003 fixed: Replace the address by {NEW}" in done.stdout


@pytest.mark.parametrize("named", [True, False])
def test_without_a_store_the_results_file_tells_what_moved(folder: Folder, named: bool) -> None:
    folder.write("guides/a.yaml", GUIDE.replace("https://example.org/a?utm_source=x", OLD))
    with serving(moving) as server:
        folder.serve(server)
        folder.run("run", "--fail-on", "never", "--store", "sqlite:///elsewhere.db")
    if named:
        (folder.path / "reports/results.json").rename(folder.path / "mine.json")
    folder.run("fix", "--rule", "LNK003", *(["--results", "mine.json"] if named else []))
    assert text(folder) == GUIDE.replace("https://example.org/a?utm_source=x", f"'{NEW}'")


def test_a_results_file_that_is_none_is_told(folder: Folder) -> None:
    folder.write("mine.json", "[]")
    done = folder.run("fix", "--results", "mine.json")
    assert (done.returncode, text(folder)) == (2, GUIDE)
    assert "mine.json: is no results.json of a run" in done.stderr
    assert "mine2.json: cannot be read: no such file" in folder.run("fix", "--results", "mine2.json").stderr


def test_asked_to_check_the_links_are_checked_first(folder: Folder) -> None:
    folder.write("guides/a.yaml", GUIDE.replace("https://example.org/a?utm_source=x", OLD))
    with serving(moving) as server:
        folder.serve(server)
        folder.run("fix", "--rule", "LNK003", "--check")
        assert server.log
    assert text(folder) == GUIDE.replace("https://example.org/a?utm_source=x", f"'{NEW}'")
    assert not (folder.path / "reports").exists()


IE = """\
      - html: |
          <!--[if IE]><p>Use <a href="https://h.example/pdf">the PDF</a></p><![endif]-->
          <p>The archive is open.</p>
          <!--[if !IE]><!--><p>The catalogue is open.</p><!--<![endif]-->
"""


def test_a_link_that_a_comment_hides_is_never_deleted(folder: Folder) -> None:
    folder.write("guides/a.yaml", FIXED + IE)
    done = folder.run("fix")
    assert done.returncode == 1
    assert text(folder) == FIXED + IE.replace("<!--[if !IE]><!-->", "").replace("<!--<![endif]-->", "")


def test_what_moved_is_replaced_in_markup_with_the_words_that_name_it(folder: Folder) -> None:
    blocks = """\
      - markdown: "See [{1}]({1}) and <{1}>."
      - html: '<p><a href="{0}">{0}</a></p>'
"""
    old, new = "http://old.example/o?a=1&b=2", "http://new.example/o?a=1&b=2&c=3"
    folder.write("guides/a.yaml", FIXED + blocks.format(old.replace("&", "&amp;"), old))

    def answer(request: Request) -> Response:
        if request.host != "old.example":
            return PAGE
        moved = request.target == "/o?a=1&b=2"
        return Response.redirect(new, 301) if moved else Response.html("Not here", 404)

    with serving(answer) as server:
        folder.serve(server)
        folder.run("run", "--fail-on", "never")
        folder.run("fix", "--rule", "LNK003")
    assert text(folder) == FIXED + blocks.format(new.replace("&", "&amp;"), new)


def test_offline_a_check_fixes_nothing(folder: Folder) -> None:
    folder.offline()
    done = folder.run("fix", "--check")
    assert (done.returncode, text(folder)) == (3, GUIDE)
    assert "Offline: nothing could be checked, so nothing was fixed." in done.stderr


def test_killed_at_any_moment_every_guide_is_as_it_was_or_fixed(folder: Folder) -> None:
    names = [f"guides/g{number:02}.yaml" for number in range(24)]
    for name in names:
        folder.write(name, GUIDE)
    process = folder.start("fix")
    wait_until(lambda: text(folder, names[3]) == FIXED)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    states = [text(folder, name) for name in names]
    assert set(states) == {GUIDE, FIXED}
    assert folder.run("fix").returncode == 0
    assert {text(folder, name) for name in names} == {FIXED}


def test_interrupted_at_the_question_the_guide_is_left_as_it_was(folder: Folder) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "guidewarden", "fix", "--interactive"],
        cwd=folder.path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        # What runs in the background ignores it, and so would what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stderr is not None
    process.stdin.write("y\n")
    process.stdin.flush()
    seen = ""
    while seen.count("q(uit)") < 2:
        seen += process.stderr.read(1)
    time.sleep(0.5)  # Until it waits for the answer.
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert (process.returncode, text(folder)) == (3, GUIDE)
    assert "Interrupted: guides/a.yaml and what follows it were left as they are." in said
    assert "Nothing to fix." not in said


def test_guides_that_cannot_be_read_may_have_something_to_fix(folder: Folder) -> None:
    folder.write("guides/odd.yaml", "title: [unclosed\n")
    done = folder.run("fix", "guides")
    assert done.returncode == 2
    assert "Nothing to fix." not in done.stderr
