"""A timeline as plain values, for the page and for ``primemover routine timeline --json``."""

from __future__ import annotations

from typing import Any

from primemover.routine.timeline import MAIN, Cue, Segment, Step, Timeline


def timeline_json(timeline: Timeline) -> dict[str, Any]:
    """``timeline`` as plain values; the keys are the fields of the dataclasses.

    ``segments`` is the main track; ``tracks`` holds the branches by name.
    """
    return {
        "routine": timeline.routine,
        "total_s": timeline.total_s,
        "segments": [_segment_json(segment) for segment in timeline.main.segments],
        "steps": [_step_json(step) for step in timeline.steps],
        "tracks": {
            track.name: {"segments": [_segment_json(segment) for segment in track.segments]}
            for track in timeline.tracks
            if track.name != MAIN
        },
    }


def _segment_json(segment: Segment) -> dict[str, Any]:
    fields = {name: getattr(segment, name) for name in Segment.__slots__}
    return {
        **fields,
        "kind": segment.kind.value,
        "side": segment.side.value,
        "cues": [_cue_json(cue) for cue in segment.cues],
        "works": list(segment.works),
        "lengthens": list(segment.lengthens),
    }


def _cue_json(cue: Cue) -> dict[str, Any]:
    sound = cue.sound.value if cue.sound else None
    said = {"say": cue.say, "interrupts": cue.interrupts, "counts": cue.counts}
    return {"at_s": cue.at_s, "sound": sound, **said}


def _step_json(step: Step) -> dict[str, Any]:
    return {
        "index": step.index,
        "number": step.number,
        "exercise": step.exercise,
        "name": step.name,
        "label": step.label,
        "start_s": step.start_s,
        "end_s": step.end_s,
        "regions": [region.value for region in step.regions],
        "muscles": [muscle.value for muscle in step.muscles],
        "easier": step.easier,
    }
