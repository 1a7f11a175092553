"""Connections for httpcore: pinned to addresses that were looked up and allowed here.

httpcore keeps the host's name as the key of its pools and for TLS, and asks this backend for a connection
to it. So certificates are verified against the name, while no name is ever resolved behind the policy's back.
"""

import asyncio
import ssl
from collections.abc import Iterable, Mapping
from itertools import chain, zip_longest
from typing import Any

import httpcore

from guidewarden.check.addresses import AddressPolicy, literal
from guidewarden.check.failures import NoAnswer, no_answer
from guidewarden.check.mending import HEAD_LIMIT, head_end, mend_head
from guidewarden.check.resolver import Resolver
from guidewarden.check.tls import certificate_of
from guidewarden.model import Certificate, ErrorKind

BUFFER_LIMIT = 128 * 1024
"""Bytes a server may send ahead of what was asked for; then its connection is no longer read."""

ADDRESSES_TRIED = 4


class StaleConnectionError(httpcore.ReadError):
    """A kept connection was closed by the server while the next request was on its way: worth a new one."""


class _Receiver(asyncio.Protocol):
    """Collects what arrives on one connection."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.buffer = bytearray()
        self.ended = False
        self.error: Exception | None = None
        self.gone = asyncio.get_running_loop().create_future()
        self._waiter: asyncio.Future[None] | None = None
        self._paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if len(self.buffer) >= BUFFER_LIMIT and self.transport is not None and not self._paused:
            self._paused = True
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        self.ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended = True
        self.error = exc
        self._wake()
        if not self.gone.done():
            self.gone.set_result(None)

    async def wait(self) -> None:
        """Wait until something has arrived or the connection has ended."""
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            await self._waiter
        finally:
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

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class Stream(httpcore.AsyncNetworkStream):
    """One connection over an asyncio transport, plain or, after `start_tls`, secure."""

    def __init__(self, receiver: _Receiver, transport: asyncio.Transport) -> None:
        self._receiver = receiver
        self._transport = transport
        self._answered = False
        self._asking = False
        self._handed_over = False
        self._certificate: Certificate | None = None

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's signature
        """Give what has arrived, at most ``max_bytes``; nothing at the end."""
        receiver = self._receiver
        if not receiver.buffer:
            await self._arrival(timeout)
        if self._asking and receiver.buffer:
            await self._mend(timeout)
        if receiver.buffer:
            self._answered, self._asking = True, False
            return receiver.take(max_bytes)
        if self._answered and self._asking:
            raise StaleConnectionError("the kept connection was closed")
        if receiver.error is not None:
            raise httpcore.ReadError(str(receiver.error)) from receiver.error
        return b""

    async def _arrival(self, timeout: float | None) -> None:  # noqa: ASYNC109
        """Wait until more has arrived, or the connection has ended."""
        if not self._receiver.ended:
            try:
                async with asyncio.timeout(timeout):
                    await self._receiver.wait()
            except TimeoutError:
                raise httpcore.ReadTimeout("no answer in time") from None

    async def _mend(self, timeout: float | None) -> None:  # noqa: ASYNC109
        """Wait for the whole head of an answer and mend it where h11 would refuse it and browsers do not."""
        receiver = self._receiver
        while (end := head_end(receiver.buffer)) is None:
            if receiver.ended or len(receiver.buffer) > HEAD_LIMIT:
                return
            await self._arrival(timeout)
        head = bytes(receiver.buffer[:end])
        mended = mend_head(head)
        if mended is not head:
            receiver.buffer[:end] = mended

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109, ARG002
        """Send. Requests here are a few hundred bytes, so there is no waiting for the socket to take them."""
        if buffer:
            self._asking = True
            if self._receiver.ended or self._transport.is_closing():
                raise httpcore.WriteError("the connection is closed")
            self._transport.write(buffer)

    async def aclose(self) -> None:
        """Drop the connection at once, whatever the server still wants to send."""
        self._transport.abort()
        if self._handed_over:  # What becomes of the connection is then told to the secure stream, or nobody.
            await asyncio.sleep(0)
        else:
            await asyncio.shield(self._receiver.gone)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        """Shake hands and give the secure stream. A failure is mapped here, where the verify code is at hand."""
        inner = _Receiver()
        self._handed_over = True
        try:
            async with asyncio.timeout(timeout):
                transport = await asyncio.get_running_loop().start_tls(
                    self._transport, inner, ssl_context, server_hostname=server_hostname
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
        """Answer httpcore's questions, and ours for the verified ``certificate``."""
        if (
            info == "is_readable"
        ):  # On an idle connection, anything that arrives means that it is of no more use.
            return bool(self._receiver.buffer) or self._receiver.ended
        if info == "certificate" and self._certificate is None:
            self._certificate = certificate_of(self._transport.get_extra_info("ssl_object"))
        return self._certificate if info == "certificate" else self._transport.get_extra_info(info)


class PinnedBackend(httpcore.AsyncNetworkBackend):
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
        address = literal(target)
        found = (address,) if address else await self._resolver.resolve(target)
        if self._policy is None:
            return found, port
        refusals = {address: self._policy.refusal(target, address) for address in found}
        allowed = [address for address, refusal in refusals.items() if refusal is None]
        if not allowed:
            raise NoAnswer(ErrorKind.ADDRESS_REFUSED, next(iter(refusals.values())) or "")
        return _alternating(allowed)[:ADDRESSES_TRIED], port

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers; together they get ``timeout`` seconds."""
        addresses, port = await self.addresses(host, port)
        loop = asyncio.get_running_loop()
        end = None if timeout is None else loop.time() + timeout
        telling: NoAnswer | None = None
        for tried, address in enumerate(addresses):
            share = None if end is None else (end - loop.time()) / (len(addresses) - tried)
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

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    def _redirected(self, host: str, port: int) -> tuple[str, int]:
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
