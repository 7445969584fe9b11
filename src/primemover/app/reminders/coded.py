"""base64url, as browsers and push services write keys."""

from __future__ import annotations

import base64


def to_text(content: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def from_text(coded: str) -> bytes:
    """base64url with or without its padding. Raises ``ValueError``."""
    return base64.urlsafe_b64decode(coded.encode() + b"=" * (-len(coded) % 4))
