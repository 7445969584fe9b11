"""A stream written down as it comes, as a table that every reader of tables can read."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import numpy as np

from primemover.emg.recording import Channel, Samples, Unit
from primemover.errors import Conflict, InvalidInput, StorageProblem
from primemover.texts import text

_SUFFIX = {Unit.VOLT: "_V", Unit.MILLIVOLT: "_mV", Unit.MICROVOLT: "_uV", Unit.COUNTS: ""}


class Recorder:
    """Appends rows to a new CSV file. Each chunk is handed to the system at once and in whole rows: a program
    that dies loses nothing of what it has heard.

    Raises:
        Conflict: the file is there already.
        InvalidInput: the channels have different rates.
        StorageProblem: it cannot be written.
    """

    def __init__(self, path: Path, channels: Sequence[Channel]) -> None:
        rates = {c.sampling_rate_hz for c in channels}
        if len(rates) != 1:
            raise InvalidInput(
                "channels of different rates do not fit in one table.",
                where=path.name,
                remedy="Record fewer.",
            )
        self._path, self._rate_hz, self._rows = path, rates.pop(), 0
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        except FileExistsError:
            raise Conflict(
                text("problem.file_taken"), where=str(path), remedy="Give another name to --record."
            ) from None
        except OSError as error:
            raise self._problem(error) from error
        heading = ",".join(["time_s", *(_cell(c) for c in channels)])
        self._write(f"# Sampling rate: {self._rate_hz:.10g}\n{heading}\n")

    @property
    def path(self) -> Path:
        """Where it is written."""
        return self._path

    def write(self, samples: Sequence[Samples]) -> None:
        """Append one (n,) per channel; NaN is written as such.

        Raises:
            StorageProblem: the disk is full or gone.
        """
        rows = np.array(samples)
        if not rows.size:
            return
        clock = (self._rows + np.arange(rows.shape[1])) / self._rate_hz
        text = io.StringIO()
        np.savetxt(text, np.column_stack([clock, rows.T]), fmt=["%.6f"] + ["%.7g"] * len(rows), delimiter=",")
        self._write(text.getvalue())
        self._rows += rows.shape[1]

    def close(self) -> None:
        """Bring it to the disk and close it."""
        os.fsync(self._file)
        os.close(self._file)

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, text: str) -> None:
        left = memoryview(text.encode())
        try:
            while left:
                left = left[os.write(self._file, left) :]
        except OSError as error:
            raise self._problem(error) from error

    def _problem(self, error: OSError) -> StorageProblem:
        return StorageProblem(
            text("source.unwritten", why=error.strerror),
            where=str(self._path),
            remedy=text("source.unwritten_do"),
        )


def _cell(channel: Channel) -> str:
    name = channel.name.replace(",", " ").replace('"', "").replace("\n", " ").strip()
    return f"{name}{_SUFFIX[channel.unit]}"
