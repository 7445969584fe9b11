"""Which muscle each channel belongs to: guessed from its name, or read from a file that corrects it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from primemover.emg import Channel, Site, Unit
from primemover.errors import InvalidInput, NotFound
from primemover.intake.emg.markers import is_marker
from primemover.terms import Side
from primemover.texts import text

_WORDS: tuple[tuple[str, Site], ...] = (
    ("glut(eus)?max(imus)?|gmax|glmax|glumax|gmx", Site.GLUTEUS_MAXIMUS),
    ("glut(eus)?med(ius)?|gmed|glmed|glumed", Site.GLUTEUS_MEDIUS),
    ("tensorfasciaelatae|tfl", Site.TENSOR_FASCIAE_LATAE),
    ("bicepsfem(oris)?|bf|bflh", Site.BICEPS_FEMORIS),
    ("semitend(inosus)?|st|semi", Site.SEMITENDINOSUS),
    ("rectusfem(oris)?|rf|rectfem", Site.RECTUS_FEMORIS),
    ("vastuslat(eralis)?|vl|vaslat", Site.VASTUS_LATERALIS),
    ("vastusmed(ialis)?|vm|vmo|vasmed", Site.VASTUS_MEDIALIS),
    ("adductor(longus)?|addlong", Site.ADDUCTOR_LONGUS),
    ("tib(ialis)?ant(erior)?|ta", Site.TIBIALIS_ANTERIOR),
    ("peron(eus)?long(us)?|pl", Site.PERONEUS_LONGUS),
    ("gastroc(nemius)?med(ialis)?|gastrocnemiusmedialis|gasmed|mg", Site.GASTROCNEMIUS_MEDIALIS),
    ("gastroc(nemius)?lat(eralis)?|gaslat|lg|gl", Site.GASTROCNEMIUS_LATERALIS),
    ("sol(eus)?|so", Site.SOLEUS),
    ("erector(spinae)?|longissimus|es|erspin", Site.ERECTOR_SPINAE),
    ("multif(idus)?|mf", Site.MULTIFIDUS),
    ("rectusabd(ominis)?|ra", Site.RECTUS_ABDOMINIS),
    ("ext(ernal)?obl(ique)?|eo", Site.EXTERNAL_OBLIQUE),
)
_SIDES = {
    "l": Side.LEFT,
    "left": Side.LEFT,
    "lt": Side.LEFT,
    "r": Side.RIGHT,
    "right": Side.RIGHT,
    "rt": Side.RIGHT,
}
_NOISE = frozenset({"emg", "ch", "channel", "sensor", "muscle", "raw", "voltage"})
_UNITS = {unit.value.lower(): unit for unit in Unit}
NONE = "-"
MARKER = "marker"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a channel was put by hand: a muscle and its side, or none of these; ``unit`` where the file names
    a wrong one; ``marker`` for a channel that marks events."""

    muscle: Site | None = None
    side: Side | None = None
    unit: Unit | None = None
    marker: bool = False


def guessed(name: str) -> tuple[Site | None, Side | None]:
    """Muscle and side that the name of a channel suggests; None where it could be several or none.

    ``GM`` and ``MA`` are not guessed: they stand for more than one muscle.
    """
    words = [w for w in re.split(r"[^a-z]+", _split_case(name).lower()) if w and w not in _NOISE]
    side = next((_SIDES[w] for w in words if w in _SIDES), None)
    rest = "".join(w for w in words if w not in _SIDES)
    muscle = _muscle(rest)
    if muscle is None and side is None and len(rest) > 2 and rest[0] in "lr":
        muscle, side = _muscle(rest[1:]), _SIDES[rest[0]]
    if muscle is None and side is None and len(rest) > 2 and rest[-1] in "lr":
        muscle, side = _muscle(rest[:-1]), _SIDES[rest[-1]]
    return muscle, side if muscle is not None else None


def mapped(channels: Sequence[Channel], corrections: Mapping[str, Placed]) -> tuple[Channel, ...]:
    """Channels with their muscles: as corrected, otherwise as guessed.

    Raises:
        NotFound: a correction names a channel that is not there.
    """
    names = [c.name for c in channels]
    for name in corrections:
        if name not in names:
            near = get_close_matches(name, names, n=1)
            hint = (
                text("problem.meant", name=near[0])
                if near
                else text("recording.no_channel_do", names=", ".join(names))
            )
            raise NotFound(text("recording.no_channel", name=name), where=text("recording.map"), remedy=hint)
    return tuple(_put(channel, corrections.get(channel.name)) for channel in channels)


def _put(channel: Channel, placed: Placed | None) -> Channel:
    if placed is None:
        muscle, side = guessed(channel.name)
        return replace(channel, muscle=muscle, side=side)
    return replace(channel, muscle=placed.muscle, side=placed.side, unit=placed.unit or channel.unit)


def markers(channels: Sequence[Channel], corrections: Mapping[str, Placed]) -> frozenset[int]:
    """Which channels mark events and are no EMG: as corrected, otherwise as their names say."""
    return frozenset(
        i
        for i, channel in enumerate(channels)
        if (corrections[channel.name].marker if channel.name in corrections else is_marker(channel.name))
    )


def read_muscle_map(path: Path) -> dict[str, Placed]:
    """Corrections from a YAML file with lines like ``MA: gluteus-maximus right``.

    ``MA: -`` is none of these, ``MA: marker`` marks events; a unit at the end (``uV``, ``mV``, ``V``,
    ``counts``) stands for the file's own.

    Raises:
        NotFound: there is no such file.
        InvalidInput: a line does not name a muscle.
    """
    try:
        content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotFound(text("problem.no_file"), where=str(path), remedy=text("problem.no_file_do")) from None
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise InvalidInput(
            text("recording.no_map"), where=path.name, remedy=text("recording.no_map_do")
        ) from error
    if not isinstance(content, dict):
        raise InvalidInput(text("recording.no_map"), where=path.name, remedy=text("recording.no_map_do"))
    return {str(name): placed(value, f"{path.name}, {name}") for name, value in content.items()}


def placed(value: object, where: str) -> Placed:
    """What one line of a muscle map says; errors name ``where`` it stands.

    Raises:
        InvalidInput: it does not name a muscle.
    """
    words = str(value if value is not None else NONE).lower().split()
    units = [_UNITS[w] for w in words if w in _UNITS]
    words = [w for w in words if w not in _UNITS]
    unit = units[0] if units else None
    if words in ([NONE], [MARKER]):
        return Placed(unit=unit, marker=words == [MARKER])
    sides = [_SIDES[w] for w in words if w in _SIDES]
    muscle = "-".join(w for w in words if w not in _SIDES)
    try:
        return Placed(Site(muscle), sides[0] if sides else None, unit)
    except ValueError:
        near = get_close_matches(muscle, [s.value for s in Site], n=1, cutoff=0.4)
        hint = (
            text("problem.meant", name=near[0]) if near else text("recording.known_do", names=", ".join(Site))
        )
        raise InvalidInput(text("recording.no_muscle", name=muscle), where=where, remedy=hint) from None


def _muscle(word: str) -> Site | None:
    found = {site for pattern, site in _WORDS if re.fullmatch(pattern, word)}
    return found.pop() if len(found) == 1 else None


def _split_case(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
