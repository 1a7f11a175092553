"""Comments that ignore findings: which lines they are about, and what a run can tell of them."""

import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from guidewarden.guides import load_library
from guidewarden.guides.library import read_guide
from guidewarden.model import People, Settings, SourceText
from guidewarden.rules import Looked, Project, accept, check_static
from guidewarden.rules.decisions import Comment, read_comments

TODAY = dt.date(2026, 1, 15)

GUIDE = """\
# guidewarden: ignore[GDE001, GDE002] a draft
title: A guide  # guidewarden: ignore[A11Y001] a title
description: "Not a comment: # guidewarden: ignore[GDE005] x"
sections:
  - title: Box
    blocks:
      # guidewarden: ignore[LNK010] above
      # another comment
      - markdown: |  # guidewarden: ignore[A11Y002] the whole text
          Not a comment:
          # guidewarden: ignore[GDE005] x
          [here](http://a.example/)
      - links: [{url: "http://a.example/?utm_source=x",  # guidewarden: ignore[LNK010] in the middle
          label: A, note: N}]
      # guidewarden: ignore[LNK001] at the end
"""


def comments(text: str) -> list[Comment]:
    return list(read_comments(read_guide("a", SourceText("guides/a.yaml", text))))


def test_a_comment_is_about_its_line_or_the_next_or_a_whole_text() -> None:
    assert [(one.codes, one.first, one.last, one.reason) for one in comments(GUIDE)] == [
        (("GDE001", "GDE002"), 2, 2, "a draft"),
        (("A11Y001",), 2, 2, "a title"),
        (("LNK010",), 9, 12, "above"),
        (("A11Y002",), 9, 12, "the whole text"),
        (("LNK010",), 13, 13, "in the middle"),
        (("LNK001",), 16, 16, "at the end"),
    ]


def test_windows_line_ends_make_no_difference() -> None:
    assert [(one.first, one.reason) for one in comments(GUIDE.replace("\n", "\r\n"))] == [
        (one.first, one.reason) for one in comments(GUIDE)
    ]


def test_what_is_not_understood_says_why_and_ignores_nothing() -> None:
    head = "title: A\n# guidewarden: "
    problems = {
        text: comments(f"{head}{text}\nsections: []\n")[0].problem
        for text in (
            "ignore", "ignore[] x", "ignore[LNK001", "ignore[LNK001]", "ignore[LNK001] until=2026-13-01 x",
            "ignore[LNK001] until= x", "ignore[LNK001] until=2026-12-31", "please ignore[LNK001] x", "",
        )
    }  # fmt: skip
    assert all(problems.values()), problems


def project(text: str, tmp_path: Path) -> Project:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    library = load_library([tmp_path / "a.yaml"], tmp_path)
    assert library.problems == ()
    return Project(library.documents, People(), Settings(), TODAY, whole=False)


def test_an_ignored_finding_is_kept_apart_with_its_reason(tmp_path: Path) -> None:
    one = project(GUIDE, tmp_path)
    accepted = accept(one, check_static(one), Looked())
    assert {(found.code, accepted.why[found.fingerprint].reason) for found in accepted.ignored} >= {
        ("A11Y002", "the whole text"),
        ("LNK010", "in the middle"),
    }
    assert not {found.code for found in accepted.findings} & {"A11Y002", "LNK010"}
    unused = {found.message for found in accepted.findings if found.code == "GDE023"}
    assert "Nothing here is to be ignored for A11Y001" in unused
    assert "Nothing here is to be ignored for LNK001" not in unused, "no link was checked"


def test_rules_about_ignores_cannot_be_ignored(tmp_path: Path) -> None:
    one = project("title: A guide\n# guidewarden: ignore[GDE023] hush\nsections: []\n", tmp_path)
    said = [found for found in accept(one, (), Looked()).findings if found.code == "GDE024"]
    assert "cannot be ignored" in said[0].message


def test_without_comments_and_baseline_nothing_changes(tmp_path: Path) -> None:
    one = project("title: A guide\nsections: []\n", tmp_path)
    findings = check_static(one)
    assert accept(one, findings, Looked()).findings == tuple(findings)


@given(st.text(alphabet="#guidewarden:ignore[]LNK01 ,until=2026-\t", max_size=80))
def test_no_comment_is_a_surprise(text: str) -> None:
    for one in comments(f"title: A\n# guidewarden: {text}\nsections: []\n"):
        assert bool(one.problem) != bool(one.codes and one.reason)
