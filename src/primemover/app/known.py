"""What one request knows of a person: answers, last sessions, tests; each read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from primemover.app.lately import Lately
from primemover.app.readiness import days_of_a_year, main_days
from primemover.app.screen import standing_answers
from primemover.coach.response import Responses, response
from primemover.coach.standing import Standing
from primemover.journal import Journal


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person at one moment."""

    lately: Lately
    standing: Standing

    @classmethod
    def of(cls, journal: Journal, person_id: str, now: datetime) -> Known:
        """Read the answers of a person; the sessions are read when they are asked for."""
        lately = Lately(journal, person_id)
        return cls(lately, standing_answers(journal, person_id, now, lately))

    def responses(self, now: datetime) -> Responses | None:
        """What the tests can tell, from the days that Progress rests on; None where nothing was held."""
        days = main_days(days_of_a_year(self.lately.journal, self.lately.person_id, now))
        return response(days) if days else None
