"""Tokens: who somebody is, signed (access) or at random (refresh)."""

import hashlib
import secrets
import time
import uuid
from collections.abc import Mapping
from typing import Any

import jwt
from starlette.exceptions import HTTPException

from app.settings import Settings

# What an access token may say besides sub, tenant_id and exp.
ROLES = ("platform_admin", "owner", "manager", "staff", "customer")

# Those who may act for no business in particular.
AT_LARGE = ("platform_admin", "customer")

REFUSED = "The token is missing, expired or not one of ours."


class Tokens:
    """Makes and reads tokens with the configured keys."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys = settings.secret_keys

    def access(
        self,
        user_id: str,
        tenant_id: str | None,
        role: str,
        *,
        sid: str | None = None,
        acting: str | None = None,
    ) -> str:
        """An access token (RFC 7519, HS256) for somebody in one business, or in none. sid is the
        sign-in that it comes of, acting the grant by which a platform admin acts for the
        business."""
        now = int(time.time())
        claims = {
            "sub": user_id,
            **({"tenant_id": tenant_id} if tenant_id else {}),
            **({"sid": sid} if sid else {}),
            "role": role,
            **({"acting": acting} if acting else {}),
            "iss": self._settings.token_issuer,
            "aud": self._settings.token_audience,
            "iat": now,
            "exp": now + self._settings.access_token_seconds,
        }
        return jwt.encode(claims, self._keys[0], algorithm="HS256")

    def claims(self, token: str) -> dict[str, Any]:
        """What an access token says: sub, role, tenant_id if it is for a business, sid and acting.

        Raises HTTPException 401 if it is expired, forged, unsigned, meant for somebody else, or
        lives longer than the fifteen minutes that are allowed.
        """
        for key in self._keys:
            try:
                claims: Mapping[str, Any] = jwt.decode(
                    token,
                    key,
                    algorithms=["HS256"],
                    audience=self._settings.token_audience,
                    issuer=self._settings.token_issuer,
                    options={"require": ["exp", "sub", "aud", "iss", "role"]},
                )
            except jwt.InvalidSignatureError:
                continue
            except jwt.InvalidTokenError:
                break
            if claims["role"] not in ROLES or claims["exp"] > time.time() + 900 + 60:
                break
            known = {"sub", "role", *({"tenant_id", "sid", "acting"} & claims.keys())}
            if "tenant_id" not in known and claims["role"] not in AT_LARGE:
                break
            if not all(is_uuid(claims[name]) for name in known - {"role"}):
                break
            return {name: claims[name] for name in known}
        raise HTTPException(401, REFUSED)


def is_uuid(value: object) -> bool:
    """Whether a claim is the id of something."""
    try:
        return isinstance(value, str) and str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False


def refresh_token() -> str:
    """A new refresh token: 256 bits at random."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database knows of a refresh token: its SHA-256, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()
