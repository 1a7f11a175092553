"""What the service does at a look, whatever the clock and the store do."""

import datetime as dt
import errno
import logging
from itertools import pairwise
from pathlib import Path

import pytest

from guidewarden.model import InputError, Problem, RunState
from guidewarden.schedule.night import USUAL, Hold
from guidewarden.schedule.service import JOB, TRIES
from guidewarden.store import StoreBusyError, StoreError, open_slots
from logtold import told
from servicehelp import NIGHT, Rig, looks


def test_each_night_is_run_once_when_it_falls_due(one: Rig) -> None:
    one.clock.now = NIGHT - dt.timedelta(minutes=5)
    service = one.service()
    looks(service, one.clock, 24 * 60)
    # The night before, missed since the store knows nothing of it, then this one.
    assert one.nights == [NIGHT - dt.timedelta(minutes=5), NIGHT]
    assert one.states() == [("11-24T03:15", "done"), ("11-23T03:15", "done")]


@pytest.mark.parametrize(
    ("zone", "cron", "first", "due"),
    [
        ("America/New_York", "30 2 * * *", "2026-03-07T12:00", ["2026-03-08T07:30", "2026-03-09T06:30"]),
        ("America/New_York", "30 1 * * *", "2026-10-31T12:00", ["2026-11-01T05:30", "2026-11-02T06:30"]),
        ("Europe/Berlin", "30 2 * * *", "2026-03-28T12:00", ["2026-03-29T01:30", "2026-03-30T00:30"]),
        ("Europe/Berlin", "30 2 * * *", "2026-10-24T12:00", ["2026-10-25T00:30", "2026-10-26T01:30"]),
    ],
)
def test_nights_when_clocks_are_set_are_run_once(
    one: Rig, zone: str, cron: str, first: str, due: list[str]
) -> None:
    one.zone, one.cron = zone, cron
    one.clock.now = dt.datetime.fromisoformat(first).replace(tzinfo=dt.UTC)
    service = one.service()
    service.look()
    one.nights.clear()
    for _ in range(2 * 24 * 12):
        service.look()
        one.clock.forward(minutes=5)
    assert [f"{night:%Y-%m-%dT%H:%M}" for night in one.nights] == due


def test_a_missed_night_is_caught_up_with_at_the_start_and_only_the_last_of_several(one: Rig) -> None:
    one.service().look()
    one.clock.forward(days=5, hours=4)
    one.service().look()
    assert one.nights == [NIGHT, NIGHT + dt.timedelta(days=5, hours=4)]
    one.service().look()
    assert len(one.nights) == 2
    assert one.states() == [("11-29T03:15", "done"), ("11-24T03:15", "done")]


