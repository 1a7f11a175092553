"""What extraction finds: a target and one place where it stands."""

from typing import NamedTuple

from msgspec import Struct

from guidewarden.model import Occurrence, Target
from guidewarden.plan.proxied import Unwrapped


class Wrapper(Struct, frozen=True):
    """Something of a proxy that is asked beside the source: the target, and what it is called."""

    target: Target
    label: str


class Found(NamedTuple):
    """One target at one place; the same target comes once for every place.

    Where the link leads through a library's proxy, the target is what lies behind it, ``proxied`` tells of
    the way, and ``wrappers`` are what is asked of the proxy itself.
    """

    target: Target
    occurrence: Occurrence
    proxied: Unwrapped | None = None
    wrappers: tuple[Wrapper, ...] = ()


class Place(NamedTuple):
    """A target inside one text: the range of what is written, and the words readers see for it."""

    start: int
    end: int
    target: Target
    label: str
