"""The report as one HTML page that carries everything it needs."""

from __future__ import annotations

import base64
import json
from functools import cache
from pathlib import Path

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from primemover.emg.recording import Samples
from primemover.sharing.emg_report.drawing import lane_svg, scale_of
from primemover.sharing.emg_report.report import Lane, Report
from primemover.texts import spoken_language, text

_FOLDER = Path(__file__).parent
_LIBRARY = _FOLDER / "vendor"


def page(report: Report, *, back: str | None = None, mend: str | None = None) -> str:
    """The page. ``back`` is where a link leads back to, ``mend`` where muscles are corrected; None in a file.

    Signals pan and zoom where set-up has put uPlot beside; otherwise they stand still.
    """
    library = _library()
    return (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            back=back,
            language=spoken_language(),
            mend=mend,
            drawings=[Markup(lane_svg(lane, report)) for lane in report.lanes],  # noqa: S704 - numbers only
            library=library,
            style=Markup((_FOLDER / "report.css").read_text("utf-8")),  # noqa: S704 - our own
            script=Markup((_FOLDER / "report.js").read_text("utf-8")),  # noqa: S704 - our own
            data=Markup(_data(report) if library else "null"),  # noqa: S704 - escaped in _data
        )
    )


def _library() -> tuple[Markup, Markup] | None:
    """Script and style of uPlot."""
    files = (_LIBRARY / "uPlot.iife.min.js", _LIBRARY / "uPlot.min.css")
    if not all(file.is_file() for file in files):
        return None
    script, style = (Markup(file.read_text("utf-8")) for file in files)  # noqa: S704 - a pinned package
    return script, style


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"t": text}
    return environment


def _data(report: Report) -> str:
    """Signals and edges for the script; a ``<`` in a name must not end it."""
    content = {
        "start": report.start_s,
        "duration": report.duration_s,
        "lanes": [_lane(lane) for lane in report.lanes],
        "seconds": text("emg.report.seconds"),
    }
    return json.dumps(content, allow_nan=False).replace("<", "\\u003c")


def _lane(lane: Lane) -> dict[str, object]:
    outline, scale = lane.outline, scale_of(lane)
    return {
        "name": lane.name,
        "glute": lane.glute,
        "unit": lane.unit,
        "step": outline.step_s,
        "scale": scale,
        **{key: _packed(getattr(outline, key), scale) for key in ("low", "high", "rms")},
        "bursts": [
            [b.onset.time_s, b.onset.interval_s.low, b.onset.interval_s.high, b.offset.time_s]
            for b in lane.bursts
        ],
    }


def _packed(values: Samples, scale: float) -> str:
    """16-bit numbers, little-endian, in base64: the scale is 20000, a gap is -32768."""
    whole = np.where(np.isfinite(values), np.clip(values / scale, -1.6, 1.6) * 20_000, -32_768)
    return base64.b64encode(whole.astype("<i2").tobytes()).decode()
