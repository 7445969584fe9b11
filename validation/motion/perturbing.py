"""What may become of a recording without changing what was done in it: other cameras, paces, models."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from primemover.motion.landmarks import INDEX, NAMES, POINTS, VISIBILITY, Array, Landmarks, X, Z
from validation.motion.retiming import Change, begins, dropped, ends, only, paced, thinned

BETWEEN_FRAMES_M, WANDERING_M, OFFSET_M = 0.001, 0.003, 0.010
"""What real tracks wander by, as the simulated camera has it: ``motion.simulation.camera``."""
_WANDERS_S: Final = 0.4
_LEG_M: Final = 0.85
_OPPOSITE: Final = [
    INDEX[name.replace("left", "right") if "left" in name else name.replace("right", "left")]
    for name in NAMES
]


def pixels(landmarks: Landmarks) -> Array:
    """(n, 33, 2) x and y in pixels."""
    return np.asarray(landmarks.image[:, :, :2] * np.array(landmarks.frame_size_px))


def _with_pixels(landmarks: Landmarks, px: Array, size: tuple[float, float] | None = None) -> Landmarks:
    """What was outside the picture stays unseen."""
    size = size or landmarks.frame_size_px
    image = landmarks.image.copy()
    old = image[:, :, :2]
    outside = ((old < 0) | (old > 1)).any(axis=2)
    image[:, :, VISIBILITY] = np.where(outside, 0.0, image[:, :, VISIBILITY])
    image[:, :, :2] = px / np.array(size)
    image[:, :, Z] *= landmarks.frame_size_px[0] / size[0]
    return replace(landmarks, image=image, frame_size_px=size)


def mirrored(landmarks: Landmarks, rng: np.random.Generator) -> Landmarks:
    """As in a mirror: left is right."""
    image = landmarks.image[:, _OPPOSITE].copy()
    image[:, :, X] = 1.0 - image[:, :, X]
    world = landmarks.world
    if world is not None:
        world = world[:, _OPPOSITE].copy()
        world[:, :, X] *= -1
    return replace(landmarks, image=image, world=world)


def noisy(times: float) -> Change:
    """So many times the noise of real tracks, on top of their own; further from the camera more."""

    def change(landmarks: Landmarks, rng: np.random.Generator) -> Landmarks:
        px = pixels(landmarks)
        leg_px = _leg_px(px)
        per_m = leg_px / _LEG_M
        noise_m = times * _noise_m(landmarks.time_s, rng)
        world = landmarks.world
        if world is not None:
            world = world.copy()
            world[:, :, :3] += noise_m
        moved = _with_pixels(landmarks, px + noise_m[:, :, :2] * per_m)
        moved.image[:, :, Z] += noise_m[:, :, 2] * per_m / landmarks.frame_size_px[0]
        return replace(moved, world=world)

    return only(change)


def _leg_px(px: Array) -> float:
    lengths = []
    for side in ("left", "right"):
        hip, knee, ankle = (px[:, INDEX[f"{side} {joint}"]] for joint in ("hip", "knee", "ankle"))
        lengths.append(np.hypot(*(hip - knee).T) + np.hypot(*(knee - ankle).T))
    return float(np.nanpercentile(np.array(lengths), 90))


def _noise_m(time_s: Array, rng: np.random.Generator) -> Array:
    frames = len(time_s)
    wandering = np.empty((frames, POINTS, 3))
    wandering[0] = rng.standard_normal((POINTS, 3))
    for index, keeps in enumerate(np.exp(-np.diff(time_s) / _WANDERS_S), start=1):
        fresh = rng.standard_normal((POINTS, 3)) * math.sqrt(1 - keeps * keeps)
        wandering[index] = wandering[index - 1] * keeps + fresh
    between = rng.standard_normal((frames, POINTS, 3))
    offset = rng.standard_normal((1, POINTS, 3))
    return np.asarray(BETWEEN_FRAMES_M * between + WANDERING_M * wandering + OFFSET_M * offset)


def rolled(deg: float) -> Change:
    """The camera tilted about its own axis."""

    def change(landmarks: Landmarks, rng: np.random.Generator) -> Landmarks:
        cos, sin = math.cos(math.radians(deg)), math.sin(math.radians(deg))
        turn = np.array([[cos, -sin], [sin, cos]])
        middle = np.array(landmarks.frame_size_px) / 2
        world = landmarks.world
        if world is not None:
            world = world.copy()
            world[:, :, :2] = world[:, :, :2] @ turn.T
        return replace(_with_pixels(landmarks, (pixels(landmarks) - middle) @ turn.T + middle), world=world)

    return only(change)


def placed(scale: float, right: float, down: float) -> Change:
    """Smaller or larger in the picture, and moved by shares of it."""

    def change(landmarks: Landmarks, rng: np.random.Generator) -> Landmarks:
        size = np.array(landmarks.frame_size_px)
        px = (pixels(landmarks) - size / 2) * scale + size * (0.5 + np.array([right, down]))
        return _with_pixels(landmarks, px)

    return only(change)


def turned_picture(landmarks: Landmarks, rng: np.random.Generator) -> Landmarks:
    """An upright picture where it was a wide one, and the other way round; the person as large as fits."""
    width, height = landmarks.frame_size_px
    scale = min(height / width, width / height)
    size = np.array([height, width])
    px = (pixels(landmarks) - np.array([width, height]) / 2) * scale + size / 2
    return _with_pixels(landmarks, px, (height, width))


def other_depth(times: float, noise: float = 0.0) -> Change:
    """Another model's depth: ``times`` as deep, and with noise of that many metres."""

    def change(landmarks: Landmarks, rng: np.random.Generator) -> Landmarks:
        off = noise * rng.standard_normal((len(landmarks.time_s), POINTS))
        image = landmarks.image.copy()
        per_m = _leg_px(pixels(landmarks)) / _LEG_M / landmarks.frame_size_px[0]
        image[:, :, Z] = image[:, :, Z] * times + off * per_m
        world = landmarks.world
        if world is not None:
            world = world.copy()
            world[:, :, Z] = world[:, :, Z] * times + off
        return replace(landmarks, image=image, world=world)

    return only(change)


