"""Connections, pinned to addresses that were looked up and allowed here.

Certificates are verified against the name, while no name is ever resolved behind the policy's back.
"""

import asyncio
import ssl
from collections.abc import Mapping
from itertools import chain, zip_longest
from typing import Any

from guidewarden.check.addresses import AddressPolicy, literal, loopback
from guidewarden.check.failures import NoAnswer, no_answer
from guidewarden.check.resolver import Resolver
from guidewarden.check.tls import certificate_of
from guidewarden.model import Certificate, ErrorKind

BUFFER_LIMIT = 128 * 1024
"""Bytes a server may send ahead of what was asked for; then its connection is no longer read."""

ADDRESSES_TRIED = 4


class _Receiver(asyncio.Protocol):
    """Collects what arrives on one connection."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.transport: asyncio.Transport | None = None
        self.buffer = bytearray()
        self.ended = False
        self.error: Exception | None = None
        self.gone = loop.create_future()
        self._loop = loop
        self._waiter: asyncio.Future[bool] | None = None
        self._paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if len(self.buffer) >= BUFFER_LIMIT and self.transport is not None and not self._paused:
            self._paused = True
            self.transport.pause_reading()
        self._wake(in_time=True)

    def eof_received(self) -> None:
        self.ended = True
        self._wake(in_time=True)

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended = True
        self.error = exc
        self._wake(in_time=True)
        if not self.gone.done():
            self.gone.set_result(None)

    async def wait(self, seconds: float) -> bool:
        """Wait until something has arrived or the connection has ended; false when neither came in time.

        A bare timer, since `asyncio.timeout` costs several times as much, and this runs for every answer.
        """
        self._waiter = self._loop.create_future()
        timer = self._loop.call_later(seconds, self._wake)
        try:
            return await self._waiter
        finally:
            timer.cancel()
            self._waiter = None

    def take(self, limit: int) -> bytes:
        """Give at most ``limit`` bytes that have arrived, and make room for more."""
        data = bytes(self.buffer[:limit])
        del self.buffer[:limit]
        if self._paused and len(self.buffer) < BUFFER_LIMIT and self.transport is not None:
            self._paused = False
            if not self.transport.is_closing():
                self.transport.resume_reading()
        return data

    def _wake(self, *, in_time: bool = False) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(in_time)


class Stream:
    """One connection over an asyncio transport, plain or, after `start_tls`, secure."""

    def __init__(self, receiver: _Receiver, transport: asyncio.Transport) -> None:
        self._receiver = receiver
        self._transport = transport
        self._handed_over = False
        self._certificate: Certificate | None = None

    @property
    def buffer(self) -> bytearray:
        """What has arrived and was not taken yet; for looking only."""
        return self._receiver.buffer

    @property
    def silent(self) -> bool:
        """Whether nothing waits and nothing has ended: on an idle connection, anything else makes it useless."""
        return not self._receiver.buffer and not self._receiver.ended

    @property
    def error(self) -> Exception | None:
        """What ended the connection, if it was not the server's wish."""
        return self._receiver.error

    async def more(self, seconds: float) -> bool:
        """Wait until more has arrived; false at the end. NoAnswer when neither comes within ``seconds``."""
        receiver = self._receiver
        if receiver.ended:
            return False
        before = len(receiver.buffer)
        if not await receiver.wait(seconds):
            raise NoAnswer(ErrorKind.TIMEOUT, "the time for an answer ran out")
        return len(receiver.buffer) > before

    def take(self, limit: int) -> bytes:
        """Give at most ``limit`` bytes of what has arrived."""
        return self._receiver.take(limit)

    def write(self, data: bytes) -> bool:
        """Send, without waiting, since requests are short; false when the connection has ended."""
        if self._receiver.ended or self._transport.is_closing():
            return False
        self._transport.write(data)
        return True

    async def aclose(self) -> None:
        """Drop the connection at once, whatever the server still wants to send."""
        self._transport.abort()
        if self._handed_over:  # What becomes of the connection is then told to the secure stream, or nobody.
            await asyncio.sleep(0)
        else:
            await asyncio.shield(self._receiver.gone)

    async def start_tls(self, context: ssl.SSLContext, name: str, seconds: float) -> "Stream":
        """Shake hands and give the secure stream. A failure is mapped here, where the verify code is at hand."""
        inner = _Receiver()
        self._handed_over = True
        try:
            async with asyncio.timeout(seconds):
                transport = await asyncio.get_running_loop().start_tls(
                    self._transport, inner, context, server_hostname=name
                )
        except TimeoutError:
            await self.aclose()
            raise NoAnswer(ErrorKind.CONNECT_TIMEOUT, "the secure handshake took too long") from None
        except OSError as error:  # ssl.SSLError included
            await self.aclose()
            raise no_answer(error) from error
        if transport is None:
            await self.aclose()
            raise NoAnswer(ErrorKind.RESET, "the connection was closed during the secure handshake")
        inner.transport = transport
        return Stream(inner, transport)

    def get_extra_info(self, info: str) -> Any:
        """Answer for the verified ``certificate``, and for what asyncio's transports know."""
        if info != "certificate":
            return self._transport.get_extra_info(info)
        if self._certificate is None:
            self._certificate = certificate_of(self._transport.get_extra_info("ssl_object"))
        return self._certificate


