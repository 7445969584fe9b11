"""Keep what a recording came to among a person's answers: figures, never signals; an archive takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from primemover.app.recordings import Kept
from primemover.coach.signals import Between, Length, Signals
from primemover.journal import Journal
from primemover.journal.answers import Answers
from primemover.session.fields import parse_time, time_text

if TYPE_CHECKING:
    from primemover.app.analyse import Told
    from primemover.app.effort import Effort

EMG: Final = "emg"
"""The key among the answers; see docs/architecture.md."""
_MOST_PAIRS = 12


def keep_figures(journal: Journal, one: Kept, told: Told, found: Effort, now: datetime) -> None:
    """Keep what ``one`` came to, in place of what it came to before."""
    from primemover.app.figures_of import figures_json  # noqa: PLC0415 - loads the signal processing

    figures = {"recording": one.id, "name": one.name, "at": time_text(one.at), "session": one.session}
    figures |= figures_json(told, found)
    if figures != _newest(journal, one.owner).get(one.id):
        journal.save_answers(one.owner, {EMG: figures}, now)


def forget_figures(journal: Journal, one: Kept, now: datetime) -> None:
    """Show the figures of a recording no longer: its file was removed."""
    if one.id in _newest(journal, one.owner):
        journal.save_answers(one.owner, {EMG: {"recording": one.id, "removed": True}}, now)


def kept_figures(journal: Journal, person_id: str) -> tuple[Signals, ...]:
    """What every recording of a person came to, the oldest first; what cannot be read is left out."""
    return figures_told(journal.answers_so_far(person_id))


def figures_told(told: Iterable[Answers]) -> tuple[Signals, ...]:
    """The same, from all answers, the oldest first."""
    found = [_read(one) for one in _newest_of(told).values()]
    return tuple(sorted((one for one in found if one), key=lambda one: one.at))


def _newest(journal: Journal, person_id: str) -> dict[str, Mapping[str, Any]]:
    return _newest_of(journal.answers_so_far(person_id))


def _newest_of(told: Iterable[Answers]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for answers in told:
        one = answers.data.get(EMG)
        if isinstance(one, Mapping) and isinstance(one.get("recording"), str):
            found.pop(one["recording"], None)
            if not one.get("removed"):
                found[one["recording"]] = one
    return found


def _read(one: Mapping[str, Any]) -> Signals | None:
    """None for what an older or newer version stored in another form."""
    try:
        at = parse_time(one["at"])
        if at is None:
            return None
        return Signals(
            one["recording"],
            one["name"],
            at,
            one["session"],
            tuple(Length(**length) for length in one["lengths"]),
            tuple(Between(**pair) for pair in one["order"][:_MOST_PAIRS]),
            tuple(Between(**pair) for pair in one["cue"][:_MOST_PAIRS]),
            int(one["unusable"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
