"""One session on two screens: how far apart the two show each change, in real time and two browsers.

The second screen is a device that pairs over TLS with the address of the code. Budget: 150 ms.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

from benchmarks.cue_timing import CHROMIUM, p99

WATCH = """() => {
  window.seen = [];
  let last = "";
  const look = () => {
    const now = ["what", "inst"].map((id) => document.getElementById(id).textContent).join("|");
    if (now !== last) window.seen.push([now, Date.now()]);
    last = now;
    requestAnimationFrame(look);
  };
  look();
}"""


def measure(minutes: float) -> list[float]:
    """How many milliseconds after the first screen the second one showed each change."""
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
            screen.get_by_role("button", name="Start").click()
            screen.locator("#begin-go").click()
            phone = launched[1].new_page(viewport={"width": 390, "height": 844}, ignore_https_errors=True)
            phone.goto(pair[0])
            phone.get_by_role("button", name="Pair this device").click()
            phone.wait_for_url(lambda url: "/pair" not in url)
            phone.goto(pair[0].partition("/pair")[0] + screen.url.partition(base)[2])
            phone.get_by_role("button", name="Watch along here").click()
            phone.locator("#following").wait_for()
            for page in (screen, phone):
                page.evaluate(WATCH)
            for passed in range(round(minutes * 6)):
                print(f"\r  {passed * 10} s ", end="", file=sys.stderr, flush=True)
                screen.wait_for_timeout(10_000)
            print("\r", end="", file=sys.stderr)
            leads, follows = (page.evaluate("window.seen") for page in (screen, phone))
        finally:
            for browser in launched:
                browser.close()
            server.terminate()
            server.communicate(timeout=20)
    both = min(len(leads), len(follows)) - 1
    pairs = zip(leads[-both:], follows[-both:], strict=True)
    return [there - here for (first, here), (second, there) in pairs if first == second]


def main() -> None:
    """Print the figures."""
    apart = measure(float(sys.argv[1]) if len(sys.argv) > 1 else 12)
    size = sorted(map(abs, apart))
    print(
        f"changes {len(apart)}  median {statistics.median(apart):+.0f} ms  "
        f"apart p99 {p99(size):.0f} ms  max {size[-1]:.0f} ms  (budget 150)"
    )


if __name__ == "__main__":
    main()
