"""What is said of a proxy, and what its answer for one host says of that host alone."""

import pytest

from evidences import NIGHT, answered, failed, page
from guidewarden.judge import FollowUp, follow_up, judge
from guidewarden.model import Attempt, ErrorKind, Evidence, Kind, Page, Role, State, Target

URL = "https://proxy.example.edu/login?url=https://www.jstor.org/stable/1"
REFUSAL = page(
    "Database unavailable", 120, text_start="To allow this host to be used with EZproxy, add a line"
)
LOGIN = page("Library Proxy Login", 120, text_start="Off-campus access", password_fields=1)


def target(role: Role, url: str = URL) -> Target:
    host = url.split("/")[2]
    key = "page:proxy.example.edu" if role is Role.PROXY else "page:proxy.example.edu+www.jstor.org"
    return Target(key, Kind.PAGE, url, host, role=role)


def at(status: int, body: Page | None = None) -> Attempt:
    return answered(status, urls=(URL,), body=body)


def led(url: str, status: int = 200) -> Attempt:
    return answered(302, status, urls=(URL, url))


MENU = page("Databases", 120, text_start="Choose a database")
NOT_FOUND = page("Not found", 60)
PROXY_AND_ADMISSION = [
    (at(200, LOGIN), ("restricted", "login-required"), ("restricted", "login-required")),
    (at(200, MENU), ("ok", "reachable"), ("ok", "reachable")),
    (at(200, REFUSAL), ("ok", "reachable"), ("broken", "proxy-refused")),
    (led("https://www.jstor.org/stable/1"), ("ok", "reachable"), ("ok", "reachable")),
    # From within the library's network the source itself answers, which is judged elsewhere.
    (led("https://www.jstor.org/stable/1", 404), ("ok", "reachable"), ("ok", "reachable")),
    (led("https://idp.example.edu/sso", 503), ("ok", "reachable"), ("ok", "reachable")),
    (at(403, page("Forbidden", 20)), ("blocked", "forbidden"), ("blocked", "forbidden")),
    (at(404, NOT_FOUND), ("failing", "not-found"), ("unverifiable", "proxy-no-answer")),
    (at(400, NOT_FOUND), ("unverifiable", "proxy-unclear"), ("unverifiable", "proxy-no-answer")),
    (at(502), ("failing", "server-error"), ("unverifiable", "proxy-no-answer")),
    (failed(ErrorKind.DNS_NO_SUCH_HOST), ("broken", "dns-no-such-host"), ("unverifiable", "proxy-no-answer")),
    (failed(ErrorKind.TIMEOUT), ("failing", "timeout"), ("unverifiable", "proxy-no-answer")),
    (failed(ErrorKind.TLS_EXPIRED), ("broken", "tls-expired"), ("unverifiable", "proxy-no-answer")),
]  # fmt: skip


@pytest.mark.parametrize(("attempt", "proxy", "admission"), PROXY_AND_ADMISSION)
def test_a_proxy_and_what_it_admits_are_judged_apart(
    attempt: Attempt, proxy: tuple[str, str], admission: tuple[str, str]
) -> None:
    for role, expected in ((Role.PROXY, proxy), (Role.ADMISSION, admission)):
        asked = target(role)
        verdict = judge(asked, Evidence(asked.key, NIGHT, (attempt,)), (), NIGHT)
        assert (verdict.state, verdict.reason) == expected


def test_a_404_twice_is_a_proxy_that_is_gone_unless_its_source_may_have_said_it() -> None:
    twice = (at(404, NOT_FOUND), at(404, NOT_FOUND))
    proxy = target(Role.PROXY)
    assert judge(proxy, Evidence(proxy.key, NIGHT, twice), (), NIGHT).state is State.BROKEN
    rewritten = target(Role.PROXY, "https://www-jstor-org.proxy.example.edu/stable/1")
    verdict = judge(rewritten, Evidence(rewritten.key, NIGHT, twice), (), NIGHT)
    assert (verdict.state, verdict.reason) == (State.UNVERIFIABLE, "proxy-unclear")


def test_a_proxy_that_does_not_answer_is_asked_again_once_not_for_every_host() -> None:
    for role, expected in ((Role.PROXY, FollowUp.RETRY), (Role.ADMISSION, FollowUp.DONE)):
        asked = target(role)
        found = Evidence(asked.key, NIGHT, (failed(ErrorKind.TIMEOUT),))
        assert follow_up(asked, found, 1) is expected


def test_no_made_up_address_is_asked_for_every_host() -> None:
    for role, expected in ((Role.PROXY, FollowUp.SIBLING), (Role.ADMISSION, FollowUp.DONE)):
        asked = target(role)
        assert follow_up(asked, Evidence(asked.key, NIGHT, (at(200, MENU),)), 1) is expected
        assert follow_up(asked, Evidence(asked.key, NIGHT, (at(200, LOGIN),)), 1) is FollowUp.DONE


@pytest.mark.parametrize("offline", [False, True])
def test_what_hides_its_target_is_never_more_than_unverifiable(offline: bool) -> None:
    hidden = Target("link:x", Kind.LINK, URL, "proxy.example.edu", role=Role.OPAQUE)
    for evidence in (None, Evidence(hidden.key, NIGHT)):
        verdict = judge(hidden, evidence, (), NIGHT, offline=offline)
        assert (verdict.state, verdict.reason) == (State.UNVERIFIABLE, "opaque-proxy")
    assert follow_up(hidden, Evidence(hidden.key, NIGHT), 5) is FollowUp.DONE


@pytest.mark.parametrize(
    ("attempt", "expected"),
    [
        (failed(ErrorKind.DNS_NO_SUCH_HOST), (State.UNVERIFIABLE, "proxy-host-guessed")),
        (answered(404), (State.UNVERIFIABLE, "proxy-host-guessed")),
        (failed(ErrorKind.TIMEOUT), (State.UNVERIFIABLE, "proxy-host-guessed")),
        (answered(200), (State.OK, "reachable")),
        (answered(403), (State.BLOCKED, "forbidden")),
    ],
)
def test_a_guessed_address_is_never_broken(attempt: Attempt, expected: tuple[State, str]) -> None:
    guess = Target("link:x", Kind.LINK, "https://www.e.library.org/", "www.e.library.org", role=Role.GUESS)
    verdict = judge(guess, Evidence(guess.key, NIGHT, (attempt, attempt)), (), NIGHT)
    assert (verdict.state, verdict.reason) == expected
