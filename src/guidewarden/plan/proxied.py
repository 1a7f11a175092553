"""Links that lead through a library's proxy: what they lead to, and what is wrong with the way.

The forms are those of EZproxy (``login?url=``, ``login?qurl=``, host names rewritten with dots or hyphens),
of the OpenAthens redirector, and of WAM (``0-www.jstor.org.lib.example.edu``). Some addresses hide their target
(OpenAthens sessions, EZproxy's starting-point labels, WebVPN): those are *opaque*.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from guidewarden.model import Proxy
from guidewarden.plan.proxy_hosts import Rewritten, dressed_host, has_suffix, looks_like_proxy, parse_host
from guidewarden.plan.urls import DEFAULT_PORTS, WebAddress, host_of, parse, trim

MOST_LAYERS = 8
"""Proxies inside each other that are taken off; nobody writes more than two, and then by mistake."""

_LINE_BREAKS = str.maketrans("", "", "\t\n\r")
_WEB = re.compile(r"https?(?P<colon>:|%3a)(?P<slashes>(?:/|%2f){2})", re.IGNORECASE)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_AUTHORITY = re.compile(r"https?:[/\\]*[^/\\?#]*", re.IGNORECASE)
_REDIRECTOR = re.compile(r"/redirector/(?P<organisation>[^/]+)/?")
_LABEL = re.compile(r"/login/[^/]+/?")
# "77726476706e69737468656265737421" and its like: the host and its key, in hexadecimal digits.
_WEBVPN = re.compile(r"/(?:https?|ftp|wss?)(?:-\d+)?/[0-9a-f]{32,}(?:/|$)|/\+CSCO\+", re.IGNORECASE)
# One of these stands in every proxied address but WebVPN's, those of WAM, which begin with a digit, and those that the
# settings tell of.
_TRACES = ("proxy", "ezp", ".idm.oclc.org", "openathens", "/login", "/connect")
_OPENATHENS_LOGIN = "login.openathens.net"
_OPENATHENS_REDIRECTOR = "go.openathens.net"


class ProxyForm(StrEnum):
    """How an address says where it leads."""

    LOGIN_URL = "login-url"
    """``login?url=``: everything after it is the target, unencoded."""
    LOGIN_QURL = "login-qurl"
    """``login?qurl=``: the target, percent-encoded."""
    PREFIX = "prefix"
    """A prefix of the settings that is neither."""
    REDIRECTOR = "redirector"
    """The OpenAthens redirector."""
    SESSION = "session"
    """EZproxy's ``connect?session=…&url=``: somebody's session."""
    HOST_HYPHENS = "host-hyphens"
    """``www-jstor-org.proxy.example.edu``."""
    HOST_DOTS = "host-dots"
    """``www.jstor.org.proxy.example.edu``."""
    WAM = "wam"
    """``0-www.jstor.org.lib.example.edu``."""
    OPAQUE = "opaque"
    """The target is hidden."""


class Flaw(StrEnum):
    """What is wrong with a wrapper."""

    DOUBLE_PREFIX = "double-prefix"
    """A proxy's prefix stands before an address that has one already."""
    HOST_FORM = "host-form"
    """The target is written as a proxy shows it during one reader's visit."""


HOST_FORMS = frozenset({ProxyForm.HOST_HYPHENS, ProxyForm.HOST_DOTS, ProxyForm.WAM, ProxyForm.SESSION})
_WRITTEN_LAST = frozenset({ProxyForm.LOGIN_URL, ProxyForm.PREFIX})


class Unwrapped(Struct, frozen=True):
    """A proxied address, taken apart.

    ``target`` is the address at the end of the way, exactly as written inside (None when it is hidden),
    ``inside`` what stands directly in the outermost wrapper. ``host`` is the outermost proxy's own host, and
    ``proxy`` names that proxy: its host, with a port or an organisation where these tell proxies apart.
    ``certain`` is False when the target's host had to be guessed from hyphens.
    """

    form: ProxyForm
    host: str
    proxy: str
    target: str | None = None
    inside: str | None = None
    certain: bool = True
    flaws: frozenset[Flaw] = frozenset()


