"""An EMG analysis in the terminal: channels, bursts, order, and what cannot be told."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from primemover.app.analyse import Told, concerns_maximus, finding_values
from primemover.app.effort import Effort
from primemover.app.effort_words import figures as effort_figures
from primemover.emg import ChannelResult
from primemover.emg.order import Order
from primemover.texts import text
from primemover.texts.writing import sureness

_SHOWN_BURSTS = 12
_SHOWN_REASONS = 12


def show(told: Told, console: Console, *, guessed: bool, found: Effort | None = None) -> None:
    """Print what a recording tells; ``guessed`` where nobody has corrected the muscles, ``found`` where
    something was marked."""
    console.print(channels_table(told))
    for result in told.analysis.channels:
        if result.bursts:
            console.print(bursts_table(result, told.start_s))
    _show_order(told, console)
    if found is not None:
        _show_effort(told, found, console)
    _show_not_told(told, console)
    if guessed:
        console.print("\n" + text("emg.table.guessed"), style="dim", markup=False)


def channels_table(told: Told) -> Table:
    """One row per channel: its muscle, its quality with what to do, and how many bursts it has."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in ("channel", "muscle", "quality", "bursts"):
        table.add_column(text(f"emg.table.{heading}"), justify="right" if heading == "bursts" else "left")
    for result in told.analysis.channels:
        channel, quality = result.channel, result.quality
        muscle = " ".join(filter(None, (channel.muscle, channel.side))) or text("emg.table.unknown_muscle")
        findings = [f"{text(f.message, **finding_values(f))} {text(f.remedy)}" for f in quality.findings]
        words = "\n".join([text(f"emg.table.{quality.verdict}"), *findings])
        table.add_row(channel.name, muscle, words, str(len(result.bursts)) if result.usable else "–")
    return table


def bursts_table(result: ChannelResult, start_s: float) -> Table:
    """One row per burst: onset and offset, each with the interval that holds 95 %."""
    table = Table(box=None, pad_edge=False, title=f"\n{result.channel.name}", title_justify="left")
    for heading in ("onset", "within", "offset", "within"):
        table.add_column(text(f"emg.table.{heading}"), justify="right")
    for burst in result.bursts[:_SHOWN_BURSTS]:
        cells = []
        for edge in (burst.onset, burst.offset):
            low, high = edge.interval_s.low + start_s, edge.interval_s.high + start_s
            cells += [f"{edge.time_s + start_s:.3f}", f"{low:.3f} – {high:.3f}"]
        table.add_row(*cells)
    if len(result.bursts) > _SHOWN_BURSTS:
        table.caption = text("emg.table.more", count=len(result.bursts) - _SHOWN_BURSTS)
    return table


def _show_effort(told: Told, found: Effort, console: Console) -> None:
    """How much and how long, where something was marked."""
    for figures in effort_figures(found, {r.channel.name: r.channel.name for r in told.analysis.channels}):
        table = Table(
            *figures.head, box=None, pad_edge=False, title=f"\n{figures.title}", title_justify="left"
        )
        for row in figures.rows:
            table.add_row(*row)
        console.print(table)
        console.print(figures.note, style="dim", markup=False)


def _show_order(told: Told, console: Console) -> None:
    clear = [
        (p, p.found) for p in told.pairs if isinstance(p.found, Order) and isinstance(p.found.earlier, int)
    ]
    if not clear:
        return
    console.print(f"\n[bold]{text('emg.table.order')}[/bold]")
    for pair, found in clear:
        line = text(
            "emg.order.first",
            first=pair.first,
            second=pair.second,
            sure=_percent(found.probability),
            lag_ms=1000 * found.lag_s,
            low_ms=1000 * found.interval_s.low,
            high_ms=1000 * found.interval_s.high,
            repetitions=found.repetitions,
        )
        console.print(f"  {line}", markup=False)
    if any(concerns_maximus(pair, told) for pair, _ in clear):
        console.print("  " + text("emg.order.normal"), style="italic")


def _percent(probability: float) -> str:
    """Never more than a model of a muscle can promise."""
    return sureness(probability)


def _show_not_told(told: Told, console: Console) -> None:
    if not told.not_told:
        return
    console.print(f"\n[bold]{text('emg.table.not_told')}[/bold]")
    for reason in told.not_told[:_SHOWN_REASONS]:
        names_them = all(name in reason.sentence for name in reason.channels)
        whose = "" if names_them else f"{', '.join(reason.channels)}: "
        console.print(f"  {whose}{reason.sentence}", markup=False)
    if len(told.not_told) > _SHOWN_REASONS:
        console.print("  " + text("emg.table.more", count=len(told.not_told) - _SHOWN_REASONS))
