"""What the page of a DOI is, is said beside the DOI's verdict and never changes it."""

import pytest
from msgspec.structs import replace

from evidences import NIGHT, answered, doi, evidence, failed, handle
from guidewarden.judge import FollowUp, follow_up, judge, landing_opinion
from guidewarden.model import ErrorKind, Evidence, HostSettings, HostTable, State

REGISTERED = handle(200, 1, url="https://library.example/guide/source")

PAGES = [
    (evidence(answered(200)), State.OK, "reachable"),
    (evidence(answered(403)), State.BLOCKED, "forbidden"),
    (evidence(answered(401)), State.RESTRICTED, "login-required"),
    (evidence(answered(429)), State.BLOCKED, "rate-limited"),
    (evidence(answered(503), answered(503)), State.FAILING, "server-error"),
    (evidence(failed(ErrorKind.TIMEOUT), failed(ErrorKind.TIMEOUT)), State.FAILING, "timeout"),
    (evidence(answered(404), answered(404)), State.BROKEN, "not-found"),
    (evidence(answered(410), answered(410)), State.BROKEN, "gone"),
]


@pytest.mark.parametrize(("landing", "state", "reason"), PAGES)
def test_a_page_is_judged_as_links_are_and_the_doi_is_not_touched(
    landing: Evidence, state: State, reason: str
) -> None:
    seen = replace(REGISTERED, landing=landing)
    opinion = landing_opinion(seen)
    assert opinion is not None
    assert (opinion.state, opinion.reason) == (state, reason)
    assert judge(doi(), seen, (), NIGHT) == judge(doi(), REGISTERED, (), NIGHT)
    assert follow_up(doi(), seen, 3) is FollowUp.DONE


def test_a_page_that_was_not_looked_at_has_no_opinion() -> None:
    assert landing_opinion(REGISTERED) is None


def test_settings_of_the_host_count_for_its_pages_too() -> None:
    seen = replace(REGISTERED, landing=evidence(answered(403)))
    hosts = HostTable({"library.example": HostSettings(accept=(403,))})
    opinion = landing_opinion(seen, hosts)
    assert opinion is not None
    assert (opinion.state, opinion.reason) == (State.OK, "accepted")
