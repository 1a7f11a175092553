"""The heartbeat, in real time but in tiny beats."""

import datetime as dt
import logging
import threading

import pytest

from guidewarden.schedule.heart import Heart
from guidewarden.schedule.night import USUAL, LeaseLostError, Rhythm
from guidewarden.schedule.service import JOB
from logtold import told
from projects import wait_until
from servicehelp import NIGHT, Rig

QUICK = Rhythm(beat=dt.timedelta(seconds=0.01))


def test_it_keeps_the_lease_and_stops_when_it_is_left(one: Rig) -> None:
    claim = one.slots.claim(JOB, NIGHT, "one", NIGHT, USUAL.lease)
    assert claim is not None
    with Heart(one.slots, claim, one.clock, QUICK) as hold:
        one.clock.forward(minutes=2)
        wait_until(lambda: one.slots.recent(JOB)[0].lease_until == one.clock() + USUAL.lease)
        hold.assure()
    assert not any(thread.name == "heartbeat" for thread in threading.enumerate())


def test_it_notices_that_the_night_was_taken_over(one: Rig) -> None:
    claim = one.slots.claim(JOB, NIGHT, "one", NIGHT, USUAL.lease)
    assert claim is not None
    one.clock.forward(hours=1)
    assert one.slots.claim(JOB, NIGHT, "two", one.clock(), USUAL.lease) is not None
    lost = threading.Event()
    with Heart(one.slots, claim, one.clock, QUICK) as hold:
        hold.when_lost(lost.set)
        assert lost.wait(10)
        late = threading.Event()
        hold.when_lost(late.set)
        assert late.is_set()
        with pytest.raises(LeaseLostError):
            hold.assure()


def test_a_store_that_fails_does_not_lose_the_night(one: Rig, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    claim = one.slots.claim(JOB, NIGHT, "one", NIGHT, USUAL.lease)
    assert claim is not None
    one.slots.broken = "gone"
    with Heart(one.slots, claim, one.clock, QUICK) as hold:
        wait_until(lambda: bool(told(caplog)))
        hold.assure()
        one.slots.broken = ""
        wait_until(lambda: len(told(caplog)) == 2)
    assert told(caplog) == [
        "no heartbeat could be kept: gone",
        "heartbeats are kept again",
    ]
