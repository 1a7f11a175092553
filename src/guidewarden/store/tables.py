"""The tables. Evidence is append-only: one row for a run and a target, never changed."""

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("scope", Text, nullable=False),
    Column("started", DateTime, nullable=False),
    Column("finished", DateTime),
    Column("state", String(16), nullable=False),
    Index("runs_by_scope", "scope", "started"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("target_key", Text, nullable=False),
    Column("checked_at", DateTime, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("run_id", "target_key"),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("target_key", Text, nullable=False),
    Column("checked_at", DateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("since", DateTime, nullable=False),
    Column("streak", Integer, nullable=False),
    Column("replacement", Text),
    PrimaryKeyConstraint("run_id", "target_key"),
    Index("verdicts_by_target", "target_key", "checked_at"),
)

findings = Table(
    "findings",
    metadata,
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("fingerprint", String(16), nullable=False),
    Column("first_seen", DateTime, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("run_id", "fingerprint"),
)

ignored = Table(
    "ignored",
    metadata,
    Column("mark", String(16), nullable=False),
    Column("target_key", Text, nullable=False),
    Column("since", DateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(40), nullable=False),
    PrimaryKeyConstraint("mark", "target_key"),
)
"""What a target was when an ignore (named by its mark) first applied to it; never changed."""

copies = Table(
    "copies",
    metadata,
    Column("target_key", Text, primary_key=True),
    Column("asked_at", DateTime, nullable=False),
    Column("url", Text),
    Column("taken", DateTime),
)
"""Archived copies of what was broken, one row a target; without ``url`` the archive has none."""

records = Table(
    "records",
    metadata,
    Column("doi_key", Text, primary_key=True),
    Column("asked_at", DateTime, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""What a registry said of a DOI, one row a DOI: a `RecordAnswer` as compressed JSON."""

searches = Table(
    "searches",
    metadata,
    Column("fingerprint", String(32), primary_key=True),
    Column("asked_at", DateTime, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""What a search for a source without a DOI found, by the source's fingerprint: works as compressed JSON."""
