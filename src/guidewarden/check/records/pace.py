"""How fast a registry may be asked: as its latest answers announce, at the public limits before the first.

Crossref announces ``x-rate-limit-limit`` questions within ``x-rate-limit-interval`` (``1s``), ``x-concurrency-limit``
at once, and the pool that counted the question, ``x-api-pool`` (``public``, ``polite-single``, ``polite-array``, …). A
pool may change in the middle of a run: a lost ``mailto`` brings the public limits back without a word more. Answers
to trouble often announce nothing.

A question counts from the moment it is let go until so long after its answer: since it arrived before
it was answered, no delay on the way can make two arrive closer together than the registry allows.
"""

import asyncio
import re
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

MARGIN = 0.02
"""Seconds after an answer for which it counts as under way: the server may count it off a little later than we do."""

PATIENCE = 4
"""Fruitless tries, one after the other, before a registry is left in peace for the night."""

LONGEST_WAIT = 60.0
"""A registry that wants more seconds than these to pass is left in peace for the night."""

_SLOWEST = 8.0
_INTERVAL = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s*(ms|s|m|h)?", re.ASCII | re.IGNORECASE)
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_COUNT = re.compile(r"[1-9]\d{0,5}", re.ASCII)


class Call(StrEnum):
    """What is asked for: registries limit lists and single records apart."""

    LIST = "list"
    SINGLE = "single"


class Limits(Struct, frozen=True):
    """At most ``most`` questions within ``seconds``, and ``at_once`` under way."""

    most: int
    seconds: float
    at_once: int


CROSSREF_PUBLIC: Mapping[Call, Limits] = {Call.LIST: Limits(1, 1.0, 1), Call.SINGLE: Limits(5, 1.0, 1)}
"""Crossref's limits since December 2025 for those who do not say who they are."""

_DATACITE_AT_ONCE = 4


def datacite_limits(contact: str | None) -> Mapping[Call, Limits]:
    """Give DataCite's limits, which its answers do not announce: more for those who give a mail address."""
    return {Call.SINGLE: Limits(1000 if contact else 500, 300.0, _DATACITE_AT_ONCE)}


class LeftInPeaceError(Exception):
    """The registry is not asked any more tonight; the message says why."""


class Pace:
    """Lets questions to one registry go, one at a time and in the order they came.

    ``limits`` are those of the beginning; ``clock`` gives monotonic seconds; ``pause`` is how many seconds to
    wait after the first fruitless try, doubled with each that follows.
    """

    def __init__(self, limits: Mapping[Call, Limits], clock: Callable[[], float], pause: float = 1.0) -> None:
        self._start = dict(limits)
        self._limits = dict(limits)
        self._clock = clock
        self._pause = pause
        self._pool = ""
        self._under_way = 0
        self._answered: deque[float] = deque()
        self._turn = asyncio.Lock()
        self._moved = asyncio.Event()
        self._not_before = 0.0
        self._slowness = 1.0
        self._fruitless = 0
        self._left_in_peace = ""

    def limits(self, call: Call) -> Limits:
        """Give the limits that hold now."""
        return self._limits[call]

    @asynccontextmanager
    async def turn(self, call: Call) -> AsyncIterator[int]:
        """Wait until one more question may go, and count it while the block runs.

        Gives how many fruitless tries there were, for `fruitless`. Raises LeftInPeaceError.
        """
        async with self._turn:
            while (wait := self._wait(call)) != 0:
                self._moved.clear()
                await self._pass(wait)
            self._under_way += 1
        try:
            yield self._fruitless
        finally:
            self._under_way -= 1
            self._answered.append(self._clock())
            self._moved.set()

    def heed(self, call: Call, announced: Callable[[bytes], bytes]) -> None:
        """Follow what an answer announces; ``announced`` gives a header by its lower-case name, empty when missing."""
        header = {name: announced(name.encode()).decode("latin-1").strip() for name in _HEADERS}
        pool = header["x-api-pool"].lower().partition("-")[0]
        if pool and pool != self._pool:
            # Whatever another pool allowed counts for nothing here.
            self._limits = dict(self._start)
            self._pool = pool
        limits = self._limits[call]
        if _COUNT.fullmatch(header["x-rate-limit-limit"]):
            seconds = interval(header["x-rate-limit-interval"]) or limits.seconds
            limits = replace(limits, most=int(header["x-rate-limit-limit"]), seconds=seconds)
        if _COUNT.fullmatch(header["x-concurrency-limit"]):
            limits = replace(limits, at_once=int(header["x-concurrency-limit"]))
        self._limits[call] = limits
        self._moved.set()

    def fruitless(self, before: int, why: str, wait: float | None = None, *, slower: bool = False) -> None:
        """Note a try that brought nothing. What failed side by side, with as many failures ``before``, counts once.

        ``wait`` is how many seconds the registry wants to pass; ``slower`` that it is asked too often.
        """
        if wait is not None and wait > LONGEST_WAIT:
            self._left_in_peace = f"{why}, and wants to be left alone for {wait:.0f} seconds"
        if before != self._fruitless:
            return
        self._fruitless += 1
        if slower:
            self._slowness = min(self._slowness * 2, _SLOWEST)
        if self._fruitless >= PATIENCE:
            self._left_in_peace = self._left_in_peace or why
        pause = self._pause * 2 ** (self._fruitless - 1) if wait is None else wait
        self._not_before = max(self._not_before, self._clock() + min(pause, LONGEST_WAIT))
        self._moved.set()

    def went_well(self) -> None:
        """Note an answer of use."""
        self._fruitless = 0
        self._slowness = max(1.0, self._slowness * 0.9)

    def _wait(self, call: Call) -> float | None:
        """Give the seconds until one more may go: 0 for now, None when an answer must come first."""
        if self._left_in_peace:
            raise LeftInPeaceError(self._left_in_peace)
        now, limits = self._clock(), self._limits[call]
        window = limits.seconds * self._slowness
        longest = max(MARGIN, *(each.seconds * self._slowness for each in self._limits.values()))
        while self._answered and self._answered[0] <= now - longest:
            self._answered.popleft()
        waits = (
            max(0.0, self._not_before - now),
            self._room(limits.most, window, now),
            self._room(limits.at_once, MARGIN, now),
        )
        return None if None in waits else max(each for each in waits if each is not None)

    def _room(self, most: int, window: float, now: float) -> float | None:
        """Give the seconds until fewer than ``most`` are under way or were answered within the last ``window``."""
        recent = [at for at in self._answered if at > now - window]
        over = self._under_way + len(recent) - most
        if over < 0:
            return 0.0
        return recent[over] + window - now if over < len(recent) else None

    async def _pass(self, seconds: float | None) -> None:
        """Wait so long, or until something has changed."""
        try:
            await asyncio.wait_for(self._moved.wait(), seconds)
        except TimeoutError:
            return


_HEADERS = ("x-rate-limit-limit", "x-rate-limit-interval", "x-concurrency-limit", "x-api-pool")


def interval(text: str) -> float | None:
    """Read an interval (``1s``, ``100ms``, ``5m``, ``1``) as seconds; None when it is none."""
    found = _INTERVAL.fullmatch(text)
    seconds = float(found[1]) * _UNITS[(found[2] or "s").lower()] if found else 0.0
    return seconds or None
