"""What is said again night after night is kept once: bodies by digest, verdicts by stretches of nights.

Revision ID: 0003
"""

import datetime as dt
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_STILL = 2_147_483_647
_SERIALS = ("akamai-grn", "cf-ray", "x-iinfo", "x-sucuri-id")


def upgrade() -> None:
    """Make the new tables and bring everything over, run by run."""
    op.add_column("runs", sa.Column("night", sa.Integer))
    op.add_column("runs", sa.Column("counts", sa.Text))
    op.create_index("runs_by_night", "runs", ["scope", "night"])
    op.create_table(
        "bodies",
        sa.Column("digest", sa.LargeBinary(16), primary_key=True),
        sa.Column("used", sa.DateTime, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("bodies_by_use", "bodies", ["used"])
    op.rename_table("evidence", "old_evidence")
    op.rename_table("findings", "old_findings")
    op.create_table(
        "evidence",
        sa.Column("run_id", sa.String(32), sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("target_key", sa.Text, nullable=False),
        sa.Column("checked_at", sa.DateTime, nullable=False),
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.Column("moment", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "target_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "findings",
        sa.Column("run_id", sa.String(32), sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("fingerprint", sa.String(16), nullable=False),
        sa.Column("first_seen", sa.DateTime, nullable=False),
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "fingerprint"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stretches",
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("target_key", sa.Text, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("replacement", sa.Text),
        sa.PrimaryKeyConstraint("mark", "target_key", "first"),
        sqlite_with_rowid=False,
    )
    op.create_index("stretches_by_end", "stretches", ["mark", "last"])
    bind = op.get_bind()
    for scope in bind.execute(sa.select(_runs.c.scope).distinct()).scalars().all():
        _bring_scope(bind, scope)
    for name in ("old_evidence", "old_findings", "verdicts"):
        op.drop_table(name)


_runs = sa.table(
    "runs",
    sa.column("id"),
    sa.column("scope"),
    sa.column("started", sa.DateTime),
    sa.column("state"),
    sa.column("night"),
    sa.column("counts"),
)
_bodies = sa.table(
    "bodies",
    sa.column("digest", sa.LargeBinary),
    sa.column("used", sa.DateTime),
    sa.column("body", sa.LargeBinary),
)
_old_evidence = sa.table(
    "old_evidence",
    sa.column("run_id"),
    sa.column("target_key"),
    sa.column("body", sa.LargeBinary),
)
_old_findings = sa.table(
    "old_findings",
    sa.column("run_id"),
    sa.column("fingerprint"),
    sa.column("first_seen", sa.DateTime),
    sa.column("body", sa.LargeBinary),
)
_verdicts = sa.table(
    "verdicts",
    sa.column("run_id"),
    sa.column("target_key"),
    sa.column("state"),
    sa.column("reason"),
    sa.column("replacement"),
)
_evidence = sa.table(
    "evidence",
    sa.column("run_id"),
    sa.column("target_key"),
    sa.column("checked_at", sa.DateTime),
    sa.column("digest", sa.LargeBinary),
    sa.column("moment"),
)
_findings = sa.table(
    "findings",
    sa.column("run_id"),
    sa.column("fingerprint"),
    sa.column("first_seen", sa.DateTime),
    sa.column("digest", sa.LargeBinary),
)
_stretches = sa.table(
    "stretches",
    sa.column("mark"),
    sa.column("target_key"),
    sa.column("first"),
    sa.column("last"),
    sa.column("since", sa.DateTime),
    sa.column("state"),
    sa.column("reason"),
    sa.column("status"),
    sa.column("replacement"),
)


def _bring_scope(bind: sa.Connection, scope: str) -> None:
    known = {bytes(digest) for (digest,) in bind.execute(sa.select(_bodies.c.digest))}
    mark = hashlib.sha256(scope.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    standing: dict[str, dict[str, Any]] = {}
    night = 0
    done: list[dict[str, Any]] = []
    ordered = sa.select(_runs).where(_runs.c.scope == scope).order_by(_runs.c.started)
    for run in bind.execute(ordered).all():
        status = _bring_evidence(bind, run, known)
        _bring_findings(bind, run, known)
        rows = bind.execute(sa.select(_verdicts).where(_verdicts.c.run_id == run.id)).all()
        if run.state == "running" and not rows:
            continue
        night += 1
        said = {row.target_key: row for row in rows}
        over = [key for key, part in standing.items() if key not in said or _differs(part, said[key])]
        done.extend({**standing.pop(key), "last": night - 1} for key in over)
        for key, row in said.items():
            if key not in standing:
                standing[key] = {
                    "mark": mark, "target_key": key, "first": night, "last": _STILL, "since": run.started,
                    "state": row.state, "reason": row.reason, "status": status.get(key), "replacement": row.replacement,
                }  # fmt: skip
        counts = Counter(row.state for row in rows)
        bind.execute(
            sa.update(_runs)
            .where(_runs.c.id == run.id)
            .values(night=night, counts=json.dumps(dict(sorted(counts.items()))))
        )
    done += standing.values()
    if done:
        bind.execute(sa.insert(_stretches), done)


def _differs(part: dict[str, Any], row: Any) -> bool:
    return (part["state"], part["reason"]) != (row.state, row.reason)


def _bring_evidence(bind: sa.Connection, run: Any, known: set[bytes]) -> dict[str, int | None]:
    """Part evidence into facts and moment; give the last status by target."""
    status: dict[str, int | None] = {}
    for row in bind.execute(sa.select(_old_evidence).where(_old_evidence.c.run_id == run.id)).all():
        tree = json.loads(zlib.decompress(row.body))
        start = dt.datetime.fromisoformat(tree.pop("started"))
        moment = list(_moment(tree, start))
        attempts = tree.get("attempts") or [{}]
        hops = attempts[-1].get("hops") or [{}]
        status[row.target_key] = hops[-1].get("status")
        bind.execute(
            sa.insert(_evidence).values(
                run_id=run.id, target_key=row.target_key, checked_at=start.astimezone(dt.UTC).replace(tzinfo=None),
                digest=_keep(bind, tree, run.started, known), moment=_compact(moment)[1:-1],
            )
        )  # fmt: skip
    return status


def _bring_findings(bind: sa.Connection, run: Any, known: set[bytes]) -> None:
    for row in bind.execute(sa.select(_old_findings).where(_old_findings.c.run_id == run.id)).all():
        tree = json.loads(zlib.decompress(row.body))
        bind.execute(
            sa.insert(_findings).values(
                run_id=run.id, fingerprint=row.fingerprint, first_seen=row.first_seen,
                digest=_keep(bind, tree, run.started, known),
            )
        )  # fmt: skip


def _keep(bind: sa.Connection, tree: Any, used: dt.datetime, known: set[bytes]) -> bytes:
    data = _compact(tree).encode()
    digest = hashlib.blake2b(data, digest_size=16).digest()
    if digest not in known:
        known.add(digest)
        bind.execute(sa.insert(_bodies).values(digest=digest, used=used, body=zlib.compress(data, 6)))
    else:
        bind.execute(
            sa.update(_bodies).where(_bodies.c.digest == digest, _bodies.c.used < used).values(used=used)
        )
    return digest


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _moment(tree: dict[str, Any], start: dt.datetime) -> Iterator[int | str]:
    for node, is_hop in _nodes(tree):
        if not is_hop:
            yield (dt.datetime.fromisoformat(node.pop("started")) - start) // dt.timedelta(microseconds=1)
        yield node.pop("elapsed_ms", 0)
        headers = node.get("headers", {})
        for name in _SERIALS:
            if name in headers:
                yield headers[name]
                headers[name] = ""


def _nodes(tree: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bool]]:
    for name in ("sibling", "cousin", "front", "landing"):
        if (inner := tree.get(name)) is not None:
            yield inner, False
            yield from _nodes(inner)
    for attempt in tree.get("attempts", ()):
        yield attempt, False
        yield from _nodes(attempt)
    for hop in tree.get("hops", ()):
        yield hop, True
