"""Which reader a file needs."""

from __future__ import annotations

from pathlib import Path

from primemover.errors import InvalidInput, NotFound
from primemover.intake.landmarks.given import Given
from primemover.intake.landmarks.mediapipe_csv import read_csv
from primemover.intake.landmarks.numpy_archive import read_npz
from primemover.intake.landmarks.openpose import read_openpose
from primemover.intake.landmarks.trc import read_trc
from primemover.motion.landmarks import Landmarks

_READERS = {".npz": read_npz, ".csv": read_csv, ".json": read_openpose, ".trc": read_trc}


def read_landmarks(path: Path, given: Given | None = None) -> Landmarks:
    """The landmarks of a file, or of a folder of OpenPose frames.

    Raises:
        NotFound: there is no such file.
        InvalidInput: another kind of file, a damaged one, or one that leaves out what ``given`` lacks.
    """
    given = given or Given()
    if not path.exists():
        raise NotFound("There is no such file.", where=str(path))
    if path.is_dir():
        return read_openpose(path, given)
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise InvalidInput(
            f"A file that ends in {suffix or 'nothing'} holds no landmarks that are known here.",
            where=str(path),
            remedy="Known: videos, .npz, MediaPipe .csv, OpenPose .json or a folder of them, .trc.",
        )
    return _READERS[suffix](path, given)
