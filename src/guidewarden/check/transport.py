"""One HTTP transport a host, lent out for one request at a time, closed when its host is done with.

httpcore's pool looks at each of its connections for each request: over hundreds of hosts, one shared pool
costs ten times what a pool for each host does.
"""

import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple

import ada_url
import httpcore
import httpx

from guidewarden.check.addresses import AddressPolicy, literal
from guidewarden.check.failures import NoAnswer, no_answer
from guidewarden.check.proxies import Proxies, ProxyAddress
from guidewarden.check.resolver import Resolver
from guidewarden.check.sockets import PinnedBackend, StaleConnectionError
from guidewarden.model import ErrorKind

IDLE_HOSTS = 64
"""Hosts whose connections are kept while nothing is asked of them."""

KEPT_CONNECTIONS = 16
"""Connections to one host that are kept; how many there are at once is for budgets to decide."""

KEEP_ALIVE_SECONDS = 15.0

_DEFAULT_PORTS = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """Scheme, host (a name, or an address without brackets) and port."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: ada_url.URL) -> "Origin":
        """Give the origin of a parsed http or https address."""
        scheme = url.protocol.removesuffix(":")
        return cls(scheme, url.hostname.strip("[]"), int(url.port) if url.port else _DEFAULT_PORTS[scheme])

    @property
    def root(self) -> str:
        """The address of its root."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}/"


class _Body(httpx.AsyncByteStream):
    """A response's raw body, with foreign exceptions mapped."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for part in self._response.aiter_stream():
                yield part
        except Exception as error:
            raise no_answer(error) from error

    async def aclose(self) -> None:
        await self._response.aclose()


class HostTransport(httpx.AsyncBaseTransport):
    """Talks to one origin, whose root is ``url``. The only exception that leaves it is `NoAnswer`."""

    def __init__(
        self,
        origin: Origin,
        backend: httpcore.AsyncNetworkBackend,
        context: ssl.SSLContext,
        proxy: ProxyAddress | None = None,
    ) -> None:
        self.url = httpx.URL(origin.root)
        self.lent = 0
        if proxy is None:
            self._pool = httpcore.AsyncConnectionPool(
                ssl_context=context,
                max_connections=None,
                max_keepalive_connections=KEPT_CONNECTIONS,
                keepalive_expiry=KEEP_ALIVE_SECONDS,
                network_backend=backend,
            )
        else:
            self._pool = httpcore.AsyncHTTPProxy(
                proxy_url=proxy.url,
                proxy_auth=proxy.auth,
                ssl_context=context,
                proxy_ssl_context=context if proxy.url.scheme == b"https" else None,
                max_connections=None,
                max_keepalive_connections=KEPT_CONNECTIONS,
                keepalive_expiry=KEEP_ALIVE_SECONDS,
                network_backend=backend,
            )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request without a body and give the answer, its body not yet read.

        ``request.extensions["target"]`` is sent as it is, so that no second parser of addresses changes it.
        """
        extensions = dict(request.extensions)
        core = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=extensions.pop("target", request.url.raw_path),
            ),
            headers=request.headers.raw,
            extensions=extensions,
        )
        try:
            response = await self._send(core)
        except Exception as error:
            raise no_answer(error) from error
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
            request=request,
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()

    async def _send(self, request: httpcore.Request) -> httpcore.Response:
        # A GET may be sent again when a kept connection turns out to be closed (RFC 9110, section 9.2.2).
        for _ in range(KEPT_CONNECTIONS):
            try:
                return await self._pool.handle_async_request(request)
            except StaleConnectionError:
                continue
        return await self._pool.handle_async_request(request)


class Transports:
    """Lends transports by origin; at most `IDLE_HOSTS` of those that nobody uses stay open."""

    def __init__(
        self,
        resolver: Resolver,
        policy: AddressPolicy,
        context: ssl.SSLContext,
        *,
        proxies: Proxies | None = None,
        connect_to: Mapping[str, str] | None = None,
    ) -> None:
        self.backend = PinnedBackend(resolver, policy, connect_to)
        self._proxy_backend = PinnedBackend(resolver, None)
        self._policy = policy
        self._context = context
        self._contexts: dict[Origin, ssl.SSLContext] = {}
        self._proxies = proxies or Proxies({})
        self._open: dict[Origin, HostTransport] = {}
        self._idle: OrderedDict[Origin, HostTransport] = OrderedDict()

    async def prepare(self, origin: Origin) -> None:
        """Look the host up before its budget is used; NoAnswer when it cannot or may not be connected to.

        Only the first request of a host waits for this; each new connection is checked again anyway.
        """
        if origin in self._open:
            return
        if not self.proxied(origin):
            await self.backend.addresses(origin.host, origin.port)
            return
        address = literal(origin.host) or ("127.0.0.1" if _is_localhost(origin.host) else None)
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
        self._idle.pop(origin, None)
        stale = self._open.pop(origin, None)
        if stale is not None and not stale.lent:
            await stale.aclose()

    @asynccontextmanager
    async def lend(self, origin: Origin) -> AsyncIterator[HostTransport]:
        """Lend the origin's transport; the response must be read and closed inside the block."""
        transport = self._open.get(origin)
        if transport is None:
            proxy = self._proxies.proxy_for(origin.scheme, origin.host)
            backend = self._proxy_backend if proxy else self.backend
            transport = HostTransport(origin, backend, self._contexts.get(origin, self._context), proxy)
            self._open[origin] = transport
        self._idle.pop(origin, None)
        transport.lent += 1
        try:
            yield transport
        finally:
            transport.lent -= 1
            if not transport.lent:
                await self._put_aside(origin, transport)

    async def aclose(self) -> None:
        """Close every transport."""
        self._idle.clear()
        while self._open:
            _, transport = self._open.popitem()
            await transport.aclose()

    async def _put_aside(self, origin: Origin, transport: HostTransport) -> None:
        if self._open.get(origin) is not transport:  # replaced by `trust`, or everything was closed
            await transport.aclose()
            return
        self._idle[origin] = transport
        if len(self._idle) > IDLE_HOSTS:
            oldest, transport = self._idle.popitem(last=False)
            del self._open[oldest]
            await transport.aclose()


def _is_localhost(host: str) -> bool:
    name = host.rstrip(".")
    return name == "localhost" or name.endswith(".localhost")
