"""Pair a device with this computer: a code that works once, and a token that only the device keeps."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from primemover.errors import InvalidInput
from primemover.journal import Device, Journal
from primemover.texts import text

CODE_LASTS: Final = timedelta(minutes=10)
_CODE_BYTES: Final = 16
"""128 random bits: nobody guesses one in ten minutes, however often they try."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that pairs one device until ``until``."""

    secret: str
    until: datetime


class Pairing:
    """The present code and the devices that are paired. One process serves a house, so this is its memory;
    what outlives it, the devices, stands in the journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._code: Code | None = None
        self._by_hash: dict[str, Device] = {}
        self.reload()

    def reload(self) -> None:
        """Read the devices anew: somebody else may have changed them, as who erases everything does."""
        self._by_hash = {device.token_hash: device for device in self._journal.devices()}

    def code(self, now: datetime) -> Code:
        """The present code; a new one where there is none or its time is over."""
        if self._code is None or now >= self._code.until:
            self._code = Code(secrets.token_urlsafe(_CODE_BYTES), now + CODE_LASTS)
        return self._code

    def pair(self, secret: str, name: str, now: datetime) -> str:
        """Redeem a code for a token, which only the device knows from now on.

        Raises:
            InvalidInput: the code is not the present one, was used, or its time is over.
        """
        code = self._code
        right = code is not None and secrets.compare_digest(code.secret.encode(), secret.encode())
        if not right or code is None or now >= code.until:
            raise InvalidInput(text("web.devices.no_such_code"), remedy=text("web.devices.no_such_code_do"))
        token = secrets.token_urlsafe(32)
        device = self._journal.add_device(name, _hash(token), now)
        self._code = None
        self._by_hash[device.token_hash] = device
        return token

    def device(self, token: str | None) -> Device | None:
        """The paired device that holds ``token``, or None."""
        return self._by_hash.get(_hash(token)) if token else None

    def devices(self) -> tuple[Device, ...]:
        """Every paired device, the first one first."""
        return tuple(sorted(self._by_hash.values(), key=lambda device: (device.paired_at, device.id)))

    def unpair(self, device_id: str) -> None:
        """Let a device in no longer. One that is not paired is left as it is."""
        self._journal.remove_device(device_id)
        self._by_hash = {token: one for token, one in self._by_hash.items() if one.id != device_id}


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
