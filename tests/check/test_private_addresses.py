"""No address, however written or reached, leads into a private network unless it is allowed."""

import asyncio
from collections.abc import Sequence

import pytest

from checkhelp import Names, NotingSlots, attempt, checking
from guidewarden.demo.server import Response, Server
from guidewarden.model import Attempt, ErrorKind

ELSEWHERE = ("10.0.0.0/8",)


def kind(found: Attempt) -> ErrorKind | None:
    return found.failure.kind if found.failure else None


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "１２７.0.0.1", "127.0.0.1.",
        "%31%32%37.0.0.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]", "[::1]", "[::]", "0.0.0.0", "0", "localhost", "LOCALHOST", "LOCALHOST.", "a.localhost",
        "private.example",
        "169.254.169.254", "10.0.0.1", "[fe80::1]",
    ],
)  # fmt: skip
def test_nothing_arrives(host: str) -> None:
    names = Names(
        {"localhost": ["127.0.0.1", "::1"], "private.example": ["127.0.0.1"]} | {"127.0.0.1.": ["127.0.0.1"]},
    )
    slots = NotingSlots()

    async def run() -> tuple[Attempt, Server]:
        async with (
            Server(lambda _: Response()) as server,
            checking(names=names, allow=(), slots=slots) as checker,
        ):
            return await attempt(checker, f"http://{host}:{server.port}/"), server

    found, server = asyncio.run(run())
    assert kind(found) is ErrorKind.ADDRESS_REFUSED
    assert server.connections == 0
    assert slots.taken == []
    assert found.failure is not None
    assert " is a" in found.failure.message


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2:{port}/", "//127.0.0.2:{port}/", "http://2130706434:{port}/", "http://private.example:{port}/",
        "http://[::ffff:127.0.0.2]:{port}/", "http://169.254.169.254/latest/meta-data/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("how", ["header", "refresh"])
def test_a_redirect_leads_nowhere_else(location: str, how: str) -> None:
    async def run() -> tuple[Attempt, Server]:
        trap = Server(lambda _: Response(), host="127.0.0.2")
        async with trap:
            to = location.format(port=trap.port)
            if how == "header":
                reply = Response.redirect(to)
            else:
                reply = Response.html(f"<meta http-equiv=refresh content='0;url={to}'>")
            names = Names({"public.example": ["127.0.0.1"], "private.example": ["127.0.0.2"]})
            async with (
                Server(lambda _: reply) as door,
                checking(names=names, allow=("127.0.0.1",)) as checker,
            ):
                return await attempt(checker, f"http://public.example:{door.port}/"), trap

    found, trap = asyncio.run(run())
    assert kind(found) is ErrorKind.ADDRESS_REFUSED
    assert len(found.hops) == 2
    assert trap.connections == 0


@pytest.mark.parametrize(
    ("allow", "host", "expected"),
    [
        (["127.0.0.0/8"], "127.0.0.1", None),
        (["127.0.0.0/8"], "intranet.example", None),
        (["intranet.example"], "intranet.example", None),
        (["intranet.example"], "127.0.0.1", ErrorKind.ADDRESS_REFUSED),
        (["127.0.0.0/8"], "[::ffff:127.0.0.1]", None),
    ],
)
def test_what_is_allowed_is_reached(allow: Sequence[str], host: str, expected: ErrorKind | None) -> None:
    async def run() -> Attempt:
        names = Names({"intranet.example": ["127.0.0.1"]})
        async with Server(lambda _: Response()) as server, checking(names=names, allow=allow) as checker:
            return await attempt(checker, f"http://{host}:{server.port}/")

    assert kind(asyncio.run(run())) is expected


def test_a_name_with_a_private_and_an_allowed_address_is_reached_at_the_allowed_one() -> None:
    async def run() -> tuple[Attempt, Server]:
        trap = Server(lambda _: Response(), host="127.0.0.2")
        async with trap:
            names = Names({"both.example": ["127.0.0.2", "127.0.0.1"]})
            async with (
                Server(lambda _: Response(), port=trap.port) as server,
                checking(names=names, allow=["127.0.0.1"]) as checker,
            ):
                found = await attempt(checker, f"http://both.example:{server.port}/")
                return found, trap

    found, trap = asyncio.run(run())
    assert found.status == 200
    assert trap.connections == 0


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    async def run() -> Attempt:
        names = Names({"many.example": ["127.0.0.3", "127.0.0.2", "127.0.0.1"]})
        async with Server(lambda _: Response()) as server, checking(names=names) as checker:
            return await attempt(checker, f"http://many.example:{server.port}/")

    assert asyncio.run(run()).status == 200


def test_a_redirected_connection_keeps_its_name() -> None:
    async def run() -> tuple[Attempt, Server]:
        async with Server(lambda _: Response()) as server:
            connect_to = {"site.example:80": f"127.0.0.1:{server.port}"}
            async with checking(connect_to=connect_to) as checker:
                return await attempt(checker, "http://site.example/x"), server

    found, server = asyncio.run(run())
    assert found.final_url == "http://site.example/x"
    assert server.log[0].headers["host"] == "site.example"


def test_redirecting_a_connection_allows_nothing() -> None:
    async def run() -> tuple[Attempt, Server]:
        async with (
            Server(lambda _: Response()) as server,
            checking(allow=(), connect_to={"*:80": f"127.0.0.1:{server.port}"}) as checker,
        ):
            return await attempt(checker, "http://site.example/"), server

    found, server = asyncio.run(run())
    assert kind(found) is ErrorKind.ADDRESS_REFUSED
    assert server.connections == 0


def test_a_private_address_is_not_one_of_the_hosts_a_star_stands_for() -> None:
    async def run() -> tuple[Attempt, Server]:
        async with (
            Server(lambda _: Response()) as server,
            checking(connect_to={"*:80": f"127.0.0.1:{server.port}"}) as checker,
        ):
            return await attempt(checker, "http://169.254.169.254/latest/meta-data/"), server

    found, server = asyncio.run(run())
    assert kind(found) is ErrorKind.ADDRESS_REFUSED
    assert server.connections == 0


def test_a_connection_may_be_redirected_to_a_name() -> None:
    async def run() -> Attempt:
        names = Names({"stage.example": ["127.0.0.1"]})
        async with Server(lambda _: Response()) as server:
            connect_to = {
                "site.example:80": f"stage.example:{server.port}",
                "gone.example:80": "gone.invalid:80",
            }
            async with checking(names=names, connect_to=connect_to) as checker:
                gone = await attempt(checker, "http://gone.example/")
                assert kind(gone) is ErrorKind.DNS_NO_SUCH_HOST
                return await attempt(checker, "http://site.example/")

    assert asyncio.run(run()).status == 200
