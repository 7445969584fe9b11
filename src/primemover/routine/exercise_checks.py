"""What must hold between the keys of one way of doing an exercise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from primemover.body import check_pose
from primemover.body.vocabulary import SEEN_FROM_BEHIND
from primemover.routine.document import Node, Sequence, Table, plain, shown
from primemover.routine.dose import BREATH_S
from primemover.routine.exercise import Sides
from primemover.routine.keys import BODY_KEYS, EXERCISE, FAULT_MEASURES, HOLD, MARKED_MUSCLES, POSTURE
from primemover.routine.mistake import Path, Place, Report, closest
from primemover.routine.open_checks import check_open, check_test
from primemover.routine.shape import is_id, number_in, word_in

_CONDITION = re.compile(
    r"(over|under) -?[0-9]+(\.[0-9]+)?"
    r"|over [0-9]+(\.[0-9]+)? more than at first"
)
_SIDED = re.compile(r"\b(working|other)\b")

Phases = list[tuple[Path, Table]]


def check_body(way: Table, path: Path, root: Table, report: Report) -> None:
    """Get-ready, start and phases of ``way``: the exercise ``root`` itself, or one of its variants."""
    misspelt = EXERCISE.misspelt(way) | EXERCISE.misspelt(root)
    for name, key in BODY_KEYS.items():
        if name not in misspelt and way.get(name) is None and root.get(name) is None:
            expected = f"{name} ({key.shape.expected})"
            report.add(way.place, (*path, name), "nothing", expected)
    # what a variant takes from the exercise is checked with each variant and noted once
    owner, owner_path = (way, path) if way.get("phases") is not None else (root, ())
    phases = [((*owner_path, "phases", index), phase) for index, phase in _tables(owner.get("phases"))]
    _check_ids(phases, report)
    start, start_path = (way, path) if way.get("start") is not None else (root, ())
    posture = start.get("start")
    lying = isinstance(posture, Table) and posture.get("lying") is not None
    _check_posture(posture, (*start_path, "start"), [], report)
    ids = [phase_id for _, phase in phases if (phase_id := word_in(phase.get("id")))]
    for phase_path, phase in phases:
        _check_hold(phase, phase_path, report)
        _check_cues(phase, phase_path, report)
        _check_posture(_posture_of(phase), phase_path, ids, report, lying=lying)
        if word_in(root.get("sides")) == Sides.BOTH_TOGETHER:
            _check_both(phase, phase_path, report)
        if lying:
            _check_seen(phase, phase_path, report)
    if phases:
        _check_counting(phases, root, report)
        _check_limit(phases, root, report)
        check_test(phases, root, report)
    for index, fault in _tables(root.get("faults")) if phases else ():
        _check_fault(fault, ("faults", index), ids, report)
        _check_end(fault, ("faults", index), root.get("test"), report)


def check_dose_order(node: Node | None, path: Path, usual_key: str, report: Report) -> None:
    """Least, usual and most must stand in this order."""
    if not isinstance(node, Table):
        return
    usual = number_in(node.get(usual_key))
    least, most = number_in(node.get("min")), number_in(node.get("max"))
    if least is not None and most is not None and least > most:
        report.add(node.key_place("min"), (*path, "min"), f"min {least:g}, max {most:g}", "min at most max")
        return
    if usual is not None and least is not None and usual < least:
        found = f"{usual_key} {usual:g}, min {least:g}"
        report.add(node.key_place("min"), (*path, "min"), found, f"min at most {usual_key}")
    if usual is not None and most is not None and usual > most:
        found = f"{usual_key} {usual:g}, max {most:g}"
        report.add(node.key_place("max"), (*path, "max"), found, f"max at least {usual_key}")


def _check_ids(phases: Phases, report: Report) -> None:
    seen: dict[str, Place] = {}
    for path, phase in phases:
        node = phase.get("id")
        phase_id = word_in(node)
        if node is None or phase_id is None:
            continue
        if phase_id in seen:
            expected = f"each id once (first on line {seen[phase_id].line})"
            report.add(node.place, (*path, "id"), f"{phase_id} a second time", expected)
        if phase_id == "start":
            report.add(node.place, (*path, "id"), "start", "another id: start is the posture at the start")
        seen.setdefault(phase_id, node.place)


def _check_hold(phase: Table, path: Path, report: Report) -> None:
    hold = phase.get("hold")
    here = (*path, "hold")
    if not isinstance(hold, Table):
        for key in ("then", "glide"):
            if phase.get(key) is not None and hold is None:
                report.add(
                    phase.key_place(key), (*path, key), f"{key} without a hold", "a hold in this phase"
                )
        return
    units = [unit for unit in ("seconds", "breaths") if hold.get(unit) is not None]
    if not units and any(name.value not in HOLD.keys for name, _ in hold.entries):
        return  # the unit is misspelt, and said to be
    if len(units) != 1:
        found = "seconds and breaths" if units else "neither seconds nor breaths"
        report.add(hold.place, here, found, "seconds or breaths")
        return
    check_dose_order(hold, here, units[0], report)
    if hold.get("until") is not None:
        check_open(phase, hold, path, report)
    if units[0] == "breaths":
        for bound in ("min", "max"):
            amount = number_in(hold.get(bound))
            if amount is not None and amount != int(amount):
                report.add(hold.key_place(bound), (*here, bound), f"{amount:g}", "whole breaths")


def _check_cues(phase: Table, path: Path, report: Report) -> None:
    longest_s = _held_s(phase, "max")
    cues = phase.get("cues")
    if cues is not None and phase.get("hold") is None:
        report.add(phase.key_place("cues"), (*path, "cues"), "cues without a hold", "a hold in this phase")
        return
    for index, cue in _tables(cues):
        at_s = number_in(cue.get("at_s"))
        if at_s is not None and longest_s is not None and at_s >= longest_s:
            expected = f"a time inside the hold, which is at most {longest_s:g} s"
            report.add(cue.key_place("at_s"), (*path, "cues", index, "at_s"), f"{at_s:g}", expected)


def _check_posture(
    block: Node | None, path: Path, ids: list[str], report: Report, *, lying: bool = False
) -> None:
    if block is None:
        return
    for problem in check_pose(plain(block), phases=ids, lying=lying):
        key_is_wrong = bool(problem.path) and problem.found == str(problem.path[-1])
        place = _place(block, problem.path, of_key=key_is_wrong)
        report.add(place, (*path, *problem.path), problem.found, problem.expected, problem.suggestion)


def _posture_of(phase: Table) -> Table:
    entries = tuple((name, value) for name, value in phase.entries if name.value in POSTURE)
    return Table(entries, phase.place)


def _check_both(phase: Table, path: Path, report: Report) -> None:
    for key in ("works", "lengthens"):
        node = phase.get(key)
        for index, item in enumerate(node.items if isinstance(node, Sequence) else ()):
            named = word_in(item)
            if named is not None and _SIDED.match(named):
                expected = "both: with sides both together no side is the working one"
                meant = _SIDED.sub("both", named)
                report.add(item.place, (*path, key, index), named, expected, meant)


def _check_seen(phase: Table, path: Path, report: Report) -> None:
    """On a body that lies on its side, and is seen from behind, not every muscle can be marked."""
    for key in ("works", "lengthens"):
        node = phase.get(key)
        for index, item in enumerate(node.items if isinstance(node, Sequence) else ()):
            named = word_in(item)
            if named in MARKED_MUSCLES and named.split()[-1] not in SEEN_FROM_BEHIND:
                expected = f"a muscle that is seen from behind: {', '.join(sorted(SEEN_FROM_BEHIND))}"
                report.add(item.place, (*path, key, index), named, expected)


def _check_counting(phases: Phases, root: Table, report: Report) -> None:
    holds = [(path, hold) for path, phase in phases if isinstance(hold := phase.get("hold"), Table)]
    counting = [(path, hold) for path, hold in holds if hold.get("counts") is not None]
    repeated = root.get("reps") is not None
    if not holds:
        report.add(root.key_place("phases"), ("phases",), "no phase with a hold", "at least one hold")
    elif repeated and not counting:
        expected = "counts: rep on the hold that completes a repetition"
        report.add(root.key_place("reps"), ("reps",), "repetitions that no hold counts", expected)
    for path, hold in counting[1:]:
        first = counting[0][1].key_place("counts")
        expected = f"one hold that counts (first on line {first.line})"
        report.add(hold.key_place("counts"), (*path, "hold", "counts"), "a second counts: rep", expected)
    if counting and not repeated:
        path, hold = counting[0]
        place = hold.key_place("counts")
        report.add(place, (*path, "hold", "counts"), "counts without reps", "reps: {usual, min, max}")


def _check_limit(phases: Phases, root: Table, report: Report) -> None:
    limit_s = number_in(root.get("limit_per_side_s"))
    held = [_held_s(phase, "max") for _, phase in phases if phase.get("hold") is not None]
    if limit_s is None or any(hold_s is None for hold_s in held):
        return
    longest_s = sum(hold_s for hold_s in held if hold_s is not None)
    if longest_s > limit_s:
        found = f"{limit_s:g}, while the holds at their max are {longest_s:g} s"
        place = root.key_place("limit_per_side_s")
        report.add(
            place, ("limit_per_side_s",), found, "a limit that the longest holds keep, or shorter holds"
        )


def _check_fault(fault: Table, path: Path, ids: list[str], report: Report) -> None:
    phase = fault.get("in")
    named = word_in(phase)
    if phase is not None and is_id(named) and named not in ids:
        expected = f"a phase: {', '.join(ids)}"
        report.add(phase.place, (*path, "in"), named, expected, closest(named, ids))
    measures = [name for name, _ in fault.entries if name.value in FAULT_MEASURES]
    if len(measures) != 1:
        found = "two conditions" if measures else "no condition"
        expected = "one condition, as trunk: over 10"
        report.add(measures[1].place if measures else fault.place, path, found, expected)
    for name in measures:
        value = fault.get(str(name.value))
        if value is not None and not _CONDITION.fullmatch(word_in(value) or ""):
            report.add(value.place, (*path, shown(name)), shown(value), "over or under a number, as over 15")


def _check_end(fault: Table, path: Path, test: Node | None, report: Report) -> None:
    """A fault ends a test in one of the ways in which that test ends."""
    end = fault.get("ends")
    if end is None:
        return
    told = test.get("ends") if isinstance(test, Table) else None
    known = [word_in(node) or "" for node in told.items] if isinstance(told, Sequence) else []
    if word_in(end) not in known:
        expected = f"one of the test's ends: {', '.join(known)}" if known else "no such key: only a test ends"
        report.add(end.place, (*path, "ends"), shown(end), expected)


def _held_s(phase: Table, bound: str) -> float | None:
    """Seconds that a phase is held at ``bound`` (its usual length if it has no such bound)."""
    hold = phase.get("hold")
    if not isinstance(hold, Table):
        return None
    unit = "breaths" if hold.get("breaths") is not None else "seconds"
    amount = number_in(hold.get(bound))
    if amount is None:
        amount = number_in(hold.get(unit))
    return None if amount is None else amount * (BREATH_S if unit == "breaths" else 1)


def _tables(node: Node | None) -> Iterator[tuple[int, Table]]:
    for index, item in enumerate(node.items if isinstance(node, Sequence) else ()):
        if isinstance(item, Table):
            yield index, item


def _place(node: Node, path: Path, *, of_key: bool) -> Place:
    """Where the value at ``path`` under ``node`` stands, or its key; as deep as the file goes."""
    for depth, part in enumerate(path):
        last = depth == len(path) - 1
        if isinstance(node, Table):
            value = node.get(str(part))
            if value is None or (last and of_key):
                return node.key_place(str(part))
            node = value
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            break
    return node.place
