"""Streams through the real libraries: BrainFlow's boards, Lab Streaming Layer on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from primemover.emg import Channel
from primemover.emg.recording import Samples, Unit
from primemover.errors import Conflict, InvalidInput, NotFound
from primemover.intake.emg import open_emg
from primemover.intake.streams import Recorder, Stream, open_stream

RATE_HZ = 1000.0
OUTLET = Path(__file__).with_name("lsl_outlet.py")


def _heard(stream: Stream, until: Callable[[Samples], bool], patience_s: float = 20.0) -> Samples:
    """All rows (n_channels, n) until there are enough."""
    parts: list[tuple[Samples, ...]] = []
    end = time.monotonic() + patience_s
    rows = np.empty((len(stream.channels), 0))
    while time.monotonic() < end:
        chunk = stream.read()
        if not chunk.empty:
            parts.append(chunk.samples)
            rows = np.hstack([np.array(p) for p in parts])
            if until(rows):
                return rows
        time.sleep(0.01)
    raise AssertionError(f"only {rows.shape[1]} samples came")


# Replay


def test_a_file_is_replayed_whole_and_in_its_own_time(tmp_path: Path) -> None:
    rows = np.random.default_rng(0).standard_normal((2, 1500)).round(4)
    path = tmp_path / "a.csv"
    table = np.column_stack([np.arange(1500) / RATE_HZ, *rows])
    np.savetxt(path, table, delimiter=",", header="time_s,GMAX_L_uV,BF_L_uV", comments="", fmt="%.4f")
    stream = open_stream(f"replay:{path}")
    begun = time.monotonic()
    parts = []
    while not stream.ended:
        chunk = stream.read()
        parts.append(np.array(chunk.samples))
        assert sum(p.shape[1] for p in parts) <= (time.monotonic() - begun) * RATE_HZ + 1
        time.sleep(0.02)
    np.testing.assert_array_equal(np.hstack(parts), rows)
    assert time.monotonic() - begun > 1.45
    assert [c.muscle for c in stream.channels] == ["gluteus-maximus", "biceps-femoris"]


@pytest.mark.parametrize(
    ("source", "error", "words"),
    [
        ("glute", InvalidInput, "is no source"),
        ("radio:FM", InvalidInput, "'radio:FM' is no source"),
        ("replay:nowhere.csv", NotFound, "no such file"),
        ("brainflow:TOASTER", NotFound, "no board 'TOASTER'"),
        ("brainflow:CYTON?colour=red", InvalidInput, "no setting 'colour'"),
        ("brainflow:CYTON?ip_port=abc", InvalidInput, "'abc' is no ip_port"),
        ("brainflow:CYTON?serial_port=/dev/nothing-is-here", NotFound, "does not answer"),
    ],
)
def test_a_source_that_is_not_there_is_named(source: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        open_stream(source)


# BrainFlow


@pytest.fixture
def played(tmp_path: Path) -> tuple[Path, Samples]:
    """A file for BrainFlow's playback board, four seconds of a Cyton on Wi-Fi with its sample counter, of
    which ten samples were lost on the way."""
    library = import_module("brainflow.board_shim")
    described = library.BoardShim.get_board_descr(library.BoardIds.CYTON_WIFI_BOARD)
    n = round(4 * RATE_HZ)
    table = np.zeros((described["num_rows"], n))
    table[described["emg_channels"]] = np.random.default_rng(1).standard_normal((8, n)).round(3)
    table[described["package_num_channel"]] = np.arange(n) % 256
    table[described["timestamp_channel"]] = 1_700_000_000 + np.arange(n) / RATE_HZ
    table = np.delete(table, slice(2000, 2010), axis=1)
    path = tmp_path / "board.tsv"
    np.savetxt(path, table.T, delimiter="\t", fmt="%.6f")
    return path, table[described["emg_channels"]]


def test_a_playback_board_gives_every_sample_and_names_the_lost_ones(played: tuple[Path, Samples]) -> None:
    path, rows = played
    stream = open_stream(f"brainflow:PLAYBACK?master_board=CYTON_WIFI&file={path}")
    try:
        # The player stops at the last sample of its file.
        heard = _heard(stream, lambda got: got.shape[1] >= 3990)
    finally:
        stream.close()
    assert len(stream.channels) == 8
    assert stream.channels[0].sampling_rate_hz == RATE_HZ
    assert np.isnan(heard[:, 2000:2010]).all()
    assert np.count_nonzero(np.isnan(heard[0])) == 10
    np.testing.assert_allclose(heard[:, :2000], rows[:, :2000], atol=1e-6)
    np.testing.assert_allclose(heard[:, 2010:3990], rows[:, 2000:3980], atol=1e-6)


def test_a_pause_without_loss_is_no_loss_and_a_long_loss_is_counted_in_whole_rounds(tmp_path: Path) -> None:
    library = import_module("brainflow.board_shim")
    described = library.BoardShim.get_board_descr(library.BoardIds.CYTON_WIFI_BOARD)
    number = np.concatenate([np.arange(1500), np.arange(2200, 3000)])
    table = np.zeros((described["num_rows"], len(number)))
    table[described["emg_channels"]] = number
    table[described["package_num_channel"]] = number % 256
    # A computer that was busy for a second after the 700th sample; 700 samples that never came later on.
    table[described["timestamp_channel"]] = 1_700_000_000 + number / RATE_HZ + (number >= 700)
    path = tmp_path / "board.tsv"
    np.savetxt(path, table.T, delimiter="\t", fmt="%.6f")
    stream = open_stream(f"brainflow:PLAYBACK?master_board=CYTON_WIFI&file={path}")
    try:
        heard = _heard(stream, lambda got: got.shape[1] >= 2980)
    finally:
        stream.close()
    np.testing.assert_array_equal(heard[0, :1500], np.arange(1500))
    assert np.isnan(heard[0, 1500:2200]).all()
    np.testing.assert_array_equal(heard[0, 2200:2980], np.arange(2200, 2980))


def test_a_synthetic_board_that_is_closed_and_opened_again_streams_on() -> None:
    for _ in range(2):
        stream = open_stream("brainflow:SYNTHETIC")
        try:
            heard = _heard(stream, lambda got: got.shape[1] >= 100)
        finally:
            stream.close()
        assert np.isfinite(heard).all()
        assert len(heard) == 16


# Lab Streaming Layer


@pytest.fixture
def layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The layer on the loopback of this machine only; the name of a stream that nobody else has."""
    config = tmp_path / "lsl_api.cfg"
    config.write_text(
        "[multicast]\nResolveScope = machine\n[lab]\nKnownPeers = {127.0.0.1}\n[log]\nlevel = -2\n"
    )
    monkeypatch.setenv("LSLAPICFG", str(config))
    return f"primemover-test-{os.getpid()}-{time.monotonic_ns()}"


