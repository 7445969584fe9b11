"""An exercise file on the test bench: several people do it before several cameras, and it is watched.

The people and cameras are drawn at random, the same for every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from primemover.body.vocabulary import START
from primemover.motion.expectation import Expectation, expectation
from primemover.motion.facts import Repetition
from primemover.motion.simulation.camera import Camera
from primemover.motion.simulation.fitting import like_of, misfits
from primemover.motion.simulation.people import careful, filmed, somebody
from primemover.motion.simulation.person import wrong_for
from primemover.motion.simulation.simulate import Done, Simulation, simulate
from primemover.motion.simulation.tried import FaultTried, PhaseTried, SetTried, Trial
from primemover.motion.watching import Watched, watch_for
from primemover.routine.exercise import Exercise, Fault
from primemover.terms import CannotTell, Side

Progress = Callable[[int, int], None]
"""Called with how many sets are done, and of how many."""

CONDITIONS: Final[Mapping[str, str]] = {
    "from-the-side": "25 fps",
    "slanted": "25 fps",
    "few-frames": "10 fps, 15 % dropped",
    "noisy": "25 fps, twice the noise",
}
"""What the camera is like → the condition of ``people.filmed``; the first is the ordinary one."""
SLANT_DEG: Final = 30.0
TIMES: Final = (1.2, 3.0)
"""How gross a fault is shown, as multiples of the reading at which it begins."""
_REPETITIONS: Final = 4
_LONG_S, _VERY_LONG_S = 80.0, 180.0
"""Held seconds of a set from which only two people, and only one, do it: each frame takes its time."""
_LONGEST_HOLD_S: Final = 150.0
_SHARE_HELD: Final = 0.37
"""Of a longer hold: enough to count, and less to reckon with."""


def try_out(exercise: Exercise, progress: Progress | None = None) -> Trial:
    """What a camera makes of ``exercise``, in its preferred way of doing it.

    Raises:
        InvalidInput: a posture of the file cannot be solved.
    """
    exercise = exercise.variant(None)
    expected = expectation(exercise)
    if isinstance(expected, CannotTell):
        unseen = tuple(PhaseTried(phase.id, False, None, 0, 0, None) for phase in exercise.phases)
        return Trial(exercise.id, unseen, (), (), 0, (), ())
    bench = _Bench(exercise, expected, progress)
    sets = tuple(bench.sets())
    faults = tuple(bench.faults())
    return Trial(
        exercise.id, bench.phases(), sets, faults, bench.clean, tuple(bench.alarms), misfits(expected)
    )


@dataclass
class _Bench:
    """Goes through all sets, and keeps what each phase came to."""

    exercise: Exercise
    expected: Expectation
    progress: Progress | None
    clean: int = 0
    alarms: list[str] = field(default_factory=list)
    errors_s: dict[str, list[float | None]] = field(default_factory=dict)
    _done: int = 0

    def sets(self) -> Iterator[SetTried]:
        """Everybody, before every camera."""
        for condition in CONDITIONS:
            for seed in range(self._people):
                doer = replace(somebody(seed), hold_s=self._hold_s)
                working = Side.RIGHT if seed % 2 == 0 else Side.LEFT
                camera = _camera(seed, condition, working)
                simulation = simulate(
                    self.exercise,
                    repetitions=_REPETITIONS if self.expected.repeats else 1,
                    doer=doer,
                    camera=camera,
                    working=working,
                    seed=seed,
                )
                counted = self._watched(simulation).count
                yield SetTried(
                    condition,
                    doer.height_m,
                    camera.off_side_deg,
                    working,
                    len(simulation.done),
                    None if isinstance(counted, CannotTell) else counted,
                )

    def faults(self) -> Iterator[FaultTried]:
        """Each fault of the file, slightly and grossly."""
        for fault in self.exercise.faults:
            for times in TIMES:
                yield self._shown(fault, times)

    def phases(self) -> tuple[PhaseTried, ...]:
        """What became of each phase of the file."""
        found = []
        for phase in self.exercise.phases:
            if phase.posture.get("pose") == START and phase.hold is None:
                continue
            told = self.errors_s.get(phase.id, [])
            known = [error_s for error_s in told if error_s is not None]
            seen = phase.camera is not None
            like = like_of(self.expected, phase.id) if seen else None
            median_s = float(np.median(known)) if known else None
            found.append(PhaseTried(phase.id, seen, like, len(told), len(known), median_s))
        return tuple(found)

    @property
    def _longest_s(self) -> float:
        return max(phase.hold.seconds(phase.hold.dose.usual) for phase in self.exercise.phases if phase.hold)

    @property
    def _people(self) -> int:
        holds = [phase.hold for phase in self.exercise.phases if phase.hold]
        held_s = sum(self._hold_s or hold.seconds(hold.dose.usual) for hold in holds)
        return 4 if held_s <= _LONG_S else 2 if held_s <= _VERY_LONG_S else 1

    @property
    def _hold_s(self) -> float | None:
        return self._longest_s * _SHARE_HELD if self._longest_s > _LONGEST_HOLD_S else None

    def _watched(self, simulation: Simulation) -> Watched:
        """What is seen of a set without a fault, noted for every hold."""
        watched = watch_for(simulation.landmarks, self.expected)
        held = [look.phase for look in self.expected.looks if look.held]
        for done in simulation.done:
            there = _overlapping(watched, done)
            self.clean += 1
            self.alarms += {fault for repetition in there for fault in repetition.faults}
            for phase in held:
                told_s = next((r.holds[phase] for r in there if phase in r.holds), None)
                start_s, end_s = done.spans_s[phase]
                error_s = None if told_s is None else abs(told_s - (end_s - start_s))
                self.errors_s.setdefault(phase, []).append(error_s)
        self._tell()
        return watched

    def _shown(self, fault: Fault, times: float) -> FaultTried:
        wrong = wrong_for(self.exercise, fault, times)
        shown = counted = named = 0
        for seed in range(min(self._people, 3)):
            simulation = simulate(
                self.exercise,
                repetitions=2 if self.expected.repeats else 1,
                doer=replace(careful(seed), hold_s=self._hold_s),
                camera=filmed(seed),
                wrong=wrong,
                wrong_in=(2,) if self.expected.repeats else (1,),
                seed=seed,
            )
            watched = watch_for(simulation.landmarks, self.expected)
            for done in (done for done in simulation.done if done.wrong):
                there = _overlapping(watched, done)
                shown += 1
                counted += bool(there)
                named += any(fault.id in repetition.faults for repetition in there)
            self._tell()
        return FaultTried(fault.id, times, shown, counted, named)

    def _tell(self) -> None:
        self._done += 1
        if self.progress:
            faulty = len(self.exercise.faults) * len(TIMES) * min(self._people, 3)
            self.progress(self._done, self._people * len(CONDITIONS) + faulty)


def _camera(seed: int, condition: str, working: Side) -> Camera:
    camera = replace(filmed(seed, CONDITIONS[condition]), sees=working)
    if condition == "slanted":
        camera = replace(camera, off_side_deg=SLANT_DEG if seed % 4 < 2 else -SLANT_DEG)
    return camera


def _overlapping(watched: Watched, done: Done) -> list[Repetition]:
    return [r for r in watched.repetitions if r.start_s < done.end_s and r.end_s > done.start_s]
