"""How far found bursts lie from the true ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from validation.emg.simulator import TrueBurst

Spans = Sequence[tuple[float, float]]


@dataclass(slots=True)
class Score:
    """Counts and errors over many records. ``errors_s`` holds (onset, offset) errors of matched bursts, and
    ``matched`` (record, burst) of each."""

    found: int = 0
    missed: int = 0
    false: int = 0
    errors_s: list[tuple[float, float]] = field(default_factory=list)
    matched: list[tuple[int, int]] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.found / max(2 * self.found + self.missed + self.false, 1)

    @property
    def onset_s(self) -> NDArray[np.float64]:
        """Onset errors, (n,)."""
        return np.array([a for a, _ in self.errors_s])

    @property
    def offset_s(self) -> NDArray[np.float64]:
        """Offset errors, (n,)."""
        return np.array([b for _, b in self.errors_s])

    def add(self, record: int, truth: Sequence[TrueBurst], spans: Spans) -> dict[int, int]:
        """Count one record; returns which found burst matches which true one (true: found)."""
        pairs = matches(truth, spans)
        self.found += len(pairs)
        self.missed += len(truth) - len(pairs)
        self.false += len(spans) - len(pairs)
        for i, j in pairs.items():
            self.errors_s.append((spans[j][0] - truth[i].onset_s, spans[j][1] - truth[i].offset_s))
            self.matched.append((record, i))
        return pairs


def matches(truth: Sequence[TrueBurst], spans: Spans) -> dict[int, int]:
    """True and found bursts that share more than half of the shorter one, each used once."""
    out: dict[int, int] = {}
    used: set[int] = set()
    for i, burst in enumerate(truth):
        for j, (start, end) in enumerate(spans):
            shared = min(end, burst.offset_s) - max(start, burst.onset_s)
            if j not in used and shared > 0.5 * min(end - start, burst.offset_s - burst.onset_s):
                out[i] = j
                used.add(j)
                break
    return out
