"""Landmark files of every kind: what comes in, and what is refused by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from primemover.errors import InvalidInput, NotFound, PrimeMoverError
from primemover.intake.landmarks import Given, read_landmarks
from primemover.motion import Landmarks, watch
from primemover.motion.landmarks import INDEX, NAMES
from primemover.motion.simulation import Camera, simulate
from primemover.routine import library

GIVEN = Given(rate_hz=15.0, size_px=(1280.0, 720.0))
SQUATS = simulate(library().exercise("squat"), repetitions=2, camera=Camera(fps_hz=15)).landmarks
BODY_25 = {
    0: "nose",
    **{2: "right shoulder", 3: "right elbow", 4: "right wrist", 5: "left shoulder", 6: "left elbow"},
    **{7: "left wrist", 9: "right hip", 10: "right knee", 11: "right ankle", 12: "left hip"},
    **{13: "left knee", 14: "left ankle", 17: "right ear", 18: "left ear", 22: "right foot index"},
}


def npz(path: Path, landmarks: Landmarks = SQUATS) -> Path:
    file = path / "squats.npz"
    assert landmarks.world is not None
    np.savez(
        file,
        time_s=landmarks.time_s,
        image=landmarks.image,
        world=landmarks.world,
        frame_size_px=np.array(landmarks.frame_size_px),
    )
    return file


def wide_csv(path: Path, *, with_time: bool = True) -> Path:
    file = path / "wide.csv"
    names = [f"{name.replace(' ', '_')}_{axis}" for name in NAMES for axis in "xyzv"]
    rows = [",".join((["time_s"] if with_time else []) + names)]
    for time_s, points in zip(SQUATS.time_s, SQUATS.image, strict=True):
        cells = [f"{number:.5f}" for number in points.ravel()]
        rows.append(",".join(([f"{time_s:.4f}"] if with_time else []) + cells))
    file.write_text("\n".join(rows))
    return file


def numbered_csv(path: Path) -> Path:
    file = path / "numbered.csv"
    rows = [",".join(["timestamp_ms", *(f"{axis}{n}" for n in range(1, 34) for axis in "xyzv")])]
    for time_s, points in zip(SQUATS.time_s, SQUATS.image, strict=True):
        rows.append(",".join([f"{time_s * 1000:.1f}", *(f"{number:.5f}" for number in points.ravel())]))
    file.write_text("\n".join(rows))
    return file


def long_csv(path: Path) -> Path:
    file = path / "long.csv"
    rows = ["frame,landmark,x,y,z,visibility"]
    for frame, points in enumerate(SQUATS.image):
        for name, point in zip(NAMES, points, strict=True):
            rows.append(f"{frame},{name.upper().replace(' ', '_')}," + ",".join(f"{n:.5f}" for n in point))
    file.write_text("\n".join(rows))
    return file


def openpose_frame(points: np.ndarray, *, shift: float = 0.0) -> dict[str, list[float]]:
    numbers = [0.0] * 75
    for theirs, ours in BODY_25.items():
        x, y = points[INDEX[ours], :2]
        numbers[3 * theirs : 3 * theirs + 3] = [x * 1280 + shift, y * 720, 0.9]
    return {"pose_keypoints_2d": numbers}


def openpose_folder(path: Path) -> Path:
    folder = path / "openpose"
    folder.mkdir()
    for frame, points in enumerate(SQUATS.image):
        # somebody smaller stands beside, and is listed first
        beside = points.copy()
        beside[:, :2] = SQUATS.image[0, :, :2] * 0.3
        people = [openpose_frame(beside), openpose_frame(points)]
        (folder / f"v_{frame:012d}_keypoints.json").write_text(json.dumps({"people": people}))
    return folder


def openpose_list(path: Path) -> Path:
    file = path / "openpose.json"
    file.write_text(json.dumps([{"people": [openpose_frame(points)]} for points in SQUATS.image]))
    return file


def trc(path: Path) -> Path:
    file = path / "squats.trc"
    joints = ("Hip", "Knee", "Ankle", "Shoulder", "Elbow", "Wrist")
    markers = {
        f"{s[0]}{j}": INDEX[f"{w} {j.lower()}"] for s, w in (("R", "right"), ("L", "left")) for j in joints
    }
    assert SQUATS.world is not None
    frames = len(SQUATS)
    lines = [
        "PathFileType\t4\t(X/Y/Z)\tsquats.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"15\t15\t{frames}\t{len(markers)}\tmm\t15\t1\t{frames}",
        "Frame#\tTime\t" + "\t\t\t".join(markers) + "\t\t",
        "\t\t" + "\t".join(f"X{n}\tY{n}\tZ{n}" for n in range(1, len(markers) + 1)),
    ]
    for frame, (time_s, points) in enumerate(zip(SQUATS.time_s, SQUATS.world, strict=True), start=1):
        # Y up, and the person faces away from X: the reader finds the side by itself
        cells = [
            f"{v:.3f}" for i in markers.values() for v in (points[i] * 1000 * [-1, -1, -1, 1])[[2, 1, 0]]
        ]
        lines.append(f"{frame}\t{time_s:.4f}\t" + "\t".join(cells))
    file.write_text("\n".join(lines))
    return file


@pytest.mark.parametrize(
    "write",
    [npz, wide_csv, numbered_csv, long_csv, openpose_folder, openpose_list, trc],
    ids=lambda w: w.__name__,
)
def test_the_same_squats_are_counted_from_every_kind_of_file(
    write: Callable[[Path], Path], tmp_path: Path
) -> None:
    landmarks = read_landmarks(write(tmp_path), GIVEN)
    assert landmarks.time_s == pytest.approx(SQUATS.time_s, abs=1e-3)
    assert watch(landmarks, library().exercise("squat")).count == 2


def test_an_archive_comes_back_as_it_was(tmp_path: Path) -> None:
    landmarks = read_landmarks(npz(tmp_path))
    assert np.array_equal(landmarks.image, SQUATS.image, equal_nan=True)
    assert landmarks.frame_size_px == SQUATS.frame_size_px


def test_the_larger_of_two_people_is_followed(tmp_path: Path) -> None:
    landmarks = read_landmarks(openpose_folder(tmp_path), GIVEN)
    assert landmarks.image[:, INDEX["right hip"], 0] == pytest.approx(SQUATS.image[:, INDEX["right hip"], 0])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0.0, 0.98))
@pytest.mark.parametrize("write", [npz, wide_csv, openpose_list, trc], ids=lambda w: w.__name__)
def test_a_truncated_file_is_refused_or_shorter_never_miscounted(
    write: Callable[[Path], Path], share: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = write(tmp_path_factory.mktemp("cut"))
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    try:
        count = watch(read_landmarks(file, GIVEN), library().exercise("squat")).count
    except PrimeMoverError as problem:
        assert problem.where is not None
    else:
        assert not isinstance(count, int) or count <= 2


def test_time_that_is_shuffled_is_refused(tmp_path: Path) -> None:
    file = npz(tmp_path)
    arrays = dict(np.load(file))
    arrays["time_s"] = arrays["time_s"][::-1]
    np.savez(file, **arrays)
    with pytest.raises(InvalidInput, match="The time does not go on at frame 1"):
        read_landmarks(file)


@pytest.mark.parametrize("missing", ["time_s", "image"])
def test_a_missing_array_is_named(missing: str, tmp_path: Path) -> None:
    file = npz(tmp_path)
    arrays = dict(np.load(file))
    del arrays[missing]
    np.savez(file, **arrays)
    with pytest.raises(InvalidInput, match=missing):
        read_landmarks(file)


def test_arrays_of_objects_are_not_unpickled(tmp_path: Path) -> None:
    file = tmp_path / "objects.npz"
    np.savez(file, time_s=np.array([{"a": 1}], dtype=object), image=np.zeros((1, 33, 4)))
    with pytest.raises(InvalidInput, match="no archive"):
        read_landmarks(file)


def test_without_times_a_rate_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="when its frames") as problem:
        read_landmarks(wide_csv(tmp_path, with_time=False), Given(size_px=(1280, 720)))
    assert problem.value.remedy is not None
    assert "--fps" in problem.value.remedy


def test_without_a_size_the_size_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="how large"):
        read_landmarks(wide_csv(tmp_path))


def test_a_row_cut_short_is_named_with_its_number(tmp_path: Path) -> None:
    file = wide_csv(tmp_path)
    lines = file.read_text().splitlines()
    lines[4] = lines[4][:50]
    file.write_text("\n".join(lines))
    with pytest.raises(InvalidInput, match="Row 5"):
        read_landmarks(file, GIVEN)


def test_a_word_among_the_numbers_is_named(tmp_path: Path) -> None:
    file = wide_csv(tmp_path)
    lines = file.read_text().splitlines()
    lines[3] = lines[3].replace("0.", "x.", 1)
    file.write_text("\n".join(lines))
    with pytest.raises(InvalidInput, match="Row 4"):
        read_landmarks(file, GIVEN)


def test_a_video_is_no_file_of_landmarks(tmp_path: Path) -> None:
    video = tmp_path / "me.mp4"
    video.write_bytes(b"")
    with pytest.raises(InvalidInput, match="holds no landmarks"):
        read_landmarks(video)


def test_other_files_and_no_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_landmarks(tmp_path / "nothing.npz")
    other = tmp_path / "a.docx"
    other.write_text("x")
    with pytest.raises(InvalidInput, match=r"\.docx"):
        read_landmarks(other)
