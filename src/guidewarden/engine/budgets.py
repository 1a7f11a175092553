"""Budgets: how many requests at once, and how many a second, one host may see from us."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from guidewarden.model.settings import Pace


@dataclass(slots=True)
class _Host:
    free: asyncio.Semaphore
    next_start: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class HostBudgets:
    """Hands out slots: a request may be on its way only while one is held.

    Never more than ``concurrency`` slots for a host and ``total`` in all; a host's slots begin at least
    ``1 / per_second`` seconds apart. A host that waits holds nothing another could use.
    """

    def __init__(self, pace: Pace, clock: Callable[[], float]) -> None:
        self._pace = pace
        self._clock = clock
        self._interval = 1 / pace.per_second
        self._total = asyncio.Semaphore(pace.total)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def slot(self, host: str) -> AsyncIterator[None]:
        """Wait for a slot of this host, and hold it while the block runs."""
        budget = self._hosts.setdefault(host, _Host(asyncio.Semaphore(self._pace.concurrency)))
        async with budget.free:
            await self._start(budget)
            try:
                yield
            finally:
                self._total.release()

    async def _start(self, budget: _Host) -> None:
        """Take a place in the total at the host's next moment; a place is never held while waiting for it."""
        async with budget.turn:
            while True:
                wait = budget.next_start - self._clock()
                if wait > 0:
                    await asyncio.sleep(wait)
                    continue
                await self._total.acquire()
                now = self._clock()
                if now >= budget.next_start:
                    budget.next_start = now + self._interval
                    return
                self._total.release()
