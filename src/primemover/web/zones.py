"""The time zone of this machine, by its IANA name."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LINK = Path("/etc/localtime")


def own_zone() -> str:
    """``Europe/Berlin``, or ``UTC`` where the machine does not say. A page knows better: its browser's."""
    linked = str(_LINK.resolve()).partition("zoneinfo/")[2] if _LINK.exists() else ""
    for name in (os.environ.get("TZ", "").lstrip(":"), linked):
        try:
            if name and ZoneInfo(name).utcoffset(datetime.now(UTC)) is not None:
                return name
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"
