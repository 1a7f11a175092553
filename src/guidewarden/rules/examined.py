"""What looking at one guide alone gives, in a form that another process can hand over."""

from typing import NamedTuple

from msgspec import Struct

from guidewarden.model import GuideDocument, Kind, Occurrence, Role, Target
from guidewarden.plan import Found
from guidewarden.rules.routes import section_title
from guidewarden.rules.rule import Hit

Said = tuple[str, Hit, Occurrence]
"""What a rule said, by its code, and the place of it."""


class Mentioned(NamedTuple):
    """A target at one of its places in a guide: plain values, of which target and occurrence are made when asked for.

    ``start`` and ``end`` are offsets of the file.
    """

    key: str
    kind: Kind
    url: str
    host: str
    doi: str | None
    role: Role
    route: str
    label: str
    written: str
    start: int
    end: int

    @classmethod
    def of(cls, found: Found) -> "Mentioned":
        """Take what matters of what was found."""
        target, place = found.target, found.occurrence
        return cls(
            target.key, target.kind, target.url, target.host, target.doi, target.role,
            place.route, place.label, place.written, place.span.start, place.span.end,
        )  # fmt: skip

    @property
    def target(self) -> Target:
        """The target."""
        return Target(self.key, self.kind, self.url, self.host, self.doi, self.role)

    def occurrence(self, document: GuideDocument) -> Occurrence:
        """Make the place again, as extraction found it in this document."""
        return Occurrence(
            target_key=self.key,
            guide=document.id,
            route=self.route,
            label=self.label,
            span=document.source.span(self.start, self.end),
            written=self.written,
            section=section_title(document.guide, self.route),
        )


class Examined(Struct, frozen=True):
    """What the rules on single guides said of one, and all targets that it mentions."""

    said: tuple[Said, ...]
    mentioned: tuple[Mentioned, ...]
