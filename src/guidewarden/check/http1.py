"""HTTP/1.1 over one connection (RFC 9112): a GET goes out, an answer comes in, read as browsers read it.

Made for this room's one need, and bounded everywhere: a general client spent more time on each request
than everything else here together.
"""

import asyncio
import re
from collections.abc import Awaitable

from msgspec import Struct

from guidewarden.check.failures import NoAnswer
from guidewarden.check.mending import HEAD_LIMIT, head_end, mend_head
from guidewarden.check.sockets import Stream
from guidewarden.model import ErrorKind

Headers = list[tuple[bytes, bytes]]
"""Names and values; the names of an answer's are in lower case."""

_STATUS = re.compile(rb"HTTP/(\d\.\d) (\d{3})(?: [^\r\n]*)?")
_NOT_ALLOWED = re.compile(rb"[\0\v\f]|\r(?!\n)")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\n]*)?\r?\n")
_LENGTH_DIGITS = 20
_CHUNK_LINE_LIMIT = 16 * 1024
_PART = 64 * 1024

_PATIENCE = 3
"""How many times the seconds for one part a whole head may take, however it drips."""


class StaleConnectionError(Exception):
    """A kept connection was closed by the server while the next request was on its way: worth a new one."""


class Head(Struct, frozen=True):
    """The head of an answer. ``length`` is the body's in bytes, None when its end is marked otherwise.

    Without a length a body that is not ``chunked`` ends with the connection; ``kept`` tells whether the
    server will take another request on it.
    """

    status: int
    headers: Headers
    length: int | None
    chunked: bool
    kept: bool


def read_head(data: bytes) -> Head:
    """Read a head, from status line to empty line; NoAnswer (PROTOCOL) for what browsers refuse as well."""
    mended = mend_head(data)
    status_line, *lines = mended.split(b"\n")
    status = _STATUS.fullmatch(status_line.rstrip(b"\r"))
    if status is None or _NOT_ALLOWED.search(mended):
        raise _malformed("what came is not an answer in HTTP")
    headers: Headers = []
    for line in lines:
        if line[:1] in {b" ", b"\t"}:  # Mending left it where it goes on with the line before.
            name, value = headers.pop()
            headers.append((name, value + b" " + line.strip()))
        elif line.strip():
            name, _, value = line.partition(b":")
            headers.append((name.lower(), value.strip()))
    if len({value for name, value in headers if name == b"location"}) > 1:
        raise _malformed("the answer leads to two places")
    code = int(status[2])
    if code < 100:
        raise _malformed("the answer has no status")
    length, chunked, kept = _framing(headers, modern=status[1] >= b"1.1")
    if code in {101, 204, 304} or code < 200:
        length, chunked = 0, False
    return Head(code, headers, length, chunked, kept and code != 101)


def _framing(headers: Headers, *, modern: bool) -> tuple[int | None, bool, bool]:
    """Tell how long the body is, whether it comes in chunks, and whether the connection stays."""
    lengths: set[bytes] = set()
    codings: list[bytes] = []
    kept = modern
    for name, value in headers:
        if name == b"content-length":
            lengths.update(part.strip() for part in value.split(b","))
        elif name == b"transfer-encoding":
            codings.append(value.lower())
        elif name == b"connection" and b"close" in {part.strip().lower() for part in value.split(b",")}:
            kept = False
    if codings:
        if codings != [b"chunked"]:
            raise _malformed("the body is transferred in a way that nobody asked for")
        return None, True, kept
    if len(lengths) > 1:
        raise _malformed("the answer states two lengths")
    for length in lengths:
        if not length.isdigit() or len(length) > _LENGTH_DIGITS:
            raise _malformed("the answer states no usable length")
        return int(length), False, kept
    return None, False, False


