"""The local runner: one queue a host, the longest first; nobody waits for somebody else's slow host."""

import asyncio
import gc
import heapq
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from msgspec import Struct

from guidewarden.model import Evidence, Target

RETRY_AFTER = 1.0
"""Seconds before something is asked again: long enough for a hiccup to pass, short enough for one night."""

LONGEST_RETRY_AFTER = 60.0
"""A server's Retry-After is obeyed up to this many seconds; the next night asks again anyway."""

_SLOW = 1.0
"""Seconds after which a host counts as slow, and gets another worker if it may have one."""

_AHEAD = 2
"""How many times sooner than the host with most links the others should be done, if all answer alike."""

_ALLOCATIONS = 100_000
"""Objects made before garbage is looked for: checks make hundreds each, and hardly any in circles."""


class Again(Struct, frozen=True):
    """Ask the target again, ``after`` seconds or more from now; ``last``: when nothing else is left to ask of its host."""

    after: float = RETRY_AFTER
    last: bool = False


Step = Callable[[Target, Evidence | None], Awaitable[tuple[Evidence, Again | None]]]
"""One step of a check: the evidence with what was learnt, and whether to ask again."""


@dataclass(order=True, slots=True)
class _Delayed:
    due: float
    order: int
    target: Target = field(compare=False)
    evidence: Evidence = field(compare=False)


@dataclass(slots=True)
class _Queue:
    """What is left to ask of one host: fresh targets, those to be asked again when due, and what is to come last."""

    fresh: deque[Target]
    again: list[_Delayed] = field(default_factory=list)
    last: deque[tuple[Target, Evidence]] = field(default_factory=deque)

    def take(self, now: float) -> tuple[Target, Evidence | None] | float | None:
        """Give the next target, or the seconds until one is due, or None when nothing is left."""
        if self.again and self.again[0].due <= now:
            delayed = heapq.heappop(self.again)
            return delayed.target, delayed.evidence
        if self.fresh:
            return self.fresh.popleft(), None
        if self.again:
            return self.again[0].due - now
        return self.last.popleft() if self.last else None

    def put(self, target: Target, evidence: Evidence, due: float) -> None:
        """Have a target asked again when it is due."""
        heapq.heappush(self.again, _Delayed(due, len(evidence.attempts), target, evidence))


async def run_checks(
    targets: Iterable[Target],
    step: Step,
    done: Callable[[Evidence], None],
    *,
    workers_per_host: int,
    stop: asyncio.Event,
    grace: float = LONGEST_RETRY_AFTER,
) -> None:
    """Ask every target until its evidence is complete, and hand each to ``done`` as soon as it is.

    ``step`` keeps the hosts' budgets itself. When ``stop`` is set nothing new begins, what is under way
    ends, and what was waiting to be asked again is left out: its evidence is not complete, and a later run
    asks it afresh. A host has ``workers_per_host`` at most, and fewer as long as the others take longer
    anyway, since each works over a connection of its own. What is still under way ``grace`` seconds after a
    stop is given up: its target counts as not asked. An error of ``done`` (the store failed, say) ends the
    whole run and is raised.
    """
    by_host: defaultdict[str, deque[Target]] = defaultdict(deque)
    for target in targets:
        by_host[target.host].append(target)
    hosts = sorted(by_host.values(), key=len, reverse=True)
    workers: set[asyncio.Task[None]] = set()
    patience = asyncio.create_task(_give_up(workers, stop, grace))
    with _seldom_collecting():
        try:
            async with asyncio.TaskGroup() as group:
                for fresh in hosts:
                    most = min(workers_per_host, len(fresh))
                    crew = _Crew(_Queue(fresh), group, workers, step, done, stop, most)
                    for _ in range(-(-len(fresh) * workers_per_host * _AHEAD // len(hosts[0]))):
                        crew.hire()
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from None
        finally:
            patience.cancel()


async def _give_up(workers: set[asyncio.Task[None]], stop: asyncio.Event, grace: float) -> None:
    """End the workers that a stop has not ended in time: one that waits for a slot, or for a slow chain of redirects."""
    await stop.wait()
    await asyncio.sleep(grace)
    for worker in tuple(workers):
        worker.cancel()


class _Crew(Struct):
    """The workers of one host, ``most`` at most."""

    queue: _Queue
    group: asyncio.TaskGroup
    workers: set[asyncio.Task[None]]
    step: Step
    done: Callable[[Evidence], None]
    stop: asyncio.Event
    most: int
    working: int = 0

    def hire(self) -> None:
        """Set one more to work, if there may be one more."""
        if self.working < self.most and not self.stop.is_set():
            self.working += 1
            worker = self.group.create_task(self._work())
            self.workers.add(worker)
            worker.add_done_callback(self.workers.discard)

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while not self.stop.is_set():
            item = self.queue.take(loop.time())
            if item is None:
                return
            if isinstance(item, float):
                await _pause(item, self.stop)
                continue
            target, earlier = item
            helpable = self.queue.fresh and self.working < self.most
            slow = loop.call_later(_SLOW, self._help) if helpable else None
            try:
                evidence, again = await self.step(target, earlier)
            finally:
                if slow is not None:
                    slow.cancel()
            if again is None:
                self.done(evidence)
            elif again.last:
                self.queue.last.append((target, evidence))
            else:
                self.queue.put(target, evidence, loop.time() + min(again.after, LONGEST_RETRY_AFTER))

    def _help(self) -> None:
        if self.queue.fresh:
            with suppress(RuntimeError):  # The group may be ending, with an error.
                self.hire()


async def _pause(seconds: float, stop: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for garbage seldom, and not among what was there before: it took a fifth of a run's time."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
