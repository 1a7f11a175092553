"""Of all who want a slot, one gets it; a lease that ran out is taken over as a resume."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from evidences import NIGHT, night
from guidewarden.model import InputError
from guidewarden.store import MEMORY, Claim, SlotState, open_slots
from storeplaces import Place

LEASE = dt.timedelta(minutes=10)


def test_a_slot_is_held_by_one(place: Place) -> None:
    with place.slots() as slots:
        claim = slots.claim("nightly", NIGHT, "a", NIGHT, LEASE)
        assert claim == Claim("nightly", NIGHT, "a", 1)
        assert not claim.resumed
        assert slots.claim("nightly", NIGHT, "b", NIGHT + LEASE / 2, LEASE) is None
        assert slots.claim("nightly", NIGHT, "a", NIGHT, LEASE) is None
        assert slots.claim("other", NIGHT, "b", NIGHT, LEASE) is not None
        assert slots.claim("nightly", night(1), "b", NIGHT, LEASE) is not None


def test_a_heartbeat_keeps_it_and_a_lease_that_ran_out_is_taken_over(place: Place) -> None:
    with place.slots() as slots:
        first = slots.claim("nightly", NIGHT, "a", NIGHT, LEASE)
        assert first is not None
        assert slots.heartbeat(first, NIGHT + LEASE / 2, LEASE)
        assert slots.claim("nightly", NIGHT, "b", NIGHT + LEASE, LEASE) is None
        second = slots.claim("nightly", NIGHT, "b", NIGHT + LEASE * 1.5, LEASE)
        assert second is not None
        assert second.resumed
        assert not slots.heartbeat(first, NIGHT + 2 * LEASE, LEASE)
        assert not slots.finish(first, NIGHT + 2 * LEASE, SlotState.DONE)
        assert slots.heartbeat(second, NIGHT + 2 * LEASE, LEASE)


def test_a_holder_that_takes_its_own_lost_slot_up_again_is_another_claim(place: Place) -> None:
    with place.slots() as slots:
        first = slots.claim("nightly", NIGHT, "a", NIGHT, LEASE)
        second = slots.claim("nightly", NIGHT, "a", NIGHT + LEASE, LEASE)
        assert first is not None
        assert second == first._replace(attempt=2)
        assert not slots.finish(first, NIGHT + LEASE, SlotState.FAILED)
        assert slots.finish(second, NIGHT + LEASE, SlotState.DONE, "run 1")


def test_a_lease_that_a_wrong_clock_dated_far_ahead_holds_nobody_up(place: Place) -> None:
    """Its holder was killed while the clock was three days ahead; then the clock was put right."""
    ahead = NIGHT + dt.timedelta(days=3)
    with place.slots() as slots:
        killed = slots.claim("nightly", NIGHT, "a", NIGHT, LEASE)
        assert killed is not None
        assert slots.heartbeat(killed, ahead, LEASE)
        taken = slots.claim("nightly", NIGHT, "b", NIGHT + LEASE, LEASE)
        assert taken is not None
        assert taken.resumed
        assert not slots.heartbeat(killed, NIGHT + LEASE, LEASE)
        other = slots.claim("nightly", night(2), "a", ahead, LEASE)
        assert other is not None
        assert slots.give_up("nightly", NIGHT, NIGHT + LEASE) == (night(2),)


def test_clocks_that_differ_by_minutes_take_nothing_from_who_lives(place: Place) -> None:
    with place.slots() as slots:
        assert slots.claim("nightly", NIGHT, "a", NIGHT + dt.timedelta(minutes=30), LEASE) is not None
        assert slots.claim("nightly", NIGHT, "b", NIGHT, LEASE) is None
        assert slots.give_up("nightly", night(-1), NIGHT) == ()


@pytest.mark.parametrize("end", [SlotState.DONE, SlotState.FAILED])
def test_a_closed_slot_stays_closed(place: Place, end: SlotState) -> None:
    with place.slots() as slots:
        claim = slots.claim("nightly", NIGHT, "a", NIGHT, LEASE)
        assert claim is not None
        assert slots.finish(claim, NIGHT + LEASE, end, "run 1")
        assert not slots.finish(claim, NIGHT + LEASE, SlotState.DONE)
        assert slots.claim("nightly", NIGHT, "b", NIGHT + 99 * LEASE, LEASE) is None
        last = slots.last("nightly")
        assert last is not None
        assert (last.state, last.finished_at, last.note, last.holder) == (end, NIGHT + LEASE, "run 1", "a")


def test_a_slot_given_back_may_be_taken_at_once(place: Place) -> None:
    with place.slots() as slots:
        claim = slots.claim("nightly", NIGHT, "a", NIGHT, LEASE)
        assert claim is not None
        assert slots.release(claim, NIGHT)
        again = slots.claim("nightly", NIGHT, "b", NIGHT, LEASE)
        assert again is not None
        assert again.resumed


def test_the_last_slot_is_the_newest_one(place: Place) -> None:
    with place.slots() as slots:
        assert slots.last("nightly") is None
        for ago in (1, 3, 2):
            slots.claim("nightly", night(ago), "a", NIGHT, LEASE)
        assert [slot.slot for slot in slots.recent("nightly")] == [night(1), night(2), night(3)]
        last = slots.last("nightly")
        assert last is not None
        assert (last.slot, last.lease_until, last.claimed_at) == (night(1), NIGHT + LEASE, NIGHT)


def test_of_many_at_once_one_wins_also_while_a_run_has_the_store(place: Place) -> None:
    with place.open() as store, place.slots() as slots, ThreadPoolExecutor(8) as pool:
        run, _ = store.begin("run:guides", NIGHT)

        def take(number: int) -> Claim | None:
            return slots.claim("nightly", NIGHT, f"holder {number}", NIGHT, LEASE)

        won = [claim for claim in pool.map(take, range(16)) if claim]
        assert len(won) == 1
        later = [
            claim
            for claim in pool.map(
                lambda number: slots.claim("nightly", NIGHT, f"holder {number}", NIGHT + LEASE, LEASE),
                range(16),
            )
            if claim
        ]
        assert [claim.attempt for claim in later] == [2]
        assert store.evidence_of(run.id) == {}


def test_memory_has_no_slots(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="outlives"), open_slots(MEMORY, tmp_path):
        pass


def test_what_nobody_holds_is_given_up_and_nothing_else(place: Place) -> None:
    with place.slots() as slots:
        killed = slots.claim("nightly", night(4), "killed", night(4), LEASE)
        given_back = slots.claim("nightly", night(3), "stopped", night(3), LEASE)
        done = slots.claim("nightly", night(2), "well", night(2), LEASE)
        assert killed is not None
        assert given_back is not None
        assert done is not None
        slots.release(given_back, night(3))
        slots.finish(done, night(2), SlotState.DONE, "run 1")
        slots.claim("nightly", night(1), "at work", NIGHT, LEASE)
        slots.claim("nightly", NIGHT, "now", NIGHT, LEASE)
        slots.claim("other", night(5), "another job", night(5), LEASE)
        assert slots.give_up("nightly", NIGHT, NIGHT) == (night(4), night(3))
        assert [(slot.state, slot.note) for slot in slots.recent("nightly")] == [
            (SlotState.HELD, ""),
            (SlotState.HELD, ""),
            (SlotState.DONE, "run 1"),
            (SlotState.FAILED, "nobody took it up before the next one"),
            (SlotState.FAILED, "nobody took it up before the next one"),
        ]
        assert not slots.heartbeat(killed, NIGHT, LEASE)
        assert slots.give_up("nightly", NIGHT, NIGHT) == ()
