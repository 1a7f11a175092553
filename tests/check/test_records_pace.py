"""Registries are asked as fast as they announce and no faster, whatever happens to their answers."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from guidewarden.check.records.pace import (
    CROSSREF_PUBLIC,
    LONGEST_WAIT,
    PATIENCE,
    Call,
    LeftInPeaceError,
    Limits,
    Pace,
    datacite_limits,
    interval,
)
from guidewarden.demo.server import Request, Response, Server
from guidewarden.model import RecordOutcome
from recordhelp import agencies, ask, asked, dataset, questions, registries, whole

SOON = 0.01


def announced(most: int, seconds: str, at_once: int, pool: str = "polite-array") -> dict[str, str]:
    return {
        "X-Rate-Limit-Limit": str(most),
        "X-Rate-Limit-Interval": seconds,
        "X-Concurrency-Limit": str(at_once),
        "X-Api-Pool": pool,
    }


def most_within(times: list[float], seconds: float) -> int:
    """Give the most questions that arrived within any so many seconds."""
    return max(sum(start <= at < start + seconds for at in times) for start in times)


@dataclass
class Crossref:
    """Answers everything after a moment, and announces ``limits``; those of a question's number hold from it on."""

    limits: Mapping[int, Mapping[str, str]]
    refuse: Mapping[int, Response] = field(default_factory=dict)
    seconds: float = 0.02
    number: int = 0

    def __call__(self, request: Request) -> Response:
        self.number += 1
        headers = self.limits[max(number for number in self.limits if number <= self.number)]
        reply = self.refuse.get(self.number, whole(request))
        if self.number not in self.refuse:
            reply = replace(reply, headers={"Content-Type": "application/json"} | dict(headers))
        return replace(reply, delay=self.seconds)


def dois(lists: int) -> list[str]:
    return [f"10.5555/{number:04}" for number in range(50 * lists)]


def arrivals(server: Server) -> list[float]:
    return [request.at for request in questions(server)]


def test_announced_limits_are_held_and_used() -> None:
    answers, server = ask(
        registries(Crossref({1: announced(4, "200ms", 2)}, seconds=0.06)), dois(16), contact="a@example.org"
    )
    assert {answer.outcome for answer in answers.values()} == {RecordOutcome.FOUND}
    times = arrivals(server)
    assert len(times) == 16
    assert most_within(times, 0.2) <= 4
    assert server.peak == 2
    # Four in a fifth of a second, and some time for each answer: far from the second a list that was the beginning.
    assert times[-1] - times[0] < 8


def test_before_anything_is_announced_the_public_limits_hold() -> None:
    _, server = ask(registries(Crossref({1: {}})), dois(2))
    first, second = arrivals(server)
    assert second - first >= 1
    assert server.peak == 1


def test_a_lost_pool_slows_down_in_the_middle_of_a_run() -> None:
    fast, slow = announced(100, "1s", 3), announced(1, "300ms", 1, "public")
    answers, server = ask(registries(Crossref({1: fast, 4: slow})), dois(8), contact="a@example.org")
    assert {answer.outcome for answer in answers.values()} == {RecordOutcome.FOUND}
    times = arrivals(server)
    # Those that were under way when the news came could not know.
    assert most_within(times[6:], 0.3) == 1
    assert times[7] - times[6] >= 0.3


def test_another_pool_that_announces_nothing_more_brings_the_public_limits_back() -> None:
    fast = announced(100, "1s", 1)
    _, server = ask(registries(Crossref({1: fast, 3: {"X-Api-Pool": "public"}})), dois(4))
    times = arrivals(server)
    assert times[2] - times[0] < 1.5
    assert times[3] - times[2] >= 1


def test_a_bare_429_keeps_the_limits_and_slows_down() -> None:
    limits = {1: announced(2, "100ms", 1)}
    crossref = Crossref(limits, {3: Response(429), 4: Response(429)})
    answers, server = ask(registries(crossref), dois(6), pause=0.2)
    assert {answer.outcome for answer in answers.values()} == {RecordOutcome.FOUND}
    times = arrivals(server)
    assert len(times) == 8
    assert times[3] - times[2] >= 0.2
    assert times[4] - times[3] >= 0.4
    assert most_within(times[4:], 0.2) <= 2


def test_retry_after_is_waited_for() -> None:
    crossref = Crossref({1: announced(100, "1s", 1)}, {2: Response(429, {"Retry-After": "1"})})
    _, server = ask(registries(crossref), dois(3))
    times = arrivals(server)
    assert times[2] - times[1] >= 1
    assert times[1] - times[0] < 1


def test_single_records_have_limits_of_their_own() -> None:
    def crossref(request: Request) -> Response:
        limits = (
            announced(50, "1s", 1) if request.path == "/works" else announced(2, "300ms", 1, "polite-single")
        )
        return replace(whole(request), headers={"Content-Type": "application/json"} | limits)

    answers, server = ask(registries(crossref), [f"10.5555/{number},x" for number in range(7)])
    assert len(answers) == 7
    assert most_within(arrivals(server), 0.3) <= 2


