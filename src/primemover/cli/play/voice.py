"""The voice of the terminal: ``espeak-ng`` where it is installed, the terminal's bell where it is not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import Protocol

from primemover.texts import ENGLISH

PROGRAM = "espeak-ng"
WORDS_PER_MINUTE = 150
"""2.5 words a second, as the timeline leaves room for."""


class Voice(Protocol):
    """Something that says words while the session goes on."""

    def say(self, words: str, *, interrupts: bool) -> None:
        """Begin to say ``words``. While something is being said, either replace it or keep still."""

    def hush(self) -> None:
        """Stop at once."""


class Espeak:
    """Speaks through one ``espeak-ng`` process at a time, which is ours and ended by its own id."""

    def __init__(self, program: str, language: str = ENGLISH) -> None:
        self._program = program
        self._language = language
        self._speaking: subprocess.Popen[bytes] | None = None

    def say(self, words: str, *, interrupts: bool) -> None:
        """Begin to say ``words``; a count or a late cue is dropped rather than queued."""
        if self._speaking is not None and self._speaking.poll() is None and not interrupts:
            return
        self.hush()
        self._speaking = subprocess.Popen(  # noqa: S603 - the words are an argument, no shell reads them
            [self._program, "-v", self._language, "-s", str(WORDS_PER_MINUTE), "--", words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def hush(self) -> None:
        """End the process that speaks, if one does, and wait until it is gone."""
        if self._speaking is not None:
            self._speaking.kill()
            self._speaking.wait()
            self._speaking = None


def installed_voice() -> str | None:
    """Where ``espeak-ng`` is, or None."""
    return shutil.which(PROGRAM)


def ring() -> None:
    """The terminal's bell: the one sound that every terminal has, over ssh too."""
    if sys.stdout.isatty():
        sys.stdout.write("\a")
        sys.stdout.flush()
