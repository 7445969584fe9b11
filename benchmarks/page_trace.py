"""What the page costs a phone, by Chromium's own measures: paint, script, the main thread in a session.

Budgets: the script of the first page and the player together stays under 250 kB as sent; while the figure
moves all the time, the page's main thread is busy for less than a tenth of one core. Paint and transfers are
of a browser that has seen nothing. Busy is processor time of the thread that runs scripts, style, layout and
paint (``Performance.getMetrics`` in ticks of that thread): waiting for other programs does not count. Pixels
are made elsewhere and are told beside it: all of the browser's processes, from the system's account.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, ViewportSize, sync_playwright

from benchmarks.cue_timing import CHROMIUM
from benchmarks.startup import free_port

PHONE: ViewportSize = {"width": 390, "height": 844}
MOVES_FROM_S = 66.0
"""The first exercise of the first session rolls to and fro without a rest from here on, for a minute."""
MEASURED_S = 40.0
PARTS = ("TaskDuration", "ScriptDuration", "RecalcStyleDuration", "LayoutDuration")


@dataclass
class Sent:
    """What came over the wire, by kind: bytes as sent, and how many files."""

    bytes_of: dict[str, int] = field(default_factory=dict)
    files_of: dict[str, int] = field(default_factory=dict)

    def listen(self, wire: CDPSession) -> None:
        """Count from now on."""
        kinds: dict[str, str] = {}
        wire.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))

        def finished(told: dict[str, Any]) -> None:
            kind = kinds.get(told["requestId"], "Other")
            self.bytes_of[kind] = self.bytes_of.get(kind, 0) + int(told["encodedDataLength"])
            self.files_of[kind] = self.files_of.get(kind, 0) + 1

        wire.on("Network.loadingFinished", finished)
        wire.send("Network.enable")


def painted_ms(page: Page) -> float:
    """First contentful paint after the navigation began."""
    entry = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
    for _ in range(100):
        found = page.evaluate(entry)
        if found is not None:
            return float(found)
        page.wait_for_timeout(50)
    raise AssertionError("nothing was painted")


def busy_s(wire: CDPSession) -> dict[str, float]:
    """Processor seconds of the page's main thread so far, whole and by part."""
    told = {one["name"]: one["value"] for one in wire.send("Performance.getMetrics")["metrics"]}
    return {name: told[name] for name in PARTS}


def processes_s(profile: str) -> float:
    """Processor seconds of all of the browser's processes."""
    ticks = 0
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if profile.encode() in (place / "cmdline").read_bytes():
                fields = (place / "stat").read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def in_a_session(page: Page, wire: CDPSession, browser_s: Callable[[], float]) -> dict[str, float]:
    """Shares of one core while the figure rolls."""
    page.locator("#begin-go").click()
    began = time.monotonic()
    while (left := MOVES_FROM_S - (time.monotonic() - began)) > 0:
        page.wait_for_timeout(min(left, 5) * 1000)
    before, all_before, at = busy_s(wire), browser_s(), time.monotonic()
    drawn = page.evaluate(
        """(seconds) => new Promise((done) => {
          let drawn = 0;
          const watch = new MutationObserver(() => (drawn += 1));
          const shape = document.querySelector("#figure path.near");
          watch.observe(shape, { attributes: true, attributeFilter: ["d"] });
          setTimeout(() => done(drawn), seconds * 1000);
        })""",
        MEASURED_S,
    )
    took_s = time.monotonic() - at
    after = busy_s(wire)
    shares = {name: (after[name] - before[name]) / took_s for name in PARTS}
    return shares | {
        "browser": (browser_s() - all_before) / took_s,
        "drawn_hz": drawn / took_s,
    }


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "primemover", "serve", "--port", str(port)],
            env=os.environ | {"PRIMEMOVER_DATABASE_URL": f"sqlite:///{folder}/journal.db"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert server.stdout is not None
        server.stdout.readline()
        profile = f"{folder}/profile"
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic"],
            viewport=PHONE,
            device_scale_factor=2,
            service_workers="block",
        )
        try:
            page = context.new_page()
            wire = context.new_cdp_session(page)
            wire.send("Performance.enable", {"timeDomain": "threadTicks"})
            first = Sent()
            first.listen(wire)
            page.goto(f"http://127.0.0.1:{port}/", wait_until="networkidle")
            paints = [painted_ms(page)]
            script = first.bytes_of.get("Script", 0)
            print(f"first page: painted {paints[0]:.0f} ms, script {script / 1000:.1f} kB,"
                  f" all {sum(first.bytes_of.values()) / 1000:.1f} kB")  # fmt: skip
            for _ in range(2):
                with page.expect_navigation():
                    page.get_by_role("button", name="None of these").click()
            page.get_by_role("button", name="Start").click()
            page.locator("#begin-go").wait_for()
            page.wait_for_load_state("networkidle")
            sent, files = first.bytes_of["Script"] / 1000, first.files_of["Script"]
            print(f"player: painted {painted_ms(page):.0f} ms; script so far {sent:.1f} kB in {files} files")
            shares = in_a_session(page, wire, lambda: processes_s(profile))
        finally:
            context.close()
            server.terminate()
            server.communicate(timeout=20)
    print(f"figure drawn {shares['drawn_hz']:.0f} times a second")
    by_script, by_style, by_layout = (shares[name] for name in PARTS[1:])
    print(f"main thread {shares['TaskDuration']:.1%} of a core (budget 10 %)")
    print(f"  of which script {by_script:.1%}, style {by_style:.1%}, layout {by_layout:.1%}")
    print(f"all of the browser, pixels by software {shares['browser']:.0%} of a core")


if __name__ == "__main__":
    main()
