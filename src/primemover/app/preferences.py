"""The language and the units that a person chose."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from primemover.errors import InvalidInput
from primemover.journal import Journal
from primemover.texts import languages, text

LANGUAGE: Final = "language"
UNITS: Final = "units"


class Units(StrEnum):
    """What lengths and distances are shown and asked in. Stored they are metric, whatever is chosen."""

    METRIC = "metric"
    IMPERIAL = "imperial"


def chosen(journal: Journal, person_id: str) -> tuple[str | None, Units]:
    """The language and the units that a person chose.

    The language is None where nobody has chosen one, or it is no longer here; units are metric where nobody
    has (decisions/0128).
    """
    settings = journal.settings(person_id)
    language, units = settings.get(LANGUAGE), settings.get(UNITS)
    known = Units(units) if units in list(Units) else Units.METRIC
    return (language if language in languages() else None), known


def choose(journal: Journal, person_id: str, language: str | None, units: str | None) -> None:
    """Keep both; without a ``language`` it is again the one that the browser asks for.

    Raises ``InvalidInput`` for a language or units that are not here, and keeps neither; ``NotFound``.
    """
    if language is not None and language not in languages():
        raise InvalidInput(
            text("language.unknown", language=language[:40]),
            where=LANGUAGE,
            remedy=text("language.unknown_do", languages=", ".join(map(name_of, languages()))),
        )
    if units is not None and units not in set(Units):
        raise InvalidInput(
            text("language.unknown_units", units=units[:40]),
            where=UNITS,
            remedy=text("language.unknown_units_do"),
        )
    settings = journal.settings(person_id)
    kept = {name: value for name, value in settings.items() if name not in {LANGUAGE, UNITS}}
    told = {LANGUAGE: language, UNITS: units}
    kept |= {name: value for name, value in told.items() if value is not None}
    if kept != settings:
        journal.save_settings(person_id, kept)


def name_of(language: str) -> str:
    """What a language is called in itself."""
    return text("language.name", language)
