"""The works of the practice web, from which its registries answer: `works.yaml`, read and checked."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from string import ascii_lowercase, ascii_uppercase
from typing import Annotated, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

_FOLD = str.maketrans(ascii_uppercase, ascii_lowercase)

Date = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(_Part):
    """An author: ``family`` and ``given``, or ``literal`` for a body."""

    family: str = ""
    given: str = ""
    literal: str = ""


class Notice(_Part):
    """A notice, in Crossref's words. ``doi`` is the other work's; it stands in the record from night ``since`` on."""

    type: str
    doi: str
    source: str
    date: Date
    since: int = 1


class Record(_Part):
    """What an agency holds of a work. ``printed`` and ``online`` are dates (YYYY, YYYY-MM or YYYY-MM-DD)."""

    type: str
    title: str
    subtitle: str = ""
    author: tuple[Person, ...] = ()
    container: str = ""
    short_container: str = ""
    publisher: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    printed: Date | None = None
    online: Date | None = None
    issn: tuple[str, ...] = ()
    updated_by: tuple[Notice, ...] = ()
    update_to: tuple[Notice, ...] = ()


class PracticeWork(_Part):
    """A registered DOI: the address it leads to, or the prime DOI it is an alias of, and its agency's record."""

    doi: str
    agency: str = "Crossref"
    leads_to: str | None = None
    alias: str | None = None
    record: Record | None = None
    down: bool = False

    @model_validator(mode="after")
    def _aliases_have_nothing_of_their_own(self) -> Self:
        if self.alias and (self.leads_to or self.record):
            raise ValueError(f"{self.doi}: an alias has neither an address nor a record")
        return self


@cache
def shipped() -> tuple[PracticeWork, ...]:
    """Give the works that ship with guidewarden."""
    text = (files("guidewarden.demo") / "works.yaml").read_text("utf-8")
    # Dates stay the strings that they are in the file.
    return tuple(PracticeWork.model_validate(row) for row in yaml.load(text, yaml.BaseLoader))  # noqa: S506


def records_of(agency: str) -> Iterator[tuple[PracticeWork, Record]]:
    """Give the shipped works that an agency holds a record of, with the record."""
    return ((work, work.record) for work in shipped() if work.agency == agency and work.record)


def fold(doi: str) -> str:
    """Fold ASCII letters alone, as the Handle System does; two DOIs are one where these are equal."""
    return doi.translate(_FOLD)
