"""Record what happened in a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from primemover.errors import InvalidInput
from primemover.journal import Journal
from primemover.session import Event, parse_event

LARGEST_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Recorded:
    """``accepted`` are the ids that are now on the disk; ``window`` is the page that holds the session of
    the last event, or None. A page that finds another's id there stops and says so."""

    accepted: tuple[str, ...]
    window: str | None


def record(journal: Journal, batch: Sequence[Mapping[str, object]]) -> Recorded:
    """Store a batch of events in their JSON form, whole or not at all.

    Raises ``InvalidInput`` that names every mistake of every event, ``Conflict`` for an id with other
    content, ``NotFound`` for a person who is not here, ``StorageProblem``.
    """
    if len(batch) > LARGEST_BATCH:
        raise InvalidInput(f"At most {LARGEST_BATCH} events at once.", remedy="Send them in several batches.")
    events = parse_batch(batch)
    accepted = journal.append(events)
    return Recorded(accepted, journal.window(events[-1].session) if events else None)


def parse_batch(batch: Sequence[Mapping[str, object]]) -> list[Event]:
    """The events of a batch. Raises ``InvalidInput`` that names every mistake of every event."""
    events, mistakes = [], []
    for found in batch:
        try:
            events.append(parse_event(found))
        except InvalidInput as error:
            mistakes.append(f"{error.where}: {error.what}")
    if mistakes:
        raise InvalidInput(" ".join(mistakes), where="events", remedy="Nothing of the batch was stored.")
    return events
