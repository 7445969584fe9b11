"""What there is to tell while a stream runs. Times in seconds since the stream's first sample."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from primemover.emg.live.electrode import Trouble


class State(StrEnum):
    """What is known about a muscle now. The message of each is ``emg.live.<state>``."""

    LEARNING = "learning"
    """Learns what rest looks like; needs about three quiet seconds."""
    REST = "rest"
    ON = "on"
    UNTOLD = "untold"
    """Something is wrong with the electrode."""


@dataclass(frozen=True, slots=True)
class CameOn:
    """A muscle came on. ``began_s`` is a first guess of when, without an interval: the recording's analysis
    has the onset. ``told_s`` is the end of the samples that told it."""

    channel: int
    began_s: float
    told_s: float


@dataclass(frozen=True, slots=True)
class WentOff:
    """A muscle went back to rest."""

    channel: int
    told_s: float


@dataclass(frozen=True, slots=True)
class Troubled:
    """An electrode is not to be trusted from here on. ``withdraws``: what was called a burst was this."""

    channel: int
    trouble: Trouble
    told_s: float
    withdraws: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """The electrode is well again; rest is learnt anew."""

    channel: int
    told_s: float


@dataclass(frozen=True, slots=True)
class Lost:
    """So many samples of a channel were lost in the last half second."""

    channel: int
    samples: int
    told_s: float


Moment: TypeAlias = CameOn | WentOff | Troubled | Restored | Lost
