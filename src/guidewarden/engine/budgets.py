"""Budgets: how many requests at once, and how many a second, one host may see from us."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from guidewarden.model.settings import Pace

_MARGIN = 0.03
"""Seconds added to a window, since two requests may travel at different speeds and arrive closer together."""


@dataclass(slots=True)
class _Host:
    """``starts`` are the times of the last requests, as many as fit into one window."""

    free: asyncio.Semaphore
    starts: deque[float]
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class HostBudgets:
    """Hands out slots: a request may be on its way only while one is held.

    Never more than ``concurrency`` slots for a host and ``total`` in all; within any second at most
    ``per_second`` slots of a host begin (below one a second: one within ``1 / per_second`` seconds). A host
    that answered slowly may catch up within its second. A host that waits holds nothing another could use.
    """

    def __init__(self, pace: Pace, clock: Callable[[], float]) -> None:
        self._pace = pace
        self._clock = clock
        self._burst = max(1, int(pace.per_second))
        self._window = self._burst / pace.per_second + _MARGIN
        self._total = asyncio.Semaphore(pace.total)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def slot(self, host: str) -> AsyncIterator[None]:
        """Wait for a slot of this host, and hold it while the block runs."""
        budget = self._hosts.get(host)
        if budget is None:
            budget = _Host(asyncio.Semaphore(self._pace.concurrency), deque(maxlen=self._burst))
            self._hosts[host] = budget
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
                wait = self._next_start(budget) - self._clock()
                if wait > 0:
                    await asyncio.sleep(wait)
                    continue
                await self._total.acquire()
                if self._clock() >= self._next_start(budget):
                    budget.starts.append(self._clock())
                    return
                self._total.release()

    def _next_start(self, budget: _Host) -> float:
        full = len(budget.starts) == self._burst
        return budget.starts[0] + self._window if full else 0.0
