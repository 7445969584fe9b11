"""What moves little is read against this person's own rest."""

from __future__ import annotations

import numpy as np
import pytest

from primemover.motion import Expectation, expectation, watch_for
from primemover.motion.moving import Moved
from primemover.motion.own_rest import own_rest
from primemover.motion.simulation import Camera, Doer, simulate
from primemover.routine import library


def expected(exercise_id: str) -> Expectation:
    found = expectation(library().exercise(exercise_id).variant(None))
    assert isinstance(found, Expectation)
    return found


@pytest.mark.parametrize("apart_deg", [-12.0, -6.0, 6.0, 12.0])
def test_legs_that_rest_apart_are_no_lifted_leg(apart_deg: float) -> None:
    looked_for = expected("plank-leg-lift")
    doer = Doer(offsets_deg={"working hip": apart_deg / 2, "other hip": -apart_deg / 2})
    done = simulate(looked_for.exercise, repetitions=4, doer=doer, camera=Camera(), seed=3)
    watched = watch_for(done.landmarks, looked_for)
    assert watched.count == 4
    assert {repetition.side for repetition in watched.repetitions} == {done.done[0].side}


def test_what_moves_far_needs_no_rest_of_its_own() -> None:
    assert own_rest(expected("squat")) is None
    assert own_rest(expected("push-up")) is None
    assert own_rest(expected("plank-leg-lift")) is not None


def test_a_sagging_plank_is_no_lifted_leg() -> None:
    """The trunk sinks by 20° and the thigh stays, with the far leg hidden."""
    looked_for = expected("plank-leg-lift")
    moved = Moved(looked_for)
    values = np.zeros((20, len(looked_for.measures)))
    places = [looked_for.measures.index(name) for name in ("trunk", "working hip")]
    values[10:, places] = [16.0, -20.0]
    assert not moved.by_itself(values, [(0, 9), (10, 19)])
    values[10:, places] = [3.0, -20.0]
    assert moved.by_itself(values, [(0, 9), (10, 19)])
