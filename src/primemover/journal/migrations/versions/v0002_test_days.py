"""Which part of which test day a session is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; no session from before is part of a test day."""
    op.add_column("sessions", sa.Column("test_day", sa.String(36)))
    op.add_column("sessions", sa.Column("test_part", sa.String(10)))
    op.create_index("sessions_by_test_day", "sessions", ["person_id", "test_day"])
