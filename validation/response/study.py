"""What ``coach.response`` tells of runners whose truth is known, with a look after every test.

    python -m validation.response.study [--runners 2000] [--tests 18] [--only main|strained|building] [--json]

Every look calls the shipped ``response_to()`` with all days so far, each read once by ``read_day()``.
Both sides of a runner share their truth and count as two. Seeds are fixed: the same command, the same table.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from primemover.coach.estimates import Capacity, Evenness, Gain, SideDifference
from primemover.coach.field_test import read_day
from primemover.coach.response import SideResponse, response_to
from primemover.coach.student_t import StudentT
from primemover.coach.verdict import SideVerdict
from primemover.terms import CannotTell, Side
from validation.response.runners import Truth, days_of, usual_hold_s

GAINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
NOISES = (0.15, 0.25)
FORETOLD_AT = 6
"""The test after which "about how many more would tell" is held against what happened."""

CELLS: Mapping[str, Mapping[str, Truth]] = {
    "main": {
        f"gain {gain:.0%}, scatter {noise}": Truth(gain=gain, noise_sd=noise)
        for noise in NOISES
        for gain in GAINS
    },
    "strained": {
        f"{name}, gain {gain:.0%}, scatter {noise}": Truth(gain=gain, noise_sd=noise, **strain)
        for name, strain in {
            "first test tires by 15 %": {"shared": 1.05 * 0.85 - 1},
            "routine tires by 10 %": {"with_routine": -0.10},
            "expectation adds 5 %": {"with_routine": 0.05},
            "expectation adds 10 %": {"with_routine": 0.10},
            "expectation adds 20 %": {"with_routine": 0.20},
            "every fifth end invalid": {"invalid": 0.2},
            "half of the walks given up": {"gives_up_after_walking": 0.5},
        }.items()
        for noise in NOISES
        for gain in (0.0, 0.4)
    },
    "building": {
        f"left side 30 % lower, gain {gain:.0%}, scatter {noise}": Truth(
            gain=gain, noise_sd=noise, weaker_left=0.3
        )
        for noise in NOISES
        for gain in (-0.1, 0.0, 0.4)
    },
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was told of the sides of one cell; shares are 0–1."""

    sides: int
    covered_last: float
    """95 % intervals of the gain that hold the truth, after the last test."""
    covered_all: float
    """The same over every look at which a gain is shown."""
    ever_responds: float
    ever_no_gain: float
    """No immediate gain, needs building, or even and holding."""
    right_first: float
    """Of true gains from 20 %: the first verdict is "responds"; of less than 10 %: it is not."""
    tests_to_responds: float | None
    """Median number of tests at the first "responds", of those who get it."""
    last_responds: float
    last_no_gain: float
    last_needs_building: float
    last_cannot_tell: float
    difference_covered: float
    """95 % intervals of the side difference that hold the truth, after the last test."""
    capacity_covered: float
    """The same of the hold before."""
    uneven: float
    """Called uneven after the last test."""
    half_width_last: float
    """Half the 95 % interval on the log scale after the last test, median."""
    foretold: float | None
    """Of sides still open after six tests with a number that fits in: told by then at the latest."""
    foretold_sides: int


def cell(truth: Truth, runners: int, tests: int, seed: str) -> Outcome:
    """What is told of ``runners`` runners with the same truth."""
    followed = [_follow(truth, tests, f"{seed}/{i}") for i in range(runners)]
    return _outcome(truth, followed)


@dataclass(frozen=True, slots=True)
class Followed:
    """One runner, watched over all tests."""

    sides: Sequence[Sequence[SideResponse]]
    """Per side, the answer after each test; of an uneven runner only the weaker side."""
    difference: SideDifference | CannotTell
    """After the last test."""
    usual_s: float
    """The truth about the hold before, of the first of ``sides``."""


def _follow(truth: Truth, tests: int, seed: str) -> Followed:
    read = [read_day(day) for day in days_of(truth, tests, seed)]
    looks = [response_to(read[:count]) for count in range(1, tests + 1)]
    sides = (Side.LEFT,) if truth.weaker_left else (Side.LEFT, Side.RIGHT)
    return Followed(
        sides=[[look.of(side) for look in looks] for side in sides],
        difference=looks[-1].difference,
        usual_s=usual_hold_s(seed) * (1 - truth.weaker_left),
    )


