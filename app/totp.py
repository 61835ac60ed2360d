"""The second factor: codes that a device shows (TOTP, RFC 6238), and codes for when it is lost.

Whether a code was used before, the database knows. Here is only which time step it is of.
"""

import base64
import hashlib
import hmac
import secrets
import time

import pyotp

SECONDS = 30
ISSUER = "Holdfast"

# A device may be half a minute fast or slow, and whoever types takes a while.
TOLERANCE = (0, -1, 1)

RECOVERY_CODES = 10
RECOVERY_BYTES = 10


def new_secret() -> str:
    """160 bits at random, in base32, as devices take it."""
    return pyotp.random_base32()


def uri(secret: str, email: str) -> str:
    """What is shown as a QR code, for a device to read."""
    return pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=email, issuer_name=ISSUER)


def step_of(secret: str | None, code: str, now: float | None = None) -> int | None:
    """The time step that a code is of, or None if it is of none around now."""
    if secret is None:
        return None
    current = int((time.time() if now is None else now) // SECONDS)
    device = pyotp.TOTP(secret, interval=SECONDS)
    for step in (current + each for each in TOLERANCE):
        if hmac.compare_digest(device.generate_otp(step).encode(), code.strip().encode()):
            return step
    return None


def recovery_codes() -> list[str]:
    """Codes that sign in once each: 80 bits at random, in groups that can be written down."""
    codes = []
    for _ in range(RECOVERY_CODES):
        code = base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode().lower()
        codes.append("-".join(code[n : n + 4] for n in range(0, len(code), 4)))
    return codes


def recovery_hash(code: str) -> str:
    """What the database knows of a recovery code, however it was typed: SHA-256, in hex."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
