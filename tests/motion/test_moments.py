"""What is known at each moment of a recording, and what a known cut does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from primemover.motion import NotMeasured, Watched, watch
from primemover.motion.moments import Moments
from primemover.motion.side_view import CUT, NO_PERSON
from primemover.motion.simulation import Camera, Simulation, simulate
from primemover.motion.unmeasured import joined
from primemover.routine import library

BRIDGE = library().exercise("glute-bridge")


@pytest.fixture(scope="module")
def done() -> Simulation:
    return simulate(BRIDGE, repetitions=2, camera=Camera(fps_hz=15))


@pytest.fixture(scope="module")
def seen(done: Simulation) -> Watched:
    return watch(done.landmarks, BRIDGE)


def test_the_phase_is_known_while_it_is_held_and_how_long(done: Simulation, seen: Watched) -> None:
    start_s, end_s = done.done[0].spans_s["lift"]
    moments = Moments(seen)
    middle = moments.at((start_s + end_s) / 2)
    assert (middle.phase, middle.count, middle.missed) == ("lift", 0, None)
    assert middle.held_s == pytest.approx((end_s - start_s) / 2, abs=0.7)
    assert moments.at(end_s + 1).phase != "lift"


def test_a_repetition_counts_from_its_end_on(seen: Watched) -> None:
    moments = Moments(seen)
    first = seen.repetitions[0]
    assert [moments.at(t).count for t in (first.end_s - 0.01, first.end_s + 0.01, 1e3)] == [0, 1, 2]


def test_a_known_cut_starts_anew_even_where_nobody_seems_to_have_moved(done: Simulation) -> None:
    landmarks = done.landmarks
    lifted_s = np.mean(done.done[0].spans_s["lift"])
    cut_s = float(landmarks.time_s[np.searchsorted(landmarks.time_s, lifted_s)])
    seen = watch(replace(landmarks, cuts_s=(cut_s,)), BRIDGE)
    assert [(gap.end_s, gap.reason) for gap in seen.not_measured] == [(cut_s, CUT)]
    first = seen.repetitions[0]
    assert first.end_s <= cut_s, "nothing carries over a cut"
    assert first.holds["lift"] < np.diff(done.done[0].spans_s["lift"])[0] - 1


def test_jumps_within_a_second_of_each_other_are_one_stretch() -> None:
    one, two, later = (NotMeasured(t, t + 0.03, CUT) for t in (1.0, 1.5, 4.0))
    nobody = NotMeasured(5.0, 6.0, NO_PERSON)
    assert joined([one, two, later, nobody]) == (NotMeasured(1.0, 1.53, CUT), later, nobody)
