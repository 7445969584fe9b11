"""Chromium's camera plays a real person: landmarks arrive over the person, and no picture leaves the page.

The clip, upright and of five pictures a second, is read where it lies.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Playwright
from real_camera import Watched, filming
from visiting import Server, Visit

from at_hand import RECORDINGS
from primemover.app import camera_parts
from primemover.motion.landmarks import INDEX
from primemover.web.live_wire import Wire

CLIP = RECORDINGS / "video" / "tfjs_pose_squats.mp4"
TRACKED = RECORDINGS / "landmarks" / "squats_band.npz"
LEGS = [INDEX[f"{side} {joint}"] for side in ("left", "right") for joint in ("hip", "knee", "ankle")]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CLIP.exists(), reason="the clip of squats is not on this machine"),
    pytest.mark.skipif(camera_parts.found() is None, reason="the camera's parts are not set up here"),
]
REPEATED = 6
"""The browser plays 30 pictures a second, and the clip has five."""
ROUND_S = 13.0


@pytest.fixture(scope="module")
def squats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clip as a camera gives it: pictures one after the other."""
    av = pytest.importorskip("av", reason="the extra mediapipe is not installed, to read the clip")
    out = tmp_path_factory.mktemp("camera") / "squats.mjpeg"
    with av.open(str(CLIP)) as clip, out.open("wb") as film:
        for frame in clip.decode(video=0):
            written = io.BytesIO()
            frame.to_image(width=360, height=640).save(written, "JPEG", quality=85)
            film.write(written.getvalue() * REPEATED)
    return out


@pytest.fixture
def filmed(_playwright: Playwright, server: Server, squats: Path) -> Iterator[Visit]:
    """A visit with a camera that plays the clip, round and round."""
    with filming(_playwright, server, squats, "Squatter") as visit:
        yield visit


def test_landmarks_of_a_real_person_arrive_and_no_picture_does(filmed: Visit) -> None:
    # This clip is filmed at a slant; the helper says so.
    watched = Watched(filmed, whole="right", says="Turn sideways")
    watched.watch(ROUND_S + 1.0, most_s=60)
    watched.nothing_else_left()
    watched.looked_at("camera-clip")
    frames = watched.frames()

    # Each frame lies where an independent run of the same network on the clip found the person.
    here = frames[:, : 33 * 4].reshape(-1, 33, 4)[:, LEGS, :2]
    reference = np.load(TRACKED)["image"][:, LEGS, :2]
    away = np.linalg.norm(here[:, None] - reference[None], axis=3).mean(axis=2).min(axis=1)
    assert np.median(away) < 0.015
    assert np.quantile(away, 0.9) < 0.03

    # Three squats go round and round; where the round was joined, one of them may be cut in two.
    counted = squats_in(watched.sent)
    assert counted in {2, 3, 4}, counted


def squats_in(sent: list[bytes]) -> int:
    """Repetitions that the server's own wire tells of the very frames that the page sent."""
    wire = Wire()
    wire.wish('{"kind": "watch", "exercise": "squat", "side": "both"}')
    told: list[dict[str, Any]] = [json.loads(answer) for data in sent for answer in wire.frames(data)]
    told += [json.loads(answer) for answer in wire.wish('{"kind": "stop"}')]
    return sum(fact["kind"] == "repetition" for answer in told for fact in answer.get("facts", []))


TWO_NETWORKS = """async ([worker, parts]) => {
  const running = new Worker(worker, { type: "module" });
  const ask = (what, given = []) => new Promise((done, failed) => {
    running.onmessage = ({ data }) => (data.failed ? failed(new Error(data.failed)) : done(data));
    running.onerror = (event) => failed(new Error(event.message));
    running.postMessage(what, given);
  });
  const video = document.createElement("video");
  video.muted = true;
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
  await video.play();
  const found = [];
  for (const [i, model] of ["full", "lite"].entries()) {
    await ask({ open: { parts, model } });
    const picture = await createImageBitmap(video);
    const { frame, people } = await ask({ picture, time_s: i + 1 }, [picture]);
    found.push([people, frame.every(Number.isFinite)]);
  }
  return found;
}"""


def test_the_smaller_network_takes_over_in_the_same_worker(filmed: Visit) -> None:
    filmed.answer_none()
    filmed.start()
    dialog = filmed.page.locator("#camera-dialog")
    parts = f"{filmed.base}{dialog.get_attribute('data-parts')}"
    found = filmed.page.evaluate(TWO_NETWORKS, [dialog.get_attribute("data-worker"), parts])
    assert found == [[1, True], [1, True]]
