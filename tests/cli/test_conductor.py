"""The session in the whole window, with time that moves only while the program waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.text import Text
from terminal_home import MovedTime, Told, first_hold, short_session

from primemover.cli.play.clock import SessionClock
from primemover.cli.play.conductor import Conductor, Left
from primemover.cli.play.course import Course
from primemover.cli.play.scene import Surface
from primemover.cli.play.sound import Ears
from primemover.coach import NONE_OF_THESE, List, checklist
from primemover.routine.position import ControlKind
from primemover.terms import Region

TIMELINE = short_session()
HOLD = first_hold(TIMELINE)
GROIN = str(list(Region).index(Region.GROIN) + 1)
KNEE = str(list(Region).index(Region.KNEE) + 1)


class Picture:
    """Keeps the last thing that was shown."""

    def __init__(self) -> None:
        self.words = ""
        self.all_words: list[str] = []

    def surface(self) -> Surface:
        return Surface(100, 30, blocks=True, coloured=True)

    def show(self, lines: Sequence[Text]) -> None:
        self.words = "\n".join(line.plain for line in lines)
        self.all_words.append(self.words)


class Spoken:
    """A voice that keeps what it was asked to say."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.hushed = 0

    def say(self, words: str, *, interrupts: bool) -> None:
        self.said.append(words)

    def hush(self) -> None:
        self.hushed += 1


class Sitting:
    """A person with a list of keys, each pressed at its second of the session."""

    def __init__(self, *keys: tuple[float, str]) -> None:
        self.time = MovedTime()
        self.keys = list(keys)
        self.told = Told()
        self.screened: list[str] = []
        self.picture = Picture()
        self.voice = Spoken()
        self.rings = 0
        self.course = Course(TIMELINE, self.told)
        self.clock = SessionClock(self.time.times, 0.0, 1.0)
        self.course.act(ControlKind.START)
        self.gap: Callable[[float], float] = lambda _: 0.0

    def next_key(self, within_s: float) -> str | None:
        elapsed_s = self.time.now_s - 1000
        if self.keys and elapsed_s + within_s >= self.keys[0][0]:
            at_s, key = self.keys.pop(0)
            self.time.wait(at_s - elapsed_s)
            return key
        self.time.wait(within_s + self.gap(elapsed_s))
        return None

    def ring(self) -> None:
        self.rings += 1

    def run(self, *, voice: bool = True) -> Left:
        return Conductor(
            self.course,
            self.clock,
            self.picture,
            self.next_key,
            Ears(self.voice if voice else None, self.ring),
            tell=lambda kind, data: self.told(kind, data, self.course.t),
            screen=self.screened.append,
            figures={},
        ).run()


def test_a_session_that_nobody_touches_runs_to_its_end_by_the_clock() -> None:
    sitting = Sitting()
    assert sitting.run() is Left.OVER
    assert abs(sitting.time.now_s - 1000 - TIMELINE.total_s) < 0.01
    assert sitting.told.of("end") == [{"reason": "done"}]


def test_every_instruction_is_spoken() -> None:
    sitting = Sitting()
    sitting.run()
    instructions = [s.say for s in TIMELINE.main.segments if s.say]
    assert len(instructions) > 20
    assert [words for words in instructions if words not in sitting.voice.said] == []


def test_without_a_voice_the_bell_rings_instead() -> None:
    sitting = Sitting()
    sitting.run(voice=False)
    assert sitting.rings > 20
    assert sitting.voice.said == []


def test_space_pauses_and_goes_on() -> None:
    sitting = Sitting((5, "space"), (65, "space"))
    sitting.run()
    assert sitting.told.kinds[:3] == ["start", "pause", "resume"]
    assert abs(sitting.time.now_s - 1000 - TIMELINE.total_s - 60) < 0.01


def test_the_arrows_and_r_step_over_blocks() -> None:
    sitting = Sitting((5, "right"), (7, "left"), (12, "r"), (13, "q"), (13, "3"))
    sitting.run()
    assert [kind for kind in sitting.told.kinds if kind in ("skip", "back", "repeat")] == [
        "skip",
        "back",
        "repeat",
    ]


def test_s_slows_the_ways_and_a_second_s_takes_it_back() -> None:
    sitting = Sitting((5, "s"), (6, "s"), (7, "q"), (7, "3"))
    sitting.run()
    assert sitting.told.of("pace") == [{"factor": 0.75}, {"factor": 1.0}]


def test_m_stops_the_voice_and_brings_it_back() -> None:
    silent = Sitting((0.5, "m"), (60, "q"), (60, "3"))
    silent.run()
    heard = Sitting((0.5, "m"), (0.6, "m"), (60, "q"), (60, "3"))
    heard.run()
    assert len(silent.voice.said) == 1
    assert len(heard.voice.said) > 5


