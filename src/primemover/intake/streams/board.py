"""Boards through BrainFlow: OpenBCI, g.tec and others, and its own synthetic and playback boards."""

from __future__ import annotations

import time
import warnings
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl

import numpy as np

from primemover.emg.recording import Channel, Samples, Unit
from primemover.errors import InvalidInput, MissingPart, NotFound, getting
from primemover.intake.emg.muscle_map import mapped
from primemover.intake.streams.stream import LONGEST_GAP_S, Chunk, nothing, with_lost
from primemover.texts import text

SILENT_S = 2.0
"""A board that has said nothing for so long is started anew."""
_RING = 450_000
_ASK_S = 0.001


class Board:
    """A BrainFlow board that is streaming; it may always come back. Its channels are in microvolts.

    Args:
        library: the module ``brainflow``.
        board_id: which board.
        settings: fields of ``BrainFlowInputParams``.
        name: what a person calls it.
    """

    def __init__(self, library: Any, board_id: int, settings: dict[str, Any], name: str) -> None:
        self.name, self.ended = name, False
        self._brainflow, self._board_id, self._settings = library, board_id, settings
        described = library.BoardShim.get_board_descr(settings.get("master_board", board_id))
        rows = described.get("emg_channels") or described.get("exg_channels")
        if not rows:
            raise InvalidInput(text("source.no_muscles", name=name), remedy=text("source.no_muscles_do"))
        self._rows, self._rate_hz = list(rows), float(described["sampling_rate"])
        self._counter = described.get("package_num_channel")
        self._clock = described.get("timestamp_channel")
        names = described.get("emg_names", "").split(",") if described.get("emg_names") else []
        named = names if len(names) == len(self._rows) else [f"ch{i + 1}" for i in range(len(self._rows))]
        self.channels = mapped([Channel(n, self._rate_hz, Unit.MICROVOLT) for n in named], {})
        self._count: int | None = None
        self._largest = 0
        self._stamp: float | None = None
        self._heard = time.monotonic()
        self._board = self._started()

    def read(self) -> Chunk:
        """What the board has sent; a board that has fallen silent is started anew."""
        data = self._data()
        if data is None or not data.shape[1]:
            self._revive()
            return nothing(len(self.channels))
        self._heard = time.monotonic()
        before = self._lost_before(data)
        rows = with_lost(np.ascontiguousarray(data[self._rows], dtype=np.float64), before)
        age = time.time() - float(data[self._clock, -1]) if self._clock is not None else None
        return Chunk(tuple(rows), int(before.sum()), age)

    def wait(self, seconds: float) -> None:
        """Ask every millisecond: boards do not call."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if self._board is not None and self._board.get_board_data_count() > 0:
                    return
            except self._brainflow.BrainFlowError:
                pass
            time.sleep(_ASK_S)

    def close(self) -> None:
        """Stop the board and let it go."""
        if self._board is not None:
            try:
                self._board.stop_stream()
                self._board.release_session()
            except self._brainflow.BrainFlowError:
                self._board = None

    def _data(self) -> Samples | None:
        if self._board is None:
            return None
        try:
            return np.asarray(self._board.get_board_data())
        except self._brainflow.BrainFlowError:
            return None

    def _lost_before(self, data: Samples) -> Samples:
        """How many samples were lost before each column, (n,)."""
        by_clock = self._by_clock(data[self._clock]) if self._clock is not None else np.zeros(data.shape[1])
        if self._counter is None:
            return by_clock
        return self._by_counter(data[self._counter].astype(np.int64), by_clock)

    def _by_clock(self, stamps: Samples) -> Samples:
        """What a clock that stood still for long says; a busy computer lets it stand still, too."""
        first = self._stamp if self._stamp is not None else stamps[0]
        self._stamp = float(stamps[-1])
        step = np.diff(np.concatenate([[first], stamps]))
        silent = (step > SILENT_S / 4) & (step < LONGEST_GAP_S)
        return np.where(silent, np.round(step * self._rate_hz) - 1, 0.0)

    def _by_counter(self, counts: Samples, by_clock: Samples) -> Samples:
        """What the board's own counter says. It begins anew every so often: the clock says how many rounds
        were missed, but only where the count does not simply go on."""
        anew = self._count is None
        first = int(counts[0]) - 1 if self._count is None else self._count
        self._largest = max(self._largest, int(counts.max()), first)
        size = 256 if self._largest < 256 else 65_536
        step = np.diff(np.concatenate([[first], counts]))
        self._count = int(counts[-1])
        # Some boards send two samples under one number: no step is no loss.
        lost = np.where(step == 0, 0, (step - 1) % size).astype(np.float64)
        rounds = np.maximum(np.round((by_clock - lost) / size), 0)
        lost = np.where(lost > 0, lost + rounds * size, 0.0)
        if anew:
            lost[0] = by_clock[0]
        return lost

    def _revive(self) -> None:
        if time.monotonic() - self._heard < SILENT_S:
            return
        self._heard = time.monotonic()
        self.close()
        self._count = None
        try:
            self._board = self._started()
        except NotFound:
            self._board = None

    def _started(self) -> Any:
        params = self._brainflow.BrainFlowInputParams()
        for name, value in self._settings.items():
            setattr(params, name, value)
        board = self._brainflow.BoardShim(self._board_id, params)
        try:
            board.prepare_session()
            board.start_stream(_RING)
        except self._brainflow.BrainFlowError as error:
            if board.is_prepared():
                board.release_session()
            raise NotFound(
                text("source.board_silent", name=self.name, why=error),
                where="--source",
                remedy=text("source.board_silent_do"),
            ) from error
        return board


def open_board(wanted: str) -> Board:
    """Open ``NAME`` or ``NAME?setting=value&…``; settings are those of ``BrainFlowInputParams``.

    Raises:
        MissingPart: BrainFlow is not installed.
        NotFound: there is no such board, or it does not answer.
        InvalidInput: a setting is unknown, or the board has no EMG channels.
    """
    library = brainflow()
    name, _, query = wanted.partition("?")
    settings = {key: _setting(library, key, value) for key, value in parse_qsl(query)}
    return Board(library, _board_id(library, name), settings, name)


def brainflow() -> Any:
    """The library.

    Raises:
        MissingPart: it is not installed.
    """
    try:
        shim = import_module("brainflow.board_shim")
        with warnings.catch_warnings():
            # The library imports pkg_resources here, which warns of its own end.
            warnings.filterwarnings("ignore", "pkg_resources is deprecated", UserWarning)
            shim.BoardShim.disable_board_logger()
    except ImportError as error:
        raise MissingPart(
            text("source.library", name="brainflow"),
            remedy=text("problem.install_do", command=getting("emg-live")),
        ) from error
    return shim


def _board_id(library: Any, name: str) -> int:
    known = {b.name.removesuffix("_BOARD"): int(b.value) for b in library.BoardIds}
    plain = name.upper().replace("-", "_").removesuffix("_BOARD")
    if plain.lstrip("-").isdigit():
        return int(plain)
    if plain == "PLAYBACK":
        plain = "PLAYBACK_FILE"
    if plain not in known:
        raise NotFound(
            text("source.no_board", name=name),
            where="--source",
            remedy=text("source.no_board_do", names=", ".join(sorted(known)[:12])),
        )
    return known[plain]


def _setting(library: Any, key: str, value: str) -> Any:
    params = library.BrainFlowInputParams()
    if not hasattr(params, key):
        fields = ", ".join(sorted(k for k in vars(params)))
        raise InvalidInput(
            text("source.no_setting", name=key),
            where="--source",
            remedy=text("recording.known_do", names=fields),
        )
    if key == "master_board":
        return _board_id(library, value)
    kind = type(getattr(params, key))
    try:
        return kind(value)
    except ValueError as error:
        raise InvalidInput(
            text("source.no_value", given=value, name=key),
            where="--source",
            remedy=text("source.no_value_do"),
        ) from error
