"""A certificate for this machine's own addresses, made on the spot and kept.

A phone gives a page its camera only where the page came over TLS. No authority certifies a kitchen's
Wi-Fi, so the house has one of its own (``authority``): browsers warn until a phone trusts it, and the person
compares the fingerprint that stands beside the code.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from primemover.errors import InvalidInput
from primemover.texts import text
from primemover.web.lan.authority import Authority, key_text, may_vouch, own_authority, write_secret

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
    authority: Path | None
    """The certificate of this house's authority, PEM, where it vouches for this one."""


def own_certificate(folder: Path, addresses: Sequence[str], now: datetime) -> Certificate:
    """The certificate in ``folder`` if it covers ``addresses`` (numbers or names) and lasts; else a new one.

    Raises:
        InvalidInput: the folder cannot be written.
    """
    file, key_file = folder / "certificate.pem", folder / "key.pem"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        vouches = own_authority(folder, now)
        if not (key_file.exists() and _still_good(file, addresses, vouches, now)):
            _make(file, key_file, addresses, vouches, now)
    except OSError as error:
        raise InvalidInput(
            text("cli.lan.cannot_keep", folder=folder), remedy=text("cli.lan.cannot_keep.do")
        ) from error
    trusted = vouches.file if all(map(may_vouch, addresses)) else None
    return Certificate(file, key_file, fingerprint(file), trusted)


def given_certificate(file: Path, key_file: Path) -> Certificate:
    """A certificate that the person brings.

    Raises:
        InvalidInput: one of the files is missing or is not what it should be.
    """
    try:
        serialization.load_pem_private_key(key_file.read_bytes(), password=None)
        return Certificate(file, key_file, fingerprint(file), None)
    except (OSError, ValueError, TypeError) as error:
        raise InvalidInput(
            text("cli.lan.bad_certificate"), where=str(file), remedy=text("cli.lan.bad_certificate.do")
        ) from error


def fingerprint(file: Path) -> str:
    """SHA-256 of the first certificate in ``file``, in pairs of digits with colons between."""
    digest = x509.load_pem_x509_certificate(file.read_bytes()).fingerprint(hashes.SHA256())
    return ":".join(f"{byte:02X}" for byte in digest)


def _still_good(file: Path, addresses: Sequence[str], vouches: Authority, now: datetime) -> bool:
    try:
        found = x509.load_pem_x509_certificate(file.read_bytes())
        found.verify_directly_issued_by(vouches.certificate)
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    begun = found.not_valid_before_utc <= now
    return begun and found.not_valid_after_utc - now > RENEWED and set(map(_name, addresses)) <= set(names)


def _name(address: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(address))
    except ValueError:
        return x509.DNSName(address)


def _make(file: Path, key_file: Path, addresses: Sequence[str], vouches: Authority, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = vouches.certificate
    whose = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Prime Mover on this computer")])
    own, theirs = (
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()),
        x509.AuthorityKeyIdentifier.from_issuer_public_key(vouches.key.public_key()),
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(whose)
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - timedelta(hours=1))
        .not_valid_after(now.astimezone(UTC) + LASTS - timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName(list(map(_name, addresses))), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(own, critical=False)
        .add_extension(theirs, critical=False)
        .sign(vouches.key, hashes.SHA256())
    )
    # The authority stands behind it in the file, so that a phone that trusts it sees the whole chain.
    chain = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in (made, issuer))
    write_secret(key_file, key_text(key))
    write_secret(file, chain)
