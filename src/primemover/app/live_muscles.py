"""Muscles listened to for the pages: one source at a time, recorded from its first sample on.

A thread looks at the source two hundred times a second; pages ask what there is to show. What a session does
meanwhile is told here by the page that leads it, and marked in the recording on the recording's own clock.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from primemover.app.muscle_rows import Row, rows_of
from primemover.app.recordings import Kept, Mark, Recordings
from primemover.errors import Conflict, NotFound, PrimeMoverError
from primemover.journal.moments import now_utc
from primemover.texts import text

if TYPE_CHECKING:
    from primemover.app.listen import Heard, Listening
    from primemover.emg import Channel
    from primemover.emg.live import Moment
    from primemover.intake.emg import Placed

_TOLD = 60
_MOST_MARKS = 4000
_SHORTEST_MARK_S = 0.3


class Stand(StrEnum):
    """How it stands with the source. The message of each is ``live_muscles.stand.<stand>``."""

    CONNECTING = "connecting"
    RUNNING = "running"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Part:
    """What a session asks for now: muscles that are to work, as ``terms.Muscle``, each with its side."""

    session: str
    exercise: str
    phase: str | None
    side: str | None
    rep: int | None
    brief: str
    works: tuple[tuple[str, str | None], ...]
    held: bool
    """True in a hold: what is done now is marked in the recording."""


class Run:
    """One source from its opening to its end. Its fields are written by one thread and read by others."""

    def __init__(self, owner: str, source: str, title: str) -> None:
        self.owner, self.source, self.title = owner, source, title
        self.stand = Stand.CONNECTING
        self.failed: str | None = None
        self.version = 0
        """Grows whenever something other than the muscles changes."""
        self.looks = 0
        self.heard: Heard | None = None
        self.channels: tuple[Channel, ...] = ()
        self.rows: tuple[Row, ...] = ()
        self.told: deque[tuple[int, Moment]] = deque(maxlen=_TOLD)
        self.moments = 0
        self.kept: Kept | None = None
        self.part: Part | None = None
        self.cued = False
        self.asked_to_stop = threading.Event()

    @property
    def over(self) -> bool:
        """True where nothing will come any more."""
        return self.stand in {Stand.ENDED, Stand.FAILED}


class LiveMuscles:
    """The source that is listened to now, if any.

    Args:
        recordings: where it is recorded.
        finished: is told of a recording that is over.
    """

    def __init__(self, recordings: Recordings, finished: Callable[[Kept], None]) -> None:
        self._recordings, self._finished = recordings, finished
        self._lock = threading.Lock()
        self._run: Run | None = None
        self._thread: threading.Thread | None = None
        self._listening: Listening | None = None
        self._marks: list[Mark] = []
        self._open: tuple[Part, float] | None = None
        self._cue_since: tuple[bool, float] | None = None
        self._closing = False

    def of(self, owner: str) -> Run | None:
        """This person's run, also one that is over; None where there is none."""
        run = self._run
        return run if run is not None and run.owner == owner else None

    def start(self, owner: str, source: str, title: str, replayed: Kept | None = None) -> Run:
        """Open a source (see ``open_stream``) and listen; what is not replayed is recorded.

        Raises:
            Conflict: a source runs already, this person's or another's.
        """
        with self._lock:
            if self._run is not None and not self._run.over:
                raise Conflict(text("live_muscles.busy"), remedy=text("live_muscles.busy_do"))
            run = self._run = Run(owner, source, title)
            self._marks, self._open, self._cue_since = [], None, None
        listen = copy_context().run
        self._thread = threading.Thread(target=listen, args=(self._work, run, replayed), daemon=True)
        self._thread.start()
        return run

    def stop(self, owner: str) -> Run | None:
        """End what runs, and wait until it is written down."""
        run, thread = self.of(owner), self._thread
        if run is not None and thread is not None:
            run.asked_to_stop.set()
            thread.join(5.0)
        return run

    def close(self) -> None:
        """End whatever runs; its recording is there, and is analysed when somebody asks for it."""
        self._closing = True
        if self._run is not None:
            self.stop(self._run.owner)

    def place(self, owner: str, entries: Mapping[str, str], corrections: Mapping[str, Placed]) -> None:
        """Correct which channel is which muscle, from now on and in the recording.

        Raises:
            NotFound: nothing runs, or a channel is not there.
        """
        run, listening = self.of(owner), self._listening
        if run is None or listening is None:
            raise NotFound(text("live_muscles.none"), remedy=text("live_muscles.none_do"))
        listening.place(corrections)
        run.channels, run.rows = listening.channels, rows_of(listening.channels, corrections)
        run.version += 1
        if run.kept is not None:
            self._recordings.keep_muscles(run.kept, entries)

    def part(self, owner: str, part: Part | None) -> None:
        """What the session of a person is at now."""
        run = self.of(owner)
        if run is None or run.over:
            return
        with self._lock:
            self._close_part(run)
            run.part = part
            run.version += 1
            if part is not None:
                self._link(run, part.session)
                if part.held and run.heard is not None:
                    self._open = (part, run.heard.heard_s)

    def cue(self, owner: str, *, given: bool) -> None:
        """From now on the spoken cue is given, or not."""
        run = self.of(owner)
        if run is None or run.heard is None:
            return
        with self._lock:
            self._close_cue(run)
            run.cued = given
            run.version += 1
            self._cue_since = (given, run.heard.heard_s)

    def _work(self, run: Run, replayed: Kept | None) -> None:
        # Signal processing is loaded only when somebody listens.
        from primemover.app.listen import Listening  # noqa: PLC0415

        kept = None if replayed else self._recordings.new(run.owner, run.title, ".csv", now_utc(), live=True)
        try:
            muscles = self._recordings.muscles(replayed) if replayed else None
            record = self._recordings.signals(kept) if kept else None
            with Listening(run.source, muscles=muscles, record=record) as listening:
                self._begun(run, listening, kept)
                self._listen(run, listening)
            run.stand = Stand.ENDED
        except PrimeMoverError as problem:
            run.stand, run.failed = Stand.FAILED, _line(problem, run)
        except Exception:
            run.stand, run.failed = Stand.FAILED, text("live_muscles.own_fault")
            raise
        finally:
            self._listening = None
            run.version += 1
            self._over(run)

    def _begun(self, run: Run, listening: Listening, kept: Kept | None) -> None:
        if kept is not None:
            # Kept before the first sample: a program that is killed leaves a recording that can be found.
            run.kept = replace(kept, at=now_utc())
            self._recordings.keep(run.kept)
        self._listening = listening
        run.title = listening.name if run.title == run.source else run.title
        run.channels = listening.channels
        run.rows = rows_of(listening.channels, {})
        run.stand = Stand.RUNNING
        run.version += 1

    def _listen(self, run: Run, listening: Listening) -> None:
        while not listening.ended and not run.asked_to_stop.is_set():
            heard = listening.look()
            for moment in heard.told:
                run.told.append((run.moments, moment))
                run.moments += 1
            run.heard = heard
            run.looks += 1
            listening.rest()

    def _over(self, run: Run) -> None:
        with self._lock:
            self._close_part(run)
            self._close_cue(run)
            run.part = None
            self._keep_marks(run)
        if run.kept is None:
            return
        if run.heard is None or run.heard.heard_s < 1.0:
            self._recordings.remove(run.kept)
            run.kept = None
            return
        if self._closing:
            return
        with suppress(PrimeMoverError):
            self._finished(self._recordings.one(run.kept.id, run.owner))

    def _link(self, run: Run, session: str) -> None:
        if run.kept is not None and run.kept.session != session:
            run.kept = replace(run.kept, session=session)
            self._keep_marks(run)

    def _close_part(self, run: Run) -> None:
        if self._open is None or run.heard is None:
            return
        part, since_s = self._open
        self._open = None
        if run.heard.heard_s - since_s >= _SHORTEST_MARK_S and len(self._marks) < _MOST_MARKS:
            mark = Mark(since_s, run.heard.heard_s, part.exercise, part.phase, part.side, part.rep)
            self._marks.append(mark)

    def _close_cue(self, run: Run) -> None:
        if self._cue_since is None or run.heard is None:
            return
        given, since_s = self._cue_since
        self._cue_since = None
        if run.heard.heard_s - since_s >= _SHORTEST_MARK_S:
            self._marks.append(Mark(since_s, run.heard.heard_s, cued=given))

    def _keep_marks(self, run: Run) -> None:
        if run.kept is None:
            return
        with suppress(PrimeMoverError):
            found = self._recordings.one(run.kept.id, run.owner)
            run.kept = replace(found, session=run.kept.session, marks=tuple(self._marks))
            self._recordings.keep(run.kept)


def _line(problem: PrimeMoverError, run: Run) -> str:
    """What went wrong; a path of this machine says nothing on a page."""
    said = problem.where or ""
    where = run.title if not said or "/" in said or "--" in said else said
    return type(problem)(problem.what, where=where, remedy=problem.remedy).line()
