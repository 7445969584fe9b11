"""The folder of real recordings, for every test of this room."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def recordings() -> Path:
    folder = Path(os.environ.get("PRIMEMOVER_DATA", ROOT.parent / "shared" / "data")) / "emg"
    if not folder.is_dir():
        pytest.skip("the real recordings are not here; set PRIMEMOVER_DATA to the folder that has emg/")
    return folder
