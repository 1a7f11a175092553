import asyncio
import time
from pathlib import Path

from checkhelp import Names, NotingSlots, checking
from guidewarden.demo.server import Authority, Flaw, Raw, Respond, Response, Server

NOWHERE = "http://nowhere.invalid"
OFFLINE = dict.fromkeys(("doi", "crossref", "datacite", "wayback"), NOWHERE)


async def _sleep(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(20)


def online(respond: Respond, *more: str) -> bool:
    slots = NotingSlots()

    async def run() -> bool:
        async with (
            Server(respond) as server,
            checking(controls=[server.url, *more], registries=OFFLINE, slots=slots, seconds=0.3) as checker,
        ):
            return await checker.online()

    found = asyncio.run(run())
    assert slots.taken == []
    return found


def test_any_answer_means_online() -> None:
    assert online(lambda _: Response.html("", 503))


def test_no_answer_from_anybody_means_offline() -> None:
    assert not online(lambda _: Raw(_sleep), NOWHERE, "not an address", "http://127.0.0.1:1/")


def test_one_answer_is_enough_and_the_others_are_not_waited_for() -> None:
    async def run() -> float:
        async with (
            Server(lambda _: Raw(_sleep)) as slow,
            Server(lambda _: Response()) as quick,
            checking(controls=[slow.url, quick.url], registries=OFFLINE, seconds=30) as checker,
        ):
            begin = time.monotonic()
            assert await checker.online()
            return time.monotonic() - begin

    assert asyncio.run(run()) < 5


def test_a_registry_counts_too() -> None:
    async def run() -> bool:
        async with (
            Server(lambda _: Response(404)) as server,
            checking(controls=[NOWHERE], registries=OFFLINE | {"wayback": server.url}) as checker,
        ):
            return await checker.online()

    assert asyncio.run(run())


def test_a_login_page_in_the_way_is_not_the_internet(tmp_path: Path) -> None:
    async def run() -> bool:
        authority = Authority({"control.example": Flaw.SELF_SIGNED}.get)
        environ = {"SSL_CERT_FILE": str(authority.ca_pem(tmp_path / "ca.pem"))}
        names = Names({"control.example": ["127.0.0.1"]})
        async with Server(lambda _: Response(), tls=authority) as server:
            control = f"https://control.example:{server.port}/"
            async with checking(
                controls=[control], registries=OFFLINE, environ=environ, names=names
            ) as checker:
                return await checker.online()

    assert not asyncio.run(run())
