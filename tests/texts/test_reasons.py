"""Reasons hold ids; what a person reads of them is in the person's language."""

from __future__ import annotations

import pytest

from primemover.texts import languages, speaking, text
from primemover.texts.reasons import reason_in_words

HELD = {"side": "right", "moment": "after", "seconds": 2.0}
UNEVEN = {"longer": "left", "shorter": "right", "difference": 0.3, "low": 0.2, "high": 0.4}
LOT = {"drawn": "walking", "done": "routine"}


def test_english_says_what_it_said() -> None:
    assert reason_in_words("response.hold.too-short", HELD) == text("response.hold.too-short", **HELD)
    assert reason_in_words("gate.even.present", UNEVEN) == text("gate.even.present", **UNEVEN)


@pytest.mark.parametrize("language", [one for one in languages() if one != "en"])
@pytest.mark.parametrize(
    ("message", "values"),
    [
        ("response.hold.too-short", HELD),
        ("gate.even.present", UNEVEN),
        ("response.day.other-than-drawn", LOT),
        ("response.day.side-missing", {"side": "left", "other": "right"}),
    ],
)
def test_no_id_is_left_in_another_language(language: str, message: str, values: dict[str, object]) -> None:
    with speaking(language):
        said = reason_in_words(message, values)
        assert not {"left", "right", "after", "walking"} & set(said.lower().replace(",", " ").split())
        if "longer" in values:
            assert text("web.side.left") in said
            assert text("web.side.right") in said
            assert text("language.form.percent", number="30") in said
