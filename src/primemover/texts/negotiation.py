"""Which of our languages somebody gets: as a browser or a machine asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from primemover.texts.catalogue import languages
from primemover.texts.speaking import ENGLISH

_ASKED = ("LC_ALL", "LC_MESSAGES", "LANG")
"""What a machine is set to, the strongest first (POSIX)."""


def known_language(tag: str) -> str | None:
    """Our language for a tag such as ``de-AT`` or ``fr_FR.UTF-8``; None where we have none."""
    primary = tag.strip().lower().replace("_", "-").partition(".")[0].partition("-")[0]
    return primary if primary in languages() else None


def negotiated(accepted: str) -> str:
    """The language of ours that an ``Accept-Language`` header likes best (RFC 9110); English where none is.

    What a browser sends is never an error: a part that cannot be read is passed over.
    """
    wishes: list[tuple[float, str]] = []
    for part in accepted.split(","):
        tag, _, weight = part.partition(";")
        known = known_language(tag)
        liking = _weight(weight)
        if known and liking > 0:
            wishes.append((liking, known))
    # Of equals the first one counts.
    return max(wishes, key=lambda wish: wish[0])[1] if wishes else ENGLISH


def machine_language(environment: Mapping[str, str]) -> str:
    """The language that a machine is set to; English where we have none of it."""
    asked = next((value for name in _ASKED if (value := environment.get(name))), "")
    return known_language(asked) or ENGLISH


def _weight(written: str) -> float:
    name, _, value = written.strip().partition("=")
    if not name:
        return 1.0
    try:
        weight = float(value) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
