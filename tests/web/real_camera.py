"""A real Chromium whose camera plays a file, and what then leaves the page."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from playwright.sync_api import Playwright, Request, WebSocket, expect
from visiting import Server, Visit

from primemover.web.frame_bytes import FRAME_BYTES

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PICTURE = re.compile(rb"\xff\xd8\xff|\x89PNG|RIFF....WEBP|data:image|[A-Za-z0-9+/]{400}", re.DOTALL)
"""How pictures begin, also within text; or text that is as long as nothing that the page says."""
LONGEST_WISH = 200
# A connection to another browser would pass every request and every rule of the page by.
COUNTS_PEERS = """window.peers = 0;
for (const name of ["RTCPeerConnection", "WebTransport"]) {
  window[name] = new Proxy(window[name], { construct: () => { window.peers += 1; throw new Error(name); } });
}"""


@contextmanager
def filming(playwright: Playwright, server: Server, film: Path, name: str) -> Iterator[Visit]:
    """A visit with a camera that plays ``film`` (.mjpeg), round and round."""
    args = [
        *("--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"),
        f"--use-file-for-fake-video-capture={film}",
    ]
    with playwright.chromium.launch(executable_path=CHROMIUM, args=args) as browser:
        context = browser.new_context(permissions=["camera"], viewport={"width": 1280, "height": 800})
        visit = Visit(context, server.base)
        visit.arrive(name)
        yield visit
        context.close()
        assert not visit.errors, visit.errors


class Watched:
    """A session with the camera on: every request, and every byte on the wire.

    ``whole``: the state of the helper's check for a whole body; ``says``: what the helper says first.
    """

    def __init__(self, visit: Visit, *, whole: str, says: str) -> None:
        self._visit = visit
        self._requests: list[Request] = []
        self._wires: list[WebSocket] = []
        self.sent: list[bytes] = []
        self._said: list[str] = []
        page = visit.page

        def note(request: Request) -> None:
            self._requests.append(request)

        def opened(wire: WebSocket) -> None:
            self._wires.append(wire)
            wire.on("framesent", sent)

        def sent(data: bytes | str) -> None:
            if isinstance(data, bytes):
                self.sent.append(data)
            else:
                self._said.append(data)

        visit.context.add_init_script(COUNTS_PEERS)
        visit.context.on("request", note)
        page.on("websocket", opened)
        visit.answer_none()
        visit.start()
        visit.begin()
        page.locator("#camera").click()
        page.locator("#camera-yes").click()
        expect(page.locator("#camera-check-whole")).to_have_attribute("data-state", whole, timeout=60_000)
        expect(page.locator("#camera-says")).to_contain_text(says, timeout=20_000)
        page.locator("#camera-done").click()

    def watch(self, seconds: float, *, most_s: float) -> None:
        """Let the camera run until so many seconds of frames have come."""
        until = time.monotonic() + most_s
        while time.monotonic() < until and self._spans_s() < seconds:
            self._visit.page.wait_for_timeout(250)

    def _spans_s(self) -> float:
        if not self.sent:
            return 0.0
        return float(np.frombuffer(self.sent[-1], "<f8", 1)[0] - np.frombuffer(self.sent[0], "<f8", 1)[0])

    def frames(self) -> np.ndarray:
        """Every frame that was sent, (n, 231)."""
        frames = np.array([np.frombuffer(data, "<f4", offset=16) for data in self.sent])
        assert len(frames) > 30
        return frames

    def nothing_else_left(self) -> None:
        """No request to anywhere else, one wire to this server, and no picture in any of them."""
        base = self._visit.base
        assert self._requests
        assert all(request.url.startswith((base, "data:", "blob:")) for request in self._requests)
        assert [wire.url for wire in self._wires] == [self._wires[0].url]
        assert self._wires[0].url.startswith(base.replace("http", "ws"))
        assert {len(data) for data in self.sent} == {FRAME_BYTES}
        assert all(json.loads(wish)["kind"] in {"watch", "led", "learn", "stop"} for wish in self._said)
        assert self._said
        assert max(map(len, self._said)) < LONGEST_WISH
        bodies = [request.post_data_buffer or b"" for request in self._requests]
        assert not [body for body in (*bodies, *self.sent) if PICTURE.search(body)]
        assert self._visit.page.evaluate("peers") == 0

    def looked_at(self, name: str) -> None:
        """The page as it is, where PRIMEMOVER_SHOTS names a folder for it."""
        folder = os.environ.get("PRIMEMOVER_SHOTS")
        if folder:
            self._visit.page.screenshot(path=Path(folder) / f"{name}.png")
