"""The corrected lines are the file's with the fix in it, no more and no less."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golden import GUIDES, link, place, static_finding, verdict
from guidewarden.model import (
    Acceptance,
    AcceptedBy,
    ArchivedCopy,
    Fix,
    Occurrence,
    Result,
    Severity,
    SourceText,
    State,
)
from guidewarden.report.options import Options
from guidewarden.report.repairs import Repair, SafeFixes, corrected, repair, safe_fixes
from mendable import two_on_a_line

TEXT = "title: Guide\nlinks:\n  - url: https://old.example/a\n    label: Old\n"
OLD = "https://old.example/a"


def fix(start: int, end: int, text: str) -> Fix:
    return Fix(start, end, text, True, "")


def test_one_line() -> None:
    start = TEXT.index(OLD)
    assert corrected(SourceText("g", TEXT), fix(start, start + len(OLD), "https://new.example/")) == Repair(
        3, 3, "  - url: https://new.example/", safe=True
    )


def test_lines_that_become_more_or_fewer() -> None:
    source = SourceText("g", TEXT)
    end = TEXT.index("    label")
    more = corrected(source, fix(end - 1, end - 1, "\n    note: New"))
    assert more == Repair(3, 3, f"  - url: {OLD}\n    note: New", safe=True)
    fewer = corrected(source, fix(TEXT.index("\n  - url"), TEXT.index("https"), " "))
    assert fewer == Repair(2, 3, f"links: {OLD}", safe=True)


def test_the_end_of_a_windows_line_is_not_copied() -> None:
    source = SourceText("g", "a: one\r\nb: two\r\n")
    assert corrected(source, fix(3, 6, "1")) == Repair(1, 1, "a: 1", safe=True)


@pytest.mark.parametrize("wrong", [fix(0, 12, ""), fix(-1, 3, "x"), fix(5, 400, "x"), fix(5, 3, "x")])
def test_what_leaves_nothing_or_lies_outside_gives_nothing(wrong: Fix) -> None:
    assert corrected(SourceText("g", TEXT), wrong) is None


def test_what_is_too_long_to_paste_gives_nothing() -> None:
    assert corrected(SourceText("g", TEXT), fix(0, 5, "x" * 5000)) is None


@given(
    st.text(alphabet="ab:\n ", max_size=60),
    st.integers(0, 60),
    st.integers(0, 60),
    st.text(alphabet="xy\n", max_size=9),
)
def test_pasting_the_lines_is_the_fix(text: str, start: int, end: int, put: str) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    found = corrected(SourceText("g", text), fix(start, end, put))
    if found is not None:
        lines = text.split("\n")
        lines[found.line - 1 : found.end_line] = [found.text]
        assert "\n".join(lines) == text[:start] + put + text[end:]


def by_line(source: SourceText, *fixes: Fix) -> SafeFixes:
    """The fixes of a file by each line that they touch."""
    lines = {
        one: range(source.line_column(one.start)[0], source.line_column(one.end)[0] + 1) for one in fixes
    }
    every = {line for touched in lines.values() for line in touched}
    return {
        (source.path, line): tuple(one for one, touched in lines.items() if line in touched) for line in every
    }


def test_safe_fixes_of_the_same_line_go_with_it_and_of_other_lines_do_not() -> None:
    source = SourceText("g", "one two three\nfour\n")
    one, three, four = fix(0, 3, "1"), fix(8, 13, "3"), fix(14, 18, "4")
    safe = by_line(source, one, three, four)
    assert corrected(source, one, safe) == Repair(1, 1, "1 two 3", safe=True, others=1)
    assert corrected(source, three, safe) == corrected(source, one, safe)
    assert corrected(source, four, safe) == Repair(2, 2, "4", safe=True)
    guess = replace(fix(4, 7, "2"), safe=False)
    assert corrected(source, guess, safe) == Repair(1, 1, "1 2 3", safe=False, others=2)


def test_lines_grow_to_hold_what_shares_one_of_them() -> None:
    source = SourceText("g", "one two\nthree four\nfive\n")
    one, over, four = fix(0, 3, "1"), fix(4, 13, "2 3"), fix(14, 18, "4")
    safe = by_line(source, one, over, four)
    assert {corrected(source, each, safe) for each in (one, over, four)} == {
        Repair(1, 2, "1 2 3 4", safe=True, others=2)
    }


@pytest.mark.parametrize("other", [fix(2, 5, "x"), fix(0, 1, "x"), fix(0, 0, "x")])
def test_of_two_fixes_of_the_same_text_each_stands_alone(other: Fix) -> None:
    source = SourceText("g", "one two")
    one = fix(0, 3, "1")
    assert corrected(source, one, by_line(source, one, other)) == Repair(1, 1, "1 two", safe=True)


def test_what_the_library_leaves_as_it_is_is_not_mended_by_the_way() -> None:
    view, _ = two_on_a_line()
    assert [len(fixes) for fixes in safe_fixes(view).values()] == [2]
    known = {view.findings[0].fingerprint: Acceptance(AcceptedBy.BASELINE, "We wait.")}
    assert [len(fixes) for fixes in safe_fixes(replace(view, accepted=known)).values()] == [1]
    doubtful = replace(view.findings[0], fix=fix(0, 10**6, "x"))
    assert [
        len(fixes) for fixes in safe_fixes(replace(view, findings=(doubtful, view.findings[1]))).values()
    ] == [1]


def broken(copy: str, written: str = OLD, replacement: str = "") -> tuple[SourceText, Occurrence, Result]:
    source = SourceText(GUIDES[0].path, TEXT)
    start = TEXT.index(OLD)
    where = replace(place(0, 3, "Old", written), span=source.span(start, start + len(OLD)), written=written)
    target, places = link(OLD, where)
    gone = replace(verdict(State.BROKEN, "not-found"), replacement=replacement or None)
    taken = dt.datetime(2019, 3, 3, tzinfo=dt.UTC)
    return source, places[0], Result(target, places, gone, copy=ArchivedCopy(copy, taken))


COPY = f"https://web.archive.org/web/20190303101512/{OLD}"


def test_an_archived_copy_can_be_put_in_by_hand() -> None:
    source, where, result = broken(COPY)
    found = repair({source.path: source}, None, where, result)
    assert found == Repair(3, 3, f"  - url: {COPY}", safe=False, copy=True)


@pytest.mark.parametrize(
    ("copy", "written", "replacement"),
    [
        (f"{COPY}#: x", OLD, ""),
        (f"{COPY} ", OLD, ""),
        (f"{COPY}'", OLD, ""),
        ("javascript:alert(1)", OLD, ""),
        (COPY, "https://elsewhere.example/", ""),
        (COPY, "", ""),
        (COPY, OLD, "https://new.example/"),
    ],
)
def test_an_archived_copy_is_not_put_in_where_that_could_go_wrong(
    copy: str, written: str, replacement: str
) -> None:
    source, where, result = broken(copy, written, replacement)
    assert repair({source.path: source}, None, where, result) is None


def test_a_fix_goes_before_a_copy_and_without_the_file_there_is_nothing() -> None:
    source, where, result = broken(COPY)
    found = static_finding("LNK001", "dead-link", Severity.ERROR, "m", where, fix(0, 5, "name"))
    made = repair({source.path: source}, found, where, result)
    assert made == Repair(1, 1, "name: Guide", safe=True)
    assert repair({}, found, where, result) is None


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ("https://git.example/edit/{path}#L{line}", "https://git.example/edit/guides/nato-russia.yaml#L12"),
        ("https://x.example/{guide}?at={line}:{column}", "https://x.example/nato-russia?at=12:12"),
        ("https://org.libapps.com/libguides/admin_c.php?g={libguides}", ""),
        ("", ""),
    ],
)
def test_where_a_place_is_edited(template: str, address: str) -> None:
    assert Options(edit_url=template).edit(GUIDES[0], place(0, 12, "x", "x").span) == address


def test_a_guides_number_in_libguides_is_read_from_its_address() -> None:
    options = Options(edit_url="https://org.libapps.com/libguides/admin_c.php?g={libguides}")
    guide = replace(GUIDES[0], url="https://org.libguides.com/c.php?g=1234&p=9")
    assert options.edit(guide, place(0, 1, "x", "x").span).endswith("admin_c.php?g=1234")


def test_a_hostile_path_stays_within_the_address() -> None:
    span = replace(place(0, 1, "x", "x").span, path="guides/a b?x#\"'><\ud83d.yaml")
    address = Options(edit_url="https://git.example/{path}#L{line}", whole="").edit(GUIDES[0], span)
    assert address == "https://git.example/guides/a%20b%3Fx%23%22%27%3E%3C%3F.yaml#L1"
