"""What a registry's double counts: calls as they arrive, which of them are too many, and how they are answered."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from guidewarden.demo.server import Raw, Reply, Request, Response

Change = Callable[[Response], Reply]
"""Makes something else of the right answer to a call; see `guidewarden.demo.troubles`."""


class Limit(Struct, frozen=True):
    """At most ``most`` calls within any ``seconds``, and ``at_once`` under way (None for any number)."""

    most: int
    seconds: float
    at_once: int | None = None


class Call(Struct, frozen=True):
    """A call as it arrived.

    ``number`` counts from 1; ``pool`` and ``kind`` say which limit held; ``asked`` is the DOI, the DOIs or the words
    asked for; ``at`` is the clock's time in seconds. ``at_once`` is how many calls of all kinds were under way, this
    one among them. ``refused`` says that it broke the limit.
    """

    number: int
    pool: str
    kind: str
    asked: tuple[str, ...]
    request: Request
    at: float
    at_once: int
    refused: bool


Script = Callable[[Call], Change | None]
"""Says what happens to a call instead of its right answer; None for nothing."""


class _Flight(Struct):
    """A call under way, until ``ends`` by the clock."""

    pool: str
    kind: str
    ends: float = inf


class Turnstile:
    """Lets calls in up to their limits. Calls that are refused count against nobody.

    ``calls`` holds all of them in order. ``limits`` are by pool and kind, ``clock`` gives seconds, and ``lasting`` is
    how many seconds pass before an answer is sent. Until then a call is under way, even when its client has left;
    one that hangs is until its client leaves.
    """

    def __init__(
        self, limits: Mapping[tuple[str, str], Limit], clock: Callable[[], float], lasting: float = 0.0
    ) -> None:
        self.calls: list[Call] = []
        self._limits = limits
        self._clock = clock
        self._lasting = lasting
        self._flights: dict[int, _Flight] = {}
        self._let_in: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    @property
    def violations(self) -> list[Call]:
        """The calls that came too soon, or while too many were under way."""
        return [call for call in self.calls if call.refused]

    @property
    def most_at_once(self) -> int:
        """The most calls that were under way at once, of whatever kind."""
        return max((call.at_once for call in self.calls), default=0)

    def count(self, *kinds: str, pool: str | None = None) -> int:
        """Tell how many calls there were (of these kinds, in this pool)."""
        return len(self._of(kinds, pool))

    def most_within(self, seconds: float, *kinds: str, pool: str | None = None) -> int:
        """Tell the most calls (of these kinds, in this pool) that arrived within any so many seconds."""
        recent: deque[float] = deque()
        most = 0
        for call in self._of(kinds, pool):
            _forget(recent, call.at - seconds)
            recent.append(call.at)
            most = max(most, len(recent))
        return most

    def enter(self, request: Request, pool: str, kind: str, asked: tuple[str, ...]) -> Call:
        """Count a call, and say whether it is refused."""
        now = self._clock()
        self._flights = {number: flight for number, flight in self._flights.items() if flight.ends > now}
        limit, recent = self._limits[pool, kind], self._let_in[pool, kind]
        _forget(recent, now - limit.seconds)
        alike = sum((flight.pool, flight.kind) == (pool, kind) for flight in self._flights.values())
        refused = len(recent) >= limit.most or (limit.at_once is not None and alike >= limit.at_once)
        number = len(self.calls) + 1
        call = Call(number, pool, kind, asked, request, now, len(self._flights) + 1, refused)
        self.calls.append(call)
        if not refused:
            recent.append(now)
            self._flights[number] = _Flight(pool, kind)
        return call

    def leave(self, call: Call, reply: Reply) -> Reply:
        """Give a call its answer, and count it until that is over."""
        flight = self._flights.get(call.number, _Flight(call.pool, call.kind))
        if isinstance(reply, Response):
            delay = reply.delay if call.refused else reply.delay + self._lasting
            flight.ends = call.at + delay
            return replace(reply, delay=delay)
        write = reply.write

        async def write_and_land(*streams: object) -> None:
            try:
                await write(*streams)  # type: ignore[arg-type]
            finally:
                flight.ends = self._clock()

        return Raw(write_and_land)

    def _of(self, kinds: tuple[str, ...], pool: str | None) -> list[Call]:
        return [
            call for call in self.calls if (not kinds or call.kind in kinds) and pool in {None, call.pool}
        ]


def _forget(times: deque[float], until: float) -> None:
    while times and times[0] <= until:
        times.popleft()
