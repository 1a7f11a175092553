"""The settings of ``guidewarden.yaml``: every key has a default, an unknown one is an error."""

import json
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr

from guidewarden.model.group import Count, Group, Positive, Seconds
from guidewarden.model.hosts import HostSettings
from guidewarden.model.ignores import Ignore
from guidewarden.model.notifying import Notify
from guidewarden.model.text import Span

_NO_FILE = Span("guidewarden.yaml", 1, 1, 1, 1, 0, 0)


class Network(Group):
    """How requests are made."""

    contact: str | None = Field(
        None, description="Mail address in the User-Agent, so that a site's keeper can write to you."
    )
    allow: tuple[str, ...] = Field(
        (), description="Private networks or host names that may be connected to, such as 127.0.0.0/8."
    )
    timeout: Seconds = Field(10, description="Seconds to wait for a connection, and for each read.")
    retries: Annotated[int, Field(ge=0, le=5)] = Field(1, description="Further tries for what may heal.")
    archive: bool = Field(
        True,
        description="Look for archived copies of what is broken; its address is then sent to the archive.",
    )
    controls: tuple[str, ...] = Field(
        ("https://www.iana.org/", "https://www.wikipedia.org/"),
        description="Addresses that tell whether this machine sees the web; asked only when links fail.",
    )
    connect_to: dict[str, str] = Field(
        default_factory=dict,
        description='Connect elsewhere than the name says, as "host:port": "address:port"; * stands for any host.',
    )


class Pace(Group):
    """How gently sites are treated."""

    concurrency: Count = Field(4, description="Requests at once to one host.")
    per_second: Positive = Field(10, description="Requests a second to one host.")
    total: Count = Field(256, description="Requests at once in all.")
    minutes: Annotated[float, Field(gt=0, le=1440)] = Field(
        360, description="Longest a run may check, in minutes; what is left is listed as not checked."
    )


class Registries(Group):
    """Base URLs of the registries."""

    doi: str = Field("https://doi.org", description="The DOI resolver and its Handle API.")
    crossref: str = Field("https://api.crossref.org", description="Crossref's REST API.")
    datacite: str = Field("https://api.datacite.org", description="DataCite's REST API.")
    wayback: str = Field("https://archive.org", description="The Wayback Machine's availability API.")


class Report(Group):
    """Where reports go, and how they speak."""

    directory: str = Field("reports", description="Folder, relative to the configuration file.")
    language: Literal["en", "fr"] = Field("en", description="Language of the HTML report and the summary.")
    edit_url: str | None = Field(
        None,
        description="Where a guide is edited, such as https://github.com/ORG/REPO/edit/main/{path}#L{line}; "
        "{guide}, {column} and {libguides} (the number in the guide's address) may stand in it too.",
    )


class Build(Group):
    """The guides' web pages."""

    directory: str = Field("site", description="Folder, relative to the configuration file.")
    title: Annotated[str, Field(min_length=1)] = Field(
        "Research guides", description="What the pages are called together, such as your library's name."
    )
    base_url: str | None = Field(
        None, description="Where the pages are published, such as https://guides.example.org."
    )


class Schedule(Group):
    """When the nightly job runs."""

    cron: str = Field("15 3 * * *", description="Cron expression of the nightly run.")
    timezone: str = Field("UTC", description="IANA time zone of the expression.")


class Markup(Group):
    """What markup is held to."""

    target: Literal["modern", "ie11"] = Field(
        "modern", description="ie11 adds what breaks in Internet Explorer 11."
    )


class Proxy(Group):
    """The library's proxy, through which readers reach licensed sources."""

    prefixes: tuple[str, ...] = Field(
        (), description="What stands before a source's address, such as https://proxy.example.edu/login?url=."
    )
    suffixes: tuple[str, ...] = Field(
        (),
        description="Hosts that the proxy appends to a source's host, such as proxy.example.edu "
        "for www-jstor-org.proxy.example.edu.",
    )
    hosts: tuple[str, ...] = Field(
        (),
        description="Hosts of sources behind the proxy, such as www.e-library.example.org; "
        "they settle what a hyphen in a rewritten host stands for.",
    )
    open: tuple[str, ...] = Field(
        (),
        description="Hosts that anybody can read and that need no proxy, such as arxiv.org; those below count too.",
    )


class Citations(Group):
    """How citations are compared with what the registries of DOIs hold."""

    records: bool = Field(
        True,
        description="Compare cited works with the records of Crossref and DataCite, and hear of retractions.",
    )
    days: Annotated[int, Field(ge=1, le=365)] = Field(
        7, description="For how many days a record counts as fresh, and is not asked for again."
    )
    suggest: bool = Field(
        True, description="Search Crossref for the DOIs of articles that are cited without one."
    )
    landing: bool = Field(
        True, description="Look at the pages that DOIs lead to, too; reported apart from the DOI."
    )


class Retention(Group):
    """How long the store keeps what it holds."""

    evidence_days: Annotated[int, Field(ge=1, le=36_500)] = Field(
        90, description="For how many days evidence and findings are kept; those of the last run always are."
    )
    verdict_days: Annotated[int, Field(ge=14, le=36_500)] = Field(
        400, description="For how many days verdicts are kept, from which since when and history are told."
    )


class Settings(Group):
    """All settings."""

    network: Network = Field(default_factory=Network, description="How requests are made.")
    pace: Pace = Field(default_factory=Pace, description="How gently sites are treated.")
    registries: Registries = Field(default_factory=Registries, description="Base URLs of registries.")
    store: str = Field("sqlite:///reports/guidewarden.db", description="Where evidence and history are kept.")
    retention: Retention = Field(
        default_factory=Retention, description="How long the store keeps what it holds."
    )
    report: Report = Field(default_factory=Report, description="Where reports go, and how they speak.")
    build: Build = Field(default_factory=Build, description="The guides' web pages.")
    schedule: Schedule = Field(default_factory=Schedule, description="When the nightly job runs.")
    notify: Notify = Field(default_factory=Notify, description="Who is told of a run, and how.")
    proxy: Proxy = Field(default_factory=Proxy, description="The library's proxy.")
    markup: Markup = Field(default_factory=Markup, description="What markup is held to.")
    citations: Citations = Field(
        default_factory=Citations, description="How citations are compared with the registries' records."
    )
    hosts: dict[str, HostSettings] = Field(
        default_factory=dict,
        description="Settings for single hosts, by name (www.example.org) or pattern (*.example.org).",
    )
    ignore: tuple[Ignore, ...] = Field((), description="What is left alone, until when, and why.")

    _places: Mapping[str, Span] = PrivateAttr(default_factory=dict)

    def placed(self, places: Mapping[str, Span]) -> "Settings":
        """Give these settings with the places of their values in the file, by route."""
        copy = self.model_copy()
        copy._places = dict(places)  # noqa: SLF001 - its own class
        return copy

    @staticmethod
    def host_route(pattern: str) -> str:
        """Name the place of a host's settings."""
        return f"hosts[{json.dumps(pattern, ensure_ascii=False)}]"

    def place(self, route: str) -> Span:
        """Give where a value stands in the file; the file's beginning when that is not known."""
        return self._places.get(route, self._places.get("", _NO_FILE))
