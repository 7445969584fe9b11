"""The history: what was done, what was logged, what was corrected or taken out, what may go on."""

from datetime import date, timedelta, timezone

import pytest

from event_samples import MORNING, event, hold_data, sample_id, whole_session
from primemover.app.correct import correct
from primemover.app.delete import delete, undelete
from primemover.app.history import detail, history
from primemover.app.log import log
from primemover.app.resume import resume, unfinished
from primemover.errors import Conflict, InvalidInput, NotFound
from primemover.journal import Journal
from primemover.session import Event, Status


@pytest.fixture
def person(journal: Journal) -> str:
    return journal.add_person("Ana").id


@pytest.fixture
def left(journal: Journal, person: str) -> list[Event]:
    """A session that was begun and left in its second hold."""
    told = whole_session(person)[:4]
    journal.append(told)
    return told


def test_pages_follow_each_other(journal: Journal, person: str) -> None:
    sessions = [whole_session(person, after_s=1000 * n, holds=1)[0] for n in range(5)]
    for told in sessions:
        journal.append([told, event("start", 1, person=person, session=told.session)])
    seen, before = [], None
    for expected in (2, 2, 1):
        page = history(journal, person, limit=2, before=before)
        assert len(page.sessions) == expected
        seen += [row.id for row in page.sessions]
        before = page.next
    assert before is None
    assert sorted(seen) == sorted(told.session for told in sessions)


def test_an_empty_history_is_a_page(journal: Journal, person: str) -> None:
    page = history(journal, person)
    assert (page.sessions, page.next) == ((), None)


def test_a_page_has_bounds(journal: Journal, person: str) -> None:
    for limit in (0, 201):
        with pytest.raises(InvalidInput, match="limit"):
            history(journal, person, limit=limit)


def test_detail_tells_every_hold_in_order(journal: Journal, person: str) -> None:
    told = whole_session(person)
    journal.append(told[::-1])
    state = detail(journal, told[0].session)
    assert [hold.segment for hold in state.holds] == list(range(24))
    with pytest.raises(NotFound):
        detail(journal, sample_id())


def test_a_session_left_too_long_is_stopped_early_with_all_its_holds(
    journal: Journal, person: str, left: list[Event]
) -> None:
    soon, late = MORNING + timedelta(hours=1), MORNING + timedelta(hours=7)
    (row,) = history(journal, person, now=soon).sessions
    assert row.status is Status.RUNNING
    (row,) = history(journal, person, now=late).sessions
    assert (row.status, row.holds) == (Status.STOPPED, 2)
    state = detail(journal, left[0].session, now=late)
    assert (state.status, len(state.holds)) == (Status.STOPPED, 2)


def test_a_session_is_taken_up_where_it_was_left(journal: Journal, person: str, left: list[Event]) -> None:
    soon = MORNING + timedelta(hours=5)
    state = unfinished(journal, person, soon)
    assert state == resume(journal, left[0].session, soon)
    assert state is not None
    assert (state.last_t_s, [control.kind for control in state.controls]) == (left[-1].t_s, ["start"])
    late = MORNING + timedelta(hours=7)
    assert unfinished(journal, person, late) is None
    with pytest.raises(Conflict, match="6 hours"):
        resume(journal, left[0].session, late)


def test_a_finished_session_is_not_taken_up(journal: Journal, person: str) -> None:
    told = whole_session(person)
    journal.append(told)
    assert unfinished(journal, person, MORNING) is None
    with pytest.raises(Conflict, match="over"):
        resume(journal, told[0].session, MORNING)


def test_a_session_done_without_the_program_stands_on_its_day(journal: Journal, person: str) -> None:
    away = timezone(timedelta(hours=11))
    now = MORNING.astimezone(away)  # the evening of the 31st there
    log(
        journal,
        person,
        routine="glute-activation",
        minutes=12,
        day=date(2026, 1, 29),
        now=now,
        note="On grass",
    )
    log(journal, person, routine="glute-activation", minutes=6, day=now.date(), now=now)
    today, before = history(journal, person).sessions
    assert before.started_at.astimezone(away).isoformat() == "2026-01-29T12:00:00+11:00"
    assert today.started_at.astimezone(away).date() == now.date()
    assert (before.logged, before.status, before.minutes) == (True, Status.DONE, 12)
    logged = detail(journal, before.id).logged
    assert logged is not None
    assert logged.note == "On grass"


def test_this_morning_is_logged_as_now_where_noon_is_still_to_come(journal: Journal, person: str) -> None:
    log(journal, person, routine="r", minutes=6, day=MORNING.date(), now=MORNING)
    assert history(journal, person).sessions[0].started_at == MORNING


def test_a_day_to_come_is_not_logged(journal: Journal, person: str) -> None:
    with pytest.raises(InvalidInput, match="still to come"):
        log(journal, person, routine="r", minutes=6, day=date(2026, 2, 1), now=MORNING)


def test_a_mistake_is_corrected_and_what_was_told_stays(journal: Journal, person: str) -> None:
    told = whole_session(person)
    journal.append(told)
    closing = told[-1]
    later = MORNING + timedelta(hours=2)
    correct(journal, closing.session, closing.id, {"effort": 7}, later)
    correct(journal, closing.session, closing.id, {"note": "Better."}, later + timedelta(seconds=1))
    state = detail(journal, closing.session)
    assert state.closing is not None
    assert (state.closing.effort, state.closing.note, state.closing.even) == (7, "Better.", "same")
    assert closing in journal.events(closing.session)
    assert history(journal, person).sessions[0].effort == 7


def test_a_correction_that_makes_no_sense_is_refused(journal: Journal, person: str) -> None:
    told = whole_session(person)
    journal.append(told)
    session = told[0].session
    with pytest.raises(InvalidInput, match=r"data\.effort"):
        correct(journal, session, told[-1].id, {"effort": 70}, MORNING)
    with pytest.raises(InvalidInput, match="Only closing, hold, logged, morning, pain, test"):
        correct(journal, session, told[1].id, {}, MORNING)
    with pytest.raises(NotFound):
        correct(journal, session, sample_id(), {}, MORNING)


def test_a_logged_day_is_not_corrected_into_the_future(journal: Journal, person: str) -> None:
    told = log(journal, person, routine="r", minutes=6, day=date(2026, 1, 30), now=MORNING)
    with pytest.raises(InvalidInput, match="still to come"):
        correct(journal, told.session, told.id, {"done_at": "2026-03-01T12:00:00.000Z"}, MORNING)
    correct(journal, told.session, told.id, {"done_at": "2026-01-28T12:00:00.000Z"}, MORNING)
    assert history(journal, person).sessions[0].started_at.day == 28


def test_a_deleted_session_leaves_the_history(journal: Journal, person: str) -> None:
    told = [event("start", person=person, session=sample_id()), event("hold", 1, hold_data())]
    journal.append(told[:1])
    delete(journal, told[0].session, MORNING)
    assert history(journal, person).sessions == ()
    assert unfinished(journal, person, MORNING) is None
    with pytest.raises(NotFound, match="taken out"):
        detail(journal, told[0].session)


def test_a_session_that_was_taken_out_can_be_brought_back(journal: Journal, person: str) -> None:
    told = event("start", person=person, session=sample_id())
    journal.append([told])
    delete(journal, told.session, MORNING)
    undelete(journal, told.session, MORNING - timedelta(hours=1))
    assert [session.id for session in history(journal, person).sessions] == [told.session]
    assert detail(journal, told.session).deleted is False
