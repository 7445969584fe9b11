"""What the longer screening changes, and nothing else.

================ ==================================================================================
told             what it changes
================ ==================================================================================
sitting          over 7 h: the lengthening of the psoas grows before the work; breaks are suggested
tired            heavy: nothing goes up, for three days
weekly-run       a third more than told before, within six weeks: as "much more" below
run-change       much more: nothing goes up for three weeks, and advice
fall             still hurting: advice to have it looked at
injury           lately: what loads it does not go up
pain-where       what loads it does not go up; the groin brings the stop list back
pain-when        at night, at rest or on impact: the stop list comes back
bridge-felt      others than the glutes: the work says to squeeze first
run-felt         the front, not the glutes: the lengthening of the psoas says why it comes before the work
tight            front of the hip: as sitting; quads or glutes: their release is kept before the other
limits           the exercises that need it are replaced
================ ==================================================================================

Tools and minutes are settings. All of it is a design choice of ours [D] but the causes asked for, which are
those that the source names, and the association of sitting over seven hours with less extension of the hip
(Boukabache 2021).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from primemover.coach.about import AboutYou, Amount, Answer, Told, in_force
from primemover.coach.pain import Kind, is_alarming
from primemover.routine.prescription import Reason
from primemover.terms import Muscle, Need, Region

LONG_SITTING_H: Final = 7
"""Boukabache 2021: above it, with little activity, 6° less extension than under 4 h. Association only."""
MUCH_MORE: Final = 4 / 3
WITHIN: Final = timedelta(weeks=6)
SPIKE_HOLDS: Final = timedelta(weeks=3)
RED_FLAG_TIMES: Final = frozenset({"at-night", "at-rest", "on-impact"})
KM: Final = {"km": 1.0, "mi": 1.609344}
TENSE: Final = {"quads": Muscle.RECTUS_FEMORIS, "glutes": Muscle.GLUTEUS_MAXIMUS}
RUNNING: Final = frozenset({"same", "a-little-more", "much-more"})
FRONT: Final = frozenset({"quads", "front-of-hip"})


@dataclass(frozen=True, slots=True)
class Effects:
    """What the answers change in a plan; empty where nothing was told."""

    nothing_up: Reason | None = None
    """Why nothing goes up."""
    not_up: frozenset[Region] = frozenset()
    """What loads these does not go up."""
    lengthen_first: Reason | None = None
    """Why lengthening the psoas grows before the work."""
    tense: frozenset[Muscle] = frozenset()
    """Their release is kept before another that the routine keeps equally long."""
    unmet: frozenset[Need] = frozenset()
    """What the person would rather not do."""
    at_work: tuple[Reason, ...] = ()
    """Said beside the work."""
    at_lengthening: tuple[Reason, ...] = ()
    """Said beside the lengthening of the psoas."""
    advice: tuple[Reason, ...] = field(default=())
    """Said beside the plan as a whole."""


def effects(about: AboutYou, now: datetime) -> Effects:
    """What the answers that hold at ``now`` change."""
    said = in_force(about, now)
    spike = _is_spike(about, said, now)
    sits_long = _number(said, "sitting") > LONG_SITTING_H
    return Effects(
        nothing_up=_nothing_up(said, spike),
        not_up=frozenset(map(Region, _regions(said))),
        lengthen_first=_lengthen_first(said, sits_long),
        tense=frozenset(muscle for word, muscle in TENSE.items() if word in _several(said, "tight")),
        unmet=frozenset(map(Need, _several(said, "limits"))),
        at_work=_at_work(said),
        at_lengthening=_at_lengthening(said),
        advice=_advice(said, spike, sits_long),
    )


def stop_list_due(about: AboutYou, now: datetime) -> datetime | None:
    """When something was told that asks for the stop list, or None.

    Pain at night, at rest or on impact, or in the groin. It holds as long as the answer does.
    """
    said = in_force(about, now)
    times = [about["pain-when"].at] if RED_FLAG_TIMES & set(_several(said, "pain-when")) else []
    if any(is_alarming(Region(where), Kind.MUSCULAR) for where in _several(said, "pain-where")):
        times.append(about["pain-where"].at)
    return max(times, default=None)


def contradictions(about: AboutYou) -> tuple[Reason, ...]:
    """What does not go together. It is said, and kept as told."""
    said = {name: told.answer for name, told in about.items()}
    found = []
    load = said.get("weekly-run")
    runs = isinstance(load, Amount) and load.value > 0
    if runs and said.get("run-change") == "not-running":
        found.append("not-running")
    if (
        isinstance(load, Amount)
        and not runs
        and said.get("run-change") in ("same", "a-little-more", "much-more")
    ):
        found.append("no-run-but-change")
    if said.get("fall") == "never" and (said.get("fall-still") == "yes" or "fall-where" in said):
        found.append("no-fall-but-hurt")
    if set(_words(said, "pain-where")) == {"none"} and _several(said, "pain-when"):
        found.append("no-pain-but-when")
    if set(_words(said, "injury")) == {"none"} and "injury-when" in said:
        found.append("no-injury-but-when")
    reasons = [Reason(f"about.contradiction.{name}") for name in found]
    for name in said:
        if "none" in _words(said, name) and len(_words(said, name)) > 1:
            reasons.append(Reason(f"about.both.{name}"))
    return tuple(reasons)


def compared_loads(told: Told) -> tuple[float, float] | None:
    """The weekly running now and before in one unit, or None where the units cannot be compared."""
    if told.before is None or not isinstance(told.answer, Amount) or not isinstance(told.before[0], Amount):
        return None
    now, before = told.answer, told.before[0]
    if now.unit == before.unit:
        return now.value, before.value
    if now.unit in KM and before.unit in KM:
        return now.value * KM[now.unit], before.value * KM[before.unit]
    return None


def _is_spike(about: AboutYou, said: Mapping[str, Answer], now: datetime) -> bool:
    if said.get("run-change") == "much-more":
        return True
    told = about.get("weekly-run")
    loads = compared_loads(told) if told else None
    if told is None or told.before is None or loads is None or now - told.at > SPIKE_HOLDS:
        return False
    after, before = loads
    return told.at - told.before[1] <= WITHIN and 0 < before * MUCH_MORE <= after


def _nothing_up(said: Mapping[str, Answer], spike: bool) -> Reason | None:
    if said.get("tired") == "heavy":
        return Reason("dose.wait.tired")
    return Reason("dose.wait.running") if spike else None


def _regions(said: Mapping[str, Answer]) -> set[str]:
    hurt = set(_several(said, "injury")) if said.get("injury-when") == "lately" else set()
    return hurt | set(_several(said, "pain-where"))


def _lengthen_first(said: Mapping[str, Answer], sits_long: bool) -> Reason | None:
    if "front-of-hip" in _several(said, "tight"):
        return Reason("dose.why.tight-front")
    return Reason("dose.why.sitting", {"hours": f"{_number(said, 'sitting'):g}"}) if sits_long else None


def _at_work(said: Mapping[str, Answer]) -> tuple[Reason, ...]:
    felt = set(_several(said, "bridge-felt"))
    return (Reason("dose.why.squeeze-first"),) if felt and "glutes" not in felt else ()


def _at_lengthening(said: Mapping[str, Answer]) -> tuple[Reason, ...]:
    felt = set(_several(said, "run-felt"))
    return (Reason("dose.why.front-works"),) if felt & FRONT and "glutes" not in felt else ()


def _advice(said: Mapping[str, Answer], spike: bool, sits_long: bool) -> tuple[Reason, ...]:
    found = []
    if said.get("fall-still") == "yes":
        found.append(Reason("dose.advice.fall"))
    if spike:
        found.append(Reason("dose.advice.running"))
    if sits_long:
        found.append(Reason("dose.advice.sitting"))
    return tuple(found)


def _words(said: Mapping[str, Answer], name: str) -> tuple[str, ...]:
    answer = said.get(name)
    return answer if isinstance(answer, tuple) else ()


def _several(said: Mapping[str, Answer], name: str) -> tuple[str, ...]:
    """The choices of a question without "none": where both were told, what was named counts."""
    return tuple(word for word in _words(said, name) if word != "none")


def _number(said: Mapping[str, Answer], name: str) -> float:
    answer = said.get(name)
    return answer if isinstance(answer, float) else 0.0
