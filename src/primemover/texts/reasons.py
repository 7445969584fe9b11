"""A reason's sentence: the ids among its values are words of the language before they stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from primemover.texts.catalogue import text

_SIDES: Final = frozenset({"side", "other", "longer", "shorter"})
_ARMS: Final = frozenset({"drawn", "done"})


def reason_in_words(message_id: str, values: Mapping[str, object]) -> str:
    """The sentence of ``message_id``; a side, a moment and an arm among ``values`` are said, not named."""
    return text(message_id, **{name: _said(name, value) for name, value in values.items()})


def _said(name: str, value: object) -> object:
    if name in _SIDES:
        return text(f"web.side.{value}")
    if name in _ARMS:
        return text(f"response.arm.{value}")
    return text(f"response.moment.{value}") if name == "moment" else value
