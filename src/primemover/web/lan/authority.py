"""This house's own authority: a phone that trusts it trusts this computer's certificates, and nothing else.

Who holds the key of an authority can pretend to be any address to whoever trusts it. This one is bound, in a
way that browsers enforce (RFC 5280, name constraints), to addresses of home networks and to names that end in
``.local``.
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LASTS = timedelta(days=3650)
RENEWED = timedelta(days=398)
"""So long before its end a new one is made: it outlives every certificate that it signs."""
HOME_NETWORKS = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "127.0.0.0/8",
    "fc00::/7",
    "fe80::/10",
    "::1/128",
)
HOME_NAMES = ("local", "localhost")


@dataclass(frozen=True, slots=True)
class Authority:
    """Its certificate and key; ``file`` is the certificate, PEM."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    file: Path


def own_authority(folder: Path, now: datetime) -> Authority:
    """The authority in ``folder`` while it lasts; else a new one. Raises ``OSError``."""
    file, key_file = folder / "authority.pem", folder / "authority-key.pem"
    try:
        certificate = x509.load_pem_x509_certificate(file.read_bytes())
        key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
        lasts = certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc - RENEWED
        if (
            lasts
            and isinstance(key, ec.EllipticCurvePrivateKey)
            and key.public_key() == certificate.public_key()
        ):
            return Authority(certificate, key, file)
    except (FileNotFoundError, ValueError, TypeError):
        pass
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _made(key, now)
    write_secret(key_file, key_text(key))
    write_secret(file, certificate.public_bytes(serialization.Encoding.PEM))
    return Authority(certificate, key, file)


def may_vouch(address: str) -> bool:
    """Whether ``address``, a number or a name, is of a home's network."""
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return address.lower().rsplit(".", 1)[-1] in HOME_NAMES
    networks = map(ipaddress.ip_network, HOME_NETWORKS)
    return any(number.version == network.version and number in network for network in networks)


def _made(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    # Its name tells it from that of another computer, in the phone's list of those it trusts.
    name = f"Prime Mover at home ({now:%Y-%m-%d})"
    whose = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    permitted: list[x509.GeneralName] = [x509.DNSName(name) for name in HOME_NAMES]
    permitted += [x509.IPAddress(ipaddress.ip_network(network)) for network in HOME_NETWORKS]
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(whose)
        .issuer_name(whose)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - timedelta(hours=1))
        .not_valid_after(now.astimezone(UTC) + LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def key_text(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The key as PEM."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def write_secret(path: Path, content: bytes) -> None:
    """Write a file that nobody else may read, in place of the one before."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
