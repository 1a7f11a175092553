"""One HTTP transport a host, lent out for one request at a time, closed when its host is done with.

A shared pool would have to look at each of its connections for each request: over hundreds of hosts, that
costs ten times what a pool for each host does.
"""

import asyncio
import math
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from typing import Any

import httpx

from guidewarden.check.addresses import AddressPolicy, literal, loopback
from guidewarden.check.failures import NoAnswer, no_answer
from guidewarden.check.http1 import Connection, Head, Headers, StaleConnectionError
from guidewarden.check.origins import Origin
from guidewarden.check.proxies import Proxies, ProxyAddress
from guidewarden.check.resolver import Resolver
from guidewarden.check.sockets import PinnedBackend, Stream
from guidewarden.model import ErrorKind

IDLE_CONNECTIONS = 256
"""Connections that are kept to hosts of which nothing is asked: as many as may be in use, and a process has files for both."""

KEPT_CONNECTIONS = 16
"""Connections to one host that are kept; how many there are at once is for budgets to decide."""

KEEP_ALIVE_SECONDS = 15.0


class _Body(httpx.AsyncByteStream):
    """A response's raw body; what is left of it when it is closed is not waited for."""

    def __init__(self, transport: "HostTransport", connection: Connection) -> None:
        self._transport = transport
        self._connection = connection

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while part := await self._connection.part(math.inf):
            yield part

    async def aclose(self) -> None:
        await self._transport.take_back(self._connection)


