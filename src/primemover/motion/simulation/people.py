"""The people and cameras of the simulated trials: drawn at random, the same for every run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from primemover.motion.simulation.camera import Camera
from primemover.motion.simulation.person import Doer

CONDITIONS: Mapping[str, tuple[float, float, float]] = {
    "25 fps": (25.0, 0.0, 1.0),
    "10 fps, 15 % dropped": (10.0, 0.15, 1.0),
    "25 fps, twice the noise": (25.0, 0.0, 2.0),
}
"""Frames a second, share dropped, times the measured noise."""


def somebody(seed: int, *, hold_s: float | None = None) -> Doer:
    """A person of 1.50 to 1.95 m who moves 0.8 to 1.2 of the figure's way, at 0.8 to 1.3 of its pace, and
    whose joints stand a few degrees (standard deviation 3 to 5) from the figure's."""
    rng = np.random.default_rng(seed)
    spread_deg = {
        "working hip": 5.0,
        "other hip": 5.0,
        "working knee": 4.0,
        "other knee": 4.0,
        "pelvis": 4.0,
        "lumbar": 4.0,
        "thoracic": 3.0,
    }
    return Doer(
        height_m=float(rng.uniform(1.50, 1.95)),
        range=float(rng.uniform(0.8, 1.2)),
        offsets_deg={joint: float(rng.normal(0.0, deg)) for joint, deg in spread_deg.items()},
        pace=float(rng.uniform(0.8, 1.3)),
        hold_s=hold_s,
        rest_s=float(rng.uniform(0.8, 2.0)),
    )


def careful(seed: int) -> Doer:
    """A person who does it as drawn, but for size and pace: what a fault is shown against."""
    rng = np.random.default_rng(seed)
    return Doer(height_m=float(rng.uniform(1.50, 1.95)), pace=float(rng.uniform(0.8, 1.3)))


def filmed(seed: int, condition: str = "25 fps") -> Camera:
    """A camera at 2.5 to 4 m, a few degrees off square (SD 6°) and tilted (SD 2°)."""
    fps_hz, dropped, noise = CONDITIONS[condition]
    rng = np.random.default_rng(seed + 100_000)
    return Camera(
        fps_hz=fps_hz,
        dropped=dropped,
        noise=noise,
        off_side_deg=float(rng.normal(0.0, 6.0)),
        roll_deg=float(rng.normal(0.0, 2.0)),
        distance_m=float(rng.uniform(2.5, 4.0)),
    )