def unwrap(url: str, proxy: Proxy | None = None) -> Unwrapped | None:
    """Take an address out of the proxies around it; None when it leads through none. Never raises.

    Without settings, a prefix is one when its host has a proxy's name (``ezproxy.``, ``libproxy.``, …) or
    EZproxy's port; an ordinary site's ``/login?url=`` is none, nor is one that leads to its own host.
    """
    if not _may_lead_through(url, proxy):
        return None
    url = trim(url)
    url = url if url.isprintable() else url.translate(_LINE_BREAKS)
    layers = list(_layers(url, proxy or Proxy()))
    # A proxy's link to a page of its own, such as its menu, leads through nothing.
    while layers and layers[-1].target is not None and host_of(layers[-1].target) == layers[-1].host:
        layers.pop()
    if not layers:
        return None
    outer, *inner = layers
    flaws = set[Flaw]()
    if any(layer.form in HOST_FORMS for layer in layers):
        flaws.add(Flaw.HOST_FORM)
    if any(layer.form not in HOST_FORMS for layer in inner):
        flaws.add(Flaw.DOUBLE_PREFIX)
    return replace(
        outer,
        target=layers[-1].target,
        inside=outer.target,
        certain=all(layer.certain for layer in layers),
        flaws=frozenset(flaws),
    )


def _may_lead_through(url: str, proxy: Proxy | None) -> bool:
    """Whether an address has what every proxied one has: most have not, and need no closer look."""
    address = parse(url)
    if address is None or address.scheme not in DEFAULT_PORTS:
        return False
    if proxy is not None and (proxy.prefixes or proxy.suffixes):
        return True
    for trace in _TRACES:
        if trace in address.href:
            return True
    return (address.host[:1].isdigit() and "-" in address.host) or _WEBVPN.match(address.path) is not None


def is_ours(unwrapped: Unwrapped, proxy: Proxy) -> bool:
    """Tell whether a proxy is one of those in the settings; True when the settings name none."""
    if not (proxy.prefixes or proxy.suffixes):
        return True
    own = [each for prefix in proxy.prefixes if (each := _name_of_prefix(prefix))]
    bare = unwrapped.proxy.partition(":")[0]
    return (
        any(bare == name or bare.endswith(f".{name}") for name in own)
        or (unwrapped.form in HOST_FORMS and any(name.endswith("." + unwrapped.host) for name in own))
        or any(has_suffix(unwrapped.host, suffix) for suffix in proxy.suffixes)
    )


def wrap(target: str, prefix: str) -> str:
    """Put a proxy's prefix before an address, encoded where the prefix asks for that."""
    encodes = prefix.lower().endswith("qurl=") or _REDIRECTOR.match(_path_of(prefix)) is not None
    return prefix + (_encode(target) if encodes else target)


def rewrap(written: str, new: str, proxy: Proxy) -> str | None:
    """Give the address as written with ``new`` for its target; None when that cannot be done by the text alone.

    An address through no proxy becomes ``new``.
    """
    unwrapped = unwrap(written, proxy)
    if unwrapped is None:
        return new
    target = unwrapped.target
    if unwrapped.form not in _WRITTEN_LAST or unwrapped.flaws or not target or not written.endswith(target):
        return None
    return written[: -len(target)] + new


def _layers(url: str, proxy: Proxy) -> Iterator[Unwrapped]:
    """Give each wrapper from outside in."""
    for _ in range(MOST_LAYERS):
        layer = _once(url, proxy)
        if layer is None:
            return
        yield layer
        if layer.target is None:
            return
        url = layer.target


def _once(url: str, proxy: Proxy) -> Unwrapped | None:
    address = parse(url)
    if address is None or address.scheme not in DEFAULT_PORTS:
        return None
    head, _, query = url.partition("?")
    query = "" if "#" in head else query
    return (
        _configured(url, address, proxy)
        or _openathens(address, query)
        or _ezproxy(address, query, proxy)
        or _webvpn(address)
        or _rewritten(url, address, proxy)
    )


def _configured(url: str, address: WebAddress, proxy: Proxy) -> Unwrapped | None:
    """Read an address that begins with a prefix of the settings; its scheme and the case of its host do not count."""
    authority, tail = _cut(url)
    for prefix in proxy.prefixes:
        known, rest = _cut(prefix)
        if known.lower() != authority.lower() or not tail.startswith(rest):
            continue
        encodes = prefix.lower().endswith("qurl=")
        target = _decoded(tail[len(rest) :]) if encodes else _plain(tail[len(rest) :])
        if target is not None:
            form = ProxyForm.LOGIN_QURL if encodes else ProxyForm.PREFIX
            if rest.lower().startswith("/login?") and not encodes:
                form = ProxyForm.LOGIN_URL
            if address.host == _OPENATHENS_REDIRECTOR:
                form = ProxyForm.REDIRECTOR
            return Unwrapped(form, address.host, _name(address), target)
    return None


