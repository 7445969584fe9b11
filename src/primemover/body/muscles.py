"""How long the muscles about hip and knee are, as a share of their length when standing.

The lengths are cubic fits to the Rajagopal (2016) musculoskeletal model, h the hip's flexion and k the
knee's in degrees, in mm from origin to insertion along the path; they hold for h −20 to 110 and k 0 to 120
and nowhere else. Neither that model nor Delp (1990) bends the lumbar spine, so no lumbar term is here.

A figure is a range, made in two steps:

1. Models differ. The change against standing is multiplied by the span that the published models give:
   at −20° the psoas lengthens by 7.4 mm (fit), 8.3 (Rajagopal) or 12.6 (Delp), so extension counts 1 to
   12.6 / 7.4 times; sitting at 90° leaves it 75 to 79 % and the gluteus maximus 129 to 134 % of standing
   length, which spans flexion likewise. The iliacus, with one insertion, takes the psoas' spans.
2. The fit errs by up to 1.1 mm: both ends move outwards by that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from primemover.body.vocabulary import Range
from primemover.terms import CannotTell, Interval, Muscle

HIP_DOMAIN_DEG: Final = Range(-20.0, 110.0)
KNEE_DOMAIN_DEG: Final = Range(0.0, 120.0)
FIT_ERROR_MM: Final = 1.1

NO_FIGURE: Final = "body.no-length"
"""There is no published fit for this muscle."""
OUTSIDE: Final = "body.outside-the-fits"
"""The joints are bent further than the fits hold."""


class _Spread(NamedTuple):
    """By how much the published models multiply a change of length: least and most."""

    least: float = 1.0
    most: float = 1.0


class _Fit(NamedTuple):
    length_mm: Callable[[float, float], float]
    in_flexion: _Spread = _Spread()
    in_extension: _Spread = _Spread()


def _psoas(h: float, _k: float) -> float:
    return 229.2 - 0.4126 * h - 0.001972 * h**2 + 8.015e-6 * h**3


def _iliacus(h: float, _k: float) -> float:
    return 208.1 - 0.5922 * h - 0.001881 * h**2 + 8.325e-6 * h**3


def _rectus_femoris(h: float, k: float) -> float:
    of_hip = -0.5997 * h - 0.005964 * h**2 + 4.121e-5 * h**3
    return 511.9 + of_hip + 1.003 * k - 0.003959 * k**2 + 5.331e-6 * k**3


def _gluteus_maximus(h: float, _k: float) -> float:
    return 218.4 + 1.084 * h - 0.002372 * h**2 - 6.727e-6 * h**3


def _hamstrings(h: float, k: float) -> float:
    of_hip = 0.8545 * h + 0.005744 * h**2 - 4.907e-5 * h**3
    return 414 + of_hip - 0.4487 * k - 0.003673 * k**2 + 2.328e-5 * k**3


_SITTING_DEG: Final = 90.0
_PSOAS_SITTING: Final = 0.75
_GLUTEUS_SITTING: Final = 1.29
_DELP_MM, _FIT_MM = 12.6, 7.4


def _sitting_share(length_mm: Callable[[float, float], float], published: float) -> float:
    """How much larger (or smaller) the published change from standing to sitting is than the fit's."""
    fitted = length_mm(_SITTING_DEG, _SITTING_DEG) / length_mm(0.0, 0.0)
    return (1 - published) / (1 - fitted)


_FLEXOR_SPREADS: Final = (
    _Spread(1.0, _sitting_share(_psoas, _PSOAS_SITTING)),
    _Spread(1.0, _DELP_MM / _FIT_MM),
)

_FITS: Final[dict[Muscle, _Fit]] = {
    Muscle.PSOAS: _Fit(_psoas, *_FLEXOR_SPREADS),
    Muscle.ILIACUS: _Fit(_iliacus, *_FLEXOR_SPREADS),
    Muscle.RECTUS_FEMORIS: _Fit(_rectus_femoris),
    Muscle.GLUTEUS_MAXIMUS: _Fit(
        _gluteus_maximus, _Spread(_sitting_share(_gluteus_maximus, _GLUTEUS_SITTING), 1.0)
    ),
    Muscle.HAMSTRINGS: _Fit(_hamstrings),
}


def length_mm(muscle: Muscle, hip_deg: float, knee_deg: float) -> float | CannotTell:
    """The fit itself: length in mm at ``hip_deg`` of flexion and ``knee_deg`` of flexion.

    ``CannotTell`` outside the domain, and for muscles without a fit.
    """
    if muscle not in _FITS:
        return CannotTell(NO_FIGURE)
    if not (HIP_DOMAIN_DEG.holds(hip_deg) and KNEE_DOMAIN_DEG.holds(knee_deg)):
        return CannotTell(OUTSIDE)
    return _FITS[muscle].length_mm(hip_deg, knee_deg)


def length_percent(muscle: Muscle, hip_deg: float, knee_deg: float) -> Interval | CannotTell:
    """Length in percent of the standing length (hip and knee 0°), as a range; see the module."""
    here = length_mm(muscle, hip_deg, knee_deg)
    if isinstance(here, CannotTell):
        return here
    fit = _FITS[muscle]
    standing = fit.length_mm(0.0, 0.0)
    change = here - standing
    spread = fit.in_flexion if hip_deg >= 0 else fit.in_extension
    ends = sorted((change * spread.least, change * spread.most))
    low, high = ends[0] - FIT_ERROR_MM, ends[1] + FIT_ERROR_MM
    return Interval(100 * (1 + low / standing), 100 * (1 + high / standing))


def vasti_change_mm(knee_deg: float) -> float | CannotTell:
    """How much longer the vasti are than with a straight knee, mm; the hip does not move them."""
    if not KNEE_DOMAIN_DEG.holds(knee_deg):
        return CannotTell(OUTSIDE)
    return 0.949 * knee_deg - 0.00289 * knee_deg**2
