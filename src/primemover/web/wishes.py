"""What a person wants of today's session, as a form or an address says it."""

from __future__ import annotations

from typing import Protocol

from primemover.app.begin import Wishes
from primemover.app.usual import USUAL_ROUTINE
from primemover.coach import PainKind
from primemover.coach.soreness import Sore
from primemover.errors import InvalidInput
from primemover.routine import Tool
from primemover.terms import Region
from primemover.texts import text

ASKED = "tools-asked"
"""A field that stands beside the tools: without a tick they are none, rather than not asked."""
SORE_ASKED = "sore-asked"
"""A field that stands beside the question of what is sore: then it must be answered."""
SORE_YES = frozenset({"a-little", "yes"})


class Fields(Protocol):
    """A form, or the query of an address."""

    def one(self, name: str) -> str | None:
        """The value of a field, or None."""

    def many(self, name: str) -> list[str]:
        """All values of a field."""

    def whole(self, name: str) -> int | None:
        """The value as a whole number, or None."""


def wishes_of(fields: Fields, usual: Wishes) -> Wishes:
    """What ``fields`` ask for; what they leave open is as usual.

    Raises:
        InvalidInput: an unknown tool, region or kind of pain, or soreness told by half.
    """
    return Wishes(
        routine=fields.one("routine") or usual.routine or USUAL_ROUTINE,
        minutes=fields.whole("minutes") or usual.minutes,
        tools=tools_of(fields, usual),
        done_by_professional=fields.one("professional") is not None,
        sore=_sore(fields),
    )


def tools_of(fields: Fields, usual: Wishes) -> frozenset[Tool] | None:
    """The tools that ``fields`` name; as usual where they were not asked for.

    Raises:
        InvalidInput: an unknown tool.
    """
    if not fields.one(ASKED) and not fields.many("tool"):
        return usual.tools
    try:
        return frozenset(Tool(tool) for tool in fields.many("tool"))
    except ValueError:
        raise InvalidInput(text("web.problem.misread"), where="tool") from None


def sore_places(fields: Fields) -> tuple[Sore, ...]:
    """Up to two places of the morning after, the second with fields that end in 2.

    Raises:
        InvalidInput: a place told by half, or none at all.
    """
    places = [_place(fields, end) for end in ("", "2")]
    told = tuple(place for place in places if place is not None)
    if not told:
        raise InvalidInput(
            text("web.morning.by_half"), where="morning", remedy=text("web.morning.by_half_do")
        )
    return told


def _told_by_half() -> InvalidInput:
    return InvalidInput(text("web.morning.by_half"), where="morning", remedy=text("web.morning.by_half_do"))


def _place(fields: Fields, end: str) -> Sore | None:
    region, kind, level = fields.one(f"region{end}"), fields.one(f"kind{end}"), fields.whole(f"level{end}")
    if region is None and kind is None and level is None:
        return None
    if region is None or kind is None or level is None:
        raise InvalidInput(
            text("web.morning.by_half"), where="morning", remedy=text("web.morning.by_half_do")
        )
    try:
        return Sore(Region(region), PainKind(kind), level)
    except ValueError:
        raise InvalidInput(text("web.problem.misread"), where="morning") from None


def _sore(fields: Fields) -> tuple[Sore, ...]:
    if fields.one("sore") not in SORE_YES:
        return ()
    region, kind, level = fields.one("region"), fields.one("kind"), fields.whole("level")
    if region is None or kind is None or level is None:
        raise InvalidInput(text("web.sore.by_half"), where="sore", remedy=text("web.sore.by_half_do"))
    try:
        return (Sore(Region(region), PainKind(kind), level),)
    except ValueError:
        raise InvalidInput(text("web.problem.misread"), where="sore") from None
