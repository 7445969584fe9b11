"""Progress and the gate from the journal: each condition both ways, and passing it by."""

from datetime import UTC, datetime, timedelta

import pytest
from sample_year import NONE, TRUTH, Teller, Truth, one_session, sample_year
from sqlalchemy import event as engine_events

from primemover.app.begin import Wishes, begin
from primemover.app.extension import tell_extension
from primemover.app.history import history
from primemover.app.pass_gate import pass_by, take_back
from primemover.app.progress import Progress, progress
from primemover.app.readiness import gate_at
from primemover.app.screen import screen
from primemover.app.today import today
from primemover.coach.gate import ConditionId, Method, Standing
from primemover.coach.response_reasons import heard
from primemover.coach.verdict import SideVerdict
from primemover.errors import InvalidInput, NotFound
from primemover.journal import Journal
from primemover.routine import library
from primemover.terms import CannotTell, Side

NOW = datetime(2026, 6, 1, 7, 0, tzinfo=UTC)
ALIKE = {Side.LEFT: Truth(50, 50, 0.0), Side.RIGHT: Truth(51, 51, 0.0)}
UNEVEN = {Side.LEFT: Truth(30, 30, 0.0), Side.RIGHT: Truth(60, 60, 0.0)}


@pytest.fixture
def person(journal: Journal) -> str:
    found = journal.add_person("Ana").id
    screen(journal, found, NONE, NOW - timedelta(days=1))
    return found


def seen(journal: Journal, person: str) -> Progress:
    return progress(journal, library(), person, NOW)


def standing(journal: Journal, person: str, condition: ConditionId) -> Standing:
    gate = gate_at(journal, library(), person, NOW)
    return next(one.standing for one in gate.conditions if one.id is condition)


def practise(journal: Journal, person: str, *days_ago: int) -> None:
    teller = Teller(journal, person, "practice")
    for days in days_ago:
        teller.practise(NOW - timedelta(days=days))


def test_nothing_yet_is_a_page_too(journal: Journal, person: str) -> None:
    found = seen(journal, person)
    assert (found.days, found.trail, found.practised_days) == ((), (), 0)
    assert found.responses.left.verdict is SideVerdict.CANNOT_TELL
    assert found.gate.standing is Standing.NOT_YET
    assert found.next.test.due
    with pytest.raises(NotFound):
        progress(journal, library(), journal.add_person("Bo").id.replace("0", "1"), NOW)


def test_day_one_gives_holds_and_no_gain(journal: Journal, person: str) -> None:
    one_session(journal, person, NOW)
    found = seen(journal, person)
    assert len(found.days) == len(found.trail) == 1
    assert not isinstance(found.responses.left.capacity, CannotTell)
    assert isinstance(found.responses.left.gain, CannotTell)
    assert [remark.reason.message for remark in found.responses.remarks] == ["response.day.not-drawn"]


def test_a_day_under_way_stays_hidden_until_no_hold_can_come_any_more(journal: Journal, person: str) -> None:
    teller = Teller(journal, person, "open")
    teller.test_day(NOW - timedelta(minutes=20), 0.0, leave_after=True)
    assert seen(journal, person).days == ()
    later = progress(journal, library(), person, NOW + timedelta(minutes=45))
    assert [day.arm for day in later.days] == [None]


def test_another_protocol_is_a_trend_of_its_own_and_changes_no_verdict(journal: Journal, person: str) -> None:
    teller = Teller(journal, person, "two", ALIKE)
    for number in range(4):
        teller.test_day(NOW - timedelta(days=4 * (4 - number)), 0.0)
    alone = seen(journal, person)
    teller.test_day(NOW - timedelta(days=20), 0.0, also="side-lying-abduction-hold")
    found = seen(journal, person)
    assert list(found.others) == ["side-lying-abduction-hold"]
    (step,) = found.others["side-lying-abduction-hold"]
    assert not isinstance(step.figures[Side.LEFT].capacity, CannotTell)
    assert len(found.days) == len(alone.days) + 1
    assert not any(remark.reason.message == "response.days.other-test" for remark in found.responses.remarks)


def test_a_year_finds_the_truth_behind_it_and_says_what_was_left_out(journal: Journal, person: str) -> None:
    sample_year(journal, person, NOW)
    found = seen(journal, person)
    left, right = found.responses.left, found.responses.right
    assert left.verdict is SideVerdict.RESPONDS
    assert right.verdict is not SideVerdict.RESPONDS
    for side, of_side in ((Side.LEFT, left), (Side.RIGHT, right)):
        assert not isinstance(of_side.gain, CannotTell)
        assert of_side.gain.interval.low <= TRUTH[side].gain <= of_side.gain.interval.high
    said = {remark.reason.message for remark in found.responses.remarks}
    assert said >= {
        "response.day.not-drawn",
        "response.day.other-than-drawn",
        "response.days.gap",
        "response.hold.too-short",
        "response.hold.end.hamstring-cramp",
        "response.day.nothing-between",
    }
    assert len(found.trail) == len(found.days) > 40
    assert found.trail[-1].figures[Side.LEFT].gain == left.gain


