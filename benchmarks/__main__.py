"""``make bench``: every budget, one after the other. About a quarter of an hour, best on a quiet machine."""

from __future__ import annotations

import subprocess
import sys

PARTS = (
    "startup",
    "routine_speed",
    "journal_scale",
    "emg_speed",
    "motion_speed",
    "live_sessions",
    "cue_timing",
    "two_screens",
    "page_trace",
)


def main() -> None:
    """Run each in a process of its own, so that none warms another up."""
    for part in PARTS:
        print(f"\n── {part}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{part}"], check=True)


if __name__ == "__main__":
    main()
