"""The list of sessions: newest first, in pages, and of one person only."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from event_samples import MORNING, PLANNED, event, sample_id, whole_session
from primemover.errors import InvalidInput
from primemover.journal import Journal, SessionSummary
from primemover.journal.sessions import parse_cursor
from primemover.session import Status

DAY_S = 86_400


def _pages(journal: Journal, person: str, size: int) -> list[SessionSummary]:
    seen: list[SessionSummary] = []
    while page := journal.sessions(person, size, seen[-1].cursor if seen else None):
        assert len(page) <= size
        seen += page
    return seen


def test_pages_of_any_size_list_every_session_once(journal: Journal) -> None:
    ana, ben = journal.add_person("Ana"), journal.add_person("Ben")
    at_once = [whole_session(ana.id, after_s=DAY_S * (n // 3), holds=1) for n in range(11)]
    for told in at_once:
        journal.append(told)
    journal.append(whole_session(ben.id))
    whole = journal.sessions(ana.id, limit=100)
    assert {row.id for row in whole} == {told[0].session for told in at_once}
    assert [row.started_at for row in whole] == sorted((row.started_at for row in whole), reverse=True)
    for size in (1, 2, 3, 5, 11, 12):
        assert tuple(_pages(journal, ana.id, size)) == whole


def test_a_row_tells_what_was_done(journal: Journal) -> None:
    ana = journal.add_person("Ana")
    told = whole_session(ana.id, holds=6)
    skipped = event(
        "hold", 3, {**told[2].data, "segment": 50, "skipped": True}, person=ana.id, session=told[0].session
    )
    sore = {"region": "knee", "kind": "muscular", "level": 3, "response": "go-on"}
    journal.append([*told, skipped, event("pain", 4, sore, person=ana.id, session=told[0].session)])
    (row,) = journal.sessions(ana.id)
    assert (row.routine, row.minutes, row.status) == ("glute-activation", 12, Status.DONE)
    assert (row.holds, row.held_s, row.worst_pain, row.effort) == (6, 18, 3, 4)
    assert row.started_at == MORNING + timedelta(seconds=1)
    assert (row.window, row.end_reason, row.logged) == ("page-1", "done", False)


def test_a_session_that_was_not_begun_or_was_deleted_is_not_listed(journal: Journal) -> None:
    ana = journal.add_person("Ana")
    planned, gone = sample_id(), whole_session(ana.id)
    journal.append([event("planned", data=PLANNED, person=ana.id, session=planned), *gone])
    assert [row.id for row in journal.sessions(ana.id)] == [gone[0].session]
    journal.append([event("deleted", 9999, person=ana.id, session=gone[0].session)])
    assert journal.sessions(ana.id) == ()
    assert journal.events(planned)


def test_a_list_may_begin_at_a_day(journal: Journal) -> None:
    ana = journal.add_person("Ana")
    for day in range(5):
        journal.append(whole_session(ana.id, after_s=DAY_S * day, holds=1))
    assert len(journal.sessions(ana.id, since=MORNING + timedelta(days=3))) == 2


def test_the_newest_open_session_is_found_while_it_may_be_resumed(journal: Journal) -> None:
    ana = journal.add_person("Ana")
    journal.append(whole_session(ana.id))
    older, newer = sample_id(), sample_id()
    for after_s, session in ((100, older), (200, newer)):
        journal.append([event("start", after_s, person=ana.id, session=session)])
    assert journal.open_session(ana.id, MORNING + timedelta(hours=1)) == newer
    assert journal.open_session(ana.id, MORNING + timedelta(hours=7)) is None
    journal.append([event("end", 300, {"reason": "stopped"}, person=ana.id, session=newer)])
    assert journal.open_session(ana.id, MORNING + timedelta(hours=1)) == older


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_a_broken_cursor_is_said(cursor: str) -> None:
    with pytest.raises(InvalidInput, match="Open the history anew"):
        parse_cursor(cursor)
