"""What extraction finds: a target and one place where it stands."""

from dataclasses import dataclass

from guidewarden.model import Occurrence, Target


@dataclass(frozen=True, slots=True)
class Found:
    """One target at one place; the same target comes once for every place."""

    target: Target
    occurrence: Occurrence


@dataclass(frozen=True, slots=True)
class Place:
    """A target inside one text: the range of what is written, and the words readers see for it."""

    start: int
    end: int
    target: Target
    label: str
