"""The judge's judgement, proven: the real job over real sockets on the web of behaviours."""

import pytest

from behaviours import BEHAVIOURS, BehaviourWeb, Judged, Truth, judge_web

_NAMES = [behaviour.name for behaviour in BEHAVIOURS]


@pytest.fixture(scope="module")
def judged() -> dict[str, Judged]:
    """Check all behaviours in one run, and judge each."""
    with BehaviourWeb(BEHAVIOURS) as web:
        return {found.behaviour.name: found for found in judge_web(web, timeout=1.5)}


def test_catalogue() -> None:
    assert len(_NAMES) == len(set(_NAMES))
    assert len(_NAMES) >= 100
    assert {behaviour.truth for behaviour in BEHAVIOURS} == set(Truth)


@pytest.mark.parametrize("name", _NAMES)
def test_behaviour(judged: dict[str, Judged], name: str) -> None:
    if judged[name].wrong:
        pytest.fail(str(judged[name]), pytrace=False)


def test_no_false_alarm(judged: dict[str, Judged]) -> None:
    assert [str(found) for found in judged.values() if found.false_alarm] == []


def test_no_missed_dead(judged: dict[str, Judged]) -> None:
    assert [str(found) for found in judged.values() if found.missed] == []
