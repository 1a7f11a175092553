"""``guidewarden.yaml`` → `Settings`. Every key has a default; secrets belong in the environment only."""

import ipaddress
import math
import re
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from guidewarden.model import (
    REASONS,
    Cron,
    HostSettings,
    Ignore,
    InputError,
    Settings,
    SourceText,
    Span,
    State,
)
from guidewarden.model.hosts import pattern_name, reference
from guidewarden.model.notifying import Notify
from guidewarden.yamltext import (
    Tree,
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
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_HEADER_VALUE = re.compile(r"[!-~](?:[ -~]*[!-~])?")
_OWN_HEADERS = frozenset(
    {
        "accept-encoding", "connection", "content-length", "expect", "host", "keep-alive", "proxy-authorization",
        "proxy-connection", "range", "te", "trailer", "transfer-encoding", "upgrade", "user-agent",
    }
)  # fmt: skip
_SECRET_HEADER = re.compile(r"auth|cookie|key|password|secret|token")
_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]{1,100}/(?!\.{1,2}$)[A-Za-z0-9_.-]{1,100}")
_PORT = re.compile(r"[0-9]{1,5}")


def load_settings(path: Path | None, base: Path) -> Settings:
    """Load the settings in ``path``; without one, those of ``guidewarden.yaml`` in ``base``, if it is there.

    Raises:
        InputError: with every problem of the file, each with its line and column.
    """
    file = path if path is not None else base / SETTINGS_FILE
    if path is None and not (file.exists() or file.is_symlink()):
        return Settings()
    source = read(file, shown_path(file, base))
    tree = load(source)
    settings = validate(tree, source, Settings, dotted=True)
    misfits = chain(
        _misfits(settings),
        _host_misfits(settings.hosts, file.parent),
        _ignore_misfits(settings.ignore),
        _notify_misfits(settings.notify),
    )
    problems = [problem_at(tree, source, route, message) for route, message in misfits]
    if problems:
        raise InputError(sorted(problems))
    return _in_folder(settings, file.parent).placed(_places(tree, source))


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
        *(
            (f"proxy.prefixes[{index}]", url, _web_address)
            for index, url in enumerate(settings.proxy.prefixes)
        ),
        *(
            (f"proxy.{name}[{index}]", host, _source_host)
            for name in ("suffixes", "hosts", "open")
            for index, host in enumerate(getattr(settings.proxy, name))
        ),
        *((f"registries.{name}", url, _web_address) for name, url in registries),
        ("store", settings.store, _store),
        ("report.directory", settings.report.directory, _folder),
        ("report.edit_url", settings.report.edit_url, _edit_url),
        ("build.directory", settings.build.directory, _folder),
        ("build.base_url", settings.build.base_url, _web_address),
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


def _host_misfits(hosts: Mapping[str, HostSettings], folder: Path) -> Iterator[tuple[str, str]]:
    patterns: dict[str, str] = {}
    for pattern, host in hosts.items():
        route = route_join("hosts", pattern)
        name = pattern_name(pattern)
        if name is None:
            yield (
                route,
                f"`{shorten(pattern)}` is no host; write www.example.org, or *.example.org for all below it",
            )
        elif patterns.setdefault(name, pattern) != pattern:
            yield route, f"`{shorten(pattern)}` is the same host as `{shorten(patterns[name])}`; keep one"
        for header, value in host.headers.items():
            if message := _header(header, value):
                yield route_join(f"{route}.headers", header), f"`{shorten(header)}`: {message}"
        if host.per_second is not None and math.isinf(host.per_second):
            yield f"{route}.per_second", "`per_second`: expected a finite number; found “inf”"
        if host.certificate is not None and not (folder / host.certificate).is_file():
            yield (
                f"{route}.certificate",
                f"`certificate`: there is no file “{shorten(host.certificate)}” beside the settings",
            )


def _header(name: str, value: str) -> str | None:
    lower = name.lower()
    if not _TOKEN.fullmatch(name):
        return "expected the name of a request header, such as X-Library"
    if lower in _OWN_HEADERS:
        return "guidewarden sets this header itself"
    if value.startswith("$"):
        return None if reference(value) else "after `$`, expected the name of an environment variable"
    if not _HEADER_VALUE.fullmatch(value):
        return "expected one line of plain text (ASCII)"
    if _SECRET_HEADER.search(lower):
        return "a secret must not stand in a file; write $NAME, and set NAME in the environment"
    return None


