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
from primemover.texts import text

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
    if path.is_dir():
        raise InvalidInput(text("problem.folder"), where=str(path), remedy=text("problem.folder_do"))
    if not path.is_file():
        raise NotFound(text("problem.no_file"), where=str(path), remedy=text("problem.no_file_do"))
    if path.stat().st_size == 0:
        raise InvalidInput(text("recording.empty"), where=path.name, remedy=text("recording.empty_do"))
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise InvalidInput(
            text("recording.kind", suffix=path.suffix),
            where=path.name,
            remedy=text("recording.kind_do", kinds=", ".join(sorted(_READERS))),
        )
    if path.suffix.lower() == ".txt" and is_opensignals(path):
        reader = open_opensignals
    opened = reader(path, rate_hz)
    if not opened.channels:
        raise InvalidInput(
            text("recording.no_signal"), where=path.name, remedy=text("recording.no_signal_do")
        )
    return opened
