"""A report of an EMG analysis, as a page or a PDF, from the same values as the JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from primemover.app.analyse import Progress, Told, analyse_emg, concerns_maximus, finding_values
from primemover.app.effort import Effort, effort
from primemover.app.effort_words import MARKED, figures
from primemover.app.recordings import Mark
from primemover.emg import ChannelResult
from primemover.emg.muscles import GLUTES
from primemover.emg.order import Order
from primemover.emg.orders import Pair
from primemover.emg.outline import Outline, Outliner
from primemover.emg.recording import Unit
from primemover.errors import Conflict, InvalidInput, StorageProblem
from primemover.intake.emg import open_emg
from primemover.sharing.emg_report import Lane, Report, page, pdf
from primemover.texts import text
from primemover.texts.writing import sureness

_SUFFIXES = (".html", ".pdf")


def report_of(path: Path, told: Told, outlines: Sequence[Outline], marks: Sequence[Mark] = ()) -> Report:
    """What a report of the recording in ``path`` shows; ``outlines`` are those of its channels."""
    lanes = tuple(_lane(r, o) for r, o in zip(told.analysis.channels, outlines, strict=True))
    duration_s = told.analysis.duration_s
    named = {r.channel.name: _muscle(r) for r in told.analysis.channels}
    orders = tuple(_order(pair, named) for pair in told.pairs)
    clear = sum(1 for _, sure in orders if sure)
    late = any(concerns_maximus(pair, told) for pair in told.pairs if isinstance(pair.found, Order))
    said = tuple(f"{', '.join(n.channels)}: {n.sentence}" for n in told.not_told)
    return Report(
        title=text("emg.report.title"),
        subtitle=text("emg.report.subtitle", file=path.name, seconds=duration_s, count=len(lanes)),
        start_s=told.start_s,
        duration_s=duration_s,
        lanes=lanes,
        headline=text("emg.report.told", count=clear) if clear else text("emg.report.none_told"),
        orders=tuple(sorted(orders, key=lambda order: not order[1])),
        normal=text("emg.order.normal") if late else None,
        not_told=(*said, text("emg.report.force"), text("emg.report.swapped")),
        figures=figures(effort(told.analysis, outlines, marks), named),
    )


def check_target(out: Path) -> None:
    """Raises:
    InvalidInput: a report has another ending.
    Conflict: there is a file already.
    """
    if out.suffix.lower() not in _SUFFIXES:
        raise InvalidInput(
            text("problem.report_ending"), where=str(out), remedy=text("problem.report_ending_do")
        )
    if out.exists():
        raise Conflict(text("problem.file_taken"), where=str(out), remedy=text("problem.report_taken_do"))


def write_report(report: Report, out: Path) -> None:
    """Write the report; its ending says of which kind.

    Raises:
        MissingPart: the library for PDFs is not installed.
        StorageProblem: it cannot be written.
    """
    content = pdf(report) if out.suffix.lower() == ".pdf" else page(report).encode()
    try:
        out.write_bytes(content)
    except OSError as error:
        raise StorageProblem(
            text("problem.report_unwritten", why=error.strerror),
            where=str(out),
            remedy=text("problem.report_unwritten_do"),
        ) from error


def analysed_report(
    path: Path,
    name: str,
    muscles: Path | None = None,
    marks: Sequence[Mark] = (),
    progress: Progress | None = None,
) -> tuple[Told, Effort, Report]:
    """Analyse a recording that a person calls ``name``, and give its report.

    Raises:
        PrimeMoverError: the recording cannot be read.
    """
    told = analyse_emg(path, muscles=muscles, progress=progress)
    outlines, marks = outlined(path, told), (*marks, *told_marks(told))
    found = effort(told.analysis, outlines, marks)
    return told, found, report_of(path.with_name(name), told, outlines, marks)


def told_marks(told: Told) -> tuple[Mark, ...]:
    """What a marker channel of the recording itself marks."""
    return tuple(Mark(span.low, span.high, phase=MARKED, rep=i + 1) for i, span in enumerate(told.marked))


def outlined(path: Path, told: Told, rate_hz: float | None = None) -> list[Outline]:
    """The channels that were analysed in few numbers, for drawing and for what was marked.

    Raises:
        PrimeMoverError: the file cannot be read any more.
    """
    opened = open_emg(path, rate_hz)
    outliners = [Outliner(opened.channels[i]) for i in told.places]
    for block in opened.blocks():
        for outliner, i in zip(outliners, told.places, strict=True):
            outliner.feed(block[i])
    return [outliner.outline() for outliner in outliners]


def _lane(result: ChannelResult, outline: Outline) -> Lane:
    channel = result.channel
    return Lane(
        name=channel.name,
        muscle=_muscle(result),
        glute=channel.muscle in GLUTES,
        unit="µV" if channel.unit is Unit.MICROVOLT else str(channel.unit),
        outline=outline,
        bursts=result.bursts,
        verdict=str(result.quality.verdict),
        advice=tuple((text(f.message, **finding_values(f)), text(f.remedy)) for f in result.quality.findings),
    )


def _muscle(result: ChannelResult) -> str:
    channel = result.channel
    if channel.muscle is None:
        return channel.name
    words = channel.muscle.replace("-", " ")
    return f"{words}, {channel.side}".capitalize() if channel.side else words.capitalize()


def _order(pair: Pair, named: dict[str, str]) -> tuple[str, str]:
    """A sentence about two muscles, and how sure it is; not at all where the second is empty."""
    first, second = named[pair.first], named[pair.second]
    found = pair.found
    if not isinstance(found, Order) or not isinstance(found.earlier, int):
        return text("emg.report.pair", first=first, second=second), ""
    lag = {"lag_ms": 1000 * found.lag_s, "low_ms": 1000 * found.interval_s.low}
    lag["high_ms"] = 1000 * found.interval_s.high
    sentence = text("emg.report.sentence", first=first, second=second, **lag)
    sure = sureness(found.probability)
    return sentence, text("emg.report.sure", sure=sure)
