"""Which headers are sent, and which of an answer's are kept as evidence."""

import datetime as dt
import re
from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from urllib.parse import quote

import guidewarden

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

KEPT = frozenset(
    {
        # The answer itself.
        "content-length", "content-type", "location", "refresh", "retry-after", "server", "via", "www-authenticate",
        # Walls against robots: Cloudflare, DataDome, Imperva, AWS WAF, Akamai, PerimeterX, Sucuri, Vercel, and
        # X-Deny-Reason, which network gateways send.
        "cf-mitigated", "cf-ray", "x-datadome", "x-dd-b", "x-iinfo", "x-cdn", "x-amzn-waf-action", "akamai-grn",
        "x-akamai-edgescape", "x-px-blocked", "x-sucuri-block", "x-sucuri-id", "x-vercel-mitigated", "x-deny-reason",
        # Parking pages name whose advertisements they show.
        "x-adblock-key", "x-redirect-by",
        # How fast a registry may be asked.
        "x-rate-limit-limit", "x-rate-limit-interval", "x-concurrency-limit", "x-api-pool",
    }
)  # fmt: skip
"""Names of the headers whose values are kept; of ``set-cookie`` only the cookies' names are."""

_WANTED = {name.encode("ascii"): name for name in (*KEPT, "set-cookie")}
"""The same names as answers bring them, so that all evidence shares one text for each."""

_VALUE_LIMIT = 500
_LOCATION_LIMIT = 2000
_USERINFO = re.compile(r"(?<=//)[^/?#\\]*@")


def user_agent(contact: str | None) -> str:
    """Say honestly who asks, and whom to write to: ``guidewarden/0.1 (+mailto:library@example.org)``."""
    version = ".".join(guidewarden.__version__.split(".")[:2])
    suffix = f" (+mailto:{quote(contact.strip(), safe='@+.-_')})" if contact and contact.strip() else ""
    return f"guidewarden/{version}{suffix}"


def sent_headers(contact: str | None, accept_encoding: str) -> list[tuple[str, str]]:
    """Give the headers of every request, so that content negotiation ends as it does for a browser."""
    return [
        ("User-Agent", user_agent(contact)),
        ("Accept", _ACCEPT),
        ("Accept-Language", "en,*;q=0.5"),
        ("Accept-Encoding", accept_encoding),
    ]


def kept_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Choose and cut the headers worth keeping, their names in lower case.

    Of several with one name the first counts; cookies lose their values.
    """
    kept: dict[str, str] = {}
    cookies: list[str] = []
    for written, value in raw:
        name = _WANTED.get(written)
        if name is None:
            continue
        if name == "set-cookie":
            cookies.append(decoded(value).partition("=")[0].partition(";")[0].strip()[:100])
        elif name not in kept:
            text = decoded(value).strip()
            kept[name] = (
                _USERINFO.sub("", text)[:_LOCATION_LIMIT] if name == "location" else text[:_VALUE_LIMIT]
            )
    if cookies:
        kept["set-cookie"] = ", ".join(cookies)[:_VALUE_LIMIT]
    return kept


def decoded(value: bytes) -> str:
    """Decode a header's value: UTF-8 where it is that, else Latin-1."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def retry_after(value: str, now: dt.datetime) -> float | None:
    """Read Retry-After (RFC 9110, 10.2.3), seconds or a date, as seconds from ``now``; None when it says neither."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
        # Without a zone, or with "-0000", such a date is in UTC.
        return max(0.0, (until.replace(tzinfo=until.tzinfo or dt.UTC) - now).total_seconds())
    except (ValueError, OverflowError):
        return None
