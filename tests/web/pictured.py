"""Pictures for a camera: a photograph in the public domain, an empty room, a dog, nothing at all.

The photograph comes with matplotlib: Grace Hopper, by James S. Davis, U.S. Navy. It shows head and shoulders.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

WIDE, UPRIGHT = (640, 360), (360, 640)
WALL = (96, 104, 110)


def plain(size: tuple[int, int] = WIDE, colour: tuple[int, int, int] = WALL) -> Any:
    """One colour."""
    return pytest.importorskip("PIL.Image").new("RGB", size, colour)


def photograph(height: int = WIDE[1]) -> Any:
    """The person alone, so many pixels high."""
    matplotlib = pytest.importorskip("matplotlib", reason="no package with the photograph is installed")
    file = Path(matplotlib.get_data_path()) / "sample_data" / "grace_hopper.jpg"
    if not file.exists():
        pytest.skip("this matplotlib comes without the photograph")
    whole = pytest.importorskip("PIL.Image").open(file).convert("RGB")
    return whole.resize((round(whole.width * height / whole.height), height))


def person_at(*places: int, size: tuple[int, int] = WIDE, height: int = 360) -> Any:
    """The person in front of a wall, once for each place: pixels from the left."""
    picture = plain(size)
    person = photograph(height)
    for x in places:
        picture.paste(person, (x, size[1] - person.height))
    return picture


def room() -> Any:
    """A wall with a window, a floor and a sofa."""
    picture = plain(colour=(188, 180, 168))
    pen = pytest.importorskip("PIL.ImageDraw").Draw(picture)
    pen.rectangle((0, 260, 640, 360), fill=(122, 92, 66))
    pen.rectangle((430, 40, 580, 170), fill=(214, 232, 240), outline=(240, 240, 236), width=8)
    pen.rounded_rectangle((40, 170, 330, 290), 18, fill=(92, 108, 96))
    pen.rectangle((60, 285, 80, 310), fill=(60, 48, 40))
    pen.rectangle((290, 285, 310, 310), fill=(60, 48, 40))
    return picture


def dog() -> Any:
    """Four legs, a tail, and nobody."""
    picture = room()
    pen = pytest.importorskip("PIL.ImageDraw").Draw(picture)
    fur, dark = (150, 104, 58), (74, 48, 26)
    pen.line((250, 190, 205, 140), fill=fur, width=14)
    pen.ellipse((235, 170, 425, 255), fill=fur)
    for x in (255, 285, 375, 400):
        pen.rounded_rectangle((x, 225, x + 18, 325), 8, fill=fur)
    pen.ellipse((395, 115, 475, 195), fill=fur)
    pen.ellipse((445, 150, 510, 188), fill=fur)
    pen.ellipse((498, 158, 512, 172), fill=dark)
    pen.ellipse((440, 140, 450, 150), fill=dark)
    pen.polygon(((405, 130), (392, 190), (422, 170)), fill=dark)
    return picture
