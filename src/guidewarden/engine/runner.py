"""The local runner: one queue a host, the longest first; nobody waits for somebody else's slow host."""

import asyncio
import heapq
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from guidewarden.model import Evidence, Target

RETRY_AFTER = 2.0
"""Seconds before something is asked again: long enough for a hiccup to pass, short enough for one night."""

LONGEST_RETRY_AFTER = 60.0
"""A server's Retry-After is obeyed up to this many seconds; the next night asks again anyway."""


@dataclass(frozen=True, slots=True)
class Again:
    """Ask the target again, ``after`` seconds or more from now."""

    after: float = RETRY_AFTER


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
    """What is left to ask of one host: fresh targets first, then those to be asked again when due."""

    fresh: deque[Target]
    again: list[_Delayed] = field(default_factory=list)

    def take(self, now: float) -> tuple[Target, Evidence | None] | float | None:
        """Give the next target, or the seconds until one is due, or None when nothing is left."""
        if self.again and self.again[0].due <= now:
            delayed = heapq.heappop(self.again)
            return delayed.target, delayed.evidence
        if self.fresh:
            return self.fresh.popleft(), None
        return self.again[0].due - now if self.again else None


async def run_checks(
    targets: Iterable[Target],
    step: Step,
    done: Callable[[Evidence], None],
    *,
    workers_per_host: int,
    stop: asyncio.Event,
) -> None:
    """Ask every target until its evidence is complete, and hand each to ``done`` as soon as it is.

    ``step`` keeps the hosts' budgets itself. When ``stop`` is set nothing new begins, what is under way
    ends, and what was waiting to be asked again is left out: its evidence is not complete, and a later run
    asks it afresh. An error of ``done`` (the store failed, say) ends the whole run and is raised.
    """
    by_host: defaultdict[str, deque[Target]] = defaultdict(deque)
    for target in targets:
        by_host[target.host].append(target)
    queues = sorted((_Queue(fresh) for fresh in by_host.values()), key=lambda queue: -len(queue.fresh))
    try:
        async with asyncio.TaskGroup() as group:
            for queue in queues:
                for _ in range(min(workers_per_host, len(queue.fresh))):
                    group.create_task(_work(queue, step, done, stop))
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None


async def _work(queue: _Queue, step: Step, done: Callable[[Evidence], None], stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    while not stop.is_set():
        item = queue.take(loop.time())
        if item is None:
            return
        if isinstance(item, float):
            await _pause(item, stop)
            continue
        target, earlier = item
        evidence, again = await step(target, earlier)
        if again is None:
            done(evidence)
        else:
            due = loop.time() + min(again.after, LONGEST_RETRY_AFTER)
            heapq.heappush(queue.again, _Delayed(due, len(evidence.attempts), target, evidence))


async def _pause(seconds: float, stop: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
