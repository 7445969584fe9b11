"""Pictures → a video file that plays everywhere (H.264 in MP4)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np

from primemover.errors import Conflict, InvalidInput, StorageProblem
from primemover.intake.video.parts import library
from primemover.intake.video.pictures import MOST_HZ, Picture

_TICKS: Final = 90_000
_CODEC: Final = "libx264"
_QUALITY: Final = {"crf": "23", "preset": "veryfast"}


class Written:
    """A new video. It appears under its name when it is whole; broken off, nothing stays.

    Raises:
        Conflict: there is such a file already.
        InvalidInput: the name does not end in .mp4.
        StorageProblem: it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        if path.suffix.lower() != ".mp4":
            raise InvalidInput(
                "An annotated video is an MP4.", where=str(path), remedy="Give a name that ends in .mp4."
            )
        if path.exists():
            raise Conflict("This file is there already.", where=str(path), remedy="Give another name.")
        self._path = path
        self._half = path.with_name(f".{path.name}.part")
        self._av = library("av", str(path))
        self._container: Any = None
        self._stream: Any = None

    def __enter__(self) -> Self:
        try:
            self._container = self._av.open(str(self._half), "w", format="mp4")
        except (OSError, self._av.error.FFmpegError) as error:
            raise self._trouble(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None and self._stream is not None:
                self._mux(self._stream.encode())
            self._container.close()
            if kind is None:
                self._half.rename(self._path)
        except (OSError, self._av.error.FFmpegError) as problem:
            raise self._trouble(problem) from problem
        finally:
            self._half.unlink(missing_ok=True)

    def add(self, picture: Picture, time_s: float) -> None:
        """One more picture, shown at ``time_s``."""
        if self._stream is None:
            height, width = (side - side % 2 for side in picture.shape[:2])
            self._stream = self._container.add_stream(_CODEC, rate=round(MOST_HZ), options=_QUALITY)
            self._stream.width, self._stream.height, self._stream.pix_fmt = width, height, "yuv420p"
            self._stream.codec_context.time_base = Fraction(1, _TICKS)
        even = np.ascontiguousarray(picture[: self._stream.height, : self._stream.width])
        frame = self._av.VideoFrame.from_ndarray(even, format="rgb24")
        frame.pts, frame.time_base = round(time_s * _TICKS), Fraction(1, _TICKS)
        try:
            self._mux(self._stream.encode(frame))
        except (OSError, self._av.error.FFmpegError) as error:
            raise self._trouble(error) from error

    def _mux(self, packets: Any) -> None:
        for packet in packets:
            self._container.mux(packet)

    def _trouble(self, error: Exception) -> StorageProblem:
        reason = getattr(error, "strerror", None) or "it cannot be written"
        return StorageProblem(f"The video was not written: {reason}.", where=str(self._path))
