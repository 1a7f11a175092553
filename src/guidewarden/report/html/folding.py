"""Many links of one site that fail in one way: one row with a cause, the links folded beneath."""

from collections.abc import Iterable
from dataclasses import dataclass

from guidewarden.model import Kind, State
from guidewarden.report.digest import Row, Topic

ENOUGH = 5
"""From how many links on one cause is likelier than many."""

_TOPICS = (Topic.NEW, Topic.STILL, Topic.WATCHING, Topic.BY_HAND, Topic.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The rows of one host in one state for one reason; never fewer than `ENOUGH`."""

    host: str
    rows: tuple[Row, ...]


def clusters(topic: Topic, rows: Iterable[Row]) -> tuple[list[Cluster], set[int]]:
    """Give the clusters among a topic's rows, in the rows' order, and the ids of the rows in them."""
    alike: dict[tuple[str, State, str], list[Row]] = {}
    for row in rows if topic in _TOPICS else ():
        result = row.result
        # That several DOIs are not registered says nothing of the registry: each is a slip of its own.
        if result is None or (result.target.kind is Kind.DOI and result.verdict.state is State.BROKEN):
            continue
        alike.setdefault((result.target.host, result.verdict.state, result.verdict.reason), []).append(row)
    found = [
        Cluster(host, tuple(same)) for (host, _, _), same in alike.items() if host and len(same) >= ENOUGH
    ]
    return found, {id(row) for cluster in found for row in cluster.rows}
