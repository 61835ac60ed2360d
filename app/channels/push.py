"""Web Push: what browsers are told (RFC 8030), encrypted for each of them (RFC 8291).

Where a browser is reached, strangers say: so it goes nowhere but to the public internet over TLS
(app/outside.py), and follows nobody elsewhere.
"""

import asyncio
import json
import time
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

import dns.exception
import httpx

from app.channels import Failed, Gone, Task
from app.channels.addresses import Refused
from app.outside import Outside
from app.patience import patience
from app.settings import Settings
from app.short import notice
from app.vapid import Vapid, base64url

SECONDS = 15.0

# What somebody should see at once, and what need not wake a telephone (RFC 8030, section 5.3).
URGENT = frozenset({"waitlist_offer", "reminder", "booking_rescheduled", "booking_cancelled"})
IDLE = frozenset({"review_request"})

# A shorter one may do.
TOO_LONG = 413

DAY = 24 * 60 * 60

# Push services keep nothing for longer.
LONGEST = 28 * DAY


class Outcome(StrEnum):
    """What became of telling one browser."""

    TOLD = "told"
    GONE = "gone"
    REFUSED = "refused"
    LATER = "later"


class Result(NamedTuple):
    """The same, with when to try again, if the push service said so."""

    outcome: Outcome
    retry_after: int | None = None


class Push:
    """Tells all browsers of somebody."""

    at_once = 100

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._vapid = Vapid(settings) if settings.vapid_private_key else None
        self._outside = Outside(settings, seconds=SECONDS)

    async def deliver(self, task: Task) -> Mapping[str, Any]:
        """Tell the browsers that have not been told yet. Raises Failed if some are to be told
        later, Gone if none is left."""
        if self._vapid is None:
            raise Gone("HOLDFAST_VAPID_PRIVATE_KEY is not set.")
        payloads, headers = self.worded(task)
        browsers: Sequence[Mapping[str, str]] = task.details["subscriptions"]
        results = await asyncio.gather(
            *(self._tell(self._vapid, each, payloads, headers) for each in browsers)
        )
        found: dict[str, list[str]] = {
            str(outcome): [
                browser["id"]
                for browser, result in zip(browsers, results, strict=True)
                if result.outcome is outcome
            ]
            for outcome in Outcome
        }
        later = found.pop(Outcome.LATER)
        found[Outcome.TOLD] = [*task.details["told"], *found[Outcome.TOLD]]
        if later:
            raise Failed(
                f"{len(later)} of {len(browsers)} push services could not take it.",
                retry_after=max((each.retry_after or 0 for each in results), default=0) or None,
                response=found,
            )
        if not found[Outcome.TOLD]:
            raise Gone("No browser takes it.", response=found)
        return found

    async def close(self) -> None:
        """Let go of connections."""
        await self._outside.close()

    def worded(self, task: Task) -> tuple[list[bytes], dict[str, str]]:
        """What is said, and a shorter one for whoever finds that too long; and what the push
        service is to know: how long it may be kept, how urgent it is, and that a later notice of
        the same booking takes its place."""
        said = notice(task.kind, task.details, self._settings.public_url)
        words = task.details["words"]
        topic = base64url(uuid.UUID(words["booking_id"]).bytes)
        payloads = [
            json.dumps(each, ensure_ascii=False, separators=(",", ":")).encode()
            for each in (
                {"title": said.title, "body": said.line, "url": said.url, "tag": topic},
                {"title": said.title, "body": "", "url": "", "tag": topic},
            )
        ]
        urgency = "high" if task.kind in URGENT else "low" if task.kind in IDLE else "normal"
        return payloads, {
            "TTL": str(lifetime(task.kind, words)),
            "Urgency": urgency,
            "Topic": topic,
        }

    async def _tell(
        self,
        vapid: Vapid,
        browser: Mapping[str, str],
        payloads: Sequence[bytes],
        headers: Mapping[str, str],
    ) -> Result:
        """Tell one browser."""
        for payload in payloads:
            try:
                body = encrypted(browser, payload)
            except ValueError:  # Its key is no point of the curve.
                return Result(Outcome.GONE)
            try:
                async with self._outside.answered(
                    "POST",
                    browser["endpoint"],
                    {
                        **headers,
                        "Authorization": vapid.authorization(browser["endpoint"]),
                        "Content-Encoding": "aes128gcm",
                        "Content-Type": "application/octet-stream",
                    },
                    body,
                ) as answered:
                    # What else it answers is of no interest, however long it is.
                    result = judged(answered)
            except Refused as error:
                # A name server that does not answer says nothing of the browser.
                lost = isinstance(error.__cause__, dns.exception.DNSException)
                return Result(Outcome.LATER if lost else Outcome.REFUSED)
            except (httpx.InvalidURL, ValueError):
                return Result(Outcome.REFUSED)
            except (httpx.HTTPError, OSError):
                return Result(Outcome.LATER)
            if answered.status_code != TOO_LONG:
                return result
        return Result(Outcome.REFUSED)


def encrypted(browser: Mapping[str, str], payload: bytes) -> bytes:
    """A payload that this browser alone can read. Raises ValueError."""
    known = {
        "endpoint": browser["endpoint"],
        "keys": {"p256dh": browser["p256dh"], "auth": browser["auth"]},
    }
    # It brings aiohttp and requests along, a quarter of a second that most processes never need.
    from pywebpush import WebPusher

    encoded = WebPusher(known).encode(payload, content_encoding="aes128gcm")
    return bytes(encoded["body"])


def judged(answered: httpx.Response) -> Result:
    """What a push service means by its answer (RFC 8030, sections 5 and 7.3)."""
    status = answered.status_code
    if 200 <= status < 300:
        return Result(Outcome.TOLD)
    if status in (404, 410):
        return Result(Outcome.GONE)
    if status == 429 or status >= 500:
        return Result(Outcome.LATER, patience(answered.headers))
    return Result(Outcome.REFUSED)


def lifetime(kind: str, words: Mapping[str, Any]) -> int:
    """For how many seconds a notice is worth telling."""
    now = time.time()
    if kind == "review_request":
        return 7 * DAY
    until = words["starts_at"]
    if kind == "waitlist_offer":
        until = words.get("lapses_at", until)
    left = int(datetime.fromisoformat(until).timestamp() - now)
    shortest = 60 if kind in ("waitlist_offer", "reminder") else DAY
    return min(max(left, shortest), LONGEST)
