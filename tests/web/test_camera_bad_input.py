"""A camera that mirrors its picture: the person says so, and the right leg counts."""

from __future__ import annotations

import pytest
from followed import Person, turn_on
from visiting import Visit

from primemover.motion import Frame
from primemover.motion.landmarks import INDEX, X
from primemover.terms import Side

pytestmark = pytest.mark.browser


def mirror(frame: Frame) -> Frame:
    """The picture the other way round: a network then takes the right leg for the left one."""
    assert frame.world is not None
    partner = [
        INDEX[name.replace("left", "right") if "left" in name else name.replace("right", "left")]
        for name in INDEX
    ]
    image, world = frame.image[partner].copy(), frame.world[partner].copy()
    image[:, X], world[:, X] = 1.0 - image[:, X], -world[:, X]
    return frame._replace(image=image, world=world)


def test_a_mirrored_picture_that_is_told_counts_the_right_leg(runner: Visit) -> None:
    runner.answer_none()
    session = runner.start()
    runner.begin()
    turn_on(runner)
    runner.page.locator("#camera").click()
    runner.page.get_by_text("This camera mirrors its picture").click()
    runner.page.locator("#camera-done").click()
    runner.stand_still()
    runner.skip_to("Glutes")
    runner.run(0.1)
    side = Side(runner.page.locator("#side").get_attribute("data-side") or "")
    person = Person(runner, "prone-recruitment", side, spoils=mirror)
    person.until_done(side)
    person.live(1)
    runner.settle()
    (seen,) = [event["data"] for event in runner.stored(session) if event["kind"] == "seen"]
    assert seen["counted"] == seen["planned"] == 6
    assert seen["side"] == side
    assert not [entry for entry in runner.asked("say") if "mirrors its picture" in entry["text"]]
