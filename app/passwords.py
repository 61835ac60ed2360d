"""Passwords: Argon2id (RFC 9106), off the event loop."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from starlette.concurrency import run_in_threadpool

HASHER = PasswordHasher()

# Verified when nobody has the e-mail address, so that the answer takes as long.
NOBODY = HASHER.hash("nobody")


async def hashed(password: str) -> str:
    """The hash of a new password."""
    return await run_in_threadpool(HASHER.hash, password)


async def verify(password_hash: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed; it takes as long if there is no hash."""

    def matches() -> bool:
        try:
            return HASHER.verify(password_hash or NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False

    return await run_in_threadpool(matches) and password_hash is not None


async def hashed(password: str) -> str:
    """The hash of a new password."""
    return await run_in_threadpool(HASHER.hash, password)
