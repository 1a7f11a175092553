"""One occasion to make an error or a variation, and the kinds of both by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.support.corpus import Entry

from guidewarden.model import Name, SourceRecord, Work

Varied = tuple[SourceRecord, Work] | None
"""A right citation and a right record that differ on paper; None where the work gives no occasion for it."""

Wrong = tuple[SourceRecord, Work, str] | None
"""A citation, the record its DOI leads to, and what is to be found: a field's name, ``work`` or ``notice``."""


@dataclass(frozen=True)
class Case:
    """A work, the works beside it, and chance."""

    entry: Entry
    others: Sequence[Entry]
    random: Random

    @property
    def source(self) -> SourceRecord:
        """The careful citation."""
        return self.entry.source

    @property
    def work(self) -> Work:
        """The true record."""
        return self.entry.work


VARIATIONS: dict[str, Callable[[Case], Varied]] = {}
ERRORS: dict[str, Callable[[Case], Wrong]] = {}


def variation(function: Callable[[Case], Varied]) -> Callable[[Case], Varied]:
    VARIATIONS[function.__name__.replace("_", " ")] = function
    return function


def error(function: Callable[[Case], Wrong]) -> Callable[[Case], Wrong]:
    ERRORS[function.__name__.replace("_", " ")] = function
    return function


def dumped(names: Sequence[Name]) -> list[dict[str, str]]:
    """Give names as a guide's YAML holds them."""
    return [name.model_dump(exclude_none=True) for name in names]
