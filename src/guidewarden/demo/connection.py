"""One connection of the loopback server: streams, TLS on top of them, and ends that leave nothing behind."""

import asyncio
import socket
import ssl
import struct
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property

_HANDSHAKE_SECONDS = 10
_FAREWELL_SECONDS = 1


class Protocol(asyncio.StreamReaderProtocol):
    """A stream protocol that hands itself to ``accept`` and calls ``on_left`` when the client has left."""

    transport: asyncio.Transport

    def __init__(self, accept: Callable[["Protocol"], None] | None, limit: int) -> None:
        self.reader = asyncio.StreamReader(limit)
        self.limit = limit
        self.on_left: Callable[[], None] | None = None
        self.gone = asyncio.Event()
        self._accept = accept
        super().__init__(self.reader)

    @cached_property
    def writer(self) -> asyncio.StreamWriter:
        """The writing side. Not to be asked for before `start_tls`: a dropped writer closes its transport."""
        return asyncio.StreamWriter(self.transport, self, self.reader, asyncio.get_running_loop())

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport and tell the server."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a TCP server has no other
        super().connection_made(transport)
        self.transport = transport
        if self._accept:
            self._accept(self)

    def eof_received(self) -> bool | None:
        """Note that the client sends no more; it may still read."""
        self._left()
        return super().eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the client is gone."""
        self._left()
        self.gone.set()
        super().connection_lost(exc)

    def _left(self) -> None:
        if self.on_left:
            self.on_left()


async def start_tls(protocol: Protocol, context: ssl.SSLContext) -> Protocol:
    """Shake hands and give the protocol to speak through; OSError when the client does not play along.

    This must be the first thing a connection's task does: the transport has then read nothing yet, since
    the event loop runs the task before it looks at the socket.
    """
    inner = Protocol(None, protocol.limit)
    transport = await asyncio.get_running_loop().start_tls(
        protocol.transport, inner, context, server_side=True, ssl_handshake_timeout=_HANDSHAKE_SECONDS
    )
    if transport is None:
        raise ConnectionResetError("the client left during the handshake")
    inner.connection_made(transport)
    return inner


def reset(writer: asyncio.StreamWriter) -> None:
    """Drop the connection with a TCP reset instead of an orderly end."""
    connection: socket.socket = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def end(protocol: Protocol) -> None:
    """Close the connection in an orderly way, within a second, and make sure that it is closed."""
    transport = protocol.transport
    try:
        if not transport.is_closing():
            transport.close()
            with suppress(TimeoutError):
                await asyncio.wait_for(protocol.gone.wait(), _FAREWELL_SECONDS)
    finally:
        transport.abort()
        await asyncio.sleep(0)  # the event loop closes the socket in its next round
