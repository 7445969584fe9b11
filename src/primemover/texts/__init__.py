"""Every sentence a person reads or hears, by message id and language; English first.

``text("safety.stop.heading")`` gives a sentence; a new language is a set of files, nothing else.
"""

from primemover.texts.catalogue import languages, messages, messages_under, text
from primemover.texts.speaking import ENGLISH, once_per_language, speaking, spoken_language

__all__ = [
    "ENGLISH",
    "languages",
    "messages",
    "messages_under",
    "once_per_language",
    "speaking",
    "spoken_language",
    "text",
]
