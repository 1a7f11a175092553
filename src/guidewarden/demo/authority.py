"""A certificate authority for loopback servers: a leaf for any name on demand, sound or flawed on purpose."""

import datetime as dt
import ssl
from collections.abc import Callable
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

_LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_EXPIRED = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
_FAR_OFF = dt.datetime(2120, 1, 1, tzinfo=dt.UTC)
_WITHOUT_NAME = ("localhost", "127.0.0.1", "::1")


class Flaw(StrEnum):
    """What is wrong with a leaf certificate."""

    EXPIRED = "expired"
    WRONG_NAME = "wrong-name"
    SELF_SIGNED = "self-signed"
    INCOMPLETE_CHAIN = "incomplete-chain"


class Authority:
    """Issues certificates by the name a client asks for (SNI); without a name, for the loopback addresses.

    ``flaw_of`` gives the flaw of a name's certificate, None for a sound one; a dictionary's ``get`` will
    do: ``Authority({"old.example": Flaw.EXPIRED}.get)``. It is asked at every handshake, so its answers
    may change. Contexts are cached by name and flaw.

    ``issuer_url`` is where certificates with an incomplete chain say that their issuer's certificate
    (`intermediate_der`) can be fetched, None for nowhere; set it before the first of them is asked for.
    """

    def __init__(
        self,
        flaw_of: Callable[[str], Flaw | None] = lambda _name: None,
        issuer_url: str | None = None,
    ) -> None:
        self.issuer_url = issuer_url
        self._flaw_of = flaw_of
        self._root = trustme.CA()
        self._intermediate = self._root.create_child_ca()
        self._contexts: dict[tuple[str, Flaw | None], ssl.SSLContext] = {}

    def ca_pem(self, path: Path) -> Path:
        """Write the root certificate to ``path`` for clients to trust, and give ``path`` back."""
        path.write_bytes(self._root.cert_pem.bytes())
        return path

    def intermediate_der(self) -> bytes:
        """Give the certificate that incomplete chains leave out, as authorities serve it."""
        certificate = x509.load_pem_x509_certificate(self._intermediate.cert_pem.bytes())
        return certificate.public_bytes(Encoding.DER)

    def client_context(self) -> ssl.SSLContext:
        """Give a new client context that trusts this authority alone."""
        return ssl.create_default_context(cadata=self._root.cert_pem.bytes().decode())

    def server_context(self) -> ssl.SSLContext:
        """Give the context a server listens with; it changes over to the name's own at the handshake."""
        context = self._context("", None)
        context.sni_callback = self._choose
        return context

    def _choose(self, connection: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        if name:
            connection.context = self._context(name, self._flaw_of(name))

    def _context(self, name: str, flaw: Flaw | None) -> ssl.SSLContext:
        key = (name, flaw)
        if key not in self._contexts:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            with trustme.Blob(self._key_and_chain(name, flaw)).tempfile() as path:
                context.load_cert_chain(path)
            self._contexts[key] = context
        return self._contexts[key]

    def _key_and_chain(self, name: str, flaw: Flaw | None) -> bytes:
        names = (name,) if name else _WITHOUT_NAME
        match flaw:
            case None:
                leaf = self._root.issue_cert(*names)
            case Flaw.EXPIRED:
                leaf = self._root.issue_cert(*names, not_before=_LONG_AGO, not_after=_EXPIRED)
            case Flaw.WRONG_NAME:
                leaf = self._root.issue_cert("somebody-else.example")
            case Flaw.INCOMPLETE_CHAIN:
                return _issue(names, self._intermediate, self.issuer_url)
            case Flaw.SELF_SIGNED:
                return _issue(names, None, None)
        return leaf.private_key_and_cert_chain_pem.bytes()


def _issue(
    names: tuple[str, ...],
    issuer: trustme.CA | None,
    issuer_url: str | None,
) -> bytes:
    """Make a key and a certificate without its chain, as PEM. Without an issuer it signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "A loopback server")])
    signer, issuer_name = (key, subject) if issuer is None else _signer(issuer)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_LONG_AGO)
        .not_valid_after(_FAR_OFF)
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    if issuer_url:
        place = x509.UniformResourceIdentifier(issuer_url)
        access = x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, place)
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return private + builder.sign(signer, hashes.SHA256()).public_bytes(Encoding.PEM)


def _signer(issuer: trustme.CA) -> tuple[ec.EllipticCurvePrivateKey, x509.Name]:
    key = load_pem_private_key(issuer.private_key_pem.bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 - trustme's default kind of key
    return key, x509.load_pem_x509_certificate(issuer.cert_pem.bytes()).subject


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
