"""Recordings that pages have sent: each analysed in the background, kept until the program ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from primemover.errors import Conflict, InvalidInput, NotFound, PrimeMoverError
from primemover.journal import new_id
from primemover.texts import text

LARGEST_BYTES = 512 * 2**20
_KEPT = 8


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one is: ``read_s`` of ``of_s`` seconds, where that is known; done, or failed with a line."""

    name: str
    owner: str
    read_s: float = 0.0
    of_s: float | None = None
    done: bool = False
    failed: str | None = None


class Analyses:
    """Works on one recording at a time; keeps the last few reports in a folder that goes at the end."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None
        self._states: dict[str, Progress] = {}
        self._lock = threading.Lock()

    @property
    def folder(self) -> Path:
        """Where what comes in may lie."""
        with self._lock:
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="primemover-emg-")
            return Path(self._folder.name)

    def close(self) -> None:
        """Take everything away."""
        with self._lock:
            self._states.clear()
            if self._folder is not None:
                self._folder.cleanup()
                self._folder = None

    def check_free(self) -> None:
        """Raises:
        Conflict: another recording is being worked on.
        """
        if any(not s.done and s.failed is None for s in self._states.values()):
            raise Conflict(text("sensors.busy"), remedy=text("sensors.busy_do"))

    def begin(self, file: Path, name: str, owner: str) -> str:
        """Analyse ``file``, which a person called ``name``; the id to ask with.

        Raises:
            Conflict: another recording is being worked on.
            InvalidInput: nothing came.
        """
        if not file.stat().st_size:
            raise InvalidInput(text("sensors.empty"), remedy=text("sensors.empty_do"))
        with self._lock:
            self.check_free()
            one = new_id()
            self._states[one] = Progress(name, owner)
            while len(self._states) > _KEPT:
                self._forget(next(iter(self._states)))
        threading.Thread(target=self._work, args=(one, file, name, owner), daemon=True).start()
        return one

    def state(self, one: str, owner: str) -> Progress:
        """How far it is.

        Raises:
            NotFound: there is none with this id for this person; the program was started anew, perhaps.
        """
        found = self._states.get(one)
        if found is None or found.owner != owner:
            raise NotFound(text("sensors.gone"), remedy=text("sensors.gone_do"))
        return found

    def of(self, owner: str) -> list[tuple[str, Progress]]:
        """This person's, the newest first."""
        return [(one, s) for one, s in reversed(self._states.items()) if s.owner == owner]

    def file(self, one: str, owner: str, suffix: str) -> Path:
        """The report of one that is done, as ``.html`` or ``.pdf``.

        Raises:
            NotFound: there is none.
        """
        path = self.folder / f"{one}{suffix}"
        if not self.state(one, owner).done or not path.is_file():
            raise NotFound(text("sensors.gone"), remedy=text("sensors.gone_do"))
        return path

    def _forget(self, one: str) -> None:
        del self._states[one]
        for suffix in (".html", ".pdf"):
            (Path(self._folder.name) / f"{one}{suffix}").unlink(missing_ok=True) if self._folder else None

    def _work(self, one: str, file: Path, name: str, owner: str) -> None:
        # Signal processing is loaded only when somebody has a recording.
        from primemover.app.report import analysed_report, write_report  # noqa: PLC0415
        from primemover.sharing.emg_report import page  # noqa: PLC0415

        def tell(read_s: float, of_s: float | None) -> None:
            self._states[one] = Progress(name, owner, read_s, of_s)

        try:
            report = analysed_report(file, name, tell)
            (self.folder / f"{one}.html").write_text(page(report, back="/sensors"), encoding="utf-8")
            _quietly(lambda: write_report(report, self.folder / f"{one}.pdf"))
            self._states[one] = Progress(name, owner, done=True)
        except PrimeMoverError as error:
            self._states[one] = Progress(name, owner, failed=error.line().replace(file.name, name))
        except Exception:
            self._states[one] = Progress(name, owner, failed=text("sensors.own_fault"))
            raise
        finally:
            file.unlink(missing_ok=True)


def _quietly(work: Callable[[], None]) -> None:
    """A page is worth having without its PDF."""
    try:
        work()
    except PrimeMoverError:
        return
