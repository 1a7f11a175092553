"""Archived copies of what is gone: asked of the Wayback Machine's availability API.

``GET {registry}/wayback/available?url=…&timestamp=YYYYMMDD`` answers with the copy nearest that day, as
``{"archived_snapshots": {"closest": {"available", "url", "timestamp", "status"}}}``; without a copy, or
without leave to show it, ``archived_snapshots`` is empty. The times of copies are in UTC. Its answers in
trouble come as anything at all: an error page that calls itself JSON, 429, a gateway's 5xx, or none.
"""

import datetime as dt
import json
import re
from typing import Any
from urllib.parse import quote

import ada_url
from msgspec import Struct

from guidewarden.check.addresses import AddressPolicy, literal
from guidewarden.check.addressing import read_address
from guidewarden.check.failures import NoAnswer
from guidewarden.check.walk import Answer, Walker
from guidewarden.model import ArchivedCopy

_COPY = re.compile(r"https?(://web\.archive\.org/web/([0-9]{14})/(https?:/.*))", re.DOTALL)
_INSIDE = (".home.arpa", ".internal", ".intranet", ".lan", ".local", ".localhost")
_LONGEST = 2000


class CopyAnswer(Struct, frozen=True):
    """What the archive said: a copy, or that there is none (None). ``usable`` is false when it said neither."""

    copy: ArchivedCopy | None = None
    usable: bool = True


async def ask_archive(walker: Walker, registry: str, url: str, near: dt.date | None) -> CopyAnswer:
    """Ask for the copy of ``url`` nearest to a day, or for the latest one.

    What no archive could hold (a name of an inner network, an address no browser can open) is not asked
    for: its name is nobody else's business.
    """
    wanted = address_to_ask(url)
    if wanted is None:
        return CopyAnswer()
    return read_answer((await walker.walk(archive_address(registry, wanted, near))).answer, wanted)


def archive_address(registry: str, url: str, near: dt.date | None) -> str:
    """Give the API's address for a question."""
    day = "" if near is None else f"&timestamp={near:%Y%m%d}"
    return f"{registry.rstrip('/')}/wayback/available?url={quote(url, safe='')}{day}"


def address_to_ask(written: str) -> str | None:
    """Give an address as the archive may be told it: without user name, password and fragment."""
    try:
        address = read_address(written)
    except NoAnswer:
        return None
    host = address.origin.host.rstrip(".")
    number = literal(host)
    inside = AddressPolicy().refusal(host, number) if number else "." not in host or host.endswith(_INSIDE)
    return address.bare if not inside and len(address.bare) <= _LONGEST else None


def read_answer(answer: Answer | None, url: str) -> CopyAnswer:
    """Read the API's answer about ``url``. A copy counts when it was a good page of the same site."""
    if answer is None or answer.status != 200:
        return CopyAnswer(usable=False)
    try:
        data = json.loads(answer.body.data)
    except (ValueError, RecursionError):
        return CopyAnswer(usable=False)
    found = data.get("archived_snapshots") if isinstance(data, dict) else None
    if not isinstance(found, dict):
        return CopyAnswer(usable=False)
    closest = found.get("closest")
    return CopyAnswer(_copy(closest, url) if isinstance(closest, dict) else None)


def _copy(closest: dict[str, Any], url: str) -> ArchivedCopy | None:
    place, timestamp = closest.get("url"), closest.get("timestamp")
    if closest.get("available") is not True or str(closest.get("status")) != "200":
        return None
    match = _COPY.fullmatch(place) if isinstance(place, str) and len(place) <= 2 * _LONGEST else None
    if match is None or match[2] != timestamp:
        return None
    try:
        taken = dt.datetime.strptime(match[2], "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
        if _site(match[3]) != _site(url):
            return None
        # The API writes http; the archive answers by https alike.
        return ArchivedCopy(ada_url.URL(f"https{match[1]}").href, taken)
    except ValueError:
        return None


def _site(url: str) -> str:
    """Give the host by which the archive files an address: the leading ``www.`` does not count."""
    return ada_url.URL(url).hostname.rstrip(".").removeprefix("www.")
