"""The checker for real networks: puts the room together, and sees to it that no target ends a run."""

import asyncio
import datetime as dt
import os
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from time import monotonic

from msgspec.structs import replace

from guidewarden.check.addresses import AddressPolicy
from guidewarden.check.bodies import ACCEPT_ENCODING
from guidewarden.check.chains import CertificateDoctor
from guidewarden.check.connectivity import any_answers
from guidewarden.check.failures import plain
from guidewarden.check.handles import ask_handle
from guidewarden.check.headers import sent_headers
from guidewarden.check.hosts import HostRules
from guidewarden.check.interface import Sent, Slots
from guidewarden.check.proxies import Proxies
from guidewarden.check.records import Registrar
from guidewarden.check.resolver import Lookup, Resolver, system_lookup
from guidewarden.check.siblings import cousin_address, front_address, sibling_address
from guidewarden.check.tls import usual_context
from guidewarden.check.transport import Transports
from guidewarden.check.walk import Walker, since
from guidewarden.check.wayback import CopyAnswer, ask_archive
from guidewarden.check.whole import WholePage, fetch_whole
from guidewarden.model import (
    Attempt,
    ErrorKind,
    Evidence,
    Failure,
    HandleAnswer,
    Kind,
    RecordAnswer,
    Role,
    Settings,
    Target,
    Work,
)

CONTROL_SECONDS = 5.0
"""How long an address may take to show that this machine is online."""


class _Freely:
    """Slots without a budget, for the one request that each control address sees."""

    @asynccontextmanager
    async def slot(self, host: str) -> AsyncIterator[Sent]:  # noqa: ARG002 - the protocol's signature
        yield lambda: None


