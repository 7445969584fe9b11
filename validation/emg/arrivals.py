"""From the onset in the muscle to the alarm in the program: where the time goes, part by part."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from primemover.app.listen import Heard
from primemover.emg.live import CameOn
from validation.emg.played import RATE_HZ, Burst

QUICK_RAMP_S = 0.15
_SETTLED_S = 8.0
"""Bursts count from here on after a beginning: rest is learnt first."""
_GRACE_S = 0.05
PARTS = ("detector", "pace of the source", "waited for a look", "work of the look", "onset to alarm")


@dataclass(frozen=True, slots=True)
class Delay:
    """One burst: its level and ramp, and the parts of its delay in seconds, as ``PARTS``; infinite where it
    was never told."""

    level_db: float
    ramp_s: float
    parts: tuple[float, ...]


class Log:
    """When each look began and ended, and what it told. Clocks are this machine's, in seconds since 1970."""

    def __init__(self) -> None:
        self._looks: list[tuple[float, float, int, float]] = []
        self._told: list[tuple[CameOn, int]] = []
        self.silent_said_s: list[float] = []
        """How long nothing had come whenever that began to be said."""
        self._silent = False

    def take(self, began: float, heard: Heard) -> None:
        """One look that has just ended."""
        if heard.silent_s is not None and not self._silent:
            self.silent_said_s.append(heard.silent_s)
        self._silent = heard.silent_s is not None
        if heard.newest_at is None:
            return
        newest = round(heard.heard_s * RATE_HZ) - 1
        self._told += [(m, len(self._looks)) for m in heard.told if isinstance(m, CameOn) and m.channel]
        self._looks.append((began, time.time(), newest, heard.newest_at))

    def delays(
        self, numbers: NDArray[np.float64], bursts: Sequence[tuple[Burst, ...]]
    ) -> tuple[list[Delay], int]:
        """The delay of each burst that was played whole, and how many alarms came without one.

        Args:
            numbers: (n,), the number of each sample of the stream in its file, NaN where it was lost.
            bursts: of each channel, in seconds of the file.
        """
        found: list[Delay] = []
        claimed: set[int] = set()
        for start, stop in _runs(numbers):
            first_s = float(numbers[start]) / RATE_HZ
            for channel, of_channel in enumerate(bursts):
                for burst, level_db in of_channel:
                    onset = start + round((burst.onset_s - first_s) * RATE_HZ)
                    end = start + round((burst.offset_s + _GRACE_S - first_s) * RATE_HZ)
                    if end <= start or onset >= stop:
                        continue
                    parts, which = self._parts(channel, onset, end)
                    claimed |= which
                    if onset >= start + _SETTLED_S * RATE_HZ and end <= stop - RATE_HZ:
                        found.append(Delay(level_db, burst.ramp_up_s, parts))
        settled = [(a + _SETTLED_S * RATE_HZ, b - RATE_HZ) for a, b in _runs(numbers)]
        at = [moment.told_s * RATE_HZ for moment, _ in self._told]
        counted = {i for i, t in enumerate(at) if any(a <= t < b for a, b in settled)}
        return found, len(counted - claimed)

    def _parts(self, channel: int, onset: int, end: int) -> tuple[tuple[float, ...], set[int]]:
        within = [
            i
            for i, (moment, _) in enumerate(self._told)
            if moment.channel == channel and onset <= round(moment.told_s * RATE_HZ) - 1 < end
        ]
        if not within:
            return (np.inf,) * len(PARTS), set()
        moment, look = self._told[within[0]]
        began, ended, _, _ = self._looks[look]
        telling = round(moment.told_s * RATE_HZ) - 1
        onset_at, telling_at = self._sent(onset), self._sent(telling)
        detector = (telling + 1 - onset) / RATE_HZ
        pace = telling_at - onset_at - (telling - onset) / RATE_HZ
        parts = (detector, pace, began - telling_at, ended - began, ended - onset_at)
        return parts, set(within)

    def _sent(self, sample: int) -> float:
        """When a sample was sent: exact for the last of each look, and evenly between two of them."""
        newest, at = (np.array([look[i] for look in self._looks]) for i in (2, 3))
        return float(np.interp(sample, newest, at))


def table(delays: Sequence[Delay]) -> list[str]:
    """Rows of median / 95 % in ms: parts for ramps of up to 150 ms, then levels."""
    quick = [d for d in delays if d.ramp_s <= QUICK_RAMP_S]
    out = [f"| ramps to 150 ms, {len(quick)} bursts | median / 95 % ms |", "|---|---|"]
    out += [f"| {part} | {_both([d.parts[i] for d in quick])} |" for i, part in enumerate(PARTS)]
    for level_db in sorted({d.level_db for d in quick}):
        of_level = [d.parts[-1] for d in quick if d.level_db == level_db]
        out.append(f"| at {level_db:g} dB ({len(of_level)}) | {_both(of_level)} |")
    out.append(f"| all ramps to 300 ms ({len(delays)}) | {_both([d.parts[-1] for d in delays])} |")
    never = sum(not np.isfinite(d.parts[-1]) for d in delays)
    return [*out, f"| never told | {never} |"]


def loss(numbers: NDArray[np.float64]) -> tuple[int, int, int]:
    """Samples that came, that were named as lost, and numbers that are missing without a name."""
    there = np.isfinite(numbers)
    step = np.diff(numbers)
    # Where a source began anew its numbers do, too: that is behind a gap that was named.
    unnamed = step[np.isfinite(step) & (step != 1)]
    return int(there.sum()), int((~there).sum()), int(np.abs(unnamed - 1).sum())


def recorded(path: Path) -> NDArray[np.float64]:
    """The number of each sample as it was recorded."""
    return np.loadtxt(path, delimiter=",", skiprows=2, usecols=1)


def _runs(numbers: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Stretches [start, end) in which nothing is missing."""
    there = np.concatenate([[0], np.isfinite(numbers).astype(int), [0]])
    starts, ends = np.flatnonzero(np.diff(there) == 1), np.flatnonzero(np.diff(there) == -1)
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def _both(values: Sequence[float]) -> str:
    middle, most = (1000 * np.quantile(values, q, method="higher") for q in (0.5, 0.95))
    return f"{middle:.0f} / {most:.0f}"
