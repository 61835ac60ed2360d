"""Links that switch off what a notice is about, for whoever it was sent to.

What is switched off, and whose, stands in the link itself, with a signature. So nothing is kept for
it, it works without signing in, as often as it is followed, and for as long as the key does.
"""

import base64
import hashlib
import hmac
import uuid
from collections.abc import Mapping

from starlette.exceptions import HTTPException

from app.settings import Settings

MAC_BYTES = 32
ID_BYTES = 16
IDS = ("tenant_id", "recipient_id")
WORDS = ("recipient", "channel", "topic")


class Unsubscribe:
    """Makes and reads links, with the configured keys."""

    def __init__(self, settings: Settings) -> None:
        self._keys = [key.encode() for key in settings.secret_keys]
        self._address = f"{settings.public_url.rstrip('/')}/links/unsubscribe"

    def url(self, facts: Mapping[str, str]) -> str:
        """The link that says what private.unsubscribe_facts says."""
        said = b"".join(uuid.UUID(facts[name]).bytes for name in IDS)
        said += " ".join(facts[name] for name in WORDS).encode()
        token = base64.urlsafe_b64encode(mac(self._keys[0], said) + said)
        return f"{self._address}?token={token.decode().rstrip('=')}"

    def facts(self, token: str) -> dict[str, str]:
        """What a link says. Raises HTTPException 404 if it is not ours."""
        try:
            padded = token.encode() + b"=" * (-len(token) % 4)
            raw = base64.b64decode(padded, altchars=b"-_", validate=True)
        except ValueError:
            raw = b""
        signature, said = raw[:MAC_BYTES], raw[MAC_BYTES:]
        if not said or not any(hmac.compare_digest(mac(k, said), signature) for k in self._keys):
            raise HTTPException(404, "There is no such link.")
        ids = (said[at : at + ID_BYTES] for at in range(0, ID_BYTES * len(IDS), ID_BYTES))
        words = said[ID_BYTES * len(IDS) :].decode().split()
        return dict(zip(IDS, (str(uuid.UUID(bytes=each)) for each in ids), strict=True)) | dict(
            zip(WORDS, words, strict=True)
        )


def mac(key: bytes, said: bytes) -> bytes:
    """The signature of what a link says, apart from whatever else the key signs."""
    return hmac.digest(key, b"holdfast unsubscribe\0" + said, hashlib.sha256)
