"""A hold test in the terminal: a key ends the hold, no clock is shown, and why it ended is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from terminal_home import Home, MovedTime, Told
from test_conductor import Picture

from primemover.cli.play import open_holds
from primemover.cli.play.clock import SessionClock
from primemover.cli.play.conductor import Conductor, Left
from primemover.cli.play.course import Course, Held
from primemover.cli.play.diary import Diary
from primemover.cli.play.sound import Ears
from primemover.coach.field_test import EndReason
from primemover.journal import Journal, new_id
from primemover.routine import compile, library, usual_prescription  # noqa: A004
from primemover.routine.position import ControlKind
from primemover.session import Part, fold
from primemover.session.state import PlannedTest
from primemover.terms import Side

KNOWN = library()
ROUTINE = KNOWN.routine("field-test")
TIMELINE = compile(ROUTINE, usual_prescription(ROUTINE, KNOWN), KNOWN)
FIRST, SECOND = (segment for segment in TIMELINE.main.segments if segment.open)


class Runner:
    """A person whose keys each come so many seconds after the one before, or after a hold has begun."""

    def __init__(self, *keys: tuple[float, str]) -> None:
        self.time = MovedTime()
        self.keys = list(keys)
        self.told = Told()
        self.picture = Picture()
        self.ended: list[tuple[Held, EndReason]] = []
        self.in_hold: list[str] = []
        self.course = Course(TIMELINE, self.told)
        self.clock = SessionClock(self.time.times, 0.0, 1.0)

    def next_key(self, within_s: float) -> str | None:
        if self.course.segment.open and self.course.position.running:
            self.in_hold.append(self.picture.words)
        elapsed_s = self.time.now_s - 1000
        if self.keys and elapsed_s + within_s >= self.keys[0][0]:
            at_s, key = self.keys.pop(0)
            self.time.wait(at_s - elapsed_s)
            return key
        self.time.wait(within_s)
        return None

    def run(self) -> Left:

        self.course.act(ControlKind.START)
        return Conductor(
            self.course,
            self.clock,
            self.picture,
            self.next_key,
            Ears(None),
            tell=lambda kind, data: self.told(kind, data, self.course.t),
            screen=lambda _: None,
            tested=lambda held, end: self.ended.append((held, end)),
            ends=lambda exercise: KNOWN.exercise(exercise).test.ends,  # type: ignore[union-attr]
            figures={},
        ).run()


def test_enter_lets_go_and_the_end_is_told_with_its_seconds() -> None:
    at = FIRST.start_s + 41.5
    runner = Runner((at, "enter"), (at + 10, "2"))
    assert runner.run() is Left.OVER
    (held, end), second = runner.ended
    assert (held.held_s, held.segment.side, held.let_go) == (41.5, Side.LEFT, True)
    assert end is EndReason.HAMSTRING_CRAMP
    assert (second[0].held_s, second[0].segment.side, second[1]) == (180, Side.RIGHT, EndReason.TIME_UP)
    assert [(hold["held_s"], hold["skipped"]) for hold in runner.told.of("hold")] == [
        (41.5, False),
        (180, False),
    ]
    assert runner.told.kinds[:5] == ["start", "hold", "let_go", "pause", "resume"]


def test_space_lets_go_too_and_asking_why_costs_no_time_of_the_session() -> None:
    at = FIRST.start_s + 20
    runner = Runner((at, "space"), (at + 60, "escape"), (at + 100, "1"))
    runner.run()
    assert runner.ended[0][1] is EndReason.GLUTE_GAVE_OUT
    elapsed_s = runner.time.now_s - 1000
    assert abs(elapsed_s - (TIMELINE.total_s - 160 + 100)) < 0.01


def test_nothing_on_the_screen_tells_how_long_it_has_lasted() -> None:
    runner = Runner()
    runner.run()
    assert len(runner.in_hold) > 100
    half = len(runner.in_hold) // 2
    assert len(set(runner.in_hold[1 : half - 1])) == 1
    assert "let go" in runner.in_hold[half // 2]
    assert "left" not in runner.in_hold[half // 2].splitlines()[1]


def test_a_hold_that_is_skipped_is_no_test() -> None:
    at = FIRST.start_s + 5
    runner = Runner((at, "right"))
    runner.run()
    assert [end for _, end in runner.ended] == [EndReason.TIME_UP]
    assert runner.told.of("hold")[0]["skipped"] is True


def test_pain_that_ends_the_session_asks_for_no_other_reason() -> None:
    at = FIRST.start_s + 5
    runner = Runner((at, "p"), (at + 1, "1"), (at + 2, "1"), (at + 3, "8"), (at + 4, "enter"), (at + 5, "1"))
    assert runner.run() is Left.OVER
    assert runner.told.of("hold")[0]["held_s"] == 5
    assert runner.told.of("end") == [{"reason": "pain"}]
    assert runner.ended == []


def test_without_keys_a_hold_test_is_refused_before_anything_is_planned(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    ran = home.run("play", "--routine", "field-test", "--yes")
    assert ran.returncode == 2
    assert "terminal with keys" in ran.stderr
    assert "/tests" not in ran.stderr
    assert home.run("history").stdout.strip() == "No sessions yet. `primemover play` begins the first."


@pytest.mark.parametrize(("part", "told"), [("before", 1), ("after", 1), ("between", 0), (None, 0)])
def test_a_hold_of_a_test_day_is_told_with_when_it_began(tmp_path: Path, part: str | None, told: int) -> None:
    with Journal.open(f"sqlite:///{tmp_path / 'j.db'}") as journal:
        diary = Diary(journal, new_id(), journal.add_person("Ana").id)
        day = new_id()
        now = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)
        test = PlannedTest(day, Part(part)) if part else None
        held = Held(FIRST, began_s=25.0, held_s=41.5, let_go=True)
        diary.tell("start", {}, 0.0)
        open_holds.tell(diary, test, held, EndReason.FORM, now_s=75.0, now=lambda: now)
        tests = fold(journal.events(diary.session_id)).tests
    assert len(tests) == told
    for one in tests:
        assert (one.day, one.moment, one.side, one.held_s) == (day, part, Side.LEFT, 41.5)
        assert (one.protocol, one.end_reason) == ("single-leg-bridge-hold", EndReason.FORM)
        assert one.began_at == now - timedelta(seconds=50)
