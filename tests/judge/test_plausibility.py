"""Whether a night can be believed, by its sites."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from guidewarden.judge.plausibility import LEAST_HOSTS, REASON, SHARE, doubt, survey, withheld
from guidewarden.model import Kind, PastVerdict, Result, Standing, State, Target, Verdict

NOW = dt.datetime(2026, 11, 24, 3, 15, tzinfo=dt.UTC)
_REASONS = {
    State.OK: "reachable",
    State.BROKEN: "not-found",
    State.FAILING: "timeout",
    State.BLOCKED: "forbidden",
    State.UNVERIFIABLE: "offline",
    State.SKIPPED: "ignored",
    State.MOVED: "permanent-redirect",
    State.RESTRICTED: "login-required",
}


def result(
    host: str, state: State, *past: State, reason: str = "", past_reason: str = "", path: str = "/"
) -> Result:
    nights = tuple(
        PastVerdict(NOW - dt.timedelta(days=days), one, past_reason or _REASONS[one])
        for days, one in enumerate(past, 1)
    )
    url = f"http://{host}{path}"
    return Result(
        Target(f"link:{url}", Kind.LINK, url, host),
        (),
        Verdict(state, reason or _REASONS[state], NOW),
        None,
        nights,
    )


def night(fine: int, failing: int, state: State = State.BROKEN, before: State = State.OK) -> list[Result]:
    return [
        *(result(f"fine{number}.example", State.OK, before) for number in range(fine)),
        *(result(f"bad{number}.example", state, before) for number in range(failing)),
    ]


def why(results: Sequence[Result], *, controls: bool | None = True) -> str:
    return doubt(survey(results, NOW), controls=controls)


@pytest.mark.parametrize("state", [State.BROKEN, State.FAILING])
def test_more_than_three_in_ten_sites_failing_at_once_are_not_believed(state: State) -> None:
    assert why(night(7, 3, state)) == ""
    assert why(night(6, 4, state)) == "4 of 10 sites that worked before failed in one night."
    assert why(night(5, 4, state)) == ""  # of nine sites, a share says nothing


def test_sites_that_failed_before_or_are_new_do_not_count() -> None:
    assert why(night(7, 9, before=State.BROKEN)) == ""
    new = [result(f"new{number}.example", State.BROKEN) for number in range(50)]
    assert why([*night(12, 0), *new]) == ""


def test_a_site_of_which_something_is_there_has_not_failed() -> None:
    half = [result(f"bad{number}.example", State.OK, State.OK, path="/other") for number in range(9)]
    assert why([*night(3, 9), *half]) == ""
    blocked = [result(f"bad{number}.example", State.BLOCKED, State.OK, path="/other") for number in range(9)]
    assert why([*night(3, 9), *blocked]) == ""


def test_many_links_of_one_site_count_once() -> None:
    links = [result("one.example", State.BROKEN, State.OK, path=f"/{number}") for number in range(100)]
    assert why([*night(12, 0), *links]) == ""


def test_the_nights_between_that_saw_nothing_do_not_hide_that_a_site_worked() -> None:
    bad = [
        result(f"bad{number}.example", State.FAILING, State.UNVERIFIABLE, State.BLOCKED, State.OK)
        for number in range(6)
    ]
    assert why([*night(8, 0), *bad]) != ""


def test_control_addresses_are_asked_and_believed_from_three_sites_on() -> None:
    two = [result(f"new{number}.example", State.BROKEN) for number in range(2)]
    three = [*two, result("three.example", State.FAILING)]
    assert not survey(two, NOW).needs_controls
    assert survey(three, NOW).needs_controls
    assert why(two, controls=False) == ""
    assert why(three, controls=True) == ""
    assert why(three, controls=None) == ""
    assert "none of the control addresses" in why(three, controls=False)


def test_what_an_address_is_by_itself_is_believed() -> None:
    texts = [
        result(f"bad{number}.example", State.BROKEN, State.OK, reason="url-invalid") for number in range(12)
    ]
    assert not survey(texts, NOW).needs_controls
    assert withheld(texts, NOW) == tuple(texts)


def test_what_fails_on_after_two_nights_that_were_not_believed_is_believed() -> None:
    def bad(*days: float) -> list[Result]:
        past = (
            *(PastVerdict(NOW - dt.timedelta(days=ago), State.UNVERIFIABLE, REASON) for ago in days),
            PastVerdict(NOW - dt.timedelta(days=9), State.OK, "reachable"),
        )
        return [
            *(replace(result(f"bad{number}.example", State.BROKEN), past=past) for number in range(6)),
            *night(6, 0),
        ]

    assert why(bad(1)) != ""
    assert why(bad(0.1, 0.2, 0.3)) != ""
    assert why(bad(1, 2)) == ""


def test_withheld_keeps_what_was_broken_before_and_takes_back_the_rest() -> None:
    results = [
        result("fine.example", State.OK, State.OK),
        result("new.example", State.BROKEN, State.OK),
        result("watched.example", State.FAILING, State.FAILING, State.OK),
        result("promoted.example", State.BROKEN, State.FAILING, State.FAILING),
        result("old.example", State.BROKEN, State.UNVERIFIABLE, State.BROKEN),
    ]
    results[0] = replace(results[0], landing=Standing(State.BROKEN, "not-found"))
    after = withheld(results, NOW)
    assert [(one.verdict.state, one.verdict.reason) for one in after] == [
        (State.OK, "reachable"),
        (State.UNVERIFIABLE, REASON),
        (State.UNVERIFIABLE, REASON),
        (State.UNVERIFIABLE, REASON),
        (State.BROKEN, "not-found"),
    ]
    assert after[0].landing is None
    assert after[1].verdict.detail == "it seemed broken: not-found"
    assert [one.target for one in after] == [one.target for one in results]


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from(State), st.lists(st.sampled_from(State), max_size=3)),
        max_size=60,
    ),
    st.sampled_from([True, False, None]),
)
def test_a_night_that_is_not_believed_calls_nothing_newly_broken(
    rows: list[tuple[int, State, list[State]]], controls: bool | None
) -> None:
    results = [
        result(f"host{host}.example", state, *past, path=f"/{number}")
        for number, (host, state, past) in enumerate(rows)
    ]
    seen = survey(results, NOW)
    assert seen.failed <= seen.worked
    assert seen.failed <= seen.suspects
    if doubt(seen, controls=True):
        assert len(seen.worked) >= LEAST_HOSTS
        assert len(seen.failed) > SHARE * len(seen.worked)
    if doubt(seen, controls=controls):
        for before, after in zip(results, withheld(results, NOW), strict=True):
            told = next((one.state for one in before.past if one.state not in (State.UNVERIFIABLE, State.SKIPPED, State.BLOCKED)), None)  # fmt: skip
            if after.verdict.state in (State.BROKEN, State.FAILING):
                assert after.verdict.state is told is State.BROKEN
