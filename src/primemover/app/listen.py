"""Listen to a source of EMG: record it, say what the muscles do now, and measure how late that is."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np

from primemover.emg.live import CameOn, Moment, Monitor, Now
from primemover.emg.recording import Channel
from primemover.intake.emg import Placed, mapped, read_muscle_map
from primemover.intake.streams import Recorder, open_stream

SILENT_S = 0.75
"""Nothing came for so long: said within a second, drawing and sending included."""
LOOK_S = 0.005
"""From the beginning of one look to that of the next, at the least."""
_LONGEST_WAIT_S = 0.02
_LATENCIES = 500


@dataclass(frozen=True, slots=True)
class Heard:
    """One look at a source.

    ``muscles`` are the channels as they are now; ``told`` what is new. ``late_s`` is how old the oldest
    sample of this look was when it had been worked on, None where the source has no clock or nothing came.
    ``silent_s`` is how long nothing has come, once that is over ``SILENT_S``.
    """

    muscles: tuple[Now, ...]
    told: tuple[Moment, ...]
    heard_s: float
    lost: int
    late_s: float | None
    silent_s: float | None
    newest_at: float | None = None
    """When the newest sample was taken, in seconds of this machine's clock since 1970; None as ``late_s``."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What there was: seconds, samples lost, how often each channel came on, and how late that was said.

    ``late_s`` is the largest of 95 % of the looks; ``told_after_s`` how long after its beginning (a first
    guess) each coming on was told, transport included.
    """

    heard_s: float
    lost: int
    came_on: tuple[int, ...]
    late_s: float | None
    told_after_s: tuple[float, ...]
    record: Path | None


class Listening:
    """A source that is listened to. Use it as a context manager; what was heard stays written down.

    Args:
        source: see ``open_stream``.
        muscles: a file that corrects which channel is which muscle.
        record: a new CSV file that takes every sample.
        speed: of a replay.
        rate_hz: of a replayed file that does not say its own.

    Raises:
        PrimeMoverError: the source, the map or the recording cannot be opened.
    """

    def __init__(
        self,
        source: str,
        *,
        muscles: Path | None = None,
        record: Path | None = None,
        speed: float = 1.0,
        rate_hz: float | None = None,
    ) -> None:
        corrections = read_muscle_map(muscles) if muscles is not None else {}
        self._stream = open_stream(source, speed=speed, rate_hz=rate_hz)
        try:
            self.channels: tuple[Channel, ...] = mapped(self._stream.channels, corrections)
            self._recorder = Recorder(record, self.channels) if record is not None else None
        except Exception:
            self._stream.close()
            raise
        self.name = self._stream.name
        self._monitor = Monitor(self.channels)
        self._last_heard = self._looked = time.monotonic()
        self._lost = 0
        self._late: deque[float] = deque(maxlen=_LATENCIES)
        self._came_on = [0] * len(self.channels)
        self._told_after: list[float] = []

    def __enter__(self) -> Listening:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
        if self._recorder is not None:
            self._recorder.close()

    @property
    def ended(self) -> bool:
        """True where nothing will ever come again."""
        return self._stream.ended

    def look(self) -> Heard:
        """Take what has come, write it down, and say what it tells. Does not wait.

        Raises:
            StorageProblem: it cannot be written down.
        """
        self._looked = time.monotonic()
        chunk = self._stream.read()
        now, clock = time.monotonic(), time.time()
        late_s = newest_at = None
        told: tuple[Moment, ...] = ()
        if not chunk.empty:
            self._last_heard = now
            self._lost += chunk.lost
            try:
                # First what somebody waits for.
                told = tuple(self._monitor.feed(chunk.samples))
            finally:
                if self._recorder is not None:
                    self._recorder.write(chunk.samples)
            if chunk.age_s is not None:
                newest_at = clock - chunk.age_s
                length_s = max(
                    len(x) / c.sampling_rate_hz for x, c in zip(chunk.samples, self.channels, strict=True)
                )
                late_s = chunk.age_s + length_s + time.monotonic() - now
                self._late.append(late_s)
            self._count(told, chunk.age_s, now)
        silent_s = now - self._last_heard
        return Heard(
            self._monitor.now(),
            told,
            self._monitor.heard_s,
            self._lost,
            late_s,
            silent_s if silent_s > SILENT_S else None,
            newest_at,
        )

    def place(self, corrections: Mapping[str, Placed]) -> None:
        """Correct which channel is which muscle, while it runs.

        Raises:
            NotFound: a correction names a channel that is not there.
        """
        self.channels = mapped(self._stream.channels, corrections)

    def looks(self, seconds: float | None = None) -> Iterator[Heard]:
        """Look again and again until the source ends, or ``seconds`` of the stream have been heard."""
        while not self.ended:
            heard = self.look()
            yield heard
            if seconds is not None and heard.heard_s >= seconds:
                return
            self.rest()

    def rest(self) -> None:
        """Let so much time go by as lies between two looks, and more where nothing has come yet."""
        left = self._looked + LOOK_S - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._stream.wait(_LONGEST_WAIT_S)

    def summary(self) -> Summary:
        """What there was so far."""
        return Summary(
            self._monitor.heard_s,
            self._lost,
            tuple(self._came_on),
            float(np.quantile(self._late, 0.95)) if self._late else None,
            tuple(self._told_after),
            self._recorder.path if self._recorder is not None else None,
        )

    def _count(self, told: tuple[Moment, ...], age_s: float | None, arrived: float) -> None:
        for moment in told:
            if not isinstance(moment, CameOn):
                continue
            self._came_on[moment.channel] += 1
            if age_s is not None:
                # The sample that told it may be older than the newest one.
                behind = self._monitor.heard_s - moment.told_s + time.monotonic() - arrived + age_s
                self._told_after.append(moment.told_s - moment.began_s + behind)


def moment_json(moment: Moment, channels: tuple[Channel, ...]) -> dict[str, object]:
    """A moment for programs: its kind, channel and times."""
    fields = {name: getattr(moment, name) for name in moment.__dataclass_fields__}
    fields["channel"] = channels[moment.channel].name
    return {"kind": _KINDS[type(moment).__name__], **fields}


_KINDS = {
    "CameOn": "came-on",
    "WentOff": "went-off",
    "Troubled": "trouble",
    "Restored": "restored",
    "Lost": "lost",
}


def summary_json(listening: Listening) -> dict[str, object]:
    """The document of ``primemover emg live --json``."""
    found = listening.summary()
    return {
        "source": listening.name,
        "heard_s": found.heard_s,
        "lost": found.lost,
        "record": str(found.record) if found.record else None,
        "late_p95_s": found.late_s,
        "told_after_s": list(found.told_after_s),
        "channels": [
            {
                "name": channel.name,
                "muscle": channel.muscle,
                "side": channel.side,
                "came_on": found.came_on[i],
            }
            for i, channel in enumerate(listening.channels)
        ],
    }
