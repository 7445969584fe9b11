"""A message that only one browser can read, and who sends it: RFC 8291 (with RFC 8188) and RFC 8292."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from primemover.app.reminders.coded import from_text, to_text

_CURVE: Final = ec.SECP256R1()
_RECORD: Final = 4096
LARGEST: Final = _RECORD - 17 - 86
"""Bytes of a message: one record, with its mark, its seal and the head."""
_GOOD_FOR: Final = timedelta(hours=12)
_WHOM_TO_ASK: Final = "mailto:nobody@example.com"
"""Push services want an address to write to. There is no account and nobody behind one."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The key pair by which push services know this computer (VAPID). ``public``: base64url, 65 bytes."""

    private: ec.EllipticCurvePrivateKey
    public: str

    def authorization(self, endpoint: str, now: datetime) -> str:
        """The header for a message to ``endpoint``, good for some hours."""
        place = urlsplit(endpoint)
        claims = {
            "aud": f"{place.scheme}://{place.netloc}",
            "exp": int((now + _GOOD_FOR).timestamp()),
            "sub": _WHOM_TO_ASK,
        }
        parts = ({"typ": "JWT", "alg": "ES256"}, claims)
        signed = ".".join(to_text(json.dumps(part).encode()) for part in parts)
        r, s = decode_dss_signature(self.private.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        return f"vapid t={signed}.{to_text(r.to_bytes(32) + s.to_bytes(32))}, k={self.public}"


def sender(file: Path) -> Sender:
    """The key pair in ``file`` (PEM, for nobody else to read); where none can be read, a new one.

    Raises ``OSError`` where the file cannot be written.
    """
    try:
        private = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except (FileNotFoundError, ValueError, TypeError, UnsupportedAlgorithm):
        private = ec.generate_private_key(_CURVE)
        content = private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
            opened.write(content)
    assert isinstance(private, ec.EllipticCurvePrivateKey)  # noqa: S101 - we wrote it
    return Sender(private, to_text(_point(private.public_key())))


def sealed(
    message: bytes,
    p256dh: str,
    auth: str,
    *,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """``message`` for the browser with the keys ``p256dh`` and ``auth`` (base64url), as ``aes128gcm``.

    ``own`` and ``salt`` are drawn anew for each message; only the published example names them.

    Raises ``ValueError`` where the keys are none, or the message is too long.
    """
    if len(message) > LARGEST:
        raise ValueError("the message is too long for one record")
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, from_text(p256dh))
    own = own or ec.generate_private_key(_CURVE)
    salt = salt or os.urandom(16)
    ours = _point(own.public_key())
    # RFC 8291, 3.4: the shared secret, bound to both ends; then RFC 8188, 2.2 and 2.3.
    shared = _derived(
        from_text(auth), own.exchange(ec.ECDH(), theirs), b"WebPush: info\0" + _point(theirs) + ours, 32
    )
    key = _derived(salt, shared, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(salt, shared, b"Content-Encoding: nonce\0", 12)
    head = salt + _RECORD.to_bytes(4) + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, message + b"\x02", None)


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    """HKDF with SHA-256 for one block (RFC 5869)."""
    first = hmac.digest(salt, secret, hashlib.sha256)
    return hmac.digest(first, info + b"\x01", hashlib.sha256)[:length]


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