def test_progress_reads_as_often_after_a_year_as_after_a_month(journal: Journal) -> None:
    counts = []
    for name, days in (("a month", 30), ("a year", 361)):
        person = journal.add_person(name).id
        sample_year(journal, person, NOW, days=days)
        counts.append(statements(journal, person))
    assert counts[0] == counts[1] < 25


def statements(journal: Journal, person: str) -> int:
    """How many questions the journal is asked for the progress of a person."""
    seen: list[str] = []

    def see(*told: object) -> None:
        seen.append(str(told[2]))

    engine_events.listen(journal._reader, "before_cursor_execute", see)
    progress(journal, library(), person, NOW)
    engine_events.remove(journal._reader, "before_cursor_execute", see)
    return len(seen)


def test_eight_days_of_the_routine_in_four_weeks_open_and_seven_do_not(journal: Journal, person: str) -> None:
    practise(journal, person, 27, 20, 15, 10, 8, 5, 3)
    practise(journal, person, 3, 28, 40)  # the same day twice; too long ago
    assert standing(journal, person, ConditionId.PRACTISED) is Standing.NOT_YET
    assert seen(journal, person).practised_days == 7
    practise(journal, person, 1)
    assert standing(journal, person, ConditionId.PRACTISED) is Standing.OPEN


def test_three_sessions_without_pain_open_and_an_alarming_one_closes(journal: Journal, person: str) -> None:
    assert standing(journal, person, ConditionId.NO_PAIN) is Standing.CANNOT_TELL
    practise(journal, person, 9, 8)
    assert standing(journal, person, ConditionId.NO_PAIN) is Standing.CANNOT_TELL
    practise(journal, person, 7)
    assert standing(journal, person, ConditionId.NO_PAIN) is Standing.OPEN
    # One of ten, but in the groin.
    Teller(journal, person, "hurt").hurt(NOW - timedelta(days=6), "muscular", 1)
    assert standing(journal, person, ConditionId.NO_PAIN) is Standing.NOT_YET
    practise(journal, person, 5, 4)
    assert standing(journal, person, ConditionId.NO_PAIN) is Standing.NOT_YET
    practise(journal, person, 3)
    assert standing(journal, person, ConditionId.NO_PAIN) is Standing.OPEN


@pytest.mark.parametrize(
    ("sore", "expected"),
    [
        (("buttock", "muscular", 7), Standing.OPEN),
        (("knee", "muscular", 5), Standing.NOT_YET),
        (("knee", "muscular", 2), Standing.OPEN),
        (("back-of-thigh", "tingling", 1), Standing.NOT_YET),
    ],
)
def test_sore_glutes_the_morning_after_are_no_pain_and_a_sore_knee_is(
    journal: Journal, person: str, sore: tuple[str, str, int], expected: Standing
) -> None:
    practise(journal, person, 6, 5, 4)
    last = journal.sessions(person, limit=1)[0]
    Teller(journal, person, "morning").morning(last.id, last.last_at + timedelta(hours=22), *sore)
    assert standing(journal, person, ConditionId.NO_PAIN) is expected


def test_the_sessions_of_one_test_day_are_one(journal: Journal, person: str) -> None:
    Teller(journal, person, "day").test_day(NOW - timedelta(days=4), 0.0)
    assert standing(journal, person, ConditionId.NO_PAIN) is Standing.CANNOT_TELL


@pytest.mark.parametrize(
    ("truth", "days", "expected"),
    [(ALIKE, 14, Standing.OPEN), (UNEVEN, 6, Standing.NOT_YET), (ALIKE, 1, Standing.CANNOT_TELL)],
)
def test_sides_are_alike_or_not_beyond_the_error_or_it_cannot_be_told(
    journal: Journal, person: str, truth: dict[Side, Truth], days: int, expected: Standing
) -> None:
    teller = Teller(journal, person, "even", truth)
    for number in range(days):
        teller.test_day(NOW - timedelta(days=4 * (days - number)), 0.0)
    assert standing(journal, person, ConditionId.EVEN) is expected


@pytest.mark.parametrize(
    ("angles", "by", "expected"),
    [
        ((-15, -12), (Method.HELPER, 3), Standing.OPEN),
        ((-15, 12), (Method.HELPER, 3), Standing.NOT_YET),
        ((-15, -3), (Method.TIMED_PHOTO, 3), Standing.CANNOT_TELL),
        ((-15, -15), (Method.ALONE, 3), Standing.CANNOT_TELL),
        ((-15, -15), (Method.HELPER, 100), Standing.CANNOT_TELL),
    ],
)
def test_extension_opens_closes_or_cannot_be_told(
    journal: Journal, person: str, angles: tuple[float, float], by: tuple[Method, int], expected: Standing
) -> None:
    assert standing(journal, person, ConditionId.EXTENSION) is Standing.CANNOT_TELL
    told = dict(zip((Side.LEFT, Side.RIGHT), angles, strict=True))
    tell_extension(journal, person, told, by[0], NOW - timedelta(days=by[1]))
    assert standing(journal, person, ConditionId.EXTENSION) is expected


