"""A checker over loopback: names resolve by a table, slots note who asked for one, and time stands still."""

import asyncio
import datetime as dt
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from guidewarden.check import NetworkChecker
from guidewarden.check.interface import Sent
from guidewarden.demo.server import Raw, Reply, Request, Respond, Response, Server
from guidewarden.model import Attempt, ErrorKind, Evidence, Kind, Settings, Target

NOW = dt.datetime(2026, 3, 1, 3, 15, tzinfo=dt.UTC)
LOOPBACK = ("127.0.0.0/8",)
NOBODY = {"SSL_CERT_DIR": str(Path(__file__).parent)}
"""A folder without certificates: trusting nobody is quicker than reading the usual authorities each time."""


class NotingSlots:
    """Gives every slot at once; ``taken`` lists the hosts in order, ``held`` counts those held now.

    ``sent`` counts the requests that went out within a slot.
    """

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.held = 0
        self.sent = 0

    @asynccontextmanager
    async def slot(self, host: str) -> AsyncIterator[Sent]:
        self.taken.append(host)
        self.held += 1
        try:
            yield self._note_sent
        finally:
            self.held -= 1

    def _note_sent(self) -> None:
        self.sent += 1


class Names:
    """A table of names; one that is not in it does not exist. ``asked`` lists the questions."""

    def __init__(self, table: Mapping[str, Sequence[str]] | None = None) -> None:
        self.table = dict(table or {})
        self.asked: list[str] = []

    def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        if host not in self.table:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return self.table[host]


@asynccontextmanager
async def checking(
    *,
    names: Names | None = None,
    allow: Sequence[str] = LOOPBACK,
    seconds: float = 2.0,
    connect_to: Mapping[str, str] | None = None,
    slots: NotingSlots | None = None,
    environ: Mapping[str, str] | None = None,
    registries: Mapping[str, str] | None = None,
    controls: Sequence[str] = (),
    contact: str | None = None,
    hosts: Mapping[str, Any] | None = None,
    pause: float = 0.01,
) -> AsyncIterator[NetworkChecker]:
    """A checker that looks nothing up but ``names``, and leaves a registry in trouble alone for ``pause`` seconds."""
    network: dict[str, Any] = {"allow": list(allow), "timeout": seconds, "controls": list(controls)}
    network |= {"connect_to": dict(connect_to or {}), "contact": contact}
    settings = Settings.model_validate(
        {"network": network, "registries": dict(registries or {}), "hosts": dict(hosts or {})}
    )
    checker = NetworkChecker(
        settings,
        slots or NotingSlots(),
        lambda: NOW,
        environ=NOBODY | dict(environ or {}),
        lookup=names or Names(),
        pause=pause,
    )
    try:
        yield checker
    finally:
        await checker.aclose()


def link(url: str) -> Target:
    return Target(f"link:{url}", Kind.LINK, url, "")


def doi(name: str | None) -> Target:
    return Target(f"doi:{name}", Kind.DOI, f"https://doi.org/{name}", "doi.org", name)


async def attempt(checker: NetworkChecker, url: str) -> Attempt:
    """Check an address and give its one attempt."""
    return only(await checker.check(link(url)))


def only(evidence: Evidence) -> Attempt:
    (found,) = evidence.attempts
    return found


def raw(*parts: bytes) -> Raw:
    """Sends these bytes and hangs up."""

    async def write(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
        await writer.drain()

    return Raw(write)


def dripping(head: bytes, drop: bytes, pause: float = 0.02) -> Raw:
    """Sends ``head`` and then ``drop`` for ever."""

    async def write(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(pause)

    return Raw(write)


def routes(table: dict[str, Reply | Respond]) -> Respond:
    async def respond(request: Request) -> Reply:
        found = table[request.target]
        if isinstance(found, Response | Raw):
            return found
        reply = found(request)
        return reply if isinstance(reply, Response | Raw) else await reply

    return respond


def visit(
    table: dict[str, Reply | Respond], path: str = "/", *, seconds: float = 2.0
) -> tuple[Attempt, Server]:
    async def run() -> tuple[Attempt, Server]:
        async with Server(routes(table)) as server, checking(seconds=seconds) as checker:
            return await attempt(checker, server.url + path), server

    return asyncio.run(run())


def kind(found: Attempt) -> ErrorKind | None:
    return found.failure.kind if found.failure else None


def statuses(found: Attempt) -> list[int | None]:
    return [hop.status for hop in found.hops]


def paths(found: Attempt) -> list[str]:
    return ["/" + hop.url.split("/", 3)[3] for hop in found.hops]
