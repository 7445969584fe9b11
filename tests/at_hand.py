"""Real recordings where they are at hand: beside the repository, or where PRIMEMOVER_DATA says."""

from __future__ import annotations

import os
from pathlib import Path

RECORDINGS = Path(os.environ.get("PRIMEMOVER_DATA", Path(__file__).parents[2] / "shared" / "data"))
"""It may not exist."""
