"""What recordings of muscles add, in sentences for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from primemover.app.keep_figures import kept_figures
from primemover.coach.signals import Signals, about_recording, across_days, newest
from primemover.routine.prescription import Reason
from primemover.texts import text
from primemover.web import spoken
from primemover.web.visitor import Visitor

_MUSCLES = frozenset({"first", "second", "muscle"})


@dataclass(frozen=True, slots=True)
class Told:
    """A recording: what to call it, where it is, and what it tells."""

    title: str
    address: str
    lines: tuple[str, ...]


def of_session(asking: Visitor, session: str) -> tuple[Told, ...]:
    """The recordings that were made during a session."""
    return tuple(
        _told(one) for one in kept_figures(asking.journal, asking.person.id) if one.session == session
    )


def of_person(asking: Visitor) -> tuple[Told | None, tuple[str, ...]]:
    """The newest recording, and what several days come to."""
    found = kept_figures(asking.journal, asking.person.id)
    last = newest(found)
    return (_told(last) if last else None), tuple(_lines(across_days(found)))


def _told(one: Signals) -> Told:
    title = text("signals.recording", name=one.name, moment=spoken.moment(one.at))
    return Told(title, f"/sensors/{one.recording}", tuple(_lines(about_recording(one))))


def _lines(reasons: Iterable[Reason]) -> Iterable[str]:
    for reason in reasons:
        yield text(reason.message, **{name: _shown(name, value) for name, value in reason.values.items()})


def _shown(name: str, value: object) -> object:
    if name.endswith("_day"):
        return spoken.day(datetime.fromisoformat(str(value)))
    return muscle_words(str(value)) if name in _MUSCLES else value


def muscle_words(key: str) -> str:
    """``gluteus-maximus left`` as a page writes it."""
    muscle, _, side = key.partition(" ")
    words = muscle.replace("-", " ").capitalize()
    return f"{words}, {text(f'session.side.{side}')}" if side else words
