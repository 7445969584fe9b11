"""The terminal's face: parse, call one verb, render."""

from primemover.cli.program import main

__all__ = ["main"]
