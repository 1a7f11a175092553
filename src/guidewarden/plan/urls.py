"""Web addresses as browsers read them (the WHATWG URL Standard, by ada), and when two of them are the same."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import ada_url

from guidewarden.markup import without_surrogates

_TRIMMED = "".join(map(chr, range(0x21)))
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_ESCAPE = re.compile(r"(?P<cut>(?<=%)|(?<=%[0-9A-Fa-f]))?%(?P<code>[0-9A-Fa-f]{2})")
_LINE_BREAKS = str.maketrans("", "", "\t\n\r")
_ACTIONS = frozenset(
    {"about", "blob", "callto", "cid", "data", "facetime", "javascript", "mailto", "sms", "tel", "vbscript"}
)
DEFAULT_PORTS = {"http": 80, "https": 443}
_LAST_PORT = 2**16 - 1

# What the URL Standard leaves as it is: a host of plain names, whose last is letters alone (so that it is no number), or
# four numbers; in the path no part that begins with a dot, which might be "..", or with "%", which might be "%2e"; and
# nowhere a character that is encoded there.
_LETTERS = r"A-Za-z0-9_~!$&()*+,;=:@%.\-"
_NUMBER = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_USUAL = re.compile(
    rf"(https?)://((?:[a-z0-9]+(?:-[a-z0-9]+)*+\.)+[a-z]{{2,}}|{_NUMBER}(?:\.{_NUMBER}){{3}})(?::([1-9][0-9]{{0,4}}))?"
    rf"((?:/(?:(?![.%])[{_LETTERS}']+)?)+)(?:\?([{_LETTERS}/?]*))?(?:\#([{_LETTERS}'/?]*))?"
)


class Form(StrEnum):
    """What kind of address something is."""

    WEB = "web"
    """http or https, and a browser can open it."""
    INVALID = "invalid"
    """http or https, and no browser can open it."""
    OTHER = "other"
    """Another scheme: ``file:``, ``ftp:``, a mistyped ``htp:``."""
    ACTION = "action"
    """Not a place: ``mailto:``, ``tel:``, ``javascript:``, ``data:``."""
    RELATIVE = "relative"
    """No scheme: a path, a fragment, ``//host/path``, ``www.nato.int``, or nothing at all."""


class WebAddress(NamedTuple):
    """An absolute address, taken apart. ``host`` is lower-case ASCII, in brackets for IPv6, "" where there is none.

    ``port`` is the one that is used, None where a scheme has none; ``query`` and ``fragment`` have no
    ``?`` or ``#``.
    """

    href: str
    scheme: str
    host: str
    port: int | None
    path: str
    query: str
    fragment: str


def trim(written: str) -> str:
    """Take off what browsers ignore around an address: spaces and control characters."""
    return written.strip(_TRIMMED)


@lru_cache(maxsize=256)
def parse(written: str) -> WebAddress | None:
    """Read an absolute address; None when it is relative or no browser could read it. Never raises.

    The last few are remembered: a link is looked at from several sides in a row. Most are written as a browser
    writes them, and are taken apart in a quarter of the time.
    """
    usual = _USUAL.fullmatch(written)
    if usual is not None:
        scheme, host, port, path, query, fragment = usual.groups("")
        number, default = int(port or 0), DEFAULT_PORTS[scheme]
        if number <= _LAST_PORT and number != default:
            return WebAddress(written, scheme, host, number or default, path, query, fragment)
    try:
        url = ada_url.URL(without_surrogates(written))
    except ValueError:
        return None
    href = url.href
    scheme, _, rest = href.partition(":")
    if scheme in DEFAULT_PORTS and "@" not in href:
        # By now it is written one way, scheme://host:port/path?query#fragment, and taking it apart here takes
        # a third of the time of asking for each part.
        rest, _, fragment = rest[2:].partition("#")
        rest, _, query = rest.partition("?")
        authority, _, path = rest.partition("/")
        host, port = host_and_port(authority)
        return WebAddress(href, scheme, host, int(port or DEFAULT_PORTS[scheme]), f"/{path}", query, fragment)
    return WebAddress(
        href,
        scheme,
        url.hostname,
        int(url.port) if url.port else DEFAULT_PORTS.get(scheme),
        url.pathname,
        url.search.removeprefix("?"),
        url.hash.removeprefix("#"),
    )


def host_and_port(authority: str) -> tuple[str, str]:
    """Take a host with or without a port apart; an IPv6 address keeps its brackets."""
    host, colon, port = authority.rpartition(":")
    return (host, port) if colon and port.isdigit() else (authority, "")


def form_of(written: str) -> Form:
    """Tell what kind of address this is. Never raises."""
    address = parse(written)
    if address is not None and address.scheme in DEFAULT_PORTS:
        return Form.WEB
    text = trim(written)
    scheme = _SCHEME.match(text if text.isprintable() else text.translate(_LINE_BREAKS))
    if scheme is None:
        return Form.RELATIVE
    name = scheme[0].lower()
    if name in DEFAULT_PORTS:
        return Form.INVALID
    return Form.ACTION if name in _ACTIONS else Form.OTHER


def host_of(written: str) -> str:
    """Give an address's host in lower-case ASCII, without its port; "" when it has none."""
    address = parse(written)
    return "" if address is None else address.host


def link_key(written: str) -> str:
    """Give the form by which two writings of one address are told to be the same. It is never requested.

    Folded are what browsers fold (case of scheme and host, default ports, dots in paths), the case of
    percent-encodings, and letters, digits and ``-_~`` that need none (RFC 3986, 6.2.2.2; an encoded dot is
    left alone, since dots make segments). All else may matter to a server and stays: ``;``, a trailing ``?``, the order of a
    query. The fragment stays too, though it is never sent, because a fragment that a page lacks is an
    outcome of its own: two fragments of one page are two targets.
    """
    address = parse(written)
    if address is None or address.scheme not in DEFAULT_PORTS:
        return trim(written) if address is None else address.href
    return _ESCAPE.sub(_folded_escape, address.href) if "%" in address.href else address.href


def _folded_escape(match: re.Match[str]) -> str:
    character = chr(int(match["code"], 16))
    unreserved = character.isascii() and (character.isalnum() or character in "-_~")
    # After a bare "%" a decoded character would make an escape that nobody wrote.
    return character if unreserved and match["cut"] is None else match[0].upper()
