"""Links in e-mails that may be followed once: what stands in them, made of their id.

The database knows the id and nothing else, and the key is ours alone. So nobody who reads the
database, a backup or the queue of e-mails can follow a link, and nothing has to be kept secret
between making it and sending it.
"""

import base64
import hashlib
import hmac
import uuid

from starlette.exceptions import HTTPException

from app.settings import Settings

ID_BYTES = 16
MAC_BYTES = 32


class Links:
    """Makes and reads what stands in links, with the configured keys."""

    def __init__(self, settings: Settings) -> None:
        self._keys = [key.encode() for key in settings.secret_keys]

    def token(self, link_id: str) -> str:
        """What stands in a link: its id and an HMAC-SHA256 of that (RFC 2104), in base64url."""
        known = uuid.UUID(link_id).bytes
        return base64.urlsafe_b64encode(known + mac(self._keys[0], known)).decode()

    def link_id(self, token: str) -> str:
        """The id of the link that a token stands in. Raises HTTPException 401 if it is not ours."""
        try:
            raw = base64.b64decode(token.encode(), altchars=b"-_", validate=True)
        except ValueError:
            raw = b""
        known, signature = raw[:ID_BYTES], raw[ID_BYTES:]
        whole = len(raw) == ID_BYTES + MAC_BYTES
        if not whole or not any(hmac.compare_digest(mac(k, known), signature) for k in self._keys):
            raise HTTPException(401, "The link is not one of ours. Open it anew from the e-mail.")
        return str(uuid.UUID(bytes=known))


def mac(key: bytes, known: bytes) -> bytes:
    """The signature of a link's id, apart from whatever else the key signs."""
    return hmac.digest(key, b"holdfast one-time link\0" + known, hashlib.sha256)
