"""Keep safety answers, and say what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from primemover import coach
from primemover.app.lately import Lately
from primemover.coach import List, Screening
from primemover.coach.about import about_you
from primemover.coach.about_effects import stop_list_due
from primemover.coach.safety import NONE_OF_THESE
from primemover.coach.standing import Standing, merged, standing
from primemover.errors import InvalidInput
from primemover.journal import Journal
from primemover.texts import text


def screen(journal: Journal, person_id: str, answers: Mapping[str, Any], now: datetime) -> Screening:
    """Keep ``answers`` (any part of the form of ``coach.screening``) and judge all that hold at ``now``.

    A list that is sent replaces the one before, with its follow-up questions; what is not sent stays.
    Raises ``InvalidInput`` for answers that are unknown or contradict each other, of which nothing is kept,
    and ``NotFound`` for the person.
    """
    if not answers:
        raise InvalidInput(text("problem.nothing_answered"), where="answers", remedy=text("problem.tick_do"))
    screening = coach.screen(merged(standing_answers(journal, person_id, now).answers, answers))
    journal.save_answers(person_id, answers, now)
    return screening


def standing_answers(
    journal: Journal, person_id: str, now: datetime, lately: Lately | None = None
) -> Standing:
    """The answers of a person that hold at ``now``, and when each list was told.

    After an alarming pain in the last session or the morning after it, and after pain that the longer
    screening names at night, at rest, on impact or in the groin, the stop list holds only if it was answered
    since: whoever closes the page instead of answering has not said "none of these".
    """
    told = [(part.at, part.data) for part in journal.answers_so_far(person_id)]
    held = replace(standing(told, now), about=about_you(told))
    asked_at = held.given.get(List.STOP)
    if asked_at is None or NONE_OF_THESE not in held.answers[List.STOP]:
        return held  # what was ticked stands, whichever clock is ahead
    alarms = ((lately or Lately(journal, person_id)).alarmed_at(), stop_list_due(held.about, now))
    # A pain from the future comes from a wrong clock, and could be answered by nothing.
    if any(alarm is not None and asked_at < alarm <= now for alarm in alarms):
        return held.without(List.STOP)
    return held
