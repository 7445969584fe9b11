"""Devices that were paired with this computer. Only a hash of each token is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from primemover.errors import InvalidInput
from primemover.journal.moments import from_ms, to_ms
from primemover.journal.tables import devices
from primemover.session.fields import is_clean
from primemover.texts import text

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Device:
    """One paired device; ``token_hash`` is the SHA-256 of its token."""

    id: str
    name: str
    token_hash: str
    paired_at: datetime


def everything(connection: Connection) -> tuple[Device, ...]:
    """All paired devices, the first one first."""
    rows = connection.execute(select(devices).order_by(devices.c.paired_ms, devices.c.id))
    return tuple(Device(row.id, row.name, row.token_hash, from_ms(row.paired_ms)) for row in rows)


def good_name(name: str) -> str:
    """The name as it is kept. Raises ``InvalidInput``."""
    short = " ".join(name.split())
    if not 1 <= len(short) <= LONGEST_NAME or not is_clean(short):
        raise InvalidInput(
            text("problem.name", most=LONGEST_NAME), where="name", remedy=text("problem.name_do")
        )
    return short


def add(connection: Connection, device: Device) -> None:
    """Store a device."""
    row = {
        "id": device.id,
        "name": device.name,
        "token_hash": device.token_hash,
        "paired_ms": to_ms(device.paired_at),
    }
    connection.execute(insert(devices), row)


def remove(connection: Connection, device_id: str) -> None:
    """Remove a device; one that is not here is no mistake."""
    connection.execute(delete(devices).where(devices.c.id == device_id))
