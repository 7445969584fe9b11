"""``primemover thigh``: a photo in, an angle or a reason out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from primemover.app import camera_parts
from primemover.cli.program import program

Image = pytest.importorskip("PIL.Image", reason="the extra mediapipe is not installed")
pytest.importorskip("mediapipe", reason="the extra mediapipe is not installed")
pytestmark = pytest.mark.skipif(camera_parts.found() is None, reason="the pose model is not set up here")


def test_a_photo_without_a_person_is_named(tmp_path: Path) -> None:
    photo = tmp_path / "wall.jpg"
    Image.fromarray(np.full((300, 400, 3), 180, np.uint8)).save(photo)
    said = CliRunner().invoke(program, ["thigh", str(photo)])
    assert said.exit_code == 0
    assert "Nobody is in the picture." in said.output
    told = json.loads(CliRunner().invoke(program, ["thigh", str(photo), "--json"]).output)
    assert told == {"side": None, "deg": None, "error_deg": None, "reason": "motion.not-measured.no-person"}


def test_what_is_no_picture_says_what_to_give(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff nothing")
    result = CliRunner().invoke(program, ["thigh", str(broken)])
    assert result.exit_code != 0
