"""Draw what stands between the holds of a test day, once both holds before are over, and never twice."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from secrets import token_hex
from typing import Final
from uuid import UUID

from primemover.app.test_day import day
from primemover.app.test_stage import Stage
from primemover.coach.trial import Arm, arm_for
from primemover.errors import Conflict
from primemover.journal import Journal
from primemover.session import parse_event
from primemover.session.fields import time_text
from primemover.texts import text

SEED: Final = "trial_seed"
"""The setting from which every draw of a person follows; made once, and never shown."""


def draw(journal: Journal, person_id: str, day_id: str, now: datetime) -> Arm:
    """What was drawn for a test day; drawn now where that was not yet.

    A draw counts from the moment it is told: its place in the series is used up, whether or not the day is
    finished, and also where the day is later taken out of the history.
    Raises ``NotFound`` for the day, ``Conflict`` where it is not the time to draw.
    """
    found = day(journal, person_id, day_id, now)
    if found.arm is None and found.stage is Stage.DRAW:
        _tell(journal, person_id, day_id, now)
        found = day(journal, person_id, day_id, now)
    if found.arm is None or not found.by_lot:
        raise Conflict(
            text("problem.not_drawn"),
            where=f"test day {day_id}",
            remedy=text("problem.not_drawn_do"),
        )
    return found.arm


def _tell(journal: Journal, person_id: str, day_id: str, now: datetime) -> None:
    index = journal.draws(person_id)
    event = {
        "id": _draw_id(day_id),
        "session": day_id,
        "person": person_id,
        "kind": "drawn",
        "at": time_text(now),
        "data": {"day": day_id, "index": index, "arm": arm_for(index, _seed(journal, person_id)).value},
    }
    try:
        journal.append([parse_event(event)])
    except Conflict:
        return  # another window was faster: what it drew stands


def _draw_id(day_id: str) -> str:
    # One day, one draw: whoever tells it makes the same id (a UUID of version 7, of the day's own time), and
    # the journal takes an id only once.
    made = bytearray(UUID(day_id).bytes[:6] + sha256(f"{day_id}/drawn".encode()).digest()[:10])
    made[6] = 0x70 | made[6] & 0x0F
    made[8] = 0x80 | made[8] & 0x3F
    return str(UUID(bytes=bytes(made)))


def _seed(journal: Journal, person_id: str) -> str:
    settings = journal.settings(person_id)
    if not settings.get(SEED):
        settings = settings | {SEED: token_hex(16)}
        journal.save_settings(person_id, settings)
    return str(settings[SEED])