def _outlet(name: str) -> subprocess.Popen[bytes]:
    """A program that sends counted samples, two channels of a thousand a second, until it is killed."""
    return subprocess.Popen([sys.executable, str(OUTLET), name, f"{RATE_HZ:g}"])


@pytest.fixture
def source(layer: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    process = _outlet(layer)
    yield layer, process
    process.kill()
    process.wait()


def test_a_stream_loses_no_sample(source: tuple[str, subprocess.Popen[bytes]]) -> None:
    stream = open_stream(f"lsl:{source[0]}")
    try:
        heard = _heard(stream, lambda got: got.shape[1] >= 3000)
    finally:
        stream.close()
    assert [c.name for c in stream.channels] == ["GMAX_L", "BF_L"]
    assert [c.unit for c in stream.channels] == [Unit.MICROVOLT, Unit.MICROVOLT]
    assert [c.side for c in stream.channels] == ["left", "left"]
    np.testing.assert_array_equal(np.diff(heard[0]), 1)


def test_a_source_that_is_killed_and_comes_back_is_heard_again_and_the_gap_is_named(
    source: tuple[str, subprocess.Popen[bytes]],
) -> None:
    name, first = source
    stream = open_stream(f"lsl:{name}")
    try:
        before = _heard(stream, lambda got: got.shape[1] >= 1000)
        first.send_signal(signal.SIGKILL)
        first.wait()
        gone = time.monotonic()
        second = _outlet(name)
        try:
            after = _heard(stream, lambda got: bool(np.isnan(got).any() and np.isfinite(got[0, -500:]).all()))
            away_s = time.monotonic() - gone
        finally:
            second.kill()
            second.wait()
    finally:
        stream.close()
    np.testing.assert_array_equal(np.diff(before[0]), 1)
    missing = np.isnan(after[0])
    # One gap, as long as the source was away: the clock of the samples stays right.
    assert np.count_nonzero(np.diff(missing.astype(int)) == 1) <= 1
    assert 0.3 < missing.sum() / RATE_HZ < away_s
    back = after[0][np.flatnonzero(missing)[-1] + 1 :]
    np.testing.assert_array_equal(np.diff(back), 1)


def test_a_stream_that_nobody_sends_is_named(layer: str) -> None:
    with pytest.raises(NotFound, match=r"No stream 'primemover-test-\d+-\d+-absent' answers"):
        open_stream(f"lsl:{layer}-absent")


# Recording


def test_what_was_recorded_is_read_back(tmp_path: Path) -> None:
    channels = (Channel("GMAX L", RATE_HZ, Unit.MICROVOLT), Channel("BF", RATE_HZ, Unit.MILLIVOLT))
    rows = np.random.default_rng(0).standard_normal((2, 2500)) * 30
    rows[0, 700:720] = np.nan
    path = tmp_path / "out.csv"
    with Recorder(path, channels) as recorder:
        for start in range(0, 2500, 70):
            recorder.write(tuple(rows[:, start : start + 70]))
    back = open_emg(path)
    assert back.channels == channels
    np.testing.assert_allclose(np.hstack([np.array(b) for b in back.blocks()]), rows, rtol=1e-6)


def test_a_recording_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("something of mine")
    with pytest.raises(Conflict, match="file already"):
        Recorder(path, [Channel("a", RATE_HZ)])
    assert path.read_text() == "something of mine"


def test_channels_of_different_rates_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="different rates"):
        Recorder(tmp_path / "out.csv", [Channel("a", 1000.0), Channel("b", 2000.0)])
