"""What recordings add beside the verdict: timing and lengths, never strength."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta

from primemover.coach.signals import Between, Length, Signals, about_recording, across_days
from primemover.texts import text

DAY = datetime(2026, 11, 1, 8, tzinfo=UTC)
GMAX, BF = "gluteus-maximus left", "biceps-femoris left"


def recording(days: int = 0, length_s: float = 1.0, within: float = 0.05, **more: object) -> Signals:
    length = Length("gluteus-maximus", "left", 6, length_s, length_s - within, length_s + within)
    given = {"lengths": (length,), "order": (), "cue": (), "unusable": 0} | more
    return Signals(f"r{days}", "prone", DAY + timedelta(days=days), None, **given)  # type: ignore[arg-type]


def ids(one: Signals) -> list[str]:
    return [reason.message for reason in about_recording(one)]


def test_a_glute_that_comes_last_is_said_to_be_normal() -> None:
    order = Between(BF, GMAX, 0.99, 0.2, 0.19, 0.21)
    assert ids(recording(order=(order,))) == ["signals.order", "emg.order.normal", "signals.length"]


def test_an_order_that_cannot_be_told_is_said_to_be_none() -> None:
    assert "signals.order_untold" in ids(recording(order=(Between(GMAX, BF, None),)))


def test_the_cue_is_told_with_its_interval_or_not_at_all() -> None:
    (reason, _) = about_recording(recording(cue=(Between(GMAX, BF, 0.95, -0.15, -0.2, -0.1),)))
    assert (reason.message, reason.values["ms"]) == ("signals.cue_earlier", 150.0)
    assert (reason.values["low_ms"], reason.values["high_ms"]) == (100.0, 200.0)
    assert "(100 to 200)" in text(reason.message, **reason.values)
    assert ids(recording(cue=(Between(GMAX, BF, None, -0.1, -0.3, 0.1),)))[0] == "signals.cue_untold"


def test_lengths_of_two_days_differ_only_beyond_what_days_differ_by_themselves() -> None:
    (near,) = across_days([recording(0, 1.0, 0.01), recording(3, 1.1, 0.01)])
    assert near.message == "signals.within"
    (far,) = across_days([recording(0, 1.0, 0.01), recording(3, 1.3, 0.01)])
    assert far.message == "signals.beyond"
    (wide,) = across_days([recording(0, 1.0, 0.2), recording(3, 1.3, 0.2)])
    assert wide.message == "signals.within"
    assert across_days([recording(0), recording(0)]) == ()


def test_there_is_no_place_for_strength() -> None:
    names = {field.name for kind in (Signals, Length, Between) for field in fields(kind)}
    assert not names & {"rms", "share", "shares", "level_db", "amplitude", "ratio", "ratios", "activity"}
