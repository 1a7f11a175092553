"""When nights are due, on the nights when clocks are set among them."""

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.model import Cron
from guidewarden.schedule.clockwork import Wake
from guidewarden.schedule.night import USUAL
from guidewarden.schedule.timetable import Timetable

NIGHTLY = "15 3 * * *"


def timetable(cron: str = NIGHTLY, zone: str = "UTC") -> Timetable:
    return Timetable(Cron.parse(cron), ZoneInfo(zone))


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def moments(table: Timetable, since: str, count: int) -> list[str]:
    found, moment = [], utc(since)
    for _ in range(count):
        moment = table.after(moment)
        found.append(f"{moment:%Y-%m-%dT%H:%M}")
    return found


@pytest.mark.parametrize(
    ("cron", "zone", "since", "expected"),
    [
        # Clocks in New York go from 02:00 to 03:00 on 8 March: 02:30 never comes.
        ("30 2 * * *", "America/New_York", "2026-03-07T08:00", ["2026-03-08T07:30", "2026-03-09T06:30"]),
        (NIGHTLY, "America/New_York", "2026-03-07T09:00", ["2026-03-08T07:15", "2026-03-09T07:15"]),
        # On 1 November they go from 02:00 back to 01:00: 01:30 comes twice, and counts the first time.
        ("30 1 * * *", "America/New_York", "2026-10-31T06:00", ["2026-11-01T05:30", "2026-11-02T06:30"]),
        (NIGHTLY, "America/New_York", "2026-10-31T08:00", ["2026-11-01T08:15", "2026-11-02T08:15"]),
        # Berlin: from 02:00 to 03:00 on 29 March, from 03:00 back to 02:00 on 25 October.
        ("30 2 * * *", "Europe/Berlin", "2026-03-28T02:00", ["2026-03-29T01:30", "2026-03-30T00:30"]),
        ("30 2 * * *", "Europe/Berlin", "2026-10-24T01:00", ["2026-10-25T00:30", "2026-10-26T01:30"]),
        (NIGHTLY, "Europe/Berlin", "2026-10-24T02:00", ["2026-10-25T02:15", "2026-10-26T02:15"]),
        # A quarter of an hour of a gap and the hour after it are the same moments, and due once.
        ("0,30 2,3 * * *", "Europe/Berlin", "2026-03-29T00:00", ["2026-03-29T01:00", "2026-03-29T01:30", "2026-03-30T00:00"]),
        # Midnight itself does not exist in Beirut on 29 March; 30 December 2011 not at all in Apia.
        ("0 0 * * *", "Asia/Beirut", "2026-03-27T23:00", ["2026-03-28T22:00", "2026-03-29T21:00"]),
        (NIGHTLY, "Pacific/Apia", "2011-12-29T00:00", ["2011-12-29T13:15", "2011-12-30T13:15"]),
        ("0 12 29 2 *", "UTC", "2096-03-01T00:00", ["2104-02-29T12:00"]),
        ("0 3 last * *", "UTC", "2026-01-31T04:00", ["2026-02-28T03:00", "2026-03-31T03:00"]),
        ("0 3 * * 0", "UTC", "2026-11-24T00:00", ["2026-11-29T03:00", "2026-12-06T03:00"]),
        ("0 3 * * 7", "UTC", "2026-11-24T00:00", ["2026-11-29T03:00"]),
        ("0 3 * * fri-sun/2", "UTC", "2026-11-24T00:00", ["2026-11-27T03:00", "2026-11-29T03:00"]),
        ("0 3 1 * mon", "UTC", "2026-11-24T00:00", ["2026-11-30T03:00", "2026-12-01T03:00", "2026-12-07T03:00"]),
        ("0 3 */2 * mon", "UTC", "2026-11-24T00:00", ["2026-12-07T03:00"]),
        ("5/20 3 * * *", "UTC", "2026-11-24T00:00", ["2026-11-24T03:05", "2026-11-24T03:25", "2026-11-24T03:45"]),
    ],
)  # fmt: skip
def test_when_nights_are_due(cron: str, zone: str, since: str, expected: list[str]) -> None:
    assert moments(timetable(cron, zone), since, len(expected)) == expected


def test_the_expression_that_a_year_of_clock_changes_comes_true_once_a_day() -> None:
    for zone in ("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "UTC"):
        for cron in ("30 1 * * *", "30 2 * * *", "0 0 * * *"):
            table, moment = timetable(cron, zone), utc("2026-01-01T00:00")
            days = []
            for _ in range(400):
                moment = table.after(moment)
                days.append(moment.astimezone(ZoneInfo(zone)).date())
            assert [later - earlier for earlier, later in pairwise(days)] == [dt.timedelta(days=1)] * 399, (
                zone,
                cron,
            )


@given(
    st.integers(0, 20 * 365 * 24 * 60),
    st.sampled_from(["15 3 * * *", "30 2 * * *", "*/20 0-3 * * 1-5", "0 4 1,15 * *"]),
    st.sampled_from(["UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"]),
)
def test_last_and_after_agree(minutes: int, cron: str, zone: str) -> None:
    table, now = timetable(cron, zone), utc("2020-01-01T00:00") + dt.timedelta(minutes=minutes)
    coming = table.after(now)
    assert coming > now
    assert table.last(coming) == coming
    assert table.last(now) <= now
    assert table.after(table.last(now)) == coming
    assert coming.second == coming.microsecond == 0


@pytest.mark.parametrize("night", ["2026-03-08T06:59", "2026-11-01T04:59"])
def test_the_clockwork_wakes_once_for_a_night_when_clocks_are_set(night: str) -> None:
    """The trigger, driven over eight hours as the scheduler drives it, with a clock of the test's own."""
    table = timetable("30 2 * * *" if "03-08" in night else "30 1 * * *", "America/New_York")
    wake = Wake(table)
    now = start = utc(night)
    due = []
    fired: dt.datetime | None = None
    while now < start + dt.timedelta(hours=8):
        fired = wake.get_next_fire_time(fired, now)
        assert fired >= now
        assert fired - now <= USUAL.look
        if table.last(fired) == fired:
            due.append(fired)
        now = fired
        now += dt.timedelta(microseconds=1)
    assert len(due) == 1
    assert wake.get_next_fire_time(None, start) == start
