"""The runner and the budgets, with work that only sleeps."""

import asyncio
import time
from collections import Counter

import pytest

from evidences import answered, evidence, link
from guidewarden.engine import SLOWEST, Again, HostBudgets, run_checks
from guidewarden.model import Evidence, Target
from guidewarden.model.settings import Pace


def targets(host: str, count: int) -> list[Target]:
    return [link(f"https://{host}/{number}") for number in range(count)]


def run(
    wanted: list[Target], step: object, *, workers: int = 4, stop: asyncio.Event | None = None
) -> list[Evidence]:
    kept: list[Evidence] = []

    async def work() -> None:
        await run_checks(wanted, step, kept.append, workers_per_host=workers, stop=stop or asyncio.Event())  # type: ignore[arg-type]

    asyncio.run(asyncio.wait_for(work(), 20))
    return kept


async def quick(target: Target, earlier: Evidence | None) -> tuple[Evidence, Again | None]:
    await asyncio.sleep(0.001)
    return evidence(answered(200), target=target), None


def test_every_target_is_asked_once_and_handed_over() -> None:
    wanted = targets("a.example", 30) + targets("b.example", 5)
    kept = run(wanted, quick)
    assert Counter(one.target_key for one in kept) == Counter(target.key for target in wanted)


def test_a_slow_host_delays_nobody_else() -> None:
    order: list[str] = []

    async def step(target: Target, earlier: Evidence | None) -> tuple[Evidence, Again | None]:
        await asyncio.sleep(0.3 if target.host == "slow.example" else 0.001)
        order.append(target.host)
        return evidence(answered(200), target=target), None

    run(targets("slow.example", 2) + targets("quick.example", 20), step, workers=1)
    assert order[:20] == ["quick.example"] * 20


def test_what_is_to_come_last_comes_after_all_else_of_its_host() -> None:
    order: list[tuple[str, bool]] = []

    async def step(target: Target, earlier: Evidence | None) -> tuple[Evidence, Again | None]:
        order.append((target.url[-1], earlier is not None))
        again = Again(0.2) if target.url.endswith("1") else Again(last=True)
        return evidence(answered(200), target=target), None if earlier else again

    kept = run(targets("a.example", 3), step, workers=1)
    assert order == [("0", False), ("1", False), ("2", False), ("1", True), ("0", True), ("2", True)]
    assert len(kept) == 3


def test_what_is_to_be_asked_again_waits_without_holding_the_host_up() -> None:
    order: list[tuple[str, int]] = []

    async def step(target: Target, earlier: Evidence | None) -> tuple[Evidence, Again | None]:
        tries = 1 + (len(earlier.attempts) if earlier else 0)
        order.append((target.url[-1], tries))
        seen = evidence(*[answered(503)] * tries, target=target)
        return seen, (Again(0.05) if target.url.endswith("/0") and tries == 1 else None)

    kept = run(targets("a.example", 4), step, workers=1)
    assert order == [("0", 1), ("1", 1), ("2", 1), ("3", 1), ("0", 2)]
    assert len(kept) == 4


def test_stopping_ends_what_is_under_way_and_begins_nothing() -> None:
    stop = asyncio.Event()
    begun: list[str] = []

    async def step(target: Target, earlier: Evidence | None) -> tuple[Evidence, Again | None]:
        begun.append(target.key)
        stop.set()
        await asyncio.sleep(0.02)
        return evidence(answered(200), target=target), None

    kept = run(targets("a.example", 50), step, workers=2, stop=stop)
    assert 1 <= len(begun) <= 2
    assert sorted(one.target_key for one in kept) == sorted(begun)


def test_a_wait_to_ask_again_does_not_outlast_a_stop() -> None:
    stop = asyncio.Event()

    async def step(target: Target, earlier: Evidence | None) -> tuple[Evidence, Again | None]:
        asyncio.get_running_loop().call_later(0.05, stop.set)
        return evidence(answered(503), target=target), Again(50)

    started = time.monotonic()
    assert run(targets("a.example", 1), step, stop=stop) == []
    assert time.monotonic() - started < 5