def test_the_newest_extension_of_each_side_counts(journal: Journal, person: str) -> None:
    tell_extension(journal, person, {Side.LEFT: 12, Side.RIGHT: -14}, Method.HELPER, NOW - timedelta(days=9))
    tell_extension(journal, person, {Side.LEFT: -13}, Method.HELPER, NOW - timedelta(days=2))
    assert standing(journal, person, ConditionId.EXTENSION) is Standing.OPEN


@pytest.mark.parametrize("angles", [{}, {Side.LEFT: 75.0}, {Side.LEFT: -10.0, Side.RIGHT: float("nan")}])
def test_of_an_impossible_extension_nothing_is_kept(
    journal: Journal, person: str, angles: dict[Side, float]
) -> None:
    before = journal.answers_so_far(person)
    with pytest.raises(InvalidInput):
        tell_extension(journal, person, angles, Method.HELPER, NOW)
    assert journal.answers_so_far(person) == before


def test_safety_answers_stand_beside_what_is_told_of_the_gate(journal: Journal, person: str) -> None:
    tell_extension(journal, person, {Side.LEFT: -13}, Method.HELPER, NOW)
    pass_by(journal, person, "Mine", NOW)
    begun = begin(journal, library(), person, Wishes(minutes=6), NOW)
    assert begun.prescription.steps


def test_core_work_waits_for_the_gate_or_a_reason(journal: Journal, person: str) -> None:
    core = Wishes(routine="core-work", minutes=7)
    with pytest.raises(InvalidInput, match="gate for core work is not open"):
        begin(journal, library(), person, core, NOW)
    assert journal.sessions(person) == ()
    with pytest.raises(InvalidInput, match="reason is empty"):
        pass_by(journal, person, "  ", NOW)
    pass_by(journal, person, "My physiotherapist says so.", NOW)
    assert begin(journal, library(), person, core, NOW).prescription.routine == "core-work"
    found = seen(journal, person)
    assert found.gate.may_pass
    assert found.gate.standing is Standing.NOT_YET  # the reason changes no condition
    take_back(journal, person, NOW + timedelta(minutes=1))
    with pytest.raises(InvalidInput, match="gate for core work"):
        begin(journal, library(), person, core, NOW + timedelta(minutes=2))


def test_the_open_gate_lets_core_work_begin(journal: Journal, person: str) -> None:
    teller = Teller(journal, person, "open", ALIKE)
    for number in range(14):
        teller.test_day(NOW - timedelta(days=4 * (14 - number)), 0.0)
    practise(journal, person, 25, 22, 18, 14, 10, 9, 6, 3, 2)
    tell_extension(journal, person, {Side.LEFT: -14, Side.RIGHT: -12}, Method.HELPER, NOW - timedelta(days=5))
    found = seen(journal, person).gate
    assert [condition.standing for condition in found.conditions] == [Standing.OPEN] * 4
    assert begin(journal, library(), person, Wishes(routine="core-work", minutes=7), NOW)


def test_passing_the_gate_by_stands_in_the_history_at_its_date(journal: Journal, person: str) -> None:
    practise(journal, person, 9, 7, 5, 3)
    pass_by(journal, person, "My physiotherapist says so.", NOW - timedelta(days=6))
    take_back(journal, person, NOW - timedelta(days=4))
    first = history(journal, person, limit=2, now=NOW)
    assert [(one.reason, (NOW - one.at).days) for one in first.passings] == [(None, 4)]
    second = history(journal, person, limit=2, before=first.next, now=NOW)
    assert [one.reason for one in second.passings] == ["My physiotherapist says so."]
    assert second.next is None


def test_today_hears_what_progress_shows_also_where_another_test_was_held_last(
    journal: Journal, person: str
) -> None:
    # Half a year behind, and on the last test day another protocol was held after the usual one.
    now = datetime.now().astimezone()
    sample_year(journal, person, now, days=352)
    found = progress(journal, library(), person, now)
    assert found.others
    plan = today(journal, library(), person, now).plan
    assert plan is not None
    verdicts = {found.responses.of(side).verdict for side in (Side.LEFT, Side.RIGHT)}
    heard_today = [one for one in plan.adjusted.overall if one.message.startswith("dose.response.")]
    assert tuple(heard_today) == heard(found.responses)
    assert SideVerdict.RESPONDS in verdicts
