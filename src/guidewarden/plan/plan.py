"""From what was found to what is checked: each target once, however many places it has."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from guidewarden.model import Occurrence, Role, Target
from guidewarden.plan.found import Found


class Plan(Struct, frozen=True):
    """The targets of a run in the order they were first found, and by key the places of each."""

    targets: tuple[Target, ...]
    occurrences: Mapping[str, tuple[Occurrence, ...]]


def make_plan(found: Iterable[Found]) -> Plan:
    """Put together what is found of one target; of several writings the first is the one requested.

    An address that somebody wrote out is no guess, whatever else leads there. Of a proxy, each target
    holds the places of all links through it, named for the proxy.
    """
    targets: dict[str, Target] = {}
    occurrences: dict[str, list[Occurrence]] = {}
    for item in found:
        key = item.target.key
        if key not in targets or (targets[key].role is Role.GUESS and item.target.role is Role.SOURCE):
            targets[key] = item.target
        occurrences.setdefault(key, []).append(item.occurrence)
        for wrapper in item.wrappers:
            targets.setdefault(wrapper.target.key, wrapper.target)
            place = replace(item.occurrence, target_key=wrapper.target.key, label=wrapper.label)
            occurrences.setdefault(wrapper.target.key, []).append(place)
    return Plan(tuple(targets.values()), {key: tuple(places) for key, places in occurrences.items()})
