"""Where the terminal's sentences go: results to standard output, all else to standard error."""

from __future__ import annotations

import sys

from primemover.texts import text


def say(message: str, **values: object) -> None:
    """Write one sentence to standard output, where what was asked for goes."""
    sys.stdout.write(text(message, **values) + "\n")
    sys.stdout.flush()


def note(message: str, **values: object) -> None:
    """Write one sentence to standard error, where progress and warnings go."""
    sys.stderr.write(text(message, **values) + "\n")
    sys.stderr.flush()
