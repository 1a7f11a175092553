"""Servers that pour, drip, stall, hang up or write badly."""

import asyncio
import gzip
import tracemalloc
from collections.abc import Awaitable, Callable

import pytest

from checkhelp import (
    Names,
    attempt,
    checking,
    dripping,
    kind,
    raw,
    statuses,
    visit,
)
from guidewarden.check.transport import IDLE_CONNECTIONS
from guidewarden.demo.server import Raw, Reply, Response, Server, reset
from guidewarden.model import Attempt, ErrorKind


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"x" * 200_000, ""),
        (gzip.compress(b"x" * 200_000), "gzip"),
        (gzip.compress(b"\0" * 30_000_000), "gzip"),
    ],
)
def test_no_more_than_64_kb_is_kept(body: bytes, encoding: str) -> None:
    headers = {"Content-Type": "text/html"} | ({"Content-Encoding": encoding} if encoding else {})
    found, _ = visit({"/": Response(200, headers, body)})
    assert found.page is not None
    assert (found.page.bytes_read, found.page.truncated) == (64 * 1024, True)
    assert found.status == 200


def test_a_compressed_page_is_read() -> None:
    body = gzip.compress(b"<title>Small</title>")
    found, _ = visit({"/": Response(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, body)})
    assert found.page is not None
    assert (found.page.title, found.page.truncated) == ("Small", False)


def test_an_encoding_nobody_asked_for_leaves_the_status() -> None:
    found, _ = visit(
        {"/": Response(200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"\x0b\x02\x80")}
    )
    assert (found.status, found.failure) == (200, None)
    assert found.page is not None
    assert (found.page.bytes_read, found.page.truncated) == (0, True)


def test_a_file_of_two_gigabytes_is_not_downloaded() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 2000000000\r\n\r\n"
    found, _ = visit({"/": dripping(head, b"%" * 65536, 0)})
    assert (found.status, found.failure) == (200, None)
    assert found.page is not None
    assert (found.page.media_type, found.page.bytes_read, found.page.truncated) == (
        "application/pdf",
        0,
        True,
    )


def test_memory_stays_bounded_while_a_server_pours() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(
        b"\0" * 5_000_000
    )

    async def pour(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for _ in range(200):
            writer.write(b"\x1f\x8b" * 32_768)
            await writer.drain()

    tracemalloc.start()
    try:
        found, _ = visit({"/": Raw(pour)})
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.status == 200
    assert peak < 8_000_000


def test_a_body_that_drips_for_ever_is_left_in_time() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Slow</title>"
    found, _ = visit({"/": dripping(head, b" ")}, seconds=0.2)
    assert (found.status, found.failure) == (200, None)
    assert found.page is not None
    assert (found.page.title, found.page.truncated) == ("Slow", True)
    assert 300 < found.elapsed_ms < 5000


def test_headers_that_drip_for_ever_are_a_timeout() -> None:
    found, _ = visit({"/": dripping(b"HTTP/1.1 200 OK\r\nX-A: ", b"x")}, seconds=0.1)
    assert kind(found) is ErrorKind.TIMEOUT
    assert found.elapsed_ms < 5000


def test_endless_headers_are_cut_off() -> None:
    found, _ = visit({"/": dripping(b"HTTP/1.1 200 OK\r\n", b"X-Filler: y\r\n" * 1000, 0)})
    assert kind(found) is ErrorKind.PROTOCOL


def test_a_broken_off_body_is_still_an_answer() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<title>Half</title>"
    found, _ = visit({"/": raw(head)})
    assert (found.status, found.failure) == (200, None)
    assert found.page is not None
    assert (found.page.title, found.page.truncated) == ("Half", True)


async def _hang_up(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    return None


async def _reset(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    reset(writer)


async def _sleep(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Raw(_hang_up), ErrorKind.RESET),
        (Raw(_reset), ErrorKind.RESET),
        (Raw(_sleep), ErrorKind.TIMEOUT),
        (raw(b"HTTP/1.1 200"), ErrorKind.RESET),
        (raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), ErrorKind.PROTOCOL),
        (raw(b"HTTP/1.1 200 OK\r\nX: \0\r\n\r\n"), ErrorKind.PROTOCOL),
        (raw(b"\x15\x03\x01\x00\x02\x02\x50"), ErrorKind.PROTOCOL),
    ],
)
def test_no_answer(reply: Reply, expected: ErrorKind) -> None:
    found, _ = visit({"/": reply}, seconds=0.6)
    assert kind(found) is expected
    assert statuses(found) == [None]
    assert found.page is None


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200\r\n",
        b"HTTP/1.0 200 OK\r\n",
        b"HTTP/1.1 200 Tr\xe8s bien\r\n",
        b"http/1.1 200 OK\r\n",
        b"\r\n\r\nHTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nX-Powered By: a\r\n",
        b"HTTP/1.1 200 OK\r\nX-Powered-By : a\r\n",
        b"HTTP/1.1 200 OK\r\nrubbish\r\n and more of it\r\n",
        b"HTTP/1.1 200 OK\r\n leading\r\n",
        b"HTTP/1.1 200 OK\nServer: x\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: unknown\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 19\r\nContent-Length: 19\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n",
    ],
)
def test_an_answer_that_is_written_badly_is_read_as_browsers_do(head: bytes) -> None:
    found, _ = visit({"/": raw(head + b"Content-Type: text/html\r\n\r\n", b"<title>Hi</title>\r\n")})
    assert (found.status, found.failure) == (200, None)
    assert found.page is not None
    assert found.page.title == "Hi"


