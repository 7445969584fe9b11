"""Which reader a file needs, by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from primemover.errors import InvalidInput, NotFound
from primemover.intake.emg.c3d import open_c3d
from primemover.intake.emg.delimited import open_delimited
from primemover.intake.emg.edf import open_edf
from primemover.intake.emg.emg_file import EmgFile
from primemover.intake.emg.mat import open_mat
from primemover.intake.emg.opensignals import is_opensignals, open_opensignals
from primemover.intake.emg.parquet import open_parquet
from primemover.intake.emg.xdf import open_xdf

_READERS: dict[str, Callable[[Path, float | None], EmgFile]] = {
    ".csv": open_delimited,
    ".tsv": open_delimited,
    ".txt": open_delimited,
    ".edf": open_edf,
    ".bdf": open_edf,
    ".c3d": open_c3d,
    ".mat": open_mat,
    ".parquet": open_parquet,
    ".xdf": open_xdf,
}


def open_emg(path: Path, rate_hz: float | None = None) -> EmgFile:
    """Open a recording of any kind that we read.

    Args:
        path: the file.
        rate_hz: sampling rate, for files that do not say theirs.

    Raises:
        NotFound: there is no such file.
        InvalidInput: it is of another kind, empty or damaged.
        MissingPart: the library that reads it is not installed.
    """
    if not path.is_file():
        raise NotFound("there is no such file.", where=str(path), remedy="Check the name.")
    if path.stat().st_size == 0:
        raise InvalidInput(
            "the file is empty.", where=path.name, remedy="Copy or export the recording again."
        )
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise InvalidInput(
            f"files that end in '{path.suffix}' are not read.",
            where=path.name,
            remedy=f"Export the recording as one of {', '.join(sorted(_READERS))}.",
        )
    if path.suffix.lower() == ".txt" and is_opensignals(path):
        reader = open_opensignals
    opened = reader(path, rate_hz)
    if not opened.channels:
        raise InvalidInput(
            "there is no signal in the file.", where=path.name, remedy="Export the EMG channels too."
        )
    return opened
