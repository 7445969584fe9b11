"""Recordings of real people, where they are at hand; they are not part of the repository."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

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
