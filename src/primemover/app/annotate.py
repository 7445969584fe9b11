"""Draw what was seen over the video itself: skeleton, phase, count, faults."""

from __future__ import annotations

from pathlib import Path

from primemover.app.watch import Recording
from primemover.errors import InvalidInput
from primemover.intake.video import is_video
from primemover.intake.video.drawn import Drawing, Words
from primemover.intake.video.film import Progress
from primemover.intake.video.pictures import Video
from primemover.intake.video.written import Written
from primemover.motion.moments import Moment, Moments
from primemover.routine import Exercise
from primemover.texts import text


def must_be_writable(path: Path, out: Path) -> None:
    """Before anything slow: whether an annotated copy of ``path`` may be written to ``out``.

    Raises:
        InvalidInput: ``path`` is no video, or ``out`` is no .mp4.
        Conflict: ``out`` is there already.
    """
    if not is_video(path):
        raise _no_video(path)
    Written(out)


def annotate(
    path: Path, out: Path, exercise: Exercise, recording: Recording, progress: Progress | None = None
) -> None:
    """Write the video at ``path`` to ``out`` with what ``recording`` says of it.

    Raises:
        InvalidInput: the recording is of no video, or ``out`` is no .mp4.
        Conflict: ``out`` is there already.
        StorageProblem: it cannot be written.
    """
    film = recording.film
    if film is None:
        raise _no_video(path)
    moments, drawing, video = Moments(recording.watched), Drawing(str(out)), Video(path)
    with Written(out) as written:
        for index, shown in enumerate(video.pictures()):
            words = _words(moments.at(shown.time_s), exercise)
            picture = drawing.over(shown.picture, film.landmarks.image[index], words)
            written.add(picture, shown.time_s)
            if progress:
                progress(shown.time_s, video.length_s)


def _no_video(path: Path) -> InvalidInput:
    return InvalidInput(text("problem.no_video"), where=str(path), remedy=text("problem.no_video_do"))


def _words(moment: Moment, exercise: Exercise) -> Words:
    briefs = {phase.id: phase.brief for phase in exercise.phases}
    said = {fault.id: fault.say for fault in exercise.faults}
    left = ""
    if moment.phase in briefs:
        left = text("motion.watch.held", phase=briefs[moment.phase], seconds=f"{moment.held_s:.1f}")
    alarms = [said[fault] for fault in moment.faults if fault in said]
    if moment.missed is not None:
        alarms.append(text(moment.missed))
    return Words(left, text("motion.watch.counted", count=moment.count), alarms)
