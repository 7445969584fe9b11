"""Reads one MATLAB file in a process of its own and leaves plain arrays: arguments FILE OUT.npz.

SciPy's reader is written in C, and a damaged file can end the process that it works in.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from scipy import io

OLD_VERSION, DAMAGED = 3, 4


def main(source: str, target: str) -> int:
    """Exit status: 0, or ``OLD_VERSION`` for a file of version 7.3, or ``DAMAGED``."""
    warnings.simplefilter("ignore")
    try:
        content = io.loadmat(source)
    except NotImplementedError:
        return OLD_VERSION
    except Exception:
        # SciPy meets damage with errors of every kind; all of them mean the same to the person.
        return DAMAGED
    plain = {name: _plain(value) for name, value in content.items() if not name.startswith("__")}
    with Path(target).open("wb") as file:
        np.savez(file, **{name: value for name, value in plain.items() if value is not None})
    return 0


def _plain(value: Any) -> Any:
    """Numbers as they are, cells of words as words; None for anything else."""
    array = np.asarray(value)
    if array.dtype.kind in "biuf":
        return array
    if array.dtype.kind in "US":
        return array.astype(str)
    if array.dtype == object:
        return np.array([str(np.asarray(c).ravel()[0]) if np.asarray(c).size else "" for c in array.ravel()])
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
