"""Budgets: how many requests at once, and how many a second, one host may see from us."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager

from msgspec import Struct, field

from guidewarden.model import HostSettings, HostTable
from guidewarden.model.settings import Pace

_MARGIN = 0.02
"""Seconds added to a window, since two requests may travel at different speeds and arrive closer together."""


SLOWEST = 1 / 8
"""The smallest part of its rate that a host which keeps asking us to slow down still gets."""


class _Host(Struct):
    """One host's budget: at most ``sent.maxlen`` requests within any ``window`` seconds.

    ``sent`` are the times at which the last requests went out, ``coming`` counts those that may go out at
    any moment: between a permission and its request a connection is made, and other work is done.
    ``moved`` is set whenever one of them has gone out. A host that asked us to slow down gets nothing
    ``not_before`` a moment, and a window that is ``slowness`` times as long.
    """

    free: asyncio.Semaphore
    sent: deque[float]
    window: float
    coming: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    not_before: float = 0.0
    slowness: float = 1.0

    def wait(self, now: float) -> float | None:
        """Give the seconds until one more may go out, None when that depends on one that is coming."""
        if now < self.not_before:
            return self.not_before - now
        over = self.coming + len(self.sent) - (self.sent.maxlen or 1)
        if over < 0:
            return 0.0
        return (
            max(0.0, self.sent[over] + self.window * self.slowness - now) if over < len(self.sent) else None
        )


class _Slot:
    """One permission, waited for on entering; what entering gives is called when the request goes out."""

    def __init__(self, host: _Host, total: asyncio.Semaphore, clock: Callable[[], float]) -> None:
        self._host = host
        self._total = total
        self._clock = clock
        self._coming = False

    async def __aenter__(self) -> Callable[[], None]:
        await self._host.free.acquire()
        try:
            await self._start()
        except BaseException:
            self._host.free.release()
            raise
        return self._sent

    async def __aexit__(self, *_error: object) -> None:
        if self._coming:
            self._sent()
        self._total.release()
        self._host.free.release()

    def _sent(self) -> None:
        host = self._host
        host.coming -= self._coming
        self._coming = False
        host.sent.append(self._clock())
        host.moved.set()

    async def _start(self) -> None:
        """Take a place in the total at the host's next moment; a place is never held while waiting for it."""
        host = self._host
        async with host.turn:
            while True:
                wait = host.wait(self._clock())
                if wait is None:
                    host.moved.clear()
                    await host.moved.wait()
                elif wait > 0:
                    await asyncio.sleep(wait)
                else:
                    await self._total.acquire()
                    if host.wait(self._clock()) == 0:
                        host.coming += 1
                        self._coming = True
                        return
                    self._total.release()


class HostBudgets:
    """Hands out slots: a request may be on its way only while one is held.

    Never more than ``concurrency`` slots for a host and ``total`` in all; within any second at most
    ``per_second`` requests to a host go out (below one a second: one within ``1 / per_second`` seconds). A host
    that answered slowly may catch up within its second. A host that waits holds nothing another could use.
    ``hosts`` may give a host another pace of its own.
    """

    def __init__(
        self,
        pace: Pace,
        clock: Callable[[], float],
        hosts: Mapping[str, HostSettings] | None = None,
    ) -> None:
        self._pace = pace
        self._table = HostTable(hosts)
        self._clock = clock
        self._total = asyncio.Semaphore(pace.total)
        self._hosts: dict[str, _Host] = {}
        self.slowed = False
        """Whether any host has asked us to slow down."""

    def slot(self, host: str) -> AbstractAsyncContextManager[Callable[[], None]]:
        """Wait for a slot of this host, and hold it while the block runs.

        The block is given what to call at the moment its request goes out, so that a connection which
        took its time never makes requests arrive closer together. A request it tells nothing of counts
        as sent when the block ends, one that is sent twice counts twice.
        """
        host = host.rstrip(".")  # the same host, however its name is ended
        budget = self._hosts.get(host)
        if budget is None:
            self._hosts[host] = budget = self._budget(host)
        return _Slot(budget, self._total, self._clock)

    def back_off(self, host: str, seconds: float) -> None:
        """Send nothing to this host for so long, and then at half the rate, down to `SLOWEST` of it."""
        if (budget := self._hosts.get(host)) is not None:
            budget.not_before = max(budget.not_before, self._clock() + seconds)
            budget.slowness = min(budget.slowness * 2, 1 / SLOWEST)
            self.slowed = True

    def went_well(self, host: str) -> None:
        """Note an answer that did not ask us to slow down: the rate returns, a tenth at a time."""
        if (budget := self._hosts.get(host)) is not None and budget.slowness > 1:
            budget.slowness = max(1.0, budget.slowness * 0.9)

    def _budget(self, host: str) -> _Host:
        own = self._table.find(host)
        per_second = own.per_second or self._pace.per_second
        burst = max(1, int(per_second))
        return _Host(
            asyncio.Semaphore(own.concurrency or self._pace.concurrency),
            deque(maxlen=burst),
            burst / per_second + _MARGIN,
        )
