"""Who we are to push services: VAPID (RFC 8292)."""

import base64
import time
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from app.settings import Settings

# RFC 8292 allows a day; clocks differ.
SECONDS = 12 * 60 * 60


def base64url(raw: bytes) -> str:
    """Bytes as keys are written (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def new_private_key() -> str:
    """A new key, as the setting has it: 32 bytes in base64url."""
    key = ec.generate_private_key(ec.SECP256R1())
    return base64url(key.private_numbers().private_value.to_bytes(32))


def public_key(private_key: str) -> str:
    """What browsers are given to know us by: the point, uncompressed, in base64url."""
    point = Vapid02.from_raw(private_key.encode()).public_key
    return base64url(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


class Vapid:
    """Signs what is sent to push services. One signature is good for half a day, at one of them."""

    def __init__(self, settings: Settings) -> None:
        self._key = Vapid02.from_raw(settings.vapid_private_key.encode())
        self._subject = settings.vapid_subject
        self._signed: dict[str, tuple[float, str]] = {}

    def authorization(self, endpoint: str) -> str:
        """The header with which an endpoint is told who we are."""
        parts = urlsplit(endpoint)
        audience = f"{parts.scheme}://{parts.netloc}"
        now = time.time()
        until, said = self._signed.get(audience, (0.0, ""))
        if until - now < SECONDS / 2:
            # Anybody can name a host: those that are over go when a new one comes.
            self._signed = {host: each for host, each in self._signed.items() if each[0] > now}
            until = now + SECONDS
            claims = {"aud": audience, "sub": self._subject, "exp": int(until)}
            said = str(self._key.sign(claims)["Authorization"])
            self._signed[audience] = until, said
        return said