class PinnedBackend:
    """Connects to names by way of our resolver and policy.

    ``policy`` is None for a proxy, whose address its operator chose. ``connect_to`` redirects connections
    as curl's ``--connect-to`` does: ``{"example.org:443": "127.0.0.1:8443"}``, with ``*`` for any host.
    """

    def __init__(
        self, resolver: Resolver, policy: AddressPolicy | None, connect_to: Mapping[str, str] | None = None
    ) -> None:
        self._resolver = resolver
        self._policy = policy
        self._connect_to = connect_to or {}

    async def addresses(self, host: str, port: int) -> tuple[tuple[str, ...], int]:
        """Give the addresses and the port to connect to, best first; NoAnswer when there are none we may use."""
        target, port = self._redirected(host, port)
        address = literal(target) or loopback(target)
        found = (address,) if address else await self._resolver.resolve(target)
        if self._policy is None:
            return found, port
        refusals = {address: self._policy.refusal(target, address) for address in found}
        allowed = [address for address, refusal in refusals.items() if refusal is None]
        if not allowed:
            raise NoAnswer(ErrorKind.ADDRESS_REFUSED, next(iter(refusals.values())) or "")
        return _alternating(allowed)[:ADDRESSES_TRIED], port

    async def connect(self, host: str, port: int, seconds: float) -> Stream:
        """Connect to the first address that answers; together they get ``seconds``."""
        addresses, port = await self.addresses(host, port)
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        telling: NoAnswer | None = None
        for tried, address in enumerate(addresses):
            share = (end - loop.time()) / (len(addresses) - tried)
            try:
                async with asyncio.timeout(share):
                    transport, receiver = await loop.create_connection(_Receiver, address, port)
                return Stream(receiver, transport)
            except OSError as error:
                failed = no_answer(error) if error.errno else _took_too_long()
            # That one family has no route says less than what an address of the other one did.
            if telling is None or telling.failure.kind is ErrorKind.UNREACHABLE:
                telling = failed
        raise telling or NoAnswer(ErrorKind.DNS_TEMPORARY, "the name has no address")

    def _redirected(self, host: str, port: int) -> tuple[str, int]:
        if not self._connect_to:
            return host, port
        shown = f"[{host}]" if ":" in host else host
        target = self._connect_to.get(f"{shown}:{port}")
        if target is None:
            target = self._connect_to.get(f"*:{port}")
            if target is None:
                return host, port
            self._refuse_literal(host)
        name, _, number = target.rpartition(":")
        return name, int(number)

    def _refuse_literal(self, host: str) -> None:
        """Keep a private address in a link from passing for one of the sites that ``*`` stands for."""
        address = literal(host)
        if address and self._policy and (refusal := self._policy.refusal(host, address)):
            raise NoAnswer(ErrorKind.ADDRESS_REFUSED, refusal)


def _took_too_long() -> NoAnswer:
    return NoAnswer(ErrorKind.CONNECT_TIMEOUT, "the connection took too long")


def _alternating(addresses: list[str]) -> tuple[str, ...]:
    """Let the two families take turns, so that one without a route costs one try (as in RFC 8305)."""
    first = [address for address in addresses if (":" in address) == (":" in addresses[0])]
    second = [address for address in addresses if address not in first]
    return tuple(address for address in chain.from_iterable(zip_longest(first, second)) if address)
