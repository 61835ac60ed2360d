"""Reads outside calendars, again and again: when they say that somebody is busy, nobody can book
them.

Any number of workers may do it; the database gives each calendar to one of them for a while. A
calendar that cannot be read is in nobody's way: what it said before holds, and reading it is tried
again ever more rarely. Each kind has a reader; here is the one for URLs.
"""

import asyncio
import contextlib
import hashlib
import json
import logging
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import httpx

from app.channels.addresses import Refused
from app.database import Database
from app.outside import Outside, Page, TooLarge
from app.patience import patience
from app.recurring import WORKER, keep
from app.settings import Settings
from app.vault import Vault

logger = logging.getLogger("holdfast.calendars")

# How often is looked which calendars are due, and how many of them are read at a time.
LOOK_SECONDS = 2.0
MOST_AT_ONCE = 10

MOST_BYTES = 5 << 20

# As the process that parses it limits itself (app/ics.py), and a little for its start.
PARSE_SECONDS = 30.0

# The window moves: what nobody changed is read anew after that long all the same.
FRESH = timedelta(hours=20)

# What some write anew each time that they are asked.
STAMP = re.compile(rb"^DTSTAMP[;:].*\r?\n", re.MULTILINE)


class Failed(Exception):
    """A calendar could not be read; in words for whoever added it."""

    def __init__(self, why: str, retry_after: int | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Task:
    """A calendar to read, as api.claim_calendars gives it."""

    id: str
    tenant_id: str
    claim_id: str
    resource_id: str
    kind: str
    secret: str
    state: Mapping[str, Any]
    time_zone: str
    starts_at: str
    ends_at: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a calendar says: all of its spans, or with `removed` what has changed since the last
    time; None if nothing has."""

    spans: list[dict[str, str]] | None
    removed: list[str] | None = None
    state: Mapping[str, Any] = field(default_factory=dict)


class Reader(Protocol):
    """Reads calendars of one kind."""

    async def read(self, task: Task) -> Reading:
        """What a calendar says. Raises Failed."""

    async def close(self) -> None:
        """Let go of connections."""


class Calendars:
    """Claims calendars that are due, reads them, and says what was found."""

    def __init__(
        self, settings: Settings, database: Database, readers: Mapping[str, Reader]
    ) -> None:
        self._seconds = settings.calendar_seconds
        self._database = database
        self._readers = readers

    async def keep_reading(self) -> None:
        """Read for ever."""
        await keep(self.read_due, min(LOOK_SECONDS, self._seconds), logger)

    async def read_due(self) -> None:
        """Read whatever is due, until nothing is. Where one is done with, another is begun: nobody
        waits for those that are slow."""
        reading: set[asyncio.Task[None]] = set()
        try:
            while True:
                if len(reading) < MOST_AT_ONCE:
                    due = await self._claim(MOST_AT_ONCE - len(reading))
                    reading |= {asyncio.create_task(self._read(each)) for each in due}
                if not reading:
                    return
                _, reading = await asyncio.wait(
                    reading, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED
                )
        except Exception:  # None could be claimed: what is claimed is read all the same.
            await asyncio.gather(*reading)
            raise
        finally:
            for each in reading:
                each.cancel()

    async def _claim(self, most: int) -> list[Task]:
        page = await self._database.call("claim_calendars", {"limit": most}, WORKER)
        return [Task(**item) for item in json.loads(page.body)["items"]]

    async def _read(self, task: Task) -> None:
        """Read one, and say what was found, or why it could not be."""
        try:
            reading = await self._readers[task.kind].read(task)
            found: dict[str, Any] = {
                "spans": reading.spans,
                "removed": reading.removed,
                "state": dict(reading.state),
                "from": task.starts_at,
                "until": task.ends_at,
            }
        except Failed as failure:
            said = str(failure).replace("\0", "")
            found = {"error": said, "retry_after": failure.retry_after}
        except Exception:
            logger.warning("a calendar was not read", exc_info=True)
            found = {"error": "Something went wrong with reading it."}
        try:
            await self._database.call(
                "settle_calendar",
                {
                    "calendar_id": task.id,
                    "claim_id": task.claim_id,
                    "again_seconds": self._seconds,
                    **found,
                },
                WORKER | {"tenant_id": task.tenant_id},
            )
        except Exception:  # It is due again soon, and reading it twice does no harm.
            logger.warning("a calendar is not settled", exc_info=True)


class Ics:
    """Reads calendars at URLs, in iCalendar."""

    def __init__(self, settings: Settings, outside: Outside | None = None) -> None:
        self._vault = Vault(settings)
        self._outside = outside or Outside(settings)
        self._domain = settings.calendar_domain

    async def read(self, task: Task) -> Reading:
        """What a calendar says. Raises Failed."""
        url = self._vault.open(task.secret)
        if url is None:
            raise Failed("Its URL was encrypted with a key that we no longer have: add it again.")
        fresh = is_fresh(task.state)
        page = await self._get(web(url), conditions(task.state) if fresh else {})
        if fresh and page.status == 304:
            return Reading(None, state=task.state)
        if page.status != 200:
            raise Failed(f"It answers {page.status}.", patience(page.headers))
        digest = hashlib.sha256(STAMP.sub(b"", page.body)).hexdigest()
        if fresh and digest == task.state.get("digest"):
            return Reading(None, state=task.state)
        return Reading(await parsed(page.body, task, self._domain), state=state(page, digest))

    async def close(self) -> None:
        """Let go of connections."""
        await self._outside.close()

    async def _get(self, url: str, headers: Mapping[str, str]) -> Page:
        """Raises Failed."""
        try:
            return await self._outside.get(url, headers, MOST_BYTES)
        except TimeoutError:
            raise Failed("It takes too long to answer.") from None
        except (Refused, TooLarge) as error:
            raise Failed(str(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Failed(f"It cannot be reached: {error or type(error).__name__}.") from error


def web(url: str) -> str:
    """A URL as it is fetched: programs that show calendars call the same webcal."""
    return re.sub(r"^webcals?:", "https:", url, flags=re.IGNORECASE)


def is_fresh(state: Mapping[str, Any]) -> bool:
    """Whether what was read last is good for the window as it is now, if it has not changed."""
    read_at: str = state.get("read_at", "")
    return bool(read_at) and datetime.now(UTC) - datetime.fromisoformat(read_at) < FRESH


def conditions(state: Mapping[str, Any]) -> dict[str, str]:
    """Headers that ask for a calendar only if it is not as it was."""
    wanted = {"If-None-Match": state.get("etag"), "If-Modified-Since": state.get("last_modified")}
    return {name: value for name, value in wanted.items() if value}


def state(page: Page, digest: str) -> dict[str, Any]:
    """What the next reading needs to know of this one. Nothing that is not ASCII comes back."""
    return {
        "etag": printable(page.headers.get("etag", "")),
        "last_modified": printable(page.headers.get("last-modified", "")),
        "digest": digest,
        "read_at": datetime.now(UTC).isoformat(),
    }


def printable(text: str) -> str | None:
    """A header that can be sent again, or None."""
    return text if re.fullmatch(r"[\x20-\x7e]{1,300}", text) else None


async def parsed(raw: bytes, task: Task, domain: str) -> list[dict[str, str]]:
    """When a calendar says that somebody is busy, by a process that may fail. Raises Failed."""
    window = {
        "starts_at": task.starts_at,
        "ends_at": task.ends_at,
        "time_zone": task.time_zone,
        "domain": domain,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "app.ics",
        json.dumps(window),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(PARSE_SECONDS):
            said, _ = await process.communicate(raw)
    except TimeoutError:
        raise Failed("It takes too long to read.") from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    if process.returncode != 0:
        raise Failed("It is too much to read, or no calendar at all.")
    answer = json.loads(said)
    if "error" in answer:
        raise Failed(answer["error"])
    spans: list[dict[str, str]] = answer["spans"]
    return spans
