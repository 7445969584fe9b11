"""One whole session on two screens: how far apart the two show each change, in real time and two browsers.

The second screen is a device that pairs over TLS with the address of the code. Every change of exercise and
instruction must come on both, in the same order. Budget: 150 ms. The session's length in minutes is the
argument, 6 where there is none.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

from benchmarks.cue_timing import CHROMIUM, p99

WATCH = """() => {
  window.seen = [];
  const parts = ["what", "inst"].map((id) => document.getElementById(id));
  const words = () => parts.map((one) => one.textContent).join("|");
  let last = words();
  // Nothing is asked of the page in between: a loop of our own would take its time from it.
  const watch = new MutationObserver(() => {
    const [now, changed] = [words(), Date.now()];
    if (now === last) return;
    last = now;
    requestAnimationFrame(() => window.seen.push([now, Date.now(), Date.now() - changed]));
  });
  for (const one of parts) watch.observe(one, { childList: true, characterData: true, subtree: true });
}"""


IN_TIME_MS = 50
"""From the change to its frame, which is due every 16.7 ms: later, the machine had no time for it."""
BEFORE_THE_END_S = 3
"""So long before the session is over both screens are read: then they go on to the questions."""


@dataclass(frozen=True, slots=True)
class Apart:
    """How many milliseconds after the first screen the second did the same; how many did not."""

    later_ms: list[float]
    smooth_ms: list[float]
    """Those of them where both browsers had their frame in time: the rest waited for other programs."""
    total_s: float
    otherwise: int


def measure(minutes: int) -> Apart:
    """A session of ``minutes`` from beginning to end."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = subprocess.Popen(
            [sys.executable, "-m", "primemover", "serve", "--lan", "--host", "127.0.0.1", "--port", "0"],
            env=os.environ | {"HOME": folder, "XDG_DATA_HOME": folder},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert server.stdout is not None
        told = server.stdout.readline() + server.stdout.readline()
        own = re.search(r"http://\S+", told)
        pair = re.search(r"https://\S+", told)
        assert own and pair
        base = own[0].rstrip("/")
        launched = [
            playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            for _ in range(2)
        ]
        try:
            screen = launched[0].new_page(viewport={"width": 1280, "height": 800})
            screen.goto(base)
            for _ in range(2):
                with screen.expect_navigation():
                    screen.get_by_role("button", name="None of these").click()
            screen.goto(f"{base}/?minutes={minutes}")
            screen.get_by_role("button", name="Start").click()
            screen.locator("#begin-go").wait_for()
            address = base + "/api/sessions/" + screen.url.rsplit("/", 1)[1]
            total_s = screen.request.get(address).json()["timeline"]["total_s"]
            screen.locator("#begin-go").click()
            began = time.monotonic()
            phone = launched[1].new_page(viewport={"width": 390, "height": 844}, ignore_https_errors=True)
            phone.goto(pair[0])
            phone.get_by_role("button", name="Pair this device").click()
            phone.wait_for_url(lambda url: "/pair" not in url)
            phone.goto(pair[0].partition("/pair")[0] + screen.url.partition(base)[2])
            phone.get_by_role("button", name="Watch along here").click()
            phone.locator("#following").wait_for()
            for page in (screen, phone):
                page.evaluate(WATCH)
            while (left_s := total_s - BEFORE_THE_END_S - (time.monotonic() - began)) > 0:
                print(f"\r  {left_s:.0f} s left ", end="", file=sys.stderr, flush=True)
                screen.wait_for_timeout(min(10, left_s) * 1000)
            print("\r", end="", file=sys.stderr)
            leads, follows = (page.evaluate("window.seen") for page in (screen, phone))
        finally:
            for browser in launched:
                browser.close()
            server.terminate()
            server.communicate(timeout=20)
    # They were looked at from different moments on: what both saw is the end.
    both = min(len(leads), len(follows))
    pairs = list(zip(leads[-both:], follows[-both:], strict=True))
    same = [(here, there) for here, there in pairs if here[0] == there[0]]
    later = [there[1] - here[1] for here, there in same]
    smooth = [there[1] - here[1] for here, there in same if max(here[2], there[2]) <= IN_TIME_MS]
    return Apart(later, smooth, total_s, len(pairs) - len(later))


def main() -> None:
    """Print the figures."""
    apart = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 6)
    size = sorted(map(abs, apart.later_ms))
    print(
        f"session {apart.total_s:.0f} s  changes {len(size)}  not the same {apart.otherwise}  "
        f"median {statistics.median(apart.later_ms):+.0f} ms  "
        f"apart p95 {size[round(0.95 * (len(size) - 1))]:.0f} ms  p99 {p99(size):.0f} ms  "
        f"max {size[-1]:.0f} ms  (budget 150)"
    )
    frames = sorted(map(abs, apart.smooth_ms)) or [0.0]
    print(f"with frames in time: changes {len(apart.smooth_ms)}  max {frames[-1]:.0f} ms")


if __name__ == "__main__":
    main()
