"""Google Calendar's API (v3), for whoever has let us: tokens, and requests with them.

Of somebody's consent we keep a refresh token, sealed (app/vault.py). What it is exchanged for is
good for an hour and stays in this process.
"""

import hashlib
import time
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx

from app.patience import patience
from app.services import Service, document_of
from app.settings import Settings

# A token is not used in the last minute of its life: a request takes a while, too.
SPARE_SECONDS = 60

# No more than what we do: events of the calendars that somebody owns.
SCOPE = "https://www.googleapis.com/auth/calendar.events.owned"

# 403 says several things: these, that it was too much at a time.
LIMITS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"})
LIMIT_SECONDS = 60

# Of a refresh token, or of what stands in for us: asking again does not help.
REFUSED = frozenset({"invalid_grant", "unauthorized_client"})

# The calendar that everybody has.
EVENTS = "calendars/primary/events"


class Trouble(Exception):
    """Google cannot do it now; in words for whoever connected the calendar."""

    def __init__(self, why: str, retry_after: int | None = None, status: int | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after
        self.status = status


class Disconnected(Trouble):
    """We are no longer let in, until its person connects it again."""


class Access(NamedTuple):
    """An access token, and until when it is used, on the clock of this process."""

    token: str
    until: float


class Google(Service):
    """Asks Google."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._known: dict[bytes, Access] = {}

    async def ask(
        self,
        secret: str,
        method: str,
        event_id: str | None = None,
        *,
        params: Mapping[str, str | int] | None = None,
        document: Mapping[str, Any] | None = None,
    ) -> httpx.Response:
        """What Google answers about events of the calendar that a sealed refresh token opens. A
        token that it no longer takes is exchanged for another, once. Raises Trouble unless it is a
        success, or 404, 409 or 410, which mean something to whoever asks."""
        path = EVENTS if event_id is None else f"{EVENTS}/{quote(event_id, safe='')}"
        for is_last in (False, True):
            answered = await self._send(
                method,
                f"{self._settings.google_calendar_url.rstrip('/')}/{path}",
                headers={"Authorization": f"Bearer {await self._access(secret)}"},
                params=params,
                json=document,
            )
            if answered.status_code != 401 or is_last:
                break
            self._known.pop(digest(secret), None)
        if answered.is_success or answered.status_code in (404, 409, 410):
            return answered
        raise trouble(answered)

    async def exchange(self, code: str, verifier: str, redirect_uri: str) -> str:
        """The refresh token that stands for a consent. Raises Trouble."""
        said = await self._tokens(
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            redirect_uri=redirect_uri,
        )
        if SCOPE not in str(said.get("scope", "")).split():
            raise Disconnected("You have not let us see and write events. Try again, and do.")
        if not said.get("refresh_token"):
            raise Disconnected("Google has not let us in for longer than an hour.")
        return str(said["refresh_token"])

    async def revoke(self, secret: str) -> None:
        """Give back what a sealed refresh token lets us do. Raises Trouble."""
        token = self._vault.open(secret)
        self._known.pop(digest(secret), None)
        if token is None:
            return
        answered = await self._send("POST", self._settings.google_revoke_url, data={"token": token})
        # 400: it was given back before.
        if not answered.is_success and answered.status_code != 400:
            raise trouble(answered)

    async def _access(self, secret: str) -> str:
        """An access token for a sealed refresh token. Raises Trouble."""
        known = self._known.get(digest(secret))
        if known and known.until > time.monotonic():
            return known.token
        refresh_token = self._vault.open(secret)
        if refresh_token is None:
            raise Disconnected(
                "It was connected with a key that we no longer have: connect it again."
            )
        said = await self._tokens(grant_type="refresh_token", refresh_token=refresh_token)
        lifetime = int(said.get("expires_in", 0)) - SPARE_SECONDS
        now = time.monotonic()
        self._known = {key: each for key, each in self._known.items() if each.until > now}
        self._known[digest(secret)] = Access(str(said["access_token"]), now + lifetime)
        return str(said["access_token"])

    async def _tokens(self, **fields: str) -> dict[str, Any]:
        """Tokens for what stands for them. Raises Trouble."""
        answered = await self._send(
            "POST",
            self._settings.google_token_url,
            data=fields
            | {
                "client_id": self._settings.google_client_id,
                "client_secret": self._settings.google_client_secret,
            },
        )
        said = document_of(answered)
        if answered.is_success and said.get("access_token"):
            return said
        if said.get("error") in REFUSED:
            raise Disconnected(
                "Google no longer lets us in: its person has to connect it again "
                f"({said['error']})."
            )
        raise trouble(answered)

    async def _send(self, method: str, url: str, **what: Any) -> httpx.Response:
        """Raises Trouble if there is no answer."""
        try:
            return await self._client.request(method, url, **what)
        except httpx.TimeoutException:
            raise Trouble("Google takes too long to answer.") from None
        except httpx.HTTPError as error:
            raise Trouble(f"Google cannot be reached: {type(error).__name__}.") from error


def digest(secret: str) -> bytes:
    """What a sealed token is known by here."""
    return hashlib.sha256(secret.encode()).digest()


def trouble(answered: httpx.Response) -> Trouble:
    """What an answer that is no success means."""
    error = document_of(answered).get("error")
    faults = error.get("errors", []) if isinstance(error, dict) else []
    reasons = {str(each.get("reason")) for each in faults if isinstance(each, dict)}
    why = f"Google answers {answered.status_code}"
    why = f"{why}: {', '.join(sorted(reasons))}." if reasons else f"{why}."
    wait = patience(answered.headers)
    if wait is None and (answered.status_code == 429 or reasons & LIMITS):
        wait = LIMIT_SECONDS
    return Trouble(why, wait, answered.status_code)
