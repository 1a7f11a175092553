"""Reading addresses the way browsers do (the WHATWG URL Standard), without anybody's name and password."""

import re

import ada_url
from msgspec import Struct

from guidewarden.check.failures import NoAnswer
from guidewarden.check.origins import Origin
from guidewarden.markup import without_surrogates
from guidewarden.model import ErrorKind
from guidewarden.plan.urls import DEFAULT_PORTS, host_and_port, parse

_NOT_ASCII = re.compile(rb"[\x80-\xff]")


class Address(Struct, frozen=True):
    """A parsed http or https address. ``href`` has its fragment, ``target`` is what goes into the request line.

    ``shown`` is the host with its port where that is not the usual one, as the Host header has it; ``name`` is
    the host whose budget a request uses.
    """

    href: str
    origin: Origin
    target: str
    shown: str
    name: str

    @property
    def bare(self) -> str:
        """The address without its fragment."""
        return self.href.partition("#")[0]

    @property
    def fragment(self) -> str:
        """What stands behind the ``#``, empty where nothing does."""
        return self.href.partition("#")[2]


def read_address(written: str, base: Address | None = None) -> Address:
    """Read an address; a user name and password in it are dropped, since they are never sent anywhere.

    With ``base`` it may be relative, and a fragment of ``base`` lives on unless there is a new one.
    NoAnswer when no browser could open it (URL_INVALID), or when it is not one of the web's.
    """
    href = _absolute(written) if base is None else _joined(written, base)
    if href is None:
        raise NoAnswer(ErrorKind.URL_INVALID, "this cannot be read as a web address")
    if not href.startswith(("http:", "https:")):
        scheme = href.partition(":")[0]
        raise NoAnswer(ErrorKind.SCHEME_UNSUPPORTED, f"{scheme[:40]}: addresses are not looked at")
    if "@" in href:
        url = ada_url.URL(href)
        url.username = ""
        url.password = ""
        href = url.href
    # By now it is written one way, scheme://host:port/path?query, and taking it apart here is quicker than
    # asking for each part. A lone "?" is kept, which the parsed parts do not show.
    scheme, _, rest = href.partition("#")[0].partition("://")
    shown, _, path = rest.partition("/")
    name, port = host_and_port(shown)
    if name.rstrip(".").endswith(".onion"):  # Not to be looked up in the DNS: RFC 7686.
        raise NoAnswer(ErrorKind.SCHEME_UNSUPPORTED, "addresses of the Tor network are not looked at")
    origin = Origin(scheme, name.strip("[]"), int(port or DEFAULT_PORTS[scheme]))
    return Address(href, origin, f"/{path}", shown, name)


def _absolute(written: str) -> str | None:
    address = parse(written)
    return None if address is None else address.href


def _joined(written: str, base: Address) -> str | None:
    try:
        url = ada_url.URL(without_surrogates(written), base.href)
    except ValueError:
        return None
    if not url.hash and base.fragment:
        url.hash = base.fragment
    return url.href


def location_text(value: bytes) -> str:
    """Read a Location header as browsers do: UTF-8 where it is that, else its bytes as they are, percent-encoded."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return _NOT_ASCII.sub(lambda match: b"%%%02X" % match[0][0], value).decode("ascii")
