"""Host names of proxies, and host names that proxies make: ``www-jstor-org.proxy.example.edu`` and its kin."""

import re
from enum import Enum, auto

from msgspec import Struct

from guidewarden.model import Proxy
from guidewarden.plan.urls import WebAddress, host_of

_LONGEST_NAME = 253
_LONGEST_LABEL = 63
_NAME = re.compile(
    r"(?:[a-z0-9-]+-)?(?:ez|e|lib|libez|ezlib|library|web|my|remote|uni|univ)?proxy\d*(?:-[a-z0-9-]+)?|ezp\d*(?:-[a-z0-9-]+)?"
)
_HOSTED = ".idm.oclc.org"
"""EZproxy as OCLC hosts it: ``login.example.idm.oclc.org``."""
_PORTS = frozenset({2048, 2443})
"""EZproxy's own ports, by its reference manual."""

_WAM = re.compile(r"\d{1,3}-(?=.)")
_TOP = frozenset({"com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "museum", "press"})
_COUNTRY = re.compile(r"[a-z]{2}")


class Rewritten(Enum):
    """How a proxy wrote a source's host into its own."""

    HYPHENS = auto()
    DOTS = auto()
    WAM = auto()


class Dressed(Struct, frozen=True):
    """A rewritten host, taken apart: the source's host, the proxy's, and whether the former is certain."""

    kind: Rewritten
    host: str
    suffix: str
    certain: bool


def parse_host(written: str) -> str:
    """Give a host of the settings as addresses have it: lower-case ASCII; "" when it is none."""
    return host_of(f"http://{written.strip('.')}/")


def has_suffix(host: str, suffix: str) -> bool:
    """Tell whether a host is this one of the settings, or below it."""
    own = parse_host(suffix)
    return bool(own) and (host == own or host.endswith(f".{own}"))


def looks_like_proxy(address: WebAddress) -> bool:
    """Tell whether an address is on a host that has a proxy's name, or on EZproxy's port."""
    return address.port in _PORTS or _suffix_at(address.host.split("."), 0) is not None


def dressed_host(host: str, proxy: Proxy) -> Dressed | None:
    """Read a host name that a proxy made; None when it is an ordinary one."""
    if len(host) > _LONGEST_NAME or host in map(parse_host, proxy.hosts):
        return None  # One that the settings name as a source's is nobody's disguise.
    wam = _WAM.match(host)
    rest = host[wam.end() :] if wam else host
    for suffix in map(parse_host, proxy.suffixes):
        if suffix and host.endswith(f".{suffix}"):
            whole = _undress(host[: -len(suffix) - 1], suffix, proxy, wam=False, ours=True)
            if wam is None or (whole is not None and _known(whole.host, proxy)):
                return whole
            return _undress(rest[: -len(suffix) - 1], suffix, proxy, wam=True, ours=True) or whole
    if wam:
        return _wam(rest.split("."), proxy)
    labels = host.split(".")
    at = _suffix_at(labels, 1)
    if at is None:
        return None
    return _undress(".".join(labels[:at]), ".".join(labels[at:]), proxy, wam=False, ours=False)


def _suffix_at(labels: list[str], first: int) -> int | None:
    """Give the index where a proxy's own name begins, from ``first`` on."""
    for index in range(first, len(labels) - 1):
        label = labels[index]
        if len(label) <= _LONGEST_LABEL and _NAME.fullmatch(label):
            return index
    hosted = len(labels) - 4
    if ".".join(["", *labels[hosted + 1 :]]) == _HOSTED and hosted >= first:
        return hosted
    return None


def _undress(body: str, suffix: str, proxy: Proxy, *, wam: bool, ours: bool) -> Dressed | None:
    """Read what stands before a proxy's own name."""
    known = _known(body, proxy)
    if known:
        kind = Rewritten.DOTS if "." in body else Rewritten.HYPHENS
        return Dressed(Rewritten.WAM if wam else kind, known, suffix, certain=True)
    if "." in body:
        if not _plausible(body, ours=ours):
            return None
        return Dressed(Rewritten.WAM if wam else Rewritten.DOTS, body, suffix, certain=True)
    if "-" not in body:
        return None
    # Newer versions of EZproxy double a hyphen that is the host's own.
    host = "-".join(part.replace("-", ".") for part in body.split("--"))
    if not _plausible(host, ours=ours):
        return None
    return Dressed(Rewritten.WAM if wam else Rewritten.HYPHENS, host, suffix, certain="--" in body)


def _wam(labels: list[str], proxy: Proxy) -> Dressed | None:
    """Read a WAM host whose suffix the settings do not name: it begins after the source's top-level domain."""
    if len(labels) > 2:
        whole = _undress(labels[0], ".".join(labels[1:]), proxy, wam=True, ours=False)
        if whole is not None:
            return whole
    for end in range(2, len(labels) - 1):
        body, suffix = ".".join(labels[:end]), ".".join(labels[end:])
        if known := _known(body, proxy):
            return Dressed(Rewritten.WAM, known, suffix, certain=True)
        if labels[end - 1] in _TOP and all(labels[:end]):
            # "www.example.com.au.lib…" goes on with a country.
            return Dressed(Rewritten.WAM, body, suffix, certain=not _COUNTRY.fullmatch(labels[end]))
    return None


def _known(body: str, proxy: Proxy) -> str | None:
    """Find the host of the settings that a proxy would write so."""
    for host in map(parse_host, proxy.hosts):
        ways = (host, host.replace(".", "-"), host.replace("-", "--").replace(".", "-"))
        if host and body in ways:
            return host
    return None


def _plausible(host: str, *, ours: bool) -> bool:
    """Tell whether this could be a source's host: it ends in a top-level domain.

    Two letters might be the end of anything (``help-me``), so they need a longer name, or a proxy known from the settings.
    """
    labels = host.split(".")
    if len(labels) < 2 or not all(labels):
        return False
    top = labels[-1]
    return top in _TOP or (_COUNTRY.fullmatch(top) is not None and (ours or len(labels) > 2))
