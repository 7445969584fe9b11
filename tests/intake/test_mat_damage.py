"""A thousand damaged MATLAB files.

They are read in a process of their own each, and most of that is starting Python and loading SciPy. Here
the reader is loaded once and forked for every file; then one file of every way to end and of every shape of
content goes the whole way, through ``open_emg``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))
from test_emg_damage import damaged, refused, whole_file

from primemover.intake.emg import mat_process

_FORKED = """
import json, os, signal, sys
from primemover.intake.emg import mat_process
endings = {}
for file in sorted(os.listdir(sys.argv[1])):
    path = os.path.join(sys.argv[1], file)
    child = os.fork()
    if child == 0:
        signal.alarm(30)
        os._exit(mat_process.main(path, path + ".npz"))
    endings[file] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
json.dump(endings, sys.stdout)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_thousand_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    whole = whole_file("mat", tmp_path).read_bytes()
    folder = tmp_path / "damaged"
    folder.mkdir()
    for seed in range(1000):
        (folder / str(seed)).write_bytes(damaged(whole, seed))

    endings = _endings(folder)

    assert len(endings) == 1000
    assert -14 not in endings.values(), "one was still being read after 30 s"
    # A reader that dies by a signal is why there is a process of its own: it has no other effect.
    told = {mat_process.OLD_VERSION, mat_process.DAMAGED}
    assert all(ending in told or ending <= 0 for ending in endings.values()), endings
    whole_way = {_kind(folder, file, ending): int(file) for file, ending in endings.items()}
    assert len(whole_way) > 5
    for seed in whole_way.values():
        refused(tmp_path, "mat", range(seed, seed + 1))


def _endings(folder: Path) -> dict[str, int]:
    """How the reader ended for each file: its exit status, or minus the signal that ended it."""
    command = [sys.executable, "-c", _FORKED, str(folder)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=300)
    endings: dict[str, int] = json.loads(done.stdout)
    return endings


def _kind(folder: Path, file: str, ending: int) -> object:
    """What files have in common that go the same way through the rest of the code."""
    if ending != 0:
        return ending
    with np.load(folder / f"{file}.npz", allow_pickle=False) as arrays:
        return tuple(sorted((name, *_shape(arrays[name])) for name in arrays.files))


def _shape(array: NDArray[Any]) -> tuple[object, ...]:
    """Kind and shape; of one number (a sampling rate, perhaps) also whether it makes sense as one."""
    one = array.size == 1 and array.dtype.kind in "iuf"
    sense = (0 < float(array.ravel()[0]) < 1e6) if one else None
    return array.dtype.kind, array.shape, str(sense)
