"""Write the vectors that hold position.py and position.js together.

Made with a fixed seed, so that running it again changes nothing unless ``position`` changed:

    python scripts/make_position_vectors.py
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any

from primemover.routine.position import Control, ControlKind, position
from primemover.routine.timeline import MAIN, Kind, Segment, Step, Timeline, Track
from primemover.terms import Region, Side

TARGET = Path(__file__).parent.parent / "tests" / "routine" / "position_vectors.json"
SEED = 20
CASES = 400
LOOKS = 2

REGIONS = (Region.GROIN, Region.KNEE, Region.LOW_BACK)
IN_PLAY = [kind for kind in ControlKind if kind not in (ControlKind.START, ControlKind.END)]
FIELDS = {
    ControlKind.PACE: ("factor",),
    ControlKind.EASIER: ("steps",),
    ControlKind.LEAVE_OUT: ("regions", "steps"),
    ControlKind.REBASE: ("track", "at_s"),
}


def made_timeline(chance: random.Random, steps: int) -> Timeline:
    """A timeline of a few steps with lengths of tenths of a second, some with an easier track."""
    main: list[Segment] = []
    branches: list[Track] = []
    made: list[Step] = []
    for index in range(steps):
        start_s = main[-1].end_s if main else 0.0
        main.extend(_segments(chance, index, start_s, main[-1].block + 1 if main else 0))
        name = f"easier:{index}" if chance.random() < 0.6 else None
        if name:
            branches.append(Track(name, tuple(_segments(chance, index, 0.0, 0))))
        regions = tuple(chance.sample(REGIONS, chance.randint(0, 2)))
        made.append(Step(index, index + 1, f"e{index}", "", "", start_s, main[-1].end_s, regions, (), name))
    return Timeline("made", tuple(made), (Track(MAIN, tuple(main)), *branches))


def _segments(chance: random.Random, step: int, start_s: float, block: int) -> Iterator[Segment]:
    kinds = [Kind.READY]
    for _ in range(chance.randint(1, 3)):
        kinds += [*([Kind.MOVE, Kind.HOLD] * chance.randint(1, 2)), chance.choice([Kind.SWITCH, Kind.REST])]
    for kind in kinds[:-1]:
        if kind is Kind.SWITCH:
            block += 1
        end_s = round(start_s + chance.randint(5, 90) / 10, 1)
        yield Segment(
            start_s=start_s,
            end_s=end_s,
            kind=kind,
            step=step,
            block=block,
            exercise=f"e{step}",
            phase=None,
            side=Side.BOTH,
            set=1,
            rep=None,
            reps=None,
            say=None,
            brief="",
            tip=None,
            cues=(),
            posture_from="start",
            posture_to="start",
            works=(),
            lengthens=(),
            counted=False,
            open=kind is Kind.HOLD and chance.random() < 0.4,
        )
        start_s = end_s
        if kind is Kind.REST:
            block += 1


def made_controls(chance: random.Random, timeline: Timeline) -> list[Control]:
    """A start and up to nine things that a person may do after it."""
    t = round(chance.random() * 2, 3)
    controls = [Control(ControlKind.START, t)] if chance.random() < 0.97 else []
    for _ in range(chance.randint(0, 9)):
        t = round(t + chance.choice([0.0, chance.random(), chance.random() * 12, 3.0, 3.001]), 3)
        kind = ControlKind.END if chance.random() < 0.02 else chance.choice(IN_PLAY)
        controls.append(_control(chance, kind, t, timeline))
    return controls


def _control(chance: random.Random, kind: ControlKind, t: float, timeline: Timeline) -> Control:
    if kind is ControlKind.PACE:
        return Control(kind, t, factor=chance.choice([0.5, 0.6, 0.73, 0.8, 0.95, 1.0, 0.1, 3.0]))
    if kind is ControlKind.LEAVE_OUT:
        if chance.random() < 0.5:
            return Control(kind, t, regions=(chance.choice(REGIONS).value,))
        return Control(kind, t, steps=(chance.randrange(len(timeline.steps)),))
    if kind is ControlKind.EASIER and chance.random() < 0.4:
        return Control(kind, t, steps=tuple(chance.sample(range(len(timeline.steps) + 1), 1)))
    if kind is ControlKind.REBASE:
        track = chance.choice(timeline.tracks)
        ends = [segment.end_s for segment in track.segments]
        at_s = chance.choice([*ends, round(chance.random() * (track.end_s + 2), 3)])
        name = track.name if chance.random() < 0.97 else "elsewhere"
        return Control(kind, t, track=name, at_s=at_s)
    return Control(kind, t)


def vectors() -> dict[str, Any]:
    """Everything that goes into the file."""
    chance = random.Random(SEED)
    timelines = [made_timeline(chance, steps) for steps in (1, 2, 4, 5)]
    cases = []
    for _ in range(CASES):
        number = chance.randrange(len(timelines))
        timeline = timelines[number]
        controls = made_controls(chance, timeline)
        last_s = max([control.t for control in controls], default=0.0)
        looks = [round(chance.random() * (last_s + 30), 3) for _ in range(LOOKS)]
        cases.append(
            {
                "timeline": number,
                "controls": [control_json(control) for control in controls],
                "looks": [[t, *astuple(position(timeline, controls, t))] for t in (*looks, last_s)],
            }
        )
    return {"timelines": [thin_json(timeline) for timeline in timelines], "cases": cases}


def control_json(control: Control) -> dict[str, Any]:
    """A control with the fields that its kind has."""
    own = {name: getattr(control, name) for name in FIELDS.get(control.kind, ())}
    return {"kind": control.kind.value, "t": control.t, **own}


def thin_json(timeline: Timeline) -> dict[str, Any]:
    """What ``position`` reads of a timeline."""
    return {
        "segments": _thin(timeline.main),
        "steps": [
            {"index": step.index, "regions": list(step.regions), "easier": step.easier}
            for step in timeline.steps
        ],
        "tracks": {track.name: {"segments": _thin(track)} for track in timeline.tracks[1:]},
    }


def _thin(track: Track) -> list[dict[str, Any]]:
    names = ("start_s", "end_s", "kind", "open", "step", "block")
    return [{name: getattr(segment, name) for name in names} for segment in track.segments]


def written() -> str:
    """The file: one timeline or case a line."""
    content = vectors()
    lines = {
        key: ",\n".join(json.dumps(one, separators=(",", ":")) for one in content[key]) for key in content
    }
    return '{"timelines": [\n' + lines["timelines"] + '\n],\n"cases": [\n' + lines["cases"] + "\n]}\n"


if __name__ == "__main__":
    TARGET.write_text(written(), encoding="utf-8")
    print(f"{TARGET.name}: {CASES} cases, {TARGET.stat().st_size // 1024} kB")