def _openathens(address: WebAddress, query: str) -> Unwrapped | None:
    if address.host == _OPENATHENS_LOGIN and address.path.startswith("/auth/"):
        return Unwrapped(ProxyForm.OPAQUE, address.host, address.host)
    if address.host != _OPENATHENS_REDIRECTOR or not _REDIRECTOR.fullmatch(address.path):
        return None
    target = _plain(_parameter(query, "url"))
    if target is None:
        return None
    return Unwrapped(ProxyForm.REDIRECTOR, address.host, _name(address), target)


def _ezproxy(address: WebAddress, query: str, proxy: Proxy) -> Unwrapped | None:
    if address.path not in {"/login", "/connect"} and not _LABEL.fullmatch(address.path):
        return None
    if not looks_like_proxy(address) and address.host not in _own_hosts(proxy):
        return None
    name = _name(address)
    if address.path not in {"/login", "/connect"}:
        return Unwrapped(ProxyForm.OPAQUE, address.host, name)
    session = address.path == "/connect"
    for key, read, form in (
        ("url", _plain, ProxyForm.LOGIN_URL),
        ("qurl", _decoded, ProxyForm.LOGIN_QURL),
    ):
        target = read(_parameter(query, key))
        if target is not None:
            return Unwrapped(ProxyForm.SESSION if session else form, address.host, name, target)
    return None


def _webvpn(address: WebAddress) -> Unwrapped | None:
    if _WEBVPN.match(address.path):
        return Unwrapped(ProxyForm.OPAQUE, address.host, address.host)
    return None


def _rewritten(url: str, address: WebAddress, proxy: Proxy) -> Unwrapped | None:
    """Read a host name that a proxy made of its source's and its own."""
    found = dressed_host(address.host, proxy)
    if found is None:
        return None
    forms = {
        Rewritten.HYPHENS: ProxyForm.HOST_HYPHENS,
        Rewritten.DOTS: ProxyForm.HOST_DOTS,
        Rewritten.WAM: ProxyForm.WAM,
    }
    authority = _AUTHORITY.match(url)
    tail = url[authority.end() :] if authority else ""
    target = f"{address.scheme}://{found.host}{tail}"
    return Unwrapped(forms[found.kind], found.suffix, found.suffix, target, certain=found.certain)


def _parameter(query: str, key: str) -> str:
    """Give everything after the first ``key=`` of a query, "" when it has none."""
    match = re.search(rf"(?:^|&){key}=", query, re.IGNORECASE)
    return query[match.end() :] if match else ""


def _plain(value: str) -> str | None:
    """Read a target that is not encoded, or was encoded where it should not be; None when it is no web address."""
    match = _WEB.match(value)
    if match is None:
        return None
    if "%" in match["colon"] + match["slashes"]:
        return _decoded(value)
    return value if match.end() < len(value) else None


def _decoded(value: str) -> str | None:
    """Read an encoded target, which ends where the next parameter begins."""
    target = unquote(re.split("[&#]", value, maxsplit=1)[0])
    match = _SCHEME.match(target)
    return target if match and match.end() < len(target) else None


def _encode(target: str) -> str:
    """Encode an address whole, so that no proxy could mistake a part of it for its own."""
    return "".join(
        chr(byte) if chr(byte).isascii() and (chr(byte).isalnum() or chr(byte) in "-._~") else f"%{byte:02X}"
        for byte in target.encode("utf-8", "surrogatepass")
    )


def _cut(url: str) -> tuple[str, str]:
    """Cut an address after its host: ``proxy.example.edu:2048`` and ``/login?url=…``."""
    authority = _AUTHORITY.match(url)
    end = authority.end() if authority else 0
    return url[:end].partition(":")[2].lstrip("/\\"), url[end:]


def _name(address: WebAddress) -> str:
    """Name a proxy by what tells it from others."""
    if address.host == _OPENATHENS_REDIRECTOR:
        return f"{address.host}{address.path.rstrip('/').lower()}"
    usual = address.port == DEFAULT_PORTS[address.scheme]
    return address.host if usual else f"{address.host}:{address.port}"


def _name_of_prefix(prefix: str) -> str | None:
    address = parse(prefix)
    if address is None or address.scheme not in DEFAULT_PORTS:
        return None
    return _name(address) if address.host == _OPENATHENS_REDIRECTOR else address.host


def _path_of(prefix: str) -> str:
    address = parse(prefix)
    return address.path if address is not None and address.host == _OPENATHENS_REDIRECTOR else ""


def _own_hosts(proxy: Proxy) -> frozenset[str]:
    """Give the hosts of the settings whose ``/login`` is a proxy's."""
    suffixes = [parse_host(suffix) for suffix in proxy.suffixes]
    return frozenset(
        {
            *(host_of(prefix) for prefix in proxy.prefixes),
            *suffixes,
            *(f"login.{suffix}" for suffix in suffixes),
        }
    )