class NetworkChecker:
    """Checks targets over the network, for one run and one event loop.

    ``clock`` gives the time in UTC; ``environ`` holds ``SSL_CERT_FILE``, ``SSL_CERT_DIR`` and the proxies;
    ``lookup`` resolves names; ``pause`` is how many seconds a registry in trouble is left alone before it is asked
    for a record again. Raises InputError when the environment names unusable certificates or proxies, or
    lacks a secret that the settings of a host name.
    """

    def __init__(
        self,
        settings: Settings,
        slots: Slots,
        clock: Callable[[], dt.datetime],
        *,
        environ: Mapping[str, str] = os.environ,
        lookup: Lookup = system_lookup,
        pause: float = 1.0,
    ) -> None:
        network = settings.network
        hosts = HostRules(settings, environ)
        self._settings = settings
        self._clock = clock
        self._resolver = Resolver(network.timeout, lookup)
        self._transports = Transports(
            self._resolver,
            AddressPolicy(network.allow),
            usual_context(environ),
            proxies=Proxies(environ),
            connect_to=network.connect_to,
            context_of=hosts.context,
        )
        self._doctor = CertificateDoctor(self._transports.backend, hosts.trusting, clock, network.timeout)
        self._walker = self._make_walker(slots, network.timeout, hosts)
        self._controls: dict[str, asyncio.Task[Attempt]] = {}
        self._registrar = Registrar(
            self._walker, settings.registries, network.contact, clock, monotonic, pause
        )
        usual = HostRules(Settings(), environ)
        self._control = self._make_walker(_Freely(), min(CONTROL_SECONDS, network.timeout), usual)

    async def check(self, target: Target, earlier: Evidence | None = None) -> Evidence:
        """Make one attempt at a target; see `guidewarden.check.interface.Checker`."""
        started = self._clock()
        evidence = earlier or Evidence(target.key, started)
        if target.role is Role.OPAQUE:
            return evidence
        if target.kind is Kind.DOI:
            return await self._check_doi(target, evidence)
        attempt = await self._attempt(target.url, started)
        return replace(evidence, attempts=(*evidence.attempts, attempt))

    async def probe_sibling(self, target: Target, evidence: Evidence) -> Evidence:
        """Ask for a made-up address beside the target, where there is one."""
        return replace(evidence, sibling=await self._control_answer(target, sibling_address(target.url)))

    async def probe_cousin(self, target: Target, evidence: Evidence) -> Evidence:
        """Ask for a made-up address that shares less with the target, where there is one."""
        return replace(evidence, cousin=await self._control_answer(target, cousin_address(target.url)))

    async def probe_front(self, target: Target, evidence: Evidence) -> Evidence:
        """Ask for the front page of the target's site."""
        return replace(evidence, front=await self._control_answer(target, front_address(target.url)))

    async def archived_copy(self, url: str, near: dt.date | None) -> CopyAnswer:
        """Ask the Wayback Machine for its copy of a page nearest to a day; an answer of no use is never an error."""
        try:
            return await ask_archive(self._walker, self._settings.registries.wayback, url, near)
        except Exception:  # noqa: BLE001 - a copy is a courtesy: no oddity of the archive may end a run
            return CopyAnswer(usable=False)

    async def whole_page(self, url: str) -> WholePage:
        """Fetch a page whole, to have its markup read; what a server does is never an error."""
        try:
            return await fetch_whole(self._walker, url)
        except Exception as error:  # noqa: BLE001 - as for targets: one odd page must not lose the others
            return WholePage(url, failure=_internal(error))

    def records(self, dois: Iterable[str]) -> AsyncGenerator[tuple[str, RecordAnswer]]:
        """Give the registries' records of registered DOIs as they come, each by its DOI as given.

        What is not certainly a registry's word is no answer, with a reason; nothing is raised for it. Close the
        iterator to stop asking.
        """
        return self._registrar.records(dois)

    async def search_works(self, query: str) -> tuple[Work, ...] | None:
        """Search Crossref for a citation, the likeliest works first; None when there was no answer of use."""
        return await self._registrar.search(query)

    async def online(self) -> bool:
        """Tell whether any of the control addresses and registries answers, within seconds."""
        registries = self._settings.registries
        return await any_answers(
            self._control,
            (
                *self._settings.network.controls,
                registries.doi,
                registries.crossref,
                registries.datacite,
                registries.wayback,
            ),
        )

    async def controls_answer(self) -> bool | None:
        """Tell whether any of the control addresses answers, within seconds; None when there are none."""
        controls = self._settings.network.controls
        return await any_answers(self._control, controls) if controls else None

    async def aclose(self) -> None:
        """Close every connection and stop waiting for names."""
        for asked in self._controls.values():
            asked.cancel()
        await asyncio.gather(*self._controls.values(), return_exceptions=True)
        await self._transports.aclose()
        await self._resolver.aclose()

    def _make_walker(self, slots: Slots, timeout: float, hosts: HostRules) -> Walker:
        return Walker(
            self._transports,
            slots,
            self._doctor,
            headers=sent_headers(self._settings.network.contact, ACCEPT_ENCODING),
            timeout=timeout,
            clock=self._clock,
            hosts=hosts,
        )

    async def _control_answer(self, target: Target, address: str | None) -> Attempt | None:
        """Ask for a control once a run, however many targets it serves; again only when it gave trouble."""
        if address is None or target.kind is Kind.DOI:
            return None
        asked = self._controls.get(address)
        if asked is None:
            self._controls[address] = asked = asyncio.create_task(self._attempt(address, self._clock()))
        attempt = await asyncio.shield(asked)
        if attempt.status is None or attempt.status >= 500 or attempt.status == 429:
            self._controls.pop(address, None)
        return attempt

    async def _attempt(self, url: str, started: dt.datetime) -> Attempt:
        begin = asyncio.get_running_loop().time()
        try:
            walk = await self._walker.walk(url)
        except Exception as error:  # noqa: BLE001 - one odd address must never end a run
            return Attempt(started, failure=_internal(error), elapsed_ms=since(begin))
        return walk.attempt(started)

    async def _check_doi(self, target: Target, evidence: Evidence) -> Evidence:
        started, begin = self._clock(), asyncio.get_running_loop().time()
        if target.doi is None:
            failure = Failure(ErrorKind.URL_INVALID, "this is not a DOI")
            return replace(evidence, attempts=(*evidence.attempts, Attempt(started, failure=failure)))
        try:
            walks, handle = await ask_handle(self._walker, self._settings.registries.doi, target.doi)
        except Exception as error:  # noqa: BLE001 - as above
            attempt = Attempt(started, failure=_internal(error), elapsed_ms=since(begin))
            return replace(evidence, attempts=(*evidence.attempts, attempt), handle=HandleAnswer(None, None))
        # One attempt a check, so that attempts count tries: the hops of an alias's requests follow each other.
        hops = tuple(hop for walk in walks for hop in walk.hops)
        elapsed_ms = sum(walk.elapsed_ms for walk in walks)
        attempt = replace(walks[-1].attempt(started), hops=hops, elapsed_ms=elapsed_ms)
        return replace(evidence, attempts=(*evidence.attempts, attempt), handle=handle)


def _internal(error: Exception) -> Failure:
    return Failure(ErrorKind.INTERNAL, plain(repr(error)))
