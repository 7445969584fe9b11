"""A hold of a test ends by the rule of its file: hips more than 10° below where they were at first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from primemover.motion import Ended, FaultSeen, Watched, expectation, watch_for
from primemover.motion.simulation import Simulation, simulate, wrong_for
from primemover.motion.simulation.people import filmed, somebody
from primemover.routine import library
from primemover.terms import CannotTell

PROTOCOL = library().exercise("single-leg-bridge-hold")
PEOPLE = range(4)


def held(seed: int, times: float | None, condition: str = "25 fps") -> tuple[Simulation, Watched]:
    """Half a minute of a hold; half-way the hips drop by ``times`` 10°."""
    wrong = None if times is None else wrong_for(PROTOCOL, PROTOCOL.faults[0], times)
    done = simulate(
        PROTOCOL,
        repetitions=1,
        doer=replace(somebody(seed), hold_s=24.0),
        camera=filmed(seed, condition),
        wrong=wrong,
        wrong_in=() if wrong is None else (1,),
        seed=seed,
    )
    expected = expectation(PROTOCOL)
    assert not isinstance(expected, CannotTell)
    return done, watch_for(done.landmarks, expected)


@pytest.mark.parametrize("seed", PEOPLE)
@pytest.mark.parametrize("times", [1.8, 2.5])
def test_hips_that_stay_down_end_the_hold_when_they_fell(seed: int, times: float) -> None:
    done, watched = held(seed, times, "10 fps, 15 % dropped")
    ended = [fact for fact in watched.facts if isinstance(fact, Ended)]
    assert [(fact.id, fact.reason) for fact in ended] == [("hips-drop", "form")]
    assert ended[0].at_s == pytest.approx(done.sinks_s[0], abs=0.6)
    (repetition,) = watched.repetitions
    assert repetition.faults == ("hips-drop",)
    assert repetition.end_s == ended[0].at_s
    assert repetition.holds["hold"] == pytest.approx(done.sinks_s[0] - done.done[0].start_s, abs=0.8)


@pytest.mark.parametrize("seed", PEOPLE)
@pytest.mark.parametrize("times", [None, 0.6])
def test_a_hold_of_whoever_it_is_goes_on_until_they_lower_themselves(seed: int, times: float | None) -> None:
    done, watched = held(seed, times, "25 fps, twice the noise")
    assert not [fact for fact in watched.facts if isinstance(fact, FaultSeen)]
    (repetition,) = watched.repetitions
    assert repetition.end_s == pytest.approx(done.done[0].end_s, abs=0.4)
    # Back on the floor the hold is over; how it ended is for the person to say.
    (ended,) = [fact for fact in watched.facts if isinstance(fact, Ended)]
    assert ended.at_s == pytest.approx(done.done[0].end_s, abs=0.8)


def test_an_exercise_without_such_a_rule_never_tells_an_end() -> None:
    bridge = library().exercise("single-leg-bridge")
    done = simulate(bridge, repetitions=2, seed=1)
    expected = expectation(bridge)
    assert not isinstance(expected, CannotTell)
    assert not [fact for fact in watch_for(done.landmarks, expected).facts if isinstance(fact, Ended)]
