"""Libraries that only some formats need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from primemover.errors import MissingPart, getting
from primemover.texts import text


def library(module: str, kind: str, where: str) -> Any:
    """The library that reads files of this kind.

    Raises:
        MissingPart: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingPart(
            text("recording.library", kind=kind, name=module.partition(".")[0]),
            where=where,
            remedy=text("problem.install_do", command=getting("emg-files")),
        ) from error
