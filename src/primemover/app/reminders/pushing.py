"""Who is reminded by a message, when, and what became of it."""

from __future__ import annotations

import os
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from primemover.app.preferences import chosen
from primemover.app.reminders.coded import from_text
from primemover.app.reminders.outcome import Outcome
from primemover.app.reminders.reminder import reminder_of
from primemover.errors import InvalidInput
from primemover.journal import Journal, Subscription
from primemover.journal.moments import new_id
from primemover.texts import speaking, text
from primemover.texts.negotiation import machine_language

if TYPE_CHECKING:
    from primemover.app.reminders.sealed import Sender

LATEST: Final = timedelta(hours=1)
"""A computer that slept reminds so late and no later."""
_LONGEST: Final = 2000


class Pushing:
    """Messages to the browsers of a house. ``file`` keeps this computer's keys, made when first needed."""

    def __init__(self, journal: Journal, file: Path) -> None:
        self._journal = journal
        self._file = file
        self._sender: Sender | None = None
        self._looked_at: datetime | None = None
        self._making = threading.Lock()
        self.outcomes: dict[str, tuple[Outcome, datetime]] = {}
        """Of each subscription: what became of the last message, and when it was sent."""

    @property
    def sender(self) -> Sender:
        """This computer's keys. Raises ``InvalidInput`` where they cannot be kept."""
        # imported here because it loads the cryptography, which a start does without
        from primemover.app.reminders.sealed import sender  # noqa: PLC0415

        with self._making:
            if self._sender is None or not self._file.exists():
                try:
                    self._sender = sender(self._file)
                except OSError as error:
                    raise InvalidInput(text("reminder.cannot_keep", file=self._file)) from error
            return self._sender

    def subscribe(
        self, person_id: str, device_id: str | None, told: dict[str, object], now: datetime
    ) -> Subscription:
        """Keep where a browser is reached: ``endpoint`` (https) and the keys ``p256dh`` and ``auth``.

        Raises:
            InvalidInput: that is no subscription.
        """
        endpoint, p256dh, auth = (told.get(name) for name in ("endpoint", "p256dh", "auth"))
        parts = [part for part in (endpoint, p256dh, auth) if isinstance(part, str) and len(part) <= _LONGEST]
        try:
            place, point, secret = parts
            good = urlsplit(place).scheme == "https" and bool(urlsplit(place).hostname)
            good = good and len(from_text(point)) == 65 and len(from_text(secret)) == 16
        except ValueError:
            good = False
        if not good:
            raise InvalidInput(text("reminder.no_subscription"))
        kept = Subscription(new_id(), person_id, device_id, place, point, secret, now)
        self._journal.keep_subscription(kept)
        return kept

    def look(self, now: datetime) -> int:
        """Remind everybody whose moment came since the last look, but who has done a session that day; how
        many messages were sent. The first look only remembers when it was."""
        after, self._looked_at = self._looked_at, now
        if after is None or now <= after:
            return 0
        after = max(after, now - LATEST)
        sent = 0
        for subscription in self._journal.subscriptions():
            reminder = reminder_of(self._journal, subscription.person_id)
            due = reminder.between(after, now) if reminder else None
            if due and not self._done_since(subscription.person_id, due.replace(hour=0, minute=0)):
                sent += self.remind(subscription, now) is Outcome.SENT
        return sent

    def remind(self, subscription: Subscription, now: datetime) -> Outcome:
        """Send one reminder now. A subscription that its browser gave up is forgotten."""
        from primemover.app.reminders.sending import send  # noqa: PLC0415 - as above

        language, _ = chosen(self._journal, subscription.person_id)
        with speaking(language or machine_language(os.environ)):
            message = {"title": text("reminder.title"), "body": text("reminder.say")}
        outcome = send(message, subscription, self.sender, now)
        self.outcomes[subscription.id] = (outcome, now)
        if outcome is Outcome.GONE:
            self._journal.remove_subscription(subscription.id)
        return outcome

    def _done_since(self, person_id: str, since: datetime) -> bool:
        newest = self._journal.sessions(person_id, limit=1, since=since)
        return bool(newest)
