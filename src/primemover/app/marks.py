"""When was what done? Marks for a recording, from the camera, from a session, or by hand; clocks aligned."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from primemover.app.recordings import Mark
from primemover.errors import InvalidInput, NotFound
from primemover.session import SessionState
from primemover.texts import text

_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*[-–]\s*(\d+(?:\.\d+)?)")


def marks_of_camera(path: Path, shift_s: float = 0.0) -> tuple[Mark, ...]:
    """The repetitions of a document of ``primemover watch --json``.

    Args:
        path: the document.
        shift_s: where the film's beginning lies, in seconds since the recording's first sample.

    Raises:
        NotFound: there is no such file.
        InvalidInput: it is no such document.
    """
    try:
        found = json.loads(path.read_text("utf-8"))["repetitions"]
        return tuple(
            Mark(
                float(one["start_s"]) + shift_s,
                float(one["end_s"]) + shift_s,
                phase="repetition",
                side=one["side"] if one["side"] in {"left", "right"} else None,
                rep=i + 1,
            )
            for i, one in enumerate(found)
        )
    except FileNotFoundError:
        raise NotFound(text("problem.no_file"), where=str(path), remedy=text("problem.no_file_do")) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidInput(
            text("problem.no_repetitions"),
            where=path.name,
            remedy=text("problem.no_repetitions_do"),
        ) from error


def marks_of_session(state: SessionState, began: datetime) -> tuple[Mark, ...]:
    """The holds of a session, for a recording whose first sample was taken at ``began``.

    A hold is told when it is over: it lasted for its seconds until then.
    """
    marks = []
    for hold in state.holds:
        end_s = (hold.at - began) / timedelta(seconds=1)
        if hold.skipped or end_s - hold.held_s < 0:
            continue
        side = hold.side.value if hold.side.value in {"left", "right"} else None
        start_s = round(end_s - hold.held_s, 3)
        marks.append(Mark(start_s, round(end_s, 3), hold.exercise, hold.phase, side, hold.rep))
    return tuple(marks)


def marks_of_cue(spans: Iterable[str]) -> tuple[Mark, ...]:
    """Stretches with the spoken cue, as ``60-120`` in seconds.

    Raises:
        InvalidInput: a stretch is none.
    """
    marks = []
    for span in spans:
        found = _SPAN.fullmatch(span.strip())
        if found is None or float(found[1]) >= float(found[2]):
            raise InvalidInput(text("problem.no_stretch", given=span), remedy=text("problem.no_stretch_do"))
        marks.append(Mark(float(found[1]), float(found[2]), cued=True))
    return tuple(marks)
