"""Ten minutes through real streams: is a sample lost? ``python -m validation.emg.streams [--seconds 600]``

A BrainFlow playback board plays a numbered file of a Cyton on Wi-Fi (8 channels, 1000 a second) while another
program sends numbered samples through Lab Streaming Layer and is killed in the middle and started again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np

from primemover.intake.streams import Stream, open_stream

RATE_HZ = 1000.0
_LOOK_S = 0.02
_OUTLET = Path(__file__).parents[2] / "tests" / "intake" / "lsl_outlet.py"


@dataclass(slots=True)
class Count:
    """What came of a stream of numbered samples."""

    came: int = 0
    named_lost: int = 0
    skipped: int = 0
    """Numbers that never came, of a source that was not killed."""
    oldest_s: float = 0.0
    last: float | None = None

    def take(self, stream: Stream) -> None:
        """Count what has come."""
        chunk = stream.read()
        if chunk.empty:
            return
        row = chunk.samples[0]
        self.named_lost += chunk.lost
        self.came += int(np.isfinite(row).sum())
        self.oldest_s = max(self.oldest_s, (chunk.age_s or 0.0) + len(row) / RATE_HZ)
        numbers = row[np.isfinite(row)]
        if self.last is not None:
            numbers = np.concatenate([[self.last], numbers])
        step = np.diff(numbers)
        self.skipped += int(np.where(step > 0, step - 1, 0).sum())
        self.last = float(numbers[-1])


def numbered_file(path: Path, seconds: float) -> None:
    """A file of a Cyton on Wi-Fi whose channels all hold the number of the sample."""
    library = import_module("brainflow.board_shim")
    described = library.BoardShim.get_board_descr(library.BoardIds.CYTON_WIFI_BOARD)
    n = round(seconds * RATE_HZ)
    table = np.zeros((described["num_rows"], n))
    table[described["emg_channels"]] = np.arange(n)
    table[described["package_num_channel"]] = np.arange(n) % 256
    table[described["timestamp_channel"]] = 1_700_000_000 + np.arange(n) / RATE_HZ
    np.savetxt(path, table.T, delimiter="\t", fmt="%.6f")


def main() -> None:
    """Run, and print what came."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    seconds = parser.parse_args().seconds
    name = f"primemover-validation-{time.monotonic_ns()}"
    command = [sys.executable, str(_OUTLET), name, f"{RATE_HZ:g}"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "numbered.tsv"
        numbered_file(path, seconds + 5)
        sender = subprocess.Popen(command)
        layer, board = (
            open_stream(f"lsl:{name}"),
            open_stream(f"brainflow:PLAYBACK?master_board=CYTON_WIFI&file={path}"),
        )
        of_layer, of_board = Count(), Count()
        begun, killed = time.monotonic(), False
        while (now_s := time.monotonic() - begun) < seconds:
            of_layer.take(layer)
            of_board.take(board)
            if not killed and now_s > seconds / 2:
                sender.kill()
                sender.wait()
                sender, killed = subprocess.Popen(command), True
            time.sleep(_LOOK_S)
        sender.kill()
        sender.wait()
        board.close()
        layer.close()
    for title, found in (("BrainFlow playback", of_board), ("Lab Streaming Layer", of_layer)):
        print(
            f"{title}: {found.came} samples in {seconds:g} s, {found.named_lost} named as lost, "
            f"{found.skipped} numbers never came, oldest {1000 * found.oldest_s:.0f} ms"
        )


if __name__ == "__main__":
    main()
