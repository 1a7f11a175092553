import asyncio
import socket
import threading
from collections.abc import Sequence

import pytest

from checkhelp import Names
from guidewarden.check.failures import NoAnswer
from guidewarden.check.resolver import Lookup, Resolver, system_lookup
from guidewarden.model import ErrorKind


def kind_of(lookup: Lookup, host: str = "a.example", timeout: float = 2.0) -> ErrorKind:
    async def ask() -> ErrorKind:
        resolver = Resolver(timeout, lookup)
        with pytest.raises(NoAnswer) as caught:
            await resolver.resolve(host)
        await resolver.aclose()
        return caught.value.failure.kind

    return asyncio.run(ask())


def failing_with(*codes: int) -> tuple[Lookup, list[str]]:
    asked: list[str] = []

    def lookup(host: str) -> Sequence[str]:
        asked.append(host)
        code = codes[min(len(asked), len(codes)) - 1]
        if code == 0:
            return ["1.1.1.1"]
        raise socket.gaierror(code, "words")

    return lookup, asked


def test_many_checks_of_a_name_ask_once() -> None:
    names = Names({"a.example": ["1.1.1.1", "2606:4700::1"]})

    async def ask() -> list[tuple[str, ...]]:
        resolver = Resolver(2.0, names)
        found = await asyncio.gather(*(resolver.resolve("a.example") for _ in range(50)))
        found.append(await resolver.resolve("a.example"))
        return found

    assert set(asyncio.run(ask())) == {("1.1.1.1", "2606:4700::1")}
    assert names.asked == ["a.example"]


def test_no_such_host_is_asked_twice_and_then_remembered() -> None:
    lookup, asked = failing_with(socket.EAI_NONAME)

    async def ask() -> None:
        resolver = Resolver(2.0, lookup)
        for _ in range(3):
            with pytest.raises(NoAnswer) as caught:
                await resolver.resolve("gone.example")
            assert caught.value.failure.kind is ErrorKind.DNS_NO_SUCH_HOST

    asyncio.run(ask())
    assert asked == ["gone.example"] * 2


@pytest.mark.parametrize("code", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_a_failure_is_forgotten_in_time(code: int) -> None:
    lookup, _ = failing_with(code, code, 0)

    async def ask() -> tuple[str, ...]:
        resolver = Resolver(0.5, lookup, remember=0.0)
        for _ in range(1 if code == socket.EAI_NONAME else 2):
            with pytest.raises(NoAnswer):
                await resolver.resolve("a.example")
            await asyncio.sleep(0.01)
        return await resolver.resolve("a.example")

    assert asyncio.run(ask()) == ("1.1.1.1",)


def test_a_name_that_exists_at_the_second_asking_exists() -> None:
    lookup, _ = failing_with(socket.EAI_NONAME, 0)
    assert asyncio.run(Resolver(2.0, lookup).resolve("a.example")) == ("1.1.1.1",)


@pytest.mark.parametrize("code", [socket.EAI_AGAIN, socket.EAI_FAIL, socket.EAI_NODATA, socket.EAI_SYSTEM])
def test_other_failures_are_temporary(code: int) -> None:
    lookup, _ = failing_with(code)
    assert kind_of(lookup) is ErrorKind.DNS_TEMPORARY


def test_no_such_host_and_then_no_answer_is_temporary() -> None:
    lookup, _ = failing_with(socket.EAI_NONAME, socket.EAI_AGAIN)
    assert kind_of(lookup) is ErrorKind.DNS_TEMPORARY


def test_no_address_at_all_is_not_said_to_be_no_such_host() -> None:
    assert kind_of(lambda _host: []) is ErrorKind.DNS_TEMPORARY


def test_names_under_invalid_do_not_exist_and_are_not_asked_for() -> None:
    names = Names({"sold.invalid": ["1.1.1.1"]})
    assert kind_of(names, "sold.invalid") is ErrorKind.DNS_NO_SUCH_HOST
    assert kind_of(names, "sold.invalid.") is ErrorKind.DNS_NO_SUCH_HOST
    assert names.asked == []


def test_a_slow_name_server_is_a_temporary_failure_and_frees_its_thread_only_when_it_ends() -> None:
    release = threading.Event()
    started: list[str] = []

    def lookup(host: str) -> Sequence[str]:
        started.append(host)
        if host.startswith("slow"):
            release.wait(5)
        return ["1.1.1.1"]

    async def ask() -> None:
        resolver = Resolver(0.05, lookup, threads=2)
        results = await asyncio.gather(
            *(resolver.resolve(f"slow{n}.example") for n in range(2)), return_exceptions=True
        )
        assert [r.failure.kind for r in results if isinstance(r, NoAnswer)] == [ErrorKind.DNS_TEMPORARY] * 2
        waiting = asyncio.create_task(resolver.resolve("quick.example"))
        await asyncio.sleep(0.1)
        assert started == ["slow0.example", "slow1.example"]  # Both threads are still taken.
        release.set()
        assert await waiting == ("1.1.1.1",)

    asyncio.run(ask())


def test_one_waiter_may_leave_without_the_others() -> None:
    release = threading.Event()

    def lookup(_host: str) -> Sequence[str]:
        release.wait(5)
        return ["1.1.1.1"]

    async def ask() -> tuple[str, ...]:
        resolver = Resolver(2.0, lookup)
        leaving = asyncio.create_task(resolver.resolve("a.example"))
        staying = asyncio.create_task(resolver.resolve("a.example"))
        await asyncio.sleep(0.01)
        leaving.cancel()
        release.set()
        return await staying

    assert asyncio.run(ask()) == ("1.1.1.1",)


def test_closing_leaves_a_stuck_look_up_behind() -> None:
    release = threading.Event()

    async def ask() -> None:
        resolver = Resolver(60, lambda _host: [str(release.wait(5))])
        waiting = asyncio.create_task(resolver.resolve("a.example"))
        await asyncio.sleep(0.01)
        await resolver.aclose()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(ask())
    release.set()


def test_an_odd_error_of_a_look_up_is_ours_to_report() -> None:
    def lookup(host: str) -> Sequence[str]:
        raise UnicodeError(host)

    assert kind_of(lookup) is ErrorKind.INTERNAL


def test_the_system_knows_localhost_once() -> None:
    found = system_lookup("localhost")
    assert set(found) <= {"127.0.0.1", "::1"}
    assert len(found) == len(set(found)) > 0
