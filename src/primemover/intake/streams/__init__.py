"""Streams of samples as they come: a file replayed, a board, another program; gaps named, never hidden."""

from primemover.intake.streams.recorder import Recorder
from primemover.intake.streams.source import open_stream
from primemover.intake.streams.stream import Chunk, Stream

__all__ = ["Chunk", "Recorder", "Stream", "open_stream"]
