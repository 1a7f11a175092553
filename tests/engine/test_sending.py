"""The pace counts from the moment a request goes out; workers are as many as a host needs."""

import asyncio
import time
from collections import Counter

import pytest

from evidences import answered, evidence, link
from guidewarden.engine import Again, HostBudgets, run_checks
from guidewarden.model import Evidence, Target
from guidewarden.model.settings import Pace


@pytest.mark.parametrize("per_second", [2, 4])
def test_requests_that_were_held_up_never_go_out_closer_together(per_second: int) -> None:
    """The first ones take their time from the permission to the request, the others do not."""
    sent: list[float] = []

    async def visit(budgets: HostBudgets, delay: float) -> None:
        async with budgets.slot("a.example") as went_out:
            await asyncio.sleep(delay)
            went_out()
            sent.append(time.monotonic())

    async def work() -> None:
        budgets = HostBudgets(Pace(concurrency=3, per_second=per_second), time.monotonic)
        await asyncio.gather(*(visit(budgets, 0.4 if number < 3 else 0) for number in range(per_second + 2)))

    asyncio.run(asyncio.wait_for(work(), 20))
    assert len(sent) == per_second + 2
    assert all(later - sooner >= 1 for sooner, later in zip(sent, sent[per_second:], strict=False))


def test_a_request_that_goes_out_twice_counts_twice() -> None:
    async def work() -> float:
        budgets = HostBudgets(Pace(concurrency=1, per_second=2), time.monotonic)
        async with budgets.slot("a.example") as went_out:
            went_out()
            went_out()
        begin = time.monotonic()
        async with budgets.slot("a.example"):
            return time.monotonic() - begin

    assert asyncio.run(work()) > 0.9


def at_once(targets: list[Target], slow: str = "") -> Counter[str]:
    """Run over steps, those of the ``slow`` host slow, and give how many were under way at most by host."""
    inside: Counter[str] = Counter()
    most: Counter[str] = Counter()

    async def step(target: Target, earlier: Evidence | None) -> tuple[Evidence, Again | None]:
        inside[target.host] += 1
        most[target.host] = max(most[target.host], inside[target.host])
        await asyncio.sleep(1.2 if target.host == slow else 0.01)
        inside[target.host] -= 1
        return evidence(answered(200), target=target), None

    kept: list[Evidence] = []

    async def work() -> None:
        await run_checks(targets, step, kept.append, workers_per_host=4, stop=asyncio.Event())

    asyncio.run(asyncio.wait_for(work(), 20))
    assert sorted(each.target_key for each in kept) == sorted(target.key for target in targets)
    return most


def links(host: str, count: int) -> list[Target]:
    return [link(f"https://{host}/{number}") for number in range(count)]


def test_a_host_with_few_links_is_asked_over_few_connections() -> None:
    wanted = links("many.example", 80) + links("half.example", 20) + links("few.example", 10)
    assert at_once(wanted) == {"many.example": 4, "half.example": 2, "few.example": 1}


def test_a_host_with_few_links_gets_help_when_it_is_slow() -> None:
    wanted = links("many.example", 80) + links("few.example", 4)
    assert at_once(wanted, slow="few.example")["few.example"] > 1
