"""Ready-made webs for tests: routes by path or host, and servers that misbehave in every way."""

import asyncio
import gzip
import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from guidewarden.demo.server import (
    Authority,
    Raw,
    Reply,
    Request,
    Respond,
    Response,
    Server,
    ServerThread,
    reset,
)

__all__ = [
    "drip",
    "empty",
    "endless_headers",
    "gzip_bomb",
    "hang",
    "raw",
    "reset_connection",
    "routes",
    "serving",
]


def routes(table: Mapping[str, Reply | Respond]) -> Respond:
    """Answer by ``host/path``, then by ``/path`` (queries aside), then 404. A value may be a function."""

    def respond(request: Request) -> Reply:
        found = table.get(request.host + request.path, table.get(request.path))
        if found is None:
            return Response.html("<title>Not found</title><h1>Not found</h1>", 404)
        if isinstance(found, Response | Raw):
            return found
        reply = found(request)
        assert isinstance(reply, Response | Raw)
        return reply

    return respond


@contextmanager
def serving(respond: Respond, tls: Authority | None = None) -> Iterator[Server]:
    """Serve from a thread, for synchronous tests. In asynchronous ones use ``async with Server(respond)``."""
    server = Server(respond, tls=tls)
    with ServerThread(server):
        yield server


def raw(*parts: bytes, pause: float = 0) -> Raw:
    """Write these bytes, ``pause`` seconds before each but the first, and close."""

    async def write(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for number, part in enumerate(parts):
            await asyncio.sleep(pause if number else 0)
            writer.write(part)
            await writer.drain()

    return Raw(write)


def empty() -> Raw:
    """Close without an answer."""
    return raw()


def reset_connection(*parts: bytes) -> Raw:
    """Write these bytes, then reset the connection."""

    async def write(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
        if parts:
            await asyncio.sleep(0.05)  # a reset would throw away what the client has not read yet
        reset(writer)

    return Raw(write)


def hang(*parts: bytes) -> Raw:
    """Write these bytes, then say nothing more for as long as the client stays."""

    async def write(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
        await reader.read()

    return Raw(write)


def drip(head: bytes, byte: bytes = b".", pause: float = 0.05) -> Raw:
    """Write ``head``, then one ``byte`` after another, ``pause`` seconds apart, for ever."""

    async def write(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.transport.is_closing():
            writer.write(byte)
            await writer.drain()
            await asyncio.sleep(pause)

    return Raw(write)


def endless_headers() -> Raw:
    """Write header after header, as fast as the client reads, for ever."""

    async def write(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for number in itertools.count():
            if writer.transport.is_closing():
                break
            writer.write(b"X-%d: %s\r\n" % (number, b"x" * 1000))
            await writer.drain()

    return Raw(write)


def gzip_bomb(megabytes: int = 200) -> Response:
    """Answer with a page of ``megabytes`` of spaces in a small gzip body."""
    packed = gzip.compress(b"<!doctype html><title>Big</title>" + b" " * 1_000_000 * megabytes, 1, mtime=0)
    return Response(headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}, body=packed)
