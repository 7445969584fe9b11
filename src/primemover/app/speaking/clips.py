"""Clips: a sentence is spoken once and kept beside the database, under the hash of what was said and how."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from primemover.app.speaking import engine
from primemover.app.speaking.engine import VOICES, WORDS_PER_MINUTE, Engine, NoVoice
from primemover.errors import InvalidInput
from primemover.texts import text

LARGEST_BYTES: Final = 64_000_000
"""Of all clips together: over an hour of speech. Then the oldest go."""
LONGEST_WORDS: Final = 400
_AT_ONCE: Final = 2
_FORMAT: Final = "mulaw-16k-1"


class Clips:
    """Spoken sentences of one machine, in ``folder``. The engine is looked for when one is first needed."""

    def __init__(self, folder: Path, *, largest_bytes: int = LARGEST_BYTES) -> None:
        self._folder = folder
        self._largest_bytes = largest_bytes
        self._engine: Engine | None = None
        self._looked = False
        self._looking = threading.Lock()
        self._speaking = threading.Semaphore(_AT_ONCE)

    @property
    def engine(self) -> Engine | None:
        """Who speaks here, or None."""
        with self._looking:
            if not self._looked:
                self._looked = True
                try:
                    self._engine = engine.found()
                except NoVoice:
                    self._engine = None
        return self._engine

    def edition(self, language: str) -> str | None:
        """A short name of all that makes a clip of ``language`` sound as it does, beside its words; None
        where there is no voice for it."""
        if language not in VOICES or self.engine is None:
            return None
        return _short(self.engine.version, VOICES[language], str(WORDS_PER_MINUTE), _FORMAT)

    def clip(self, words: str, language: str) -> bytes:
        """``words`` spoken in ``language``, as a WAV file.

        Raises:
            NoVoice: there is no voice for the language here, or speaking failed.
            InvalidInput: the words are too long, or there are none.
        """
        edition = self.edition(language)
        if edition is None or self.engine is None:
            raise NoVoice(text("voice.no_language", language=language))
        if not 0 < len(words.strip()) <= LONGEST_WORDS:
            raise InvalidInput(text("voice.too_long", most=LONGEST_WORDS))
        file = self._folder / f"{_short(edition, words)}.wav"
        try:
            content = file.read_bytes()
            os.utime(file)
        except OSError:
            # imported here because it loads numpy, which only a first time needs
            from primemover.app.speaking import small  # noqa: PLC0415

            with self._speaking:
                content = small.wav(self.engine.speak(words, language))
            self._keep(file, content)
        return content

    def _keep(self, file: Path, content: bytes) -> None:
        """A disk that is full or closed to us costs the time of speaking again, nothing else."""
        half = file.with_suffix(f".{threading.get_ident()}")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            half.write_bytes(content)
            half.replace(file)
            _make_room(sorted(self._folder.glob("*.wav"), key=_age), self._largest_bytes)
        except OSError:
            with suppress(OSError):
                half.unlink()


def _short(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _age(file: Path) -> float:
    return file.stat().st_mtime


def _make_room(oldest_first: Sequence[Path], largest_bytes: int) -> None:
    over = sum(file.stat().st_size for file in oldest_first) - largest_bytes
    for file in oldest_first:
        if over <= 0:
            return
        over -= file.stat().st_size
        file.unlink(missing_ok=True)
