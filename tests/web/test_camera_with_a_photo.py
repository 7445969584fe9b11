"""Chromium plays a photograph in the public domain: landmarks lie over the person, no picture leaves.

For a machine without a clip. The photograph shows head and shoulders, so nothing is counted in it; the helper
says that the body is cut off.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pictured import person_at
from playwright.sync_api import Playwright
from real_camera import Watched, filming
from visiting import Server, Visit

from primemover.app import camera_parts
from primemover.errors import MissingPart
from primemover.intake.video.parts import library
from primemover.intake.video.pose import Pose
from primemover.motion.landmarks import INDEX

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SHOWN = [INDEX[name] for name in ("nose", "left ear", "right ear", "left shoulder", "right shoulder")]
PLACES = (150, 215, 280, 345)
"""Where the photograph stands, pixels from the left; it stays at each for half a second."""
STAYS = 15


@pytest.fixture(scope="module")
def pictures() -> list[Any]:
    """The photograph in each of its places."""
    if camera_parts.found() is None:
        pytest.skip("the camera's parts are not set up here")
    return [person_at(x) for x in PLACES]


@pytest.fixture
def filmed(_playwright: Playwright, server: Server, pictures: list[Any], tmp_path: Path) -> Iterator[Visit]:
    """A visit with a camera that shows them one after the other, round and round."""
    film = tmp_path / "photo.mjpeg"
    with film.open("wb") as out:
        for picture in pictures:
            written = io.BytesIO()
            picture.save(written, "JPEG", quality=92)
            out.write(written.getvalue() * STAYS)
    with filming(_playwright, server, film, "Photographed") as visit:
        yield visit


def where(pictures: list[Any]) -> np.ndarray:
    """(pictures, points, 2): where the same network finds the points, run by itself and offline."""
    try:
        library("mediapipe", "")
    except MissingPart:
        pytest.skip("the extra mediapipe is not installed, to compare with")
    with Pose(Path("photo")) as pose:
        found = [pose.at_once(np.asarray(picture)) for picture in pictures]
    return np.array([people[0][0][SHOWN, :2] for people in found])


def test_landmarks_lie_over_the_person_and_no_picture_leaves(filmed: Visit, pictures: list[Any]) -> None:
    watched = Watched(filmed, whole="wrong", says="You are cut off")
    watched.watch(5.0, most_s=60)
    watched.nothing_else_left()
    here = watched.frames()[:, : 33 * 4].reshape(-1, 33, 4)[:, SHOWN, :2]
    truth = where(pictures)
    away = np.linalg.norm(here[:, None] - truth[None], axis=3).mean(axis=2)
    assert np.median(away.min(axis=1)) < 0.015
    assert np.quantile(away.min(axis=1), 0.9) < 0.04
    # The skeleton goes where the person goes.
    assert set(away.argmin(axis=1)) == set(range(len(PLACES)))
    watched.looked_at("camera-photo")
