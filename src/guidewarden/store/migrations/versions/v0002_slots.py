"""The nightly service's slots: who runs what was due when.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "slots",
        sa.Column("job", sa.String(200), nullable=False),
        sa.Column("slot", sa.DateTime, nullable=False),
        sa.Column("holder", sa.String(200), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("claimed_at", sa.DateTime, nullable=False),
        sa.Column("lease_until", sa.DateTime, nullable=False),
        sa.Column("finished_at", sa.DateTime),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("job", "slot"),
    )
