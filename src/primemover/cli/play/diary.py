"""What happens in a session, told to the journal as it happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from primemover.app.record import record
from primemover.app.screen import screen
from primemover.coach import List
from primemover.errors import Conflict, PrimeMoverError, StorageProblem
from primemover.journal import Journal, new_id
from primemover.session.fields import time_text
from primemover.texts import text


class Diary:
    """Makes events and stores each at once.

    Where the disk is full or the database is locked the session goes on, and what could not be stored is
    kept in order and tried again with the next event.
    """

    def __init__(
        self,
        journal: Journal,
        session_id: str,
        person_id: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.session_id = session_id
        self._journal = journal
        self._person_id = person_id
        self._now = now
        self._latest = datetime.min.replace(tzinfo=UTC)
        self._window = new_id()
        self._waiting: list[dict[str, Any]] = []
        self._screened: str | None = None
        self.trouble: PrimeMoverError | None = None
        """Why the last events are not stored yet, or None."""

    def tell(self, kind: str, data: dict[str, Any], t_s: float | None) -> None:
        """Store one event.

        Raises ``Conflict`` where another window has taken the session over.
        """
        self._waiting.append(self._event(kind, data, t_s))
        self.store()

    def screened(self, row: str) -> None:
        """Keep the answer to the stop list that was asked in the middle of the session: a row, or none."""
        self._screened = row
        self.store()

    def store(self) -> None:
        """Try to store what is waiting."""
        try:
            self._store_screened()
            if not self._waiting:
                self.trouble = None
                return
            recorded = record(self._journal, self._waiting)
        except StorageProblem as problem:
            self.trouble = problem
            return
        self._waiting.clear()
        self.trouble = None
        if recorded.window not in (None, self._window):
            raise Conflict(text("cli.play.elsewhere"), remedy=text("cli.play.elsewhere.do"))

    def must_be_stored(self) -> None:
        """Try once more at the end. Raises ``StorageProblem`` where something is still not stored."""
        self.store()
        if self.trouble is not None:
            raise self.trouble

    def _store_screened(self) -> None:
        if self._screened is not None:
            screen(self._journal, self._person_id, {List.STOP: [self._screened]}, self._moment())
            self._screened = None

    def _moment(self) -> datetime:
        # The wall clock may be set back while a session runs; the order of events must not follow it.
        self._latest = max(self._latest, self._now())
        return self._latest

    def _event(self, kind: str, data: dict[str, Any], t_s: float | None) -> dict[str, Any]:
        return {
            "id": new_id(),
            "session": self.session_id,
            "person": self._person_id,
            "kind": kind,
            "at": time_text(self._moment()),
            "t_s": None if t_s is None else round(t_s, 3),
            "window": self._window,
            "data": data,
        }
