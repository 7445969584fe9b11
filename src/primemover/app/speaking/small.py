"""Speech made small without a codec: silence cut off, 16 kHz, eight bits a sample (µ-law), 16 kB a second.

µ-law (ITU-T G.711) has the loudness of speech in eight bits by steps that grow with it. A page turns it back
with a table of 256 entries, at once, and every browser plays the file as it is.
"""

from __future__ import annotations

import struct
from typing import Final

import numpy as np
import numpy.typing as npt

from primemover.app.speaking.engine import Recording

RATE_HZ: Final = 16_000
_SILENT: Final = 80
"""Of 32,768; below it is the engine's own noise."""
_EDGE_S: Final = 0.02
_MULAW, _FORMAT = 7, "<4sI4s4sIHHIIHHH4sII4sI"
_BIAS, _CLIP = 0x84, 32_635
_Samples = npt.NDArray[np.float64]


def wav(recording: Recording) -> bytes:
    """The recording as a µ-law WAV file of one channel."""
    samples = np.frombuffer(recording.samples, dtype="<i2").astype(np.float64)
    coded = _mulaw(_at_rate(_trimmed(samples, recording.rate_hz), recording.rate_hz))
    size = len(coded)
    head = struct.pack(
        _FORMAT, b"RIFF", 50 + size + size % 2, b"WAVE", b"fmt ", 18, _MULAW, 1, RATE_HZ, RATE_HZ, 1, 8, 0,
        b"fact", 4, size, b"data", size,
    )  # fmt: skip
    return head + coded + b"\xff" * (size % 2)


def _trimmed(samples: _Samples, rate_hz: int) -> _Samples:
    """Without the silence before and after: a voice that begins late is a late voice."""
    loud = np.flatnonzero(np.abs(samples) > _SILENT)
    if len(loud) == 0:
        return samples[:0]
    edge = round(_EDGE_S * rate_hz)
    return samples[max(0, loud[0] - edge) : loud[-1] + edge]


def _at_rate(samples: _Samples, rate_hz: int) -> _Samples:
    """Resampled by leaving out, or adding, the highest frequencies of the spectrum."""
    count = round(len(samples) * RATE_HZ / rate_hz)
    if rate_hz == RATE_HZ or count == 0:
        return samples[:count]
    spectrum = np.fft.rfft(samples)
    return np.fft.irfft(spectrum[: count // 2 + 1], count) * (count / len(samples))


def _mulaw(samples: _Samples) -> bytes:
    """G.711 µ-law: sign, three bits for the octave of the loudness, four for the place in it, inverted."""
    whole = np.clip(np.round(samples), -_CLIP, _CLIP).astype(np.int64)
    loudness = np.abs(whole) + _BIAS
    octave = np.clip(np.log2(loudness).astype(np.int64) - 7, 0, 7)
    place = (loudness >> (octave + 3)) & 0x0F
    sign = np.where(whole < 0, 0x80, 0)
    codes: npt.NDArray[np.uint8] = (~(sign | (octave << 4) | place) & 0xFF).astype(np.uint8)
    return codes.tobytes()
