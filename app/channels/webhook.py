"""Tenants' webhooks: signed by Standard Webhooks, and sent to nowhere but the public internet.

Whoever makes a webhook chooses where we connect to, and reads what is answered. So no URL is
trusted, that of a redirect neither (app/outside.py).
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import httpx
from standardwebhooks import Webhook

from app.channels import Failed, Gone, Task
from app.channels.addresses import Refused
from app.outside import Outside, Redirects
from app.patience import patience
from app.settings import Settings
from app.vault import Vault

TOTAL_SECONDS = 15.0

# How much of an answer is read, and for how long; and how much of that is kept.
READ_BYTES = 16 * 1024
READ_SECONDS = 2.0
EXCERPT_CHARACTERS = 500

# Those that keep the method. 303 says to look elsewhere for an answer: nobody has taken anything.
REDIRECTS = Redirects(frozenset({301, 302, 307, 308}), 2)

# Who is told to come back later says when.
PATIENCE = frozenset({429, 503})


class Answered(NamedTuple):
    """What the other side said, and for how many seconds it wants to be left alone."""

    status: int
    retry_after: int | None
    body: str


class Webhooks:
    """Posts deliveries."""

    at_once = 300

    def __init__(self, settings: Settings) -> None:
        self._vault = Vault(settings)
        self._outside = Outside(settings, seconds=TOTAL_SECONDS)

    async def deliver(self, task: Task) -> Mapping[str, Any]:
        """Post a delivery. Raises Failed, and Gone for a 410."""
        body = json.dumps(task.details["body"], separators=(",", ":"), ensure_ascii=False)
        headers = self._signed(task.details["webhook_id"], body, task.details["secrets"])
        started = time.monotonic()
        try:
            answered = await self._post(task.details["url"], body.encode(), headers)
        except TimeoutError:
            why = f"There was no answer within {TOTAL_SECONDS:g} seconds."
            raise Failed(why, response=logged(started)) from None
        except (httpx.HTTPError, httpx.InvalidURL, Refused) as error:
            raise Failed(words(error), response=logged(started)) from error
        return judged(answered, logged(started, answered))

    async def close(self) -> None:
        """Let go of connections."""
        await self._outside.close()

    def _signed(self, webhook_id: str, body: str, secrets: list[str]) -> dict[str, str]:
        """The headers of a delivery, with a signature by every secret that is good. Raises
        Failed."""
        now = datetime.now(UTC)
        opened = [secret for each in secrets if (secret := self._vault.open(each))]
        if not opened:
            raise Failed("The secret was encrypted with a key that we no longer have: rotate it.")
        return {
            "Content-Type": "application/json",
            "webhook-id": webhook_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(
                Webhook(secret).sign(webhook_id, now, body) for secret in opened
            ),
        }

    async def _post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answered:
        """Post, here or wherever we are sent on to. Raises TimeoutError, httpx.HTTPError,
        httpx.InvalidURL, Refused."""
        async with self._outside.answered(
            "POST", url, headers, body, redirects=REDIRECTS
        ) as response:
            status = response.status_code
            wait = patience(response.headers) if status in PATIENCE else None
            return Answered(status, wait, await beginning(response))


async def beginning(response: httpx.Response) -> str:
    """How an answer begins, for the log. Whoever is slow, or breaks off, has answered all the same.
    It is taken as it comes: what is unpacked could be a bomb."""
    read = b""
    with contextlib.suppress(TimeoutError, httpx.HTTPError):
        async with asyncio.timeout(READ_SECONDS):
            async for chunk in response.aiter_raw():
                read += chunk
                if len(read) >= READ_BYTES:
                    break
    # PostgreSQL holds no null character.
    return read[:READ_BYTES].decode(errors="replace").replace("\0", "\ufffd")[:EXCERPT_CHARACTERS]


def logged(started: float, answered: Answered | None = None) -> dict[str, Any]:
    """What the log keeps of an attempt."""
    kept: dict[str, Any] = {"duration_ms": round((time.monotonic() - started) * 1000)}
    return kept | ({"status": answered.status, "body": answered.body} if answered else {})


def judged(answered: Answered, response: dict[str, Any]) -> dict[str, Any]:
    """What the log keeps, if the delivery was taken. Raises Gone and Failed."""
    if 200 <= answered.status < 300:
        return response
    if answered.status == 410:
        raise Gone("It answered 410: it is gone.", response=response)
    raise Failed(
        f"It answered {answered.status}.", retry_after=answered.retry_after, response=response
    )


def words(error: Exception) -> str:
    """What went wrong, for the owner of the webhook to read."""
    if isinstance(error, Refused):
        return str(error)
    return f"{type(error).__name__}: {error}".rstrip(": ")
