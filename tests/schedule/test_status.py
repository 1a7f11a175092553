"""How the service is, from its slots alone."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from guidewarden.model import Cron, RunState
from guidewarden.schedule.night import USUAL
from guidewarden.schedule.service import JOB
from guidewarden.schedule.status import Health, Status, status_of
from guidewarden.schedule.timetable import Timetable
from servicehelp import NIGHT, Rig, rig

TABLE = Timetable(Cron.parse("15 3 * * *"), ZoneInfo("UTC"))


def status(one: Rig, **later: float) -> Status:
    return status_of(one.slots.recent(JOB), TABLE, NIGHT + dt.timedelta(**later))


def test_health_follows_the_nights(tmp_path: Path) -> None:
    with rig(tmp_path) as one:
        assert status(one).health is Health.WAITING
        claim = one.slots.claim(JOB, NIGHT, "one", NIGHT, USUAL.lease)
        assert claim is not None
        assert status(one, minutes=1).health is Health.RUNNING
        assert status(one, minutes=10).health is Health.WELL  # killed a moment ago: it may be taken up yet
        assert status(one, hours=1).health is Health.LATE
        one.clock.forward(hours=1)
        one.service().look()
        well = status(one, hours=2)
        assert (well.health, well.next) == (Health.WELL, NIGHT + dt.timedelta(days=1))
        assert status(one, days=1, minutes=10).health is Health.WELL
        late = status(one, days=1, minutes=20)
        assert late.health is Health.LATE
        assert late.well is not None
        assert late.well.slot == NIGHT


def test_a_failed_night_is_told_until_the_next(tmp_path: Path) -> None:
    with rig(tmp_path) as one:
        one.service().look()
        one.clock.now = NIGHT + dt.timedelta(days=1)
        one.outcome = lambda _: RunState.OFFLINE
        service = one.service()
        for _ in range(90):
            service.look()
            one.clock.forward(minutes=1)
        failed = status(one, days=1, hours=3)
        assert failed.health is Health.FAILED
        assert failed.last is not None
        assert failed.last.note.startswith("offline ")
        assert failed.well is not None
        assert failed.well.slot == NIGHT


def test_nights_ahead_of_a_wrong_clock_do_not_count(tmp_path: Path) -> None:
    with rig(tmp_path) as one:
        one.clock.forward(days=400)
        one.service().look()
        assert status(one).health is Health.WAITING


@pytest.mark.parametrize("health", list(Health))
def test_every_health_has_words(health: Health) -> None:
    from guidewarden.cli.commands.status import _WORDS  # noqa: PLC0415

    assert _WORDS[health].endswith((".", "?"))
