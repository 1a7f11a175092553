"""HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, in either case, from an environment that is passed in.

Behind a proxy it is the proxy that looks names up and connects: what it may reach is then its operator's
policy. Literal private addresses are still refused here.
"""

from base64 import b64encode
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from urllib.parse import unquote

import ada_url
from msgspec import Struct

from guidewarden.check.addresses import literal
from guidewarden.check.origins import Origin
from guidewarden.model import InputError, Problem
from guidewarden.plan.urls import DEFAULT_PORTS


class ProxyAddress(Struct, frozen=True):
    """A proxy: where it is, and the name and password it wants, if any."""

    origin: Origin
    auth: tuple[str, str] | None = None

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """What the proxy wants to be told with each request for it (RFC 7617)."""
        if self.auth is None:
            return []
        return [(b"Proxy-Authorization", b"Basic " + b64encode(":".join(self.auth).encode()))]


class Proxies:
    """Knows which proxy leads to a host, by what ``environ`` says. Raises InputError for an unusable one."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        everything = _read(environ, "all_proxy")
        self._by_scheme = {
            scheme: _read(environ, f"{scheme}_proxy") or everything for scheme in ("http", "https")
        }
        listed = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
        self._direct = [entry.strip().lower() for entry in listed.split(",") if entry.strip()]

    def proxy_for(self, scheme: str, host: str) -> ProxyAddress | None:
        """Give the proxy for a host of this scheme, None to connect directly."""
        if any(_matches(entry, host) for entry in self._direct):
            return None
        return self._by_scheme.get(scheme)


def _read(environ: Mapping[str, str], name: str) -> ProxyAddress | None:
    written = environ.get(name) or environ.get(name.upper())
    if not written:
        return None
    try:
        url = ada_url.URL(written if "://" in written else f"http://{written}")
    except ValueError:
        raise InputError([Problem(name.upper(), 0, 0, "is not the address of a proxy")]) from None
    scheme = url.protocol.rstrip(":")
    if scheme not in DEFAULT_PORTS:
        raise InputError([Problem(name.upper(), 0, 0, f"proxies of the kind {scheme} are not supported")])
    auth = (unquote(url.username), unquote(url.password)) if url.username else None
    return ProxyAddress(Origin.of(url), auth)


def _matches(entry: str, host: str) -> bool:
    """Tell whether an entry of NO_PROXY covers a host: ``*``, a name and all below it, an address, a network."""
    if entry == "*":
        return True
    address = literal(host)
    if address is not None:
        try:
            return ip_address(address) in ip_network(entry.strip("[]"), strict=False)
        except ValueError:
            return False
    name = entry.removeprefix("*").removeprefix(".")
    return host == name or host.endswith("." + name)
