"""Which reader a file needs."""

from __future__ import annotations

from pathlib import Path

from primemover.errors import InvalidInput, MissingPart, NotFound
from primemover.intake.landmarks.given import Given
from primemover.intake.landmarks.mediapipe_csv import read_csv
from primemover.intake.landmarks.numpy_archive import read_npz
from primemover.intake.landmarks.openpose import read_openpose
from primemover.intake.landmarks.trc import read_trc
from primemover.motion.landmarks import Landmarks

_READERS = {".npz": read_npz, ".csv": read_csv, ".json": read_openpose, ".trc": read_trc}
_VIDEOS = (".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v")


def read_landmarks(path: Path, given: Given | None = None) -> Landmarks:
    """The landmarks of a file, or of a folder of OpenPose frames.

    Raises:
        NotFound: there is no such file.
        MissingPart: it is a video; nothing here finds landmarks in pictures.
        InvalidInput: another kind of file, a damaged one, or one that leaves out what ``given`` lacks.
    """
    given = given or Given()
    if not path.exists():
        raise NotFound("There is no such file.", where=str(path))
    if path.is_dir():
        return read_openpose(path, given)
    suffix = path.suffix.lower()
    if suffix in _VIDEOS:
        raise MissingPart(
            "Landmarks are not found in videos yet; only files of landmarks can be watched.",
            where=str(path),
            remedy="Run a pose model on the video first, and watch what it writes (.npz, .csv, .json, .trc).",
        )
    if suffix not in _READERS:
        raise InvalidInput(
            f"A file that ends in {suffix or 'nothing'} holds no landmarks that are known here.",
            where=str(path),
            remedy="Known: .npz, MediaPipe .csv, OpenPose .json or a folder of them, .trc.",
        )
    return _READERS[suffix](path, given)
