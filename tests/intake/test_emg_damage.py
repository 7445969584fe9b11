"""Damaged files of every kind: each one is read or refused with words, never more, and soon."""

from __future__ import annotations

import random
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
import test_emg_formats as formats

from primemover.errors import PrimeMoverError
from primemover.intake.emg import open_emg

KINDS = ["csv", "tsv", "txt", "edf", "c3d", "parquet", "xdf"]
"""MATLAB files are read in a process of their own, which takes half a second each: ``test_mat_damage.py``."""
_SECONDS = 30.0


def whole_file(suffix: str, folder: Path) -> Path:
    """One sound file of each kind, as the format's own test writes it."""
    match suffix:
        case "edf":
            formats.test_edf_is_read_with_its_units_and_rates(folder)
        case "c3d":
            formats.test_c3d_gives_its_voltages_and_leaves_force_plates_out(folder)
        case "mat":
            formats.test_mat_gives_matrix_rate_and_names(folder)
        case "txt":
            formats.test_opensignals_counts_become_millivolts(folder)
        case "parquet":
            formats.test_parquet_reads_like_a_table(folder)
        case "xdf":
            formats.test_xdf_gives_its_emg_stream(folder)
        case "csv":
            formats.test_a_table_with_a_clock_and_units_in_its_header(folder, ".csv", ",")
        case _:
            formats.test_a_table_with_a_clock_and_units_in_its_header(folder, ".tsv", "\t")
    return folder / f"a.{suffix}"


def damaged(whole: bytes, seed: int) -> bytes:
    """Cut, with bytes changed (mostly in the header), or with a piece taken out."""
    chance = random.Random(seed)
    content = bytearray(whole)
    if seed % 3 == 0:
        content = content[: chance.randrange(1, len(content))]
    if seed % 5 == 0:
        start = chance.randrange(len(content))
        del content[start : start + chance.randrange(1, 2000)]
    reach = min(len(content), 2500) if seed % 2 else len(content)
    for _ in range(chance.randrange(1, 20)):
        if reach and content:
            content[chance.randrange(min(reach, len(content)))] = chance.randrange(256)
    return bytes(content)


@pytest.mark.parametrize("suffix", KINDS)
def test_damaged_files_neither_crash_nor_hang(tmp_path: Path, suffix: str) -> None:
    assert refused(tmp_path, suffix, range(100)) > 0


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("suffix", KINDS)
def test_a_thousand_damaged_files_neither_crash_nor_hang(tmp_path: Path, suffix: str) -> None:
    assert refused(tmp_path, suffix, range(100, 1000)) > 0


def test_a_file_that_brings_its_reader_down_is_refused(tmp_path: Path) -> None:
    # This seed ends SciPy's reader with a segmentation fault.
    assert refused(tmp_path, "mat", range(403, 404)) == 1


def refused(tmp_path: Path, suffix: str, seeds: range) -> int:
    """How many of the damaged files were refused; the others were read."""
    whole = whole_file(suffix, tmp_path).read_bytes()
    count = 0
    for seed in seeds:
        path = tmp_path / f"damaged.{suffix}"
        path.write_bytes(damaged(whole, seed))
        begun = time.monotonic()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for block in open_emg(path).blocks():
                    assert all(x.dtype == np.float64 for x in block)
        except PrimeMoverError as error:
            count += 1
            assert error.remedy
        assert time.monotonic() - begun < _SECONDS, f"seed {seed}"
    return count
