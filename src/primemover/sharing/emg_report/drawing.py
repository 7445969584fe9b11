"""One lane as SVG: signal, envelope, and each onset with the band that holds 95 %."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from primemover.emg.recording import Samples
from primemover.sharing.emg_report.report import Lane, Report
from primemover.terms import Interval

WIDTH, HEIGHT = 860, 84
_POINTS = 1600
_TOP = 0.999


def lane_svg(lane: Lane, report: Report, style: str = "") -> str:
    """The lane as an image; ``style`` is a style sheet for where the page has none."""
    step = max(1, -(-len(lane.outline.low) // _POINTS))
    shape = lane.outline
    low, high, rms = (
        _thinned(values, step, how)
        for values, how in ((shape.low, np.min), (shape.high, np.max), (shape.rms, np.mean))
    )
    known = np.isfinite(low) & np.isfinite(high)
    at = ((np.arange(len(low)) + 0.5) * step * lane.outline.step_s)[known]
    x = at / max(report.duration_s, 1e-9) * WIDTH
    top, bottom, line = (_y(values[known] / scale_of(lane)) for values in (high, low, rms))
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" class="lane">']
    if style:
        parts.append(f"<style>{style}</style>")
    parts.append(f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}" rx="8"/>')
    parts += [_band(lane, report, burst.onset.interval_s) for burst in lane.bursts]
    bars = "".join(f"M{a:.1f} {b:.1f}V{c:.1f}" for a, b, c in zip(x, top, bottom, strict=True))
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, line, strict=True))
    parts += [f'<path class="raw" d="{bars}"/>', f'<polyline class="envelope" points="{points}"/>']
    kind = "onset glute" if lane.glute else "onset"
    for burst in lane.bursts:
        on, off = _x(burst.onset.time_s, report), _x(burst.offset.time_s, report)
        parts.append(f'<path class="offset" d="M{off:.1f} 0V{HEIGHT}"/>')
        parts.append(f'<path class="{kind}" d="M{on:.1f} 0V{HEIGHT}"/>')
        parts.append(f'<circle class="{kind}" cx="{on:.1f}" cy="10" r="4"/>')
    return "".join([*parts, "</svg>"])


def _y(share: Samples) -> Samples:
    return np.asarray(HEIGHT / 2 * (1 - np.clip(share, -1, 1)))


def scale_of(lane: Lane) -> float:
    """Half the height of the lane, in the channel's unit."""
    reach = np.maximum(np.abs(lane.outline.low), np.abs(lane.outline.high))
    reach = reach[np.isfinite(reach)]
    return (float(np.quantile(reach, _TOP)) * 1.1 or 1.0) if len(reach) else 1.0


def _x(time_s: float, report: Report) -> float:
    return time_s / max(report.duration_s, 1e-9) * WIDTH


def _band(lane: Lane, report: Report, interval_s: Interval) -> str:
    left, right = _x(interval_s.low, report), _x(interval_s.high, report)
    kind = "band glute" if lane.glute else "band"
    return f'<rect class="{kind}" x="{left:.1f}" width="{max(right - left, 1):.1f}" height="{HEIGHT}"/>'


def _thinned(values: Samples, step: int, how: Callable[..., Samples]) -> Samples:
    """Every ``step`` values made one; NaN where one of them is."""
    count = len(values) // step
    return np.asarray(how(values[: count * step].reshape(count, step), axis=1))