def test_leaving_asks_and_for_later_nothing_has_ended() -> None:
    sitting = Sitting((20, "q"), (21, "2"))
    assert sitting.run() is Left.FOR_LATER
    assert sitting.told.kinds[-1] == "pause"
    assert "Leave?" in sitting.picture.words


def test_leaving_may_end_the_session_here() -> None:
    sitting = Sitting((20, "q"), (21, "3"))
    assert sitting.run() is Left.OVER
    assert sitting.told.of("end") == [{"reason": "stopped"}]


def test_staying_after_all_goes_on_where_it_was() -> None:
    sitting = Sitting((20, "q"), (50, "1"))
    sitting.run()
    assert sitting.told.of("end") == [{"reason": "done"}]
    assert abs(sitting.time.now_s - 1000 - TIMELINE.total_s - 30) < 0.01


def test_pain_pauses_at_once_and_a_little_of_it_goes_on() -> None:
    sitting = Sitting((HOLD.start_s + 2, "p"), (60, KNEE), (61, "1"), (62, "2"), (63, "enter"), (64, "1"))
    sitting.run()
    assert sitting.told.kinds[1] == "pause"
    assert sitting.told.of("pain")[0]["response"] == "go-on"
    assert sitting.told.of("pain")[0]["level"] == 2
    assert sitting.told.of("end") == [{"reason": "done"}]


def test_five_of_a_muscle_takes_the_easier_form() -> None:
    sitting = Sitting((HOLD.start_s, "p"), (60, KNEE), (61, "1"), (62, "5"), (63, "enter"), (64, "1"))
    sitting.run()
    assert sitting.told.of("pain")[0]["response"] == "easier"
    assert "easier" in sitting.told.kinds
    assert sitting.told.of("end") == [{"reason": "done"}]


def test_above_five_the_session_ends() -> None:
    keys = [(60.0, KNEE), (61.0, "1"), (62.0, "1"), (62.1, "0"), (63.0, "enter"), (64.0, "enter")]
    sitting = Sitting((HOLD.start_s, "p"), *keys)
    assert sitting.run() is Left.OVER
    assert sitting.told.of("pain")[0]["level"] == 10
    assert sitting.told.of("end") == [{"reason": "pain"}]


def test_the_groin_leaves_out_every_step_that_loads_it_and_asks_the_stop_list() -> None:
    sitting = Sitting((HOLD.start_s, "p"), (60, GROIN), (61, "1"), (62, "1"), (63, "enter"), (64, "enter"))
    sitting.keys.append((65, "1"))
    sitting.run()
    out = sitting.told.of("leave_out")[0]
    loaded = [step.index for step in TIMELINE.steps if step.index == 0 or Region.GROIN in step.regions]
    assert out == {"regions": ["groin"], "steps": loaded}
    assert any("Is any of these there now?" in words for words in sitting.picture.all_words)
    assert sitting.screened == [NONE_OF_THESE]


def test_a_red_flag_in_the_middle_ends_the_session_and_is_kept() -> None:
    sitting = Sitting((HOLD.start_s, "p"), (60, GROIN), (61, "1"), (62, "1"), (63, "enter"), (64, "1"))
    sitting.keys.append((65, "enter"))
    sitting.run()
    assert sitting.screened == [checklist(List.STOP)[0].id]
    assert sitting.told.of("end") == [{"reason": "pain"}]


def test_the_stop_list_is_not_answered_by_taking_it_back() -> None:
    sitting = Sitting((HOLD.start_s, "p"), (60, GROIN), (61, "1"), (62, "1"), (63, "enter"), (64, "escape"))
    sitting.keys += [(70, "1"), (71, "enter")]
    sitting.run()
    assert sitting.told.of("end") == [{"reason": "pain"}]


def test_a_pain_taken_back_changes_nothing() -> None:
    sitting = Sitting((HOLD.start_s, "p"), (60, "escape"))
    sitting.run()
    assert sitting.told.of("pain") == []
    assert sitting.told.of("end") == [{"reason": "done"}]


def test_after_a_short_absence_the_session_has_gone_on_and_says_so() -> None:
    sitting = Sitting()
    sitting.gap = lambda elapsed_s: 10.0 if 20 <= elapsed_s < 21 else 0.0
    sitting.run()
    assert sitting.told.of("away")[0]["seconds"] > 10
    assert "pause" not in sitting.told.kinds


def test_after_a_long_absence_the_session_waits_at_the_broken_off_hold() -> None:
    sitting = Sitting((1000, "space"))
    sitting.gap = lambda elapsed_s: 600.0 if HOLD.start_s + 2 <= elapsed_s < HOLD.start_s + 3 else 0.0
    sitting.run()
    assert sitting.told.of("away")[0]["seconds"] > 600
    assert sitting.told.of("rebase")[0]["at_s"] <= HOLD.start_s
    assert any("You were away for 10:0" in words for words in sitting.picture.all_words)
    assert sitting.told.of("end") == [{"reason": "done"}]
