"""The session's clock: seconds that have passed on the machine's own clock, faster in a rehearsal."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """Where time comes from; a test gives its own. All in seconds."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class SessionClock:
    """Seconds of the session, from ``reached_s`` on, at ``speed`` times the usual.

    They are always reckoned from the start, never added up, so nothing drifts.
    """

    def __init__(self, times: Times, reached_s: float, speed: float) -> None:
        self._times = times
        self._reached_s = reached_s
        self._speed = speed
        self._origin_s = self._seen_s = times.monotonic()
        self._seen_wall_s = times.wall()

    def t(self) -> float:
        """The second of the session now, to the millisecond."""
        return round(self._reached_s + (self._times.monotonic() - self._origin_s) * self._speed, 3)

    def unseen_s(self) -> float:
        """Real seconds since this was last asked, those of a sleeping machine included."""
        now_s, wall_s = self._times.monotonic(), self._times.wall()
        awake_s = now_s - self._seen_s
        asleep_s = max(0.0, wall_s - self._seen_wall_s - awake_s)
        self._seen_s, self._seen_wall_s = now_s, wall_s
        return awake_s + asleep_s