def _outcome(truth: Truth, followed: Sequence[Followed]) -> Outcome:
    log_gain, log_difference = math.log1p(truth.gain), math.log1p(-truth.weaker_left)
    histories = [history for runner in followed for history in runner.sides]
    differences = [one.difference for one in followed if isinstance(one.difference, SideDifference)]
    covered = [[_covers(look, log_gain) for look in history] for history in histories]
    last = [history[-1].verdict for history in histories]
    first_responds = [_first(history, {SideVerdict.RESPONDS}) for history in histories]
    first_no_gain = [_first(history, NO_GAIN) for history in histories]
    to_responds = [look for look in first_responds if look is not None]
    kept = [kept for history in histories if (kept := _foretold(history)) is not None]
    return Outcome(
        sides=len(histories),
        covered_last=_share(shown[-1] for shown in covered),
        covered_all=_share(one for shown in covered for one in shown),
        ever_responds=_share(look is not None for look in first_responds),
        ever_no_gain=_share(look is not None for look in first_no_gain),
        right_first=_share(
            _right(truth, *firsts) for firsts in zip(first_responds, first_no_gain, strict=True)
        ),
        tests_to_responds=statistics.median(to_responds) if to_responds else None,
        last_responds=_share(verdict is SideVerdict.RESPONDS for verdict in last),
        last_no_gain=_share(verdict in NO_GAIN for verdict in last),
        last_needs_building=_share(verdict is SideVerdict.NEEDS_BUILDING for verdict in last),
        last_cannot_tell=_share(verdict is SideVerdict.CANNOT_TELL for verdict in last),
        difference_covered=_share(_holds(one.posterior, log_difference) for one in differences),
        capacity_covered=_share(
            _holds(one.sides[0][-1].capacity.posterior, math.log(one.usual_s))
            for one in followed
            if isinstance(one.sides[0][-1].capacity, Capacity)
        ),
        uneven=_share(one.evenness is Evenness.UNEVEN for one in differences),
        half_width_last=statistics.median(_half_width(history[-1]) for history in histories),
        foretold=_share(kept) if kept else None,
        foretold_sides=len(kept),
    )


NO_GAIN = {SideVerdict.NO_IMMEDIATE_GAIN, SideVerdict.NEEDS_BUILDING, SideVerdict.EVEN_AND_HOLDING}


def _first(history: Sequence[SideResponse], verdicts: set[SideVerdict]) -> int | None:
    """The number of the test after which one of ``verdicts`` is said for the first time."""
    return next((count for count, look in enumerate(history, start=1) if look.verdict in verdicts), None)


def _right(truth: Truth, responds: int | None, no_gain: int | None) -> bool:
    said_first, other = (responds, no_gain) if truth.gain >= 0.1 else (no_gain, responds)
    return said_first is not None and (other is None or said_first < other)


def _covers(look: SideResponse, log_gain: float) -> bool | None:
    return _holds(look.gain.posterior, log_gain) if isinstance(look.gain, Gain) else None


def _holds(posterior: StudentT, truth: float) -> bool:
    interval = posterior.interval(0.95)
    return interval.low <= truth <= interval.high


def _half_width(look: SideResponse) -> float:
    if not isinstance(look.gain, Gain):
        return math.inf
    interval = look.gain.posterior.interval(0.95)
    return (interval.high - interval.low) / 2


def _foretold(history: Sequence[SideResponse]) -> bool | None:
    if len(history) < FORETOLD_AT:
        return None
    number = history[FORETOLD_AT - 1].more_tests
    if number is None or FORETOLD_AT + number > len(history):
        return None
    later = history[FORETOLD_AT : FORETOLD_AT + number]
    return any(look.verdict is not SideVerdict.CANNOT_TELL for look in later)


def _share(answers: Iterable[bool | None]) -> float:
    given = [answer for answer in answers if answer is not None]
    return sum(given) / len(given) if given else math.nan


COLUMNS = (
    "runners",
    "covered, last",
    "covered, all looks",
    "ever “responds”",
    "first verdict right",
    "tests to “responds”",
    "last: responds",
    "last: no gain",
    "of these: needs building",
    "last: cannot tell",
    "difference covered",
    "capacity covered",
    "called uneven",
    "± last",
    "foretold",
)


def _row(name: str, outcome: Outcome) -> str:
    tests = "–" if outcome.tests_to_responds is None else f"{outcome.tests_to_responds:g}"
    foretold = "–" if outcome.foretold is None else f"{outcome.foretold:.2f} ({outcome.foretold_sides})"
    shares = [
        f"{outcome.covered_last:.3f}",
        f"{outcome.covered_all:.3f}",
        f"{outcome.ever_responds:.4f}",
        f"{outcome.right_first:.3f}",
        tests,
        f"{outcome.last_responds:.3f}",
        f"{outcome.last_no_gain:.3f}",
        f"{outcome.last_needs_building:.3f}",
        f"{outcome.last_cannot_tell:.3f}",
        f"{outcome.difference_covered:.3f}",
        f"{outcome.capacity_covered:.3f}",
        f"{outcome.uneven:.3f}",
        f"{outcome.half_width_last:.2f}",
        foretold,
    ]
    return f"| {name} | " + " | ".join(shares) + " |"


def main() -> None:
    """Run the cells asked for and print a table, or JSON, one cell at a time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runners", type=int, default=2000)
    parser.add_argument("--tests", type=int, default=18)
    parser.add_argument("--only", choices=tuple(CELLS))
    parser.add_argument("--match", default="", help="only cells whose name contains this")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    outcomes: dict[str, Outcome] = {}
    if not asked.json:
        sys.stdout.write(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}\n")
    for group, cells in CELLS.items():
        for name, truth in cells.items():
            if asked.only in (None, group) and asked.match in name:
                outcomes[name] = cell(truth, asked.runners, asked.tests, f"study/{name}")
                if not asked.json:
                    sys.stdout.write(_row(name, outcomes[name]) + "\n")
                    sys.stdout.flush()
    if asked.json:
        json.dump({name: asdict(outcome) for name, outcome in outcomes.items()}, sys.stdout)


if __name__ == "__main__":
    main()
