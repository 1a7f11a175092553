"""Many links of one site that fail in one way: one fold that says why, the links beneath."""

from collections.abc import Iterable

from msgspec import Struct

from guidewarden.model import Kind, State
from guidewarden.report.digest import Row, Topic

ENOUGH = 5
"""From how many links of one site on a reader is spared going through them one by one."""

GONE = ("not-found", "gone", "soft-404", "redirect-to-home", "redirect-to-all")
"""Reasons that are a page's own: many of them at one site may still have as many causes."""

OF_SITE = (
    "parked", "dns-no-such-host", "dns-temporary", "tls-expired", "tls-wrong-name", "tls-self-signed", "tls-error",
    "timeout", "server-error", "connection-refused", "connection-lost", "unreachable", "protocol-error",
    "bot-challenge", "forbidden", "rate-limited", "proxy-refused", "incomplete-chain", "registry-no-answer",
)  # fmt: skip
"""Reasons that are the site's: one cause is likely behind all of them."""

_TOPICS = (Topic.NEW, Topic.STILL, Topic.WATCHING, Topic.BY_HAND, Topic.UNKNOWN)


class Cluster(Struct, frozen=True):
    """The rows of one host in one state for one reason; never fewer than `ENOUGH`."""

    host: str
    rows: tuple[Row, ...]

    @property
    def reason(self) -> str:
        """The reason that they share."""
        return self.rows[0].result.verdict.reason if self.rows[0].result else ""

    @property
    def one_cause(self) -> bool:
        """Whether the reason is the site's, so that one cause is likely."""
        return self.reason in OF_SITE


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
