"""A clock that jumps, between nights and in the middle of one: no night is lost, none is run twice, none is stuck."""

import datetime as dt

import pytest

from guidewarden.model import RunState
from guidewarden.schedule.night import USUAL, Hold
from guidewarden.schedule.service import JOB
from guidewarden.store import StoreBusyError
from logtold import told
from servicehelp import NIGHT, Rig, looks


def test_a_clock_that_jumps_forward_skips_to_the_newest_night_and_back_runs_nothing_again(one: Rig) -> None:
    service = one.service()
    service.look()
    one.clock.forward(days=400)
    service.look()
    one.clock.now = NIGHT + dt.timedelta(hours=1)
    service.look()
    assert len(one.nights) == 2
    one.clock.now = NIGHT + dt.timedelta(days=1)
    service.look()
    assert len(one.nights) == 3


@pytest.mark.parametrize(
    ("jump", "nights", "states"),
    [
        (dt.timedelta(hours=-1), 1, [("11-24T03:15", "done")]),
        (dt.timedelta(days=-3), 1, [("11-24T03:15", "done")]),
        (dt.timedelta(days=3), 2, [("11-27T03:15", "done"), ("11-24T03:15", "done")]),
    ],
)
def test_a_clock_that_jumps_in_the_middle_of_a_night_neither_loses_it_nor_runs_it_twice(
    one: Rig, jump: dt.timedelta, nights: int, states: list[tuple[str, str]]
) -> None:
    def jumping(hold: Hold) -> RunState:
        if len(one.nights) == 1:
            one.clock.now += jump
        hold.assure()
        return RunState.COMPLETE

    service = one.service()
    for days in (3, 2, 1):
        one.clock.now = NIGHT - dt.timedelta(days=days)
        service.look()
    one.nights.clear()
    one.clock.now, one.outcome = NIGHT, jumping
    looks(service, one.clock, 10)
    assert one.states()[: len(states)] == states
    assert len(one.nights) == nights
    one.clock.now = NIGHT + max(jump, dt.timedelta(minutes=20))
    looks(service, one.clock, 10)
    assert len(one.nights) == nights


def test_two_services_whose_clock_jumps_ahead_in_the_middle_of_a_night_end_with_one_run_of_the_newest(
    one: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """The lease of the night under way seems to have run out, before its next heartbeat."""
    other = Rig(one.clock, one.slots, holder="two")
    other.outcome = lambda _: (_ for _ in ()).throw(StoreBusyError("another run is using store.db"))
    second = other.service()

    def jumping(hold: Hold) -> RunState:
        one.clock.forward(days=3)
        second.look()
        hold.assure()
        return RunState.COMPLETE

    one.outcome = jumping
    first = one.service()
    first.look()
    assert "the night of 2026-11-24T03:15Z was never run to its end; it is marked as failed" in told(
        caplog, "guidewarden.schedule"
    )
    assert (
        "the night of 2026-11-24T03:15Z was taken over by another service; nothing is published here"
        in told(caplog, "guidewarden.schedule")
    )
    one.outcome = other.outcome = lambda _: RunState.COMPLETE
    for _ in range(5):
        one.clock.forward(minutes=1)
        second.look()
        first.look()
    assert one.states() == [("11-27T03:15", "done"), ("11-24T03:15", "failed")]
    assert (len(one.nights), len(other.nights)) in {(2, 1), (1, 2)}


def test_a_night_whose_service_was_killed_while_the_clock_was_ahead_is_taken_up(one: Rig) -> None:
    claim = one.slots.claim(JOB, NIGHT, "killed", NIGHT, USUAL.lease)
    assert claim is not None
    assert one.slots.heartbeat(claim, NIGHT + dt.timedelta(days=3), USUAL.lease)
    one.clock.forward(minutes=5)
    one.service().look()
    assert one.states() == [("11-24T03:15", "done")]


def test_a_pause_that_a_clock_set_back_made_endless_is_over(one: Rig) -> None:
    one.slots.broken = "gone"
    one.clock.now = NIGHT + dt.timedelta(hours=20)
    service = one.service()
    service.look()
    one.slots.broken = ""
    one.clock.now = NIGHT + dt.timedelta(minutes=1)
    service.look()
    assert len(one.nights) == 1
