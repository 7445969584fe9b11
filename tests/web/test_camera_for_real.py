"""Chromium's camera plays a real person: landmarks arrive over the person, and no picture leaves the page.

The clip is read where it lies and turned into the pictures of a camera by the browser itself.
"""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Playwright, Request, WebSocket, expect
from visiting import Server, Visit

from primemover.app import camera_parts
from primemover.motion.landmarks import INDEX
from primemover.web.frame_bytes import FRAME_BYTES
from primemover.web.live_wire import Wire

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CLIP = Path("/work/shared/data/video/tfjs_pose_squats.mp4")
TRACKED = Path("/work/shared/data/landmarks/squats_band.npz")
LEGS = [INDEX[f"{side} {joint}"] for side in ("left", "right") for joint in ("hip", "knee", "ankle")]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CLIP.exists(), reason="the clip of squats is not on this machine"),
    pytest.mark.skipif(camera_parts.found() is None, reason="the camera's parts are not set up here"),
]
PICTURES = """async (address) => {
  const video = document.createElement("video");
  video.muted = true;
  video.src = address;
  await new Promise((done, failed) => {
    video.onloadeddata = done;
    video.onerror = () => failed(video.error);
  });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [360, 640];
  const paper = canvas.getContext("2d");
  const found = [];
  for (let t = 0; t < video.duration; t += 0.1) {
    video.currentTime = t;
    await new Promise((done) => { video.onseeked = done; });
    paper.drawImage(video, 0, 0, canvas.width, canvas.height);
    found.push(canvas.toDataURL("image/jpeg", 0.85).split(",")[1]);
  }
  return found;
}"""
REPEATED = 6
"""The browser plays 30 pictures a second and these are ten: half their pace, for a busy machine."""


@pytest.fixture(scope="module")
def squats(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clip as a camera gives it: pictures one after the other."""
    page = browser.new_page()
    clip = base64.b64encode(CLIP.read_bytes()).decode()
    pictures: list[str] = page.evaluate(PICTURES, f"data:video/mp4;base64,{clip}")
    page.close()
    out = tmp_path_factory.mktemp("camera") / "squats.mjpeg"
    out.write_bytes(b"".join(base64.b64decode(picture) * REPEATED for picture in pictures))
    return out


@pytest.fixture
def filmed(_playwright: Playwright, server: Server, squats: Path) -> Iterator[Visit]:
    """A visit with a camera that plays the clip, round and round."""
    args = [
        *("--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"),
        f"--use-file-for-fake-video-capture={squats}",
    ]
    with _playwright.chromium.launch(executable_path=CHROMIUM, args=args) as browser:
        context = browser.new_context(permissions=["camera"], viewport={"width": 1280, "height": 800})
        visit = Visit(context, server.base)
        visit.arrive("Squatter")
        yield visit
        context.close()
        assert not visit.errors, visit.errors


def test_landmarks_of_a_real_person_arrive_and_no_picture_does(filmed: Visit) -> None:
    requests: list[Request] = []
    wires: list[WebSocket] = []
    sent: list[bytes] = []

    def note(request: Request) -> None:
        requests.append(request)

    def opened(wire: WebSocket) -> None:
        wires.append(wire)
        wire.on("framesent", lambda data: sent.append(data) if isinstance(data, bytes) else None)

    filmed.context.on("request", note)
    filmed.page.on("websocket", opened)
    filmed.answer_none()
    filmed.start()
    filmed.begin()
    filmed.page.locator("#camera").click()
    filmed.page.locator("#camera-yes").click()
    says = filmed.page.locator("#camera-says")
    whole = filmed.page.locator("#camera-check-whole")
    expect(whole).to_have_attribute("data-state", "right", timeout=60_000)
    # This clip is filmed at a slant; the helper says so.
    expect(says).to_contain_text("Turn sideways", timeout=20_000)
    filmed.page.locator("#camera-done").click()
    until = time.monotonic() + 90
    while time.monotonic() < until and time_of(sent) < 28.0:
        filmed.page.wait_for_timeout(250)
    frames = np.array([np.frombuffer(data, "<f4", offset=16) for data in sent])
    assert len(frames) > 30

    base = filmed.base
    assert requests
    assert all(request.url.startswith((base, "data:", "blob:")) for request in requests)
    assert [wire.url for wire in wires] == [wires[0].url]
    assert wires[0].url.startswith(base.replace("http", "ws"))
    assert {len(data) for data in sent} == {FRAME_BYTES}
    assert not any(b"\xff\xd8\xff" in (request.post_data_buffer or b"") for request in requests)

    # Each frame lies where an independent run of the same network on the clip found the person.
    here = frames[:, : 33 * 4].reshape(-1, 33, 4)[:, LEGS, :2]
    reference = np.load(TRACKED)["image"][:, LEGS, :2]
    away = np.linalg.norm(here[:, None] - reference[None], axis=3).mean(axis=2).min(axis=1)
    assert np.median(away) < 0.015
    assert np.quantile(away, 0.9) < 0.03

    # Three squats go round and round; where the round was joined, one of them may be cut in two.
    counted = squats_in(sent)
    assert counted in {2, 3, 4}, counted


def time_of(sent: list[bytes]) -> float:
    """Seconds between the first frame and the last."""
    return float(np.frombuffer(sent[-1], "<f8", 1)[0] - np.frombuffer(sent[0], "<f8", 1)[0]) if sent else 0.0


def squats_in(sent: list[bytes]) -> int:
    """Repetitions that the server's own wire tells of the very frames that the page sent."""
    import json

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
