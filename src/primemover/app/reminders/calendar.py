"""A reminder as a calendar file (RFC 5545): an event that comes again, with an alarm, in its time zone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from primemover.app.reminders.reminder import Reminder
from primemover.texts import text

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LASTS: Final = timedelta(minutes=15)


def calendar_file(reminder: Reminder, person_id: str, now: datetime) -> bytes:
    """The file. Its event keeps its id, so that a calendar that takes it in again replaces the one before."""
    # imported here because only this file needs it
    from icalendar import Alarm, Calendar, Event, vDuration, vRecur  # noqa: PLC0415

    begins = _first(reminder, now)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text("reminder.say"))
    alarm.add("trigger", vDuration(timedelta(0)))
    event = Event()
    event.add("uid", f"reminder-{person_id}@primemover")
    event.add("dtstamp", now)
    event.add("sequence", int(now.timestamp()) - 1_700_000_000)
    event.add("summary", text("reminder.title"))
    event.add("description", text("reminder.say"))
    event.add("dtstart", begins)
    event.add("dtend", begins + LASTS)
    event.add("rrule", vRecur({"FREQ": "WEEKLY", "BYDAY": [_DAYS[day] for day in reminder.days]}))
    event.add("transp", "TRANSPARENT")
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Prime Mover//Reminder//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _first(reminder: Reminder, now: datetime) -> datetime:
    """The first moment to come: a rule counts its beginning as one of its days, whichever day that is."""
    today = now.astimezone(ZoneInfo(reminder.zone)).date()
    days = (today + timedelta(days=ahead) for ahead in range(8))
    return next(
        moment for day in days if day.weekday() in reminder.days and (moment := reminder.on(day)) >= now
    )
