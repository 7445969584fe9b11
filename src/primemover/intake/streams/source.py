"""Which stream a word like ``replay:FILE``, ``brainflow:BOARD`` or ``lsl:NAME`` asks for."""

from __future__ import annotations

from pathlib import Path

from primemover.errors import InvalidInput
from primemover.intake.streams.board import open_board
from primemover.intake.streams.lab_streaming_layer import open_lsl
from primemover.intake.streams.replay import open_replay
from primemover.intake.streams.stream import Stream
from primemover.texts import text


def open_stream(source: str, *, speed: float = 1.0, rate_hz: float | None = None) -> Stream:
    """Open a source and begin to listen.

    Args:
        source: ``replay:FILE``; ``brainflow:BOARD`` with its settings after a question mark, for example
            ``brainflow:CYTON?serial_port=/dev/ttyUSB0``; ``lsl:NAME``.
        speed: how many times faster a file is replayed.
        rate_hz: sampling rate of a file that does not say its own.

    Raises:
        InvalidInput: the word names no source.
        NotFound: the file, the board or the stream is not there.
        MissingPart: the library for it is not installed.
    """
    kind, _, rest = source.partition(":")
    if not rest:
        raise InvalidInput(
            text("source.no_source", given=source),
            where="--source",
            remedy=text("source.no_source_do"),
        )
    match kind:
        case "replay":
            return open_replay(Path(rest), speed, rate_hz)
        case "brainflow":
            return open_board(rest)
        case "lsl":
            return open_lsl(rest)
        case _:
            raise InvalidInput(
                text("source.no_source", given=source),
                where="--source",
                remedy=text("source.no_source_do"),
            )
