"""A small HTTP/1.1 server for the practice web and for tests: it says whatever it is told to, byte for byte.

    async with Server(lambda request: Response.html("<h1>Hello</h1>")) as server:
        ...  # GET server.url; then look at server.log

It listens on loopback only, survives any client, and leaves no task or socket behind.
"""

import asyncio
import concurrent.futures
import inspect
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from http import HTTPStatus
from types import TracebackType
from typing import Self

from msgspec import Struct, field

from guidewarden.demo.authority import Authority, Flaw
from guidewarden.demo.connection import Protocol, end, reset, start_tls

__all__ = [
    "Authority",
    "Flaw",
    "Raw",
    "Reply",
    "Request",
    "Respond",
    "Response",
    "Server",
    "ServerThread",
    "reset",
]

HEAD_LIMIT = 64 * 1024
BODY_LIMIT = 1024 * 1024

Headers = Mapping[str, str | bytes] | Sequence[tuple[str, str | bytes]]


class Request(Struct, frozen=True):
    """What arrived. Header names are in lower case, texts decoded as Latin-1; ``at`` is monotonic seconds.

    ``target`` is as sent (``/a?b``, or a whole URL from a proxy's client); ``host`` is the Host header in
    lower case without its port; ``body`` at most 1 MB.
    """

    method: str
    target: str
    path: str
    query: str
    headers: Mapping[str, str]
    host: str
    tls: bool
    at: float
    body: bytes = b""


class Response(Struct, frozen=True):
    """An answer. ``Content-Length`` is added unless ``headers`` has one or a ``Transfer-Encoding``.

    A header given as ``str`` is sent as UTF-8, as ``bytes`` untouched. ``delay`` is seconds before the first
    byte; ``close`` ends the connection afterwards.
    """

    status: int = 200
    headers: Headers = ()
    body: bytes = b""
    reason: str | None = None
    delay: float = 0
    close: bool = False

    @classmethod
    def html(cls, text: str, status: int = 200, headers: Headers = (), delay: float = 0) -> "Response":
        """Answer with a page in UTF-8."""
        pairs = [("Content-Type", "text/html; charset=utf-8"), *_pairs(headers)]
        return cls(status, pairs, text.encode(), delay=delay)

    @classmethod
    def redirect(cls, location: str | bytes, status: int = 302, headers: Headers = ()) -> "Response":
        """Answer with a redirect and no body."""
        return cls(status, [("Location", location), *_pairs(headers)])


class Raw(Struct, frozen=True):
    """An answer written by hand; the connection is closed when ``write`` returns (see also `reset`)."""

    write: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


Reply = Response | Raw
Respond = Callable[[Request], Reply | Awaitable[Reply]]


class _Flights(Struct):
    """Counts requests between their arrival and the end of their answer (or the client's leaving)."""

    now: Counter[str] = field(default_factory=Counter)
    peak: int = 0
    peak_by_host: dict[str, int] = field(default_factory=dict)

    def begin(self, host: str) -> Callable[[], None]:
        """Count one more in flight for ``host``; the callable given back counts it off, once."""
        self.now[host] += 1
        self.peak = max(self.peak, self.now.total())
        self.peak_by_host[host] = max(self.peak_by_host.get(host, 0), self.now[host])
        ended = False

        def land() -> None:
            nonlocal ended
            self.now[host] -= 0 if ended else 1
            ended = True

        return land


