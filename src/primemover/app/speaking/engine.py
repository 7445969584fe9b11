"""Who speaks: the program ``espeak-ng``, or its library where a Python package brought it.

Either is a process of its own that takes words and gives back a recording. Both know the same voices.
"""

from __future__ import annotations

import importlib.util
import io
import shutil
import subprocess
import sys
import wave
from dataclasses import dataclass
from typing import Final

from primemover.errors import MissingPart
from primemover.texts import text

PROGRAM: Final = "espeak-ng"
LIBRARY: Final = "espeakng_loader"
VOICES: Final = {"en": "en", "de": "de", "es": "es", "fr": "fr"}
"""The voice of each language that has one."""
WORDS_PER_MINUTE: Final = 165
"""So that every instruction fits into the time that the timeline leaves it: 2.5 words a second and 0.6 s."""
_PATIENCE_S: Final = 20


class NoVoice(MissingPart):
    """The words cannot be made into sound here."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One channel of signed 16-bit samples, little-endian."""

    samples: bytes
    rate_hz: int


@dataclass(frozen=True, slots=True)
class Engine:
    """``command`` takes ``-s``, ``-v`` and the words, and writes a WAV file; ``version`` names the voices."""

    command: tuple[str, ...]
    version: str

    def speak(self, words: str, language: str) -> Recording:
        """``words`` spoken in ``language``.

        Raises:
            NoVoice: there is no voice for the language, or the program failed.
        """
        if language not in VOICES:
            raise NoVoice(text("voice.no_language", language=language))
        spoken = ["-s", str(WORDS_PER_MINUTE), "-v", VOICES[language], "--stdout", "--", words]
        return _recording(_run([*self.command, *spoken]))


def found() -> Engine | None:
    """The engine of this machine, or None."""
    program = shutil.which(PROGRAM)
    if program is not None:
        return Engine((program,), _run([program, "--version"]).decode(errors="replace").strip())
    if has_library():
        return Engine((sys.executable, "-m", "primemover.app.speaking.library"), LIBRARY)
    return None


def has_library() -> bool:
    """Whether the package of the extra ``voice`` is installed."""
    return importlib.util.find_spec(LIBRARY) is not None


def _run(command: list[str]) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - the words are an argument, no shell reads them
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE_S, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoVoice(text("voice.failed"), where=command[0]) from error
    return done.stdout


def _recording(content: bytes) -> Recording:
    try:
        with wave.open(io.BytesIO(content)) as file:
            # A program that writes to a pipe cannot know the length beforehand: read what is there.
            return Recording(file.readframes(len(content)), file.getframerate())
    except (wave.Error, EOFError) as error:
        raise NoVoice(text("voice.failed")) from error
