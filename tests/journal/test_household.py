"""The people of a household, their answers and settings."""

from datetime import timedelta

import pytest

from event_samples import MORNING, PERSON
from primemover.errors import Conflict, InvalidInput, NotFound
from primemover.journal import Journal
from primemover.journal.people import COLOURS


def test_people_come_in_the_order_they_were_added(journal: Journal) -> None:
    names = ["Zoë", "Ana", "李"]
    added = [journal.add_person(name) for name in names]
    assert journal.people() == tuple(added)
    assert [person.initial for person in added] == ["Z", "A", "李"]
    assert all(0 <= person.colour < COLOURS for person in added)
    assert journal.person(added[1].id) == added[1]


def test_the_first_person_is_made_once(journal: Journal) -> None:
    first = journal.first_person("Me")
    assert journal.first_person("Other") == first
    assert journal.people() == (first,)


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "a\x00b", "\ud800"])
def test_a_name_that_is_none_is_refused(journal: Journal, name: str) -> None:
    with pytest.raises(InvalidInput, match="name"):
        journal.add_person(name)


def test_two_people_are_not_called_the_same(journal: Journal) -> None:
    journal.add_person("Ana")
    ben = journal.add_person("Ben")
    with pytest.raises(Conflict, match="Ana"):
        journal.add_person("  ana ")
    with pytest.raises(Conflict, match="Ana"):
        journal.rename_person(ben.id, "ANA")
    assert journal.rename_person(ben.id, "ben").name == "ben"


def test_nobody_is_not_renamed(journal: Journal) -> None:
    with pytest.raises(NotFound):
        journal.rename_person(PERSON, "Ana")
    with pytest.raises(NotFound):
        journal.person(PERSON)


def test_safety_answers_are_added_and_never_replaced(journal: Journal) -> None:
    ana = journal.add_person("Ana")
    assert journal.answers(ana.id) == {}
    journal.save_answers(ana.id, {"stop": [], "adapt": ["kneeling"]}, MORNING)
    journal.save_answers(ana.id, {"stop": ["clot"], "adapt": []}, MORNING + timedelta(days=1))
    assert journal.answers(ana.id) == {"stop": ["clot"], "adapt": []}
    assert [told.data["adapt"] for told in journal.answers_so_far(ana.id)] == [["kneeling"], []]


def test_settings_are_as_they_were_last_saved(journal: Journal) -> None:
    ana = journal.add_person("Ana")
    assert journal.settings(ana.id) == {}
    for voice in (True, False):
        journal.save_settings(ana.id, {"voice": voice})
    assert journal.settings(ana.id) == {"voice": False}


def test_answers_and_settings_need_a_person_and_json(journal: Journal) -> None:
    with pytest.raises(NotFound):
        journal.save_answers(PERSON, {}, MORNING)
    with pytest.raises(NotFound):
        journal.save_settings(PERSON, {})
    ana = journal.add_person("Ana")
    with pytest.raises(InvalidInput, match="JSON"):
        journal.save_answers(ana.id, {"x": MORNING}, MORNING)
    with pytest.raises(InvalidInput, match="longer"):
        journal.save_settings(ana.id, {"x": "y" * 70_000})
