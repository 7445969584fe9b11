"""A burst of muscle activity, and what is known about when it began and ended."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from primemover.emg.onset.edge import Edges
from primemover.emg.onset.ramps import WIDE
from primemover.emg.recording import Samples
from primemover.terms import Interval

ABRUPT_RAMP_S = 0.02
ABRUPT = 0.25
"""Before looking, three in ten edges are as steep: below one in four, the signal speaks against it."""


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """The onset or the offset of a burst: its time, and how sure that is.

    ``time_s`` is the posterior median and ``interval_s`` holds 95 % of it. The posterior is also kept taken
    apart by the ramps of ``onset.ramps.WIDE``: ``log_evidence``, ``mean_s`` and ``sd_s`` are (n_ramps,).
    """

    time_s: float
    interval_s: Interval
    log_evidence: Samples
    mean_s: Samples
    sd_s: Samples

    @property
    def abrupt(self) -> bool:
        """True where the edge may be a step, up to 20 ms long: the signal does not speak against it.

        Action potentials outlast the drive by some milliseconds, so the time of such an offset lies late in
        its interval. Of weak bursts more are flagged than end so."""
        weight = np.exp(self.log_evidence - self.log_evidence.max())
        return bool(weight[WIDE.length_s <= ABRUPT_RAMP_S].sum() > ABRUPT * weight.sum())

    def later(self, shift_s: float) -> Edge:
        """The same edge on a clock that began ``shift_s`` earlier."""
        interval = Interval(self.interval_s.low + shift_s, self.interval_s.high + shift_s)
        return Edge(self.time_s + shift_s, interval, self.log_evidence, self.mean_s + shift_s, self.sd_s)


@dataclass(frozen=True, slots=True, eq=False)
class Burst:
    """One burst; ``level_db`` is the power of its middle over that of the noise."""

    onset: Edge
    offset: Edge
    level_db: float

    @property
    def length_s(self) -> float:
        """From onset to offset."""
        return self.offset.time_s - self.onset.time_s


def with_burst(bursts: tuple[Burst, ...], following: Burst) -> tuple[Burst, ...]:
    """``bursts`` and one more; where it begins before the last has ended, there was no rest: they are one."""
    if bursts and following.onset.time_s <= bursts[-1].offset.time_s:
        last = bursts[-1]
        joined = Burst(last.onset, following.offset, max(last.level_db, following.level_db))
        return (*bursts[:-1], joined)
    return (*bursts, following)


def edge_at(found: Edges, i: int) -> Edge:
    """The i-th of several edges, whose times are in seconds."""
    return Edge(
        float(found.time[i]),
        Interval(float(found.low[i]), float(found.high[i])),
        found.log_evidence[i],
        found.mean[i],
        found.sd[i],
    )
