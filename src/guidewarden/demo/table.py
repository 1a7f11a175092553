"""The table of behaviours: what each address of the practice web does on which night."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from importlib.resources import files
from typing import Annotated, Self
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from guidewarden.demo.authority import Flaw


class Behaviour(StrEnum):
    """How an address answers. `behaviours.yaml` says what each is for."""

    GOOD = "good"
    HICCUP = "hiccup"
    NOT_FOUND = "not-found"
    GONE = "gone"
    SOFT_404 = "soft-404"
    MOVED = "moved"
    REDIRECT_HOME = "redirect-home"
    BOT_WALL = "bot-wall"
    CHALLENGE = "challenge"
    LOGIN = "login"
    UNAUTHORIZED = "unauthorized"
    RATE_LIMITED = "rate-limited"
    SLOW = "slow"
    UNAVAILABLE = "unavailable"
    RESET = "reset"
    PARKED = "parked"
    TLS_EXPIRED = "tls-expired"
    TLS_WRONG_NAME = "tls-wrong-name"
    TLS_SELF_SIGNED = "tls-self-signed"
    TLS_INCOMPLETE_CHAIN = "tls-incomplete-chain"

    @property
    def flaw(self) -> Flaw | None:
        """The flaw of the host's certificate, where the behaviour is one."""
        return Flaw(self.removeprefix("tls-")) if self.startswith("tls-") else None


_CARELESS = (Behaviour.SOFT_404, Behaviour.REDIRECT_HOME)
"""What sites do instead of answering 404; who does so for one address does so for all that are not there."""


class Row(BaseModel):
    """One row: ``url`` is an address, in which ``*`` stands for anything; the last of ``nights`` goes on for ever."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: Annotated[str, Field(pattern=r"^https?://")]
    nights: Annotated[tuple[Behaviour, ...], Field(min_length=1)]
    to: str | None = None

    @model_validator(mode="after")
    def _moved_needs_a_place(self) -> Self:
        if (Behaviour.MOVED in self.nights) != (self.to is not None):
            raise ValueError(f"{self.url}: “to” and “moved” go together")
        return self

    def matches(self, url: str) -> bool:
        """Tell whether this row is about ``url``. An address without a path is that of its front page."""
        return self._pattern.fullmatch(with_path(url)) is not None

    def tonight(self, night: int) -> Behaviour:
        """Give the behaviour of a night, counted from 1."""
        return self.nights[min(night, len(self.nights)) - 1]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(".*".join(re.escape(part) for part in with_path(self.url).split("*")))


class Table:
    """Rows in order: the first that matches decides; where none does, a good page is served."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = tuple(rows)

    @classmethod
    def shipped(cls) -> "Table":
        """Read the table that ships with guidewarden."""
        data = yaml.safe_load((files("guidewarden.demo") / "behaviours.yaml").read_text("utf-8"))
        return cls([Row.model_validate(row) for row in data])

    def find(self, url: str, night: int) -> tuple[Behaviour, str | None]:
        """Give what an address does on a night, and where it has moved if it has."""
        row = next((row for row in self.rows if row.matches(url)), None)
        return (row.tonight(night), row.to) if row else (Behaviour.GOOD, None)

    def flaw(self, host: str, night: int) -> Flaw | None:
        """Give the flaw of a host's certificate on a night: that of the first row about the host that has one."""
        return next((flaw for row in self._about(host) if (flaw := row.tonight(night).flaw)), None)

    def missing(self, host: str, night: int) -> Behaviour:
        """Give what a host does on a night when asked for a page it does not have."""
        shown = {row.tonight(night) for row in self._about(host)}
        return next((each for each in _CARELESS if each in shown), Behaviour.NOT_FOUND)

    def _about(self, host: str) -> Iterator[Row]:
        return (row for row in self.rows if urlsplit(row.url).hostname == host.lower())


def with_path(url: str) -> str:
    """Write the address of a front page with its slash, drop a fragment: ``https://a.example`` → ``https://a.example/``."""
    base, _, query = url.partition("#")[0].partition("?")
    slash = "/" if base.count("/") == 2 else ""
    return f"{base}{slash}?{query}" if query else base + slash
