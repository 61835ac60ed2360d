"""Tenants' webhooks: signed by Standard Webhooks, and sent to nowhere but the public internet.

Whoever makes a webhook chooses where we connect to, and reads what is answered. So no URL is
trusted, that of a redirect neither: its host is resolved here, every address of it is judged
(app/channels/addresses.py), and the connection goes to an address that was judged, not to a name
that could mean another one by then. Host, SNI and certificate are those of the name.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import httpx
from standardwebhooks import Webhook

from app import __version__
from app.channels import Failed, Gone, Task
from app.channels.addresses import Addresses, Refused
from app.settings import Settings
from app.tls import trusting
from app.vault import Vault

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 15.0

# How much of an answer is read, and for how long; and how much of that is kept.
READ_BYTES = 16 * 1024
READ_SECONDS = 2.0
EXCERPT_CHARACTERS = 500

# Those that keep the method. 303 says to look elsewhere for an answer: nobody has taken anything.
REDIRECTS = frozenset({301, 302, 307, 308})
MOST_REDIRECTS = 2

# Who is told to come back later says when.
PATIENCE = frozenset({429, 503})


class Answered(NamedTuple):
    """What the other side said, and for how many seconds it wants to be left alone."""

    status: int
    retry_after: int | None
    body: str


class Webhooks:
    """Posts deliveries, each on a connection of its own: two hosts with one address must not share
    what was verified for one of them."""

    def __init__(self, settings: Settings) -> None:
        self._vault = Vault(settings)
        self._addresses = Addresses(settings)
        self._client = httpx.AsyncClient(
            verify=trusting(),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(TOTAL_SECONDS, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
            headers={
                "User-Agent": f"Holdfast/{__version__}",
                "Accept-Encoding": "identity",
                "Connection": "close",
            },
        )

    async def deliver(self, task: Task) -> Mapping[str, Any]:
        """Post a delivery. Raises Failed, and Gone for a 410."""
        body = json.dumps(task.details["body"], separators=(",", ":"), ensure_ascii=False)
        headers = self._signed(task.details["webhook_id"], body, task.details["secrets"])
        started = time.monotonic()
        try:
            async with asyncio.timeout(TOTAL_SECONDS):
                answered = await self._post(task.details["url"], body.encode(), headers)
        except TimeoutError:
            why = f"There was no answer within {TOTAL_SECONDS:g} seconds."
            raise Failed(why, response=logged(started)) from None
        except (httpx.HTTPError, httpx.InvalidURL, Refused) as error:
            raise Failed(words(error), response=logged(started)) from error
        return judged(answered, logged(started, answered))

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.aclose()

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
        """Post, here and wherever we are sent on to; the last answer. Raises httpx.HTTPError,
        httpx.InvalidURL, Refused."""
        target = httpx.URL(url)
        for _ in range(MOST_REDIRECTS + 1):
            async with self._answered(target, body, headers) as response:
                if response.status_code not in REDIRECTS or "location" not in response.headers:
                    return Answered(
                        response.status_code, patience(response), await beginning(response)
                    )
                origin, target = target, target.join(response.headers["location"])
            if origin.scheme == "https" and target.scheme != "https":
                raise Refused("It sends us on to where there is no TLS.")
        raise Refused(f"It sent us on more than {MOST_REDIRECTS} times.")

    @contextlib.asynccontextmanager
    async def _answered(
        self, url: httpx.URL, body: bytes, headers: Mapping[str, str]
    ) -> AsyncIterator[httpx.Response]:
        """The answer of a URL, from the first of its addresses that takes a connection. Raises
        httpx.HTTPError, Refused."""
        addresses = await self._addresses.of(url)
        for nth, address in enumerate(addresses, 1):
            request = self._client.build_request(
                "POST",
                url.copy_with(host=str(address)),
                content=body,
                headers={**headers, "Host": url.netloc.decode()},
                extensions={"sni_hostname": url.raw_host.decode()},
            )
            try:
                answered = await self._client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if nth == len(addresses):
                    raise
                continue
            try:
                yield answered
            finally:
                await answered.aclose()
            return


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


def patience(answered: httpx.Response) -> int | None:
    """How many seconds the other side wants to be left alone (RFC 9110, 10.2.3)."""
    said = answered.headers.get("retry-after", "").strip()
    if answered.status_code not in PATIENCE or not said:
        return None
    if said.isascii() and said.isdigit():
        return min(int(said[:9]), 24 * 60 * 60)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(int((until - datetime.now(UTC)).total_seconds()), 0), 24 * 60 * 60)


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
