"""Cues against their due times, over a whole session in a real Chromium on the real clock.

Budget over 12 minutes: asked-for speech and audio p99 < 20 ms after due, the frame that follows
p99 < 35 ms, drift < 2 ms. The truth is the timeline: the moment of each cue is its ``at_s`` after the
session's start, and the start is the median over the first ten cues of (asked - due), so that a
constant offset of the log cannot hide drift.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.startup import free_port

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WATCH_FRAMES = """() => {
const log = primemover.asked, push = log.push;
window.__frames = [];
log.push = function (entry) {
  if (entry.what === 'say') {
    requestAnimationFrame(() => window.__frames.push(performance.now() - entry.due_ms));
  }
  return push.call(log, entry);
};
}"""


@dataclass(frozen=True, slots=True)
class Timing:
    """Lateness in milliseconds; ``drift_ms`` is how the median moved from the first minute to the last."""

    said_ms: list[float]
    sounded_ms: list[float]
    frames_ms: list[float]
    drift_ms: float
    missing: int


def p99(values: list[float]) -> float:
    """The 99th percentile (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.99 * len(ordered)))]


def play_through(
    page: Page, base: str, minutes_limit: float
) -> tuple[list[dict[str, Any]], list[float], Any]:
    """The first run, then the session to its end on the real clock: what was asked, frames, timeline."""
    page.goto(base)
    for _ in range(2):
        page.get_by_role("button", name="None of these").click()
    page.get_by_role("button", name="Start").click()
    page.locator("#begin-go").wait_for()
    page.wait_for_load_state("networkidle")
    session = page.url.rsplit("/", 1)[1]
    timeline = page.request.get(f"{base}/api/sessions/{session}").json()["timeline"]
    page.evaluate(WATCH_FRAMES)
    page.locator("#begin-go").click()
    wait_s = min(timeline["total_s"], minutes_limit * 60) - 2
    begun = time.monotonic()
    while (left := wait_s - (time.monotonic() - begun)) > 0:
        print(f"\r  {left:4.0f} s left ", end="", file=sys.stderr, flush=True)
        page.wait_for_timeout(min(10, left) * 1000)
    print("\r", end="", file=sys.stderr)
    return page.evaluate("primemover.asked"), page.evaluate("window.__frames"), timeline


def against_timeline(
    asked: list[dict[str, Any]], frames: list[float], timeline: Any, until_s: float
) -> Timing:
    """Match each request with its cue in the timeline, in order, and take the lateness."""
    cues = [cue for segment in timeline["segments"] for cue in segment["cues"] if cue["at_s"] < until_s]
    said = [entry for entry in asked if entry["what"] == "say"]
    sounded = [entry for entry in asked if entry["what"] == "sound"]
    due_said = [cue["at_s"] * 1000 for cue in cues if cue["say"]]
    due_sounded = [cue["at_s"] * 1000 for cue in cues if cue["sound"]]
    start_ms = statistics.median(e["due_ms"] - due for e, due in zip(said[:10], due_said[:10], strict=False))
    late_said = [e["asked_ms"] - start_ms - due for e, due in zip(said, due_said, strict=False)]
    late_sounded = [e["for_ms"] - start_ms - due for e, due in zip(sounded, due_sounded, strict=False)]
    quarter = max(5, len(late_said) // 12)
    drift = statistics.median(late_said[-quarter:]) - statistics.median(late_said[:quarter])
    missing = abs(len(due_said) - len(said)) + abs(len(due_sounded) - len(sounded))
    return Timing(late_said, late_sounded, frames, drift, missing)


def measure(minutes_limit: float = 12.5) -> Timing:
    """One session of twelve minutes against a server of its own."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        port = free_port()
        environment = os.environ | {"PRIMEMOVER_DATABASE_URL": f"sqlite:///{folder}/journal.db"}
        serve = [str(Path(sys.executable).with_name("primemover")), "serve", "--port", str(port)]
        server = subprocess.Popen(
            serve, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        try:
            time.sleep(3)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            asked, frames, timeline = play_through(page, f"http://127.0.0.1:{port}", minutes_limit)
        finally:
            browser.close()
            server.terminate()
            server.wait(timeout=10)
    last_s = min(timeline["total_s"], minutes_limit * 60) - 3
    started = min(entry["due_ms"] for entry in asked)
    heard = [entry for entry in asked if entry["due_ms"] - started < last_s * 1000]
    return against_timeline(heard, frames, timeline, last_s)


def main() -> None:
    """Print the table."""
    timing = measure(float(sys.argv[1]) if len(sys.argv) > 1 else 12.5)
    rows = [
        ("speech asked for", timing.said_ms, 20),
        ("sound asked for", timing.sounded_ms, 20),
        ("the frame after", timing.frames_ms, 35),
    ]
    for name, values, budget in rows:
        print(
            f"{name:17} n {len(values):4}  median {statistics.median(values):6.2f} ms"
            f"  p99 {p99(values):6.2f} ms  max {max(values):6.2f} ms  (budget p99 < {budget})"
        )
    print(f"drift {timing.drift_ms:+.2f} ms (budget 2); cues without their request: {timing.missing}")


if __name__ == "__main__":
    main()
