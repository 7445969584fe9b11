"""OpenPose JSON: a folder with one ``…_keypoints.json`` a frame, or one file with a list of frames.

Points are BODY_25 or COCO-18, in pixels with a confidence. Where there are several people the largest is
followed, frame by frame the one nearest to where they were.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from primemover.errors import InvalidInput
from primemover.intake.landmarks.given import Given
from primemover.motion.landmarks import INDEX, POINTS, VISIBILITY, Array, Landmarks, X, Y, Z

_UPPER: Final = {
    0: "nose",
    **{2: "right shoulder", 3: "right elbow", 4: "right wrist"},
    **{5: "left shoulder", 6: "left elbow", 7: "left wrist"},
}
_BODY_25: Final = {
    **_UPPER,
    **{9: "right hip", 10: "right knee", 11: "right ankle", 12: "left hip", 13: "left knee"},
    **{14: "left ankle", 15: "right eye", 16: "left eye", 17: "right ear", 18: "left ear"},
    **{19: "left foot index", 21: "left heel", 22: "right foot index", 24: "right heel"},
}
_COCO_18: Final = {
    **_UPPER,
    **{8: "right hip", 9: "right knee", 10: "right ankle", 11: "left hip", 12: "left knee"},
    **{13: "left ankle", 14: "right eye", 15: "left eye", 16: "right ear", 17: "left ear"},
}
_LAYOUTS: Final = {25: _BODY_25, 18: _COCO_18}


def read_openpose(path: Path, given: Given) -> Landmarks:
    """The landmarks of a folder of frames, or of a file with a list of them.

    Raises:
        InvalidInput: no JSON, no people's key points, an unknown layout, no rate or no size.
    """
    frames = _frames(path)
    rate_hz, size = given.rate_of(path), given.size_of(path)
    image = np.full((len(frames), POINTS, 4), np.nan)
    before: Array | None = None
    for index, (where, frame) in enumerate(frames):
        people = _people(frame, where)
        if people:
            before = _followed(people, before)
            image[index] = before
    known = np.isfinite(image[:, :, X])
    image[:, :, X] /= size[0]
    image[:, :, Y] /= size[1]
    image[:, :, Z] = np.where(known, 0.0, np.nan)
    return Landmarks(np.arange(len(frames)) / rate_hz, image, None, size, str(path))


def _frames(path: Path) -> list[tuple[str, Any]]:
    if path.is_dir():
        files = sorted(path.glob("*.json"), key=_frame_number)
        if not files:
            raise InvalidInput(
                "This folder has no .json files.",
                where=str(path),
                remedy="OpenPose writes one _keypoints.json a frame.",
            )
        return [(str(file), _json(file)) for file in files]
    content = _json(path)
    frames = content.get("frames", [content]) if isinstance(content, dict) else content
    if not isinstance(frames, list) or not frames:
        raise InvalidInput("It has no frames.", where=str(path), remedy="A list of OpenPose frames is read.")
    return [(f"{path}, frame {index}", frame) for index, frame in enumerate(frames)]


def _frame_number(file: Path) -> tuple[int, str]:
    numbers = re.findall(r"\d+", file.stem)
    return (int(numbers[-1]) if numbers else -1, file.name)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise InvalidInput(
            "This is no JSON, or it was cut short.", where=str(path), remedy="Write it again."
        ) from error


def _people(frame: object, where: str) -> list[Array]:
    people = frame.get("people") if isinstance(frame, Mapping) else None
    if not isinstance(people, list):
        raise InvalidInput("It has no list of people.", where=where, remedy="OpenPose's own output is read.")
    found = []
    for person in people:
        numbers = person.get("pose_keypoints_2d") if isinstance(person, Mapping) else None
        if numbers:
            found.append(_points(numbers, where))
    return [points for points in found if np.isfinite(points[:, X]).any()]


def _points(numbers: Sequence[object], where: str) -> Array:
    layout = _LAYOUTS.get(len(numbers) // 3)
    if layout is None or len(numbers) % 3 or not all(isinstance(n, int | float) for n in numbers):
        raise InvalidInput(
            f"A person has {len(numbers)} numbers.",
            where=where,
            remedy="25 points (BODY_25) or 18 (COCO) with x, y and confidence are read.",
        )
    triples = np.array(numbers, dtype=np.float64).reshape(-1, 3)
    points = np.full((POINTS, 4), np.nan)
    for theirs, ours in layout.items():
        x, y, confidence = triples[theirs]
        if confidence > 0:
            points[INDEX[ours]] = (x, y, 0.0, confidence)
    points[:, VISIBILITY] = np.where(np.isnan(points[:, X]), 0.0, points[:, VISIBILITY])
    return points


def _followed(people: Sequence[Array], before: Array | None) -> Array:
    if before is None:
        return max(people, key=_size)
    there = before
    return min(people, key=lambda person: _apart(person, there))


def _size(points: Array) -> float:
    return float(np.nanmax(points[:, Y]) - np.nanmin(points[:, Y])) * float(
        np.nanmax(points[:, X]) - np.nanmin(points[:, X])
    )


def _apart(a: Array, b: Array) -> float:
    apart = np.hypot(a[:, X] - b[:, X], a[:, Y] - b[:, Y])
    return float(np.nanmean(apart)) if np.isfinite(apart).any() else float("inf")
