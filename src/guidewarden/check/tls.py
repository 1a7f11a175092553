"""What is trusted, and what a certificate says. One context is built a run: it costs 20 ms and more."""

import datetime as dt
import functools
import os
import ssl
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import certifi

from guidewarden.model import Certificate, InputError, Problem

if TYPE_CHECKING:
    from cryptography import x509  # Loaded where a certificate is read: it takes 40 ms.

_LEGACY_SERVER_CONNECT = 0x4
"""OpenSSL's SSL_OP_LEGACY_SERVER_CONNECT; `ssl` names it from Python 3.12 on."""


def trusting_context(
    environ: Mapping[str, str], also: "Iterable[x509.Certificate]" = (), *, anchors: str | None = None
) -> ssl.SSLContext:
    """Build a verifying context as lenient as browsers are about old servers.

    ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` replace the built-in authorities: the system's and Mozilla's.
    ``also`` adds certificates for completing chains; they are trusted only when they lead to an authority.
    ``anchors`` is a PEM file whose certificates are trusted as they are. Raises InputError when a named file or
    folder cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    file, folder = environ.get("SSL_CERT_FILE") or None, environ.get("SSL_CERT_DIR") or None
    if file or folder:
        _load(context, file, folder)
    else:
        context.load_default_certs()
        context.load_verify_locations(certifi.where())
    pem = "".join(map(_pem, also))
    if pem:
        context.load_verify_locations(cadata=pem)
    # Python 3.13 turns both on. Browsers are not strict about extensions, and a chain must end in an authority.
    context.verify_flags &= ~(ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN)
    if anchors:
        _load(context, anchors, None, named="hosts: certificate")
        if not pem:  # Certificates that only complete a chain must not become ends of one.
            context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return _lenient(context)


def usual_context(environ: Mapping[str, str]) -> Callable[[], ssl.SSLContext]:
    """Give what builds the context for all hosts when it is first needed, and the same one from then on.

    What ``environ`` names is loaded at once, so that its InputError comes before anything is asked.
    """
    named = {name: path for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if (path := environ.get(name))}
    if not named:
        return functools.cache(lambda: trusting_context(environ))
    context = _named_context(*((name, path, _changed(path)) for name, path in named.items()))
    return lambda: context


@functools.lru_cache(maxsize=1)
def _named_context(*named: tuple[str, str, int]) -> ssl.SSLContext:
    """Build a context once for all that ask during a run; it is built anew when what is named has changed."""
    return trusting_context({name: path for name, path, _ in named})


def _changed(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0


def unverifying_context() -> ssl.SSLContext:
    """Build a context for looking at a certificate that failed; nothing is ever asked over it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return _lenient(context)


def certificate_of(connection: ssl.SSLObject | None) -> Certificate | None:
    """Give the facts of the leaf certificate a verified connection was made with, None for a plain one."""
    der = connection.getpeercert(binary_form=True) if connection else None
    if not der:
        return None
    from cryptography import x509  # noqa: PLC0415

    try:
        return facts_of(x509.load_der_x509_certificate(der))
    except ValueError:  # OpenSSL accepts some that are too odd to be read here.
        return None


def facts_of(certificate: "x509.Certificate") -> Certificate:
    """Give subject and issuer by their common names, else their organisations, and the end in UTC."""
    return Certificate(
        _short(certificate.subject),
        _short(certificate.issuer),
        certificate.not_valid_after_utc.astimezone(dt.UTC),
    )


def _short(name: "x509.Name") -> str:
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    for wanted in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(wanted):
            return str(attribute.value)[:200]
    return name.rfc4514_string()[:200]


def _pem(certificate: "x509.Certificate") -> str:
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    return certificate.public_bytes(Encoding.PEM).decode()


def _lenient(context: ssl.SSLContext) -> ssl.SSLContext:
    """Accept the ciphers and the renegotiation of old servers, as browsers do; TLS 1.2 at least, as they do.

    Nothing secret travels here, while a refusal would call a site broken that every reader can open.
    """
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("DEFAULT:@SECLEVEL=1")
    context.options |= _LEGACY_SERVER_CONNECT
    context.set_alpn_protocols(["http/1.1"])
    return context


def _load(
    context: ssl.SSLContext, file: str | None, folder: str | None, *, named: str = "SSL_CERT_FILE"
) -> None:
    for variable, path, usable in (
        (named, file, Path.is_file),
        ("SSL_CERT_DIR", folder, Path.is_dir),
    ):
        if path and not usable(Path(path)):
            raise InputError(
                [Problem(os.fspath(path), 0, 0, f"{variable} names this, and it cannot be read")]
            )
    try:
        context.load_verify_locations(file, folder)
    except OSError as error:
        raise InputError(
            [Problem(file or folder or "", 0, 0, f"holds no usable certificates: {error}")]
        ) from error
