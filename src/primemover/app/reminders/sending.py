"""Send a message to one browser through the push service that it named."""

from __future__ import annotations

import http.client
import json
from datetime import datetime
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from primemover.app.reminders.outcome import Outcome
from primemover.app.reminders.sealed import Sender, sealed
from primemover.journal import Subscription

_PATIENCE_S: Final = 15
_KEPT_S: Final = 3600
"""So long a push service keeps a message for a device that is off: later it would be no reminder any more."""


class _NowhereElse(HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def send(message: dict[str, str], to: Subscription, sender: Sender, now: datetime) -> Outcome:
    """Send ``message`` (``title``, ``body``). Raises nothing."""
    try:
        body = sealed(json.dumps(message).encode(), to.p256dh, to.auth)
    except ValueError:
        return Outcome.GONE
    request = Request(  # noqa: S310 - kept only if it is https
        to.endpoint,
        data=body,
        method="POST",
        headers={
            "Authorization": sender.authorization(to.endpoint, now),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(_KEPT_S),
            "Urgency": "normal",
            "Topic": "reminder",
        },
    )
    try:
        with build_opener(_NowhereElse).open(request, timeout=_PATIENCE_S):
            return Outcome.SENT
    except HTTPError as refusal:
        refusal.close()
        return Outcome.GONE if refusal.code in {404, 410} else Outcome.REFUSED
    except (URLError, OSError, http.client.HTTPException, ValueError):
        return Outcome.NO_INTERNET
