"""The terminal's sentences, and the one place where they are written out."""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from importlib import resources


@cache
def _texts() -> dict[str, str]:
    return tomllib.loads(resources.files("primemover.texts").joinpath("cli.en.toml").read_text("utf-8"))


def words(message: str, **values: object) -> str:
    """The sentence with this id, its ``{names}`` replaced by ``values``."""
    return _texts()[message].format(**values)


def say(message: str, **values: object) -> None:
    """Write one sentence to standard output, where what was asked for goes."""
    sys.stdout.write(words(message, **values) + "\n")
    sys.stdout.flush()


def note(message: str, **values: object) -> None:
    """Write one sentence to standard error, where progress and warnings go."""
    sys.stderr.write(words(message, **values) + "\n")
    sys.stderr.flush()
