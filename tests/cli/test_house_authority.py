"""A phone that trusts this house's authority trusts its certificates, and nothing else that it might sign."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store

from primemover.web.lan import certificate as making
from primemover.web.lan.authority import may_vouch, own_authority
from primemover.web.lan.certificate import Certificate, own_certificate

NOW = datetime.now(UTC)
ADDRESSES = ["127.0.0.1", "192.168.1.20", "kitchen.local", "localhost"]


@contextmanager
def shown(certificate: Certificate) -> Iterator[int]:
    """A TLS server with that certificate; its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.file, certificate.key_file)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            try:
                while True:
                    connection, _ = listener.accept()
                    try:
                        with context.wrap_socket(connection, server_side=True) as secure:
                            secure.recv(1)
                    except OSError:
                        connection.close()
            except OSError:
                return

        threading.Thread(target=answer, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def visit(port: int, name: str, trusted: Path | None) -> None:
    """Shake hands as a device that trusts ``trusted`` and asked for ``name``."""
    context = ssl.create_default_context(cafile=trusted) if trusted else ssl.create_default_context()
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname=name) as secure,
    ):
        secure.send(b"x")


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_trusts_the_authority_needs_no_warning(tmp_path: Path, name: str) -> None:
    own = own_certificate(tmp_path, ADDRESSES, NOW)
    with shown(own) as port:
        visit(port, name, own.authority)


def test_who_does_not_trust_it_is_warned_and_so_is_another_name(tmp_path: Path) -> None:
    own = own_certificate(tmp_path, ADDRESSES, NOW)
    other = own_certificate(tmp_path / "another house", ADDRESSES, NOW)
    with shown(own) as port:
        strangers = (
            ("127.0.0.1", None),
            ("127.0.0.1", other.authority),
            ("other.local", own.authority),
        )
        for name, trusted in strangers:
            with pytest.raises(ssl.SSLCertVerificationError):
                visit(port, name, trusted)


@pytest.mark.parametrize("name", ["example.com", "8.8.8.8", "local.example.com"])
def test_what_it_signs_for_the_world_outside_is_worth_nothing(tmp_path: Path, name: str) -> None:
    # As a thief of its key would.
    vouches = own_authority(tmp_path, NOW)
    stolen = Certificate(tmp_path / "c.pem", tmp_path / "k.pem", "", None)
    making._make(stolen.file, stolen.key_file, [name], vouches, NOW)
    with shown(stolen) as port, pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
        visit(port, name, vouches.file)


def test_the_chain_is_good_by_the_rules_of_browsers(tmp_path: Path) -> None:
    own = own_certificate(tmp_path, ADDRESSES, NOW)
    leaf, authority = x509.load_pem_x509_certificates(own.file.read_bytes())
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(one) for one in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "192.168.1.20"]
    assert names.get_values_for_type(x509.DNSName) == ["kitchen.local", "localhost"]
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=397)
    assert authority.not_valid_after_utc > leaf.not_valid_after_utc
    usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert ExtendedKeyUsageOID.SERVER_AUTH in usage
    built = (
        PolicyBuilder()
        .store(Store([authority]))
        .time(NOW)
        .build_server_verifier(x509.DNSName("kitchen.local"))
    )
    assert built.verify(leaf, []) == [leaf, authority]


def test_the_authority_stays_when_the_address_changes_so_that_the_phone_goes_on_trusting(
    tmp_path: Path,
) -> None:
    first = own_certificate(tmp_path, ["192.168.1.20"], NOW)
    assert first.authority
    trusted = first.authority.read_bytes()
    moved = own_certificate(tmp_path, ["192.168.1.99"], NOW + timedelta(days=200))
    assert moved.fingerprint != first.fingerprint
    assert moved.authority
    assert moved.authority.read_bytes() == trusted


@pytest.mark.parametrize("broken", ["authority.pem", "authority-key.pem"])
def test_an_authority_that_is_broken_is_made_anew_with_what_it_signs(tmp_path: Path, broken: str) -> None:
    own_certificate(tmp_path, ADDRESSES, NOW)
    (tmp_path / broken).write_text("broken")
    own = own_certificate(tmp_path, ADDRESSES, NOW)
    with shown(own) as port:
        visit(port, "127.0.0.1", own.authority)


def test_nobody_else_reads_the_keys(tmp_path: Path) -> None:
    own_certificate(tmp_path / "lan", ADDRESSES, NOW)
    for name in ("key.pem", "authority-key.pem"):
        assert (tmp_path / "lan" / name).stat().st_mode & 0o777 == 0o600


def test_a_certificate_of_an_older_version_that_vouched_for_itself_is_replaced(tmp_path: Path) -> None:
    own = own_certificate(tmp_path, ADDRESSES, NOW)
    (tmp_path / "authority.pem").unlink()
    again = own_certificate(tmp_path, ADDRESSES, NOW)
    assert again.fingerprint != own.fingerprint


@pytest.mark.parametrize(
    ("address", "vouched"),
    [
        ("192.168.1.20", True),
        ("10.1.2.3", True),
        ("kitchen.local", True),
        ("fe80::1", True),
        ("8.8.8.8", False),
        ("172.32.0.1", False),
        ("example.com", False),
        ("2001:db8::1", False),
    ],
)
def test_it_vouches_for_home_networks_only(tmp_path: Path, address: str, vouched: bool) -> None:
    assert may_vouch(address) is vouched
    assert (own_certificate(tmp_path, [address], NOW).authority is not None) is vouched
