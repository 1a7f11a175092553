"""The clockwork: APScheduler as it is, in real time."""

import logging
import time
from zoneinfo import ZoneInfo

import pytest

from guidewarden.model import Cron
from guidewarden.schedule.clockwork import Clockwork
from guidewarden.schedule.timetable import Timetable

TABLE = Timetable(Cron.parse("15 3 * * *"), ZoneInfo("UTC"))


def test_it_looks_at_once_in_its_own_thread_and_ends_when_it_is_told_to() -> None:
    looks: list[float] = []
    begun = time.monotonic()
    Clockwork(TABLE, lambda: looks.append(time.monotonic()), lambda: bool(looks)).start()
    assert len(looks) == 1
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("jump", "words"), [(7200.0, "forward by 2:00:00"), (-86400.0, "back by 1 day, 0:00:00")]
)
def test_a_clock_that_jumps_is_told_and_looked_after_at_once(
    jump: float, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    looks: list[float] = []

    def wall() -> float:
        return time.monotonic() + (jump if looks else 0.0)

    Clockwork(TABLE, lambda: looks.append(0.0), lambda: len(looks) == 2, wall=wall).start()
    assert len(looks) == 2
    assert [record.getMessage() for record in caplog.records if record.name.startswith("guidewarden")] == [
        f"the clock jumped {words}; what is due is looked up afresh"
    ]
    assert all(
        record.levelno < logging.WARNING for record in caplog.records if record.name.startswith("apscheduler")
    )


def test_what_a_look_raises_goes_through() -> None:
    def look() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Clockwork(TABLE, look, lambda: False).start()
