"""Reading answers: heads as bytes, bodies over real sockets."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkhelp import NotingSlots, attempt, checking, kind, raw, statuses, visit
from guidewarden.check.failures import NoAnswer
from guidewarden.check.http1 import Head, read_head
from guidewarden.demo.server import Raw, Response, Server
from guidewarden.model import ErrorKind

PAGE = b"<title>Hi</title>"


def head(*lines: bytes, status: bytes = b"HTTP/1.1 200 OK") -> Head:
    return read_head(b"\r\n".join((status, *lines, b"", b"")))


@pytest.mark.parametrize(
    ("lines", "length", "chunked", "kept"),
    [
        ([], None, False, False),
        ([b"Content-Length: 12"], 12, False, True),
        ([b"Content-Length: 12, 12"], 12, False, True),
        ([b"content-length: 12", b"Connection: Keep-Alive, CLOSE"], 12, False, False),
        ([b"Transfer-Encoding: Chunked", b"Content-Length: 12"], None, True, True),
    ],
)
def test_where_a_body_ends(lines: Sequence[bytes], length: int | None, chunked: bool, kept: bool) -> None:
    found = head(*lines)
    assert (found.length, found.chunked, found.kept) == (length, chunked, kept)


@pytest.mark.parametrize("status", [b"204", b"304", b"101", b"103"])
def test_some_answers_have_no_body_whatever_they_say(status: bytes) -> None:
    assert head(b"Content-Length: 9", status=b"HTTP/1.1 " + status).length == 0


def test_an_old_server_closes_after_its_answer() -> None:
    assert not head(b"Content-Length: 9", status=b"HTTP/1.0 200 OK").kept


def test_a_header_may_go_on_in_the_next_line() -> None:
    assert head(b"A:  b \t", b"  c", b"D:").headers == [(b"a", b"b c"), (b"d", b"")]


@pytest.mark.parametrize(
    "lines",
    [
        [b"Content-Length: 1", b"Content-Length: 2"],
        [b"Content-Length: " + b"9" * 21],
        [b"Transfer-Encoding: gzip, chunked"],
        [b"A: \0"],
        [b"A: b\rc"],
    ],
)
def test_what_browsers_refuse_is_refused(lines: Sequence[bytes]) -> None:
    with pytest.raises(NoAnswer) as caught:
        head(*lines)
    assert caught.value.failure.kind is ErrorKind.PROTOCOL


@pytest.mark.parametrize(
    "status", [b"HTTP/1.1 099 No", b"HTTP/1.1 20 No", b"HTTP/1.1", b"HTTP/x.y 200", b"ICY 200 OK"]
)
def test_a_line_without_a_status_is_no_answer(status: bytes) -> None:
    with pytest.raises(NoAnswer):
        head(status=status)


@given(st.binary(max_size=200), st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 301\n"]))
def test_no_head_makes_it_stumble(data: bytes, start: bytes) -> None:
    with suppress(NoAnswer):
        found = read_head(start + data + b"\r\n\r\n")
        assert 100 <= found.status <= 999
        assert all(b"\n" not in name + value and b"\r" not in name + value for name, value in found.headers)


@given(
    st.lists(
        st.tuples(
            st.from_regex(rb"[A-Za-z-]{1,9}", fullmatch=True), st.from_regex(rb"[!-~]{0,9}", fullmatch=True)
        )
    ),
    st.integers(200, 999),
)
def test_what_was_sent_is_what_is_read(headers: list[tuple[bytes, bytes]], status: int) -> None:
    sent = [(b"X-" + name, value.strip()) for name, value in headers]
    found = head(*(name + b": " + value for name, value in sent), status=b"HTTP/1.1 %d" % status)
    assert (found.status, found.headers) == (status, [(name.lower(), value) for name, value in sent])


def chunks(*parts: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + end


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "truncated"),
    [
        (chunks(PAGE), False),
        (chunks(PAGE[:5], PAGE[5:]), False),
        (chunks(PAGE, end=b"0\r\nTrailer: x\r\n\r\n"), False),
        (b"11;name=value\r\n" + PAGE + b"\r\n0\r\n\r\n", False),
        (b"11\n" + PAGE + b"\n0\n\n", False),
        (chunks(PAGE, end=b""), True),
        (chunks(PAGE, end=b"zz\r\n"), True),
        (b"11\r\n" + PAGE + b"more\r\n0\r\n\r\n", True),
        (chunks(PAGE, end=b"f" * 20_000), True),
    ],
)
def test_a_body_in_chunks(body: bytes, truncated: bool) -> None:
    found, _ = visit({"/": raw(CHUNKED + body)})
    assert (found.status, found.failure) == (200, None)
    assert found.page is not None
    assert (found.page.title, found.page.truncated) == ("Hi", truncated)


def test_a_body_in_chunks_that_come_one_byte_at_a_time() -> None:
    async def write(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for byte in CHUNKED + chunks(PAGE):
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0)

    found, _ = visit({"/": Raw(write)})
    assert found.page is not None
    assert (found.page.title, found.page.truncated) == ("Hi", False)


def test_hints_and_hints_before_the_answer() -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nbad line\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
    found, _ = visit(
        {
            "/": raw(
                hints + b"HTTP/1.1 404 Gone\r\nContent-Length: 17\r\nContent-Type: text/html\r\n\r\n" + PAGE
            )
        }
    )
    assert statuses(found) == [404]
    assert found.page is not None
    assert found.page.title == "Hi"


def test_hints_for_ever_are_no_answer() -> None:
    async def write(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")
            await writer.drain()
            await asyncio.sleep(0.01)

    found, _ = visit({"/": Raw(write)}, seconds=0.2)
    assert kind(found) is ErrorKind.TIMEOUT
    assert found.elapsed_ms < 5000


def test_a_connection_with_something_left_in_it_is_not_used_again() -> None:
    """What came too much would be taken for the answer to the next request."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 17\r\n\r\n" + PAGE

    async def write(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer + b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        await reader.read()

    async def run() -> Server:
        async with Server(lambda _: Raw(write)) as server, checking() as checker:
            for _ in range(3):
                assert (await attempt(checker, server.url)).status == 200
            return server

    assert asyncio.run(run()).connections == 3


def test_the_pace_is_told_of_each_request_when_it_goes_out() -> None:
    slots = NotingSlots()
    told: list[int] = []

    async def run() -> None:
        def respond(_request: object) -> Response:
            told.append(slots.sent)
            return Response.html("x") if len(told) > 1 else Response.redirect("/next")

        async with Server(respond) as server, checking(slots=slots) as checker:
            await attempt(checker, server.url)
        async with checking(slots=slots) as checker:
            await attempt(checker, server.url)  # Nobody listens any more: nothing goes out.

    asyncio.run(run())
    assert told == [1, 2]
    assert slots.sent == 2
