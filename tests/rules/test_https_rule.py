"""LNK011: only what was seen to be served with https is said to be."""

import datetime as dt

import pytest

from guidewarden.model import (
    Attempt,
    Evidence,
    Finding,
    Hop,
    HopVia,
    Occurrence,
    People,
    Proxy,
    Result,
    Settings,
    SourceText,
    State,
    Verdict,
)
from guidewarden.plan.targets import entry_target
from guidewarden.rules import Project, check_verdicts

NOW = dt.datetime(2026, 1, 15, tzinfo=dt.UTC)
PROJECT = Project((), People(), Settings(proxy=Proxy()), NOW.date(), whole=False)


def found(written: str, *hops: tuple[str, int], state: State = State.OK) -> list[Finding]:
    target = entry_target(written)
    assert target is not None
    place = Occurrence(
        target.key, "", "", "", SourceText("links.txt", written).span(0, len(written)), written
    )
    seen = tuple(
        Hop(url, HopVia.REDIRECT if n else HopVia.START, status) for n, (url, status) in enumerate(hops)
    )
    evidence = Evidence(target.key, NOW, (Attempt(NOW, seen),))
    result = Result(target, (place,), Verdict(state, "reachable", NOW), evidence)
    return [finding for finding in check_verdicts(PROJECT, [result]) if finding.code == "LNK011"]


@pytest.mark.parametrize(
    ("written", "hops"),
    [
        ("http://a.example/p", [("http://a.example/p", 301), ("https://a.example/p", 200)]),
        ("HTTP://A.example", [("http://a.example/", 302), ("https://a.example/", 200)]),
        ("http://a.example/p#x", [("http://a.example/p", 301), ("https://a.example/p", 200)]),
        (
            "http://a.example/p",
            [("http://a.example/p", 301), ("https://a.example/p", 301), ("https://www.a.example/p", 200)],
        ),
    ],
)
def test_what_the_redirects_show(written: str, hops: list[tuple[str, int]]) -> None:
    [finding] = found(written, *hops)
    assert finding.advice == f"Replace the address by https{written[4:]}"


@pytest.mark.parametrize(
    "hops",
    [
        [("http://a.example/p", 200)],
        [("http://a.example/p", 200), ("https://a.example/p", 200)],
        [("http://a.example/p", 301), ("https://a.example/q", 200)],
        [("http://a.example/p", 301), ("https://www.a.example/p", 200)],
        [("http://a.example/p", 301), ("https://a.example/p", 301), ("http://a.example/q", 200)],
        [("http://a.example/p", 301), ("https://a.example:8443/p", 200)],
        [],
    ],
)
def test_what_they_do_not_show(hops: list[tuple[str, int]]) -> None:
    assert found("http://a.example/p", *hops) == []


@pytest.mark.parametrize("state", [state for state in State if state not in (State.OK, State.RESTRICTED)])
def test_of_what_is_not_there_nothing_is_said(state: State) -> None:
    assert (
        found("http://a.example/p", ("http://a.example/p", 301), ("https://a.example/p", 200), state=state)
        == []
    )


def test_https_on_the_port_of_http_is_another_address() -> None:
    assert found("http://a.example:80/p", ("http://a.example/p", 308), ("https://a.example/p", 200)) == []
