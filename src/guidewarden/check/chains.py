"""A second look at a certificate that failed: what it says, and whether its chain can be completed.

Many servers leave out an intermediate certificate. Browsers fetch it from the address the leaf names
(RFC 5280, section 4.2.2.1, "caIssuers"), so readers never notice; OpenSSL does not.
"""

import asyncio
import datetime as dt
import ssl
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from guidewarden.check.failures import ISSUER_MISSING, NoAnswer
from guidewarden.check.origins import Origin
from guidewarden.check.sockets import PinnedBackend
from guidewarden.check.tls import facts_of, unverifying_context
from guidewarden.model import Certificate, ErrorKind, Failure

if TYPE_CHECKING:
    from cryptography import x509  # Loaded where a certificate is read: it takes 40 ms.

LONGEST_CHAIN = 4

Fetch = Callable[[str], Awaitable[bytes | None]]
"""Fetches a certificate from an http address; None when there is no answer."""


class SecondLook(Struct, frozen=True):
    """What a second look found: the failure as it should be told, and the facts of the leaf.

    ``leaf`` is set when its chain may be completed, ``context`` when it was.
    """

    failure: Failure
    certificate: Certificate | None = None
    leaf: "x509.Certificate | None" = None
    context: ssl.SSLContext | None = None


class CertificateDoctor:
    """Takes second looks, one an origin and run. Nothing a server shows makes it raise.

    ``trusting`` builds a context for a host that knows more certificates.
    """

    def __init__(
        self,
        backend: PinnedBackend,
        trusting: "Callable[[str, list[x509.Certificate]], ssl.SSLContext]",
        clock: Callable[[], dt.datetime],
        timeout: float,
    ) -> None:
        self._backend = backend
        self._trusting = trusting
        self._clock = clock
        self._timeout = timeout
        self._looking = unverifying_context()
        self._seen: dict[Origin, SecondLook] = {}

    async def look(self, origin: Origin, error: NoAnswer) -> SecondLook:
        """Say what is wrong with an origin's certificate, given how its verification failed."""
        if origin not in self._seen:
            try:
                self._seen[origin] = self._read(await self._leaf(origin), error)
            except (NoAnswer, ValueError):  # ValueError: a certificate too odd to read
                return SecondLook(Failure(ErrorKind.TLS_OTHER, error.failure.message))
        return self._seen[origin]

    async def complete(self, origin: Origin, look: SecondLook, fetch: Fetch) -> SecondLook:
        """Fetch the certificates that were left out; ``context`` knows them afterwards, if there were any."""
        if look.leaf is None or look.context is not None:
            return look
        try:
            issuers = await _issuers(look.leaf, fetch)
        except ValueError:
            issuers = []
        context = await asyncio.to_thread(self._trusting, origin.host, issuers) if issuers else None
        self._seen[origin] = SecondLook(look.failure, look.certificate, context=context)
        return self._seen[origin]

    def _read(self, leaf: "x509.Certificate", error: NoAnswer) -> SecondLook:
        facts = facts_of(leaf)
        if error.failure.kind is ErrorKind.TLS_EXPIRED and facts.not_after > self._clock():
            # Something above it has expired, for which browsers often know a way around.
            words = "a certificate above the site's own has expired"
            return SecondLook(Failure(ErrorKind.TLS_OTHER, words), facts)
        return SecondLook(error.failure, facts, leaf if error.verify_code in ISSUER_MISSING else None)

    async def _leaf(self, origin: Origin) -> "x509.Certificate":
        stream = await self._backend.connect(origin.host, origin.port, self._timeout)
        secure = await stream.start_tls(self._looking, origin.host.rstrip("."), self._timeout)
        try:
            der: bytes = secure.get_extra_info("ssl_object").getpeercert(binary_form=True) or b""
        finally:
            await secure.aclose()
        from cryptography import x509  # noqa: PLC0415

        return x509.load_der_x509_certificate(der)


async def _issuers(leaf: "x509.Certificate", fetch: Fetch) -> "list[x509.Certificate]":
    """Fetch the certificates between a leaf and its authority, as far as they are named.

    Self-signed ones are left out: an authority is trusted because we know it, never because a server names it.
    """
    found: list[x509.Certificate] = []
    current = leaf
    while len(found) < LONGEST_CHAIN:
        issuer = await _issuer(current, fetch)
        if issuer is None or issuer.issuer == issuer.subject:
            break
        found.append(issuer)
        current = issuer
    return found


async def _issuer(certificate: "x509.Certificate", fetch: Fetch) -> "x509.Certificate | None":
    for address in _issuer_addresses(certificate)[:2]:
        data = await fetch(address)
        for candidate in _read(data) if data else []:
            if candidate.subject == certificate.issuer:
                return candidate
    return None


def _issuer_addresses(certificate: "x509.Certificate") -> list[str]:
    from cryptography import x509  # noqa: PLC0415
    from cryptography.x509.oid import AuthorityInformationAccessOID  # noqa: PLC0415

    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    addresses = [
        str(description.access_location.value)
        for description in access
        if description.access_method == AuthorityInformationAccessOID.CA_ISSUERS
    ]
    return [address for address in addresses if address.startswith("http://")]


def _read(data: bytes) -> "list[x509.Certificate]":
    """Read what authorities serve: one certificate in DER or PEM, or a bundle of them (PKCS #7)."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import pkcs7  # noqa: PLC0415

    readers: tuple[Callable[[bytes], list[x509.Certificate]], ...] = (
        lambda der: [x509.load_der_x509_certificate(der)],
        pkcs7.load_der_pkcs7_certificates,
        x509.load_pem_x509_certificates,
    )
    for reader in readers:
        try:
            return reader(data)
        except (ValueError, UnsupportedAlgorithm):
            continue
    return []