def test_two_services_on_one_store_run_a_night_once(one: Rig, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    other = Rig(one.clock, one.slots, holder="two")
    second = other.service()

    def meanwhile(_: Hold) -> RunState:
        second.look()
        one.clock.forward(minutes=1)
        second.look()
        return RunState.COMPLETE

    one.outcome = meanwhile
    one.service().look()
    second.look()
    assert len(one.nights) == 1
    assert other.nights == []
    assert [line for line in told(caplog, "guidewarden.schedule") if "being run by one" in line] == [
        "the night of 2026-11-24T03:15Z is being run by one"
    ]


def test_a_night_whose_service_was_killed_is_taken_up_when_its_lease_is_over(
    one: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert one.slots.claim(JOB, NIGHT, "killed", NIGHT, USUAL.lease) is not None
    service = one.service()
    looks(service, one.clock, 6)
    assert one.nights == [NIGHT + USUAL.lease]
    assert "the night of 2026-11-24T03:15Z is taken up again" in told(caplog, "guidewarden.schedule")


def test_a_night_that_nobody_ended_is_marked_when_the_next_begins(
    one: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    before = NIGHT - dt.timedelta(days=1)
    assert one.slots.claim(JOB, before, "killed", before, USUAL.lease) is not None
    one.service().look()
    assert one.states() == [("11-24T03:15", "done"), ("11-23T03:15", "failed")]
    assert told(caplog, "guidewarden.schedule") == [
        "the night of 2026-11-23T03:15Z was never run to its end; it is marked as failed"
    ]


def test_a_lease_that_was_lost_ends_the_run_and_nothing_is_published(
    one: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    published = []

    def suspended(hold: Hold) -> RunState:
        one.clock.forward(hours=1)
        assert one.slots.claim(JOB, NIGHT, "two", one.clock(), USUAL.lease) is not None
        hold.assure()
        published.append("published")
        return RunState.COMPLETE

    one.outcome = suspended
    one.service().look()
    assert published == []
    assert one.slots.last(JOB).holder == "two"  # type: ignore[union-attr]
    assert (
        "the night of 2026-11-24T03:15Z was taken over by another service; nothing is published here"
        in told(caplog, "guidewarden.schedule")
    )


def test_a_stop_gives_the_night_back_and_the_next_start_takes_it_up(one: Rig) -> None:
    def stopped(_: Hold) -> RunState:
        one.stopping = True
        return RunState.INTERRUPTED

    one.outcome = stopped
    service = one.service()
    service.look()
    service.look()
    assert one.states() == [("11-24T03:15", "free")]
    one.stopping, one.outcome = False, lambda _: RunState.COMPLETE
    one.service().look()
    assert len(one.nights) == 2
    assert one.states() == [("11-24T03:15", "done")]


def test_a_run_whose_own_time_was_up_is_done_for_the_night(one: Rig) -> None:
    one.outcome = lambda _: RunState.INTERRUPTED
    service = one.service()
    looks(service, one.clock, 60)
    assert len(one.nights) == 1
    last = one.slots.last(JOB)
    assert last is not None
    assert last.note == "interrupted run1"


def test_an_abort_gives_the_night_back_and_goes_through(one: Rig) -> None:
    def aborted(_: Hold) -> RunState:
        raise KeyboardInterrupt

    one.outcome = aborted
    with pytest.raises(KeyboardInterrupt):
        one.service().look()
    assert one.states() == [("11-24T03:15", "free")]


def test_an_offline_machine_tries_again_later_and_then_gives_up(
    one: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    one.outcome = lambda _: RunState.OFFLINE
    service = one.service()
    looks(service, one.clock, 12 * 60)
    assert [night - NIGHT for night in one.nights] == [dt.timedelta(minutes=wait) for wait in (0, 15, 30)]
    assert one.states() == [("11-24T03:15", "failed")]
    assert one.troubles == ["this machine had no internet"]
    assert "this machine had no internet; trying again in 15 minutes" in told(caplog, "guidewarden.schedule")
    looks(service, one.clock, 13 * 60)
    assert one.states()[0][0] == "11-25T03:15"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (InputError([Problem("guidewarden.yaml", 2, 3, "unknown key")]), "guidewarden.yaml:2:3: unknown key"),
        (ZeroDivisionError("oh"), "it failed by a fault of its own: ZeroDivisionError: oh"),
    ],
)
def test_a_night_that_cannot_be_run_is_given_up_after_some_tries(
    one: Rig, error: Exception, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(_: Hold) -> RunState:
        raise error

    one.outcome = failing
    service = one.service()
    looks(service, one.clock, 8 * 60)
    assert len(one.nights) == TRIES
    assert one.troubles == [words]
    assert [line for line in told(caplog, "guidewarden.schedule") if words in line] == [
        f"{words}; trying again in a minute",
        f"{words}; trying again in 2 minutes",
        f"given up after 3 tries: {words}",
    ]
    one.outcome = lambda _: RunState.COMPLETE
    one.clock.now = NIGHT + dt.timedelta(days=1)
    service.look()
    assert one.states()[0] == ("11-25T03:15", "done")


def test_a_full_disk_is_tried_until_there_is_room_and_told_once(
    one: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    room = False

    def full(_: Hold) -> RunState:
        if not room:
            raise StoreError("database or disk is full")
        return RunState.COMPLETE

    one.outcome = full
    service = one.service()
    looks(service, one.clock, 3 * 60)
    waits = [round((later - earlier).seconds / 60) for earlier, later in pairwise(one.nights)]
    assert waits[:6] == [1, 2, 4, 8, 15, 15]
    assert one.troubles == ["the store failed: database or disk is full"]
    room = True
    looks(service, one.clock, 20)
    assert one.states() == [("11-24T03:15", "done")]
    assert (
        told(caplog, "guidewarden.schedule")[0]
        == "the store failed: database or disk is full; trying again in a minute"
    )


def test_a_full_disk_of_the_reports_is_waited_for_as_well(one: Rig, caplog: pytest.LogCaptureFixture) -> None:
    room = False

    def full(_: Hold) -> RunState:
        if not room:
            raise OSError(errno.ENOSPC, "No space left on device", "reports/report.html")
        return RunState.COMPLETE

    one.outcome = full
    service = one.service()
    looks(service, one.clock, 3 * 60)
    words = "reports/report.html cannot be written: No space left on device"
    assert told(caplog, "guidewarden.schedule")[0] == f"{words}; trying again in a minute"
    assert one.troubles == [words]
    room = True
    looks(service, one.clock, 20)
    assert one.states() == [("11-24T03:15", "done")]


def test_a_store_that_goes_away_during_a_night_is_waited_for(one: Rig) -> None:
    def gone(_: Hold) -> RunState:
        one.slots.broken = "server closed the connection unexpectedly"
        raise StoreError(one.slots.broken)

    one.outcome = gone
    service = one.service()
    looks(service, one.clock, 10)
    assert len(one.nights) == 1
    one.slots.broken, one.outcome = "", lambda _: RunState.COMPLETE
    looks(service, one.clock, 20)
    assert len(one.nights) == 2
    assert one.states() == [("11-24T03:15", "done")]


def test_a_night_that_could_not_be_closed_is_closed_later_and_not_run_again(one: Rig) -> None:
    def published(_: Hold) -> RunState:
        one.slots.broken = "gone"
        return RunState.COMPLETE

    one.outcome = published
    service = one.service()
    service.look()
    one.clock.forward(minutes=1)
    service.look()
    one.slots.broken = ""
    looks(service, one.clock, 10)
    assert len(one.nights) == 1
    assert one.states() == [("11-24T03:15", "done")]


def test_a_run_by_hand_is_waited_for_in_one_line(one: Rig, caplog: pytest.LogCaptureFixture) -> None:
    busy = True

    def by_hand(_: Hold) -> RunState:
        if busy:
            raise StoreBusyError("another run is using store.db")
        return RunState.COMPLETE

    one.outcome = by_hand
    service = one.service()
    looks(service, one.clock, 5)
    assert one.troubles == []
    assert "another run is using store.db; trying again in a minute" in told(caplog, "guidewarden.schedule")
    busy = False
    looks(service, one.clock, 2)
    assert one.states() == [("11-24T03:15", "done")]


def test_a_locked_database_is_a_line_and_another_try(one: Rig, caplog: pytest.LogCaptureFixture) -> None:
    one.slots.broken = "database is locked"
    service = one.service()
    looks(service, one.clock, 3)
    assert told(caplog, "guidewarden.schedule") == [
        "the store cannot be used: database is locked; trying again in a minute",
        "the store cannot be used: database is locked; trying again in 2 minutes",
    ]
    one.slots.broken = ""
    looks(service, one.clock, 3)
    assert len(one.nights) == 1


def test_a_store_in_memory_cannot_keep_nights() -> None:
    with pytest.raises(InputError), open_slots("sqlite://", Path()):
        pass
