"""Every sentence a person reads or hears, by message id and language; English first.

``text("safety.stop.heading")`` gives a sentence; a new language is a set of files, nothing else.
"""

from primemover.texts.catalogue import ENGLISH, languages, messages, text

__all__ = ["ENGLISH", "languages", "messages", "text"]
