"""What is said again night after night is kept once: bodies, by their digest.

A page that answers as it did last night gives the same evidence but for its times, and the serial numbers that some
servers give to answers. So these, the moment, are taken out as a short list, and what remains, the facts, is a body that
many nights share. Put together they give what went in, to the digit.
"""

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from guidewarden.model import Evidence, Finding

FRESH = dt.timedelta(days=7)
"""How far behind the note of a body's last use may be; so most nights write nothing for what stays the same."""

_finding = msgspec.json.Decoder(Finding)
_SERIALS = frozenset({"cf-ray", "x-iinfo", "akamai-grn", "x-sucuri-id"})
"""Headers that number answers, so that their values never come again."""

_MICROSECOND = dt.timedelta(microseconds=1)


class Body(NamedTuple):
    """A body to keep: its name and its compressed text."""

    digest: bytes
    body: bytes


class Seen(NamedTuple):
    """Evidence as it is kept: the facts, and the moment: times since its start in microseconds, and serial numbers."""

    facts: Body
    moment: str


def take_apart(evidence: Evidence) -> Seen:
    """Part evidence into facts and moment."""
    tree = msgspec.to_builtins(evidence)
    del tree["started"]
    moment = list(_take_moment(tree, evidence.started))
    return Seen(_body(_compact(tree)), _compact(moment)[1:-1])


def put_together(body: bytes, moment: str, started: dt.datetime) -> Evidence:
    """Give the evidence again."""
    tree = json.loads(zlib.decompress(body))
    _bring_moment(tree, iter(json.loads(f"[{moment}]")), started)
    return msgspec.convert({**tree, "started": started}, Evidence)


def body_of(finding: Finding) -> Body:
    """Give a finding's body."""
    return _body(msgspec.json.encode(finding).decode())


def finding_in(body: bytes) -> Finding:
    """Give the finding again."""
    return _finding.decode(zlib.decompress(body))


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _body(text: str) -> Body:
    data = text.encode()
    return Body(hashlib.blake2b(data, digest_size=16).digest(), zlib.compress(data, 6))


def _take_moment(tree: dict[str, Any], start: dt.datetime) -> Iterator[int | str]:
    """Take out of a tree of evidence what changes every night, in an order that `_bring_moment` follows."""
    for node, is_hop in _nodes(tree):
        if not is_hop:
            yield (dt.datetime.fromisoformat(node.pop("started")) - start) // _MICROSECOND
        yield node.pop("elapsed_ms", 0)
        headers = node.get("headers", {})
        for name in sorted(_SERIALS & headers.keys()):
            yield headers[name]
            headers[name] = ""


def _bring_moment(tree: dict[str, Any], moment: Iterator[Any], start: dt.datetime) -> None:
    for node, is_hop in _nodes(tree):
        if not is_hop:
            node["started"] = start + next(moment) * _MICROSECOND
        node["elapsed_ms"] = next(moment)
        headers = node.get("headers", {})
        for name in sorted(_SERIALS & headers.keys()):
            headers[name] = next(moment)


def _nodes(tree: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Give all evidence, attempts and hops inside evidence, which have times, and whether each is a hop."""
    for name in ("sibling", "cousin", "front", "landing"):
        if (inner := tree.get(name)) is not None:
            yield inner, False
            yield from _nodes(inner)
    for attempt in tree.get("attempts", ()):
        yield attempt, False
        yield from _nodes(attempt)
    for hop in tree.get("hops", ()):
        yield hop, True
