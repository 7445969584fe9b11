"""The measured parts of ``docs/emg.md``: printed as they come, and put between their marks when asked."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

_DOCUMENT = Path(__file__).parents[2] / "docs" / "emg.md"


def tell(parts: Iterable[str], name: str, *, write: bool) -> None:
    """Print each part; with ``write``, put them between the marks ``name: begin`` and ``name: end``."""
    told = []
    for part in parts:
        sys.stdout.write(part + "\n\n")
        sys.stdout.flush()
        told.append(part)
    if not write:
        return
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, _, rest = _DOCUMENT.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    measured = "\n\n".join(told)
    _DOCUMENT.write_text(f"{before}{begin}\n\n{measured}\n\n{end}{after}", encoding="utf-8")
