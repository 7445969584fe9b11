"""How long words take to say."""

from __future__ import annotations

from typing import Final

from primemover.texts import spoken_language

WORDS_PER_S: Final = 2.5
"""A calm voice in English, on the slow side so that instructions are never cut off."""

LETTERS_PER_S: Final = {"de": 10.1, "es": 11.2, "fr": 10.9}
"""The same calm voice in other languages: 2.5 English words a second are 10.8 letters a second, and these
are as much slower or faster as native speakers read aloud (letters a minute: English 987, German 920,
Spanish 1025, French 998; Trauzettel-Klosinski and Dietz 2012). Letters rather than words: one German word
may be three of English, and letters differ least between languages."""

LEAD_S: Final = 0.6
"""The breath before the words and the pause after them."""


def speech_s(words: str) -> float:
    """Seconds that ``words`` take to say in the language of the moment, with a pause.

    A language whose speed nobody has told yet is timed as English.
    """
    rate = LETTERS_PER_S.get(spoken_language())
    if rate is None:
        return len(words.split()) / WORDS_PER_S + LEAD_S
    return sum(map(str.isalnum, words)) / rate + LEAD_S
