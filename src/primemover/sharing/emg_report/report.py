"""What a report shows, in words and numbers that are ready to be set."""

from __future__ import annotations

from dataclasses import dataclass

from primemover.emg.burst import Burst
from primemover.emg.outline import Outline


@dataclass(frozen=True, slots=True, eq=False)
class Lane:
    """One channel: its name, its muscle in words, its signal, and its bursts on the recording's clock.

    ``verdict`` is ``pass``, ``warn`` or ``fail``; ``advice`` says what was found and what to do, a pair each.
    """

    name: str
    muscle: str
    glute: bool
    unit: str
    outline: Outline
    bursts: tuple[Burst, ...]
    verdict: str
    advice: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many bursts."""
        return len(self.bursts)


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of words that are ready to be set, with what to know before reading it."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """A whole report. Times of bursts count from the first sample, which lies at ``start_s``."""

    title: str
    subtitle: str
    start_s: float
    duration_s: float
    lanes: tuple[Lane, ...]
    headline: str
    orders: tuple[tuple[str, str], ...]
    """A sentence about two muscles, and how sure it is; an empty second part: cannot be told."""
    normal: str | None
    not_told: tuple[str, ...]
    figures: tuple[Figures, ...] = ()
    """How much and how long: lengths of bursts, and what was marked."""
