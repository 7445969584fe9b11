"""The sessions of test days are found without reading the others, and a year of their facts at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import create_engine
from sqlalchemy import event as engine_events

from event_samples import MORNING, PLANNED, event, sample_id, told_hold, whole_session
from primemover.journal import Journal
from primemover.journal.migrate import migration_config
from primemover.session import Event, Kind, Part, fold

DAY_S = 86_400


def _part(person: str, day: str, part: str, after_s: float, session: str | None = None) -> list[Event]:
    who: dict[str, Any] = {"person": person, "session": session or sample_id()}
    moment = {"moment": part} if part != "between" else {}
    holds = [told_hold(day=day, side=side, **moment) for side in ("left", "right")]
    return [
        event("planned", after_s, {**PLANNED, "test": {"day": day, "part": part}}, **who),
        event("start", after_s + 1, **who),
        *(event("test", after_s + 2 + n, data, **who) for n, data in enumerate(holds) if moment),
        event("end", after_s + 9, {"reason": "done"}, **who),
    ]


def _day(person: str, after_s: float) -> list[list[Event]]:
    day = sample_id()
    return [
        _part(person, day, part, after_s + n * 900, day if part == "before" else None)
        for n, part in enumerate(("before", "between", "after"))
    ]


@contextmanager
def _statements(journal: Journal) -> Iterator[list[str]]:
    seen: list[str] = []

    def see(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine_events.listen(journal._reader, "before_cursor_execute", see)
    yield seen
    engine_events.remove(journal._reader, "before_cursor_execute", see)


def test_the_sessions_of_test_days_are_listed_and_no_others(journal: Journal) -> None:
    ana, ben = journal.add_person("Ana"), journal.add_person("Ben")
    days = [_day(ana.id, n * DAY_S) for n in range(3)]
    for told in [*days[0], *days[2], *days[1], whole_session(ana.id), *_day(ben.id, 5)]:
        journal.append(told)
    rows = journal.test_sessions(ana.id)
    assert [row.id for row in rows] == [part[0].session for day in days for part in day]
    assert [row.test_part for row in rows[:3]] == [Part.BEFORE, Part.BETWEEN, Part.AFTER]
    assert {row.test_day for row in rows[3:6]} == {days[1][0][0].session}
    assert len(journal.test_sessions(ana.id, since=MORNING + timedelta(days=1))) == 6
    assert journal.test_sessions(ana.id, day=days[1][0][0].session) == rows[3:6]
    assert journal.test_sessions(ben.id, day=days[1][0][0].session) == ()
    ordinary = [row for row in journal.sessions(ana.id) if row.test_day is None]
    assert len(ordinary) == 1
    assert ordinary[0].test_part is None


def test_what_was_not_begun_or_was_deleted_is_not_listed(journal: Journal) -> None:
    ana = journal.add_person("Ana")
    before, between, after = _day(ana.id, 0)
    for told in (before, between[:1], after):
        journal.append(told)
    journal.append([event("deleted", 9999, person=ana.id, session=after[0].session)])
    assert [row.id for row in journal.test_sessions(ana.id)] == [before[0].session]


def test_they_are_looked_up_in_their_index(journal: Journal) -> None:
    ana = journal.add_person("Ana")
    with _statements(journal) as seen:
        journal.test_sessions(ana.id)
    if journal.file is None:
        return
    with journal.reading() as connection:
        bare = seen[-1].replace("?", "'x'")
        plan = " ".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {bare}"))
    assert "sessions_by_test_day (person_id=? AND test_day>?)" in plan


def test_a_year_of_facts_is_one_question_and_folds_as_the_whole_sessions_do(journal: Journal) -> None:
    ana = journal.add_person("Ana")
    days = [_day(ana.id, n * 3 * DAY_S) for n in range(40)]
    for told in [part for day in days for part in day]:
        journal.append(told)
    first = days[0][0]
    hold = next(each for each in first if each.kind is Kind.TEST)
    fix = {"event": hold.id, "data": {"held_s": 12.0}}
    who = {"person": ana.id, "session": first[0].session}
    drawn = event("drawn", 30, {"day": first[0].session, "index": 0, "arm": "walking"}, **who)
    journal.append([event("corrected", 99, fix, **who), drawn])
    rows = journal.test_sessions(ana.id)
    with _statements(journal) as seen:
        facts = journal.facts(ana.id, [row.id for row in rows], {Kind.TEST, Kind.DRAWN})
    assert [word.split()[0] for word in seen] == ["BEGIN", "SELECT"]
    assert set(facts) == {
        part[0].session for day in days for part in day if "between" not in str(part[0].data)
    }
    for session_id, chosen in facts.items():
        whole, part = fold(journal.events(session_id)), fold(chosen)
        assert (part.tests, part.drawn) == (whole.tests, whole.drawn)
    assert fold(facts[first[0].session]).tests[0].held_s == 12.0


def test_facts_of_somebody_else_stay_theirs(journal: Journal) -> None:
    ana, ben = journal.add_person("Ana"), journal.add_person("Ben")
    told = _day(ana.id, 0)[0]
    journal.append(told)
    assert journal.facts(ben.id, [told[0].session], {Kind.TEST}) == {}
    assert journal.facts(ana.id, [], {Kind.TEST}) == {}


def test_more_sessions_than_one_statement_may_name_are_asked_for_in_several(journal: Journal) -> None:
    ana = journal.add_person("Ana")
    told = _day(ana.id, 0)[0]
    journal.append(told)
    many = [told[0].session, *(sample_id() for _ in range(1200))]
    assert list(journal.facts(ana.id, many, {Kind.TEST})) == [told[0].session]


def test_a_journal_from_before_test_days_opens_with_all_it_holds(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    engine = create_engine(url)
    config = migration_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        person, session = sample_id(), sample_id()
        connection.exec_driver_sql("INSERT INTO people VALUES (?, 'Ana', 0)", (person,))
        connection.exec_driver_sql(
            "INSERT INTO sessions VALUES (?, ?, 'done', 1, 0, 'glute-activation', 12, 5, 9, 'done', 3, 9.0,"
            " NULL, 4, NULL)",
            (session, person),
        )
    engine.dispose()
    with Journal.open(url) as journal:
        (row,) = journal.sessions(person)
        assert (row.id, row.holds, row.test_day, row.test_part) == (session, 3, None, None)
        assert journal.test_sessions(person) == ()
        journal.append(_day(person, 100)[0])
        assert len(journal.test_sessions(person)) == 1
