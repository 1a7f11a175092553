"""From what was found to what is checked: each target once, however many places it has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guidewarden.model import Occurrence, Target
from guidewarden.plan.found import Found


@dataclass(frozen=True, slots=True)
class Plan:
    """The targets of a run in the order they were first found, and by key the places of each."""

    targets: tuple[Target, ...]
    occurrences: Mapping[str, tuple[Occurrence, ...]]


def make_plan(found: Iterable[Found]) -> Plan:
    """Put together what is found of one target; of several writings the first is the one requested."""
    targets: dict[str, Target] = {}
    occurrences: dict[str, list[Occurrence]] = {}
    for item in found:
        targets.setdefault(item.target.key, item.target)
        occurrences.setdefault(item.target.key, []).append(item.occurrence)
    return Plan(tuple(targets.values()), {key: tuple(places) for key, places in occurrences.items()})