class HostTransport(httpx.AsyncBaseTransport):
    """Talks to one origin. Only `NoAnswer` and `StaleConnectionError` leave it.

    After the latter a GET may be sent once more (RFC 9112, section 9.3.1), which is for the caller to do,
    since every request waits for its host's pace.
    """

    def __init__(
        self,
        origin: Origin,
        backend: PinnedBackend,
        context: Callable[[], ssl.SSLContext],
        proxy: ProxyAddress | None = None,
    ) -> None:
        self.lent = 0
        self._origin = origin
        self._backend = backend
        self._context = context
        self._proxy = proxy
        self._idle: list[tuple[float, Connection]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request without a body and give the answer, its body not yet read.

        ``request.extensions["target"]`` is sent as it is, so that no second parser of addresses changes it;
        ``sni_hostname`` is the name certificates are verified against; ``timeout`` gives the seconds
        for ``connect`` and ``read``; ``sent`` is called at the moment the request goes out; ``afresh`` wants a
        connection of its own. The answer's ``extensions["connection"]`` gives the parts of its body, until a time, and
        may be given to `take_back` instead of closing the answer, which takes longer.
        """
        target: bytes = request.extensions.get("target") or request.url.raw_path
        headers = request.headers.raw
        if self._proxy is not None and self._origin.scheme == "http":
            target = self._origin.root.rstrip("/").encode("ascii") + target
            headers = self._proxy.headers + headers
        data = _written(request.method, target, headers)
        try:
            connection, head = await self._ask(data, request.extensions)
        except StaleConnectionError:
            raise
        except Exception as error:
            raise no_answer(error) from error
        return httpx.Response(
            head.status,
            headers=head.headers,
            stream=_Body(self, connection),
            extensions={"connection": connection},
            request=request,
        )

    @property
    def kept(self) -> int:
        """How many connections wait for the next request."""
        return len(self._idle)

    async def take_back(self, connection: Connection) -> None:
        """Keep a connection for the next request if it is of use, otherwise close it."""
        if connection.reusable and len(self._idle) < KEPT_CONNECTIONS:
            self._idle.append((asyncio.get_running_loop().time(), connection))
        else:
            await connection.stream.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        while self._idle:
            await self._idle.pop()[1].stream.aclose()

    async def _ask(self, data: bytes, extensions: Mapping[str, Any]) -> tuple[Connection, Head]:
        connection = None if extensions.get("afresh") else await self._kept()
        connection = connection or await self._connected(extensions)
        try:
            extensions["sent"]()
            return connection, await connection.ask(data, extensions["timeout"]["read"])
        except BaseException:
            await connection.stream.aclose()
            raise

    async def _kept(self) -> Connection | None:
        """Give the connection that was used last, None when none is of use any more."""
        oldest = asyncio.get_running_loop().time() - KEEP_ALIVE_SECONDS
        while self._idle:
            since, connection = self._idle.pop()
            if since >= oldest and connection.reusable:
                return connection
            await connection.stream.aclose()
        return None

    async def _connected(self, extensions: Mapping[str, Any]) -> Connection:
        seconds: float = extensions["timeout"]["connect"]
        near = self._proxy.origin if self._proxy else self._origin
        stream = await self._backend.connect(near.host, near.port, seconds)
        if self._proxy is not None:
            stream = await self._through(self._proxy, stream, seconds)
        if self._origin.scheme == "https":
            stream = await stream.start_tls(self._context(), extensions["sni_hostname"], seconds)
        return Connection(stream)

    async def _through(self, proxy: ProxyAddress, stream: Stream, seconds: float) -> Stream:
        """Have a proxy open a tunnel, where one is needed (RFC 9110, section 9.3.6)."""
        if proxy.origin.scheme == "https":
            stream = await stream.start_tls(self._context(), proxy.origin.host, seconds)
        if self._origin.scheme == "http":
            return stream
        authority = self._origin.authority.encode("ascii")
        tunnel = Connection(stream)
        try:
            head = await tunnel.ask(
                _written("CONNECT", authority, [(b"Host", authority), *proxy.headers]), seconds
            )
        except BaseException:
            await stream.aclose()
            raise
        if not 200 <= head.status < 300:
            await stream.aclose()
            raise NoAnswer(ErrorKind.UNREACHABLE, f"the proxy does not connect: status {head.status}")
        return stream


def _written(method: str, target: bytes, headers: Headers) -> bytes:
    """Write a request. What others wrote can never add a line to it."""
    lines = [method.encode("ascii") + b" " + target + b" HTTP/1.1"]
    lines += [name + b": " + value for name, value in headers]
    if any(b"\r" in line or b"\n" in line for line in lines):
        raise NoAnswer(ErrorKind.INTERNAL, "a request with a line break in it is not sent")
    return b"\r\n".join(lines) + b"\r\n\r\n"


class Transports:
    """Lends transports by origin; those that nobody uses keep at most `IDLE_CONNECTIONS` open."""

    def __init__(
        self,
        resolver: Resolver,
        policy: AddressPolicy,
        context: Callable[[], ssl.SSLContext],
        *,
        proxies: Proxies | None = None,
        connect_to: Mapping[str, str] | None = None,
        context_of: Callable[[str], ssl.SSLContext | None] = lambda _: None,
    ) -> None:
        self._context_of = context_of
        self.backend = PinnedBackend(resolver, policy, connect_to)
        self._proxy_backend = PinnedBackend(resolver, None)
        self._policy = policy
        self._context = context
        self._contexts: dict[Origin, ssl.SSLContext] = {}
        self._proxies = proxies or Proxies({})
        self._open: dict[Origin, HostTransport] = {}
        self._idle: OrderedDict[Origin, HostTransport] = OrderedDict()
        self._kept = 0

    async def prepare(self, origin: Origin) -> None:
        """Look the host up before its budget is used; NoAnswer when it cannot or may not be connected to.

        Only the first request of a host waits for this; each new connection is checked again anyway.
        """
        if origin in self._open:
            return
        if not self.proxied(origin):
            await self.backend.addresses(origin.host, origin.port)
            return
        address = literal(origin.host) or loopback(origin.host)
        if address and (refusal := self._policy.refusal(origin.host, address)):
            raise NoAnswer(ErrorKind.ADDRESS_REFUSED, refusal)

    def proxied(self, origin: Origin) -> bool:
        """Tell whether a proxy stands between."""
        return self._proxies.proxy_for(origin.scheme, origin.host) is not None

    def mended(self, origin: Origin) -> bool:
        """Tell whether the origin is only trusted since its chain was completed."""
        return origin in self._contexts

    async def trust(self, origin: Origin, context: ssl.SSLContext) -> None:
        """Use another context for one origin from now on."""
        self._contexts[origin] = context
        self._use(origin)
        stale = self._open.pop(origin, None)
        if stale is not None and not stale.lent:
            await stale.aclose()

    def lend(self, origin: Origin) -> HostTransport:
        """Lend the origin's transport, to be given to `take_back` when the response was read and closed."""
        transport = self._open.get(origin)
        if transport is None:
            proxy = self._proxies.proxy_for(origin.scheme, origin.host)
            backend = self._proxy_backend if proxy else self.backend
            transport = HostTransport(origin, backend, partial(self._context_for, origin), proxy)
            self._open[origin] = transport
        self._use(origin)
        transport.lent += 1
        return transport

    async def take_back(self, origin: Origin, transport: HostTransport) -> None:
        """Take a lent transport back; its connections are kept for the next request of the host."""
        transport.lent -= 1
        if not transport.lent:
            await self._put_aside(origin, transport)

    def _context_for(self, origin: Origin) -> ssl.SSLContext:
        return self._contexts.get(origin) or self._context_of(origin.host) or self._context()

    async def aclose(self) -> None:
        """Close every transport."""
        self._idle.clear()
        self._kept = 0
        while self._open:
            _, transport = self._open.popitem()
            await transport.aclose()

    async def _put_aside(self, origin: Origin, transport: HostTransport) -> None:
        if self._open.get(origin) is not transport:  # replaced by `trust`, or everything was closed
            await transport.aclose()
            return
        self._idle[origin] = transport
        self._kept += transport.kept
        while self._kept > IDLE_CONNECTIONS:
            oldest, transport = self._idle.popitem(last=False)
            self._kept -= transport.kept
            del self._open[oldest]
            await transport.aclose()

    def _use(self, origin: Origin) -> None:
        """Note that an origin's transport is idle no longer."""
        transport = self._idle.pop(origin, None)
        if transport is not None:
            self._kept -= transport.kept
