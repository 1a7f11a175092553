"""History, DOIs, and a machine without internet."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidences import NIGHT, answered, doi, evidence, failed, handle, link, past
from guidewarden.judge import FollowUp, Policy, follow_up, judge
from guidewarden.model import REASONS, ErrorKind, Evidence, PastVerdict, State

TIMEOUT = evidence(failed(ErrorKind.TIMEOUT))


def test_trouble_is_watched_until_the_third_failure_over_three_days() -> None:
    first = judge(link(), TIMEOUT, (), NIGHT)
    assert (first.state, first.streak, first.since) == (State.FAILING, 1, NIGHT)
    third_in_two_days = judge(link(), TIMEOUT, past(State.FAILING, State.FAILING), NIGHT)
    assert (third_in_two_days.state, third_in_two_days.streak) == (State.FAILING, 3)
    fourth = judge(link(), TIMEOUT, past(State.FAILING, State.FAILING, State.FAILING), NIGHT)
    assert (fourth.state, fourth.streak, fourth.since) == (State.BROKEN, 4, NIGHT - dt.timedelta(days=3))
    assert fourth.reason == "timeout"


def test_two_failures_far_apart_are_not_three() -> None:
    before = (PastVerdict(NIGHT - dt.timedelta(days=30), State.FAILING, "timeout"),)
    assert judge(link(), TIMEOUT, before, NIGHT).state is State.FAILING


def test_any_success_ends_the_streak() -> None:
    before = past(State.FAILING, State.OK, State.FAILING, State.FAILING, State.FAILING)
    assert judge(link(), TIMEOUT, before, NIGHT).streak == 2


@pytest.mark.parametrize("silent", [State.UNVERIFIABLE, State.BLOCKED, State.SKIPPED])
def test_a_night_that_saw_nothing_neither_ends_nor_adds(silent: State) -> None:
    given_ = judge(link(), TIMEOUT, past(State.FAILING, silent, State.FAILING, State.FAILING), NIGHT)
    assert (given_.state, given_.streak) == (State.BROKEN, 4)
    only_silent = judge(link(), TIMEOUT, past(silent, silent, silent, silent), NIGHT)
    assert (only_silent.state, only_silent.streak) == (State.FAILING, 1)


def test_a_policy_of_the_library_counts() -> None:
    strict = Policy(strikes=2, over=dt.timedelta(days=1))
    assert judge(link(), TIMEOUT, past(State.FAILING), NIGHT, policy=strict).state is State.BROKEN


def test_offline_nothing_that_failed_by_the_network_is_called_broken() -> None:
    no_host = evidence(failed(ErrorKind.DNS_NO_SUCH_HOST))
    assert judge(link(), no_host, (), NIGHT).state is State.BROKEN
    offline = judge(link(), no_host, past(State.BROKEN, State.BROKEN), NIGHT, offline=True)
    assert (offline.state, offline.reason) == (State.UNVERIFIABLE, "offline")
    seen_before_the_line_went_down = evidence(answered(404), answered(404))
    assert judge(link(), seen_before_the_line_went_down, (), NIGHT, offline=True).state is State.BROKEN


def test_what_was_not_asked_is_unverifiable() -> None:
    assert judge(link(), None, (), NIGHT).reason == "interrupted"
    assert judge(link(), None, (), NIGHT, offline=True).reason == "offline"


@pytest.mark.parametrize(
    ("seen", "state", "reason"),
    [
        (handle(200, 1, url="https://journal.example/a"), State.OK, "registered"),
        (handle(404, 100), State.BROKEN, "doi-not-registered"),
        (handle(404, None), State.UNVERIFIABLE, "registry-no-answer"),
        (handle(200, None), State.UNVERIFIABLE, "registry-no-answer"),
        (handle(500, 2, message="INVALID_VALUE"), State.UNVERIFIABLE, "registry-no-answer"),
        (handle(400, 301), State.UNVERIFIABLE, "registry-no-answer"),
        (handle(200, 200), State.UNVERIFIABLE, "doi-without-url"),
        (handle(200, 1), State.UNVERIFIABLE, "doi-without-url"),
        (handle(200, 1, alias="10.1234/prime"), State.MOVED, "doi-alias"),
        (handle(200, 1, url="https://www.crossref.org/_deleted-doi/"), State.BROKEN, "doi-deleted"),
    ],
)
def test_a_doi_is_judged_by_its_registry(seen: Evidence, state: State, reason: str) -> None:
    verdict = judge(doi(), seen, (), NIGHT)
    assert (verdict.state, verdict.reason) == (state, reason)


def test_a_registry_that_is_down_says_nothing_of_the_doi_however_long() -> None:
    seen = Evidence(doi().key, NIGHT, (failed(ErrorKind.TIMEOUT),))
    nights = past(*[State.UNVERIFIABLE] * 9, reason="registry-no-answer")
    assert judge(doi(), seen, nights, NIGHT).state is State.UNVERIFIABLE
    assert follow_up(doi(), seen, 1) is FollowUp.RETRY


def test_what_is_not_a_doi_is_malformed() -> None:
    verdict = judge(doi(None), Evidence("doi:x", NIGHT), (), NIGHT)
    assert (verdict.state, verdict.reason) == (State.BROKEN, "doi-malformed")


@given(
    st.lists(st.sampled_from(State), max_size=12),
    st.sampled_from(ErrorKind),
    st.booleans(),
)
def test_verdicts_keep_to_the_table_of_reasons(states: list[State], kind: ErrorKind, offline: bool) -> None:
    verdict = judge(link(), evidence(failed(kind)), past(*states), NIGHT, offline=offline)
    assert verdict.state in REASONS[verdict.reason].states
    assert 1 <= verdict.streak <= len(states) + 1
    assert verdict.since <= NIGHT
