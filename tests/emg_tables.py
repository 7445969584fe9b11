"""A recording for tests: three repetitions of a hamstring and, 200 ms later, a glute, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 1000
STARTS_S = (2.0, 5.0, 8.0)
DELAY_S = 0.2
"""How much later the glute comes on."""
COLUMNS = ("GMAX_L_uV", "BF_L_uV")


def prone(
    path: Path,
    *,
    starts_s: Sequence[float] = STARTS_S,
    delays_s: Sequence[float] | None = None,
    length_s: float = 12.0,
    more: Sequence[tuple[str, NDArray[np.float64]]] = (),
) -> Path:
    """Write the table: each repetition lasts a second, at 20 dB.

    Args:
        path: where to.
        starts_s: when the hamstring comes on.
        delays_s: how much later the glute does, once per repetition.
        length_s: of the whole.
        more: further columns, (name, samples (n,)).
    """
    generator = np.random.default_rng(0)
    time_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    rows = []
    for late in (delays_s or [DELAY_S] * len(starts_s), [0.0] * len(starts_s)):
        begun = [start + by for start, by in zip(starts_s, late, strict=True)]
        active = np.any(
            [(time_s >= b) & (time_s < s + 1) for b, s in zip(begun, starts_s, strict=True)], axis=0
        )
        rows.append(generator.standard_normal(len(time_s)) * np.where(active, 40.0, 4.0))
    table = np.column_stack([time_s, *rows, *(samples for _, samples in more)])
    header = ",".join(["time_s", *COLUMNS, *(name for name, _ in more)])
    np.savetxt(path, table, delimiter=",", header=header, comments="", fmt="%.4f")
    return path
