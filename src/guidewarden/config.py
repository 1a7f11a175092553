"""``guidewarden.yaml`` → `Settings`. Every key has a default; secrets belong in the environment only."""

import ipaddress
import math
import re
import zoneinfo
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from guidewarden.model import InputError, Settings
from guidewarden.yamltext import (
    closest,
    did_you_mean,
    editor_schema,
    load,
    problem_at,
    read,
    route_join,
    shorten,
    shown_path,
    validate,
)

SETTINGS_FILE = "guidewarden.yaml"

_HOST = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(?:\.(?!-)[\w-]{1,63}(?<!-))*\.?")
_MAIL = re.compile(r"[!-?A-~]+@[!-?A-~]+")
_PORT = re.compile(r"[0-9]{1,5}")
_CRON_FIELDS = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of the month", 1, 31, ("last",)),
    ("month", 1, 12, ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    ("day of the week", 0, 7, ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
)


def load_settings(path: Path | None, base: Path) -> Settings:
    """Load the settings in ``path``; without one, those of ``guidewarden.yaml`` in ``base``, if it is there.

    Raises:
        InputError: with every problem of the file, each with its line and column.
    """
    file = path if path is not None else base / SETTINGS_FILE
    if path is None and not file.exists():
        return Settings()
    source = read(file, shown_path(file, base))
    tree = load(source)
    settings = validate(tree, source, Settings, dotted=True)
    problems = [problem_at(tree, source, route, message) for route, message in _misfits(settings)]
    if problems:
        raise InputError(sorted(problems))
    return settings


def settings_schema() -> dict[str, Any]:
    """Give the JSON Schema of ``guidewarden.yaml`` (draft-07), for editors."""
    return editor_schema(Settings, "guidewarden: settings")


def _misfits(settings: Settings) -> Iterator[tuple[str, str]]:
    """Give route and message of every value that is of the right type and still cannot work."""
    network, registries = settings.network, settings.registries
    checks: list[tuple[str, str | None, Callable[[str], str | None]]] = [
        ("network.contact", network.contact, _contact),
        *((f"network.allow[{index}]", entry, _allow) for index, entry in enumerate(network.allow)),
        *((f"network.controls[{index}]", url, _web_address) for index, url in enumerate(network.controls)),
        *((route_join("network.connect_to", name), name, _from) for name in network.connect_to),
        *((route_join("network.connect_to", name), to, _to) for name, to in network.connect_to.items()),
        *((f"registries.{name}", url, _web_address) for name, url in registries),
        ("store", settings.store, _store),
        ("report.directory", settings.report.directory, _folder),
        ("schedule.cron", settings.schedule.cron, _cron),
        ("schedule.timezone", settings.schedule.timezone, _timezone),
    ]
    for route, value, check in checks:
        if value is not None and (message := check(value)):
            yield route, f"`{route}`: {message}"
    for route, number in (
        ("network.timeout", network.timeout),
        ("pace.per_second", settings.pace.per_second),
    ):
        if math.isinf(number):
            yield route, f"`{route}`: expected a finite number; found “inf”"


def _contact(value: str) -> str | None:
    # It stands in a request header, so nothing but visible ASCII may pass.
    return None if _MAIL.fullmatch(value) else f"expected a mail address; found “{shorten(value)}”"


def _allow(value: str) -> str | None:
    if _is_address(value.strip("[]")) or ("/" not in value and _is_host(value)):
        return None
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError:
        return f"expected a network such as 127.0.0.0/8, or a host name; found “{shorten(value)}”"
    if "/" in value and str(network.network_address) != value.partition("/")[0]:
        return f"{shorten(value)} names one address inside a network; write {network}"
    return None


def _web_address(value: str) -> str | None:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or any(not character.isprintable() or character.isspace() for character in value):
        return f"expected a web address such as https://doi.org; found “{shorten(value)}”"
    if "@" in parts.netloc:
        return "a name and password must not stand in a web address"
    return None


def _from(value: str) -> str | None:
    host, _, port = value.rpartition(":")
    if (host == "*" or _is_host(host) or _is_address(host.strip("[]"))) and _is_port(port):
        return None
    return f"expected `host:port` (or `*:port`) before the colon; found “{shorten(value)}”"


def _to(value: str) -> str | None:
    host, _, port = value.rpartition(":")
    if (_is_host(host) or _is_address(host.strip("[]"))) and _is_port(port):
        return None
    return f"expected `address:port`, such as 127.0.0.1:8443; found “{shorten(value)}”"


def _store(value: str) -> str | None:
    try:
        parts = urlsplit(value)
        password = parts.password
    except ValueError:
        return f"expected a database URL such as sqlite:///reports/guidewarden.db; found “{shorten(value)}”"
    if not parts.scheme or "://" not in value:
        return f"expected a database URL such as sqlite:///reports/guidewarden.db; found “{shorten(value)}”"
    if password is not None:
        return "a password must not stand in a file; leave it out, and set PGPASSWORD in the environment"
    return None


def _folder(value: str) -> str | None:
    return None if value.strip() else "expected the name of a folder; found empty text"


def _cron(value: str) -> str | None:
    fields = value.split()
    if len(fields) != len(_CRON_FIELDS):
        return f"a cron expression has 5 fields (minute hour day month weekday), and this has {len(fields)}"
    for text, (name, low, high, words) in zip(fields, _CRON_FIELDS, strict=True):
        if not all(_is_cron_part(part, low, high, words) for part in text.lower().split(",")):
            return f"“{shorten(text)}” is no {name} ({low}-{high}, `*`, lists, ranges, `*/n`)"
    return None


def _is_cron_part(part: str, low: int, high: int, words: tuple[str, ...]) -> bool:
    span, slash, interval = part.partition("/")
    if slash and not (interval.isascii() and interval.isdigit() and int(interval[:6]) > 0):
        return False
    if span == "*":
        return True
    ends = span.split("-")
    if len(ends) > 2 or not all(_is_cron_value(end, low, high, words) for end in ends):
        return False
    return not (len(ends) == 2 and all(end.isdigit() for end in ends) and int(ends[0]) > int(ends[1]))


def _is_cron_value(text: str, low: int, high: int, words: tuple[str, ...]) -> bool:
    return text in words or (text.isascii() and text.isdigit() and len(text) < 3 and low <= int(text) <= high)


def _timezone(value: str) -> str | None:
    if value == "UTC":
        return None
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        hint = did_you_mean(closest(value, zoneinfo.available_timezones()))
        return f"no time zone is called “{shorten(value)}”{hint or '; write one such as Europe/Brussels'}"
    return None


def _is_host(value: str) -> bool:
    # Digits and dots alone are a number that went wrong, never a name.
    return len(value) < 254 and _HOST.fullmatch(value) is not None and not re.fullmatch(r"[\d.]+", value)


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


def _is_port(value: str) -> bool:
    return _PORT.fullmatch(value) is not None and 0 < int(value) < 65536
