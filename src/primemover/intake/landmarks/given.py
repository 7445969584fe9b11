"""What a person says about a file that does not say it itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from primemover.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Given:
    """``rate_hz``: frames a second. ``size_px``: width and height of the picture. None: the file has it."""

    rate_hz: float | None = None
    size_px: tuple[float, float] | None = None

    def rate_of(self, path: Path) -> float:
        """The rate that was given.

        Raises:
            InvalidInput: none was, or it is no rate.
        """
        if self.rate_hz is None:
            raise InvalidInput(
                "This file does not say when its frames were taken.",
                where=str(path),
                remedy="Give the frames a second, as --fps 30.",
            )
        if not 1 <= self.rate_hz <= 1000:
            raise InvalidInput(f"{self.rate_hz:g} frames a second make no recording.", where="--fps")
        return self.rate_hz

    def size_of(self, path: Path) -> tuple[float, float]:
        """The size that was given.

        Raises:
            InvalidInput: none was.
        """
        if self.size_px is None:
            raise InvalidInput(
                "This file does not say how large its picture was, so its angles are unknown.",
                where=str(path),
                remedy="Give width and height in pixels, as --size 1280x720.",
            )
        return self.size_px
