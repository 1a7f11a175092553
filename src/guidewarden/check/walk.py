"""From one address to where it leads: requests, redirects and refreshes, one hop at a time.

GET decides, always: servers refuse, mistake or hang on HEAD. Each hop is one request, made within a slot of
its own host, and bounded in bytes and seconds.
"""

import asyncio
import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial

import httpx
from msgspec import Struct, field
from msgspec.structs import replace

from guidewarden.check.addressing import Address, location_text, read_address
from guidewarden.check.bodies import BODY_LIMIT, FILE_LIMIT, Body, read_body
from guidewarden.check.chains import CertificateDoctor
from guidewarden.check.company import Company
from guidewarden.check.cookies import CookieJar
from guidewarden.check.failures import NoAnswer
from guidewarden.check.headers import decoded, kept_headers
from guidewarden.check.hosts import HostRules
from guidewarden.check.http1 import Headers, StaleConnectionError
from guidewarden.check.interface import Sent, Slots
from guidewarden.check.origins import Origin
from guidewarden.check.pages import is_text, read_page, refresh_target
from guidewarden.check.robots import Robots
from guidewarden.check.transport import HostTransport, Transports
from guidewarden.model import Attempt, Certificate, ErrorKind, Failure, Hop, HopVia, Page

MAX_HOPS = 20
"""Redirects followed, as in browsers (Fetch Standard, HTTP-redirect fetch)."""

VISITS = 2
"""How often one address is asked for with the same cookies: some servers count visits, and let the second in."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ROBOTS_REDIRECTS = 5  # RFC 9309, section 2.3.1.2
_HEAD_TROUBLE = frozenset({ErrorKind.TIMEOUT, ErrorKind.RESET, ErrorKind.PROTOCOL})
_NO_BODY = httpx.ByteStream(b"")
_SOMEWHERE = httpx.URL("http://host/")
"""Where requests go is for their transport and their ``target`` to say: a second parser's reading would only cost."""
_DRAINED = 16 * 1024
"""Bytes of a redirect's body worth reading so that its connection can be used again."""


class Answer(Struct, frozen=True):
    """One answer: raw headers, what was read of its body, the certificate it came with, and the seconds it took.

    How long it had to be waited for before it could be asked for is no part of these.
    """

    status: int
    headers: Headers
    body: Body
    certificate: Certificate | None = None
    elapsed: float = 0.0

    def header(self, name: bytes) -> bytes:
        """Give the first header of this lower-case name, empty when there is none."""
        return _first(self.headers, name)

    @property
    def content_type(self) -> str:
        """The Content-Type header."""
        return decoded(self.header(b"content-type"))


class Walk(Struct):
    """What was seen on the way; ``answer`` is the last one, ``repaired`` tells of a chain that was completed."""

    hops: list[Hop] = field(default_factory=list)
    answer: Answer | None = None
    page: Page | None = None
    failure: Failure | None = None
    certificate: Certificate | None = None
    repaired: bool = False

    @property
    def elapsed_ms(self) -> int:
        """How long its requests took together: neither waiting for their turn nor for other pages counts."""
        return sum(hop.elapsed_ms for hop in self.hops)

    def attempt(self, started: dt.datetime) -> Attempt:
        """Make it an attempt. A page behind an incomplete chain keeps both: the page, and that as its failure."""
        failure = self.failure
        if failure is None and self.repaired and self.answer is not None and self.answer.status < 300:
            failure = Failure(ErrorKind.TLS_INCOMPLETE_CHAIN, "the server leaves out part of its certificate")
        return Attempt(started, tuple(self.hops), self.page, failure, self.certificate, self.elapsed_ms)


