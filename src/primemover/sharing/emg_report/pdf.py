"""The report as a PDF, set by Typst."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from primemover.emg.burst import Burst
from primemover.errors import MissingPart, getting
from primemover.sharing.emg_report.drawing import lane_svg
from primemover.sharing.emg_report.report import Lane, Report
from primemover.texts import text

_TEMPLATE = Path(__file__).parent / "report.typ"
_INK = (
    ".ground{fill:#EEF1EC}.raw{stroke:#8F9DA2;fill:none;stroke-width:.6}.envelope{stroke:#16202A;fill:none;"
    "stroke-width:1.4}.band{fill:#16202A;fill-opacity:.18}.band.glute{fill:#F27A2E;fill-opacity:.4}"
    "path.onset{stroke:#16202A;stroke-width:2}circle.onset{fill:#16202A}path.onset.glute{stroke:#B8420A}"
    "circle.onset.glute{fill:#B8420A}.offset{stroke:#16202A;stroke-dasharray:3 4}"
)
_MOST_ROWS = 200


def pdf(report: Report) -> bytes:
    """The pages, A4.

    Raises:
        MissingPart: Typst is not installed.
    """
    try:
        typst = import_module("typst")
    except ImportError as error:
        raise MissingPart(
            text("source.library", name="typst"),
            remedy=text("problem.install_do", command=getting("report")),
        ) from error
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.typ").write_bytes(_TEMPLATE.read_bytes())
        (folder / "report.json").write_text(json.dumps(_content(report)), encoding="utf-8")
        for i, lane in enumerate(report.lanes):
            (folder / f"lane-{i}.svg").write_text(lane_svg(lane, report, _INK), encoding="utf-8")
        made = typst.compile(str(folder / "report.typ"))
    return bytes(made)


def _content(report: Report) -> dict[str, object]:
    words = {
        key: text(f"emg.report.{key}")
        for key in ("signals", "trust", "times", "interval", "method", "how", "sources", "key", "cannot_tell")
    }
    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "headline": report.headline,
        "normal": report.normal or "",
        "orders": [list(order) for order in report.orders],
        "not_told": list(report.not_told),
        "figures": [
            {"title": t.title, "note": t.note, "head": list(t.head), "rows": [list(row) for row in t.rows]}
            for t in report.figures
        ],
        "axis": [f"{report.start_s:.1f} s", f"{report.start_s + report.duration_s:.1f} s"],
        "lanes": [_lane(lane, report) for lane in report.lanes],
        "words": words | {"not_told": text("emg.table.not_told"), "good": text("emg.table.pass")},
        "head": [text(f"emg.table.{key}") for key in ("muscle", "onset", "within", "offset", "within")],
    }


def _lane(lane: Lane, report: Report) -> dict[str, object]:
    left = len(lane.bursts) - _MOST_ROWS
    return {
        "name": lane.name,
        "muscle": lane.muscle,
        "verdict": text(f"emg.table.{lane.verdict}"),
        "advice": [" ".join(pair) for pair in lane.advice],
        "rows": [_row(burst, report.start_s) for burst in lane.bursts[:_MOST_ROWS]],
        "more": text("emg.table.more", count=left) if left > 0 else "",
    }


def _row(burst: Burst, start_s: float) -> list[str]:
    cells = []
    for edge in (burst.onset, burst.offset):
        low, high = edge.interval_s.low + start_s, edge.interval_s.high + start_s
        cells += [f"{edge.time_s + start_s:.3f}", f"{low:.3f} – {high:.3f}"]
    return cells
