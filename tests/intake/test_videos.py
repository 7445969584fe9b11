"""Videos: decoded, people found and followed, cuts, damage; and the same video with what was seen over it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from at_hand import RECORDINGS
from primemover.app.watch import CUT_SHORT, Recording
from primemover.app.watch import watch as watch_file
from primemover.cli.watch import watch
from primemover.errors import Conflict, InvalidInput, MissingPart, NotFound
from primemover.intake.video import parts, read_film
from primemover.intake.video.cuts import Cuts
from primemover.intake.video.followed import Follower, Place
from primemover.intake.video.parts import library as part
from primemover.intake.video.pictures import Picture, Shown, Video
from primemover.intake.video.window import Window, around, tiles
from primemover.routine import library

VIDEOS = RECORDINGS / "video"
SQUATS, TWO_PEOPLE = VIDEOS / "tfjs_pose_squats.mp4", VIDEOS / "sports2d_demo.mp4"


def has_extra() -> bool:
    try:
        part("av", ""), part("mediapipe", ""), parts.model_file("")
    except MissingPart:
        return False
    return True


needs_extra = pytest.mark.skipif(not has_extra(), reason="the extra mediapipe or its model is missing")
needs_data = pytest.mark.skipif(not SQUATS.exists(), reason="the recordings are not here")

app = typer.Typer()
app.command()(watch)


def made(path: Path, pictures: Iterator[Picture], rate: int = 25) -> Path:
    """A video of these pictures."""
    av = part("av", "")
    with av.open(str(path), "w") as container:
        stream: Any = None
        for picture in pictures:
            if stream is None:
                stream = container.add_stream("libx264", rate=rate)
                stream.height, stream.width = picture.shape[:2]
                stream.pix_fmt = "yuv420p"
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return path


def flat(red: int, green: int, blue: int, frames: int = 25) -> Iterator[Picture]:
    for _ in range(frames):
        yield np.full((240, 320, 3), (red, green, blue), np.uint8)


def with_one_block(seconds: float) -> Iterator[Picture]:
    """A room of stripes through which a dark block goes: movement, and no cut."""
    for frame in range(round(25 * seconds)):
        picture = np.zeros((240, 320, 3), np.uint8)
        picture[:, ::16] = 180
        picture[60:200, frame * 3 : frame * 3 + 60] = 40
        yield picture


def unscaled(path: Path) -> list[Shown]:
    """Every picture in the file's own size."""
    with part("av", "").open(str(path)) as container:
        return [Shown(f.time, f.to_ndarray(format="rgb24")) for f in container.decode(video=0)]


# --- without the extra ------------------------------------------------------------------------------


def test_without_the_extra_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    (tmp_path / "me.mp4").write_bytes(b"anything")
    with pytest.raises(MissingPart, match=r"pip install 'primemover\[mediapipe\]'"):
        read_film(tmp_path / "me.mp4")


def test_a_video_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_film(tmp_path / "nowhere.mp4")


def test_a_cut_is_noticed_and_movement_or_a_fade_is_none() -> None:
    cuts = Cuts()
    assert not any(cuts.is_cut(picture) for picture in with_one_block(3))
    assert cuts.is_cut(np.full((240, 320, 3), 230, np.uint8))
    fading = Cuts()
    assert not any(fading.is_cut(np.full((240, 320, 3), level, np.uint8)) for level in range(0, 250, 5))


def person(x: float, y: float, height: float, visibility: float = 0.9) -> np.ndarray:
    """Points spread evenly around a place, in picture widths and heights."""
    points = np.zeros((33, 4))
    points[:, 0] = x + np.linspace(-height / 8, height / 8, 33)
    points[:, 1] = y + np.linspace(-height / 2, height / 2, 33)
    points[:, 3] = visibility
    return points


def test_the_largest_person_is_followed_and_named_with_how_many_are_not() -> None:
    follower = Follower()
    small, large = person(0.2, 0.5, 0.3), person(0.8, 0.5, 0.6)
    assert follower.begin([small, large], 1.0) == 1
    assert (follower.told[0].place, follower.told[0].others) == (Place.RIGHT, 1)
    assert follower.choose([person(0.79, 0.5, 0.6), small], 1.1) == 0
    assert follower.choose([small], 1.2) is None, "the other one is somebody else"
    assert follower.is_with_somebody(1.5)
    assert not follower.is_with_somebody(1.7)


def test_points_of_a_window_come_back_to_their_place_in_the_whole() -> None:
    whole = Window(0, 0, 1000, 500)
    small = person(0.7, 0.4, 0.2)
    window = around(small, whole)
    assert window.width == window.height < 500
    inside = small.copy()
    inside[:, 0] = (small[:, 0] * 1000 - window.x) / window.width
    inside[:, 1] = (small[:, 1] * 500 - window.y) / window.height
    assert inside[:, :2].min() > 0
    assert inside[:, :2].max() < 1
    assert np.allclose(window.in_whole(inside, whole), small)
    assert window.still_fits(small, whole)
    assert not window.still_fits(person(0.2, 0.4, 0.2), whole)


def test_tiles_cover_the_whole_picture() -> None:
    covered = np.zeros((500, 1000), bool)
    for tile in tiles(Window(0, 0, 1000, 500)):
        covered[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width] = True
    assert covered.all()


# --- with it ----------------------------------------------------------------------------------------


@needs_extra
@pytest.mark.parametrize("content", [b"", b"nothing of a video", bytes(range(256)) * 40])
def test_what_is_no_video_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "me.mp4").write_bytes(content)
    with pytest.raises(InvalidInput, match="no video"):
        read_film(tmp_path / "me.mp4")


