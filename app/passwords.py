"""Passwords: Argon2id (RFC 9106), off the event loop.

A password goes no further than here, so what makes one fit is the one rule that the database cannot
hold.
"""

import base64
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from starlette.concurrency import run_in_threadpool

from app.contract import BadArguments, Fault

HASHER = PasswordHasher()


def hash_of_nothing() -> str:
    """A hash that no password has been found for, without the time that hashing takes."""
    cost = f"m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    sizes = (HASHER.salt_len, HASHER.hash_len)
    salt, digest = (
        base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in sizes
    )
    return f"$argon2id$v=19${cost}${salt}${digest}"


# Verified when nobody has the e-mail address, so that the answer takes as long.
NOBODY = hash_of_nothing()

SHORTEST = 8


def require_fit(password: str, email: str, field: str) -> None:
    """Refuse a password that anybody would try first. Raises BadArguments."""
    if len(password) < SHORTEST:
        raise BadArguments([Fault(f"#/{field}", f"must have {SHORTEST} characters or more")])
    address = email.strip().lower()
    if password.strip().lower() in (address, address.partition("@")[0]):
        raise BadArguments([Fault(f"#/{field}", "must not be the e-mail address")])


async def hashed(password: str) -> str:
    """What is kept of a new password."""
    return await run_in_threadpool(HASHER.hash, password)


async def verify(password_hash: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed; it takes as long if there is no hash."""

    def matches() -> bool:
        try:
            return HASHER.verify(password_hash or NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False

    return await run_in_threadpool(matches) and password_hash is not None


async def renewed(password_hash: str, password: str) -> str | None:
    """The new hash of a password that was verified, if it was hashed with less care than is taken
    now."""
    return await hashed(password) if HASHER.check_needs_rehash(password_hash) else None
