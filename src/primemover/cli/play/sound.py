"""What is heard during a session: the voice, or the terminal's bell where there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from primemover.cli.play.course import Due
from primemover.cli.play.voice import Voice, ring
from primemover.routine.timeline import Sound


class Ears:
    """Says what is due. ``voice`` is None where there is no voice; ``muted`` is the person's choice."""

    def __init__(self, voice: Voice | None, bell: Callable[[], None] = ring) -> None:
        self._voice = voice
        self._bell = bell
        self.muted = False

    def hear(self, due: Sequence[Due]) -> None:
        """Of several instructions only the newest is said: what is over would only confuse."""
        words = [one.cue for one in due if one.cue.say]
        newest = next((cue for cue in reversed(words) if cue.interrupts), words[-1] if words else None)
        if self._voice is not None and not self.muted:
            if newest is not None and newest.say:
                self._voice.say(newest.say, interrupts=newest.interrupts)
        elif any(one.cue.sound not in (None, Sound.TICK) for one in due):
            self._bell()

    def say(self, words: str) -> None:
        """Say something outside the timeline at once."""
        if self._voice is not None and not self.muted:
            self._voice.say(words, interrupts=True)

    def hush(self) -> None:
        """Stop speaking."""
        if self._voice is not None:
            self._voice.hush()