def test_what_does_not_end_after_a_stop_is_given_up() -> None:
    stop = asyncio.Event()
    kept: list[Evidence] = []

    async def step(target: Target, earlier: Evidence | None) -> tuple[Evidence, Again | None]:
        stop.set()
        await asyncio.sleep(60)
        return evidence(answered(200), target=target), None

    async def work() -> None:
        await run_checks(targets("a.example", 3), step, kept.append, workers_per_host=2, stop=stop, grace=0.1)

    asyncio.run(asyncio.wait_for(work(), 5))
    assert kept == []


def test_an_error_while_keeping_ends_the_run_and_is_raised() -> None:
    def full(_: Evidence) -> None:
        raise OSError("disk full")

    async def work() -> None:
        await run_checks(targets("a.example", 9), quick, full, workers_per_host=2, stop=asyncio.Event())

    with pytest.raises(OSError, match="disk full"):
        asyncio.run(work())


class Meter:
    """Counts who is inside, and when each came in."""

    def __init__(self) -> None:
        self.inside: Counter[str] = Counter()
        self.peak: Counter[str] = Counter()
        self.starts: dict[str, list[float]] = {}

    async def visit(self, budgets: HostBudgets, host: str, stay: float) -> None:
        async with budgets.slot(host):
            self.starts.setdefault(host, []).append(time.monotonic())
            for name in (host, "all"):
                self.inside[name] += 1
                self.peak[name] = max(self.peak[name], self.inside[name])
            await asyncio.sleep(stay)
            for name in (host, "all"):
                self.inside[name] -= 1


def visits(pace: Pace, hosts: list[str], stay: float = 0.02) -> Meter:
    meter = Meter()

    async def work() -> None:
        budgets = HostBudgets(pace, time.monotonic)
        await asyncio.gather(*(meter.visit(budgets, host, stay) for host in hosts))

    asyncio.run(asyncio.wait_for(work(), 20))
    return meter


@pytest.mark.parametrize(("per_second", "most", "window"), [(20, 20, 1.0), (2.5, 2, 0.8), (0.8, 1, 1.25)])
def test_no_host_sees_more_at_once_or_faster_than_its_budget(
    per_second: float, most: int, window: float
) -> None:
    count = most * 2 + 2
    meter = visits(Pace(concurrency=2, per_second=per_second, total=100), ["a"] * count + ["b"] * count)
    assert meter.peak["a"] == meter.peak["b"] == 2 if most > 1 else 1
    for starts in meter.starts.values():
        assert len(starts) == count
        assert all(later - sooner >= window for sooner, later in zip(starts, starts[most:], strict=False))


def test_the_total_is_kept_over_all_hosts() -> None:
    meter = visits(Pace(concurrency=4, per_second=1000, total=3), [f"h{n % 10}" for n in range(40)])
    assert meter.peak["all"] == 3
    assert sum(len(starts) for starts in meter.starts.values()) == 40


def test_a_visitor_who_is_cancelled_gives_its_place_back() -> None:
    async def work() -> None:
        budgets = HostBudgets(Pace(concurrency=1, per_second=1000, total=1), time.monotonic)
        for _ in range(5):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.01), budgets.slot("a"):
                    await asyncio.sleep(1)
        async with asyncio.timeout(1), budgets.slot("b"):
            pass

    asyncio.run(work())


def test_a_host_that_asks_for_it_gets_a_rest_and_then_half_the_rate() -> None:
    async def work() -> list[float]:
        budgets = HostBudgets(Pace(concurrency=1, per_second=10, total=9), time.monotonic)
        times: list[float] = []
        for _ in range(31):
            async with budgets.slot("a"):
                times.append(time.monotonic())
            if len(times) == 1:
                budgets.back_off("a", 0.5)
        return times

    times = asyncio.run(work())
    assert times[1] - times[0] >= 0.5
    # Ten requests in every two seconds, where it was one second before.
    assert all(later - sooner >= 2 for sooner, later in zip(times[1:], times[11:], strict=False))


def test_a_rate_returns_step_by_step_and_never_falls_to_nothing() -> None:
    budgets = HostBudgets(Pace(), time.monotonic)

    async def work() -> None:
        async with budgets.slot("a"):
            pass

    asyncio.run(work())
    for _ in range(50):
        budgets.back_off("a", 0)
    assert budgets._hosts["a"].slowness == 1 / SLOWEST
    for _ in range(50):
        budgets.went_well("a")
    assert budgets._hosts["a"].slowness == 1
