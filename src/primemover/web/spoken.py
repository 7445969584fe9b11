"""Numbers and moments as a person says them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from primemover.texts import text


def minutes(seconds: float) -> str:
    """A length in whole minutes, at least one: ``3 min``."""
    return text("web.minutes", count=max(1, round(seconds / 60)))


def length(value_s: float) -> str:
    """A length in seconds under a minute and a half, in whole minutes from there on."""
    return minutes(value_s) if value_s >= 90 else text("web.seconds", seconds=round(value_s))


def seconds(value: float) -> str:
    """A length in seconds to a tenth, without a needless zero: ``3 s``, ``2.4 s``."""
    return text("web.seconds", seconds=f"{value:.1f}".removesuffix(".0"))


def day(value: date) -> str:
    """``Sunday 22 November``; with the year where it is not this one's."""
    if isinstance(value, datetime):
        value = value.astimezone().date()
    year = "" if value.year == date.today().year else f" {value.year}"  # noqa: DTZ011 - the person's own day
    return f"{value:%A} {value.day} {value:%B}{year}"


def clock_time(value: datetime) -> str:
    """``13:05`` on this machine's clock."""
    return f"{value.astimezone():%H:%M}"


def moment(value: datetime) -> str:
    """Day and time."""
    return f"{day(value)}, {clock_time(value)}"


def sentence(words: Sequence[str]) -> str:
    """A list with commas, the first letter a capital."""
    joined = ", ".join(words)
    return joined[:1].upper() + joined[1:]