def picture_only(landmarks: Landmarks, rng: np.random.Generator) -> Landmarks:
    """No world landmarks, and no depth."""
    image = landmarks.image.copy()
    image[:, :, Z] = math.nan
    return replace(landmarks, image=image, world=None)


def no_world(landmarks: Landmarks, rng: np.random.Generator) -> Landmarks:
    """No world landmarks; depth in the picture."""
    return replace(landmarks, world=None)


def dimmer(times: float) -> Change:
    """Everything less visible."""

    def change(landmarks: Landmarks, rng: np.random.Generator) -> Landmarks:
        image = landmarks.image.copy()
        image[:, :, VISIBILITY] *= times
        return replace(landmarks, image=image)

    return only(change)


def far_hidden(landmarks: Landmarks, rng: np.random.Generator) -> Landmarks:
    """The side that is seen worse is not seen at all."""
    image = landmarks.image.copy()
    legs = {s: [INDEX[f"{s} {j}"] for j in ("elbow", "wrist", "knee", "ankle", "foot index")] for s in _SIDES}
    means = {side: np.nanmean(image[:, places, VISIBILITY]) for side, places in legs.items()}
    image[:, legs[min(means, key=lambda side: float(means[side]))], VISIBILITY] = 0.0
    return replace(landmarks, image=image)


_SIDES: Final = ("left", "right")


def swapped(share: float) -> Change:
    """In that share of the frames, three at a time, the model takes the left leg for the right one."""

    def change(landmarks: Landmarks, rng: np.random.Generator) -> Landmarks:
        legs = [
            i for i, name in enumerate(NAMES) if any(p in name for p in ("knee", "ankle", "heel", "foot"))
        ]
        image = landmarks.image.copy()
        world = None if landmarks.world is None else landmarks.world.copy()
        firsts = np.flatnonzero(rng.random(len(image)) < share / 3).tolist()
        for row in {r for first in firsts for r in range(first, min(first + 3, len(image)))}:
            image[row, legs] = image[row, [_OPPOSITE[i] for i in legs]]
            if world is not None:
                world[row, legs] = world[row, [_OPPOSITE[i] for i in legs]]
        return replace(landmarks, image=image, world=world)

    return only(change)


CHANGES: Final[Mapping[str, Change]] = {
    "as it is": lambda known, rng: known,
    "mirrored": only(mirrored),
    **{f"{pace:g} × the pace": paced(pace) for pace in (0.7, 0.85, 1.2, 1.4)},
    **{f"{pace:g} × the pace, at 25 fps": paced(pace, 25.0) for pace in (0.7, 0.85, 1.2, 1.4)},
    "15 fps": thinned(15.0),
    "10 fps": thinned(10.0),
    "12 % dropped *": dropped(0.12),
    "half the noise again *": noisy(0.5),
    "the noise again *": noisy(1.0),
    "rolled by +5°": rolled(5.0),
    "rolled by −5°": rolled(-5.0),
    "small and aside": placed(0.6, 0.15, 0.15),
    "upright for wide": only(turned_picture),
    "depth with 5 cm of noise *": other_depth(1.0, 0.05),
    "a third of the depth": other_depth(1 / 3),
    "depth with its sign turned": other_depth(-1.0),
    "no world landmarks": only(no_world),
    "no depth at all": only(picture_only),
    "0.6 × as visible": dimmer(0.6),
    "far limbs hidden": only(far_hidden),
    "legs taken for each other, 6 % *": swapped(0.06),
    "begins within the first": begins(0.5),
    "begins .3 s before the first": begins(None, 0.3),
    "ends before the last": ends(0.15),
    "ends .3 s after the last": ends(None, 0.3),
}
"""An asterisk: drawn at random."""
