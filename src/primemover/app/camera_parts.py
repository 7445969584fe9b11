"""The camera's library and networks: whether set-up has put them where the pages can ask for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import primemover

FOLDER = Path(primemover.__file__).parent / "web" / "vendor"


@dataclass(frozen=True, slots=True)
class CameraParts:
    """``digest``: a short hash of all of them; ``versions``: of the packages that they come from."""

    digest: str
    versions: Mapping[str, str] = field(hash=False)


def found(folder: Path = FOLDER) -> CameraParts | None:
    """The parts, or None where they are missing or only half there."""
    try:
        listed = json.loads((folder / "parts.json").read_bytes())
        whole = all((folder / name).is_file() for name in listed["files"])
        return CameraParts(listed["digest"], dict(listed["versions"])) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
