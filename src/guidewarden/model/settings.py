"""The settings of ``guidewarden.yaml``: every key has a default, an unknown one is an error."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=1)]


class Group(BaseModel):
    """A mapping of settings."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Network(Group):
    """How requests are made."""

    contact: str | None = Field(
        None, description="Mail address in the User-Agent, so that a site's keeper can write to you."
    )
    allow: tuple[str, ...] = Field(
        (), description="Private networks or host names that may be connected to, such as 127.0.0.0/8."
    )
    timeout: Positive = Field(10, description="Seconds to wait for a connection, and for each read.")
    retries: Annotated[int, Field(ge=0, le=5)] = Field(1, description="Further tries for what may heal.")
    controls: tuple[str, ...] = Field(
        ("https://www.iana.org/", "https://www.wikipedia.org/"),
        description="Addresses that tell whether this machine is online; asked only when links fail to connect.",
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


class Registries(Group):
    """Base URLs of the registries."""

    doi: str = Field("https://doi.org", description="The DOI resolver and its Handle API.")
    crossref: str = Field("https://api.crossref.org", description="Crossref's REST API.")
    datacite: str = Field("https://api.datacite.org", description="DataCite's REST API.")
    wayback: str = Field("https://archive.org", description="The Wayback Machine's availability API.")


class Report(Group):
    """Where reports go."""

    directory: str = Field("reports", description="Folder, relative to the configuration file.")


class Schedule(Group):
    """When the nightly job runs."""

    cron: str = Field("15 3 * * *", description="Cron expression of the nightly run.")
    timezone: str = Field("UTC", description="IANA time zone of the expression.")


class Markup(Group):
    """What markup is held to."""

    target: Literal["modern", "ie11"] = Field(
        "modern", description="ie11 adds what breaks in Internet Explorer 11."
    )


class Settings(Group):
    """All settings."""

    network: Network = Field(default_factory=Network, description="How requests are made.")
    pace: Pace = Field(default_factory=Pace, description="How gently sites are treated.")
    registries: Registries = Field(default_factory=Registries, description="Base URLs of registries.")
    store: str = Field("sqlite:///reports/guidewarden.db", description="Where evidence and history are kept.")
    report: Report = Field(default_factory=Report, description="Where reports go.")
    schedule: Schedule = Field(default_factory=Schedule, description="When the nightly job runs.")
    markup: Markup = Field(default_factory=Markup, description="What markup is held to.")
