"""The parts that only videos need: the libraries of the extra, and the pose model that set-up assembles."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from primemover.errors import MissingPart, getting
from primemover.texts import text

MODEL = "pose_full.task"


def library(module: str, where: str) -> Any:
    """A library of the extra.

    Raises:
        MissingPart: it is not installed.
    """
    # Both talk on standard error about what is none of the person's business.
    os.environ.setdefault("GLOG_minloglevel", "3")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingPart(
            text("source.library", name=module.partition(".")[0]),
            where=where,
            remedy=text("problem.install_do", command=getting("mediapipe")),
        ) from error


def model_file(where: str) -> Path:
    """The pose model, the same one that the page uses.

    Raises:
        MissingPart: set-up has not put it together.
    """
    model = Path(str(files("primemover"))) / "web" / "vendor" / MODEL
    if not model.is_file():
        raise MissingPart(
            "Videos need the pose model, which set-up puts together.",
            where=where,
            remedy="Install Node 20 or newer and run: make setup.",
        )
    return model
