"""From session to session on a real journal: what was done, told and answered changes the next plan."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from done_session import done_session
from sqlalchemy import event as engine_events

from primemover.app.about_you import about, tell_about
from primemover.app.begin import Wishes, begin, prepare
from primemover.app.lately import Lately
from primemover.app.morning import morning_due, tell_morning
from primemover.app.past_sessions import past_sessions
from primemover.app.screen import screen
from primemover.app.today import today
from primemover.coach.pain import Kind
from primemover.coach.safety import List
from primemover.coach.soreness import Sore
from primemover.errors import InvalidInput, NotFound
from primemover.journal import Journal, new_id
from primemover.routine import library
from primemover.routine.prescription import PrescribedStep
from primemover.session import fold, parse_event
from primemover.session.fields import time_text
from primemover.terms import Region

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
DAY = timedelta(days=1)
LIBRARY = library()
HEALTHY = {"stop": ["none"], "adapt": ["none"], "later": ["none"]}
LIFTS = "prone-recruitment"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(f"sqlite:///{tmp_path / 'journal.db'}") as opened:
        yield opened


@pytest.fixture
def person(journal: Journal) -> str:
    runner = journal.first_person("Me").id
    screen(journal, runner, HEALTHY, NOW - DAY)
    return runner


def do(
    journal: Journal,
    person: str,
    at: datetime,
    *,
    minutes: int = 20,
    pain: dict[str, Any] | None = None,
    skips: Collection[str] = (),
    ends: str = "done",
) -> str:
    """A session as the player tells it: every hold but those of ``skips``, and what hurt."""
    begun = begin(journal, LIBRARY, person, Wishes(minutes=minutes), at)
    hurts = [("pain", 300.0, {"phase": None, "side": None, **pain})] if pain else []
    done = done_session(begun.session_id, person, at, begun.timeline, hurts, ends=ends, skips=skips)
    journal.append(done)
    return begun.session_id


def lifts(journal: Journal, person: str, at: datetime, minutes: int = 20) -> PrescribedStep:
    plan = prepare(journal, LIBRARY, person, Wishes(minutes=minutes), at).prescription
    return next(step for step in plan.steps if step.place == LIFTS)


def why(step: PrescribedStep) -> list[str]:
    return [reason.message for reason in step.reasons]


def ache(**other: Any) -> dict[str, Any]:
    plain = {"region": "buttock", "kind": "muscular", "level": 4, "exercise": LIFTS, "response": "easier"}
    return plain | other


def test_a_whole_session_reads_back_as_wholly_done(journal: Journal, person: str) -> None:
    do(journal, person, NOW)
    (past,) = past_sessions(Lately(journal, person), LIBRARY)
    assert past.finished
    assert past.recruited
    assert past.levels == {}
    assert {step.place: step.held for step in past.steps} == {step.place: 1.0 for step in past.steps}
    assert len(past.steps) == 6


def test_three_good_sessions_raise_the_lifts_and_the_plan_remembers_it(journal: Journal, person: str) -> None:
    for day in (0, 2, 4):
        assert "dose.up.reps" not in why(lifts(journal, person, NOW + day * DAY))
        do(journal, person, NOW + day * DAY)
    step = lifts(journal, person, NOW + 6 * DAY)
    assert (step.doses.reps, why(step)) == (8, ["dose.up.reps"])
    session = do(journal, person, NOW + 6 * DAY)
    plan = fold(journal.events(session)).plan
    assert plan is not None
    assert plan.prescription["levels"] == {LIFTS: [LIFTS, 1]}
    step = lifts(journal, person, NOW + 8 * DAY)
    assert (step.doses.reps, why(step)) == (8, ["dose.same.more"])


def test_a_plan_that_was_only_looked_at_changes_nothing(journal: Journal, person: str) -> None:
    for day in (0, 2, 4):
        do(journal, person, NOW + day * DAY)
    for _ in range(3):
        begin(journal, LIBRARY, person, Wishes(minutes=20), NOW + 6 * DAY)
    assert lifts(journal, person, NOW + 7 * DAY).doses.reps == 8


def test_an_ache_takes_the_easier_form_next_time_and_a_skip_less(journal: Journal, person: str) -> None:
    do(journal, person, NOW, pain=ache(), skips={"childs-pose"})
    step = lifts(journal, person, NOW + DAY)
    assert step.exercise == "prone-squeeze"
    assert "dose.down.pain" in why(step)
    plan = prepare(journal, LIBRARY, person, Wishes(minutes=20), NOW + DAY).prescription
    rest = next(step for step in plan.steps if step.place == "childs-pose")
    assert "dose.down.skipped" in why(rest)


def test_a_session_taken_out_of_the_history_no_longer_counts(journal: Journal, person: str) -> None:
    session = do(journal, person, NOW, pain=ache())
    gone = {"id": new_id(), "session": session, "person": person, "kind": "deleted", "data": {}}
    journal.append([parse_event(gone | {"at": time_text(NOW + timedelta(hours=1))})])
    assert lifts(journal, person, NOW + DAY).exercise == LIFTS


# --- the morning after ------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "asked"), [(7, False), (9, True), (71, True), (73, False)])
def test_the_morning_is_asked_from_eight_to_seventy_two_hours_after(
    journal: Journal, person: str, hours: int, asked: bool
) -> None:
    session = do(journal, person, NOW)
    over = NOW + timedelta(minutes=20, hours=hours)
    due = today(journal, LIBRARY, person, over).morning
    assert (due.session_id if due else None) == (session if asked else None)


def test_a_morning_is_asked_once_and_only_of_what_was_done(journal: Journal, person: str) -> None:
    assert morning_due(Lately(journal, person), NOW) is None
    session = do(journal, person, NOW)
    later = NOW + timedelta(hours=20)
    assert not tell_morning(journal, person, session, [], later)
    assert today(journal, LIBRARY, person, later).morning is None
    running = begin(journal, LIBRARY, person, Wishes(minutes=12), later).session_id
    start = {"id": new_id(), "session": running, "person": person, "kind": "start", "at": time_text(later)}
    journal.append([parse_event({**start, "t_s": 0, "data": {}})])
    assert today(journal, LIBRARY, person, later + timedelta(hours=20)).morning is None


def test_sore_glutes_change_nothing_and_a_sharp_knee_does(journal: Journal, person: str) -> None:
    session = do(journal, person, NOW)
    later = NOW + timedelta(hours=20)
    assert not tell_morning(journal, person, session, [Sore(Region.BUTTOCK, Kind.MUSCULAR, 8)], later)
    assert why(lifts(journal, person, later)) == why(lifts(journal, person, NOW - DAY))
    assert tell_morning(journal, person, session, [Sore(Region.KNEE, Kind.SHARP, 2)], later)
    found = today(journal, LIBRARY, person, later + timedelta(minutes=1))
    assert List.STOP in found.ask
    assert found.plan is None
    screen(journal, person, {"stop": ["none"]}, later + timedelta(minutes=2))
    plan = prepare(journal, LIBRARY, person, Wishes(minutes=20), later + timedelta(minutes=3)).prescription
    lunge = next(step for step in plan.steps if step.place == "low-lunge")
    assert "dose.down.morning" in why(lunge)


def test_a_morning_does_not_make_the_soreness_of_the_lifts_last_longer(journal: Journal, person: str) -> None:
    session = do(journal, person, NOW)
    tell_morning(journal, person, session, [], NOW + timedelta(hours=40))
    assert today(journal, LIBRARY, person, NOW + timedelta(hours=47)).soreness == "sore.expected"
    assert today(journal, LIBRARY, person, NOW + timedelta(hours=50)).soreness is None


def test_a_level_that_is_none_and_a_session_that_is_not_there_are_refused(
    journal: Journal, person: str
) -> None:
    session = do(journal, person, NOW)
    with pytest.raises(InvalidInput):
        tell_morning(journal, person, session, [Sore(Region.KNEE, Kind.SHARP, 12)], NOW + DAY)
    with pytest.raises(NotFound):
        tell_morning(journal, person, new_id(), [], NOW + DAY)
    assert today(journal, LIBRARY, person, NOW + DAY).morning is not None


# --- about you --------------------------------------------------------------------------------------


def test_about_alone_is_no_answer_to_the_safety_lists(journal: Journal) -> None:
    new = journal.add_person("Ada").id
    tell_about(journal, new, {"sitting": 9}, NOW)
    found = today(journal, LIBRARY, new, NOW)
    assert found.first_run
    assert found.ask == (List.STOP, List.ADAPT)
    screen(journal, new, HEALTHY, NOW)
    tell_about(journal, new, {"sitting": 8}, NOW + DAY)
    assert not today(journal, LIBRARY, new, NOW + DAY).first_run


def test_what_makes_sense_is_kept_beside_what_does_not(journal: Journal, person: str) -> None:
    refused = tell_about(journal, person, {"sitting": 30, "fall": "never", "tools": ["ball"]}, NOW)
    assert [one.question for one in refused] == ["sitting"]
    found = about(journal, person, NOW)
    assert dict(found.answers) == {"fall": "never", "tools": ("ball",)}
    assert journal.settings(person)["tools"] == ["ball"]


def test_the_same_answer_again_is_not_kept_twice(journal: Journal, person: str) -> None:
    before = len(journal.answers_so_far(person))
    for _ in range(3):
        tell_about(journal, person, {"sitting": 9.0, "tight": None}, NOW)
    assert len(journal.answers_so_far(person)) == before + 1
    tell_about(journal, person, {"sitting": None}, NOW + DAY)
    assert "sitting" not in about(journal, person, NOW + DAY).answers


def test_pain_at_night_holds_the_start_until_the_stop_list_is_answered(journal: Journal, person: str) -> None:
    tell_about(journal, person, {"pain-when": ["at-night"]}, NOW)
    assert about(journal, person, NOW).stop_list_first
    with pytest.raises(InvalidInput, match="not answered"):
        begin(journal, LIBRARY, person, Wishes(minutes=12), NOW + timedelta(minutes=1))
    screen(journal, person, {"stop": ["none"]}, NOW + timedelta(minutes=2))
    assert not about(journal, person, NOW + timedelta(minutes=3)).stop_list_first
    begin(journal, LIBRARY, person, Wishes(minutes=12), NOW + timedelta(minutes=3))


def test_what_somebody_would_rather_not_do_is_replaced_and_says_why(journal: Journal, person: str) -> None:
    tell_about(journal, person, {"limits": ["lying-on-belly"]}, NOW)
    step = lifts(journal, person, NOW)
    assert step.exercise == "glute-bridge"
    reasons = why(step)
    assert reasons[reasons.index("plan.need.lying-on-belly") + 1] == "dose.why.limit"


def test_heavy_legs_hold_a_step_that_is_due_for_three_days(journal: Journal, person: str) -> None:
    for day in (0, 2, 4):
        do(journal, person, NOW + day * DAY)
    tell_about(journal, person, {"tired": "heavy"}, NOW + 5 * DAY)
    plan = prepare(journal, LIBRARY, person, Wishes(minutes=20), NOW + 6 * DAY).prescription
    assert "dose.wait.tired" in [reason.message for reason in plan.reasons]
    assert lifts(journal, person, NOW + 9 * DAY).doses.reps == 8


# --- cost -------------------------------------------------------------------------------------------


@contextmanager
def counted(journal: Journal) -> Iterator[list[str]]:
    """The questions that are put to the database meanwhile."""
    asked: list[str] = []

    def listen(_: Any, __: Any, statement: str, *___: Any) -> None:
        asked.append(statement)

    engine_events.listen(journal._reader, "before_cursor_execute", listen)
    yield asked
    engine_events.remove(journal._reader, "before_cursor_execute", listen)


def test_today_reads_each_session_once_however_many_there_are(journal: Journal, person: str) -> None:
    for day in range(0, 8, 2):
        do(journal, person, NOW + day * DAY)
    with counted(journal) as few:
        today(journal, LIBRARY, person, NOW + 9 * DAY)
    for day in range(9, 25, 2):
        do(journal, person, NOW + day * DAY)
    with counted(journal) as many:
        today(journal, LIBRARY, person, NOW + 26 * DAY)
    events_read = [statement for statement in many if "FROM events" in statement]
    assert len(events_read) <= 4
    assert len(many) <= len(few) + 2  # one session more: its BEGIN and its SELECT
