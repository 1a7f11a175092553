"""A shortDOI is looked up as it is written, and ends as moved to the DOI it is short for."""

import asyncio

import pytest

from checkhelp import checking
from evidences import NIGHT
from guidewarden.demo.registry import Record, Registry
from guidewarden.demo.server import Server
from guidewarden.judge import judge
from guidewarden.model import State, Verdict
from guidewarden.plan.doi import normalise
from guidewarden.plan.targets import doi_target

RECORDS = {
    "10/p54k": Record(alias="10.5555/PRIME"),
    "10.5555/prime": Record("https://publisher.example/prime"),
    "10/g8r7pm": Record(alias="10.5555/nothing"),
}


def verdict(written: str) -> tuple[Verdict, list[str]]:
    async def run() -> tuple[Verdict, list[str]]:
        target = doi_target(normalise(written), written)
        async with Server(Registry(RECORDS).respond) as server:
            async with checking(registries={"doi": server.url}) as checker:
                evidence = await checker.check(target)
            return judge(target, evidence, (), NIGHT), server.paths()

    return asyncio.run(run())


@pytest.mark.parametrize(
    "written", ["10/p54k", "doi:10/P54K", "https://doi.org/p54k", "http://dx.doi.org/10/p54k"]
)
def test_a_short_doi_moves_to_the_doi_it_is_short_for(written: str) -> None:
    found, asked = verdict(written)
    assert (found.state, found.reason) == (State.MOVED, "doi-alias")
    assert found.replacement == "10.5555/PRIME"
    assert asked[0].lower().startswith("/api/handles/10/p54k?")
    assert "type=hs_alias" in asked[0].lower()
    assert asked[1].startswith("/api/handles/10.5555/PRIME?")


def test_one_that_is_short_for_nothing_has_no_other_doi() -> None:
    found, _ = verdict("10/g8r7pm")
    assert (found.state, found.replacement) == (State.UNVERIFIABLE, None)


def test_one_that_nobody_registered_is_broken() -> None:
    found, _ = verdict("10/zzz9")
    assert (found.state, found.reason) == (State.BROKEN, "doi-not-registered")
