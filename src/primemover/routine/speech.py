"""How long words take to say."""

from __future__ import annotations

WORDS_PER_S = 2.5
"""A calm voice, on the slow side so that instructions are never cut off."""

LEAD_S = 0.6
"""The breath before the words and the pause after them."""


def speech_s(words: str) -> float:
    """Seconds that ``words`` take to say, with a pause."""
    return len(words.split()) / WORDS_PER_S + LEAD_S
