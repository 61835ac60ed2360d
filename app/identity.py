"""Access tokens of somebody else's identity provider: signed with a key that it publishes (JWKS,
RFC 7517), for somebody whose e-mail address it has verified.

It says who somebody is and nothing more. What they may do here is for the database to say
(db/functions/people/claims_of_email.sql).
"""

import asyncio
import time
from typing import Any

import jwt
from jwt import PyJWK, PyJWKClient, PyJWKClientError
from starlette.exceptions import HTTPException

from app.settings import Settings
from app.tokens import REFUSED, is_uuid

ALGORITHMS = ("RS256", "ES256")

# How long published keys are good without asking anew. Long enough that nobody waits for it, short
# enough that a key which was withdrawn is gone soon.
FRESH_SECONDS = 300

# How often we ask at most, whatever keys are named to us and however long the provider is away.
PATIENCE_SECONDS = 5
TIMEOUT_SECONDS = 3


class IdentityProvider:
    """Reads tokens with the keys that are published at the configured address."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        url = settings.jwks_url
        self._client = PyJWKClient(url, timeout=TIMEOUT_SECONDS) if url else None
        self._keys: dict[str | None, PyJWK] = {}
        self._asked = self._answered = float("-inf")
        self._asking = asyncio.Lock()

    def issued(self, token: str) -> bool:
        """Whether a token can be one of the provider's, and none of ours, by what its head says."""
        try:
            head = jwt.get_unverified_header(token)
        except jwt.InvalidTokenError:
            return False
        return self._client is not None and head.get("alg") in ALGORITHMS

    async def claims(self, token: str) -> dict[str, Any]:
        """What a token says: an e-mail address that is verified, and perhaps a tenant.

        Raises HTTPException 401 if it is expired, forged, meant for somebody else or says nothing
        of a verified address; 503 if the keys were never to be had.
        """
        try:
            key = await self._key(jwt.get_unverified_header(token).get("kid"))
            said = jwt.decode(
                token,
                key,
                algorithms=ALGORITHMS,
                audience=self._settings.jwks_audience,
                issuer=self._settings.jwks_issuer,
                options={"require": ["exp", "aud", "iss", "email"]},
            )
        except jwt.InvalidTokenError:
            raise HTTPException(401, REFUSED) from None
        email = said["email"]
        if said.get("email_verified") is not True or not isinstance(email, str) or "\0" in email:
            raise HTTPException(401, REFUSED)
        tenant = {"tenant_id": said["tenant_id"]} if is_uuid(said.get("tenant_id")) else {}
        return {"vouched_email": email, **tenant}

    async def _key(self, kid: str | None) -> PyJWK:
        """The key of that name. Raises jwt.InvalidTokenError if there is none, HTTPException 503 if
        nobody can say."""
        if not self._is_known(kid):
            async with self._asking:
                if not self._is_known(kid):
                    await self._ask()
        if not self._keys:
            raise HTTPException(503, "The identity provider does not answer.")
        key = self._keys.get(kid)
        if key is None:
            raise jwt.InvalidTokenError
        return key

    def _is_known(self, kid: str | None) -> bool:
        """Whether there is nothing to ask the provider, or it was asked a moment ago."""
        now = time.monotonic()
        is_fresh = kid in self._keys and now - self._answered < FRESH_SECONDS
        return is_fresh or now - self._asked < PATIENCE_SECONDS

    async def _ask(self) -> None:
        """Ask for the keys. Those that are known stay if there is no answer."""
        assert self._client is not None
        try:
            published = await asyncio.to_thread(self._client.get_jwk_set, refresh=True)
        except (PyJWKClientError, jwt.PyJWKSetError, ValueError, OSError):
            return
        else:
            self._keys = {each.key_id: each for each in published.keys}
            self._answered = time.monotonic()
        finally:
            self._asked = time.monotonic()
