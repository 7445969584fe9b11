"""A server that lets the other devices of a house in, as its command starts it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def open_house(folder: Path) -> Iterator[tuple[str, str]]:
    """Serve with everything in ``folder``: the computer's own address, and where another device pairs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "primemover", "serve", "--lan", "--host", "127.0.0.1", "--port", "0"],
        env=os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        own = re.search(r"http://\S+", process.stdout.readline())
        other = re.search(r"https://\S+/pair\?\S+", process.stdout.readline())
        assert own and other
        yield own[0].rstrip("/"), other[0]
    finally:
        process.terminate()
        process.communicate(timeout=20)
