"""A certificate for this machine's own addresses, made on the spot and kept.

A phone gives a page its camera only where the page came over TLS. No authority certifies a kitchen's
Wi-Fi, so the certificate vouches for itself: browsers warn once, and the person compares the fingerprint
that stands beside the code.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from primemover.errors import InvalidInput
from primemover.texts import text

LASTS = timedelta(days=397)
"""Browsers refuse a certificate that is valid for longer than 398 days."""
RENEWED = timedelta(days=30)
"""So long before its end a new one is made."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Where the certificate and its key lie, both PEM, and the SHA-256 fingerprint of the first."""

    file: Path
    key_file: Path
    fingerprint: str
    """Pairs of hexadecimal digits with colons between, as browsers show it."""


def own_certificate(folder: Path, addresses: Sequence[str], now: datetime) -> Certificate:
    """The certificate in ``folder`` if it covers ``addresses`` (numbers or names) and lasts; else a new one.

    Raises:
        InvalidInput: the folder cannot be written.
    """
    file, key_file = folder / "certificate.pem", folder / "key.pem"
    try:
        if file.exists() and key_file.exists() and _still_good(file, addresses, now):
            return Certificate(file, key_file, _fingerprint(file))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(file, key_file, addresses, now)
    except OSError as error:
        raise InvalidInput(
            text("cli.lan.cannot_keep", folder=folder), remedy=text("cli.lan.cannot_keep.do")
        ) from error
    return Certificate(file, key_file, _fingerprint(file))


def given_certificate(file: Path, key_file: Path) -> Certificate:
    """A certificate that the person brings.

    Raises:
        InvalidInput: one of the files is missing or is not what it should be.
    """
    try:
        serialization.load_pem_private_key(key_file.read_bytes(), password=None)
        return Certificate(file, key_file, _fingerprint(file))
    except (OSError, ValueError, TypeError) as error:
        raise InvalidInput(
            text("cli.lan.bad_certificate"), where=str(file), remedy=text("cli.lan.bad_certificate.do")
        ) from error


def _fingerprint(file: Path) -> str:
    digest = x509.load_pem_x509_certificate(file.read_bytes()).fingerprint(hashes.SHA256())
    return ":".join(f"{byte:02X}" for byte in digest)


def _still_good(file: Path, addresses: Sequence[str], now: datetime) -> bool:
    try:
        found = x509.load_pem_x509_certificate(file.read_bytes())
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound):
        return False
    begun = found.not_valid_before_utc <= now
    return begun and found.not_valid_after_utc - now > RENEWED and set(map(_name, addresses)) <= set(names)


def _name(address: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(address))
    except ValueError:
        return x509.DNSName(address)


def _make(file: Path, key_file: Path, addresses: Sequence[str], now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    whose = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Prime Mover on this computer")])
    made = (
        x509.CertificateBuilder()
        .subject_name(whose)
        .issuer_name(whose)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - timedelta(hours=1))
        .not_valid_after(now.astimezone(UTC) + LASTS)
        .add_extension(x509.SubjectAlternativeName(list(map(_name, addresses))), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(key_file, secret)
    _write(file, made.public_bytes(serialization.Encoding.PEM))


def _write(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
