"""``primemover emg live`` in the terminal: a bar for every muscle, and what there is to tell."""

from __future__ import annotations

import json
import signal
import statistics
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from primemover.app.listen import Heard, Listening, moment_json, summary_json
from primemover.app.moment_words import moment_line, named
from primemover.emg import Channel
from primemover.emg.live import CameOn, Now, State
from primemover.emg.live.muscle import SLOWEST_HZ
from primemover.texts import text

_BAR = 32
_UNKNOWN = Text("╱" * _BAR, style="dim")
_LINES = 6
_MARK_S = 1.0
_DRAW_S = 0.04


def show(listening: Listening, seconds: float | None) -> None:
    """Listen until the source ends, the seconds are over or the person ends it; draw where somebody looks."""
    console = Console(highlight=False)
    console.print(text("emg.live.listening", name=listening.name), markup=False)
    if any(c.sampling_rate_hz < SLOWEST_HZ for c in listening.channels):
        console.print(text("emg.live.slow"))
    lines: deque[str] = deque(maxlen=_LINES)
    last: dict[int, float] = {}
    silence, drawn = _Silence(), 0.0
    with _until_told_to_end() as ended, Live(console=console, auto_refresh=False, transient=True) as view:
        for heard in listening.looks(seconds):
            for moment in heard.told:
                line = moment_line(moment, listening.channels)
                if line is not None:
                    lines.append(f"{moment.told_s:8.2f} s  {line}")
                    if not console.is_terminal:
                        console.print(lines[-1], markup=False, soft_wrap=True)
                if isinstance(moment, CameOn):
                    last[moment.channel] = moment.told_s
            if silence.begins(heard) and not console.is_terminal:
                console.print(text("emg.live.silent", seconds=heard.silent_s), soft_wrap=True)
            if console.is_terminal and (heard.told or time.monotonic() - drawn > _DRAW_S):
                drawn = time.monotonic()
                view.update(picture(heard, listening.channels, lines, last), refresh=True)
            if ended():
                break
    _show_summary(listening, console)


def document(listening: Listening, seconds: float | None) -> None:
    """Listen, then write one JSON document; moments go to standard error as they come, one a line."""
    silence = _Silence()
    with _until_told_to_end() as ended:
        for heard in listening.looks(seconds):
            said = [moment_json(moment, listening.channels) for moment in heard.told]
            if silence.begins(heard):
                said.append({"kind": "silent", "silent_s": heard.silent_s, "told_s": heard.heard_s})
            for one in said:
                sys.stderr.write(json.dumps(one) + "\n")
                sys.stderr.flush()
            if ended():
                break
    sys.stdout.write(json.dumps(summary_json(listening), allow_nan=False, indent=2) + "\n")


class _Silence:
    """Whether a source has just fallen silent: said once."""

    def __init__(self) -> None:
        self._lasts = False

    def begins(self, heard: Heard) -> bool:
        """True for the first look at it."""
        lasted, self._lasts = self._lasts, heard.silent_s is not None
        return self._lasts and not lasted


def picture(
    heard: Heard, channels: tuple[Channel, ...], lines: deque[str], last_on_s: dict[int, float]
) -> Group:
    """Every muscle as a bar with its state, then what was told last."""
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for i, (channel, now) in enumerate(zip(channels, heard.muscles, strict=True)):
        recent = heard.heard_s - last_on_s.get(i, -9.0) < _MARK_S
        if heard.silent_s is not None:
            table.add_row(Text(named(channel)), _UNKNOWN, Text(text("emg.live.untold")))
            continue
        table.add_row(Text(named(channel)), _bar(now), Text(_state(now, recent=recent)))
    if heard.silent_s is not None:
        below = text("emg.live.silent", seconds=heard.silent_s)
    elif heard.late_s is not None:
        below = f"{heard.heard_s:.0f} s · {text('emg.live.late', late_ms=1000 * heard.late_s)}"
    else:
        below = f"{heard.heard_s:.0f} s"
    return Group(table, Text(below, style="dim"), *(Text(line) for line in lines))


def _bar(now: Now) -> Text:
    """Filled as far as the muscle is active, beside the most that was seen; strokes where it is not told."""
    if now.state is State.UNTOLD and now.trouble is not None:
        return _UNKNOWN
    filled = min(_BAR, round(now.share * _BAR))
    style = "bold #F27A2E" if now.state is State.ON else "dim"
    return Text("█" * filled, style=style) + Text("·" * (_BAR - filled), style="dim")


def _state(now: Now, *, recent: bool) -> str:
    words = text(f"emg.live.trouble.{now.trouble}.short") if now.trouble else text(f"emg.live.{now.state}")
    return f"● {words}" if recent and now.state is State.ON else words


def _show_summary(listening: Listening, console: Console) -> None:
    found = listening.summary()
    console.print(text("emg.live.summary", seconds=found.heard_s, count=found.lost))
    for channel, count in zip(listening.channels, found.came_on, strict=True):
        console.print(f"  {named(channel)}: {text('emg.live.times', count=count)}", markup=False)
    if found.told_after_s:
        values = {
            "median_ms": 1000 * statistics.median(found.told_after_s),
            "most_ms": 1000 * float(np.quantile(found.told_after_s, 0.95)),
        }
        console.print(f"{text('emg.live.latency', **values)} {text('emg.live.first_guess')}")
    if found.record is not None:
        console.print(text("emg.live.recorded", path=found.record), markup=False, soft_wrap=True)


@contextmanager
def _until_told_to_end() -> Iterator[Callable[[], bool]]:
    """A function that says whether the person has asked for the end (Ctrl-C, or a polite signal)."""
    asked = False

    def ask(*_: object) -> None:
        nonlocal asked
        asked = True

    before = {s: signal.signal(s, ask) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
