"""Events from a player, stored before they are acknowledged."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from primemover.app.record import LARGEST_BATCH, record
from primemover.web.visitor import Kept

router = APIRouter(prefix="/api", tags=["sessions"])


class Batch(BaseModel):
    """Events in their JSON form; docs/architecture.md lists the kinds."""

    events: list[dict[str, Any]] = Field(max_length=LARGEST_BATCH)


class Acknowledged(BaseModel):
    """Ids that are on the disk now, and the page that leads the session of the last event."""

    accepted: list[str]
    window: str | None


@router.post("/events")
def post_events(journal: Kept, batch: Batch) -> Acknowledged:
    """Store a batch, whole or not at all. Sending it again changes nothing."""
    recorded = record(journal, batch.events)
    return Acknowledged(accepted=list(recorded.accepted), window=recorded.window)
