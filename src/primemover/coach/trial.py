"""The randomised trial of one person: on which test days the minutes between the holds are walking.

A third of the days walk. The days are drawn in blocks of three or six, each with exactly a third walking
(permuted blocks of random size; Schulz and Grimes 2002):

- a plain draw of one in three would leave every eleventh person without a walking day in the first six,
  and then nothing can be told; a block holds both kinds by construction;
- blocks of one known size let a person work out the last day of a block, and expectation is the very
  thing to be kept out of the "before" hold; so the size is drawn too. Only the first block is always
  three, because the first days must contain both.

The draw follows from a stored seed alone. **Ask for the arm only when both "before" holds are over**: who
knows that a walk follows may hold differently. An index is used up when its arm was shown, whether or not
the day was finished; otherwise days would be chosen after the draw.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from itertools import combinations

from primemover.errors import InvalidInput


class Arm(StrEnum):
    """What fills the minutes between the two tests."""

    ROUTINE = "routine"
    WALKING = "walking"

    @property
    def label(self) -> str:
        """Message id of its name."""
        return f"response.arm.{self}"


ROUTINE_SHARE = 2 / 3


def arm_for(day_index: int, seed: str) -> Arm:
    """The arm drawn for the test day ``day_index`` (0 for the first) of the person with ``seed``.

    Raises:
        InvalidInput: a negative index, or an empty seed, under which everybody would draw alike.
    """
    if day_index < 0:
        raise InvalidInput(f"test day {day_index} does not exist.", where="trial", remedy="Count from 0.")
    if not seed:
        raise InvalidInput("the seed of the draw is empty.", where="trial", remedy="Store one per person.")
    block, start = 0, 0
    while day_index >= start + _size(seed, block):
        start += _size(seed, block)
        block += 1
    walking = _walking_places(seed, block)
    return Arm.WALKING if day_index - start in walking else Arm.ROUTINE


def _size(seed: str, block: int) -> int:
    return 3 if block == 0 else (3, 6)[_drawn(seed, f"size {block}", 2)]


def _walking_places(seed: str, block: int) -> tuple[int, ...]:
    size = _size(seed, block)
    choices = list(combinations(range(size), size // 3))
    return choices[_drawn(seed, f"places {block}", len(choices))]


def _drawn(seed: str, purpose: str, options: int) -> int:
    # A hash rather than a generator: the same on every platform and in every later version of Python.
    return int.from_bytes(sha256(f"{seed}/{purpose}".encode()).digest()[:8]) % options
