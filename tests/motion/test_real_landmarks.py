"""Recordings of real people, where they are at hand; they are not part of the repository."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from primemover.motion import Expectation, expectation
from primemover.routine import library

sys.path.insert(0, str(Path(__file__).parents[2]))

from validation.motion.perturbed import known, row_of
from validation.motion.perturbing import CHANGES
from validation.motion.recordings import CLIPS, Clip, edge_errors_s, folder, seen

pytestmark = pytest.mark.skipif(
    not folder().exists(), reason="the recordings are not here; PRIMEMOVER_DATA may name their folder"
)


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.file)
def test_repetitions_are_counted_as_by_eye(clip: Clip) -> None:
    assert seen(clip).count == clip.count


def test_onset_and_offset_are_near_to_those_read_by_eye() -> None:
    errors = np.abs([pair for clip in CLIPS for pair in edge_errors_s(clip, seen(clip))])
    assert len(errors) == 11
    assert np.median(errors) <= 0.08
    assert np.percentile(errors, 95) <= 0.30


WRONG_DEPTH = ("a third of the depth", "depth with its sign turned")
"""Changes that are not expected to be without effect: without depth who stands slanted seems frontal."""


@pytest.mark.parametrize("change", [name for name in CHANGES if name not in WRONG_DEPTH])
def test_another_camera_pace_or_model_changes_no_count(change: str) -> None:
    found = [expectation(library().exercise(clip.exercise)) for clip in CLIPS]
    expected = [each for each in found if isinstance(each, Expectation)]
    row = row_of(change, [known(clip) for clip in CLIPS], expected, draws=1)
    assert row.exact == row.all > 0
