"""Old evidence goes, in bounded pieces; what history is told from stays; nothing that is used is taken."""

import datetime as dt
import sqlite3

from msgspec.structs import replace

from evidences import NIGHT, answered, evidence, link, night
from guidewarden.model import Evidence, PastVerdict, Retention, RunState, State, Verdict
from guidewarden.store import Archive, Judged, Pruned, SlotState
from oldstore import COPY, finding
from storeplaces import Place

KEEP = Retention(evidence_days=30, verdict_days=100)


def seen(ago: int, name: str, *statuses: int) -> Evidence:
    return replace(evidence(answered(*statuses), target=link(f"https://{name}.example/")), started=night(ago))


def a_night(store: Archive, ago: int, scope: str = "run:guides", state: State = State.OK) -> str:
    """One link is the same every night, one says another thing every night."""
    run, _ = store.begin(scope, night(ago))
    given = (
        seen(ago, "same", 200),
        replace(seen(ago, "other", 200), attempts=(answered(200, urls=(f"http://{ago}/",)),)),
    )
    for one in given:
        store.add_evidence(run.id, one)
    judged = [Judged(one.target_key, one.started, Verdict(state, "reachable", NIGHT)) for one in given]
    store.finish(replace(run, finished=night(ago), state=RunState.COMPLETE), judged, [finding("f" * 16)], {})
    return run.id


def test_what_is_old_goes_and_what_is_young_stays_whole(store: Archive) -> None:
    for ago in range(60, 0, -1):
        a_night(store, ago)
        store.prune(night(ago), KEEP)
    ages = {(NIGHT - run.started).days: run.id for _, run in store.runs()}
    assert len(ages) == 60
    kept = {ago for ago, run_id in ages.items() if store.evidence_of(run_id)}
    assert kept == {ago for ago, run_id in ages.items() if store.findings_of(run_id)} == set(range(1, 32))
    assert all(len(store.evidence_of(ages[ago])) == 2 for ago in kept)
    run, _ = store.begin("run:guides", NIGHT)
    assert store.past(run, [link("https://same.example/").key], nights=99)[
        link("https://same.example/").key
    ] == tuple(PastVerdict(night(ago), State.OK, "reachable") for ago in range(1, 61))
    assert len(store.trend("run:guides")) == 60
    assert store.check() == ()


def test_facts_that_nothing_uses_go_and_those_that_are_used_stay(store: Archive) -> None:
    for ago in range(70, 0, -1):
        a_night(store, ago)
    gone = 0
    for _ in range(20):
        gone += store.prune(NIGHT, KEEP).bodies
    # Of 40 nights' own facts all but the fortnight's that is kept for good measure; the one that all share stays.
    assert 20 <= gone <= 30
    assert store.check() == ()
    assert store.prune(NIGHT, KEEP) == Pruned()


def test_a_pass_is_bounded(store: Archive) -> None:
    for ago in (*range(60, 40, -1), 1, 0):
        a_night(store, ago)
    assert store.prune(NIGHT, KEEP).evidence == 10
    assert store.prune(NIGHT, KEEP).evidence == 10


def test_the_last_complete_run_keeps_its_findings(store: Archive) -> None:
    last = a_night(store, 80)
    cut_short, _ = store.begin("run:guides", night(70))
    store.finish(replace(cut_short, finished=night(70), state=RunState.OFFLINE), [], [], {})
    for ago in range(60, 0, -1):
        a_night(store, ago, "run:other")
        store.prune(night(ago), KEEP)
    assert store.evidence_of(last) == {}
    assert [found for found, _ in store.findings_of(last)] == [finding("f" * 16)]
    assert store.check() == ()


def test_history_ends_at_its_days_but_a_verdict_that_still_holds_stays(store: Archive) -> None:
    for ago in range(160, 0, -10):
        a_night(store, ago, state=State.OK if ago < 130 else State.MOVED)
    a_night(store, 150, "run:forgotten")
    for _ in range(9):
        store.prune(NIGHT, KEEP)
    assert min(run.started for _, run in store.runs()) >= night(100)
    (life,) = store.life(link("https://same.example/").key)
    assert [change.state for change in life.changes] == [State.OK]
    assert life.changes[0].since == night(120)
    assert {scope for scope, _ in store.runs()} == {"run:guides"}
    assert store.check() == ()


def test_answers_and_slots_that_are_old_go(place: Place) -> None:
    with place.open() as store:
        a_night(store, 1)
        store.keep_copy("link:old", night(101), COPY)
        store.keep_copy("link:young", night(99), COPY)
        with place.slots() as slots:
            for ago in (101, 99):
                claim = slots.claim("nightly", night(ago), "a", night(ago), dt.timedelta(minutes=1))
                assert claim is not None
                slots.finish(claim, night(ago), SlotState.DONE)
            store.prune(NIGHT, KEEP)
            assert list(store.copies(["link:old", "link:young"])) == ["link:young"]
            assert [slot.slot for slot in slots.recent("nightly")] == [night(99)]


def test_a_clock_that_was_wrong_parts_no_evidence_from_its_facts(store: Archive) -> None:
    a_night(store, -900)  # as if it were years later
    for ago in range(60, 0, -1):
        a_night(store, ago)
        store.prune(night(ago), KEEP)
    assert store.check() == ()


def test_one_night_of_a_clock_that_jumped_ahead_costs_no_history(place: Place) -> None:
    """The next one does: by then it is believed. What is told to go by hand goes at once."""
    with place.open() as store:
        for ago in range(40, 0, -1):
            a_night(store, ago)
            store.prune(night(ago), KEEP)
        before = {run.id for _, run in store.runs()}
        a_night(store, -400)
        assert store.prune(night(-400), KEEP).evidence <= 4  # of two nights, which are old by then or almost
        assert {run.id for _, run in store.runs()} > before
    with place.open() as store:
        while any(store.prune(night(-400), KEEP)):
            pass
        assert [run_id for run_id in before if store.evidence_of(run_id)] == []


def test_a_run_dated_far_ahead_hides_none_that_was_cut_short(store: Archive) -> None:
    a_night(store, -400)
    cut_short, _ = store.begin("run:guides", night(1))
    assert store.begin("run:guides", night(1) + dt.timedelta(hours=1)) == (cut_short, True)


def test_a_run_that_was_cut_short_is_taken_up_though_the_clock_was_set_back(store: Archive) -> None:
    cut_short, _ = store.begin("run:guides", night(1))
    assert store.begin("run:guides", night(1) - dt.timedelta(hours=1)) == (cut_short, True)
    _, resumed = store.begin("run:guides", night(3))
    assert not resumed


def test_space_goes_back_to_the_disk(place: Place) -> None:
    if place.server is not None:
        return  # a server sees to that itself
    with place.open() as store:
        for ago in (*range(60, 40, -1), 1, 0):
            run, _ = store.begin("run:guides", night(ago))
            for number in range(200 if ago > 1 else 0):
                one = seen(ago, f"{ago}-{number}", 200)
                store.add_evidence(run.id, one)
            store.finish(replace(run, finished=night(ago), state=RunState.COMPLETE), [], [], {})
        before = pages(place)
        for _ in range(9):
            store.prune(NIGHT, KEEP)
        assert pages(place) < before / 2


def pages(place: Place) -> int:
    with sqlite3.connect(place.base / "nights" / "store.db") as connection:
        count: int = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.close()
    return count
