"""Cookies for the length of one check, so that a redirect which waits for its cookie comes to an end.

A small reading of RFC 6265, sections 5.2 to 5.4. There is no list of public suffixes here: a cookie for a
country's second-level domain (``co.uk``, ``ac.jp``) is kept to the host that set it.
"""

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from msgspec import Struct

from guidewarden.check.addresses import literal
from guidewarden.plan.urls import WebAddress, parse

COOKIES = 180
"""As many as Chromium keeps of one domain."""
COOKIE_BYTES = 4096
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_REGISTRIES = frozenset(
    {"ac", "co", "com", "ed", "edu", "go", "gob", "gouv", "gov", "govt", "gv", "ltd", "me", "mil", "ne", "net", "nhs", "nom",
     "or", "org", "plc", "sch"}
)  # fmt: skip
"""Second-level domains under which countries register names for all."""


class _Cookie(Struct, frozen=True):
    value: str
    host: str
    below: bool
    path: str
    secure: bool

    def goes_to(self, host: str, path: str, *, secure: bool) -> bool:
        if self.secure and not secure:
            return False
        if host != self.host and not (self.below and host.endswith("." + self.host)):
            return False
        return path == self.path or path.startswith(self.path.rstrip("/") + "/")


class CookieJar:
    """Keeps what servers set, and gives it back to them alone.

    Lines and headers are bytes read as Latin-1, so that values go back as they came.
    """

    def __init__(self) -> None:
        self._cookies: dict[tuple[str, str, str], _Cookie] = {}

    def store(self, url: str, lines: list[str], now: dt.datetime) -> None:
        """Keep the cookies of an answer's ``Set-Cookie`` lines; what is malformed or foreign is left out."""
        address = parse(url)
        if address is not None:
            for line in lines[:COOKIES]:
                self._store(address, line, now)

    def header(self, url: str) -> str:
        """Give the ``Cookie`` header for a request, empty when there is none to send."""
        address = parse(url) if self._cookies else None
        if address is None:
            return ""
        secure = address.scheme == "https"
        fitting = [
            (cookie, name)
            for (_, _, name), cookie in self._cookies.items()
            if cookie.goes_to(address.host, address.path, secure=secure)
        ]
        # Longer paths come first, and of one length the older cookie (section 5.4); many servers read the first alone.
        fitting.sort(key=lambda each: -len(each[0].path))
        return "; ".join(f"{name}={cookie.value}" if name else cookie.value for cookie, name in fitting)

    def _store(self, url: WebAddress, line: str, now: dt.datetime) -> None:
        pair, *rest = line.split(";")
        name, equals, value = pair.partition("=")
        name, value = (name.strip(), value.strip()) if equals else ("", pair.strip())
        if len(pair) > COOKIE_BYTES or not (name or value) or _CONTROL.search(pair.strip()):
            return
        attributes = {
            key.strip().lower(): text.strip() for key, _, text in (part.partition("=") for part in rest)
        }
        host, below = _scope(url.host, attributes.get("domain", ""))
        secure = "secure" in attributes
        if host is None or (secure and url.scheme != "https"):
            return
        path = attributes.get("path", "")
        if not path.startswith("/"):
            path = url.path.rpartition("/")[0] or "/"
        key = (host, path, name)
        if _is_over(attributes, now):
            self._cookies.pop(key, None)
        elif key in self._cookies or len(self._cookies) < COOKIES:
            self._cookies[key] = _Cookie(value, host, below, path, secure)


def _scope(host: str, domain: str) -> tuple[str | None, bool]:
    """Give the host a cookie belongs to, and whether to those below it; None when it may not set it."""
    domain = domain.lower().removeprefix(".")
    if not domain:
        return host, False
    if literal(host):
        return (host if domain == host else None), False
    if host != domain and not host.endswith("." + domain):
        return None, False
    labels = domain.split(".")
    if len(labels) < 2 or (len(labels) == 2 and labels[0] in _REGISTRIES and len(labels[1]) == 2):
        return host, False
    return domain, True


def _is_over(attributes: dict[str, str], now: dt.datetime) -> bool:
    try:
        if "max-age" in attributes:
            return int(attributes["max-age"][:20]) <= 0
        if "expires" in attributes:
            expires = parsedate_to_datetime(attributes["expires"][:60])
            return expires.replace(tzinfo=expires.tzinfo or dt.UTC) <= now
    except (ValueError, OverflowError):
        return False
    return False
