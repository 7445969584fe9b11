"""Which channel is which muscle, as a form shows it and as it comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from primemover.app.recordings import Kept, Recordings

if TYPE_CHECKING:
    from primemover.emg import Channel
    from primemover.intake.emg import Placed


@dataclass(frozen=True, slots=True)
class Row:
    """One channel: ``muscle`` is a SENIAM site, ``-`` or ``marker``; ``side`` left, right or empty; ``unit``
    as it is taken. ``guessed`` where nobody has said it."""

    name: str
    muscle: str
    side: str
    unit: str
    guessed: bool


def rows_of(channels: Sequence[Channel], corrections: Mapping[str, Placed]) -> tuple[Row, ...]:
    """The channels as they stand."""
    from primemover.intake.emg import mapped, markers  # noqa: PLC0415 - signal processing comes along

    marking = markers(channels, corrections)
    return tuple(
        Row(
            channel.name,
            "marker" if i in marking else str(channel.muscle or "-"),
            channel.side or "",
            str(channel.unit),
            channel.name not in corrections,
        )
        for i, channel in enumerate(mapped(channels, corrections))
    )


def muscle_rows(recordings: Recordings, one: Kept) -> tuple[Row, ...]:
    """The channels of a recording as they stand.

    Raises:
        PrimeMoverError: it cannot be read.
    """
    from primemover.intake.emg import open_emg, read_muscle_map  # noqa: PLC0415 - see above

    path = recordings.muscles(one)
    channels = open_emg(recordings.signals(one)).channels
    return rows_of(channels, read_muscle_map(path) if path else {})


def entries_of(given: Iterable[tuple[str, str, str, str]]) -> dict[str, str]:
    """A muscle map from a form's (channel, muscle, side, unit).

    Raises:
        InvalidInput: one of them is no muscle.
    """
    from primemover.intake.emg import placed  # noqa: PLC0415 - see above

    entries = {}
    for name, muscle, side, unit in given:
        words = [muscle, *([side] if muscle not in {"-", "marker"} else []), unit]
        entries[name] = " ".join(word for word in words if word)
        placed(entries[name], name)
    return entries
