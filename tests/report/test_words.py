import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golden import NOW, place, static_finding
from guidewarden.model import REASONS, WATCH, Finding, Severity, State, Verdict
from guidewarden.report.words import (
    STATE_WORDS,
    date_time,
    day,
    days_between,
    iso,
    one_line,
    plural,
    printable,
    what_to_do,
    why,
)


def test_plurals() -> None:
    assert [plural(n, "link") for n in (0, 1, 2, 1204)] == ["0 links", "1 link", "2 links", "1,204 links"]
    assert plural(2, "entry", "entries") == "2 entries"


def test_dates_are_utc_and_name_the_year_only_when_it_differs() -> None:
    east = NOW.astimezone(dt.timezone(dt.timedelta(hours=9)))
    assert iso(east) == "2026-11-24T03:15:00Z"
    assert date_time(east) == "24 November 2026, 03:15 UTC"
    assert day(NOW, NOW) == "Tuesday 24 November"
    assert day(NOW.replace(year=2025), NOW) == "Monday 24 November 2025"


def test_days_count_midnights_and_are_never_negative() -> None:
    assert days_between(NOW - dt.timedelta(hours=4), NOW) == 1
    assert days_between(NOW - dt.timedelta(hours=3), NOW) == 0
    assert days_between(NOW + dt.timedelta(days=3), NOW) == 0


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("a\u202eb", r"a\u202eb"),
        ("\ud83d", r"\ud83d"),
        ("\ufeffx", r"\ufeffx"),
        ("مكتبة\u200f 🐉 é", "مكتبة\u200f 🐉 é"),
        ("tab\tline\n", "tab\tline\n"),
    ],
)
def test_printable_shows_what_would_act(raw: str, shown: str) -> None:
    assert printable(raw) == shown


@given(st.text(alphabet=st.characters(codec=None)))
def test_one_line_is_one_harmless_line_that_can_be_encoded(text: str) -> None:
    shown = one_line(text)
    shown.encode()
    assert len(f"x{shown}".splitlines()) == 1
    assert "\x1b" not in shown
    assert one_line(shown) == shown


def test_why_adds_the_particulars() -> None:
    verdict = Verdict(State.BROKEN, "not-found", NOW, detail="status 404")
    assert why(verdict) == f"{REASONS['not-found'].words} (status 404)"


def finding(advice: str) -> Finding:
    found = static_finding("LNK001", "dead-link", Severity.ERROR, "m", place(0, 1, "x", "x"))
    return replace(found, advice=advice)


def test_what_to_do_is_the_findings_advice_or_the_reasons() -> None:
    gone = Verdict(State.BROKEN, "not-found", NOW)
    assert what_to_do(gone) == (REASONS["not-found"].advice,)
    assert what_to_do(gone, [finding("Ask Ada."), finding("Ask Ada.")]) == ("Ask Ada.",)
    moved = Verdict(State.MOVED, "permanent-redirect", NOW, replacement="https://new.example/")
    told = [finding("Use https://new.example/ instead")]
    assert what_to_do(moved, told) == ("Use https://new.example/ instead",)
    assert what_to_do(moved, told, shown=moved.replacement) == ("Replace the address by the new one.",)


def test_nobody_is_told_to_wait_for_what_is_broken() -> None:
    verdict = Verdict(State.FAILING, "timeout", NOW)
    assert what_to_do(verdict, [finding(WATCH)]) == what_to_do(verdict) == (WATCH,)
    assert what_to_do(Verdict(State.BROKEN, "timeout", NOW)) == (REASONS["timeout"].advice,)
    assert REASONS["timeout"].advice != WATCH


def test_a_reason_that_is_not_in_the_table_speaks_for_itself() -> None:
    assert why(Verdict(State.BROKEN, "moon-phase", NOW)) == "Moon phase."


def test_every_state_has_a_word() -> None:
    assert set(STATE_WORDS) == set(State)
