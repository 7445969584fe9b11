"""The tables. Times are whole milliseconds since 1970 in UTC, which every database orders alike; ids are
the text of a UUID; data is JSON text with sorted names, so that equal content is equal text."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()


def _id(name: str, *references: ForeignKey, key: bool = False) -> Column[str]:
    return Column(name, String(36), *references, primary_key=key, nullable=False)


people = Table(
    "people",
    metadata,
    _id("id", key=True),
    Column("name", String(80), nullable=False),
    Column("created_ms", BigInteger, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    _id("id", key=True),
    _id("person_id", ForeignKey("people.id")),
    Column("at_ms", BigInteger, nullable=False),
    Column("data", Text, nullable=False),
    Index("answers_by_person", "person_id", "at_ms", "id"),
)

settings = Table(
    "settings",
    metadata,
    _id("person_id", ForeignKey("people.id"), key=True),
    Column("data", Text, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    _id("id", key=True),
    _id("person_id", ForeignKey("people.id")),
    Column("status", String(10), nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("logged", Boolean, nullable=False),
    Column("routine", String(100)),
    Column("minutes", Float),
    Column("started_ms", BigInteger),
    Column("last_ms", BigInteger, nullable=False),
    Column("end_reason", String(10)),
    Column("holds", Integer, nullable=False),
    Column("held_s", Float, nullable=False),
    Column("worst_pain", Integer),
    Column("effort", Integer),
    Column("window", String(64)),
    Column("test_day", String(36)),
    Column("test_part", String(10)),
    Index("sessions_shown", "person_id", "shown", "started_ms", "id"),
    Index("sessions_by_status", "person_id", "status", "last_ms"),
    Index("sessions_by_test_day", "person_id", "test_day"),
)

events = Table(
    "events",
    metadata,
    _id("id", key=True),
    _id("session_id", ForeignKey("sessions.id")),
    Column("kind", String(10), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("t_s", Float),
    Column("window", String(64)),
    Column("data", Text, nullable=False),
    Index("events_by_session", "session_id", "at_ms", "id"),
)

devices = Table(
    "devices",
    metadata,
    _id("id", key=True),
    Column("name", String(80), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("paired_ms", BigInteger, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    _id("id", key=True),
    _id("person_id", ForeignKey("people.id")),
    Column("device_id", String(36), ForeignKey("devices.id")),
    Column("endpoint", Text, nullable=False, unique=True),
    Column("p256dh", String(200), nullable=False),
    Column("auth", String(200), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
)
