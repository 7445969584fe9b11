from __future__ import annotations

from pathlib import Path

import pytest

from primemover.emg import Channel, Site, Unit
from primemover.errors import InvalidInput, NotFound
from primemover.intake.emg import Placed, guessed, mapped, markers, read_muscle_map
from primemover.terms import Side


@pytest.mark.parametrize(
    ("name", "muscle", "side"),
    [
        ("RGMAX", Site.GLUTEUS_MAXIMUS, Side.RIGHT),
        ("Gluteus Maximus left", Site.GLUTEUS_MAXIMUS, Side.LEFT),
        ("L_GMed", Site.GLUTEUS_MEDIUS, Side.LEFT),
        ("BF_R", Site.BICEPS_FEMORIS, Side.RIGHT),
        ("EMG 3: R Erector Spinae", Site.ERECTOR_SPINAE, Side.RIGHT),
        ("BicepsFemoris_L", Site.BICEPS_FEMORIS, Side.LEFT),
        ("semitendinosus", Site.SEMITENDINOSUS, None),
        ("ESL", Site.ERECTOR_SPINAE, Side.LEFT),
        ("GM", None, None),
        ("MA", None, None),
        ("channel_4", None, None),
    ],
)
def test_muscles_are_guessed_from_names_and_left_open_where_two_would_fit(
    name: str, muscle: Site | None, side: Side | None
) -> None:
    assert guessed(name) == (muscle, side)


def test_a_map_corrects_the_guess(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("MA: gluteus maximus right\nBF: '-'\nRF: rectus-femoris\n")
    channels = [Channel(n, 1000.0) for n in ("MA", "BF", "RF", "VL_L")]
    found = mapped(channels, read_muscle_map(path))
    assert [(c.muscle, c.side) for c in found] == [
        (Site.GLUTEUS_MAXIMUS, Side.RIGHT),
        (None, None),
        (Site.RECTUS_FEMORIS, None),
        (Site.VASTUS_LATERALIS, Side.LEFT),
    ]


def test_a_map_that_names_nothing_known_says_what_was_meant(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("MA: gluteus-maximos right\n")
    with pytest.raises(InvalidInput, match="gluteus-maximus"):
        read_muscle_map(path)
    with pytest.raises(NotFound, match="BF"):
        mapped([Channel("BF", 1000.0)], {"BFX": Placed(Site.BICEPS_FEMORIS)})
    with pytest.raises(NotFound):
        read_muscle_map(tmp_path / "none.yaml")
    for text in ("- a\n- b\n", "a: [b\n", "\x00"):
        path.write_text(text)
        with pytest.raises(InvalidInput):
            read_muscle_map(path)


def test_a_map_says_a_wrong_unit_and_which_channel_marks_events(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("GMAX: gluteus-maximus left mV\nch2: marker\nTrigger: '-'\nBF_L: '- uV'\n")
    channels = [Channel(n, 1000.0, Unit.VOLT) for n in ("GMAX", "ch2", "Trigger", "sync 1", "BF_L")]
    corrections = read_muscle_map(path)
    assert [c.unit for c in mapped(channels, corrections)] == [
        Unit.MILLIVOLT, Unit.VOLT, Unit.VOLT, Unit.VOLT, Unit.MICROVOLT,
    ]  # fmt: skip
    assert markers(channels, corrections) == {1, 3}
    assert mapped(channels, corrections)[4].muscle is None
