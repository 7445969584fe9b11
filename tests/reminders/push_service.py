"""A push service of our own over TLS, and a browser's keys: it opens what it is sent, as a browser would."""

from __future__ import annotations

import base64
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import http_ece  # type: ignore[import-untyped]
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from primemover.web.lan.certificate import own_certificate


def coded(content: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@dataclass
class Service:
    """``address`` of the service; ``status`` is its next answer; ``got``: path, headers, message."""

    address: str
    certificate: Path
    status: int = 201
    got: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = b"0123456789abcdef"

    def subscription(self, name: str = "phone") -> dict[str, object]:
        """What a browser would tell."""
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return {
            "endpoint": f"{self.address}/{name}",
            "p256dh": coded(point),
            "auth": coded(self.secret),
        }

    def opened(self, body: bytes) -> dict[str, str]:
        """The message, by somebody else's reading of RFC 8188 and RFC 8291."""
        content = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        message: dict[str, str] = json.loads(content)
        return message


@contextmanager
def push_service(folder: Path) -> Iterator[Service]:
    """A service on a free port of this machine."""
    shown = own_certificate(folder / "service", ["127.0.0.1", "localhost"], datetime.now(UTC))

    class Post(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            service.got.append(
                (self.path, {k.lower(): v for k, v in self.headers.items()}, service.opened(body))
            )
            self.send_response(service.status)
            if service.status in {301, 302, 307}:
                self.send_header("location", f"{service.address}/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Post)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown.file, shown.key_file)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    service = Service(f"https://127.0.0.1:{server.server_port}", shown.file)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
