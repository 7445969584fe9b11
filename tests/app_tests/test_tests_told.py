"""What the journal told of test days comes out as the days that the coach reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event as engine_events

from event_samples import MORNING, PLANNED, event, sample_id, told_hold
from primemover.app.tests_told import test_days as days_of
from primemover.app.tests_told import told_of
from primemover.coach.field_test import EndReason, Moment
from primemover.coach.trial import Arm
from primemover.journal import Journal
from primemover.session import Event
from primemover.session.fields import time_text
from primemover.terms import Side

DAY_S = 86_400


def holds(day: str, moment: str, after_s: float, who: dict[str, Any], **other: Any) -> list[Event]:
    return [
        event(
            "test",
            after_s + n * 90 + 60,
            told_hold(
                day=day,
                side=side,
                moment=moment,
                began_at=time_text(MORNING + timedelta(seconds=after_s + n * 90)),
                held_s=30.0 + n,
                **other,
            ),
            **who,
        )
        for n, side in enumerate(("left", "right"))
    ]


def part(person: str, day: str, name: str, after_s: float, *, ends: str = "done", **plan: Any) -> list[Event]:
    who: dict[str, Any] = {"person": person, "session": day if name == "before" else sample_id()}
    told = [
        event("planned", after_s, {**PLANNED, **plan, "test": {"day": day, "part": name}}, **who),
        event("start", after_s + 1, **who),
    ]
    if name != "between":
        told += holds(day, name, after_s + 5, who)
    if ends:
        told.append(event("end", after_s + 400, {"reason": ends}, **who))
    return told


def draw(person: str, day: str, arm: str, after_s: float = 420) -> Event:
    return event("drawn", after_s, {"day": day, "index": 0, "arm": arm}, person=person, session=day)


@contextmanager
def statements(journal: Journal) -> Iterator[list[str]]:
    seen: list[str] = []

    def see(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine_events.listen(journal._reader, "before_cursor_execute", see)
    yield seen
    engine_events.remove(journal._reader, "before_cursor_execute", see)


@pytest.fixture
def person(journal: Journal) -> str:
    return journal.first_person("Me").id


@pytest.mark.parametrize(("routine", "arm"), [("glute-activation", Arm.ROUTINE), ("easy-walk", Arm.WALKING)])
def test_a_whole_day_has_its_holds_in_order_what_was_drawn_and_what_was_done(
    journal: Journal, person: str, routine: str, arm: Arm
) -> None:
    day = sample_id()
    journal.append(part(person, day, "before", 0))
    journal.append([draw(person, day, arm)])
    journal.append(part(person, day, "between", 500, routine=routine))
    journal.append(part(person, day, "after", 1300))
    (told,) = days_of(journal, person)
    assert (told.arm, told.drawn, told.protocol) == (arm, arm, "single-leg-bridge-hold")
    assert [(hold.moment, hold.side, hold.seconds) for hold in told.holds] == [
        (Moment.BEFORE, Side.LEFT, 30),
        (Moment.BEFORE, Side.RIGHT, 31),
        (Moment.AFTER, Side.LEFT, 30),
        (Moment.AFTER, Side.RIGHT, 31),
    ]
    assert told.at == MORNING + timedelta(seconds=5)
    assert told == told_of(journal, person, day)


@pytest.mark.parametrize("ends", ["stopped", "pain", ""])
def test_what_was_not_done_to_its_end_between_the_holds_is_not_called_done(
    journal: Journal, person: str, ends: str
) -> None:
    day = sample_id()
    journal.append(part(person, day, "before", 0))
    journal.append([draw(person, day, "walking")])
    journal.append(part(person, day, "between", 500, routine="easy-walk", ends=ends))
    (told,) = days_of(journal, person)
    assert (told.arm, told.drawn) == (None, Arm.WALKING)


def test_a_day_without_a_draw_is_told_as_such(journal: Journal, person: str) -> None:
    day = sample_id()
    journal.append(part(person, day, "before", 0))
    journal.append(part(person, day, "between", 500))
    (told,) = days_of(journal, person)
    assert (told.arm, told.drawn) == (Arm.ROUTINE, None)


def test_a_corrected_reason_is_the_one_that_is_told_and_a_deleted_part_is_missing(
    journal: Journal, person: str
) -> None:
    day = sample_id()
    before, after = part(person, day, "before", 0), part(person, day, "after", 900)
    journal.append([*before, *after])
    wrong = next(told for told in before if told.kind == "test")
    mended = {"event": wrong.id, "data": {"end_reason": "back"}}
    journal.append([event("corrected", 5000, mended, person=person, session=day)])
    journal.append([event("deleted", 5001, person=person, session=after[0].session)])
    (told,) = days_of(journal, person)
    assert [hold.end_reason for hold in told.holds] == [EndReason.BACK, EndReason.GLUTE_GAVE_OUT]


def test_holds_of_another_test_on_the_same_day_are_not_mixed_in(journal: Journal, person: str) -> None:
    day = sample_id()
    journal.append(part(person, day, "before", 0))
    who = {"person": person, "session": day}
    journal.append(holds(day, "before", 600, who, protocol="side-lying-abduction-hold"))
    bridge, lying = days_of(journal, person)
    assert (bridge.protocol, lying.protocol) == ("single-leg-bridge-hold", "side-lying-abduction-hold")
    assert (len(bridge.holds), len(lying.holds)) == (2, 2)
    assert told_of(journal, person, day) == bridge


def test_days_are_in_order_and_a_day_on_which_nothing_was_held_is_not_told(
    journal: Journal, person: str
) -> None:
    days = [sample_id() for _ in range(3)]
    for n in (2, 0):
        journal.append(part(person, days[n], "before", n * DAY_S))
    empty = [told for told in part(person, days[1], "before", DAY_S) if told.kind != "test"]
    journal.append(empty)
    told = days_of(journal, person)
    assert [day.at.day - MORNING.day for day in told] == [0, 2 - 31]
    assert days_of(journal, person, MORNING + timedelta(days=1)) == told[1:]
    assert told_of(journal, person, days[1]).holds == ()


def test_a_year_of_days_costs_two_questions_to_the_database(journal: Journal, person: str) -> None:
    for n in range(60):
        day = sample_id()
        journal.append(part(person, day, "before", n * DAY_S))
        journal.append(part(person, day, "between", n * DAY_S + 500))
    with statements(journal) as seen:
        assert len(days_of(journal, person)) == 60
    assert len([one for one in seen if one.startswith("SELECT")]) == 2
