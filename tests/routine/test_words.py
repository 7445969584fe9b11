"""An exercise in another language: words beside the English file, which stays the only definition."""

from __future__ import annotations

from pathlib import Path

import pytest
from routine_samples import EXERCISE_FILES, GOOD, LIBRARY, ROUTINE_FILES, WORD_FILES

from primemover.errors import InvalidInput
from primemover.routine import Prescription, library, plan, prescription_from, prescription_json
from primemover.routine.checker import check_file, words_left
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.own_files import load_own
from primemover.routine.speech import LEAD_S, speech_s
from primemover.routine.timeline import Kind
from primemover.routine.words import language_named
from primemover.texts import languages, speaking, text

OTHERS = languages()[1:]

WORDS = """\
format: 1
id: my-lift
language: de
name: Mein Heber
label: Heben
purpose: Hebt ein gestrecktes Bein.
working_side: das Bein, das sich hebt
get_ready: Leg dich auf den Bauch.
switch: Das andere Bein.
phases:
  lift: {say: Heb das Bein., brief: Heben, cues: [Höher.]}
  lower: {say: Ab., brief: Ab}
faults:
  bent: Halt es gestreckt.
sources: [Niemand Bestimmtes]
"""


def written(folder: Path, words: str = WORDS, english: str = GOOD) -> Path:
    (folder / "lift.yaml").write_text(english, encoding="utf-8")
    file = folder / "lift.de.yaml"
    file.write_text(words, encoding="utf-8")
    return file


@pytest.mark.parametrize("file", WORD_FILES, ids=lambda file: file.stem)
def test_every_file_of_words_is_good_and_leaves_nothing_in_english(file: Path) -> None:
    assert check_file(file, LIBRARY) == []
    assert words_left(file) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_exercise_and_routine_has_its_words_in_every_language(language: str) -> None:
    there = {file.name for file in WORD_FILES if language_named(file) == language}
    assert there == {f"{file.stem}.{language}.yaml" for file in (*EXERCISE_FILES, *ROUTINE_FILES)}


@pytest.mark.parametrize("language", OTHERS)
def test_only_words_differ_between_languages(language: str) -> None:
    other = library(language)
    assert other.exercises.keys() == LIBRARY.exercises.keys()
    for exercise_id, exercise in other.exercises.items():
        english = LIBRARY.exercise(exercise_id)
        assert [(p.id, p.hold, p.posture, p.camera) for p in exercise.phases] == [
            (p.id, p.hold, p.posture, p.camera) for p in english.phases
        ]
        assert exercise.reps == english.reps
        assert exercise.needs == english.needs


def test_a_good_file_of_words_has_no_mistake(tmp_path: Path) -> None:
    file = written(tmp_path)
    assert check_file(file, LIBRARY) == []
    assert words_left(file) == []


