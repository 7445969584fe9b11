"""When a reminder is due, on whatever clock; and what a calendar makes of its file."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from primemover.app.reminders.calendar import calendar_file
from primemover.app.reminders.reminder import DAYS, Reminder, keep_reminder, read_reminder, reminder_of
from primemover.errors import InvalidInput
from primemover.journal import Journal

BERLIN = "Europe/Berlin"
WORKDAYS = Reminder((0, 2, 4), time(7, 30), BERLIN)


def test_it_is_due_on_its_days_only() -> None:
    monday = datetime(2026, 11, 23, 6, 29, tzinfo=UTC)
    assert WORKDAYS.between(monday, monday + timedelta(minutes=2)) == datetime(
        2026, 11, 23, 6, 30, tzinfo=UTC
    )
    tuesday = monday + timedelta(days=1)
    assert WORKDAYS.between(tuesday, tuesday + timedelta(minutes=2)) is None


def test_the_clock_on_the_wall_counts_when_the_clocks_change() -> None:
    daily = Reminder(tuple(range(7)), time(7, 30), BERLIN)
    assert daily.on(date(2026, 3, 28)).astimezone(UTC).hour == 6
    assert daily.on(date(2026, 3, 29)).astimezone(UTC).hour == 5
    skipped = Reminder(tuple(range(7)), time(2, 30), BERLIN).on(date(2026, 3, 29))
    assert (skipped.hour, skipped.minute) == (3, 30), "the hour that there is not"


@given(
    days=st.sets(st.integers(0, 6), min_size=1),
    at=st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    zone=st.sampled_from([BERLIN, "America/Los_Angeles", "Asia/Kolkata", "UTC", "Australia/Lord_Howe"]),
    begin=st.integers(0, 2 * 365 * 1440),
    steps=st.lists(st.integers(1, 5000), min_size=1, max_size=40),
)
def test_however_often_one_looks_every_moment_comes_once(
    days: set[int], at: time, zone: str, begin: int, steps: list[int]
) -> None:
    reminder = Reminder(tuple(sorted(days)), at, zone)
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=begin)
    looks = [now]
    for minutes in steps:
        looks.append(looks[-1] + timedelta(minutes=min(minutes, 600)))
    found = [reminder.between(a, b) for a, b in pairwise(looks)]
    met = [moment for moment in found if moment]
    assert len(set(met)) == len(met)
    first, last = looks[0], looks[-1]
    every = {
        moment
        for ahead in range(-1, (last - first).days + 3)
        if (moment := reminder.on(first.astimezone(ZoneInfo(zone)).date() + timedelta(days=ahead))) > first
        and moment <= last
        and (first.astimezone(ZoneInfo(zone)).date() + timedelta(days=ahead)).weekday() in days
    }
    assert set(met) == every


@pytest.mark.parametrize(
    ("days", "at", "zone"),
    [([], "07:30", BERLIN), (["mon"], "", BERLIN), (["mon"], "25:00", BERLIN), (["noday"], "07:30", BERLIN),
     (["mon"], "07:30", "Europe/Nowhere"), (["mon"], "07:30", "../../etc/passwd"), (["mon"], "07:30", "")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(days: list[str], at: str, zone: str) -> None:
    with pytest.raises(InvalidInput):
        read_reminder(days, at, zone)


def test_it_stands_among_the_settings_and_leaves_the_others_alone(tmp_path: Path) -> None:
    with Journal.open(f"sqlite:///{tmp_path / 'j.db'}") as journal:
        person = journal.first_person("Me").id
        journal.save_settings(person, {"minutes": 12})
        keep_reminder(journal, person, WORKDAYS)
        assert reminder_of(journal, person) == WORKDAYS
        keep_reminder(journal, person, None)
        assert reminder_of(journal, person) is None
        assert journal.settings(person) == {"minutes": 12}


@pytest.mark.parametrize("zone", [BERLIN, "America/New_York", "UTC", "Asia/Kolkata"])
def test_a_calendar_reads_the_same_moments_through_a_change_of_the_clocks(zone: str) -> None:
    reminder = Reminder((0, 2, 6), time(7, 30), zone)
    now = datetime(2026, 10, 20, 12, tzinfo=UTC)
    calendar = Calendar.from_ical(calendar_file(reminder, "some-person", now))
    event: Any
    (event,) = calendar.walk("VEVENT")
    begin = event["dtstart"].dt
    assert begin.astimezone(UTC) > now
    # What a calendar does: the rule on the clock of the zone that the file itself brings.
    shown = rrulestr(event["rrule"].to_ical().decode(), dtstart=begin.replace(tzinfo=None))
    moments = [moment.replace(tzinfo=ZoneInfo(zone)) for moment in shown[:12]]
    ours: list[datetime] = []
    day = begin.date()
    while len(ours) < 12:
        if day.weekday() in reminder.days:
            ours.append(reminder.on(day))
        day += timedelta(days=1)
    assert moments == ours
    assert zone == "UTC" or [str(one["tzid"]) for one in calendar.walk("VTIMEZONE")] == [zone]
    alarm: Any
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(0)
    assert str(alarm["action"]) == "DISPLAY"


def test_the_files_zone_has_both_of_its_clocks() -> None:
    text = calendar_file(WORKDAYS, "some-person", datetime(2026, 6, 1, tzinfo=UTC)).decode()
    assert "BEGIN:DAYLIGHT" in text
    assert "BEGIN:STANDARD" in text
    assert "TZOFFSETTO:+0200" in text
    assert "DTSTART;TZID=Europe/Berlin:" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_command_writes_it_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'j.db'}"
    with Journal.open(url) as journal:
        keep_reminder(journal, journal.first_person("Me").id, WORKDAYS)
    out = tmp_path / "r.ics"
    command = [sys.executable, "-m", "primemover", "export", "ics", "--out", str(out), "--database-url", url]
    first = subprocess.run(command, capture_output=True, text=True, check=False)
    assert first.returncode == 0, first.stderr
    assert Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 2
    assert "r.ics" in again.stderr


def test_without_a_reminder_the_command_says_where_to_set_one(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'j.db'}"
    command = [sys.executable, "-m", "primemover", "export", "ics", "--out", str(tmp_path / "r.ics")]
    told = subprocess.run([*command, "--database-url", url], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "Settings, Reminders" in told.stderr
    assert len(DAYS) == 7
