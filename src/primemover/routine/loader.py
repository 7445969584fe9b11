"""From the plain content of a checked file to values.

The checker has looked at every key before; what is read here is known to be well-formed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from primemover.routine.dose import ONE_SET, Dose, Hold, Unit
from primemover.routine.exercise import (
    Exercise,
    ExerciseKind,
    Fault,
    LateCue,
    Phase,
    Protocol,
    Sides,
    Spoken,
    Tool,
)
from primemover.routine.routine_file import Item, Routine
from primemover.terms import Need, Region

POSTURE_KEYS = ("touches", "on", "hands", "feet", "pose", "props", "raise", "then", "glide", "like")
"""The keys of a phase that describe its posture; ``body`` knows what they mean."""

USUAL_MOVE_S = 2.0
"""Seconds of a move where the file names none."""

Content = Mapping[str, Any]


def exercise_from(content: Content) -> Exercise:
    """The exercise of a file; the outer value is its preferred variant's where it has variants."""
    variants = content.get("variants") or {}
    if not variants:
        return _exercise(content, None, ())
    ways = tuple(_exercise(_overridden(content, own), Tool(tool), ()) for tool, own in variants.items())
    preferred = _overridden(content, next(iter(variants.values())))
    return _exercise({**preferred, "needs": content["needs"]}, None, ways)


def routine_from(content: Content) -> Routine:
    """The routine of a file."""
    return Routine(
        id=content["id"],
        name=content["name"],
        purpose=content["purpose"],
        minutes=tuple(content["minutes"]),
        items=tuple(
            Item(
                exercise=step["exercise"],
                step=step.get("step", number),
                keep=step.get("keep", number),
                always=step.get("always", False),
            )
            for number, step in enumerate(content["steps"], start=1)
        ),
        sources=tuple(content.get("sources", ())),
        offered=content.get("offered", True),
        behind=content.get("behind"),
    )


def _overridden(content: Content, own: Content) -> Content:
    needs = [*content["needs"], *own.get("needs", ())]
    return {**content, **own, "needs": needs}


def _exercise(content: Content, tool: Tool | None, variants: tuple[Exercise, ...]) -> Exercise:
    limit_s = content.get("limit_per_side_s")
    switch = content.get("switch")
    reps = content.get("reps")
    sets = content.get("sets")
    return Exercise(
        id=content["id"],
        name=content["name"],
        label=content["label"],
        kind=ExerciseKind(content["kind"]),
        purpose=content["purpose"],
        working_side=content["working_side"],
        sides=Sides(content["sides"]),
        needs=frozenset(Need(need) for need in content["needs"]),
        instead=tuple(content.get("instead", ())),
        regions=tuple(Region(region) for region in content["regions"]),
        get_ready=_spoken(content["get_ready"]),
        switch=_spoken(switch) if switch else None,
        reps=_dose(reps, Unit.REPS) if reps else None,
        sets=_dose(sets, Unit.SETS) if sets else ONE_SET,
        rest_s=float(content.get("rest_s", 0)),
        limit_per_side_s=None if limit_s is None else float(limit_s),
        start=dict(content["start"]),
        phases=tuple(_phase(phase) for phase in content["phases"]),
        faults=tuple(_fault(fault) for fault in content.get("faults", ())),
        easier=tuple(content.get("easier", ())),
        harder=tuple(content.get("harder", ())),
        sources=tuple(content.get("sources", ())),
        test=_protocol(content["test"]) if "test" in content else None,
        tool=tool,
        variants=variants,
    )


def _phase(content: Content) -> Phase:
    hold = content.get("hold")
    camera = content.get("camera")
    return Phase(
        id=content["id"],
        say=content["say"],
        brief=content["brief"],
        tip=content.get("tip"),
        move_s=float(content.get("move_s", USUAL_MOVE_S)),
        hold=_hold(hold) if hold else None,
        cues=tuple(LateCue(float(cue["at_s"]), cue["say"]) for cue in content.get("cues", ())),
        works=tuple(content.get("works", ())),
        lengthens=tuple(content.get("lengthens", ())),
        posture={key: content[key] for key in POSTURE_KEYS if key in content},
        camera=camera if isinstance(camera, Mapping) else None,
    )


def _hold(content: Content) -> Hold:
    unit = Unit.BREATHS if "breaths" in content else Unit.SECONDS
    usual = content[unit.value]
    bounds = {"usual": usual, "min": content.get("min", usual), "max": content.get("max", usual)}
    return Hold(_dose(bounds, unit), counts=content.get("counts") == "rep", open="until" in content)


def _protocol(content: Content) -> Protocol:
    return Protocol(ends=tuple(content["ends"]), fixed=content["fixed"])


def _dose(content: Content, unit: Unit) -> Dose:
    return Dose(float(content["usual"]), float(content["min"]), float(content["max"]), unit)


def _spoken(content: Content) -> Spoken:
    return Spoken(content["say"], float(content["seconds"]))


def _fault(content: Content) -> Fault:
    condition = {key: value for key, value in content.items() if key not in ("id", "in", "say", "ends")}
    return Fault(content["id"], content["in"], condition, content["say"], content.get("ends"))
