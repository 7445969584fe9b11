"""What a camera makes of a person: projection, visibility, dropped frames, and the noise of real tracks.

The noise was measured on single-shot side-view tracks while people kept still (``docs/motion.md``): about
0.5 mm between frames and 3 mm wandering for a near point, half as much again for a far one. The constant
offset of each point from the joint is ours, 1 cm, of the size of published joint-centre errors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from primemover.motion.landmarks import NAMES, POINTS, VISIBILITY, Array, Landmarks, X, Y, Z
from primemover.terms import Side

BETWEEN_FRAMES_M, WANDERING_M, OFFSET_M = 0.001, 0.003, 0.010
"""Standard deviations for a near point, metres; the first is twice what was measured."""
_FAR: Final = 1.5
_WANDERS_S: Final = 0.4
_NEAR_SEEN, _FAR_SEEN = 0.97, 0.55
_HALF_WIDTH_M: Final = {"shoulder": 0.17, "hip": 0.09, "knee": 0.09, "ankle": 0.09}
_USUAL_HALF_WIDTH_M: Final = 0.12
_FILLS: Final = 0.75


@dataclass(frozen=True, slots=True)
class Camera:
    """Where it stands and what it gives.

    ``fps_hz``; ``dropped``: share of frames lost; ``noise``: how much of the measured noise; ``sees``: the
    side that is nearer; ``off_side_deg``: how far from square; ``roll_deg``: how far it is tilted;
    ``distance_m``; ``size_px``.
    """

    fps_hz: float = 25.0
    dropped: float = 0.0
    noise: float = 1.0
    sees: Side = Side.RIGHT
    off_side_deg: float = 0.0
    roll_deg: float = 0.0
    distance_m: float = 3.2
    size_px: tuple[float, float] = (1280.0, 720.0)

    def times(self, end_s: float, rng: np.random.Generator) -> Array:
        """When frames arrive: evenly, and some never."""
        time_s = np.arange(0.0, end_s, 1.0 / self.fps_hz)
        kept = rng.random(len(time_s)) >= self.dropped
        kept[0] = True
        return np.asarray(time_s[kept])

    def seen(self, time_s: Array, plane_m: Array, rng: np.random.Generator) -> Landmarks:
        """``plane_m``: (frames, 33, 2) forward and up in metres; NaN for points that the body has not."""
        metres = self._placed(plane_m) + self._noise(time_s, rng)
        image, scale = self._projected(metres)
        near = np.array([self._near(name) for name in NAMES])
        image[:, :, VISIBILITY] = np.where(near, _NEAR_SEEN, _FAR_SEEN)
        hips = np.nanmean(metres[:, 23:25], axis=1, keepdims=True)
        world = np.empty((*metres.shape[:2], 4))
        world[:, :, :3] = metres - hips
        world[:, :, 1] *= -1
        world[:, :, VISIBILITY] = image[:, :, VISIBILITY]
        image[:, :, Z] = (metres[:, :, 2] - hips[:, :, 2]) * scale
        return Landmarks(time_s, image, world, self.size_px, "simulated")

    def _near(self, name: str) -> bool:
        return self.sees.value in name or not ("left" in name or "right" in name)

    def _placed(self, plane_m: Array) -> Array:
        """(frames, 33, 3): to the right of the picture, up, away from the camera."""
        depth = np.zeros(POINTS)
        for index, name in enumerate(NAMES):
            half = _HALF_WIDTH_M.get(name.rpartition(" ")[2], _USUAL_HALF_WIDTH_M)
            depth[index] = -half if name.startswith("right") else half if name.startswith("left") else 0.0
        if self.sees is Side.LEFT:
            plane_m = plane_m * np.array([-1.0, 1.0])
            depth = -depth
        angle = math.radians(self.off_side_deg)
        x = plane_m[:, :, 0] * math.cos(angle) - depth * math.sin(angle)
        z = plane_m[:, :, 0] * math.sin(angle) + depth * math.cos(angle)
        roll = math.radians(self.roll_deg)
        y = plane_m[:, :, 1]
        return np.stack(
            [x * math.cos(roll) - y * math.sin(roll), x * math.sin(roll) + y * math.cos(roll), z], 2
        )

    def _noise(self, time_s: Array, rng: np.random.Generator) -> Array:
        frames = len(time_s)
        wandering = np.empty((frames, POINTS, 3))
        wandering[0] = rng.standard_normal((POINTS, 3))
        kept = np.exp(-np.diff(time_s) / _WANDERS_S)
        for index, keeps in enumerate(kept, start=1):
            fresh = rng.standard_normal((POINTS, 3)) * math.sqrt(1 - keeps * keeps)
            wandering[index] = wandering[index - 1] * keeps + fresh
        between = rng.standard_normal((frames, POINTS, 3))
        offset = rng.standard_normal((1, POINTS, 3))
        each = np.array([1.0 if self._near(name) else _FAR for name in NAMES])[:, None]
        moving = BETWEEN_FRAMES_M * between + WANDERING_M * wandering
        return np.asarray(self.noise * each * (moving + OFFSET_M * offset))

    def _projected(self, metres: Array) -> tuple[Array, float]:
        """The picture: the whole of the movement fills three quarters of it; nearer points are larger."""
        middle = (np.nanmin(metres, axis=(0, 1)) + np.nanmax(metres, axis=(0, 1))) / 2
        away = self.distance_m / (self.distance_m + metres[:, :, 2] - middle[2])
        flat = (metres[:, :, :2] - middle[:2]) * away[:, :, None]
        width, height = self.size_px
        reach = np.nanmax(np.abs(flat), axis=(0, 1)) * 2
        scale = _FILLS * min(1.0 / reach[0], height / width / reach[1])
        image = np.empty((*metres.shape[:2], 4))
        image[:, :, X] = 0.5 + flat[:, :, 0] * scale
        image[:, :, Y] = 0.5 - flat[:, :, 1] * scale * width / height
        return image, float(scale)
