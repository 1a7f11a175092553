"""What a behaviour is: an address, how its site answers, and what a person with a browser would find there."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from guidewarden.demo.server import Reply, Request
from guidewarden.model import State


class Truth(StrEnum):
    """What a person finds who opens the address in a browser."""

    ALIVE = "alive"
    """The source is there."""
    MOVED = "moved"
    """The source is there, for good at a new address."""
    RESTRICTED = "restricted"
    """A login or a licence stands before it."""
    WALLED = "walled"
    """People see it, robots are refused."""
    TROUBLE = "trouble"
    """It does not work tonight, and may work again tomorrow."""
    DEAD = "dead"
    """The source is gone from this address."""
    UNKNOWN = "unknown"
    """Nobody can tell from here."""


class Line(StrEnum):
    """What is at the other end of the line."""

    WEB = "web"
    NO_SUCH_NAME = "no-such-name"
    REFUSED = "refused"
    PLAIN = "plain"
    """Port 443 speaks plain HTTP."""
    NO_CERTIFICATE = "no-certificate"
    """The handshake is refused."""


STATES: dict[Truth, frozenset[State]] = {
    Truth.ALIVE: frozenset({State.OK}),
    Truth.MOVED: frozenset({State.MOVED}),
    Truth.RESTRICTED: frozenset({State.RESTRICTED}),
    Truth.WALLED: frozenset({State.BLOCKED}),
    Truth.TROUBLE: frozenset({State.FAILING}),
    Truth.DEAD: frozenset({State.BROKEN}),
    Truth.UNKNOWN: frozenset({State.UNVERIFIABLE}),
}

_REASSURING = frozenset({State.OK, State.MOVED, State.RESTRICTED, State.BLOCKED})


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to a behaviour's site.

    ``where`` is "" at the behaviour's own host, "www" at a host below it, "+new" at another domain of its
    own, and a whole name at a host that everybody knows. ``times`` counts earlier requests for the same
    address of the same host. ``domain`` is its own host.
    """

    request: Request
    where: str
    times: int
    domain: str
    scheme: str

    @property
    def path(self) -> str:
        """The path asked for."""
        return self.request.path

    def url(self, path: str = "/", at: str = "", scheme: str = "") -> str:
        """Give an address of this web; ``at`` as ``where``."""
        return f"{scheme or self.scheme}://{host_at(self.domain, at)}{path}"


def host_at(domain: str, at: str) -> str:
    """Give the name of one of a behaviour's hosts, as `Ask.where` tells them apart."""
    if not at:
        return domain
    if at.startswith("+"):
        return f"{at[1:]}-{domain}"
    return at if "." in at else f"{at}.{domain}"


Answer = Callable[[Ask], Reply]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One address and its truth.

    ``path`` is the address after its host (query and fragment too), or a template with ``{domain}`` and
    ``{scheme}`` when it begins elsewhere. ``respond`` answers for the address itself, ``elsewhere`` for all
    others of its hosts. ``also`` adds states that are as honest as the truth's own; ``note`` says why.
    ``line`` is what answers the connection when it is not the web itself.
    """

    name: str
    family: str
    path: str
    respond: Answer
    truth: Truth
    note: str = ""
    elsewhere: Answer | None = None
    also: frozenset[State] = frozenset()
    scheme: str = "http"
    line: Line = Line.WEB

    @property
    def states(self) -> frozenset[State]:
        """The states that are right."""
        return STATES[self.truth] | self.also

    def url(self, domain: str) -> str:
        """The address as an author would write it, on this domain."""
        if "{domain}" in self.path:
            return self.path.format(domain=domain, scheme=self.scheme)
        return f"{self.scheme}://{domain}{self.path}"

    def is_address(self, ask: Ask) -> bool:
        """Tell whether a request asks for the behaviour's own address."""
        own = urlsplit(self.url(ask.domain))
        return ask.where == "" and ask.path == (own.path or "/")

    def false_alarm(self, state: State) -> bool:
        """Tell whether this state would call something gone that is not."""
        return state is State.BROKEN and self.truth is not Truth.DEAD

    def missed(self, state: State) -> bool:
        """Tell whether this state would call something fine that is gone."""
        return state in _REASSURING and self.truth is Truth.DEAD

    def wrong(self, state: State) -> bool:
        """Tell whether this state is not a right one."""
        return state not in self.states
