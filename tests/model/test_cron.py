"""Cron expressions: what they mean, and what is wrong with those that mean nothing."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.model import Cron


@pytest.mark.parametrize(
    ("text", "day", "included"),
    [
        ("0 0 * * sun", "2026-11-29", True),
        ("0 0 * * 0", "2026-11-29", True),
        ("0 0 * * 7", "2026-11-29", True),
        ("0 0 * * 1", "2026-11-29", False),
        ("0 0 * * SAT-SUN", "2026-11-28", True),
        ("0 0 * * sat-sun", "2026-11-27", False),
        ("0 0 * * 5-7", "2026-11-29", True),
        ("0 0 last * *", "2028-02-29", True),
        ("0 0 last * *", "2028-02-28", False),
        ("0 0 13 * fri", "2026-11-06", True),
        ("0 0 13 * fri", "2026-11-13", True),
        ("0 0 13 * fri", "2026-12-13", True),
        ("0 0 13 * *", "2026-11-06", False),
        ("0 0 */10 * *", "2026-11-21", True),
        ("0 0 * jan,nov *", "2026-11-21", True),
        ("0 0 * 2-10/2 *", "2026-11-21", False),
    ],
)
def test_which_days_are_meant(text: str, day: str, included: bool) -> None:
    assert Cron.parse(text).includes(dt.date.fromisoformat(day)) is included


def test_minutes_and_hours() -> None:
    cron = Cron.parse("*/20,5 22-23,0 * * *")
    assert cron.minutes == (0, 5, 20, 40)
    assert cron.hours == (0, 22, 23)


@pytest.mark.parametrize(
    "text",
    ["", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *", "* * * * 8", "-1 * * * *", "5- * * * *", "1-2-3 * * * *", "* * * * mon-sun-", "*/x * * * *", "*/00 * * * *", "*/1000 * * * *", "7-3 * * * *", "* * last-3 * *", "last * * * *", "٣ * * * *", "² * * * *", "0 0 30,31 2 *", "@daily"],
)  # fmt: skip
def test_what_means_nothing_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"cron expression has 5 fields|is no |no such day"):
        Cron.parse(text)


@given(st.text(alphabet="0123456789*/-, lastmonwedju", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        cron = Cron.parse(text)
    except ValueError:
        return
    assert cron.minutes
    assert cron.hours
    assert set(cron.minutes) <= set(range(60))
    assert set(cron.hours) <= set(range(24))


def test_a_long_field_is_cut_in_the_message() -> None:
    with pytest.raises(ValueError, match="…” is no minute"):
        Cron.parse("1" * 500 + " * * * *")
