"""An index that holds all that a run's start asks for of the last weeks.

Revision ID: 0005
"""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the index anew."""
    op.drop_index("stretches_by_end", "stretches")
    op.create_index(
        "stretches_by_end", "stretches", ["mark", "last", "target_key", "first", "state", "reason"]
    )
