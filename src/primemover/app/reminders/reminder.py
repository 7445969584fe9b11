"""When a person wants to be reminded, as it stands among their settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from primemover.errors import InvalidInput
from primemover.journal import Journal
from primemover.texts import text

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KEY: Final = "reminder"


@dataclass(frozen=True, slots=True)
class Reminder:
    """``days`` (0 = Monday … 6) at ``at`` on the clocks of ``zone`` (an IANA name)."""

    days: tuple[int, ...]
    at: time
    zone: str

    def on(self, day: date) -> datetime:
        """The moment of that day. An hour that the clocks leave out comes when they have jumped."""
        moment = datetime.combine(day, self.at, ZoneInfo(self.zone))
        return datetime.fromtimestamp(moment.timestamp(), ZoneInfo(self.zone))

    def between(self, after: datetime, until: datetime) -> datetime | None:
        """The last of its moments in (``after``, ``until``], or None."""
        last = until.astimezone(ZoneInfo(self.zone)).date()
        days = (last - timedelta(days=back) for back in range(8))
        moments = (self.on(day) for day in days if day.weekday() in self.days)
        return next((moment for moment in moments if after < moment <= until), None)


def read_reminder(days: Iterable[str], at: str, zone: str) -> Reminder:
    """What a form says: names of ``DAYS``, ``HH:MM``, a time zone.

    Raises:
        InvalidInput: no day, no time, or an unknown zone.
    """
    chosen = tuple(sorted({DAYS.index(day) for day in days if day in DAYS}))
    if not chosen:
        raise InvalidInput(text("reminder.no_day"), where="days")
    try:
        clock = time.fromisoformat(at).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise InvalidInput(text("reminder.no_time"), where="at") from None
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput(text("reminder.no_zone", zone=zone), where="zone") from None
    return Reminder(chosen, clock, zone)


def reminder_of(journal: Journal, person_id: str) -> Reminder | None:
    """The person's reminder, or None. One that a newer or older version left unreadable is none."""
    kept: dict[str, Any] = journal.settings(person_id).get(_KEY) or {}
    try:
        return read_reminder((DAYS[day] for day in kept["days"]), kept["at"], kept["zone"])
    except (InvalidInput, KeyError, IndexError, TypeError):
        return None


def keep_reminder(journal: Journal, person_id: str, reminder: Reminder | None) -> None:
    """Keep it in place of the one before; None: no more."""
    settings = {key: value for key, value in journal.settings(person_id).items() if key != _KEY}
    if reminder:
        at = f"{reminder.at:%H:%M}"
        settings[_KEY] = {"days": list(reminder.days), "at": at, "zone": reminder.zone}
    journal.save_settings(person_id, settings)
