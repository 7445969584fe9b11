"""Finish a session: the closing questions, and what is said after them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from primemover.app.lately import recruited
from primemover.app.screen import standing_answers
from primemover.coach import List
from primemover.journal import Journal, new_id
from primemover.routine import Library
from primemover.session import SessionState, fold, parse_event
from primemover.session.fields import time_text


@dataclass(frozen=True, slots=True)
class Finished:
    """A session that is over. ``advice`` are message ids; ``ask`` is the list to put now, or None."""

    state: SessionState
    advice: tuple[str, ...]
    ask: List | None


def finish(
    journal: Journal, library: Library, session_id: str, closing: Mapping[str, Any], now: datetime
) -> Finished:
    """Keep the answers to the closing questions (``docs/architecture.md``, event ``closing``).

    Raises ``NotFound`` for the session, ``InvalidInput`` that names every field with a mistake.
    """
    told = {
        "id": new_id(),
        "session": session_id,
        "person": journal.events(session_id)[0].person,
        "kind": "closing",
        "at": time_text(now),
        "data": dict(closing),
    }
    journal.append([parse_event(told)])
    return after(journal, library, session_id, now)


def after(journal: Journal, library: Library, session_id: str, now: datetime) -> Finished:
    """What is said and asked after a session, whoever kept its closing. Raises ``NotFound``."""
    state = fold(journal.events(session_id))
    given = standing_answers(journal, state.person, now).given
    advice = ("finish.soreness", "finish.not-expected") if recruited(state, library) else ()
    return Finished(state, advice, None if List.LATER in given else List.LATER)
