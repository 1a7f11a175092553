"""Verdicts are kept as stretches; what they tell is what each night said."""

import datetime as dt
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from evidences import NIGHT, night
from guidewarden.model import PastVerdict, RunState, State, Verdict
from guidewarden.store import MEMORY, Archive, Judged, Stretch, open_store

KEYS = ("link:a", "link:b", "link:c")
SAID = st.sampled_from(
    [
        (State.OK, "reachable"),
        (State.FAILING, "timeout"),
        (State.BROKEN, "timeout"),
        (State.BLOCKED, "forbidden"),
    ]
)
NIGHTS = st.lists(
    st.tuples(
        st.sampled_from(["run:one", "run:two"]),
        st.dictionaries(st.sampled_from(KEYS), SAID),
        st.sampled_from([RunState.COMPLETE, RunState.COMPLETE, RunState.INTERRUPTED, RunState.OFFLINE, None]),
        st.booleans(),
    ),
    max_size=9,
)
Said = dict[str, tuple[State, str]]


def close(
    store: Archive, scope: str, when: dt.datetime, said: Said, state: RunState | None = RunState.COMPLETE
) -> None:
    run, _ = store.begin(scope, when)
    if state is not None:
        judged = [Judged(key, when, Verdict(of, reason, when), 200) for key, (of, reason) in said.items()]
        store.finish(replace(run, finished=when, state=state), judged, [], {})


@settings(max_examples=30, deadline=None)
@given(NIGHTS)
def test_stretches_tell_what_each_night_said(nights: list[tuple[str, Said, RunState | None, bool]]) -> None:
    told: dict[str, list[tuple[dt.datetime, Said, RunState]]] = {"run:one": [], "run:two": []}
    with open_store(MEMORY, Path()) as store:
        for number, (scope, said, state, twice) in enumerate(nights):
            when = night(99 - number)
            if twice and state is not None:  # cut short, taken up an hour later, with other answers
                close(
                    store, scope, when, {"link:a": (State.UNVERIFIABLE, "interrupted")}, RunState.INTERRUPTED
                )
                when += dt.timedelta(hours=1)
                run, resumed = store.begin(scope, when)
                assert resumed
                when = run.started
            close(store, scope, when, said, state)
            if state is not None:
                told[scope].append((when, said, state))
        for scope, of in told.items():
            run, _ = store.begin(scope, NIGHT)
            expected = {
                key: tuple(PastVerdict(when, *said[key]) for when, said, _ in reversed(of) if key in said)
                for key in KEYS
                if any(key in said for _, said, _ in of)
            }
            assert store.past(run, KEYS, nights=12) == expected
            assert store.trend(scope) == tuple(
                (when, Counter(state for state, _ in said.values()))
                for when, said, end in of
                if end is RunState.COMPLETE
            )
            for key, nights_before in expected.items():
                (life,) = [life for life in store.life(key) if life.scope == scope]
                assert [verdict for _, verdict in life.nights if verdict] == list(reversed(nights_before))
        assert store.check() == ()


def test_a_stored_run_sees_the_past_before_it(store: Archive) -> None:
    for ago, state in ((3, State.OK), (2, State.FAILING), (1, State.BROKEN)):
        close(store, "run:guides", night(ago), {"link:a": (state, "timeout")})
    second = store.runs("run:guides")[1][1]
    assert [one.state for one in store.past(second, ["link:a"])["link:a"]] == [State.OK]
    assert [when for when, _ in store.trend("run:guides", before=second.started)] == [night(3)]


def test_what_stays_the_same_is_one_row_and_a_change_tells_its_status(store: Archive) -> None:
    for ago in range(9, 0, -1):
        state = State.OK if ago > 4 else State.MOVED
        close(store, "run:guides", night(ago), {"link:a": (state, "reachable")})
    (life,) = store.life("link:a")
    assert life.changes == (
        Stretch(night(9), State.OK, "reachable", 200),
        Stretch(night(4), State.MOVED, "reachable", 200),
    )
    assert store.life("link:nobody") == ()


def test_trouble_is_followed_back_to_its_beginning(store: Archive) -> None:
    for ago in range(90, 0, -1):
        said = (State.FAILING, "timeout") if ago > 80 else (State.BROKEN, "timeout")
        close(store, "run:guides", night(ago), {"link:a": said, "link:b": (State.OK, "reachable")})
    run, _ = store.begin("run:guides", NIGHT)
    past = store.past(run, ["link:a", "link:b"])
    assert past["link:a"][-1] == PastVerdict(night(90), State.FAILING, "timeout")
    assert len(past["link:b"]) == 14


def test_texts_that_no_database_takes_are_kept_as_well_as_may_be(store: Archive) -> None:
    close(store, "run:gu\udcffides", night(1), {"link:nul\0": (State.OK, "reachable")})
    run, resumed = store.begin("run:gu\udcffides", NIGHT)
    assert not resumed
    assert list(store.past(run, ["link:nul\0"])) == ["link:nul\0"]


LONG = st.lists(
    st.tuples(st.sampled_from([*[(State.OK, "reachable")] * 3, (State.FAILING, "timeout"),
                               (State.BROKEN, "not-found"), (State.BLOCKED, "forbidden"), None]),
              st.integers(1, 12)),
    max_size=12,
)  # fmt: skip
"""A link's course: what it was for how many nights, None where it was not among the links."""


@settings(max_examples=40, deadline=None)
@given(st.tuples(LONG, LONG, LONG), st.integers(1, 4))
def test_the_past_is_what_the_newest_nights_said_and_all_since_a_link_was_well(
    courses: tuple[list[tuple[tuple[State, str] | None, int]], ...], count: int
) -> None:
    said: dict[str, list[tuple[State, str] | None]] = {
        key: [of for of, times in course for _ in range(times)]
        for key, course in zip(KEYS, courses, strict=True)
    }
    total = max(map(len, said.values()))
    expected = {}
    for key in KEYS:
        said[key] = [*[None] * (total - len(said[key])), *said[key]]
        nights = [
            PastVerdict(night(total - number), *of) for number, of in enumerate(said[key]) if of is not None
        ][::-1]
        recent = [one for one in nights if one.checked_at > night(61)]
        states = [one.state for one in nights]
        well = next((at for at, state in enumerate(states) if state is State.OK), len(states))
        troubled = recent and next((one.state for one in recent if one.state is not State.BLOCKED), None) in (
            State.FAILING,
            State.BROKEN,
        )
        if recent:
            expected[key] = tuple(nights[: max(well, len(recent[:count]))] if troubled else recent[:count])
    with open_store(MEMORY, Path()) as store:
        for number in range(total):
            tonight = {key: of for key in KEYS if (of := said[key][number]) is not None}
            close(store, "run:one", night(total - number), tonight)
        run, _ = store.begin("run:one", NIGHT)
        assert store.past(run, KEYS, nights=count) == expected