@needs_extra
def test_times_are_those_of_the_file_and_pictures_stand_upright(tmp_path: Path) -> None:
    file = made(tmp_path / "slow.mp4", flat(200, 30, 30, frames=10), rate=5)
    shown = list(Video(file).pictures())
    assert [round(one.time_s, 3) for one in shown] == [round(0.2 * index, 3) for index in range(10)]
    assert shown[0].picture.shape == (240, 320, 3)
    assert shown[0].picture[0, 0, 0] > 150 > shown[0].picture[0, 0, 1]


@needs_extra
def test_a_fast_video_is_thinned_to_thirty_a_second(tmp_path: Path) -> None:
    file = made(tmp_path / "fast.mp4", flat(90, 90, 90, frames=120), rate=60)
    assert 55 <= len(list(Video(file).pictures())) <= 62


@needs_extra
def test_a_video_without_a_person_is_declined_with_the_reason(tmp_path: Path) -> None:
    file = made(tmp_path / "room.mp4", with_one_block(2))
    recording = watch_file(file, library().exercise("squat"))
    assert recording.film is not None
    assert recording.film.followed == ()
    assert [gap.reason for gap in recording.watched.not_measured] == ["motion.not-measured.no-person"]
    result = CliRunner().invoke(app, [str(file), "--exercise", "squat", "--json"], catch_exceptions=False)
    document = json.loads(result.stdout)
    assert (document["count"], document["reason"]) == (None, "motion.cannot-tell.nothing-measured")


@needs_extra
def test_a_video_that_was_cut_short_tells_from_when_on_nothing_is_there(tmp_path: Path) -> None:
    whole = made(tmp_path / "whole.mkv", with_one_block(4))
    short = tmp_path / "short.mkv"
    short.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    recording = watch_file(short, library().exercise("squat"))
    last = recording.watched.not_measured[-1]
    assert last.reason == CUT_SHORT
    assert last.end_s == pytest.approx(4, abs=0.1)


@pytest.fixture(scope="module")
def squats() -> Recording:
    return watch_file(SQUATS, library().exercise("squat"))


@needs_extra
@needs_data
def test_three_squats_are_counted_from_the_pictures_at_their_times(squats: Recording) -> None:
    found = [(repetition.start_s, repetition.end_s) for repetition in squats.watched.repetitions]
    truth = [(1.0, 3.0), (5.8, 8.0), (10.8, 12.8)]
    assert squats.watched.count == 3
    assert np.abs(np.array(found) - np.array(truth)).max() < 0.3
    assert squats.film is not None
    assert [(one.from_s, one.place, one.others) for one in squats.film.followed] == [(0.0, Place.MIDDLE, 0)]


@needs_extra
@needs_data
def test_landmarks_are_those_of_the_published_run_of_the_same_model(squats: Recording) -> None:
    published = np.load(RECORDINGS / "landmarks" / "squats_band.npz")["image"]
    assert squats.film is not None
    apart = np.abs(squats.film.landmarks.image[:, :, :2] - published[:, :, :2])
    assert np.median(apart) < 0.005
    assert apart.max() < 0.05


@needs_extra
@needs_data
def test_the_annotated_copy_is_as_long_and_has_a_skeleton_and_a_band(tmp_path: Path) -> None:
    out = tmp_path / "seen.mp4"
    arguments = [str(SQUATS), "--exercise", "squat", "--annotate", str(out), "--json"]
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert json.loads(result.stdout)["count"] == 3
    assert list(json.loads(result.stdout)) == ["count", "repetitions", "not_measured"]
    assert "the person in the middle is followed" in result.stderr
    before, after = list(Video(SQUATS).pictures()), unscaled(out)
    assert [round(one.time_s, 2) for one in after] == [round(one.time_s, 2) for one in before]
    height = before[30].picture.shape[0]
    assert after[30].picture.shape[0] > height
    changed = np.abs(after[30].picture[:height].astype(int) - before[30].picture).max(axis=2) > 80
    assert 0.002 < changed.mean() < 0.1, "lines over the person, and nothing else"
    assert after[30].picture[height:].max() > 200, "words in the band"
    with pytest.raises(Conflict):
        CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert [file.name for file in tmp_path.iterdir()] == ["seen.mp4"]


@needs_extra
@needs_data
@pytest.mark.slow
def test_of_two_small_people_one_is_followed_all_the_way_and_it_is_said_which() -> None:
    recording = watch_file(TWO_PEOPLE, library().exercise("squat"))
    assert recording.film is not None
    told = [(round(one.from_s), one.place) for one in recording.film.followed]
    assert told[0] == (0, Place.MIDDLE)
    # Read off the pictures: his hips on the roof, after the jump, and running; she walks across meanwhile.
    landmarks = recording.film.landmarks
    for time_s, hips in ((2.0, (0.36, 0.28)), (6.5, (0.60, 0.80)), (7.4, (0.84, 0.71))):
        at = int(np.searchsorted(landmarks.time_s, time_s))
        assert np.abs(landmarks.image[at, 23:25, :2].mean(axis=0) - hips).max() < 0.05, time_s


def test_only_a_video_is_drawn_over(tmp_path: Path) -> None:
    file = tmp_path / "landmarks.npz"
    shutil.copy(__file__, file)
    with pytest.raises(InvalidInput, match="Only a video"):
        CliRunner().invoke(
            app,
            [str(file), "--exercise", "squat", "--annotate", str(tmp_path / "x.mp4")],
            catch_exceptions=False,
        )
