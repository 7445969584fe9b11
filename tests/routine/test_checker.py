"""Every mistake at once, each with its line, its column, what was found and what was expected."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from routine_samples import EXERCISE_FILES, GOOD, LIBRARY, ROUTINE_FILES, broken

from primemover.errors import InvalidInput, NotFound
from primemover.routine.checker import check_file
from primemover.routine.mistake import Mistake

GOOD_ROUTINE = """\
format: 1
id: mine
name: Mine
purpose: Two exercises.
minutes: [12]
steps:
  - {exercise: low-lunge}
  - {exercise: prone-recruitment, always: true}
"""


def mistakes_in(content: str | bytes, folder: Path) -> list[Mistake]:
    file = folder / "mine.yaml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return check_file(file, LIBRARY)


@pytest.mark.parametrize("file", [*EXERCISE_FILES, *ROUTINE_FILES], ids=lambda file: file.stem)
def test_the_files_that_come_along_have_no_mistake(file: Path) -> None:
    assert check_file(file, LIBRARY) == []


def test_a_good_file_has_no_mistake(tmp_path: Path) -> None:
    assert mistakes_in(GOOD, tmp_path) == []
    assert mistakes_in(GOOD_ROUTINE, tmp_path) == []


# what is changed, into what, and the one mistake: line, column, key, found, suggestion
ONE_MISTAKE = [
    ("kind: activate", "kind: activat", 5, 7, "kind", "activat", "activate"),
    ("sides: one after the other", "sides: one after other", 8, 8, "sides", "one after other",
     "one after the other"),
    ("kind: activate", "kidn: activate\nkind: activate", 5, 1, "kidn", "the key kidn", "kind"),
    ("needs: [lying-on-belly]", "needs: [lying-on-bely]", 9, 9, "needs[1]", "lying-on-bely",
     "lying-on-belly"),
    ("needs: [lying-on-belly]", "needs: []", 9, 8, "needs", "an empty list", None),
    ("needs: [lying-on-belly]\n", "", 1, 1, "needs", "nothing", None),
    ("regions: [low-back]", "regions: [lowback]", 11, 11, "regions[1]", "lowback", "low-back"),
    ("instead: [glute-bridge]", "instead: [glute-brigde]", 10, 11, "instead[1]", "glute-brigde",
     "glute-bridge"),
    ("easier: [prone-squeeze]", "easier: [my-lift]", 36, 10, "easier[1]", "my-lift itself", None),
    ("easier: [prone-squeeze]", "easier: prone-squeeze", 36, 9, "easier", "prone-squeeze", None),
    ("label: Lift", "label: A far too long label", 4, 8, "label",
     "A far too long label (20 characters)", None),
    ("brief: Lift", "brief: Lift the leg up now", 22, 12, "phases[1].brief",
     "Lift the leg up now (19 characters)", None),
    ("brief: Lift\n", "tip: Up\n", 20, 5, "phases[1].brief", "nothing", None),
    ("say: Lift the leg.", "say: 5", 21, 10, "phases[1].say", "5", None),
    ("say: Lift the leg.", "say: ''", 21, 10, "phases[1].say", "empty words", None),
    ("name: My lift", "name:", 3, 1, "name", "nothing", None),
    ("name: My lift", "name: yes\nlabel2: no", 4, 1, "label2", "the key label2", "label"),
    ("move_s: 1", "move_s: fast", 23, 13, "phases[1].move_s", "fast", None),
    ("reps: {usual: 6, min: 4, max: 12}", "reps: {usual: 6, min: 7, max: 12}", 14, 18, "reps.min",
     "usual 6, min 7", None),
    ("reps: {usual: 6, min: 4, max: 12}", "reps: {usual: 6, min: 4, max: 5}", 14, 26, "reps.max",
     "usual 6, max 5", None),
    ("reps: {usual: 6, min: 4, max: 12}", "reps: {usual: 6, min: 9, max: 4}", 14, 18, "reps.min",
     "min 9, max 4", None),
    ("reps: {usual: 6, min: 4, max: 12}", "reps: {usual: 6.5, min: 4, max: 12}", 14, 15, "reps.usual",
     "6.5", None),
    ("reps: {usual: 6, min: 4, max: 12}", "reps: {usual: true, min: 4, max: 12}", 14, 15, "reps.usual",
     "true", None),
    ("hold: {seconds: 3, min", "hold: {second: 3, min", 25, 12, "phases[1].hold.second",
     "the key second", "seconds"),
    ("hold: {seconds: 3, min", "hold: {seconds: 3, breaths: 2, min", 25, 11, "phases[1].hold",
     "seconds and breaths", None),
    ("hold: {seconds: 3, min: 2", "hold: {seconds: 3, min: 4", 25, 24, "phases[1].hold.min",
     "seconds 3, min 4", None),
    ("counts: rep", "counts: reps", 25, 48, "phases[1].hold.counts", "reps", "rep"),
    (", counts: rep", "", 14, 1, "reps", "repetitions that no hold counts", None),
    ("reps: {usual: 6, min: 4, max: 12}\n", "", 24, 40, "phases[1].hold.counts", "counts without reps",
     None),
    ("works: [working gluteus-maximus]", "works: [left gluteus-maximus]", 26, 13, "phases[1].works[1]",
     "left gluteus-maximus", "both gluteus-maximus"),
    ("works: [working gluteus-maximus]", "works: [working glutes]", 26, 13, "phases[1].works[1]",
     "working glutes", "working gluteus-medius"),
    ("at_s: 2", "at_s: 9", 28, 10, "phases[1].cues[1].at_s", "9", None),
    ("camera: {working knee: 10}", "camera: {working kne: 10}", 29, 14, "phases[1].camera",
     "working kne", "working knee"),
    ("camera: {working knee: 10}", "camera: unsen", 29, 13, "phases[1].camera", "unsen", "unseen"),
    ("in: lift,", "in: lfit,", 35, 20, "faults[1].in", "lfit", "lift"),
    ("working knee: over 15", "working knee: above 15", 35, 40, "faults[1].working knee", "above 15",
     None),
    ("working knee: over 15, ", "", 35, 5, "faults[1]", "no condition", None),
    ("touches: [belly, thighs, forearms]", "touches: [belly, thigs, forearms]", 16, 20,
     "start.touches[2]", "thigs", "thighs"),
    ("hands: beside head", "hands: beside haed", 17, 10, "start.hands", "beside haed", "beside head"),
    ("pose: {pelvis: 0, hips: 5, knees: 8, ankles: -70}", "pose: {pelvis: 0, hipps: 5}", 18, 21,
     "start.pose.hipps", "hipps", "hips"),
    ("pose: start", "pose: start\n    like: lfit", 34, 11, "phases[2].like", "lfit", "lift"),
    ("pose: start", "raise: {working ankle_cm: 7, from: lfit}", 33, 40, "phases[2].raise.from", "lfit",
     "lift"),
    ("pose: start", "then: {after_s: 1, pose: start}", 33, 5, "phases[2].then", "then without a hold",
     None),
    ("id: lower", "id: lift", 30, 9, "phases[2].id", "lift a second time", None),
    ("id: lower", "id: start", 30, 9, "phases[2].id", "start", None),
    ("brief: Down", "brief: Down\n    hold: {seconds: 9, until: let go}", 33, 24, "phases[2].hold.until",
     "an open hold", None),
    ("id: my-lift", "id: My Lift", 2, 5, "id", "My Lift", "my-lift"),
    ("format: 1", "format: 2", 1, 9, "format", "2", None),
    ("format: 1\n", "", 1, 1, "format", "nothing", None),
    ("switch:", "limit_per_side_s: 5\nswitch:", 13, 1, "limit_per_side_s",
     "5, while the holds at their max are 6 s", None),
    ("say: Higher.", "say: Higher, and higher.", 28, 32, "phases[1].cues[1]", "and higher.", None),
    ("say: Lie on your belly.", "say: [Lie, on]", 12, 18, "get_ready.say", "a list", None),
    ("sources:\n  - Nobody in particular", "sources:\n  one: Nobody", 38, 3, "sources", "a block of keys",
     None),
    ("phases:", "variants: {}\nphases:", 19, 11, "variants", "an empty block", None),
    ("kind: activate", "kind: activate\nkind: rest", 6, 1, "",
     "kind a second time (first on line 5, column 1)", None),
]  # fmt: skip


TEST = """\
format: 1
id: my-hold
name: My hold
label: Hold
kind: test
purpose: Holds one bridge.
working_side: the leg on the floor
sides: one after the other
needs: [lying-on-back]
regions: [low-back]
get_ready: {say: Lie on your back., seconds: 10}
test: {ends: [glute-gave-out, gave-up], fixed: The knee at a right angle.}
start:
  touches: [back, head, soles]
  pose: {pelvis: 180, hips: 50, knees: 115, ankles: -20}
