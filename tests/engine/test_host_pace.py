"""Hosts with a pace of their own."""

import asyncio
import time
from collections import Counter, defaultdict

from guidewarden.engine import HostBudgets
from guidewarden.model import HostSettings
from guidewarden.model.settings import Pace


def test_a_host_may_be_asked_more_gently_or_faster_than_the_others() -> None:
    hosts = {
        "gentle.example": HostSettings(concurrency=1, per_second=5),
        "*.fast.example": HostSettings(concurrency=6, per_second=1000),
        "half.example": HostSettings(concurrency=1),
    }
    starts: defaultdict[str, list[float]] = defaultdict(list)
    inside: Counter[str] = Counter()
    peak: Counter[str] = Counter()

    async def visit(budgets: HostBudgets, host: str) -> None:
        async with budgets.slot(host):
            starts[host].append(time.monotonic())
            inside[host] += 1
            peak[host] = max(peak[host], inside[host])
            await asyncio.sleep(0.01)
            inside[host] -= 1

    async def work() -> None:
        budgets = HostBudgets(Pace(concurrency=3, per_second=500), time.monotonic, hosts)
        names = ["gentle.example", "www.fast.example", "half.example", "usual.example"]
        await asyncio.gather(*(visit(budgets, name) for name in names for _ in range(12)))

    asyncio.run(asyncio.wait_for(work(), 20))
    assert peak == {"gentle.example": 1, "www.fast.example": 6, "half.example": 1, "usual.example": 3}
    gentle = starts["gentle.example"]
    assert all(later - sooner >= 1 for sooner, later in zip(gentle, gentle[5:], strict=False))
    assert max(starts["usual.example"]) - min(starts["usual.example"]) < 1
