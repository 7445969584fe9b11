"""Muscles as shapes on the skin: where each lies, carried by the segments it spans."""

from __future__ import annotations

from functools import lru_cache

from primemover.body.skeleton import LUMBAR, RIBS, SEGMENT_INDEX, Person
from primemover.body.skin import Carrier, Held, Outline, SkinPoint, scaled
from primemover.body.skin_behind import muscle_from_behind
from primemover.terms import Muscle


@lru_cache(maxsize=64)
def muscle_outline(muscle: Muscle, side: str, person: Person) -> Outline:
    """The outline of one muscle of one side (``working`` or ``other``)."""
    hip = Carrier(SEGMENT_INDEX[f"{side} thigh"], Person().lengths_m["thigh"])
    points = muscle_from_behind(muscle, side, person.up) if person.up else _DRAWN[muscle](hip)
    return tuple(scaled(point, person.scale) for point in points)


def _lumbar(up: float, forward: float) -> SkinPoint:
    return (Held(LUMBAR, complex(up, -forward), 1.0),)


def _ribs(up: float, forward: float) -> SkinPoint:
    return (Held(RIBS, complex(up, -forward), 1.0),)


def _gluteus_maximus(hip: Carrier) -> Outline:
    return (
        hip.pelvis(0.112, -0.070),
        hip.pelvis(0.086, -0.097),
        hip.pelvis(0.044, -0.119),
        hip.pelvis(-0.002, -0.126),
        hip.between(-0.046, 0.10, -0.119, 0.40),
        hip.between(-0.082, 0.195, -0.101, 0.65),
        hip.leg(0.275, -0.070),
        hip.leg(0.25, -0.040),
        hip.leg(0.15, -0.024),
        hip.between(-0.01, 0.03, -0.030, 0.40),
        hip.pelvis(0.045, -0.036),
        hip.pelvis(0.090, -0.046),
    )


def _gluteus_medius(hip: Carrier) -> Outline:
    return (
        hip.pelvis(0.112, -0.050),
        hip.pelvis(0.128, -0.018),
        hip.pelvis(0.120, 0.022),
        hip.pelvis(0.092, 0.044),
        hip.pelvis(0.045, 0.026),
        hip.between(-0.004, 0.01, 0.012, 0.6),
        hip.between(-0.010, 0.02, -0.018, 0.6),
        hip.pelvis(0.050, -0.034),
    )


def _psoas(hip: Carrier) -> Outline:
    return (
        _lumbar(0.168, -0.030),
        _lumbar(0.118, -0.006),
        _lumbar(0.060, 0.014),
        hip.pelvis(0.082, 0.042),
        hip.pelvis(0.040, 0.066),
        hip.between(0.000, 0.010, 0.066, 0.5),
        hip.leg(0.070, 0.054),
        hip.leg(0.140, 0.030),
        hip.leg(0.095, 0.022),
        hip.between(0.000, 0.010, 0.034, 0.5),
        hip.pelvis(0.045, 0.024),
        hip.pelvis(0.090, -0.002),
        _lumbar(0.055, -0.030),
        _lumbar(0.115, -0.048),
        _lumbar(0.155, -0.050),
    )


def _iliacus(hip: Carrier) -> Outline:
    return (
        hip.pelvis(0.108, -0.006),
        hip.pelvis(0.118, 0.030),
        hip.pelvis(0.092, 0.056),
        hip.pelvis(0.045, 0.068),
        hip.between(0.000, 0.010, 0.066, 0.5),
        hip.leg(0.075, 0.048),
        hip.leg(0.130, 0.020),
        hip.leg(0.090, 0.018),
        hip.between(0.000, 0.010, 0.036, 0.5),
        hip.pelvis(0.050, 0.026),
    )


def _rectus_femoris(hip: Carrier) -> Outline:
    return (
        hip.leg(0.195, 0.074),
        hip.leg(0.27, 0.081),
        hip.leg(0.38, 0.079),
        hip.leg(0.55, 0.070),
        hip.leg(0.72, 0.059),
        hip.leg(0.87, 0.051),
        hip.leg(0.960, 0.040),
        hip.leg(0.88, 0.033),
        hip.leg(0.72, 0.034),
        hip.leg(0.55, 0.039),
        hip.leg(0.38, 0.046),
        hip.leg(0.27, 0.057),
    )


def _vasti(hip: Carrier) -> Outline:
    return (
        hip.leg(0.27, 0.040),
        hip.leg(0.40, 0.035),
        hip.leg(0.56, 0.029),
        hip.leg(0.74, 0.025),
        hip.leg(0.90, 0.024),
        hip.leg(0.945, 0.008),
        hip.leg(0.86, -0.002),
        hip.leg(0.70, -0.006),
        hip.leg(0.52, -0.006),
        hip.leg(0.36, 0.004),
        hip.leg(0.28, 0.020),
    )


def _hamstrings(hip: Carrier) -> Outline:
    return (
        hip.leg(0.315, -0.046),
        hip.leg(0.36, -0.070),
        hip.leg(0.46, -0.067),
        hip.leg(0.62, -0.058),
        hip.leg(0.80, -0.047),
        hip.leg(0.94, -0.039),
        hip.leg(0.975, -0.028),
        hip.leg(0.89, -0.019),
        hip.leg(0.72, -0.017),
        hip.leg(0.54, -0.020),
        hip.leg(0.40, -0.028),
    )


def _erector_spinae(hip: Carrier) -> Outline:
    return (
        hip.pelvis(0.075, -0.086),
        hip.pelvis(0.100, -0.084),
        _lumbar(0.050, -0.070),
        _lumbar(0.120, -0.068),
        _ribs(0.010, -0.074),
        _ribs(0.080, -0.088),
        _ribs(0.130, -0.080),
        _ribs(0.080, -0.058),
        _ribs(0.010, -0.046),
        _lumbar(0.110, -0.038),
        _lumbar(0.040, -0.040),
        hip.pelvis(0.090, -0.056),
    )


_DRAWN = {
    Muscle.GLUTEUS_MAXIMUS: _gluteus_maximus,
    Muscle.GLUTEUS_MEDIUS: _gluteus_medius,
    Muscle.PSOAS: _psoas,
    Muscle.ILIACUS: _iliacus,
    Muscle.RECTUS_FEMORIS: _rectus_femoris,
    Muscle.VASTI: _vasti,
    Muscle.HAMSTRINGS: _hamstrings,
    Muscle.ERECTOR_SPINAE: _erector_spinae,
}
