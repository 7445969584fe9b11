"""A program that sends a stream: arguments NAME RATE_HZ. Samples are counted, so that none can be missed."""

from __future__ import annotations

import sys
import time
from importlib import import_module


def main(name: str, rate_hz: float) -> None:
    """Send until somebody ends it."""
    pylsl = import_module("pylsl")
    info = pylsl.StreamInfo(name, "EMG", 2, rate_hz, "float32", source_id=name)
    channels = info.desc().append_child("channels")
    for label in ("GMAX_L", "BF_L"):
        channel = channels.append_child("channel")
        channel.append_child_value("label", label)
        channel.append_child_value("unit", "microvolts")
    outlet = pylsl.StreamOutlet(info)
    outlet.wait_for_consumers(30)
    begun, sent = pylsl.local_clock(), 0
    while True:
        due = int((pylsl.local_clock() - begun) * rate_hz)
        for i in range(sent, due):
            outlet.push_sample([float(i), float(-i)], begun + i / rate_hz)
        sent = due
        time.sleep(0.005)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
