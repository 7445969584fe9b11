"""What the tests of the terminal share: a home of their own, a short session, and time that they move."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from primemover.cli.play.clock import Times
from primemover.routine import Prescription, Timeline, compile, library, plan  # noqa: A004
from primemover.routine.timeline import Kind, Segment

PROGRAM = [sys.executable, "-m", "primemover"]
_OURS_TO_SET = ("NO_COLOR", "FORCE_COLOR", "DISPLAY", "WAYLAND_DISPLAY", "COLUMNS", "LINES")


@dataclass(frozen=True)
class Home:
    """A home folder that no other test sees."""

    path: Path
    environment: Mapping[str, str]

    @classmethod
    def at(cls, path: Path) -> Home:
        """A new home in ``path``."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PRIMEMOVER_", "SSH_")) and name not in _OURS_TO_SET
        }
        own = {
            "HOME": str(path),
            "XDG_DATA_HOME": str(path / "data"),
            "XDG_STATE_HOME": str(path / "state"),
            "COLUMNS": "100",
        }
        return cls(path, {**kept, **own})

    @property
    def database_url(self) -> str:
        """Where the program keeps its data there."""
        return f"sqlite:///{self.path / 'data' / 'primemover' / 'primemover.db'}"

    def run(self, *arguments: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``primemover`` there to its end, with ``typed`` on standard input."""
        return subprocess.run(
            [*PROGRAM, *arguments],
            env={**self.environment, **environment},
            input=typed,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )


@cache
def six_minutes() -> Prescription:
    """The six-minute plan of the routine that comes along."""
    known = library()
    return plan(known.routine("glute-activation"), known, minutes=6, tools=None)


@cache
def short_session() -> Timeline:
    """The six-minute plan, laid out."""
    known = library()
    return compile(known.routine("glute-activation"), six_minutes(), known)


def first_hold(timeline: Timeline) -> Segment:
    """The first segment that is held."""
    return next(segment for segment in timeline.main.segments if segment.kind is Kind.HOLD)


@dataclass
class MovedTime:
    """A clock that stands still until somebody waits on it."""

    now_s: float = 1000.0

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now_s += max(0.0, seconds)

    @property
    def times(self) -> Times:
        """The same as the session's source of time."""
        return Times(monotonic=lambda: self.now_s, wall=lambda: self.now_s, sleep=self.wait)


@dataclass
class Told:
    """Keeps what a course tells."""

    events: list[tuple[str, dict[str, Any], float]] = field(default_factory=list)

    def __call__(self, kind: str, data: dict[str, Any], t: float) -> None:
        self.events.append((kind, data, t))

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The data of every event of one kind."""
        return [data for one, data, _ in self.events if one == kind]

    @property
    def kinds(self) -> list[str]:
        """The kinds, in order."""
        return [kind for kind, _, _ in self.events]
