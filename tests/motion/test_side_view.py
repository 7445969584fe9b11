"""Which side is near, what counts as visible, and what is not measured at all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from primemover.errors import InvalidInput
from primemover.motion.landmarks import INDEX, VISIBILITY, Landmarks, X
from primemover.motion.measures import MEASURE_INDEX
from primemover.motion.side_view import CUT, GAP, NO_PERSON, NOT_FROM_THE_SIDE, Seen, SideView
from primemover.motion.simulation import Camera, simulate
from primemover.routine import library
from primemover.terms import Side


def filmed(camera: Camera | None = None, exercise: str = "squat") -> Landmarks:
    return simulate(library().exercise(exercise), repetitions=1, camera=camera or Camera(fps_hz=15)).landmarks


def seen(landmarks: Landmarks) -> list[Seen]:
    view = SideView()
    return [view.see(frame) for frame in landmarks.frames()]


def changed(landmarks: Landmarks, **arrays: object) -> Landmarks:
    return replace(landmarks, **arrays)  # type: ignore[arg-type]


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("exercise", ["squat", "glute-bridge", "superman", "quadruped-hip-extension"])
def test_the_nearer_side_is_found(exercise: str, side: Side) -> None:
    frames = seen(filmed(Camera(fps_hz=15, sees=side), exercise))
    assert {frame.near for frame in frames} == {side}


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_a_person_reads_the_same_from_either_side(side: Side) -> None:
    readings = np.array([f.values for f in seen(filmed(Camera(fps_hz=15, noise=0.0, sees=side)))])
    knee = readings[:, MEASURE_INDEX[f"{side} knee"]]
    assert knee.min() == pytest.approx(5, abs=4)
    assert knee.max() == pytest.approx(101, abs=5)


def test_a_view_at_a_slant_is_turned_into_the_plane() -> None:
    slanted = np.array([f.values for f in seen(filmed(Camera(fps_hz=15, noise=0.0, off_side_deg=50)))])
    assert slanted[:, MEASURE_INDEX["right knee"]].max() == pytest.approx(101, abs=6)


def test_from_the_front_nothing_is_measured() -> None:
    frames = seen(filmed(Camera(fps_hz=15, off_side_deg=85)))
    assert {frame.missed for frame in frames[15:]} == {NOT_FROM_THE_SIDE}


def test_a_point_outside_the_picture_is_not_visible_whatever_is_claimed() -> None:
    landmarks = filmed()
    image = landmarks.image.copy()
    image[:, INDEX["right ankle"], X] = 1.02
    image[:, INDEX["right ankle"], VISIBILITY] = 0.95
    readings = np.array([frame.values for frame in seen(changed(landmarks, image=image))])
    assert np.isnan(readings[:, MEASURE_INDEX["right knee"]]).all()
    assert not np.isnan(readings[:, MEASURE_INDEX["right hip"]]).any()


def test_frames_without_a_person_say_so() -> None:
    landmarks = filmed()
    image = landmarks.image.copy()
    image[10:20] = np.nan
    frames = seen(changed(landmarks, image=image))
    assert [frame.missed for frame in frames[10:20]] == [NO_PERSON] * 10
    assert frames[25].missed is None


def test_a_cut_starts_anew() -> None:
    landmarks = filmed()
    image = landmarks.image.copy()
    image[20:, :, X] = image[20:, :, X] * 0.6 + 0.3
    restarts = [i for i, frame in enumerate(seen(changed(landmarks, image=image))) if frame.restarts == CUT]
    assert restarts == [20]


def test_a_fast_squat_is_no_cut() -> None:
    from primemover.motion.simulation import Doer

    quick = simulate(library().exercise("squat"), repetitions=3, doer=Doer(pace=4.0, hold_s=0.3))
    assert not any(frame.restarts for frame in seen(quick.landmarks))


def test_a_gap_in_time_starts_anew() -> None:
    landmarks = filmed()
    time_s = landmarks.time_s.copy()
    time_s[30:] += 3.0
    restarts = [(i, f.restarts) for i, f in enumerate(seen(changed(landmarks, time_s=time_s))) if f.restarts]
    assert restarts == [(30, GAP)]


def test_shuffled_time_is_refused_by_name() -> None:
    landmarks = filmed()
    time_s = landmarks.time_s.copy()
    time_s[[4, 9]] = time_s[[9, 4]]
    with pytest.raises(InvalidInput, match="frame 5"):
        changed(landmarks, time_s=time_s)


def test_a_frame_without_a_time_is_refused_by_name() -> None:
    landmarks = filmed()
    time_s = landmarks.time_s.copy()
    time_s[7] = np.nan
    with pytest.raises(InvalidInput, match="Frame 7 has no time"):
        changed(landmarks, time_s=time_s)


def test_points_of_another_shape_are_refused() -> None:
    landmarks = filmed()
    with pytest.raises(InvalidInput, match="33"):
        changed(landmarks, image=landmarks.image[:, :17])
