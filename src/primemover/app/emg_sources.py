"""What could be listened to from here: boards that BrainFlow knows, streams that are heard in the network."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from primemover.errors import MissingPart

_LISTEN_S = 1.0


@dataclass(frozen=True, slots=True)
class Sources:
    """``boards``: names of boards with electrodes; ``streams``: names of streams, with what they are.

    None where the library for it is not installed.
    """

    boards: tuple[str, ...] | None
    streams: tuple[tuple[str, str], ...] | None


def boards_can() -> bool:
    """True where boards can be opened; asked without loading anything."""
    return find_spec("brainflow") is not None


def streams_can() -> bool:
    """True where streams can be opened."""
    return find_spec("pylsl") is not None


def found_sources() -> Sources:
    """Look around; takes a second."""
    return Sources(_boards(), _streams())


def _boards() -> tuple[str, ...] | None:
    from primemover.intake.streams.board import brainflow  # noqa: PLC0415 - loads a library

    try:
        library = brainflow()
    except MissingPart:
        return None
    names = []
    for board in library.BoardIds:
        if _has_electrodes(library, board):
            names.append(board.name.removesuffix("_BOARD"))
    return ("SYNTHETIC", "PLAYBACK_FILE", *sorted(set(names) - {"SYNTHETIC", "PLAYBACK_FILE"}))


def _has_electrodes(library: Any, board: Any) -> bool:
    try:
        described = library.BoardShim.get_board_descr(board.value)
    except library.BrainFlowError:
        return False
    return bool(described.get("emg_channels") or described.get("exg_channels"))


def _streams() -> tuple[tuple[str, str], ...] | None:
    from primemover.intake.streams.lab_streaming_layer import layer  # noqa: PLC0415 - loads a library

    try:
        library = layer()
    except MissingPart:
        return None
    found = library.resolve_streams(_LISTEN_S)
    return tuple(sorted({(str(s.name()), str(s.type())) for s in found if s.nominal_srate() > 0}))
