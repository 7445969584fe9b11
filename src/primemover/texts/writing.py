"""Numbers, days and lists as the language of the moment writes them; its words are messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from primemover.texts.catalogue import text
from primemover.texts.speaking import spoken_language


def number(value: float, decimals: int | None = None) -> str:
    """``value`` with its language's decimal mark: ``decimals`` places, or as few as say it (``:g``)."""
    written = f"{value:g}" if decimals is None else f"{value:.{decimals}f}"
    return written.replace(".", text("language.form.decimal"))


def to_a_tenth(value: float) -> str:
    """``value`` to a tenth, without a needless zero: ``3``, ``2.4``."""
    return number(value, 0 if f"{value:.1f}".endswith(".0") else 1)


def percent(fraction: float) -> str:
    """``+25%`` or ``−30%`` as the language writes it; nothing before zero."""
    return text("language.form.percent", number=signed_percent(fraction))


def signed_percent(fraction: float) -> str:
    """``+25`` or ``−30``: a per cent without its mark."""
    whole = round(100 * fraction)
    sign = "+" if whole > 0 else "−" if whole < 0 else ""
    return f"{sign}{abs(whole)}"


def sureness(probability: float) -> str:
    """``93 %``, or ``over 99 %``: never more than a model can promise."""
    return text("language.form.over", number="99 %") if probability > 0.99 else f"{100 * probability:.0f} %"


def with_a_capital(words: str) -> str:
    """``words`` as a sentence or a line begins."""
    return words[:1].upper() + words[1:]


def inside_a_sentence(words: str) -> str:
    """``words`` as they stand inside a sentence: small, but in German, whose nouns keep their capital."""
    return words if spoken_language() == "de" else words[:1].lower() + words[1:]


def written_day(day: date, *, with_year: bool = False) -> str:
    """``Sunday 22 November``, or with the year behind."""
    weekday, month = text(f"language.weekday.{day.isoweekday()}"), text(f"language.month.{day.month}")
    form = "language.form.day_year" if with_year else "language.form.day"
    return text(form, weekday=weekday, day=day.day, month=month, year=day.year)


def short_day(day: date, *, with_year: bool = False) -> str:
    """``22 Nov``, or with the year behind."""
    form = "language.form.short_day_year" if with_year else "language.form.short_day"
    return text(form, day=day.day, month=short_month(day), year=day.year)


def short_weekday(day: date) -> str:
    """``Sun``."""
    return text(f"language.weekday_short.{day.isoweekday()}")


def short_month(day: date, *, with_year: bool = False) -> str:
    """``Nov``, or ``Nov 2026``."""
    month = text(f"language.month_short.{day.month}")
    return text("language.form.month_year", month=month, year=day.year) if with_year else month


def written_month(day: date) -> str:
    """``November 2026``."""
    month = text(f"language.month.{day.month}")
    return text("language.form.month_year", month=month, year=day.year)


def clock_time(moment: datetime) -> str:
    """``13:05`` on this machine's clock; so in all our languages."""
    return f"{moment.astimezone():%H:%M}"


def joined(words: Sequence[str]) -> str:
    """A list with commas."""
    return ", ".join(words)
