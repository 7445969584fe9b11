"""Laws that every posture and every move of every exercise file keeps."""

from __future__ import annotations

import pytest

from primemover.body import Posture, blend, postures
from primemover.body.contacts import gaps_m, held_joint
from primemover.body.skeleton import ANGLES, FRACTIONS, SEGMENT_INDEX
from primemover.body.skin import place, skin_of
from primemover.body.vocabulary import HAND_WORDS, JOINT_RANGES_DEG, SIDES, START
from primemover.routine import library
from primemover.routine.exercise import Exercise
from primemover.routine.figures import _moves as moves_of

EXERCISES: list[Exercise] = [
    way for exercise in library().exercises.values() for way in (exercise.variants or (exercise,))
]
every_exercise = pytest.mark.parametrize(
    "exercise", EXERCISES, ids=[f"{e.id} {e.tool or ''}".strip() for e in EXERCISES]
)
A_CENTIMETRE = 0.01
_CACHE: dict[int, dict[str, Posture]] = {}


def solved(exercise: Exercise) -> dict[str, Posture]:
    if id(exercise) not in _CACHE:
        phases = [(phase.id, phase.posture) for phase in exercise.phases]
        _CACHE[id(exercise)] = postures(exercise.start, phases)
    return _CACHE[id(exercise)]


def assert_sound(posture: Posture) -> None:
    """Contacts kept, joints in range, nothing through the floor, bones as long as ever."""
    for contact, gap in gaps_m(posture).items():
        assert abs(gap) <= A_CENTIMETRE, (
            f"{contact.part} is {gap * 100:.1f} cm off {contact.prop or 'the floor'}"
        )
    for name in ANGLES:
        angle = posture.angle_deg(name)
        assert JOINT_RANGES_DEG[name.rpartition(" ")[2]].holds(angle, slack=0.5), f"{name} {angle:.0f}"
    for part, groups in skin_of(posture.person).groups.items():
        if part[1] == "buttock":
            continue  # soft: lain on, it is as flat as the sacrum lets it be
        lowest = min(point.imag for group in groups for point in place(group, posture.frames))
        assert lowest > -A_CENTIMETRE, f"{' '.join(part)} is {lowest * 100:.1f} cm under the floor"
    assert_bones(posture)


def assert_bones(posture: Posture) -> None:
    height = posture.person.height_m
    origins = posture.frames.origins
    for side, shown in zip(SIDES, posture.spreads, strict=True):
        for name, end, share in (
            ("thigh", "shank", 1.0),
            ("shank", "foot", 1.0),
            ("upper arm", "forearm", shown),
            ("forearm", "hand", 1.0),
        ):
            length = abs(origins[SEGMENT_INDEX[f"{side} {end}"]] - origins[SEGMENT_INDEX[f"{side} {name}"]])
            assert length == pytest.approx(FRACTIONS[name] * height * share, abs=1e-9)


@every_exercise
def test_every_posture_is_sound(exercise: Exercise) -> None:
    for key, posture in solved(exercise).items():
        try:
            assert_sound(posture)
        except AssertionError as error:
            raise AssertionError(f"{key}: {error}") from None


@every_exercise
def test_hands_are_where_the_file_puts_them(exercise: Exercise) -> None:
    for key, posture in solved(exercise).items():
        for side, word in zip(SIDES, posture.hands, strict=True):
            place_ = HAND_WORDS[word]
            wrist = posture.joint(f"{side} wrist")
            if place_.reach in ("foot", "shoulder"):
                joint = f"{place_.side} ankle" if place_.reach == "foot" else f"{side} shoulder"
                assert abs(wrist.real - posture.joint(joint).real - place_.offset_m) <= A_CENTIMETRE, key
            elif place_.reach in ("knee", "shin"):
                knee = posture.joint(f"{place_.side} knee")
                assert abs(wrist - knee) < 0.13, key


@every_exercise
def test_written_angles_give_way_only_a_little(exercise: Exercise) -> None:
    """What a physiotherapist writes in a phase is what is drawn; contacts may take a few degrees."""
    for phase in exercise.phases:
        pose = phase.posture.get("pose")
        if not isinstance(pose, dict):
            continue
        for word, angle in pose.items():
            if word in ANGLES and word.rpartition(" ")[2] in ("hip", "knee", "pelvis", "lumbar", "thoracic"):
                drawn = solved(exercise)[phase.id].angle_deg(word)
                assert drawn == pytest.approx(float(angle), abs=10), f"{phase.id}: {word}"


@every_exercise
def test_moves_keep_what_bears_in_both_postures(exercise: Exercise) -> None:
    for a_key, b_key in dict.fromkeys(moves_of(exercise)):
        a, b = solved(exercise)[a_key], solved(exercise)[b_key]
        for step in range(1, 8):
            between = blend(a, b, step / 8)
            try:
                assert_sound(between)
                assert_no_slide(a, b, between)
            except AssertionError as error:
                raise AssertionError(f"{a_key}>{b_key} at {step}/8: {error}") from None


def assert_no_slide(a: Posture, b: Posture, between: Posture) -> None:
    """Grounded joints stay where they are, or go straight from where they were to where they will be."""
    for contact in between.contacts:
        segment = held_joint(contact)
        if segment is None:
            continue
        index = SEGMENT_INDEX[segment]
        before, here, after = (posture.frames.origins[index].real for posture in (a, between, b))
        low, high = min(before, after) - A_CENTIMETRE, max(before, after) + A_CENTIMETRE
        assert low <= here <= high, f"{contact.part} slides {(here - before) * 100:.1f} cm"


@every_exercise
def test_what_bears_in_two_postures_in_a_row_stays_in_place(exercise: Exercise) -> None:
    for a_key, b_key in dict.fromkeys(moves_of(exercise)):
        if b_key == START and exercise.has_sides:
            continue  # here the legs change over, and the drawing is mirrored
        a, b = solved(exercise)[a_key], solved(exercise)[b_key]
        for contact in a.contacts:
            segment = held_joint(contact)
            if segment is None or contact not in b.contacts or "pelvis" in segment:
                continue
            index = SEGMENT_INDEX[segment]
            slide = abs(a.frames.origins[index].real - b.frames.origins[index].real)
            assert slide <= A_CENTIMETRE, f"{a_key}>{b_key}: {contact.part} slides {slide * 100:.1f} cm"


@every_exercise
def test_working_and_other_are_mirrored(exercise: Exercise) -> None:
    """The same file with the sides swapped gives the same body with near and far swapped."""
    swapped = postures(_swapped(exercise.start), [(p.id, _swapped(p.posture)) for p in exercise.phases])
    for key, posture in solved(exercise).items():
        for name in ANGLES:
            assert swapped[key].angle_deg(_other(name)) == pytest.approx(posture.angle_deg(name), abs=2.0), (
                key
            )


def _swapped(value: object) -> dict[str, object]:
    found = _swap(value)
    assert isinstance(found, dict)
    return found


def _swap(value: object) -> object:
    if isinstance(value, dict):
        return {_swap(key): _swap(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_swap(item) for item in value]
    return _other(value) if isinstance(value, str) else value


def _other(words: str) -> str:
    names = {"working": "other", "other": "working"}
    return " ".join(names.get(word, word) for word in words.split(" "))