class Server:
    """A server on loopback, an asynchronous context manager. ``tls`` makes it speak HTTPS.

    ``log`` holds the requests in order of arrival, ``connections`` counts what was accepted. ``peak`` is the
    most requests in flight at once, ``peak_by_host`` the same for each host. When ``respond`` raises, the
    client gets a 500 and leaving the context raises an ExceptionGroup, so that a test cannot miss it.
    """

    def __init__(
        self, respond: Respond, *, tls: Authority | None = None, host: str = "127.0.0.1", port: int = 0
    ) -> None:
        self.log: list[Request] = []
        self.connections = 0
        self.errors: list[Exception] = []
        self.host = host
        self.port = port
        self._respond = respond
        self._tls = tls.server_context() if tls else None
        self._flights = _Flights()
        self._tasks: set[asyncio.Task[None]] = set()
        self._listener: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """The server's address without a slash at its end, such as ``http://127.0.0.1:40001``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http{'s' if self._tls else ''}://{host}:{self.port}"

    @property
    def peak(self) -> int:
        """The most requests that were in flight at once."""
        return self._flights.peak

    @property
    def peak_by_host(self) -> dict[str, int]:
        """The most requests that were in flight at once for each host."""
        return self._flights.peak_by_host

    def times(self, host: str) -> list[float]:
        """When requests for ``host`` arrived, in monotonic seconds."""
        return [request.at for request in self.log if request.host == host]

    def paths(self, host: str | None = None) -> list[str]:
        """The targets asked for (of one host, if given), in order."""
        return [request.target for request in self.log if host in {None, request.host}]

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(
            lambda: Protocol(self._accept, HEAD_LIMIT), self.host, self.port, backlog=1024
        )
        self.port = self._listener.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._listener is not None  # noqa: S101 - entered before it is left
        self._listener.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._listener.wait_closed()
        if self.errors and error is None:
            raise ExceptionGroup("the server's respond raised", self.errors)

    def _accept(self, protocol: Protocol) -> None:
        self.connections += 1
        task = asyncio.get_running_loop().create_task(self._converse(protocol))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _converse(self, protocol: Protocol) -> None:
        """Serve one connection until either side ends it."""
        try:
            if self._tls:
                protocol = await start_tls(protocol, self._tls)
            while await self._exchange(protocol):
                pass
        except (OSError, EOFError):
            pass  # the client left, or did not shake hands
        except asyncio.CancelledError:
            protocol.transport.abort()
            raise
        finally:
            await end(protocol)

    async def _exchange(self, protocol: Protocol) -> bool:
        """Read one request and answer it; tell whether the connection can be used again."""
        writer = protocol.writer
        try:
            request = await _read_request(protocol.reader, tls=self._tls is not None)
        except (ValueError, asyncio.LimitOverrunError) as error:
            status = 400 if isinstance(error, ValueError) else 431
            await _send(writer, Response(status, body=str(error).encode(), close=True), head_only=False)
            return False
        self.log.append(request)
        land = protocol.on_left = self._flights.begin(request.host)
        try:
            reply = await self._reply(request)
            if isinstance(reply, Raw):
                await reply.write(protocol.reader, writer)
                return False
            await asyncio.sleep(reply.delay)
            await _send(writer, reply, head_only=request.method == "HEAD")
            return not reply.close and request.headers.get("connection", "").lower() != "close"
        finally:
            land()

    async def _reply(self, request: Request) -> Reply:
        try:
            reply = self._respond(request)
            return await reply if inspect.isawaitable(reply) else reply
        except Exception as error:  # noqa: BLE001 - kept, and raised when the server is left
            self.errors.append(error)
            return Response(500, body=repr(error).encode(), close=True)


async def _read_request(reader: asyncio.StreamReader, *, tls: bool) -> Request:
    """Read a request with its body; ValueError when it is not one, EOFError when the client has left."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head[:-4].split("\r\n")
    method, target, version = first.split(" ")
    if not version.startswith("HTTP/1."):
        raise ValueError(f"unknown protocol {version}")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError("a header line without a colon")
        headers[name.strip().lower()] = value.strip()
    length = int(headers.get("content-length", "0"))
    if "transfer-encoding" in headers or not 0 <= length <= BODY_LIMIT:
        raise ValueError("a body of this kind is not read here")
    body = await reader.readexactly(length)
    absolute = not target.startswith("/") and "://" in target  # as a proxy's client writes it
    authority = target.split("/")[2] if absolute else headers.get("host", "")
    path, _, query = target.partition("?")
    if absolute:
        path = "/" + "/".join(path.split("/")[3:])
    return Request(method, target, path, query, headers, _name(authority), tls, time.monotonic(), body)


def _name(authority: str) -> str:
    """Drop the port of ``host:port`` and ``[v6]:port``."""
    name = authority.rpartition("]")[0] + "]" if authority.startswith("[") else authority.partition(":")[0]
    return name.lower()


def _pairs(headers: Headers) -> Sequence[tuple[str, str | bytes]]:
    return list(headers.items()) if isinstance(headers, Mapping) else headers


async def _send(writer: asyncio.StreamWriter, response: Response, *, head_only: bool) -> None:
    reason = response.reason
    if reason is None:
        with suppress(ValueError):
            reason = HTTPStatus(response.status).phrase
    lines = [f"HTTP/1.1 {response.status} {reason or ''}".encode()]
    pairs = list(_pairs(response.headers))
    names = {name.lower() for name, _ in pairs}
    bodyless = response.status in {204, 304} or response.status < 200
    if not bodyless and not names & {"content-length", "transfer-encoding"}:
        pairs.append(("Content-Length", str(len(response.body))))
    if response.close:
        pairs.append(("Connection", "close"))
    for name, value in pairs:
        lines.append(name.encode() + b": " + (value.encode() if isinstance(value, str) else value))
    head = b"\r\n".join(lines) + b"\r\n\r\n"
    writer.write(head if head_only or bodyless else head + response.body)
    await writer.drain()


class ServerThread:
    """Runs servers in a thread and event loop of their own, for synchronous code.

        with ServerThread(Server(respond)) as (server,):
            urllib.request.urlopen(server.url)

    A server's exceptions (see `Server`) are raised when the context is left.
    """

    def __init__(self, *servers: Server) -> None:
        self._servers = servers
        self._stop: Callable[[], object] = lambda: None
        self._runner = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="loopback-server")
        self._done: concurrent.futures.Future[None] | None = None

    def __enter__(self) -> tuple[Server, ...]:
        started: concurrent.futures.Future[None] = concurrent.futures.Future()
        self._done = self._runner.submit(asyncio.run, self._serve(started))
        try:
            concurrent.futures.wait([started, self._done], return_when="FIRST_COMPLETED")
            if self._done.done():
                self._done.result()
        except BaseException:
            self._runner.shutdown()
            raise
        return self._servers

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        self._runner.shutdown()
        if self._done and error is None:
            self._done.result()

    async def _serve(self, started: "concurrent.futures.Future[None]") -> None:
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        self._stop = lambda: loop.call_soon_threadsafe(stop.set)
        async with AsyncExitStack() as stack:
            for server in self._servers:
                await stack.enter_async_context(server)
            started.set_result(None)
            await stop.wait()