class Walker:
    """Walks from addresses to pages. ``timeout`` is seconds, for connecting and for each read."""

    def __init__(
        self,
        transports: Transports,
        slots: Slots,
        doctor: CertificateDoctor,
        *,
        headers: list[tuple[str, str]],
        timeout: float,
        clock: Callable[[], dt.datetime],
        hosts: HostRules,
    ) -> None:
        self._transports = transports
        self._slots = slots
        self._doctor = doctor
        self._headers = [(name.encode(), value.encode("utf-8")) for name, value in headers]
        self._timeout = timeout
        self._clock = clock
        self._hosts = hosts
        self._robots = Robots(self._fetch_robots)
        self._company = Company()

    async def walk(self, start: str) -> Walk:
        """Follow an address to its end. What goes wrong is in the walk's ``failure``; nothing is raised for it."""
        walk = Walk()
        self._company.join()
        try:
            await self._follow(walk, read_address(start))
        except NoAnswer as error:
            walk.failure = error.failure
        finally:
            self._company.leave()
        return walk

    async def _follow(self, walk: Walk, start: Address) -> None:
        here: Address | None = start
        via = HopVia.START
        jar = CookieJar()
        seen: dict[tuple[str, str], int] = {}
        while here is not None:
            cookie = jar.header(here.href)
            visit = (here.bare, cookie)
            if via is HopVia.META_REFRESH and visit in seen:
                return  # A page that shows itself again, such as a picture show, is there.
            if seen.get(visit) == VISITS:
                raise NoAnswer(ErrorKind.REDIRECT_LOOP, "it redirects in a circle")
            if len(walk.hops) > MAX_HOPS:
                raise NoAnswer(ErrorKind.TOO_MANY_HOPS, f"more than {MAX_HOPS} redirects")
            seen[visit] = seen.get(visit, 0) + 1
            if self._hosts.find(here.origin.host).robots:
                await self._robots.allow(here.origin, here.target)
            walk.answer = answer = await self._hop(walk, here, via, cookie, own=_is_own(start, here))
            if lines := [value for name, value in answer.headers if name == b"set-cookie"]:
                jar.store(here.href, [line.decode("latin-1") for line in lines], self._clock())
            if answer.body.data:
                await self._company.gather()
            here, via = self._next(walk, here, answer)

    def _next(self, walk: Walk, here: Address, answer: Answer) -> tuple[Address | None, HopVia]:
        """Tell where an answer sends its reader, and how; read its page when it sends nowhere by a header."""
        location = answer.header(b"location").strip()
        if answer.status in _REDIRECTS and location:
            return _redirected(location, here), HopVia.REDIRECT
        walk.page = read_page(
            answer.body.data,
            answer.content_type,
            url=here.href,
            truncated=answer.body.truncated,
            with_identifiers=bool(here.fragment),
        )
        target = walk.page.refresh_url
        if refresh := answer.header(b"refresh"):
            target = refresh_target(location_text(refresh), here.href) or target
        if target is None or not 200 <= answer.status < 300 or target.partition("#")[0] == here.bare:
            return None, HopVia.META_REFRESH
        try:
            return read_address(target, here), HopVia.META_REFRESH
        except NoAnswer:
            return None, HopVia.META_REFRESH  # To an app, say: the page itself stays.

    async def _hop(self, walk: Walk, here: Address, via: HopVia, cookie: str, *, own: bool) -> Answer:
        """Make one hop and note it, whatever comes of it."""
        begin = asyncio.get_running_loop().time()
        walk.page = walk.certificate = None
        try:
            answer = await self._ask_repairing(walk, here, cookie, own=own)
        except NoAnswer:
            walk.hops.append(Hop(here.href, via, elapsed_ms=since(begin)))
            raise
        walk.certificate = answer.certificate
        walk.repaired = walk.repaired or self._transports.mended(here.origin)
        walk.hops.append(
            Hop(here.href, via, answer.status, kept_headers(answer.headers), round(answer.elapsed * 1000))
        )
        return answer

    async def _ask_repairing(self, walk: Walk, here: Address, cookie: str, *, own: bool) -> Answer:
        """Ask; when the certificate fails, take a second look at it, and ask again if its chain was completed."""
        try:
            return await self._ask_as_set(here, cookie, own=own)
        except NoAnswer as error:
            if error.verify_code is None or self._transports.proxied(here.origin):
                raise
            async with self._slots.slot(here.name):
                look = await self._doctor.look(here.origin, error)
        look = await self._doctor.complete(here.origin, look, self.fetch)
        walk.certificate = look.certificate
        failed = NoAnswer(look.failure.kind, look.failure.message)
        if look.context is None:
            raise failed
        await self._transports.trust(here.origin, look.context)
        try:
            return await self._ask_as_set(here, cookie, own=own)
        except NoAnswer as error:
            if error.verify_code is None:
                raise
            raise failed from error

    async def _ask_as_set(self, here: Address, cookie: str, *, own: bool) -> Answer:
        """Ask with the method of the host, and its headers where the address is the link's ``own``.

        A HEAD that brings no good answer says nothing: GET decides.
        """
        ways = self._hosts.find(here.origin.host)
        headers = ways.headers if own else ()
        if ways.method == "HEAD":
            try:
                answer = await self.ask(here, cookie, method="HEAD", extra=headers)
                if answer.status < 400:
                    return replace(answer, body=Body(truncated=True))  # Unread, not empty.
            except NoAnswer as error:
                if error.failure.kind not in _HEAD_TROUBLE:
                    raise
        return await self.ask(here, cookie, extra=headers)

    async def _fetch_robots(self, origin: Origin) -> tuple[int, bytes]:
        """Fetch an origin's robots.txt, by way of a few redirects; NoAnswer when none comes."""
        start = here = read_address(f"{origin.root}robots.txt")
        for _ in range(_ROBOTS_REDIRECTS):
            headers = self._hosts.find(origin.host).headers if _is_own(start, here) else ()
            answer = await self.ask(here, whole=FILE_LIMIT, extra=headers)
            location = answer.header(b"location").strip()
            if answer.status not in _REDIRECTS or not location:
                return answer.status, answer.body.data
            here = _redirected(location, here)
        return 404, b""

    async def fetch(self, url: str) -> bytes | None:
        """Fetch a small file of any type, without redirects; None when there is none."""
        try:
            answer = await self.ask(read_address(url), whole=FILE_LIMIT)
        except NoAnswer:
            return None
        return answer.body.data if answer.status == 200 and not answer.body.truncated else None

    async def question(self, url: str, accept: str, limit: int) -> Answer:
        """Put one question to an API and read its answer whole, up to ``limit`` bytes; NoAnswer when none came.

        Redirects are not followed: an API's pace counts single requests.
        """
        address = read_address(url)
        own = self._hosts.find(address.origin.host).headers
        return await self.ask(address, whole=limit, extra=(("Accept", accept), *own))

    async def ask(
        self,
        address: Address,
        cookie: str = "",
        *,
        whole: int | None = None,
        method: str = "GET",
        extra: Iterable[tuple[str, str]] = (),
    ) -> Answer:
        """Make one request within a slot of its host, and read what is worth reading; NoAnswer when none came.

        ``whole`` reads bodies that are not text, too, up to so many bytes; ``extra`` headers replace the usual ones.
        """
        headers = self._request_headers(address, cookie, extra)
        await self._transports.prepare(address.origin)
        try:
            return await self._exchange(address, method, headers, whole=whole)
        except StaleConnectionError:
            return await self._exchange(address, method, headers, whole=whole, afresh=True)

    async def _exchange(
        self,
        address: Address,
        method: str,
        headers: Headers,
        *,
        whole: int | None,
        afresh: bool = False,
    ) -> Answer:
        """Send one request and read its answer, while a slot of its host is held."""
        origin = address.origin
        seconds = self._hosts.find(origin.host).timeout or self._timeout
        clock = asyncio.get_running_loop().time
        async with self._slots.slot(address.name) as sent:
            begin = clock()
            transport = self._transports.lend(origin)
            try:
                response = await self._send(transport, address, method, headers, seconds, sent, afresh=afresh)
                try:
                    answered = response.headers.raw
                    body = await self._read(response, answered, seconds, whole=whole)
                    certificate = None
                    if origin.scheme == "https":
                        certificate = response.extensions["connection"].stream.get_extra_info("certificate")
                finally:
                    await transport.take_back(response.extensions["connection"])
            finally:
                await self._transports.take_back(origin, transport)
            elapsed = clock() - begin
        return Answer(response.status_code, answered, body, certificate, elapsed)

    async def _send(
        self,
        transport: HostTransport,
        address: Address,
        method: str,
        headers: Headers,
        seconds: float,
        sent: Sent,
        *,
        afresh: bool,
    ) -> httpx.Response:
        request = httpx.Request(
            method,
            _SOMEWHERE,
            headers=headers,
            stream=_NO_BODY,
            extensions={
                # A name's last dot is not part of what its certificate is for.
                "sni_hostname": address.origin.host.rstrip("."),
                "target": address.target.encode("ascii"),
                "sent": sent,
                "afresh": afresh,
                "timeout": {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds},
            },
        )
        return await transport.handle_async_request(request)

    def _request_headers(self, address: Address, cookie: str, extra: Iterable[tuple[str, str]]) -> Headers:
        """Put the headers of a request together: extra ones replace usual ones, and cookies share one header."""
        own = {name.lower(): (name, value) for name, value in extra}
        cookies = [cookie.encode("latin-1"), own.pop("cookie", ("", ""))[1].encode("utf-8")]
        headers = [(b"Host", address.shown.encode()), *self._headers]
        if own:
            headers = [header for header in headers if header[0].decode().lower() not in own]
        headers += [(name.encode(), value.encode("utf-8")) for name, value in own.values()]
        if any(cookies):
            headers.append((b"Cookie", b"; ".join(filter(None, cookies))))
        return headers

    async def _read(
        self, response: httpx.Response, headers: Headers, seconds: float, *, whole: int | None
    ) -> Body:
        seconds *= 2
        length = _first(headers, b"content-length").decode("latin-1")
        encoding = b", ".join(value for name, value in headers if name == b"content-encoding")
        read = partial(read_body, response.extensions["connection"].part, encoding.decode("latin-1"))
        if response.status_code in _REDIRECTS and _first(headers, b"location"):
            if length.isdecimal() and int(length[:9]) <= _DRAINED:
                return await read(limit=_DRAINED, seconds=min(1.0, seconds))
            return Body(truncated=True)
        if whole is not None:
            return await read(limit=whole, seconds=seconds)
        if is_text(decoded(_first(headers, b"content-type"))):
            return await read(limit=BODY_LIMIT, seconds=seconds)
        return Body(truncated=length != "0")


def _first(headers: Headers, name: bytes) -> bytes:
    """Give the first header of a lower-case name, empty when there is none."""
    for each, value in headers:
        if each == name:
            return value
    return b""


def _is_own(start: Address, here: Address) -> bool:
    """Tell whether an address is of the origin that the link names, or that origin's secure twin.

    A site's own headers are for it alone: redirects carry them nowhere else.
    """
    if here.origin == start.origin:
        return True
    host = start.origin.host
    return start.origin == Origin("http", host, 80) and here.origin == Origin("https", host, 443)


def _redirected(location: bytes, here: Address) -> Address:
    try:
        return read_address(location_text(location), here)
    except NoAnswer as error:
        if error.failure.kind is ErrorKind.URL_INVALID:
            # The address that was asked for is sound; it is the server's answer that is not.
            raise NoAnswer(ErrorKind.PROTOCOL, "it redirects to an address that cannot be read") from None
        raise


def since(begin: float) -> int:
    """Give the whole milliseconds since a moment of the loop's clock."""
    return round((asyncio.get_running_loop().time() - begin) * 1000)