def test_datacite_announces_nothing() -> None:
    answers, server = ask(registries(), [f"10.5072/{number}" for number in range(120)])
    assert {answer.outcome for answer in answers.values()} == {RecordOutcome.FOUND}
    assert len(server.log) == 121
    assert server.peak <= 4
    assert datacite_limits("a@example.org")[Call.SINGLE].most == 1000
    assert datacite_limits(None)[Call.SINGLE].most == 500


def test_registries_are_asked_side_by_side() -> None:
    def slowly(request: Request) -> Response:
        return replace(dataset(asked(request)[0]), delay=0.3)

    crossref = Crossref({1: announced(100, "1s", 1)}, seconds=0.3)
    _, server = ask(registries(crossref, slowly), [*dois(1), "10.5072/a"])
    assert server.peak == 2


def test_agencies_are_asked_for_one_after_the_other() -> None:
    known = {f"10.{number}": "JaLC" for number in range(1000, 1250)}

    def respond(request: Request) -> Response:
        return replace(agencies(request, known), delay=0.02)

    _, server = ask(respond, [f"{prefix}/a" for prefix in known])
    assert len(server.log) == 5
    assert server.peak == 1


def headers(**said: str) -> Mapping[bytes, bytes]:
    return {name.replace("_", "-").encode(): value.encode() for name, value in said.items()}


def heed(pace: Pace, call: Call = Call.LIST, **said: str) -> Limits:
    found = headers(**said)
    pace.heed(call, lambda name: found.get(name, b""))
    return pace.limits(call)


def test_what_is_announced_is_read() -> None:
    pace = Pace(CROSSREF_PUBLIC, lambda: 0.0)
    assert heed(pace, x_rate_limit_limit="3", x_rate_limit_interval="1s", x_concurrency_limit="3") == Limits(
        3, 1, 3
    )
    assert heed(pace) == Limits(3, 1, 3)
    assert pace.limits(Call.SINGLE) == Limits(5, 1, 1)
    assert heed(pace, x_concurrency_limit="2") == Limits(3, 1, 2)
    assert heed(pace, x_rate_limit_limit="7") == Limits(7, 1, 2)
    assert heed(pace, x_api_pool="polite-array") == Limits(1, 1, 1)
    assert heed(pace, x_rate_limit_limit="7", x_api_pool="polite-single") == Limits(7, 1, 1)
    assert heed(pace, x_api_pool="public-single") == Limits(1, 1, 1)


@pytest.mark.parametrize("value", ["0", "-1", "", "many", "1.5", "9999999", "١", "3, 3"])
def test_nonsense_is_not_heeded(value: str) -> None:
    pace = Pace(CROSSREF_PUBLIC, lambda: 0.0)
    said = {"x-rate-limit-limit": value, "x-concurrency-limit": value}
    pace.heed(Call.LIST, lambda name: said.get(name.decode(), "").encode())
    assert pace.limits(Call.LIST) == Limits(1, 1.0, 1)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1s", 1), ("100ms", 0.1), ("5m", 300), ("2", 2), ("0.5s", 0.5), ("1 s", 1), ("1h", 3600), ("0s", None)]
    + [(text, None) for text in ("", "s", "-1s", "1d", "1e9s", "1s1s", "nan", "٣s")],
)
def test_intervals(text: str, seconds: float | None) -> None:
    assert interval(text) == seconds


@given(st.text(max_size=12))
def test_no_interval_is_nothing_or_negative(text: str) -> None:
    seconds = interval(text)
    assert seconds is None or seconds > 0


async def _turn(pace: Pace) -> int:
    async with pace.turn(Call.SINGLE) as before:
        return before


def test_a_registry_is_left_in_peace_after_fruitless_tries_in_a_row() -> None:
    async def run() -> None:
        pace = Pace({Call.SINGLE: Limits(100, 1.0, 1)}, asyncio.get_running_loop().time, pause=0.001)
        for _ in range(PATIENCE - 1):
            pace.fruitless(await _turn(pace), "down")
        pace.went_well()
        for _ in range(PATIENCE):
            pace.fruitless(await _turn(pace), "down")
        with pytest.raises(LeftInPeaceError, match=r"^down$"):
            await _turn(pace)

    asyncio.run(run())


def test_a_registry_that_wants_a_long_pause_is_left_in_peace_at_once() -> None:
    async def run() -> None:
        pace = Pace({Call.SINGLE: Limits(100, 1.0, 1)}, asyncio.get_running_loop().time)
        pace.fruitless(await _turn(pace), "rate-limited", LONGEST_WAIT + 1, slower=True)
        with pytest.raises(LeftInPeaceError, match="rate-limited, and wants to be left alone for 61 seconds"):
            await _turn(pace)

    asyncio.run(run())


def test_those_who_wait_hear_that_a_registry_is_left_in_peace() -> None:
    async def run() -> list[BaseException | int]:
        pace = Pace({Call.SINGLE: Limits(1, 60.0, 1)}, asyncio.get_running_loop().time)
        before = await _turn(pace)
        waiting = [asyncio.create_task(_turn(pace)) for _ in range(3)]
        await asyncio.sleep(SOON)
        pace.fruitless(before, "down", 3600.0)
        return await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 5)

    assert [type(each) for each in asyncio.run(run())] == [LeftInPeaceError] * 3
