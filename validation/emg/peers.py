"""Public detectors, each given a true stretch of rest and tuned in its favour at every level of noise."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from primemover.emg.cleaning.band_pass import band_pass, decimated
from primemover.emg.cleaning.hum import hum_lines, without_hum
from primemover.emg.published import bonato, hodges_bui, tkeo
from primemover.terms import Interval
from validation.emg.score import Spans
from validation.emg.simulator import RATE_HZ

REST = Interval(0.1, 1.3)
Detector = Callable[[NDArray[np.float64], float], Spans]


@dataclass(frozen=True, slots=True)
class Peer:
    """A detector, what it is tuned by, and how many of the records it is given (slow ones get fewer)."""

    name: str
    run: Detector
    settings: tuple[float, ...]
    records: int = 40


def peers() -> list[Peer]:
    """The detectors of this package, and those of BioSPPy and NeuroKit2 where they are installed."""
    own = [
        Peer(
            "Hodges and Bui", lambda x, h: _pairs(hodges_bui(x, RATE_HZ, REST, deviations=h)), (1, 2, 3, 5, 8)
        ),
        Peer("TKEO", lambda x, h: _pairs(tkeo(x, RATE_HZ, REST, deviations=h)), (2, 4, 8, 15)),
        Peer(
            "Bonato",
            lambda x, p: _pairs(bonato(x, RATE_HZ, REST, false_alarm=p, at_least=2)),
            (1e-2, 1e-3, 1e-5, 1e-8),
        ),
    ]
    return own + _biosppy() + _neurokit()


def prepared(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """What every peer is given: the signal without hum, band-passed."""
    return band_pass(without_hum(samples, RATE_HZ, hum_lines(samples, RATE_HZ)), RATE_HZ)


def _pairs(intervals: tuple[Interval, ...]) -> Spans:
    return [(i.low, i.high) for i in intervals]


def _biosppy() -> list[Peer]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            library = import_module("biosppy.signals.emg")
    except ImportError:
        return []

    def find(x: NDArray[np.float64], size_s: float) -> Spans:
        return _alternating(library.find_onsets(signal=x, sampling_rate=RATE_HZ, size=size_s)["onsets"])

    def with_rest(name: str, **fixed: Any) -> Detector:
        detector = getattr(library, f"{name}_onset_detector")

        def run(x: NDArray[np.float64], threshold: float) -> Spans:
            rest = x[round(REST.low * RATE_HZ) : round(REST.high * RATE_HZ)]
            found = detector(signal=x, rest=rest, sampling_rate=RATE_HZ, threshold=threshold, **fixed)
            return _alternating(found["onsets"])

        return run

    return [
        Peer("BioSPPy find_onsets", find, (0.05, 0.1)),
        Peer("BioSPPy hodges_bui", with_rest("hodges_bui", size=50), (1, 3, 6), 10),
        Peer("BioSPPy lidierth", with_rest("lidierth", size=50, active_state_duration=60, fail_size=60),
             (1, 2, 4), 10),
        Peer("BioSPPy solnik", with_rest("solnik", active_state_duration=60), (1, 3, 8), 10),
        Peer("BioSPPy londral", with_rest("londral", size=50, active_state_duration=60), (1, 3, 8), 3),
    ]  # fmt: skip


def _neurokit() -> list[Peer]:
    try:
        library = import_module("neurokit2")
    except ImportError:
        return []

    def by(method: str) -> Detector:
        def run(x: NDArray[np.float64], threshold: float) -> Spans:
            slow, rate = decimated(x, RATE_HZ)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                amplitude = library.emg_amplitude(slow)
                level = "default" if threshold < 0 else threshold
                activity, _ = library.emg_activation(
                    emg_amplitude=amplitude,
                    sampling_rate=int(rate),
                    method=method,
                    threshold=level,
                    duration_min=0.06,
                )
            on = np.asarray(activity["EMG_Activity"]).astype(np.int8)
            edges = np.flatnonzero(np.diff(np.concatenate([[0], on, [0]])))
            return _alternating(edges * RATE_HZ / rate)

        return run

    return [
        Peer("NeuroKit2 threshold", by("threshold"), (-1,), 3),
        Peer("NeuroKit2 mixture", by("mixture"), (-1,), 3),
    ]


def _alternating(edges: Any) -> Spans:
    times = np.asarray(edges, dtype=np.float64) / RATE_HZ
    return [(float(a), float(b)) for a, b in zip(times[::2], times[1::2], strict=False)]