phases:
  - id: hold
    say: Hips up. Hold.
    brief: Hips up
    hold: {seconds: 180, until: let go}
  - id: lower
    say: Down.
    brief: Down
    pose: start
"""

# what is changed in a test, into what, and its one mistake: line, column, key, found, suggestion
ONE_MISTAKE_OF_A_TEST = [
    ("ends: [glute-gave-out, gave-up]", "ends: [glute-gave-out, gave up]", 12, 31, "test.ends[2]", "gave up",
     "gave-up"),
    ("ends: [glute-gave-out, gave-up]", "ends: [gave-up]", 12, 14, "test.ends", "a list", None),
    (", fixed: The knee at a right angle.", "", 12, 7, "test.fixed", "nothing", None),
    ("test: {ends: [glute-gave-out, gave-up], fixed: The knee at a right angle.}\n", "", 1, 1, "test",
     "nothing", None),
    ("test: {ends", "tets: {ends", 12, 1, "tets", "the key tets", "test"),
    ("until: let go", "untill: let go", 20, 26, "phases[1].hold.untill", "the key untill", "until"),
    ("until: let go", "until: let it go", 20, 33, "phases[1].hold.until", "let it go", "let go"),
    (", until: let go", "", 16, 1, "phases", "no open hold", None),
    ("seconds: 180,", "breaths: 30,", 20, 12, "phases[1].hold.breaths", "breaths until let go", None),
    ("seconds: 180,", "seconds: 180, max: 200,", 20, 26, "phases[1].hold.max", "max of an open hold", None),
    ("until: let go}", "until: let go}\n    cues: [{at_s: 60, say: A minute.}]", 21, 5, "phases[1].cues",
     "cues in an open hold", None),
    ("    pose: start\n", "    hold: {seconds: 9, until: let go}\n", 24, 24, "phases[2].hold.until",
     "a second until: let go", None),
    ("start:\n", "sets: {usual: 2, min: 1, max: 3}\nstart:\n", 13, 1, "sets", "sets of a test", None),
]  # fmt: skip


Case = tuple[str, str, int, int, str, str, str | None]


@pytest.mark.parametrize("case", ONE_MISTAKE, ids=lambda case: f"{case[4] or 'file'} {case[5]}"[:60])
def test_one_mistake_is_told_with_its_place_and_what_was_meant(case: Case, tmp_path: Path) -> None:
    _must_be_the_only_one(mistakes_in(broken(case[0], case[1]), tmp_path), case)


def test_a_good_test_has_no_mistake(tmp_path: Path) -> None:
    assert mistakes_in(TEST, tmp_path) == []


@pytest.mark.parametrize(
    "case", ONE_MISTAKE_OF_A_TEST, ids=lambda case: f"{case[4] or 'file'} {case[5]}"[:60]
)
def test_one_mistake_of_a_test_is_told_too(case: Case, tmp_path: Path) -> None:
    assert TEST.count(case[0]) == 1, case[0]
    _must_be_the_only_one(mistakes_in(TEST.replace(case[0], case[1]), tmp_path), case)


LYING = TEST.replace(
    "touches: [back, head, soles]", "lying: on other side\n  touches: [side, other outer leg]"
).replace(
    "pose: {pelvis: 180, hips: 50, knees: 115, ankles: -20}", "pose: {pelvis: 180, working abduction: 20}"
)


def test_a_body_on_its_side_is_described_as_it_is_seen(tmp_path: Path) -> None:
    assert mistakes_in(LYING, tmp_path) == []
    marked = LYING.replace("brief: Hips up", "brief: Hips up\n    works: [working psoas]")
    bent = LYING.replace("brief: Hips up", "brief: Hips up\n    pose: {working hip: 20}")
    for content, place in ((marked, (21, 13)), (bent, (21, 12))):
        (mistake,) = mistakes_in(content, tmp_path)
        assert (mistake.line, mistake.column) == place


def test_only_a_test_says_what_ends_it(tmp_path: Path) -> None:
    content = broken("kind: activate", "kind: activate\ntest: {ends: [form, back], fixed: Nothing.}")
    (mistake,) = mistakes_in(content, tmp_path)
    assert (mistake.line, mistake.column, mistake.key) == (6, 1, "test")


def test_a_routine_waits_for_a_gate_that_there_is(tmp_path: Path) -> None:
    routine = GOOD_ROUTINE.replace("steps:", "offered: false\nbehind: core-gate\nsteps:")
    assert mistakes_in(routine, tmp_path) == []
    (mistake,) = mistakes_in(routine.replace("core-gate", "core-gte"), tmp_path)
    assert (mistake.line, mistake.key, mistake.suggestion) == (7, "behind", "core-gate")


def _must_be_the_only_one(mistakes: list[Mistake], case: Case) -> None:
    _, _, line, column, key, found, meant = case
    assert len(mistakes) == 1, [mistake.sentence() for mistake in mistakes]
    mistake = mistakes[0]
    assert (mistake.line, mistake.column, mistake.key) == (line, column, key)
    assert (mistake.found, mistake.suggestion) == (found, meant)
    assert mistake.expected


ROUTINE_MISTAKES = [
    ("low-lunge", "low-lung", 7, 16, "steps[1].exercise", "low-lung", "low-lunge"),
    ("low-lunge}", "low-lunge, keep: 0}", 7, 33, "steps[1].keep", "0", None),
    ("low-lunge}", "low-lunge, prio: 2}", 7, 27, "steps[1].prio", "the key prio", None),
    ("low-lunge}", "prone-recruitment}", 8, 16, "steps[2].exercise", "prone-recruitment a second time",
     None),
    (", always: true", "", 6, 1, "steps", "no step that always stays", None),
    ("minutes: [12]", "minutes: [45]", 5, 11, "minutes[1]", "45", None),
    ("minutes: [12]", "minutes: []", 5, 10, "minutes", "an empty list", None),
    ("name: Mine\n", "", 1, 1, "name", "nothing", None),
]  # fmt: skip


@pytest.mark.parametrize("case", ROUTINE_MISTAKES, ids=lambda case: f"{case[4]} {case[5]}"[:60])
def test_one_mistake_of_a_routine_is_told_alike(case: Case, tmp_path: Path) -> None:
    old, new, line, column, key, found, meant = case
    assert GOOD_ROUTINE.count(old) == 1
    mistakes = mistakes_in(GOOD_ROUTINE.replace(old, new), tmp_path)
    told = [(one.line, one.column, one.key, one.found, one.suggestion) for one in mistakes]
    assert told == [(line, column, key, found, meant)]


# what cannot be read at all: line, column, found, expected
UNREADABLE = [
    ("", 1, 1, "an empty file", "an exercise or a routine"),
    ("   \n\n", 1, 1, "an empty file", "an exercise or a routine"),
    ("# nothing but a comment\n", 1, 1, "an empty file", "an exercise or a routine"),
    (b"id: \xff\xfe\n", 1, 5, "bytes that are not text", "a text file in UTF-8"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", 1, 1, "bytes that are not text", "a text file in UTF-8"),
    (b"id: a\x00b", 1, 6, "the control character U+0000", "a text file in UTF-8"),
    ("- a\n- b\n", 1, 1, "a list", "the keys of an exercise or a routine"),
    ("just words", 1, 1, "just words", "the keys of an exercise or a routine"),
    ("[" * 100_000, 1, 21, "blocks more than 20 deep", "a flatter file"),
]  # fmt: skip


@pytest.mark.parametrize("case", UNREADABLE, ids=lambda case: str(case[3]))
def test_a_file_that_cannot_be_read_is_told_why(
    case: tuple[str | bytes, int, int, str, str], tmp_path: Path
) -> None:
    content, line, column, found, expected = case
    assert mistakes_in(content, tmp_path) == [Mistake(line, column, "", found, expected)]


BROKEN_YAML = [
    ("id: a: b", 1, 6, "quotes around words that contain a colon"),
    ('id: "a', 1, 7, "the closing quote"),
    ("id: [a, b", 1, 10, "a comma between the entries, or the closing bracket"),
    ("id: @a", 1, 5, "quotes around words that begin with that character"),
    ("phases:\n  - id: a\n say: b", 3, 2, "the indentation of the lines above"),
]


@pytest.mark.parametrize(("content", "line", "column", "expected"), BROKEN_YAML)
def test_broken_yaml_is_told_with_its_place_and_the_usual_cure(
    content: str, line: int, column: int, expected: str, tmp_path: Path
) -> None:
    (mistake,) = mistakes_in(content, tmp_path)
    assert (mistake.line, mistake.column, mistake.expected) == (line, column, expected)
    assert mistake.found.startswith("broken YAML")


def test_every_tab_is_told(tmp_path: Path) -> None:
    mistakes = mistakes_in("start:\n\thands: a\n\n  \tfeet: b\n", tmp_path)
    assert [(one.line, one.column, one.found) for one in mistakes] == [(2, 1, "a tab"), (4, 3, "a tab")]


def test_every_mistake_is_told_at_once_and_in_order(tmp_path: Path) -> None:
    content = GOOD
    for old, new in [
        ("kind: activate", "kind: x"),
        ("seconds: 10", "seconds: ten"),
        ("move_s: 1", "move_s: -1"),
    ]:
        content = content.replace(old, new)
    assert [mistake.line for mistake in mistakes_in(content, tmp_path)] == [5, 12, 23]


def test_a_key_that_stands_twice_is_told_with_both_places(tmp_path: Path) -> None:
    (mistake,) = mistakes_in(broken("    brief: Down\n", "    brief: Down\n    brief: Low\n"), tmp_path)
    assert (mistake.line, mistake.column) == (33, 5)
    assert "first on line 32, column 5" in mistake.found


def test_anchors_and_aliases_are_refused_so_nothing_can_grow(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    started = time.perf_counter()
    mistakes = mistakes_in(bomb, tmp_path)
    assert time.perf_counter() - started < 5
    assert {"the anchor &a", "the alias *a"} <= {mistake.found for mistake in mistakes}


def test_tags_and_second_documents_are_refused(tmp_path: Path) -> None:
    tagged = mistakes_in(broken("name: My lift", "name: !!python/object x"), tmp_path)
    assert [(one.line, one.column, one.found) for one in tagged] == [(3, 7, "a tag (!)")]
    second = mistakes_in(GOOD + "---\nid: x\n", tmp_path)
    assert "a second document (---)" in {mistake.found for mistake in second}


def test_a_file_of_a_hundred_megabytes_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    with file.open("wb") as opened:
        os.truncate(opened.fileno(), 100 * 1024 * 1024)
    assert check_file(file, LIBRARY) == [Mistake(1, 1, "", "a file of 100 MB", "at most 256 kB")]


def test_sides_that_work_together_have_no_working_side(tmp_path: Path) -> None:
    (mistake,) = mistakes_in(broken("one after the other", "both together"), tmp_path)
    assert (mistake.found, mistake.suggestion) == ("working gluteus-maximus", "both gluteus-maximus")


def test_only_one_hold_may_count_a_repetition(tmp_path: Path) -> None:
    lower = "brief: Down\n    hold: {seconds: 2, counts: rep}"
    (mistake,) = mistakes_in(broken("brief: Down", lower), tmp_path)
    assert (mistake.line, mistake.found) == (33, "a second counts: rep")


def test_a_variant_needs_what_the_exercise_does_not_say_for_all(tmp_path: Path) -> None:
    content = GOOD.replace("get_ready: {say: Lie on your belly., seconds: 10}\n", "")
    assert [one.key for one in mistakes_in(content, tmp_path)] == ["get_ready"]
    content += "variants:\n  roller:\n    get_ready: {say: Take the roller., seconds: 5}\n  ball: {}\n"
    (mistake,) = mistakes_in(content, tmp_path)
    assert (mistake.key, mistake.line) == ("variants.ball.get_ready", 41)


def test_an_exercise_beside_the_file_may_be_named(tmp_path: Path) -> None:
    assert len(mistakes_in(broken("instead: [glute-bridge]", "instead: [my-bridge]"), tmp_path)) == 1
    (tmp_path / "other.yaml").write_text("format: 1\nid: my-bridge\n", encoding="utf-8")
    assert mistakes_in(broken("instead: [glute-bridge]", "instead: [my-bridge]"), tmp_path) == []


def test_what_is_no_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such file"):
        check_file(tmp_path / "missing.yaml", LIBRARY)
    with pytest.raises(InvalidInput, match="cannot be read"):
        check_file(tmp_path, LIBRARY)


@pytest.mark.parametrize("key", ["purpose", "name", "sides", "start", "phases", "working_side"])
def test_a_required_key_that_is_misspelt_is_one_mistake(tmp_path: Path, key: str) -> None:
    misspelt = key[:-1] + "x"
    mistakes = mistakes_in(GOOD.replace(f"\n{key}:", f"\n{misspelt}:"), tmp_path)
    assert [(mistake.key, mistake.suggestion) for mistake in mistakes] == [(misspelt, key)]


def test_a_fault_ends_a_test_in_one_of_its_own_ways(tmp_path: Path) -> None:
    good = EXERCISE_FILES[0].with_name("single-leg-bridge-hold.yaml")
    written = good.read_text(encoding="utf-8")
    (wrong,) = mistakes_in(written.replace("ends: form,", "ends: gave-in,"), tmp_path)
    assert "ends" in wrong.key
    assert "form" in wrong.expected
    (wrong,) = mistakes_in(written.replace("more than at first", "more than first"), tmp_path)
    assert "working hip" in wrong.key
    bridge = good.with_name("single-leg-bridge.yaml").read_text(encoding="utf-8")
    (wrong,) = mistakes_in(
        bridge.replace("in: lift, working hip", "in: lift, ends: form, working hip"), tmp_path
    )
    assert "only a test ends" in wrong.expected
