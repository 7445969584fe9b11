"""Keep safety answers, and say what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from primemover import coach
from primemover.coach import List, Screening
from primemover.coach.pain import is_alarming
from primemover.coach.safety import NONE_OF_THESE
from primemover.coach.standing import Standing, merged, standing
from primemover.errors import InvalidInput
from primemover.journal import Journal
from primemover.session import fold


def screen(journal: Journal, person_id: str, answers: Mapping[str, Any], now: datetime) -> Screening:
    """Keep ``answers`` (any part of the form of ``coach.screening``) and judge all that hold at ``now``.

    A list that is sent replaces the one before, with its follow-up questions; what is not sent stays.
    Raises ``InvalidInput`` for answers that are unknown or contradict each other, of which nothing is kept,
    and ``NotFound`` for the person.
    """
    if not answers:
        raise InvalidInput(
            "Nothing is answered.", where="answers", remedy="Tick what applies, or 'None of these'."
        )
    screening = coach.screen(merged(standing_answers(journal, person_id, now).answers, answers))
    journal.save_answers(person_id, answers, now)
    return screening


def standing_answers(journal: Journal, person_id: str, now: datetime) -> Standing:
    """The answers of a person that hold at ``now``, and when each list was told.

    After an alarming pain in the last session the stop list holds only if it was answered since: whoever
    closes the page instead of answering has not said "none of these".
    """
    held = standing(((told.at, told.data) for told in journal.answers_so_far(person_id)), now)
    asked_at, alarmed_at = held.given.get(List.STOP), _last_alarm(journal, person_id)
    if asked_at is None or alarmed_at is None or NONE_OF_THESE not in held.answers[List.STOP]:
        return held  # what was ticked stands, whichever clock is ahead
    # A pain from the future comes from a wrong clock, and could be answered by nothing.
    if asked_at < alarmed_at <= now:
        return held.without(List.STOP)
    return held


def _last_alarm(journal: Journal, person_id: str) -> datetime | None:
    """When something alarming was felt in the person's newest session, or None."""
    for session in journal.sessions(person_id, limit=1):
        state = fold(journal.events(session.id))
        return max((pain.at for pain in state.pains if is_alarming(pain.region, pain.kind)), default=None)
    return None
