"""What the room offers, and what it asks for."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from guidewarden.model import Evidence, Target

Sent = Callable[[], None]
"""Called at the moment a request goes out, for its host's pace."""


class Slots(Protocol):
    """Hands out permission to talk to a host; how many at once and how often is the engine's business."""

    def slot(self, host: str) -> AbstractAsyncContextManager[Sent]:
        """Wait for a turn with ``host`` (a name, or an address as URLs have it; no port) and hold it while the block runs."""
        ...


class Checker(Protocol):
    """Looks at targets and tells what was seen. It never raises for what a server or a target does."""

    async def check(self, target: Target, earlier: Evidence | None = None) -> Evidence:
        """Make one attempt, and give it together with the attempts of ``earlier``."""
        ...

    async def probe_sibling(self, target: Target, evidence: Evidence) -> Evidence:
        """Ask for a made-up address beside the target, and give the evidence with the answer as ``sibling``."""
        ...

    async def probe_cousin(self, target: Target, evidence: Evidence) -> Evidence:
        """Ask for a made-up address that shares less with the target, and give the evidence with it as ``cousin``."""
        ...

    async def probe_front(self, target: Target, evidence: Evidence) -> Evidence:
        """Ask for the site's front page, and give the evidence with the answer as ``front``."""
        ...

    async def aclose(self) -> None:
        """Close every connection."""
        ...
