"""The camera follows a whole step: holds wait, repetitions count as they are done.

The real page, wire, server and recogniser; only the pictures are left out: a simulated person's landmarks
come in where the camera's would.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from followed import Person, turn_on
from visiting import Visit

from primemover.motion.simulation import Doer
from primemover.terms import Side

pytestmark = pytest.mark.browser


def at_the_lift(visit: Visit) -> tuple[str, Side]:
    """A running session with the camera on, at the first set of prone recruitment; its side."""
    visit.answer_none()
    session = visit.start()
    visit.begin()
    turn_on(visit)
    visit.stand_still()
    visit.skip_to("Glutes")
    visit.run(0.1)
    side = visit.page.locator("#side").get_attribute("data-side")
    assert side in {"left", "right"}
    return session, Side(side)


def seen_of(visit: Visit, session: str) -> list[dict[str, Any]]:
    visit.settle()
    return [event["data"] for event in visit.stored(session) if event["kind"] == "seen"]


def runs(events: list[dict[str, Any]], until_s: float) -> list[tuple[float, float]]:
    """From when to when the session ran, by its controls."""
    controls = sorted(
        ((event["t_s"], event["kind"]) for event in events if event["kind"] in {"start", "pause", "resume"}),
    )
    return [(t, after[0]) for (t, kind), after in pairwise([*controls, (until_s, "")]) if kind != "pause"]


def test_a_whole_set_waits_for_the_person_and_counts_what_they_did(runner: Visit) -> None:
    session, side = at_the_lift(runner)
    doer = Doer(height_m=1.8, range=0.9, offsets_deg={"working knee": 4.0, "working hip": -3.0})
    person = Person(runner, "prone-recruitment", side, late_s=1.6, doer=doer)
    person.until_done(side)
    assert runner.says("rept") == "" or "done" in runner.says("rept")
    person.live(3)
    (seen,) = seen_of(runner, session)
    assert seen["counted"] == seen["planned"] == 6
    assert seen["side"] == side
    assert seen["waited_s"] > 3
    assert {"waits", "met"} <= set(person.states)
    history = runner.context.request.get(f"{runner.base}/history/{session}").text()
    assert "6 of 6" in history

    events = runner.stored(session)
    by_camera = [event for event in events if event["data"].get("by") == "camera"]
    assert [event["kind"] for event in by_camera] == ["pause", "resume"] * (len(by_camera) // 2)
    lifts = [
        e for e in events if e["kind"] == "hold" and e["data"]["phase"] == "lift" and not e["data"]["skipped"]
    ]
    assert len(lifts) == 6
    assert all(lift["data"]["held_s"] == lift["data"]["planned_s"] for lift in lifts)
    # What is written down as held was held: the body was up while the hold ran, but for the lag of a fact.
    ran = runs(events, person.spent[-1][0])
    for lift in lifts:
        begins_s, ends_s = next(
            (max(a, b - lift["data"]["held_s"]), b)
            for a, b in [(a, min(b, lift["t_s"])) for a, b in ran if a < lift["t_s"]][::-1]
        )
        body = [phase for t, phase in person.spent if begins_s <= t < ends_s]
        assert body.count("lift") >= 0.8 * len(body), (begins_s, ends_s, body)


def test_a_hold_that_is_not_reached_waits_eight_seconds_and_then_the_clock_goes_on(runner: Visit) -> None:
    session, side = at_the_lift(runner)
    person = Person(runner, "prone-recruitment", side, never=frozenset({3}))
    person.until_done(side)
    person.live(3)
    (seen,) = seen_of(runner, session)
    assert seen["planned"] == 6
    assert seen["counted"] == 5
    events = runner.stored(session)
    turns = sorted((event["t_s"], event["kind"]) for event in events if event["data"].get("by") == "camera")
    waits = [b[0] - a[0] for a, b in pairwise(turns) if a[1] == "pause"]
    assert max(waits) == pytest.approx(8.0, abs=0.15)
    assert sum(wait > 7 for wait in waits) == 1


def test_a_hold_that_is_left_pauses_and_goes_on_when_it_is_taken_up_again(runner: Visit) -> None:
    session, side = at_the_lift(runner)
    person = Person(runner, "prone-recruitment", side, drops=frozenset({2}))
    person.until_done(side)
    person.live(3)
    (seen,) = seen_of(runner, session)
    assert seen["counted"] in {6, 7}
    events = runner.stored(session)
    second = [e for e in events if e["kind"] == "hold" and e["data"]["phase"] == "lift"][1]
    before = [e for e in events if e["data"].get("by") == "camera" and e["t_s"] < second["t_s"]]
    assert before[-1]["kind"] == "resume"
    pause = next(e for e in before[::-1] if e["kind"] == "pause")
    assert 1.0 < before[-1]["t_s"] - pause["t_s"] < 7.9


def test_somebody_who_is_not_there_stops_nothing_and_is_told_once(runner: Visit) -> None:
    session, side = at_the_lift(runner)
    person = Person(runner, "prone-recruitment", side, away=True)
    person.live(60)
    assert person.states[-1] == "blind"
    said = [entry["text"] for entry in runner.asked("say") if "Nobody is in the picture" in entry["text"]]
    assert len(said) == 1
    assert not [event for event in runner.stored(session) if event["data"].get("by") == "camera"]
    person.away = False
    person.live(5)
    assert person.states[-1] != "blind"
    # How many there were before nobody knows: the clock counts, and the history has no count of it.
    assert runner.says("rept").startswith("Rep ")
    runner.page.locator("#skip").click()
    assert not seen_of(runner, session)


def test_turning_the_camera_off_in_a_wait_loses_nothing(runner: Visit) -> None:
    session, side = at_the_lift(runner)
    person = Person(runner, "prone-recruitment", side, late_s=99)
    for _ in range(600):
        person.step()
        if person.states[-1] == "waits":
            break
    assert not runner.page.locator("#paused").is_visible()
    runner.page.keyboard.press("c")
    runner.page.locator("#camera-off").click()
    runner.run(1)
    shown = int(runner.says("count"))
    assert runner.page.locator("#camera-state").is_hidden()
    runner.run(20)
    assert runner.says("inst") != "" and not runner.page.locator("#paused").is_visible()
    assert shown > 0
    runner.settle()
    turns = [e["kind"] for e in runner.stored(session) if e["kind"] in {"pause", "resume"}]
    assert turns[-1] == "resume"


def test_the_working_side_is_asked_to_face_the_camera(runner: Visit) -> None:
    _, side = at_the_lift(runner)
    person = Person(runner, "prone-recruitment", side, sees=side.other)
    person.live(12)
    assert person.states[-1] == "warns"
    said = [entry["text"] for entry in runner.asked("say") if entry["text"].startswith("Turn round")]
    assert said == [f"Turn round, so that your {side} side faces the camera."]


def test_a_person_who_pauses_while_the_camera_waits_stays_paused(runner: Visit) -> None:
    session, side = at_the_lift(runner)
    person = Person(runner, "prone-recruitment", side, late_s=2.5)
    for _ in range(600):
        person.step()
        if person.states[-1] == "waits":
            break
    runner.page.locator("#pause").click()
    runner.run(0.1)
    assert runner.page.locator("#paused").is_visible()
    person.live(12)
    assert runner.page.locator("#paused").is_visible()
    runner.page.locator("#pause").click()
    person.until_done(side)
    person.live(2)
    (seen,) = seen_of(runner, session)
    assert seen["counted"] == 6
