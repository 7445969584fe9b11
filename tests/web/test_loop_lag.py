"""A server that has more to do than it can: it notices, looks at fewer frames, and is right all the same."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from primemover.app.live import Live
from primemover.motion.simulation import Camera, simulate
from primemover.routine import library
from primemover.terms import Side
from primemover.web.live_wire import Wire
from primemover.web.loop_lag import LOOKS_EVERY_S, LoopLag
from wired import packed


def run(content: Coroutine[Any, Any, Any]) -> Any:
    """In a loop of its own: a browser's tests keep one in this thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, content).result()


def test_work_that_holds_the_loop_is_noticed() -> None:
    async def seen() -> list[bool]:
        lag = LoopLag()
        found = [lag.behind]
        with lag.watched(), lag.watched():
            await asyncio.sleep(0)
            time.sleep(0.2)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            found.append(lag.behind)
        return [*found, lag.behind]

    assert run(seen()) == [False, True, False]


@pytest.mark.parametrize(("late_s", "most_s"), [(0.0, 0.0), (0.01, 2.0), (0.03, 5.0), (0.2, 10.0)])
def test_a_delay_is_forgotten_in_seconds(late_s: float, most_s: float) -> None:
    lag = LoopLag()
    lag.saw(late_s)
    assert lag.behind == (late_s > 0)
    looks = 0
    while lag.behind:
        lag.saw(0.001)
        looks += 1
    assert 0.6 * most_s <= looks * LOOKS_EVERY_S <= most_s


def test_nobody_looks_when_nobody_asks() -> None:
    async def behind() -> bool:
        lag = LoopLag()
        with lag.watched():
            await asyncio.sleep(0)
        time.sleep(0.2)
        await asyncio.sleep(0.1)
        return lag.behind

    assert not run(behind())


@pytest.mark.parametrize(
    ("frames_hz", "hurried", "looks_hz"),
    [(30, False, 15), (30, True, 10), (25, True, 12.5), (15, True, 15), (10, True, 10)],
)
def test_fewer_frames_are_looked_at_where_others_wait(
    frames_hz: float, hurried: bool, looks_hz: float
) -> None:
    eyes = Live()
    eyes.watch("squat", Side.BOTH)
    taken_s = []
    for frame in simulate(
        library().exercise("squat"), repetitions=2, camera=Camera(fps_hz=frames_hz)
    ).landmarks.frames():
        if frame.time_s < 4 and eyes.wants(frame.time_s, hurried=hurried):
            eyes.take(frame)
            taken_s.append(frame.time_s)
    assert len(taken_s) == pytest.approx(4 * looks_hz, abs=1)
    assert max(np.diff(taken_s)) < 0.11, "facts come within .4 s"


@pytest.mark.parametrize("exercise", ["squat", "prone-recruitment", "glute-bridge"])
def test_a_hurried_look_counts_the_same(exercise: str) -> None:
    frames = list(
        simulate(library().exercise(exercise), repetitions=4, camera=Camera(fps_hz=30)).landmarks.frames()
    )
    found = []
    for pressed_now in (lambda _: False, lambda _: True, lambda index: index // 45 % 2 == 0):
        wire = Wire()
        wire.wish(json.dumps({"kind": "watch", "exercise": exercise, "side": "right"}))
        answers = [
            json.loads(answer)
            for index, frame in enumerate(frames)
            for answer in wire.frames(packed(frame), hurried=pressed_now(index))
        ]
        answers += [json.loads(answer) for answer in wire.wish(json.dumps({"kind": "stop"}))]
        told = [fact for answer in answers for fact in answer.get("facts", ())]
        found.append([fact for fact in told if fact["kind"] == "repetition"])
    assert [len(repetitions) for repetitions in found] == [4, 4, 4]
    usual, hurried, in_turns = found
    for one, other in ((usual, hurried), (usual, in_turns)):
        apart = [abs(a["start_s"] - b["start_s"]) for a, b in zip(one, other, strict=True)]
        assert max(apart) < 0.15
