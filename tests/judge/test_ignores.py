"""What an ignore makes of a verdict: skipped while nothing changes, told again when something does."""

import datetime as dt

import pytest

from evidences import NIGHT, answered, evidence, failed, link, past
from guidewarden.judge import FollowUp, Policy, applies, follow_up, judge, with_ignore
from guidewarden.model import (
    ErrorKind,
    Evidence,
    Expected,
    HostSettings,
    HostTable,
    Ignore,
    Standing,
    State,
    Verdict,
)

UNTIL = dt.date(2027, 1, 31)
GONE = evidence(answered(404), answered(404))
TIMEOUT = evidence(failed(ErrorKind.TIMEOUT))


def ignore(expect: Expected | None = None) -> Ignore:
    return Ignore(url="library.example", reason="It is being moved", until=UNTIL, expect=expect)


def ignored(seen: Evidence | None, first: Standing | None = None, expect: Expected | None = None) -> Verdict:
    return with_ignore(judge(link(), seen, (), NIGHT), ignore(expect), first, (), NIGHT)


def test_an_ignored_link_is_skipped_with_the_reason_and_the_last_day() -> None:
    verdict = ignored(GONE)
    assert (verdict.state, verdict.reason) == (State.SKIPPED, "ignored")
    assert verdict.ignored == Standing(State.BROKEN, "not-found")
    assert verdict.detail == "“It is being moved”, until 2027-01-31; it is broken (not-found)"


def test_without_an_ignore_nothing_changes() -> None:
    verdict = judge(link(), GONE, (), NIGHT)
    assert with_ignore(verdict, None, None, (), NIGHT) is verdict


def test_it_holds_while_the_result_stays_the_same() -> None:
    assert ignored(GONE, Standing(State.BROKEN, "not-found")).state is State.SKIPPED


@pytest.mark.parametrize(
    ("first", "seen", "state"),
    [
        (Standing(State.BROKEN, "not-found"), evidence(answered(410), answered(410)), State.BROKEN),
        (Standing(State.BLOCKED, "forbidden"), GONE, State.BROKEN),
        (Standing(State.FAILING, "timeout"), evidence(answered(503)), State.FAILING),
        (Standing(State.BROKEN, "not-found"), evidence(answered(403)), State.BLOCKED),
    ],
)
def test_it_opens_again_when_the_result_changes(first: Standing, seen: Evidence, state: State) -> None:
    verdict = ignored(seen, first)
    assert (verdict.state, verdict.ignored) == (state, None)
    assert f"you ignored it while it was {first.state} ({first.reason})" in verdict.detail


def test_trouble_that_lasts_until_it_is_called_broken_is_no_change() -> None:
    nights = past(State.FAILING, State.FAILING, State.FAILING)
    broken = judge(link(), TIMEOUT, nights, NIGHT)
    assert broken.state is State.BROKEN
    verdict = with_ignore(broken, ignore(), Standing(State.FAILING, "timeout"), nights, NIGHT)
    assert verdict.state is State.SKIPPED


def test_good_news_is_never_hidden() -> None:
    for seen in (evidence(answered(200)), evidence(answered(401))):
        assert ignored(seen) == judge(link(), seen, (), NIGHT)


def test_a_night_that_saw_nothing_is_told_as_that() -> None:
    assert ignored(None).reason == "interrupted"
    offline = judge(link(), TIMEOUT, (), NIGHT, offline=True)
    assert with_ignore(offline, ignore(), Standing(State.BROKEN, "gone"), (), NIGHT) == offline


@pytest.mark.parametrize(
    ("expect", "holds"),
    [
        (Expected(state="broken"), True),
        (Expected(state="failing"), True),
        (Expected(state="broken", reason="not-found"), True),
        (Expected(reason="not-found"), True),
        (Expected(reason="gone"), False),
        (Expected(state="blocked"), False),
    ],
)
def test_what_is_expected_counts_instead_of_the_first_night(expect: Expected, holds: bool) -> None:
    for first in (None, Standing(State.BLOCKED, "forbidden")):
        assert (ignored(GONE, first, expect).state is State.SKIPPED) == holds


def test_the_nights_it_was_skipped_are_counted() -> None:
    nights = past(State.SKIPPED, State.SKIPPED, State.BROKEN)
    verdict = with_ignore(judge(link(), GONE, nights, NIGHT), ignore(), None, nights, NIGHT)
    assert (verdict.streak, verdict.since) == (3, NIGHT - dt.timedelta(days=2))


def test_the_last_day_counts() -> None:
    assert applies(ignore(), UNTIL)
    assert not applies(ignore(), UNTIL + dt.timedelta(days=1))


def test_another_day_or_reason_is_another_decision() -> None:
    one = ignore()
    assert one.mark == ignore().mark
    later = one.model_copy(update={"until": UNTIL + dt.timedelta(days=1)})
    other = one.model_copy(update={"reason": "Something else"})
    assert len({one.mark, later.mark, other.mark, ignore(Expected(state="broken")).mark}) == 4


ACCEPTING = Policy(hosts=HostTable({"library.example": HostSettings(accept=(403, 404, 503))}))


@pytest.mark.parametrize("status", [403, 404, 503])
def test_an_accepted_status_is_fine_and_asked_once(status: int) -> None:
    seen = evidence(answered(status))
    verdict = judge(link(), seen, (), NIGHT, policy=ACCEPTING)
    assert (verdict.state, verdict.reason, verdict.detail) == (State.OK, "accepted", f"status {status}")
    assert follow_up(link(), seen, 1, ACCEPTING) is FollowUp.DONE


def test_it_is_the_host_that_answers_whose_statuses_count() -> None:
    elsewhere = ("https://library.example/guide/source", "https://elsewhere.example/")
    seen = evidence(answered(302, 403, urls=elsewhere))
    assert judge(link(), seen, (), NIGHT, policy=ACCEPTING).state is State.BLOCKED
    back = evidence(answered(302, 403, urls=elsewhere[::-1]))
    assert judge(link(elsewhere[1]), back, (), NIGHT, policy=ACCEPTING).state is State.OK


def test_other_statuses_and_failures_stay_what_they_are() -> None:
    assert (
        judge(link(), evidence(answered(410), answered(410)), (), NIGHT, policy=ACCEPTING).state
        is State.BROKEN
    )
    assert judge(link(), TIMEOUT, (), NIGHT, policy=ACCEPTING).state is State.FAILING


def test_what_robots_txt_disallows_could_not_be_checked() -> None:
    seen = evidence(failed(ErrorKind.ROBOTS_DISALLOWED, "the site's robots.txt disallows this address"))
    verdict = judge(link(), seen, (), NIGHT)
    assert (verdict.state, verdict.reason) == (State.UNVERIFIABLE, "robots-disallowed")
    assert follow_up(link(), seen, 3) is FollowUp.DONE
