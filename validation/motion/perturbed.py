"""Real recordings, changed as another camera, model, pace or person would: what is counted then.

``python -m validation.motion.perturbed [--draws N]`` prints tables in Markdown; where the recordings lie,
see ``validation.motion.recordings``. They are not part of the repository.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field

import numpy as np

from primemover.intake.landmarks import read_landmarks
from primemover.motion import Expectation, expectation, watch_for
from primemover.routine import library
from primemover.terms import CannotTell
from validation.motion.perturbing import CHANGES
from validation.motion.recordings import CLIPS, Clip, folder, shot
from validation.motion.retiming import Known

NEAR_S = 0.6
"""A repetition found no further than this from one read by eye is that one."""


@dataclass
class Row:
    """What became of one change: a cell for each recording, and the errors of edges that have a truth."""

    cells: list[str] = field(default_factory=list)
    exact: int = 0
    near: int = 0
    declined: int = 0
    all: int = 0
    onsets_s: list[float] = field(default_factory=list)
    offsets_s: list[float] = field(default_factory=list)


def known(clip: Clip) -> Known:
    """A recording with what was read from it by eye."""
    landmarks = read_landmarks(folder() / clip.file, clip.given)
    return Known(shot(landmarks, *clip.shot_s) if clip.shot_s else landmarks, clip.count, clip.spans_s)


def row_of(change: str, truths: list[Known], expected: list[Expectation], draws: int) -> Row:
    """All recordings under one change."""
    row = Row()
    for truth, looked_for in zip(truths, expected, strict=True):
        told = []
        for seed in range(draws if change.endswith("*") else 1):
            changed = CHANGES[change](truth, np.random.default_rng(seed))
            if changed is None:
                told.append("")
                continue
            watched = watch_for(changed.landmarks, looked_for)
            row.all += 1
            if isinstance(watched.count, CannotTell):
                row.declined += 1
                told.append("declined")
                continue
            row.exact += watched.count == changed.count
            row.near += abs(watched.count - changed.count) <= 1
            told.append(f"{watched.count - changed.count:+d}" if watched.count != changed.count else "✓")
            for start_s, end_s in changed.spans_s:
                close = [r for r in watched.repetitions if abs(r.start_s - start_s) < NEAR_S]
                if close and start_s > changed.landmarks.time_s[0]:
                    row.onsets_s.append(close[0].start_s - start_s)
                    row.offsets_s.append(close[0].end_s - end_s)
        row.cells.append(" ".join(dict.fromkeys(told)))
    return row


def _edges(errors_s: list[float]) -> str:
    return "{:.2f}, {:.2f}".format(*np.percentile(np.abs(errors_s), [50, 95])) if errors_s else ""


def counted(draws: int) -> None:
    """Print what is counted of each recording under each change."""
    truths = [known(clip) for clip in CLIPS]
    found = [expectation(library().exercise(clip.exercise)) for clip in CLIPS]
    expected = [each for each in found if isinstance(each, Expectation)]
    names = " | ".join(clip.file.rpartition("/")[2].removesuffix(".npz") for clip in CLIPS)
    print(f"| changed | {names} | exact | within one | declined | onset, median and 95 % | offset |")
    print("|---" * (len(CLIPS) + 6) + "|")
    total = Row()
    for change in CHANGES:
        row = row_of(change, truths, expected, draws)
        cells = " | ".join(row.cells)
        print(
            f"| {change} | {cells} | {row.exact} of {row.all} | {row.near} | {row.declined} "
            f"| {_edges(row.onsets_s)} | {_edges(row.offsets_s)} |",
            flush=True,
        )
        for name in ("exact", "near", "declined", "all"):
            setattr(total, name, getattr(total, name) + getattr(row, name))
        total.onsets_s += row.onsets_s
        total.offsets_s += row.offsets_s
    print(
        f"\nIn all {total.exact} of {total.all} exact, {total.near} within one, {total.declined} declined; "
        f"onset {_edges(total.onsets_s)} s, offset {_edges(total.offsets_s)} s (median, 95 %)."
    )


def unrelated(draws: int) -> None:
    """Print where another exercise's repetitions are counted, and under how many of the changes."""
    print("\n| file | another exercise | changes under which it is counted | most |\n|---|---|---|---|")
    ways = [exercise.variant(None) for exercise in library().exercises.values()]
    looked_for = [found for way in ways if isinstance(found := expectation(way), Expectation)]
    for clip in CLIPS:
        truth = known(clip)
        changed = {
            (change, seed): each.landmarks
            for change in CHANGES
            for seed in range(draws if change.endswith("*") else 1)
            if (each := CHANGES[change](truth, np.random.default_rng(seed))) is not None
        }
        for expected in looked_for:
            if expected.exercise.id == clip.exercise:
                continue
            counts = {key: len(watch_for(each, expected).repetitions) for key, each in changed.items()}
            where = dict.fromkeys(change for (change, _), count in counts.items() if count)
            if where:
                told = ", ".join(where) if len(where) <= 6 else f"{len(where)} of {len(CHANGES)}"
                print(
                    f"| {clip.file} | {expected.exercise.id} | {told} | {max(counts.values())} |", flush=True
                )


def main() -> None:
    """Print the tables, or why there are none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=3, help="of each change that is drawn at random")
    parser.add_argument("--unrelated", action="store_true", help="also every other exercise; takes minutes")
    asked = parser.parse_args()
    if not folder().exists():
        print(f"The recordings are not in {folder()}; PRIMEMOVER_DATA may name their folder.")
        return
    counted(asked.draws)
    if asked.unrelated:
        unrelated(asked.draws)


if __name__ == "__main__":
    main()
