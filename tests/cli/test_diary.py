from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from primemover.app.screen import standing_answers
from primemover.cli.play.diary import Diary
from primemover.coach import List, Verdict, checklist
from primemover.coach import screen as judge
from primemover.errors import Conflict, StorageProblem
from primemover.journal import Journal, new_id

NOW = datetime(2026, 5, 1, 7, 0, tzinfo=UTC)


def diary_of(journal: Journal, session_id: str | None = None) -> Diary:
    person = journal.first_person("Me")
    return Diary(journal, session_id or new_id(), person.id)


def test_an_event_is_on_the_disk_when_it_has_been_told(journal: Journal) -> None:
    diary = diary_of(journal)
    diary.tell("start", {}, 0.0)
    assert [str(event.kind) for event in journal.events(diary.session_id)] == ["start"]


def test_a_clock_that_is_set_back_does_not_turn_the_order_of_events(journal: Journal) -> None:
    clock = [NOW, NOW - timedelta(hours=1), NOW - timedelta(minutes=30)]
    diary = Diary(journal, new_id(), journal.first_person("Me").id, lambda: clock.pop(0))
    for kind in ("start", "pause", "resume"):
        diary.tell(kind, {}, 0.0)
    assert [str(event.kind) for event in journal.events(diary.session_id)] == ["start", "pause", "resume"]


def test_what_a_locked_database_refuses_is_kept_and_stored_with_the_next_event(
    journal_url: str, journal: Journal
) -> None:
    with Journal.open(journal_url, busy_timeout_s=0.05) as impatient:
        diary = diary_of(impatient)
        with journal.writing():
            diary.tell("start", {}, 0.0)
            assert isinstance(diary.trouble, StorageProblem)
        diary.tell("pause", {}, 3.0)
        assert diary.trouble is None
        assert [str(event.kind) for event in journal.events(diary.session_id)] == ["start", "pause"]


def test_what_could_not_be_stored_in_the_end_is_an_error(journal_url: str, journal: Journal) -> None:
    with Journal.open(journal_url, busy_timeout_s=0.05) as impatient:
        diary = diary_of(impatient)
        with journal.writing():
            diary.tell("start", {}, 0.0)
            with pytest.raises(StorageProblem):
                diary.must_be_stored()


def test_a_window_that_takes_the_session_over_stops_this_one(journal: Journal) -> None:
    first = diary_of(journal)
    first.tell("window", {}, None)
    second = diary_of(journal, first.session_id)
    second.tell("window", {}, None)
    with pytest.raises(Conflict, match="another window"):
        first.tell("pause", {}, 1.0)


def test_a_red_flag_told_in_the_session_stops_the_next_one(journal: Journal) -> None:
    diary = diary_of(journal)
    diary.tell("start", {}, 0.0)
    row = checklist(List.STOP)[0].id
    diary.screened(row)
    held = standing_answers(journal, journal.people()[0].id, datetime.now(UTC))
    assert held.answers[List.STOP] == [row]
    assert judge(held.answers).verdict is Verdict.BLOCKED


def test_a_red_flag_that_a_locked_database_refuses_is_stored_with_the_next_event(
    journal_url: str, journal: Journal
) -> None:
    with Journal.open(journal_url, busy_timeout_s=0.05) as impatient:
        diary = diary_of(impatient)
        with journal.writing():
            diary.screened(checklist(List.STOP)[0].id)
            assert isinstance(diary.trouble, StorageProblem)
        diary.tell("pause", {}, 3.0)
        assert diary.trouble is None
        assert List.STOP in journal.answers(journal.people()[0].id)
