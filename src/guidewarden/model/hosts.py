"""Settings for single hosts: how one is asked, and what of its answers counts."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

import ada_url
from pydantic import Field

from guidewarden.model.group import Count, Group, Positive, Seconds

_REFERENCE = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")


class HostSettings(Group):
    """What is different with one host, or with the hosts of a pattern. What is not set stays as for all hosts."""

    headers: dict[str, str] = Field(
        default_factory=dict,
        description="Extra request headers. $NAME stands for the environment variable of that name.",
    )
    concurrency: Count | None = Field(None, description="Requests at once.")
    per_second: Positive | None = Field(None, description="Requests a second.")
    method: Literal["GET", "HEAD"] = Field(
        "GET",
        description="HEAD for hosts that ask for it; GET still decides when HEAD brings no good answer.",
    )
    certificate: Annotated[str, Field(min_length=1)] | None = Field(
        None, description="A PEM file to trust for this host alone, relative to the configuration file."
    )
    accept: tuple[Annotated[int, Field(ge=300, le=999)], ...] = Field(
        (), description="Statuses of this host that count as fine, such as [403]."
    )
    robots: bool = Field(
        False, description="Whether the host's robots.txt is obeyed: what it disallows is not asked for."
    )
    timeout: Seconds | None = Field(None, description="Seconds to wait for a connection, and for each read.")


def reference(value: str) -> str | None:
    """Give the name of the environment variable that a header's value stands for, None for plain text."""
    found = _REFERENCE.fullmatch(value)
    return found[1] if found else None


def host_name(written: str) -> str | None:
    """Give a host as addresses have it once they are read (ASCII, lower case), without brackets and last dot.

    None when it is no host.
    """
    bare = written.removeprefix("[").removesuffix("]") if written.startswith("[") else written
    shown = f"[{bare}]" if ":" in bare else bare
    if not bare or re.search(r"[\s/?#@\\%*]", bare):
        return None
    try:
        return ada_url.URL(f"http://{shown}/").hostname.strip("[]").rstrip(".") or None
    except ValueError:
        return None


def pattern_name(pattern: str) -> str | None:
    """Give the form in which patterns are compared: a host, or ``*.`` and a host; None when it is neither."""
    name = host_name(pattern.removeprefix("*."))
    if name is None or not pattern.startswith("*."):
        return name
    return None if ":" in name or name.rpartition(".")[2].isdecimal() else f"*.{name}"


def patterns_of(host: str) -> Iterator[str]:
    """Give all patterns that match a host, the most specific first: itself, then ``*.`` and each domain above it.

    ``*.example.org`` matches what is below example.org, however deep, and not example.org itself.
    """
    name = host_name(host)
    if name is None:
        return
    yield name
    while ":" not in name and "." in name:
        name = name.partition(".")[2]
        yield f"*.{name}"


class HostTable:
    """Finds the settings of hosts: the most specific pattern wins, whole; patterns are not added up."""

    def __init__(self, hosts: Mapping[str, HostSettings] | None = None) -> None:
        self._hosts = {pattern_name(pattern): each for pattern, each in (hosts or {}).items()}
        self._routes = {pattern_name(pattern): pattern for pattern in hosts or {}}
        self._usual = HostSettings()

    def find(self, host: str) -> HostSettings:
        """Give the settings of a host, in any form addresses have it; the defaults where no pattern matches."""
        pattern = self._match(host)
        return self._usual if pattern is None else self._hosts[pattern]

    def pattern(self, host: str) -> str | None:
        """Give the pattern that wins for a host, as it is written."""
        pattern = self._match(host)
        return None if pattern is None else self._routes[pattern]

    def _match(self, host: str) -> str | None:
        if not self._hosts:
            return None
        return next((pattern for pattern in patterns_of(host) if pattern in self._hosts), None)
