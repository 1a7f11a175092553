"""Looking names up: in threads of our own, with a memory, telling "no such name" from "no answer".

asyncio's default pool has a handful of threads, so a few slow name servers would stall every check.
"""

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from msgspec import Struct

from guidewarden.check.failures import NoAnswer, no_answer
from guidewarden.model import ErrorKind, Failure

Lookup = Callable[[str], Sequence[str]]
"""Gives a name's addresses, blocking; raises `socket.gaierror`. It runs in a thread."""

THREADS = 32
FAILURE_SECONDS = 5.0
"""How long a failure is remembered: shared by the links of a host, but not kept from a much later try."""


def system_lookup(host: str) -> list[str]:
    """Ask the system, which asks /etc/hosts and the name servers."""
    # Bytes, because for text Python applies its own, stricter rules of names before the system is asked.
    found = socket.getaddrinfo(host.encode("ascii"), None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _Answer(Struct, frozen=True):
    addresses: tuple[str, ...] = ()
    failure: Failure | None = None
    good_until: float | None = None


class Resolver:
    """Resolves names for one run and one event loop; addresses are kept, failures for ``remember`` seconds.

    At most `THREADS` look-ups run at once. A look-up that takes longer than ``timeout`` seconds is a
    temporary failure; its thread still counts until it ends, since it cannot be stopped. Threads are
    daemons, so that a dead name server never holds up the end of the program.
    """

    def __init__(
        self,
        timeout: float,
        lookup: Lookup = system_lookup,
        threads: int = THREADS,
        remember: float = FAILURE_SECONDS,
    ) -> None:
        self._timeout = timeout
        self._remember = remember
        self._lookup = lookup
        self._free = asyncio.Semaphore(threads)
        self._asked: dict[str, asyncio.Task[_Answer]] = {}

    async def resolve(self, host: str) -> tuple[str, ...]:
        """Give the addresses of a name, in the system's order of preference; NoAnswer when there are none."""
        task = self._asked.get(host)
        if task is not None and task.done():
            good_until = task.result().good_until
            if good_until is not None and good_until < asyncio.get_running_loop().time():
                task = None
        if task is None:
            task = asyncio.create_task(self._ask(host), name=f"look up {host}")
            self._asked[host] = task
        # Shielded: several checks may wait for one look-up, and one of them may be cancelled.
        answer = await asyncio.shield(task)
        if answer.failure is not None:
            raise NoAnswer(answer.failure.kind, answer.failure.message)
        return answer.addresses

    async def aclose(self) -> None:
        """Stop waiting for look-ups under way."""
        pending = [task for task in self._asked.values() if not task.done()]
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        self._asked.clear()

    async def _ask(self, host: str) -> _Answer:
        if host.rstrip(".").endswith(".invalid"):  # No such name may ever exist: RFC 6761, section 6.4.
            return _Answer(failure=Failure(ErrorKind.DNS_NO_SUCH_HOST, "names under .invalid do not exist"))
        try:
            addresses = await self._twice(host)
        except Exception as error:  # noqa: BLE001 - a failure of any kind is the answer
            failure = no_answer(error).failure
        else:
            if addresses:
                return _Answer(tuple(addresses))
            failure = Failure(ErrorKind.DNS_TEMPORARY, "the name has no address")
        return _Answer(failure=failure, good_until=asyncio.get_running_loop().time() + self._remember)

    async def _twice(self, host: str) -> Sequence[str]:
        """Ask, and a little later again before "no such host" is said: it is a grave word."""
        try:
            return await self._once(host)
        except socket.gaierror as error:
            if error.errno != socket.EAI_NONAME:
                raise
        await asyncio.sleep(self._timeout / 20)
        return await self._once(host)

    async def _once(self, host: str) -> Sequence[str]:
        await self._free.acquire()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Sequence[str]] = loop.create_future()
        future.add_done_callback(lambda done: None if done.cancelled() else done.exception())

        def settle(addresses: Sequence[str], error: Exception | None) -> None:
            self._free.release()
            if future.cancelled():
                return
            if error is None:
                future.set_result(addresses)
            else:
                future.set_exception(error)

        def work() -> None:
            addresses: Sequence[str] = ()
            failed: Exception | None = None
            try:
                addresses = self._lookup(host)
            except Exception as error:  # noqa: BLE001 - handed to whoever waits
                failed = error
            with suppress(RuntimeError):  # The event loop may be gone by now.
                loop.call_soon_threadsafe(settle, addresses, failed)

        threading.Thread(target=work, name=f"dns {host}", daemon=True).start()
        try:
            async with asyncio.timeout(self._timeout):
                return await future
        except TimeoutError:
            raise NoAnswer(ErrorKind.DNS_TEMPORARY, "the name server did not answer in time") from None
