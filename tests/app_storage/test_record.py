"""A page tells what happened: whole batches, and who holds the session."""

from typing import Any

import pytest

from event_samples import event_mapping, hold_data, sample_id, whole_session
from primemover.app.record import LARGEST_BATCH, record
from primemover.errors import InvalidInput, NotFound
from primemover.journal import Journal
from primemover.session import event_json


def test_a_batch_is_accepted_and_the_holder_told(journal: Journal) -> None:
    person, session = journal.add_person("Ana").id, sample_id()
    phone: dict[str, Any] = {"person": person, "session": session, "window": "phone"}
    first = [event_mapping("start", 0, **phone), event_mapping("hold", 1, hold_data(), **phone)]
    recorded = record(journal, first)
    assert recorded.accepted == tuple(told["id"] for told in first)
    assert recorded.window == "phone"
    taken = record(journal, [event_mapping("window", 2, **{**phone, "window": "laptop"})])
    late = record(journal, [*first, event_mapping("hold", 3, hold_data(1), **phone)])
    assert taken.window == late.window == "laptop"
    assert len(late.accepted) == 3


def test_every_mistake_of_every_event_is_named_and_nothing_stored(journal: Journal) -> None:
    person = journal.add_person("Ana").id
    good = [event_json(told) for told in whole_session(person)]
    bad = [{**good[2], "kind": "hodl"}, {**good[3], "at": "noon", "t_s": "x"}]
    with pytest.raises(InvalidInput) as caught:
        record(journal, [*good[:2], *bad])
    for part in (bad[0]["id"], "kind:", bad[1]["id"], "at:", "t_s:", "Nothing of the batch"):
        assert part in caught.value.line()
    assert journal.sessions(person) == ()


def test_nothing_is_accepted_of_nothing(journal: Journal) -> None:
    recorded = record(journal, [])
    assert (recorded.accepted, recorded.window) == ((), None)


def test_a_batch_has_a_largest_size(journal: Journal) -> None:
    with pytest.raises(InvalidInput, match="several batches"):
        record(journal, [{}] * (LARGEST_BATCH + 1))


def test_events_of_an_erased_person_are_refused(journal: Journal) -> None:
    person = journal.add_person("Ana").id
    journal.erase_person(person)
    with pytest.raises(NotFound, match="People"):
        record(journal, [event_json(told) for told in whole_session(person)])
