"""Every format is written with its own library and read back: the same channels, units and samples."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from primemover.emg import Unit
from primemover.errors import InvalidInput, MissingPart, NotFound
from primemover.intake.emg import EmgFile, open_emg
from primemover.intake.emg.extras import library

RATE_HZ = 1000.0
SAMPLES = np.round(np.random.default_rng(0).standard_normal((2, 3000)) * 50, 3)


def _read(opened: EmgFile) -> list[NDArray[np.float64]]:
    blocks = list(opened.blocks())
    return [np.concatenate([b[i] for b in blocks]) for i in range(len(opened.channels))]


def _csv(path: Path, header: str, columns: NDArray[np.float64], delimiter: str = ",") -> Path:
    np.savetxt(path, columns.T, delimiter=delimiter, header=header, comments="", fmt="%.6g")
    return path


@pytest.mark.parametrize(("suffix", "delimiter"), [(".csv", ","), (".csv", ";"), (".tsv", "\t")])
def test_a_table_with_a_clock_and_units_in_its_header(tmp_path: Path, suffix: str, delimiter: str) -> None:
    header = delimiter.join(["time_s", "GMAX_L_uV", "BF_L_mV"])
    table = np.vstack([2.5 + np.arange(3000) / RATE_HZ, SAMPLES])
    opened = open_emg(_csv(tmp_path / f"a{suffix}", header, table, delimiter))
    assert [(c.name, c.unit, c.sampling_rate_hz) for c in opened.channels] == [
        ("GMAX_L", Unit.MICROVOLT, 1000.0),
        ("BF_L", Unit.MILLIVOLT, 1000.0),
    ]
    assert opened.start_s == 2.5
    assert np.array(_read(opened)) == pytest.approx(SAMPLES, abs=1e-3)


def test_a_table_without_a_header_or_clock_takes_the_given_rate(tmp_path: Path) -> None:
    path = tmp_path / "bare.txt"
    np.savetxt(path, SAMPLES.T, fmt="%.3f")
    opened = open_emg(path, 2000.0)
    assert [c.name for c in opened.channels] == ["channel_1", "channel_2"]
    assert opened.channels[0].sampling_rate_hz == 2000.0
    with pytest.raises(InvalidInput, match="--rate"):
        open_emg(path)


def test_a_rate_in_a_comment_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "stated.txt"
    path.write_text("# Simple\n# Sampling Rate (Hz):= 800.00\n" + "\n".join(["1", "2", "3"] * 400))
    assert open_emg(path).channels[0].sampling_rate_hz == 800.0


def test_decimal_commas_and_empty_cells_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "comma.csv"
    path.write_text("time_s;a_mV\n0,000;1,5\n0,001;\n0,002;-2,5\n0,003;NaN\n", encoding="utf-8-sig")
    opened = open_emg(path)
    assert opened.channels[0].unit is Unit.MILLIVOLT
    assert _read(opened)[0][[0, 2]].tolist() == [1.5, -2.5]
    assert np.isnan(_read(opened)[0][[1, 3]]).all()


def test_a_gap_of_the_clock_becomes_missing_samples(tmp_path: Path) -> None:
    clock = np.concatenate([np.arange(1000), np.arange(1250, 2000)]) / RATE_HZ
    table = np.vstack([clock, np.ones(1750)])
    (samples,) = _read(open_emg(_csv(tmp_path / "gap.csv", "time_s,a_uV", table)))
    assert len(samples) == 2000
    assert np.flatnonzero(np.isnan(samples)).tolist() == list(range(1000, 1250))


def test_a_gap_between_two_portions_is_not_lost(tmp_path: Path) -> None:
    clock = np.concatenate([np.arange(20_000), np.arange(20_100, 41_000)]) / RATE_HZ
    (samples,) = _read(open_emg(_csv(tmp_path / "long.csv", "time_s,a_uV", np.vstack([clock, clock]))))
    assert len(samples) == 41_000
    assert np.isnan(samples).sum() == 100


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("time_s,a\n0,1\n0.001,2\n0.0005,3\n", "forwards"),
        ("time_s,a\n0,1\n0.001,x\n", "row 3, column a"),
        ("time_s,a\n0,1\n0.001,2\n0.002\n", "row 4"),
        ("time_s,a\n0,1\n0.001,2\n0.002,3\n9000,4\n", "jumps"),
        ("time_s\n0\n0.001\n", "no column with a signal"),
        ("# only a comment\n", "nothing in the file"),
        ("time_s,a\n", "no rows"),
    ],
)
def test_a_broken_table_says_where_and_what(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(text)
    with pytest.raises(InvalidInput) as caught:
        _read(open_emg(path))
    assert said in caught.value.line()
    assert caught.value.remedy


def test_edf_is_read_with_its_units_and_rates(tmp_path: Path) -> None:
    edf = pytest.importorskip("pyedflib")
    path = tmp_path / "a.edf"
    writer = edf.EdfWriter(str(path), 2, file_type=edf.FILETYPE_EDFPLUS)
    for i, (label, unit) in enumerate((("GMED R", "uV"), ("ES R", "mV"))):
        writer.setSignalHeader(i, {
            "label": label, "dimension": unit, "sample_frequency": 1000, "physical_max": 400.0,
            "physical_min": -400.0, "digital_max": 32767, "digital_min": -32768,
            "transducer": "", "prefilter": "",
        })  # fmt: skip
    writer.writeSamples([SAMPLES[0], SAMPLES[1]])
    writer.close()
    opened = open_emg(path)
    assert [(c.name, c.unit) for c in opened.channels] == [
        ("GMED R", Unit.MICROVOLT),
        ("ES R", Unit.MILLIVOLT),
    ]
    assert np.array(_read(opened)) == pytest.approx(SAMPLES, abs=0.02)


def test_c3d_gives_its_voltages_and_leaves_force_plates_out(tmp_path: Path) -> None:
    c3d = pytest.importorskip("c3d")
    path = tmp_path / "a.c3d"
    writer = c3d.Writer(point_rate=100, analog_rate=1000)
    rows = np.vstack([SAMPLES * 1e-6, np.ones((1, 3000))])
    frames = [(np.zeros((1, 5)), rows[:, k : k + 10]) for k in range(0, 3000, 10)]
    writer.add_frames(frames)
    writer.set_point_labels(["m"])
    writer.set_analog_labels(["GMAX_L", "BF_L", "Fz1"])
    writer.get("ANALOG").set_str("UNITS", "", "V V N ", 2, 3)
    with path.open("wb") as file:
        writer.write(file)
    opened = open_emg(path)
    assert [(c.name, c.unit, c.sampling_rate_hz) for c in opened.channels] == [
        ("GMAX_L", Unit.VOLT, 1000.0),
        ("BF_L", Unit.VOLT, 1000.0),
    ]
    assert np.array(_read(opened)) == pytest.approx(SAMPLES * 1e-6, abs=1e-9)


def test_mat_gives_matrix_rate_and_names(tmp_path: Path) -> None:
    matlab = pytest.importorskip("scipy.io")
    names = np.array(["GMAX_L_uV", "BF_L_uV"], dtype=object)
    matlab.savemat(tmp_path / "a.mat", {"emg": SAMPLES.T, "fs": 1000.0, "labels": names})
    opened = open_emg(tmp_path / "a.mat")
    assert [(c.name, c.unit) for c in opened.channels] == [
        ("GMAX_L", Unit.MICROVOLT),
        ("BF_L", Unit.MICROVOLT),
    ]
    assert np.array(_read(opened)) == pytest.approx(SAMPLES)


def test_opensignals_counts_become_millivolts(tmp_path: Path) -> None:
    header = {
        "00:07:80:00:00:00": {
            "sensor": ["EMG", "ECG"], "device": "biosignalsplux", "column": ["nSeq", "DI", "CH1", "CH2"],
            "label": ["CH1", "CH2"], "sampling rate": 1000, "resolution": [4, 1, 16, 16],
        }
    }  # fmt: skip
    rows = "\n".join(f"{i % 16}\t0\t{32768 + i}\t1" for i in range(100))
    path = tmp_path / "a.txt"
    path.write_text(
        f"# OpenSignals Text File Format. Version 1\n# {json.dumps(header)}\n# EndOfHeader\n{rows}\n"
    )
    opened = open_emg(path)
    assert [(c.name, c.unit, c.sampling_rate_hz) for c in opened.channels] == [
        ("CH1", Unit.MILLIVOLT, 1000.0)
    ]
    (samples,) = _read(opened)
    assert samples[0] == pytest.approx(0.0)
    assert samples[1] == pytest.approx(3.0 / 65536)


def test_parquet_reads_like_a_table(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = {"time_s": np.arange(3000) / RATE_HZ, "a_uV": SAMPLES[0], "b_uV": SAMPLES[1]}
    parquet.write_table(arrow.table(columns), tmp_path / "a.parquet")
    opened = open_emg(tmp_path / "a.parquet")
    assert [c.name for c in opened.channels] == ["a", "b"]
    assert opened.duration_s == 3.0
    assert np.array(_read(opened)) == pytest.approx(SAMPLES)


def xdf_bytes(samples: NDArray[np.float64]) -> bytes:
    """A small XDF file with one EMG stream, as the format's description lays it out."""

    def chunk(tag: int, content: bytes) -> bytes:
        return struct.pack("<BIH", 4, len(content) + 2, tag) + content

    channels = "".join(f"<channel><label>{n}</label><unit>uV</unit></channel>" for n in ("GMAX_L", "BF_L"))
    header = (
        "<?xml version='1.0'?><info><name>x</name><type>EMG</type><channel_count>2</channel_count>"
        "<nominal_srate>1000</nominal_srate><channel_format>double64</channel_format>"
        f"<desc><channels>{channels}</channels></desc></info>"
    )
    content = io.BytesIO()
    content.write(struct.pack("<IBI", 1, 4, samples.shape[1]))
    for k in range(samples.shape[1]):
        content.write(struct.pack("<Bd2d", 8, 10 + k / RATE_HZ, *samples[:, k]))
    footer = "<?xml version='1.0'?><info><first_timestamp>10</first_timestamp></info>"
    return (
        b"XDF:"
        + chunk(1, b"<?xml version='1.0'?><info><version>1.0</version></info>")
        + chunk(2, struct.pack("<I", 1) + header.encode())
        + chunk(3, content.getvalue())
        + chunk(6, struct.pack("<I", 1) + footer.encode())
    )


def test_xdf_gives_its_emg_stream(tmp_path: Path) -> None:
    pytest.importorskip("pyxdf")
    path = tmp_path / "a.xdf"
    path.write_bytes(xdf_bytes(SAMPLES))
    opened = open_emg(path)
    assert [(c.name, c.unit, c.sampling_rate_hz) for c in opened.channels] == [
        ("GMAX_L", Unit.MICROVOLT, 1000.0),
        ("BF_L", Unit.MICROVOLT, 1000.0),
    ]
    assert np.array(_read(opened)) == pytest.approx(SAMPLES)


def test_a_missing_file_an_empty_one_and_a_strange_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_emg(tmp_path / "none.csv")
    (tmp_path / "empty.edf").touch()
    with pytest.raises(InvalidInput, match="empty"):
        open_emg(tmp_path / "empty.edf")
    (tmp_path / "a.docx").write_text("x")
    with pytest.raises(InvalidInput, match=r"\.csv"):
        open_emg(tmp_path / "a.docx")


def test_a_library_that_is_missing_is_named_with_the_command() -> None:
    with pytest.raises(MissingPart, match="pip install"):
        library("no_such_library", "EDF", "a.edf")
