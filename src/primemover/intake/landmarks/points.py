"""Names of points in other people's files → places in ours."""

from __future__ import annotations

import re
from typing import Final

from primemover.motion.landmarks import INDEX, NAMES

_WORDS: Final = {name.replace(" ", ""): index for name, index in INDEX.items()}
_SHORT: Final = {
    f"{letter}{joint}": INDEX[f"{side} {ours}"]
    for letter, side in (("l", "left"), ("r", "right"))
    for joint, ours in (
        *((name, name) for name in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "ear")),
        ("eye", "eye"),
        ("bigtoe", "foot index"),
    )
}
_KNOWN: Final = _WORDS | _SHORT


def point_named(name: str) -> int | None:
    """The place of a point by its name: ``LEFT_HIP``, ``left hip``, ``LHip``, a number 0 to 32; else None."""
    text = name.strip()
    if re.fullmatch(r"\d+(\.0)?", text):
        index = int(float(text))
        return index if index < len(NAMES) else None
    return _KNOWN.get(re.sub(r"[^a-z]", "", text.lower()))