def test_a_refused_connection() -> None:
    async def run() -> Attempt:
        async with Server(lambda _: Response()) as server:
            url = server.url
        async with checking() as checker:
            return await attempt(checker, url)

    assert kind(asyncio.run(run())) is ErrorKind.CONNECT_REFUSED


def test_a_kept_connection_that_the_server_closed_is_replaced() -> None:
    """The server closes right after each answer without saying so: the next request meets a dying connection."""

    async def answer_once(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok")
        await writer.drain()

    async def swallow_next(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await answer_once(reader, writer)
        await reader.read(100)  # Takes the next request, and hangs up on it.

    for write in (answer_once, swallow_next):

        async def run(write: Callable[..., Awaitable[None]] = write) -> None:
            async with Server(lambda _: Raw(write)) as server, checking() as checker:
                for _ in range(4):
                    found = await attempt(checker, server.url)
                    assert (found.status, found.failure) == (200, None)

        asyncio.run(run())


def test_connections_are_kept_and_used_again() -> None:
    async def run() -> Server:
        async with Server(lambda _: Response.html("<p>x")) as server, checking() as checker:
            for number in range(10):
                await attempt(checker, f"{server.url}/{number}")
            return server

    assert asyncio.run(run()).connections == 1


@pytest.mark.parametrize("at_once", [1, 2])
def test_hosts_that_are_done_keep_so_many_connections_together(at_once: int) -> None:
    hosts = [f"h{number}.example" for number in range((IDLE_CONNECTIONS + 40) // at_once)]
    names = Names({host: ["127.0.0.1"] for host in hosts})
    open_now = 0
    most = 0

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0.005 * (at_once - 1))  # Long enough for another request to come beside it.
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await reader.read()
        open_now -= 1

    async def run() -> None:
        async with Server(lambda _: Raw(hold)) as server, checking(names=names) as checker:
            for host in hosts:
                url = f"http://{host}:{server.port}/"
                await asyncio.gather(*(attempt(checker, url) for _ in range(at_once)))

    asyncio.run(run())
    assert IDLE_CONNECTIONS - 4 <= most <= IDLE_CONNECTIONS + 4 * at_once
