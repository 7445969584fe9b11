"""The server's clock for reminders."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from primemover.app.reminders.pushing import Pushing

EVERY_S = 20
_log = logging.getLogger("primemover.web")


async def remind(pushing: Pushing) -> None:
    """Look now and then whose moment has come, until cancelled. A look that fails is not the last."""
    while True:
        try:
            await asyncio.to_thread(pushing.look, datetime.now().astimezone())
        except Exception:
            _log.exception("reminders could not be sent")
        await asyncio.sleep(EVERY_S)
