"""Ignores: what a librarian has decided to leave alone, until when, and while what stays the same."""

import hashlib
import json
from typing import Annotated, Literal

from pydantic import Field

from guidewarden.model.group import Group
from guidewarden.model.guide import Day, Identifier, Text


class Expected(Group):
    """What an ignored target is expected to be: the ignore holds only while it is that."""

    state: Literal["moved", "blocked", "failing", "broken", "unverifiable"] | None = Field(
        None, description="The state; failing and broken count as one."
    )
    reason: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")] | None = Field(
        None, description="The reason, a word of docs/verdicts.md such as not-found."
    )


class Ignore(Group):
    """One entry of ``ignore:``. Exactly one of ``url`` and ``doi`` says what is ignored."""

    url: Text | None = Field(
        None,
        description="An address (https://example.org/a), the beginning of addresses (https://example.org/a*), "
        "or a host (www.example.org, *.example.org).",
    )
    doi: Annotated[str, Field(pattern=r"^10\.[0-9]{4,9}(\.[0-9]+)*/\S+$")] | None = Field(
        None, description="A bare DOI, such as 10.1162/ISEC_a_00236."
    )
    reason: Text = Field(description="Why, in a few words; it stands in the report.")
    owner: Identifier | None = Field(None, description="Key of the person in people.yaml who decided it.")
    until: Day = Field(description="The last day it applies (YYYY-MM-DD); then it must be decided again.")
    expect: Expected | None = Field(
        None,
        description="What the target is expected to be; without it, what it was when the ignore first applied.",
    )

    @property
    def pattern(self) -> str:
        """What is ignored, as written."""
        return self.doi or self.url or ""

    @property
    def mark(self) -> str:
        """Name this decision: 16 hex digits. Another day or other words make it a new decision."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]
