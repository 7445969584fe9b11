"""What the name of a column says: the channel, its unit, or that it is the clock."""

from __future__ import annotations

import re

from primemover.emg import Unit

_UNITS = {
    "uv": Unit.MICROVOLT,
    "µv": Unit.MICROVOLT,
    "μv": Unit.MICROVOLT,
    "mv": Unit.MILLIVOLT,
    "v": Unit.VOLT,
}
_WITH_UNIT = re.compile(r"^(?P<name>.*?)(?:_|\s*[\[(]|\s+)(?P<unit>[uµμm]?v)[\])]?$", re.IGNORECASE)
_CLOCKS = {
    "time_s": 1.0,
    "time": 1.0,
    "t": 1.0,
    "t_s": 1.0,
    "timestamp": 1.0,
    "seconds": 1.0,
    "time_ms": 1e-3,
}
_SKIPPED = frozenset({"nseq", "index", "frame", "sample", "samples", "label"})


def channel_and_unit(column: str) -> tuple[str, Unit]:
    """``glute_l_uV`` → (``glute_l``, microvolts); without a unit the samples are counts."""
    match = _WITH_UNIT.match(column.strip())
    if match and match["name"].strip():
        return match["name"].strip(" _"), _UNITS[match["unit"].lower()]
    return column.strip(), Unit.COUNTS


def unit_named(text: str) -> Unit:
    """The unit with this name; counts where it is none that we know."""
    return _UNITS.get(text.strip().lower(), Unit.COUNTS)


def clock_in_s(column: str) -> float | None:
    """Seconds in one unit of the column, if it is the clock."""
    bare = re.sub(r"\s*[\[(]\s*(m?s|sec|seconds)\s*[\])]$", r"_\1", column.strip().lower())
    return _CLOCKS.get(bare.replace("_sec", "_s").replace("_seconds", "_s"))


def is_not_a_signal(column: str) -> bool:
    """True for columns that count rows or name something."""
    return column.strip().lower() in _SKIPPED
