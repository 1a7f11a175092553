"""What keeps a finding from counting: an ignore in the guide's text, or an entry of the baseline."""

import datetime as dt
from enum import StrEnum

from msgspec import Struct
from pydantic import Field

from guidewarden.model.group import Group
from guidewarden.model.guide import Day, Identifier, Text
from guidewarden.model.text import Span


class AcceptedBy(StrEnum):
    """Where it is written that a finding does not count."""

    INLINE = "inline"
    """A comment in the guide."""
    BASELINE = "baseline"
    """The list of what was known before."""


class Acceptance(Struct, frozen=True):
    """Why a finding does not count, who decided that, and the last day it holds."""

    by: AcceptedBy
    reason: str
    owner: str = ""
    until: dt.date | None = None


class BaselineEntry(Group):
    """One known finding. All but the first two keys and the decision is there to help a person recognise it."""

    fingerprint: str = Field(pattern=r"^[0-9a-f]{16}$", description="The finding's fingerprint.")
    code: Text = Field(description="The rule's code.")
    guide: str = Field("", description="The guide's identifier; empty for what is in no guide.")
    about: str = Field("", description="The link, DOI or text that the finding is about.")
    message: str = Field("", description="What the finding said when it was entered.")
    reason: Text = Field(description="Why it may stay.")
    owner: Identifier | None = Field(None, description="Key of the person in people.yaml who decided it.")
    until: Day | None = Field(None, description="The last day it may stay (YYYY-MM-DD).")


class BaselineFile(Group):
    """The file ``baseline.yaml``."""

    findings: tuple[BaselineEntry, ...] = Field((), description="Known findings.")


class Baseline(Struct, frozen=True):
    """Known findings, and where each stands in the file ``path``."""

    path: str
    entries: tuple[BaselineEntry, ...] = ()
    places: tuple[Span, ...] = ()
