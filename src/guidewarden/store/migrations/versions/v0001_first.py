"""The tables of the first releases, which made them without a version: what is there already stays.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make what is missing."""
    op.create_table(
        "runs",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("started", sa.DateTime, nullable=False),
        sa.Column("finished", sa.DateTime),
        sa.Column("state", sa.String(16), nullable=False),
        if_not_exists=True,
    )
    op.create_index("runs_by_scope", "runs", ["scope", "started"], if_not_exists=True)
    op.create_table(
        "evidence",
        sa.Column("run_id", sa.String(32), sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("target_key", sa.Text, nullable=False),
        sa.Column("checked_at", sa.DateTime, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "target_key"),
        if_not_exists=True,
    )
    op.create_table(
        "verdicts",
        sa.Column("run_id", sa.String(32), sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("target_key", sa.Text, nullable=False),
        sa.Column("checked_at", sa.DateTime, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("streak", sa.Integer, nullable=False),
        sa.Column("replacement", sa.Text),
        sa.PrimaryKeyConstraint("run_id", "target_key"),
        if_not_exists=True,
    )
    op.create_index("verdicts_by_target", "verdicts", ["target_key", "checked_at"], if_not_exists=True)
    op.create_table(
        "findings",
        sa.Column("run_id", sa.String(32), sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("fingerprint", sa.String(16), nullable=False),
        sa.Column("first_seen", sa.DateTime, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "fingerprint"),
        if_not_exists=True,
    )
    op.create_table(
        "ignored",
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("target_key", sa.Text, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("mark", "target_key"),
        if_not_exists=True,
    )
    op.create_table(
        "copies",
        sa.Column("target_key", sa.Text, primary_key=True),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("taken", sa.DateTime),
        if_not_exists=True,
    )
    op.create_table(
        "records",
        sa.Column("doi_key", sa.Text, primary_key=True),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "searches",
        sa.Column("fingerprint", sa.String(32), primary_key=True),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
