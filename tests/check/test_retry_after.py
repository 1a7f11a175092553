"""Retry-After, in both of its forms (RFC 9110, 10.2.3)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.check.headers import retry_after

NOW = dt.datetime(2026, 10, 21, 7, 28, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 0),
        ("Wed, 21 Oct 2026 07:28:30 GMT", 30),
        ("Wednesday, 21-Oct-26 07:29:00 GMT", 60),
        ("Wed Oct 21 07:28:05 2026", 5),
        ("Wed, 21 Oct 2026 07:27:00 GMT", 0),
        ("Wed, 21 Oct 2026 09:29:00 +0200", 60),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("Wed, 45 Oct 2026 07:28:30 GMT", None),
    ],
)
def test_seconds_and_dates(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text())
def test_whatever_stands_there_is_a_number_of_seconds_or_nothing(value: str) -> None:
    wanted = retry_after(value, NOW)
    assert wanted is None or wanted >= 0
