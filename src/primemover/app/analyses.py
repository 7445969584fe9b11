"""Recordings analysed in the background, one at a time; what was made of one is kept beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, replace

from primemover.app.keep_figures import keep_figures
from primemover.app.recordings import Kept, Recordings
from primemover.errors import InvalidInput, NotFound, PrimeMoverError
from primemover.journal import Journal
from primemover.journal.moments import now_utc
from primemover.texts import text

LARGEST_BYTES = 512 * 2**20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one is: ``read_s`` of ``of_s`` seconds, where that is known; done, or failed with a line.

    Neither, and ``working`` false: it was never analysed to its end.
    """

    name: str
    read_s: float = 0.0
    of_s: float | None = None
    done: bool = False
    failed: str | None = None
    working: bool = False


class Analyses:
    """Works on one recording at a time; the others wait for their turn."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.recordings = Recordings(journal.recordings)
        self._working: dict[str, Progress] = {}
        self._turn = threading.Lock()
        self._lock = threading.Lock()

    def begin(self, one: Kept) -> None:
        """Analyse a recording, and again if it was before; where another is worked on, after that one.

        Raises:
            InvalidInput: there is nothing in it.
        """
        if not self.recordings.signals(one).stat().st_size:
            raise InvalidInput(text("recording.empty"), remedy=text("recording.empty_do"))
        with self._lock:
            if one.id in self._working:
                return
            self._working[one.id] = Progress(one.name, working=True)
        self.recordings.forget_reports(one)
        # The report speaks as whoever asked for it.
        threading.Thread(target=copy_context().run, args=(self._work, one), daemon=True).start()

    def state(self, id_: str, owner: str) -> Progress:
        """How far it is.

        Raises:
            NotFound: there is none with this id for this person.
        """
        one = self.recordings.one(id_, owner)
        done = self.recordings.analysed(one)
        return self._working.get(id_) or Progress(one.name, done=done, failed=one.failed)

    def of(self, owner: str) -> list[tuple[Kept, Progress]]:
        """This person's, the newest first."""
        return [(one, self.state(one.id, owner)) for one in self.recordings.of(owner)]

    def _work(self, one: Kept) -> None:
        # Signal processing is loaded only when somebody has a recording.
        from primemover.app.report import analysed_report, write_report  # noqa: PLC0415
        from primemover.sharing.emg_report import page  # noqa: PLC0415

        def tell(read_s: float, of_s: float | None) -> None:
            self._working[one.id] = Progress(one.name, read_s, of_s, working=True)

        kept, file = self.recordings, self.recordings.signals(one)
        try:
            with self._turn:
                told, found, report = analysed_report(file, one.name, kept.muscles(one), one.marks, tell)
                _quietly(lambda: write_report(report, kept.report(one, ".pdf")))
                whole = page(report, back="/sensors", mend=f"/sensors/{one.id}/muscles")
                kept.report(one, ".html").write_text(whole, encoding="utf-8")
                keep_figures(self._journal, one, told, found, now_utc())
        except PrimeMoverError as error:
            self._failed(one, error.line().replace(file.name, one.name))
        except Exception:
            self._failed(one, text("sensors.own_fault"))
            raise
        finally:
            del self._working[one.id]

    def _failed(self, one: Kept, line: str) -> None:
        try:
            self.recordings.keep(replace(self.recordings.one(one.id, one.owner), failed=line))
        except NotFound:
            return  # it was removed meanwhile


def _quietly(work: Callable[[], None]) -> None:
    """A page is worth having without its PDF."""
    try:
        work()
    except PrimeMoverError:
        return
