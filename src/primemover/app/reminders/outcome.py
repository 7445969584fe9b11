"""What became of a message."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What became of a message."""

    SENT = "sent"
    GONE = "gone"
    """The browser does not want any more; forget the subscription."""
    REFUSED = "refused"
    """The push service did not take it."""
    NO_INTERNET = "no-internet"
    """The push service was not reached."""
