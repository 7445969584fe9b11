"""However a hold ends, there are words for it wherever it is told."""

from __future__ import annotations

import pytest

from primemover.coach.field_test import EndReason
from primemover.texts import messages


@pytest.mark.parametrize("reason", EndReason)
@pytest.mark.parametrize("told", ["response.end", "progress.end"])
def test_every_end_has_words(reason: EndReason, told: str) -> None:
    as_it_should = told == "progress.end" and reason is EndReason.GLUTE_GAVE_OUT
    assert as_it_should != (f"{told}.{reason}" in messages("en"))
