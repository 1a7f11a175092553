"""The tables. Evidence is append-only: one row for a run and a target, never changed, until its time is up.

Their history stands in ``migrations/versions``; a change here is a step there.
"""

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

STILL = 2_147_483_647
"""The last night of a stretch that has not ended."""

runs = Table(
    "runs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("scope", Text, nullable=False),
    Column("started", DateTime, nullable=False),
    Column("finished", DateTime),
    Column("state", String(16), nullable=False),
    Column("night", Integer),
    Column("counts", Text),
    Index("runs_by_scope", "scope", "started"),
    Index("runs_by_night", "scope", "night"),
)
"""Runs. Those that were closed are numbered within their scope: ``night``; ``counts`` are targets by state, as JSON."""

bodies = Table(
    "bodies",
    metadata,
    Column("digest", LargeBinary(16), primary_key=True),
    Column("used", DateTime, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("bodies_by_use", "used"),
)
"""What evidence and findings say, once each: compressed JSON. ``used`` may be behind its last use by `bodies.FRESH`."""

evidence = Table(
    "evidence",
    metadata,
    Column("run_id", String(32), ForeignKey("runs.id"), nullable=False),
    Column("target_key", Text, nullable=False),
    Column("checked_at", DateTime, nullable=False),
    Column("digest", LargeBinary(16), nullable=False),
    Column("moment", Text, nullable=False),
    PrimaryKeyConstraint("run_id", "target_key"),
    sqlite_with_rowid=False,
)

stretches = Table(
    "stretches",
    metadata,
    Column("mark", String(16), nullable=False),
    Column("target_key", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("since", DateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("status", Integer),
    Column("replacement", Text),
    PrimaryKeyConstraint("mark", "target_key", "first"),
    Index("stretches_by_end", "mark", "last", "target_key", "first", "state", "reason"),
    sqlite_with_rowid=False,
)
"""Verdicts: one row for the nights in a row in which a target had the same state and reason.

``mark`` stands for the scope; ``first`` and ``last`` are its nights, ``since`` when the first one began. ``status`` and
``replacement`` are those of the first night. The index holds all that a run's start asks for, so that it reads the last weeks
in one go, however many rows of earlier ones lie between them in the table.
"""

findings = Table(
    "findings",
    metadata,
    Column("run_id", String(32), ForeignKey("runs.id"), nullable=False),
    Column("fingerprint", String(16), nullable=False),
    Column("first_seen", DateTime, nullable=False),
    Column("digest", LargeBinary(16), nullable=False),
    PrimaryKeyConstraint("run_id", "fingerprint"),
    sqlite_with_rowid=False,
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

slots = Table(
    "slots",
    metadata,
    Column("job", String(200), nullable=False),
    Column("slot", DateTime, nullable=False),
    Column("holder", String(200), nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("claimed_at", DateTime, nullable=False),
    Column("lease_until", DateTime, nullable=False),
    Column("finished_at", DateTime),
    Column("note", Text, nullable=False),
    PrimaryKeyConstraint("job", "slot"),
)
"""What the nightly service was to do when, and who does or did it."""

told = Table(
    "told",
    metadata,
    Column("channel", String(16), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("told_at", DateTime, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("channel", "recipient"),
)
"""What somebody was told last, by channel (``mail``); the text, compressed, is its room's own."""
