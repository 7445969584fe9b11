"""The leg hold in a real browser: chosen before the first holds, held once, shown for itself."""

from __future__ import annotations

import re

import pytest
from testing_day import has_trained, hold, led_on, lot_says, offer, play_through, start
from visiting import Server, Visit

from primemover.coach.trial import Arm

pytestmark = pytest.mark.browser

LEG = "Leg up, hold"


def test_the_leg_hold_comes_once_after_the_first_holds_and_is_shown_for_itself(
    runner: Visit, server: Server
) -> None:
    has_trained(runner)
    offer(runner)
    runner.page.get_by_label("Hold each leg up").check()
    day = start(runner)
    lot_says(server, runner, day, Arm.WALKING)
    runner.begin()
    runner.stand_still()
    for seconds, brief in ((37, "Hips up, hold"), (30, "Hips up, hold"), (71, LEG), (64, LEG)):
        hold(runner, seconds, brief=brief)
    led_on(runner)
    runner.press("Draw")
    runner.press("Start")
    runner.begin()
    play_through(runner)
    led_on(runner)
    runner.press("Start the second holds")
    runner.begin()
    hold(runner, 45)
    hold(runner, 33)
    led_on(runner)

    page = runner.page.locator("main").inner_text()
    assert "That is the whole test day." in page
    bridge, leg = page.index("Single-leg bridge hold"), page.index("Side-lying leg hold")
    shown = [int(number) for number in re.findall(r"\b(\d+)(?:\.\d)? s\b", page[bridge:])]
    assert sorted(shown[:4]) == [30, 33, 37, 45]
    assert sorted(shown[4:6]) == [64, 71]
    assert "After" not in page[leg:]
