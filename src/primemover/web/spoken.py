"""Numbers and moments as a person says them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from primemover.texts import text
from primemover.texts.writing import clock_time, joined, to_a_tenth, with_a_capital, written_day


def minutes(seconds: float) -> str:
    """A length in whole minutes, at least one: ``3 min``."""
    return text("web.minutes", count=max(1, round(seconds / 60)))


def length(value_s: float) -> str:
    """A length in seconds under a minute and a half, in whole minutes from there on."""
    return minutes(value_s) if value_s >= 90 else text("web.seconds", seconds=round(value_s))


def seconds(value: float) -> str:
    """A length in seconds to a tenth, without a needless zero: ``3 s``, ``2.4 s``."""
    return text("web.seconds", seconds=to_a_tenth(value))


def day(value: date) -> str:
    """``Sunday 22 November``; with the year where it is not this one's."""
    if isinstance(value, datetime):
        value = value.astimezone().date()
    today = date.today()  # noqa: DTZ011 - the person's own day
    return written_day(value, with_year=value.year != today.year)


def moment(value: datetime) -> str:
    """Day and time."""
    return f"{day(value)}, {clock_time(value)}"


def second(value: datetime) -> str:
    """``13:05:09`` on this machine's clock."""
    return f"{value.astimezone():%H:%M:%S}"


def sentence(words: Sequence[str]) -> str:
    """A list with commas, the first letter a capital."""
    return with_a_capital(joined(words))