def _ignore_misfits(ignores: Iterable[Ignore]) -> Iterator[tuple[str, str]]:
    for index, ignore in enumerate(ignores):
        route = f"ignore[{index}]"
        if (ignore.url is None) == (ignore.doi is None):
            yield route, f"`{route}`: write one of `url` and `doi`, to say what is ignored"
        if ignore.url is not None and (message := _ignored_url(ignore.url)):
            yield f"{route}.url", f"`{route}.url`: {message}"
        if ignore.expect is not None and (message := _expected(ignore.expect.state, ignore.expect.reason)):
            yield f"{route}.expect", f"`{route}.expect`: {message}"


def _notify_misfits(notify: Notify) -> Iterator[tuple[str, str]]:
    mail = notify.mail
    checks: list[tuple[str, str | None, Callable[[str], str | None]]] = [
        ("operator", notify.operator, _contact),
        ("report_url", notify.report_url, _web_address),
        ("mail.host", mail.host if mail else None, _server),
        ("mail.from", mail.sender if mail else None, _contact),
        ("webhook.url", notify.webhook.url if notify.webhook else None, _address_or_variable),
        ("ping.url", notify.ping.url if notify.ping else None, _address_or_variable),
        ("github.repository", notify.github.repository if notify.github else None, _repository),
        ("github.api", notify.github.api if notify.github else None, _web_address),
    ]
    for name, value, check in checks:
        if value is not None and (message := check(value)):
            yield f"notify.{name}", f"`notify.{name}`: {message}"
    if mail and mail.user and mail.tls == "none":
        yield "notify.mail.tls", "`notify.mail.tls`: with a `user`, the password would be sent in the clear"


def _server(value: str) -> str | None:
    if _is_host(value) or _is_address(value.strip("[]")):
        return None
    return f"expected a host name such as smtp.example.org; found “{shorten(value)}”"


def _address_or_variable(value: str) -> str | None:
    return None if reference(value) else _web_address(value)


def _repository(value: str) -> str | None:
    return None if _REPOSITORY.fullmatch(value) else f"expected owner/name; found “{shorten(value)}”"


def _ignored_url(value: str) -> str | None:
    if "://" in value:
        return _web_address(value.removesuffix("*"))
    if pattern_name(value) is None:
        return (
            "expected an address (https://example.org/a), its beginning (https://example.org/a*) or a host "
            f"(*.example.org); found “{shorten(value)}”"
        )
    return None


def _expected(state: str | None, reason: str | None) -> str | None:
    if state is None and reason is None:
        return "write `state`, `reason` or both"
    if reason is None:
        return None
    if reason not in REASONS:
        hint = did_you_mean(closest(reason, REASONS)) or "; docs/verdicts.md lists them"
        return f"no reason is called “{shorten(reason)}”{hint}"
    states = REASONS[reason].states
    if state is not None and State(state) not in states:
        return f"{reason} is never {state}, but {' or '.join(states)}"
    return None


def _in_folder(settings: Settings, folder: Path) -> Settings:
    """Make the paths of certificates, relative to the settings, paths from here."""
    hosts = {
        pattern: host.model_copy(update={"certificate": str(folder / host.certificate)})
        if host.certificate
        else host
        for pattern, host in settings.hosts.items()
    }
    return settings.model_copy(update={"hosts": hosts}) if hosts else settings


def _places(tree: Tree, source: SourceText) -> dict[str, Span]:
    """Give the places of hosts and ignores, which messages and findings point to, and of the whole file."""
    places = {
        route: source.span(start, min(end, max(start, source.text.find("\n", start))))
        for route, (start, end) in tree.ranges.items()
        if route.startswith(("hosts", "ignore"))
    }
    return {"": source.span(0, 0), **places} if places else {}


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


def _source_host(value: str) -> str | None:
    if _is_host(value) and "." in value.strip("."):
        return None
    return f"expected a host name such as proxy.example.edu; found “{shorten(value)}”"


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


_EDIT_WORDS = ("path", "line", "column", "guide", "libguides")


def _edit_url(value: str) -> str | None:
    found = re.findall(r"\{([^{}]*)\}", value)
    for word in found:
        if word not in _EDIT_WORDS:
            return f"`{{{shorten(word)}}}` stands for nothing{did_you_mean(closest(word, _EDIT_WORDS))}"
    if not found:
        return "nothing in it names the guide; write {path}, {guide} or {libguides}"
    filled = re.sub(r"\{[^{}]*\}", "x", value)
    if "{" in filled or "}" in filled:
        return "a brace is left alone"
    return _web_address(filled)


def _folder(value: str) -> str | None:
    return None if value.strip() else "expected the name of a folder; found empty text"


def _cron(value: str) -> str | None:
    try:
        Cron.parse(value)
    except ValueError as error:
        return str(error)
    return None


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
