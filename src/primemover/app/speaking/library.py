"""The library of ``espeak-ng`` as the program would be: ``-s RATE -v VOICE --stdout -- WORDS`` → a WAV file.

For machines that have the package of the extra ``voice`` but not the program. ``engine`` starts it as a
process of its own.
"""

from __future__ import annotations

import argparse
import ctypes
import importlib
import sys
import wave
from typing import Any

_SYNCHRONOUS, _UTF8, _RATE = 2, 1, 1
"""Names of ``speak_lib.h``: AUDIO_OUTPUT_SYNCHRONOUS, espeakCHARS_UTF8, espeakRATE."""


def main() -> None:
    """Speak what the arguments say."""
    given = argparse.ArgumentParser()
    given.add_argument("-s", type=int, required=True)
    given.add_argument("-v", required=True)
    given.add_argument("--stdout", action="store_true")
    given.add_argument("words")
    asked = given.parse_args()
    samples, rate_hz = _spoken(importlib.import_module("espeakng_loader"), asked.words, asked.v, asked.s)
    with wave.open(sys.stdout.buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.setnframes(len(samples) // 2)
        file.writeframesraw(samples)


def _spoken(package: Any, words: str, voice: str, words_per_minute: int) -> tuple[bytes, int]:
    library = ctypes.CDLL(package.get_library_path())
    samples = bytearray()

    def keep(wav: int | None, count: int, _: int) -> int:
        if wav and count > 0:
            samples.extend(ctypes.string_at(wav, count * 2))
        return 0

    kept = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(keep)
    rate_hz = library.espeak_Initialize(_SYNCHRONOUS, 0, str(package.get_data_path()).encode(), 0)
    if rate_hz <= 0 or library.espeak_SetVoiceByName(voice.encode()) != 0:
        raise SystemExit(1)
    library.espeak_SetSynthCallback(kept)
    library.espeak_SetParameter(_RATE, words_per_minute, 0)
    content = words.encode()
    library.espeak_Synth(content, ctypes.c_size_t(len(content) + 1), 0, 0, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    return bytes(samples), rate_hz


if __name__ == "__main__":
    main()
