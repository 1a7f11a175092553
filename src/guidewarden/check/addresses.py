"""Which addresses may be connected to. Pure: nothing is looked up here.

The table follows IANA's registries of special-purpose addresses (RFC 6890 and its updates) rather than
`ipaddress.IPv4Address.is_global`, whose answers differ between Python releases.
"""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), words)
    for network, words in (
        ("0.0.0.0/8", "an unspecified address"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "a provider's shared address"),
        ("127.0.0.0/8", "a loopback address"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "a documentation address"),
        ("192.88.99.0/24", "a reserved address"),
        ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "a benchmarking address"),
        ("198.51.100.0/24", "a documentation address"),
        ("203.0.113.0/24", "a documentation address"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
    )
)

_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), words)
    for network, words in (
        ("::/128", "an unspecified address"),
        ("::1/128", "a loopback address"),
        ("::/96", "an IPv4-compatible address"),
        ("::ffff:0:0/96", "an IPv4-mapped address"),
        ("64:ff9b:1::/48", "a private address"),
        ("100::/64", "a reserved address"),
        ("2001::/23", "a reserved address"),
        ("2001:db8::/32", "a documentation address"),
        ("3fff::/20", "a documentation address"),
        ("fc00::/7", "a private address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a private address"),
        ("ff00::/8", "a multicast address"),
    )
)

_NAT64 = IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = IPv6Network("2000::/3")


class AddressPolicy:
    """Refuses addresses that lead anywhere but the public internet, unless they are allowed.

    ``allow`` holds networks (``127.0.0.0/8``), addresses, and host names; a name allows whatever address
    it has.
    """

    def __init__(self, allow: Iterable[str] = ()) -> None:
        self._networks: list[IPv4Network | IPv6Network] = []
        self._names: set[str] = set()
        for entry in allow:
            try:
                self._networks.append(ip_network(entry.strip().strip("[]"), strict=False))
            except ValueError:
                self._names.add(_folded(entry))
        self._known: dict[tuple[str, str], str | None] = {}

    def refusal(self, host: str, address: str) -> str | None:
        """Say why ``address``, met as ``host``, may not be connected to; None when it may.

        Raises ValueError when ``address`` is not an IP address.
        """
        asked = (host, address)
        if asked not in self._known:
            self._known[asked] = self._refusal(host, address)
        return self._known[asked]

    def _refusal(self, host: str, address: str) -> str | None:
        found = _parsed(address)
        inner = _carried(found)
        if _folded(host) in self._names:
            return None
        if any(each in network for network in self._networks for each in (found, inner) if each is not None):
            return None
        words = _words(found)
        if words is None and inner is not None:
            words = _words(inner)
        return f"{address} is {words}" if words else None


def literal(host: str) -> str | None:
    """Give the IP address a host of a parsed URL stands for (``[::1]`` → ``::1``), None for a name."""
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    try:
        return str(_parsed(bare))
    except ValueError:
        return None


def loopback(host: str) -> str | None:
    """Give this machine's own address for ``localhost`` and what ends in it, which browsers look up nowhere (RFC 6761)."""
    name = host.rstrip(".").lower()
    return "127.0.0.1" if name == "localhost" or name.endswith(".localhost") else None


@lru_cache(maxsize=4096)
def _parsed(address: str) -> IPv4Address | IPv6Address:
    """Read an address once, since every connection asks for it several times."""
    return ip_address(address)


def _folded(host: str) -> str:
    return host.strip().strip("[]").lower().rstrip(".")


def _words(address: IPv4Address | IPv6Address) -> str | None:
    if isinstance(address, IPv4Address):
        return next((words for network, words in _V4 if address in network), None)
    known = next((words for network, words in _V6 if address in network), None)
    if known or address in _GLOBAL_UNICAST or address in _NAT64:
        return known
    return "a reserved address"


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """Give the IPv4 address inside an IPv6 one: mapped, compatible, 6to4 (RFC 3056) or NAT64 (RFC 6052).

    NAT64 and 6to4 addresses are judged by it: behind DNS64 every IPv4 site has a NAT64 address.
    """
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address in _NAT64 or address in IPv6Network("::/96"):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
