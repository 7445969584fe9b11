"""Browsers that may be sent a message: where, for whom, and the keys that seal it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select

from primemover.journal.moments import from_ms, to_ms
from primemover.journal.tables import subscriptions


@dataclass(frozen=True, slots=True)
class Subscription:
    """One browser of one person. ``device``: the paired device that it is on; None: this computer itself.

    ``endpoint`` is an address of its push service; ``p256dh`` and ``auth`` its keys (base64url, RFC 8291).
    """

    id: str
    person_id: str
    device_id: str | None
    endpoint: str
    p256dh: str
    auth: str
    made_at: datetime


def everything(connection: Connection) -> tuple[Subscription, ...]:
    """All subscriptions, the first one first."""
    rows = connection.execute(select(subscriptions).order_by(subscriptions.c.made_ms, subscriptions.c.id))
    return tuple(
        Subscription(
            row.id, row.person_id, row.device_id, row.endpoint, row.p256dh, row.auth, from_ms(row.made_ms)
        )
        for row in rows
    )


def keep(connection: Connection, one: Subscription) -> None:
    """Store a subscription in place of what its browser had before."""
    connection.execute(delete(subscriptions).where(subscriptions.c.endpoint == one.endpoint))
    row = {
        "id": one.id,
        "person_id": one.person_id,
        "device_id": one.device_id,
        "endpoint": one.endpoint,
        "p256dh": one.p256dh,
        "auth": one.auth,
        "made_ms": to_ms(one.made_at),
    }
    connection.execute(insert(subscriptions), row)


def remove(connection: Connection, id_or_device: str) -> None:
    """Remove a subscription by its id, or all of a device by the device's; none here is no mistake."""
    c = subscriptions.c
    connection.execute(delete(subscriptions).where(or_(c.id == id_or_device, c.device_id == id_or_device)))