class Connection:
    """A connection that takes one request after the other."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self._time = asyncio.get_running_loop().time
        self._seconds = 0.0
        self._answers = 0
        self._kept = False
        self._ended = False
        self._chunked = False
        self._chunks = 0
        self._left: int | None = None

    @property
    def reusable(self) -> bool:
        """Whether the last answer was read to its end and the connection takes another request."""
        return self._kept and self._ended and self.stream.silent

    async def ask(self, request: bytes, seconds: float) -> Head:
        """Send a request and wait for the head of its answer: ``seconds`` for each part of it, and thrice that in all.

        NoAnswer when none came; StaleConnectionError when the connection had been kept for too long.
        """
        self._seconds = seconds
        self._kept = self._ended = False
        if not self.stream.write(request):
            raise self._hung_up()
        end = self._time() + _PATIENCE * seconds
        head = await self._next_head(end)
        while head.status < 200 and head.status != 101:
            head = await self._next_head(end)
        self._answers += 1
        self._kept = head.kept
        bodyless = head.length == 0 or request.startswith(b"HEAD ")
        self._chunked, self._chunks = head.chunked and not bodyless, 0
        self._left = 0 if head.chunked or bodyless else head.length
        self._ended = bodyless
        return head

    async def part(self, end: float) -> bytes:
        """Give the next bytes of the body, none at its end; NoAnswer when it breaks off, or is late.

        It is late after the seconds of `ask`, and when the loop's time is ``end``.
        """
        if self._chunked and not self._left and not self._ended:
            await self._next_chunk(end)
        if self._ended:
            return b""
        if not self.stream.buffer and not await self._more(end):
            if self._left is not None or self.stream.error is not None:
                raise self._broken_off()
            self._ended = True
            return b""
        part = self.stream.take(_PART if self._left is None else min(self._left, _PART))
        if self._left is not None:
            self._left -= len(part)
            self._ended = self._left == 0 and not self._chunked
        return part

    async def _next_head(self, end: float) -> Head:
        """Wait for a head until the loop's time is ``end``."""
        stream = self.stream
        while (size := head_end(stream.buffer)) is None:
            if len(stream.buffer) > HEAD_LIMIT:
                raise _malformed("the head of the answer has no end")
            if not await self._more(end):
                raise self._hung_up()
        if size > HEAD_LIMIT:
            raise _malformed("the head of the answer is too long")
        return read_head(stream.take(size))

    def _hung_up(self) -> Exception:
        """Tell what it means that the connection ended before there was a head."""
        stream = self.stream
        if self._answers and not stream.buffer:
            return StaleConnectionError()
        if stream.error is not None:
            return NoAnswer(ErrorKind.RESET, str(stream.error))
        if stream.buffer and not b"HTTP/".startswith(bytes(stream.buffer[:5].upper())):
            return _malformed("what came is not an answer in HTTP")
        return NoAnswer(ErrorKind.RESET, "the server hung up without an answer")

    def _more(self, end: float) -> Awaitable[bool]:
        """Wait for more, for the seconds of one part, and until the loop's time is ``end``."""
        return self.stream.more(min(self._seconds, end - self._time()))

    async def _next_chunk(self, end: float) -> None:
        if self._chunks and (await self._line(end)).strip():
            raise _malformed("a part of the body is longer than it says")
        size = _CHUNK.fullmatch(await self._line(end))
        if size is None:
            raise _malformed("the body's parts are not marked as they should be")
        self._chunks += 1
        self._left = int(size[1], 16)
        if self._left == 0:
            while (await self._line(end)).strip():
                pass  # Trailing headers say nothing that is looked at here.
            self._ended = True

    async def _line(self, end: float) -> bytes:
        stream = self.stream
        while (at := stream.buffer.find(b"\n")) < 0:
            if len(stream.buffer) > _CHUNK_LINE_LIMIT:
                raise _malformed("a line of the body has no end")
            if not await self._more(end):
                raise self._broken_off()
        return stream.take(at + 1)

    def _broken_off(self) -> NoAnswer:
        return NoAnswer(ErrorKind.RESET, str(self.stream.error or "the body broke off"))


def _malformed(message: str) -> NoAnswer:
    return NoAnswer(ErrorKind.PROTOCOL, message)
