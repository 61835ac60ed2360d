"""What the database keeps for us and cannot read: encrypted with a key made of the secret key."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.settings import Settings


class Vault:
    """Seals with the key of today; opens what the one before has sealed as well."""

    def __init__(self, settings: Settings) -> None:
        self._fernet = MultiFernet([Fernet(derived(key)) for key in settings.secret_keys])

    def seal(self, text: str) -> str:
        """The text as the database keeps it."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str | None) -> str | None:
        """What was sealed, or None if it was not, or with a key that is no more."""
        try:
            return self._fernet.decrypt(sealed or "").decode()
        except InvalidToken:
            return None


def derived(secret: str) -> bytes:
    """A key for this and nothing else (HKDF, RFC 5869)."""
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"holdfast vault")
    return base64.urlsafe_b64encode(kdf.derive(secret.encode()))
