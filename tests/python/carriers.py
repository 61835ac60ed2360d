"""Doubles of those who carry notices to people: push services, WhatsApp and Twilio. Each is a
server on a real socket, which keeps what it was sent and answers what it is told to."""

import base64
import contextlib
import datetime
import ipaddress
import json
import ssl
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import http_ece
import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from app.vapid import base64url


class Received(NamedTuple):
    """What was sent: the path, headers with names in small letters, and the body."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode()))

    @property
    def document(self) -> dict[str, Any]:
        return dict(json.loads(self.body))


class Answer(NamedTuple):
    """What is answered."""

    status: int
    document: Any = None
    headers: Mapping[str, str] = {}


class Carrier:
    """A server that answers one thing after another, and then always the same."""

    def __init__(self, url: str, usual: Answer) -> None:
        self.url = url
        self.received: list[Received] = []
        self.answers: deque[Answer] = deque()
        self.usual = usual

    def answer(self, received: Received) -> Answer:
        self.received.append(received)
        return self.answers.popleft() if self.answers else self.usual


@contextlib.contextmanager
def carrying(usual: Answer, certificate: Path | None = None) -> Iterator[Carrier]:
    """A carrier on a free port, with TLS if there is a certificate."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = carrier.answer(Received(self.path, headers, body))
            raw = b"" if answer.document is None else json.dumps(answer.document).encode()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "https" if certificate else "http"
    carrier = Carrier(f"{scheme}://127.0.0.1:{server.server_port}", usual)
    thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    yield carrier
    server.shutdown()
    server.server_close()
    thread.join()


def write_certificate(path: Path) -> None:
    """A certificate of this machine and its key, signed by nobody else."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "push.test")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )


class Browser:
    """A browser that has subscribed with a push service, and knows whom it subscribed to."""

    def __init__(self, service: Carrier, vapid_key: str, name: str = "1") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = b"sixteen bytes it"
        self._vapid_key = vapid_key
        self._origin = service.url
        self.endpoint = f"{service.url}/{name}"

    @property
    def subscription(self) -> dict[str, str]:
        """What it says of itself, as api.create_push_subscription takes it."""
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {
            "endpoint": self.endpoint,
            "p256dh": base64url(point),
            "auth": base64url(self._auth),
        }

    def read(self, received: Received) -> dict[str, Any]:
        """What it is told, if it comes from whom it subscribed to and was meant for it. Raises what
        is wrong with it."""
        scheme, _, said = received.headers["authorization"].partition(" ")
        parts = dict(each.strip().split("=", 1) for each in said.split(","))
        assert (scheme, parts["k"]) == ("vapid", self._vapid_key)
        point = base64.urlsafe_b64decode(parts["k"] + "=")
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        claims = jwt.decode(parts["t"], key, algorithms=["ES256"], audience=self._origin)
        left = claims["exp"] - datetime.datetime.now().timestamp()
        assert 0 < left <= 24 * 60 * 60
        assert claims["sub"].startswith("mailto:")
        assert received.headers["content-encoding"] == "aes128gcm"
        plain = http_ece.decrypt(
            received.body, private_key=self._key, auth_secret=self._auth, version="aes128gcm"
        )
        return dict(json.loads(plain))
