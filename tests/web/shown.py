"""A camera whose pictures the test chooses, and what a network makes of them is real.

The page asks for a camera and a canvas stands in for the device; from its stream on all is the page's own.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page
from visiting import Server, Visit

# Timers are taken before the test's clock takes their place: a camera goes on when the page's clock stands.
CAMERA = """(() => {
  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d");
  const tick = setInterval, over = clearInterval;
  let [film, at, timer, tracks] = [[], 0, 0, []];
  const draw = () => {
    if (!film.length) return;
    const picture = film[at++ % film.length];
    if (canvas.width !== picture.width) canvas.width = picture.width;
    if (canvas.height !== picture.height) canvas.height = picture.height;
    paper.drawImage(picture, 0, 0);
    for (const track of tracks) track.requestFrame();
  };
  window.shown = {
    show: async (pictures, perSecond) => {
      film = await Promise.all(pictures.map(async (text) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        return createImageBitmap(new Blob([bytes]));
      }));
      at = 0;
      over(timer);
      timer = perSecond ? tick(draw, 1000 / perSecond) : 0;
    },
    unplug: () => {
      for (const track of tracks) {
        track.stop();
        track.dispatchEvent(new Event("ended"));
      }
    },
    on: () => tracks.some(({ readyState }) => readyState === "live"),
  };
  // A page that is no page yet has none.
  if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => {
    const stream = canvas.captureStream(0);
    tracks = stream.getVideoTracks();
    return stream;
  };
})()"""


class Shown:
    """The camera of every page that this context opens from now on."""

    def __init__(self, context: BrowserContext) -> None:
        context.add_init_script(CAMERA)

    def show(self, page: Page, pictures: Sequence[Any], per_second: float = 10) -> None:
        """Show these pictures (PIL) one after the other, round and round; 0 a second: no more of them."""
        page.evaluate(
            "([film, per]) => shown.show(film, per)", [[_jpeg(one) for one in pictures], per_second]
        )

    def unplug(self, page: Page) -> None:
        """Nothing more comes, and the browser says so."""
        page.evaluate("shown.unplug()")

    def is_on(self, page: Page) -> bool:
        """Whether the page has it still."""
        found: bool = page.evaluate("shown.on()")
        return found


def _jpeg(picture: Any) -> str:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=90)
    return base64.b64encode(written.getvalue()).decode()


@contextmanager
def before_a_camera(browser: Browser, server: Server, name: str) -> Iterator[tuple[Visit, Shown]]:
    """Somebody of that name at Today, and the camera that their browser has."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, service_workers="block")
    context.set_default_timeout(30_000)
    camera = Shown(context)
    visit = Visit(context, server.base)
    visit.arrive(name)
    visit.answer_none()
    yield visit, camera
    context.close()
    assert not visit.errors, visit.errors
