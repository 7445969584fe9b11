"""Streams of other programs through Lab Streaming Layer."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from primemover.emg.recording import Channel, Samples, Unit
from primemover.errors import InvalidInput, MissingPart, NotFound, getting
from primemover.intake.emg.column_names import channel_and_unit
from primemover.intake.emg.muscle_map import mapped
from primemover.intake.streams.stream import LONGEST_GAP_S, Chunk, nothing, with_lost
from primemover.texts import text

PATIENCE_S = 5.0
_GAP_S = 0.1
"""Stamps of one stream scatter by some milliseconds; what is further off than this was lost."""
_BUFFER_S = 60
_MOST = 100_000
_SETTINGS = (Path("lsl_api.cfg"), Path("~/lsl_api/lsl_api.cfg"), Path("/etc/lsl_api/lsl_api.cfg"))
"""Where the library looks for a person's own settings, which are not to be set aside."""
_UNITS = {
    "microvolts": Unit.MICROVOLT,
    "microvolt": Unit.MICROVOLT,
    "uv": Unit.MICROVOLT,
    "µv": Unit.MICROVOLT,
    "millivolts": Unit.MILLIVOLT,
    "mv": Unit.MILLIVOLT,
    "volts": Unit.VOLT,
    "v": Unit.VOLT,
}


class LabStream:
    """A stream of the layer. Its library finds a source that comes back under the same id by itself.

    Args:
        library: the module ``pylsl``.
        found: the stream's description.
    """

    def __init__(self, library: Any, found: Any) -> None:
        self.ended = False
        self._pylsl = library
        self._inlet = library.StreamInlet(found, max_buflen=_BUFFER_S, recover=True)
        described = self._inlet.info(PATIENCE_S)
        self.name, self._rate_hz = str(described.name()), float(described.nominal_srate())
        if not self._rate_hz > 0:
            raise InvalidInput(
                text("source.no_steady_rate", name=self.name),
                where="--source",
                remedy=text("source.no_steady_rate_do"),
            )
        self.channels = mapped(_channels(described, self._rate_hz), {})
        self._stamp: float | None = None
        self._first: tuple[Any, float] | None = None
        self._offset_s = 0.0

    def read(self) -> Chunk:
        """What has come; NaN for what the stamps say was lost between."""
        samples, stamps = self._inlet.pull_chunk(timeout=0.0, max_samples=_MOST)
        if self._first is not None:
            samples, stamps = [self._first[0], *samples], [self._first[1], *stamps]
            self._first = None
        if not stamps:
            return nothing(len(self.channels))
        rows = np.ascontiguousarray(np.asarray(samples, dtype=np.float64).T)
        before = self._lost_before(np.asarray(stamps, dtype=np.float64))
        age = self._pylsl.local_clock() - float(stamps[-1])
        return Chunk(tuple(with_lost(rows, before)), int(before.sum()), age if 0 <= age < 60 else None)

    def wait(self, seconds: float) -> None:
        """The layer wakes us with the first sample, which is kept for the next look."""
        if self._first is None:
            sample, stamp = self._inlet.pull_sample(timeout=seconds)
            if stamp is not None:
                self._first = (sample, stamp)

    def close(self) -> None:
        """Let the stream go."""
        self._inlet.close_stream()

    def _lost_before(self, stamps: Samples) -> Samples:
        """How many samples were lost before each column, (n,)."""
        period = 1 / self._rate_hz
        lost = np.zeros(len(stamps))
        first = self._stamp if self._stamp is not None else stamps[0] - period
        step = np.diff(np.concatenate([[first], stamps]))
        late = (step - period > _GAP_S) & (step < LONGEST_GAP_S)
        lost[late] = np.round(step[late] * self._rate_hz) - 1
        self._stamp = float(stamps[-1])
        return lost


def open_lsl(name: str) -> LabStream:
    """Open the stream with this name, or with this type (``EMG``) where none has the name.

    Raises:
        MissingPart: pylsl is not installed.
        NotFound: no such stream answers within five seconds.
    """
    library = layer()
    found = library.resolve_byprop("name", name, timeout=PATIENCE_S) or library.resolve_byprop(
        "type", name, timeout=1.0
    )
    if not found:
        heard = library.resolve_streams(1.0)
        # On a busy machine an answer may come after the patience.
        found = [one for one in heard if name in {one.name(), one.type()}]
        others = ", ".join(sorted({one.name() for one in heard}))
    if not found:
        raise NotFound(
            text("source.stream_silent", name=name),
            where="--source",
            remedy=(text("source.heard_do", names=others) if others else text("source.stream_silent_do")),
        )
    return LabStream(library, found[0])


def layer() -> Any:
    """The library.

    Raises:
        MissingPart: it is not installed.
    """
    try:
        library = import_module("pylsl")
    except (ImportError, RuntimeError) as error:
        raise MissingPart(
            text("source.library", name="pylsl"),
            remedy=text("problem.install_do", command=getting("emg-live")),
        ) from error
    if "LSLAPICFG" not in os.environ and not any(place.expanduser().is_file() for place in _SETTINGS):
        # The library tells its own version and every reconnection on standard error.
        library.set_config_content("[log]\nlevel = -2\n")
    return library


def _channels(described: Any, rate_hz: float) -> list[Channel]:
    """Names and units from the description, which need not have any."""
    out = []
    node = described.desc().child("channels").child("channel")
    for i in range(described.channel_count()):
        label, unit = str(node.child_value("label") or ""), str(node.child_value("unit") or "")
        name, in_name = channel_and_unit(label or f"ch{i + 1}")
        out.append(Channel(name, rate_hz, _UNITS.get(unit.lower(), in_name)))
        node = node.next_sibling()
    return out
