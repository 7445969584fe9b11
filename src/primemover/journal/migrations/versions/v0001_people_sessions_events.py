"""People, their answers and settings, sessions with their events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "people",
        sa.Column("id", sa.String(36), primary_key=True, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("created_ms", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "answers",
        sa.Column("id", sa.String(36), primary_key=True, nullable=False),
        sa.Column("person_id", sa.String(36), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_index("answers_by_person", "answers", ["person_id", "at_ms", "id"])
    op.create_table(
        "settings",
        sa.Column("person_id", sa.String(36), sa.ForeignKey("people.id"), primary_key=True, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    _make_sessions()
    _make_events()


def _make_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(36), primary_key=True, nullable=False),
        sa.Column("person_id", sa.String(36), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("shown", sa.Boolean, nullable=False),
        sa.Column("logged", sa.Boolean, nullable=False),
        sa.Column("routine", sa.String(100)),
        sa.Column("minutes", sa.Float),
        sa.Column("started_ms", sa.BigInteger),
        sa.Column("last_ms", sa.BigInteger, nullable=False),
        sa.Column("end_reason", sa.String(10)),
        sa.Column("holds", sa.Integer, nullable=False),
        sa.Column("held_s", sa.Float, nullable=False),
        sa.Column("worst_pain", sa.Integer),
        sa.Column("effort", sa.Integer),
        sa.Column("window", sa.String(64)),
    )
    op.create_index("sessions_shown", "sessions", ["person_id", "shown", "started_ms", "id"])
    op.create_index("sessions_by_status", "sessions", ["person_id", "status", "last_ms"])


def _make_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.String(36), primary_key=True, nullable=False),
        sa.Column("session_id", sa.String(36), sa.ForeignKey("sessions.id"), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("t_s", sa.Float),
        sa.Column("window", sa.String(64)),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_index("events_by_session", "events", ["session_id", "at_ms", "id"])
