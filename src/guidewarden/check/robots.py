"""robots.txt (RFC 9309), for the hosts whose settings ask for it. It is fetched once an origin and run."""

import asyncio
from collections.abc import Awaitable, Callable

from msgspec import Struct, field
from protego import Protego

from guidewarden.check.failures import NoAnswer
from guidewarden.check.origins import Origin
from guidewarden.model import ErrorKind

PRODUCT = "guidewarden"
"""The name that robots.txt may address us by."""

_HOST_SILENT = frozenset({ErrorKind.TIMEOUT, ErrorKind.RESET, ErrorKind.PROTOCOL, ErrorKind.INTERNAL})
"""Failures that are the robots.txt's alone, maybe; all others would meet the page as well."""

Fetch = Callable[[Origin], Awaitable[tuple[int, bytes]]]
"""Asks for an origin's robots.txt, gives status and body; raises NoAnswer."""


class _Known(Struct):
    """What is known of one origin: rules (None: everything is allowed), or why there are none."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    asked: bool = False
    rules: Protego | None = None
    refusal: NoAnswer | None = None


class Robots:
    """Says what may be asked for. ``fetch`` keeps the host's budget."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._known: dict[Origin, _Known] = {}

    async def allow(self, origin: Origin, target: str) -> None:
        """Return when the origin's robots.txt lets guidewarden ask for ``target``; NoAnswer otherwise.

        Without a robots.txt (4xx) everything is allowed. One that cannot be had (5xx, silence) allows
        nothing, as RFC 9309 has it. A host that cannot be reached at all is told as that.
        """
        known = self._known.setdefault(origin, _Known())
        async with known.turn:
            if not known.asked:
                await self._ask(origin, known)
                known.asked = True
        if known.refusal is not None:
            raise NoAnswer(known.refusal.failure.kind, known.refusal.failure.message)
        if known.rules is not None and not known.rules.can_fetch(target, PRODUCT):
            raise NoAnswer(ErrorKind.ROBOTS_DISALLOWED, "the site's robots.txt disallows this address")

    async def _ask(self, origin: Origin, known: _Known) -> None:
        try:
            status, body = await self._fetch(origin)
        except NoAnswer as error:
            silent = error.failure.kind in _HOST_SILENT
            known.refusal = _unknown(error.failure.message) if silent else error
            return
        if 200 <= status < 300:
            known.rules = Protego.parse(body.decode("utf-8", "replace").removeprefix("\ufeff"))
        elif not 400 <= status < 500 or status == 429:
            known.refusal = _unknown(f"status {status}")


def _unknown(why: str) -> NoAnswer:
    return NoAnswer(ErrorKind.ROBOTS_DISALLOWED, f"the site's robots.txt could not be had: {why}")
