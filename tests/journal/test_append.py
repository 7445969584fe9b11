"""A batch is stored whole or not at all, once, and what is confirmed stays."""

import tempfile
import threading
from itertools import islice
from pathlib import Path
from queue import Queue

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from event_samples import PERSON, SESSION, event, hold_data, sample_id, whole_session
from event_strategies import sessions_told
from primemover.errors import Conflict, NotFound
from primemover.journal import Journal, Person, tables
from primemover.journal.people import insert_row
from primemover.journal.sessions import summary_row
from primemover.session import Event, fold, parse_event
from primemover.session.events import event_json, in_order


@pytest.fixture
def runner(journal: Journal) -> Person:
    return journal.add_person("Ana")


def test_a_session_comes_back_as_it_was_told(journal: Journal, runner: Person) -> None:
    told = whole_session(runner.id)
    assert journal.append(told) == tuple(event.id for event in told)
    assert journal.events(told[0].session) == tuple(told)


def test_telling_twice_changes_nothing(journal: Journal, runner: Person) -> None:
    told = whole_session(runner.id)
    journal.append(told[:5])
    assert journal.append([*told, *told]) == tuple(event.id for event in [*told, *told])
    assert journal.events(told[0].session) == tuple(told)


def test_other_content_under_a_known_id_is_a_conflict_and_nothing_is_stored(
    journal: Journal, runner: Person
) -> None:
    told = whole_session(runner.id)
    journal.append(told[:3])
    changed = parse_event({**event_json(told[2]), "data": hold_data(99)})
    with pytest.raises(Conflict, match=changed.id):
        journal.append([*told[3:], changed])
    assert journal.events(told[0].session) == tuple(told[:3])


def test_a_session_has_one_owner(journal: Journal, runner: Person) -> None:
    told = whole_session(runner.id)
    journal.append(told)
    other = journal.add_person("Ben")
    with pytest.raises(Conflict, match=told[0].session):
        journal.append([event("away", 9, {"seconds": 1}, person=other.id, session=told[0].session)])
    with pytest.raises(Conflict, match="somebody else"):
        journal.append(
            [event("start", person=who, session=SESSION) for who in (runner.id, other.id)],
        )


def test_events_of_somebody_unknown_are_refused(journal: Journal) -> None:
    with pytest.raises(NotFound, match=PERSON):
        journal.append(whole_session())


def test_an_unknown_session_is_not_found(journal: Journal) -> None:
    with pytest.raises(NotFound, match=SESSION):
        journal.events(SESSION)


def test_nothing_is_a_batch_too(journal: Journal) -> None:
    assert journal.append([]) == ()


@settings(max_examples=40)
@given(sessions_told(), st.lists(st.integers(1, 5)), st.data())
def test_any_chunks_in_any_order_give_the_same_session(
    told: list[Event], sizes: list[int], data: st.DataObject
) -> None:
    told = [*told, *data.draw(st.lists(st.sampled_from(told), max_size=4))]
    with tempfile.TemporaryDirectory() as folder, Journal.open(f"sqlite:///{folder}/j.db") as journal:
        with journal.writing() as connection:
            insert_row(connection, Person(PERSON, "Ana", told[0].at))
        rest = iter(told)
        for size in [*sizes, len(told)]:
            journal.append(list(islice(rest, size)))
        assert journal.events(SESSION) == in_order(told)
        with journal.reading() as connection:
            kept = dict(connection.execute(tables.sessions.select()).one()._mapping)
        assert kept == summary_row(fold(told))


def test_threads_that_write_at_once_lose_nothing(journal: Journal, runner: Person) -> None:
    session, confirmed = sample_id(), Queue[str]()
    windows = [
        [event("hold", 5 * n, hold_data(n), person=runner.id, session=session) for n in range(w, w + 15)]
        for w in (0, 100, 200, 300)
    ]

    def tell(own: list[Event]) -> None:
        for each in own:
            for id_ in journal.append([each]):
                confirmed.put(id_)

    threads = [threading.Thread(target=tell, args=(own,)) for own in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = {each.id for each in journal.events(session)}
    assert stored == {each.id for own in windows for each in own} == set(confirmed.queue)
    (row,) = journal.sessions(runner.id)
    assert row.holds == 60


def test_what_is_confirmed_is_on_the_disk(journal: Journal) -> None:
    with journal.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_reader_is_not_in_the_way_of_a_writer(journal: Journal, runner: Person) -> None:
    told = whole_session(runner.id)
    with journal.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM events").scalar() == 0
        journal.append(told)
        assert connection.exec_driver_sql("SELECT count(*) FROM events").scalar() == 0
    assert len(journal.events(told[0].session)) == len(told)


def test_a_second_opening_sees_what_the_first_stored(
    journal: Journal, journal_url: str, runner: Person
) -> None:
    told = whole_session(runner.id)
    journal.append(told)
    with Journal.open(journal_url) as other:
        assert other.events(told[0].session) == tuple(told)
    assert Path(journal_url.removeprefix("sqlite:///")).stat().st_mode & 0o777 == 0o600
