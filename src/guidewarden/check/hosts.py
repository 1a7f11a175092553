"""How each host is asked, by the settings: headers, method, patience, trust. Secrets come from the environment."""

import re
import ssl
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from guidewarden.check.tls import trusting_context
from guidewarden.model import HostSettings, HostTable, InputError, Problem, Settings
from guidewarden.model.hosts import reference

if TYPE_CHECKING:
    from cryptography import x509

_SENDABLE = re.compile(r"[!-~](?:[ -~]*[!-~])?")


class HostWays(Struct, frozen=True):
    """How one host is asked. ``timeout`` is seconds, None where it is as for all."""

    headers: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    timeout: float | None = None
    robots: bool = False


class HostRules:
    """The ways of every host, and whom each is trusted by.

    Raises InputError when a secret is not in the environment, or a certificate's file is of no use.
    """

    def __init__(self, settings: Settings, environ: Mapping[str, str]) -> None:
        problems: list[Problem] = []
        self._environ = environ
        self._table = HostTable(settings.hosts)
        self._usual = HostWays()
        self._ways: dict[str, HostWays] = {}
        for pattern, host in settings.hosts.items():
            missing = list(_missing(pattern, host, settings, environ))
            problems += missing
            if not missing:
                self._ways[pattern] = HostWays(
                    _headers(host, environ), host.method, host.timeout, host.robots
                )
        if problems:
            raise InputError(sorted(problems))
        self._contexts = {
            pattern: self._trusting(host, ()) for pattern, host in settings.hosts.items() if host.certificate
        }

    def find(self, host: str) -> HostWays:
        """Give the ways of a host; the usual ones where no pattern matches."""
        pattern = self._table.pattern(host)
        return self._usual if pattern is None else self._ways[pattern]

    def context(self, host: str) -> ssl.SSLContext | None:
        """Give whom a host is trusted by where a certificate of its own is in the settings."""
        pattern = self._table.pattern(host)
        return None if pattern is None else self._contexts.get(pattern)

    def trusting(self, host: str, also: "Iterable[x509.Certificate]") -> ssl.SSLContext:
        """Build a context for a host that knows these certificates too, for completing its chain."""
        return self._trusting(self._table.find(host), also)

    def _trusting(self, host: HostSettings, also: "Iterable[x509.Certificate]") -> ssl.SSLContext:
        return trusting_context(self._environ, also, anchors=host.certificate)


def _headers(host: HostSettings, environ: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    values = ((header, value, reference(value)) for header, value in host.headers.items())
    return tuple((header, environ[name].strip() if name else value) for header, value, name in values)


def _missing(
    pattern: str, host: HostSettings, settings: Settings, environ: Mapping[str, str]
) -> Iterator[Problem]:
    """Tell which headers have no value; what stands in the environment is never told."""
    span = settings.place(settings.host_route(pattern))
    for header, value in host.headers.items():
        name = reference(value)
        found = environ.get(name, "").strip() if name else value
        if not found:
            message = f"`{header}` needs the environment variable {name}, which is not set; set it where guidewarden runs"
        elif not _SENDABLE.fullmatch(found):
            message = f"`{header}`: what the environment variable {name} holds is not one line of plain text"
        else:
            continue
        yield Problem(span.path, span.line, span.column, f"hosts, {pattern}: {message}")
