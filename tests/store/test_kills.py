"""Runs that are killed at random moments lose nothing and do nothing twice; ``scripts/kill_nights.py`` does it for long."""

from scripts.kill_nights import Killer

from storeplaces import Place


def test_kills_lose_nothing(place: Place) -> None:
    tally = Killer(place.base, place.url, seed=1).run(3)
    assert tally.faults == []
    assert tally.kills == 3
    assert tally.nights >= 3