@pytest.mark.parametrize(
    ("old", "new", "key", "suggestion"),
    [
        ("  lift: {", "  lfit: {", "phases.lfit", "lift"),
        ("label: Heben", "lable: Heben", "lable", "label"),
        ("label: Heben", "label: Ein sehr langes Schild", "label", None),
        ("brief: Heben", "brief: Heb das Bein hoch!", "phases.lift.brief", None),
        ("cues: [Höher.]", "cues: [Höher., Noch höher.]", "phases.lift.cues", None),
        ("cues: [Höher.]", "cues: Höher.", "phases.lift.cues", None),
        ("bent: Halt", "bnt: Halt", "faults.bnt", "bent"),
        ("sources: [Niemand", "sources: [Einer, Niemand", "sources", None),
        ("language: de", "language: fr", "language", None),
        ("id: my-lift", "id: my-left", "id", None),
        ("get_ready: Leg", "reps: 5\nget_ready: Leg", "reps", None),
        ("switch: Das andere Bein.", "switch: {say: Das andere Bein.}", "switch", None),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_was_meant(
    tmp_path: Path, old: str, new: str, key: str, suggestion: str | None
) -> None:
    assert old in WORDS
    (mistake,) = check_file(written(tmp_path, WORDS.replace(old, new)), LIBRARY)
    assert (mistake.key, mistake.suggestion) == (key, suggestion)
    assert mistake.line > 1 or key == ""


def test_words_without_their_english_file_are_a_mistake(tmp_path: Path) -> None:
    file = written(tmp_path)
    (tmp_path / "lift.yaml").unlink()
    (mistake,) = check_file(file, LIBRARY)
    assert mistake.found == "no lift.yaml beside it"


def test_what_has_no_words_stays_english_and_is_told(tmp_path: Path) -> None:
    file = written(tmp_path, WORDS.replace("label: Heben\n", "").replace(", cues: [Höher.]", ""))
    assert check_file(file, LIBRARY) == []
    assert words_left(file) == ["label", "phases.lift.cues"]
    german = load_own(tmp_path / "lift.yaml", library("de")).exercise
    assert german is not None
    assert (german.name, german.label) == ("Mein Heber", "Lift")
    assert german.sources == ("Niemand Bestimmtes",)
    assert german.phase("lift").cues[0].say == "Higher."


def test_an_own_exercise_speaks_the_language_of_its_library(tmp_path: Path) -> None:
    written(tmp_path)
    own = load_own(tmp_path / "lift.yaml", LIBRARY)
    assert own.library.exercise("my-lift").name == "My lift"
    assert own.library.in_language("de").exercise("my-lift").name == "Mein Heber"
    assert own.library.in_language("de").in_language("en").exercise("my-lift").name == "My lift"
    assert own.library.in_language("fr").exercise("my-lift").name == "My lift"


def test_an_own_file_of_words_with_a_mistake_is_refused(tmp_path: Path) -> None:
    written(tmp_path, WORDS.replace("label:", "lable:"))
    with pytest.raises(InvalidInput, match=r"lable.*lift\.de\.yaml"):
        load_own(tmp_path / "lift.yaml", library("de"))


def test_words_are_no_neighbours(tmp_path: Path) -> None:
    # The German words carry the id of the exercise, and must not be taken for it.
    written(tmp_path)
    (tmp_path / "routine.yaml").write_text(
        "format: 1\nid: mine\nname: Mine\npurpose: Mine.\nminutes: [6]\n"
        "steps: [{exercise: my-lift, always: true}]\n",
        encoding="utf-8",
    )
    own = load_own(tmp_path / "routine.yaml", library("de"))
    assert own.library.exercise("my-lift").name == "Mein Heber"


def test_a_plan_keeps_its_language_and_its_seconds(tmp_path: Path) -> None:
    written(tmp_path)
    own = load_own(tmp_path / "lift.yaml", library("de"))
    planned = plan(own.routine, own.library, minutes=None)
    assert planned.language == "de"
    german = lay_out_in_time(own.routine, planned, own.library)
    with speaking("fr"):
        kept = prescription_from(prescription_json(planned))
        again = lay_out_in_time(own.routine, kept, load_own(tmp_path / "lift.yaml", library("fr")).library)
    assert again == german
    assert german.steps[0].name == "Mein Heber"


def test_a_plan_of_before_there_were_languages_is_english() -> None:
    content = prescription_json(plan(LIBRARY.routine("glute-activation"), LIBRARY, minutes=12))
    del content["language"]
    assert prescription_from(content).language == "en"


@pytest.mark.parametrize("language", ["zz", "../../secrets", ""])
def test_a_language_that_is_not_there_is_spoken_in_english(language: str) -> None:
    routine = LIBRARY.routine("glute-activation")
    english = plan(routine, LIBRARY, minutes=12)
    content = prescription_json(english) | {"language": language}
    foreign: Prescription = prescription_from(content)
    assert lay_out_in_time(routine, foreign, LIBRARY) == lay_out_in_time(routine, english, LIBRARY)


def test_words_take_their_time_in_each_language() -> None:
    said = speech_s("one two three four five")
    assert said == pytest.approx(5 / 2.5 + LEAD_S)
    with speaking("de"):
        # One long word takes longer than a short one, as it does not where words are counted.
        assert speech_s("Hüftbeugerdehnung") > 2 * speech_s("Hüfte") - LEAD_S
        assert speech_s("") == LEAD_S


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("minutes", [6, 12, 20])
def test_the_usual_routine_fits_its_minutes_in_every_language(language: str, minutes: int) -> None:
    known = library(language)
    routine = known.routine("glute-activation")
    timeline = lay_out_in_time(routine, plan(routine, known, minutes=minutes), known)
    assert timeline.total_s <= minutes * 60
    english = plan(LIBRARY.routine("glute-activation"), LIBRARY, minutes=minutes)
    assert timeline.total_s > 0.75 * lay_out_in_time(routine, english, LIBRARY).total_s


@pytest.mark.parametrize("language", languages())
def test_every_second_that_is_counted_is_said_in_every_language(language: str) -> None:
    known = library(language)
    routine = known.routine("glute-activation")
    timeline = lay_out_in_time(routine, plan(routine, known, minutes=12), known)
    counted = [
        [cue.say for cue in one.cues if cue.counts]
        for one in timeline.main.segments
        if one.kind is Kind.HOLD and any(cue.counts for cue in one.cues)
    ]
    up = [text(f"session.count.{number}", language) for number in (1, 2, 3)]
    assert up in counted
    assert up[::-1] in counted
    assert all(one in (up, up[::-1]) for one in counted)
