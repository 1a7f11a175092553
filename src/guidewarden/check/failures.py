"""One map from what sockets, TLS and HTTP raise to what evidence says.

    Exception
    └── httpx.HTTPError
        └── httpx.TransportError
            └── NoAnswer            the only exception that leaves a transport of this room

What is told apart, and by what:

    socket.gaierror                 dns-no-such-host (EAI_NONAME), otherwise dns-temporary
    ssl.SSLCertVerificationError    tls-expired (10), tls-wrong-name (62, 64), tls-self-signed (18), otherwise tls-other
    ssl.SSLError                    tls-other
    OSError                         by errno: connect-refused, connect-timeout, unreachable, reset, internal-error
    anything else                   internal-error

A chain that ends in an unknown root (19), or lacks an issuer (20, 21), may be our own store's fault, or that
of a network that opens TLS; it is ``tls-other``. The numbers are OpenSSL's X509_V_ERR codes.
"""

import errno
import socket
import ssl

import httpx

from guidewarden.model import ErrorKind, Failure

ISSUER_MISSING = frozenset({20, 21})
"""Verify codes of a chain whose next certificate was neither sent nor known."""

_VERIFY_CODES = {
    10: ErrorKind.TLS_EXPIRED,
    18: ErrorKind.TLS_SELF_SIGNED,
    62: ErrorKind.TLS_WRONG_NAME,
    64: ErrorKind.TLS_WRONG_NAME,
}

_ERRNOS = {
    errno.ECONNREFUSED: ErrorKind.CONNECT_REFUSED,
    errno.ETIMEDOUT: ErrorKind.CONNECT_TIMEOUT,
    errno.EHOSTUNREACH: ErrorKind.UNREACHABLE,
    errno.ENETUNREACH: ErrorKind.UNREACHABLE,
    errno.EHOSTDOWN: ErrorKind.UNREACHABLE,
    errno.ENETDOWN: ErrorKind.UNREACHABLE,
    errno.EACCES: ErrorKind.UNREACHABLE,
    errno.EPERM: ErrorKind.UNREACHABLE,
    errno.EADDRNOTAVAIL: ErrorKind.UNREACHABLE,
    # This machine ran out of something: that says nothing about the site.
    errno.EMFILE: ErrorKind.INTERNAL,
    errno.ENFILE: ErrorKind.INTERNAL,
    errno.ENOBUFS: ErrorKind.INTERNAL,
    errno.ENOMEM: ErrorKind.INTERNAL,
}

_MESSAGE_LIMIT = 300


class NoAnswer(httpx.TransportError):
    """A request got no answer: ``failure`` says why, ``verify_code`` which check a certificate failed."""

    def __init__(self, kind: ErrorKind, message: str = "", verify_code: int | None = None) -> None:
        self.failure = Failure(kind, plain(message))
        self.verify_code = verify_code
        super().__init__(self.failure.message or kind.value)


def plain(message: str) -> str:
    """Make a foreign message one short line without control characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in message).split())
    return line if len(line) <= _MESSAGE_LIMIT else line[: _MESSAGE_LIMIT - 1] + "…"


def no_answer(error: Exception) -> NoAnswer:
    """Map a foreign exception by the table above; a `NoAnswer` is given back as it is."""
    if isinstance(error, NoAnswer):
        return error
    if isinstance(error, ssl.SSLCertVerificationError):
        kind = _VERIFY_CODES.get(error.verify_code, ErrorKind.TLS_OTHER)
        return NoAnswer(kind, error.verify_message or str(error), error.verify_code)
    return NoAnswer(_kind(error), _words(error))


def _kind(error: Exception) -> ErrorKind:
    if isinstance(error, socket.gaierror):
        missing = error.errno == socket.EAI_NONAME
        return ErrorKind.DNS_NO_SUCH_HOST if missing else ErrorKind.DNS_TEMPORARY
    if isinstance(error, ssl.SSLError):
        return ErrorKind.TLS_OTHER
    if isinstance(error, OSError):
        return _ERRNOS.get(error.errno or 0, ErrorKind.RESET)
    return ErrorKind.INTERNAL


def _words(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return repr(error)
