"""Reading a body within bounds of bytes and seconds, whatever the server sends: forever, a bomb, or rubbish."""

import asyncio
import zlib
from collections.abc import Awaitable, Callable

from msgspec import Struct

from guidewarden.check.failures import NoAnswer
from guidewarden.model import ErrorKind

BODY_LIMIT = 64 * 1024
RAW_LIMIT = 256 * 1024
"""Bytes as sent: more than `BODY_LIMIT` only for an encoding that swells what it encodes."""

FILE_LIMIT = 512 * 1024
"""Bytes of a small file that is read whole; RFC 9309 asks for 500 KiB of a robots.txt at least."""

ACCEPT_ENCODING = "gzip, deflate"


Part = Callable[[float], Awaitable[bytes]]
"""Gives a body's next bytes as sent, none at its end; NoAnswer when the loop's time is what it is called with."""


class Body(Struct, frozen=True):
    """The first decoded bytes of a body. ``truncated`` is true when there was, or may have been, more."""

    data: bytes = b""
    truncated: bool = False


class Decoder:
    """Decodes a body chunk by chunk, never giving more than ``limit`` bytes in all.

    An encoding that was not asked for, or a broken stream, sets ``broken``; what came before it stays good.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self.data = bytearray()
        self.broken = False
        self._limit = limit
        self._plain = encoding in {"", "identity"}
        self._gzip = encoding in {"gzip", "x-gzip"}
        self._known = self._gzip or encoding == "deflate"
        self._started = False
        if not self._plain:
            self._inflater = zlib.decompressobj(31 if self._gzip else 15)
            self.broken = not self._known

    @property
    def lied(self) -> bool:
        """Whether nothing of what came is in an encoding that was asked for: browsers show an error then, and no page."""
        return self._known and self.broken and not self.data

    @property
    def full(self) -> bool:
        """Whether nothing more is wanted, or to be had."""
        return self.broken or len(self.data) >= self._limit

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes as sent."""
        if self._plain:
            self.data += chunk[: self._limit - len(self.data)]
            return
        while chunk and not self.full:
            if self._inflater.eof:
                # Gzip may go on with another member; anything else after the end is ignored, as browsers do.
                if not self._gzip or not chunk.startswith(b"\x1f\x8b"):
                    return
                self._inflater = zlib.decompressobj(31)
            chunk = self._inflate(chunk)

    def _inflate(self, chunk: bytes) -> bytes:
        """Decode as far as the limit allows and give what is left over for another member."""
        try:
            out = self._inflater.decompress(chunk, self._limit - len(self.data))
        except zlib.error:
            if self._started or self._gzip:
                self.broken = True
                return b""
            # "deflate" means zlib's format, but some servers send the bare stream (RFC 9110, section 8.4.1.2).
            self._started = True
            self._inflater = zlib.decompressobj(-15)
            return self._inflate(chunk)
        self._started = True
        self.data += out
        return self._inflater.unused_data


async def read_body(part: Part, encoding: str, *, limit: int, seconds: float) -> Body:
    """Read at most ``limit`` decoded bytes for at most ``seconds``; the connection is left as it is then.

    NoAnswer (PROTOCOL) when nothing of the body is encoded as it should be.
    """
    decoder = Decoder(encoding.strip().lower(), limit + 1)
    raw = 0
    ended = False
    end = asyncio.get_running_loop().time() + seconds
    try:
        while chunk := await part(end):
            raw += len(chunk)
            decoder.feed(chunk)
            if decoder.full or raw > max(RAW_LIMIT, limit):
                break
        else:
            ended = True
    except NoAnswer:
        ended = False  # What came until then still tells something.
    if decoder.lied:
        raise NoAnswer(ErrorKind.PROTOCOL, "the body is not encoded as the answer says")
    return Body(bytes(decoder.data[:limit]), not ended or decoder.broken or len(decoder.data) > limit)
