"""The relay: what has been committed is published at once, and listeners are told.

No booking notifies anybody: that would take a lock on the whole cluster when it commits. Instead
somebody looks, in the database itself, every millisecond. Any number of processes may relay; one
looks at a time, and when it is gone another does.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from app.database import Database
from app.recurring import WORKER, keep

logger = logging.getLogger("holdfast.relay")

# How long one question waits in the database. Its snapshot keeps vacuum waiting as long.
WAIT_SECONDS = 0.1

# How often listeners hear that somebody relays, though nothing happens.
BEAT_SECONDS = 0.5

# How long who does not look themselves wait before they see whether somebody still does.
TURN_SECONDS = 0.25


# How long a business of which nothing can be published is left alone.
FAILED_SECONDS = 1.0


class Taker(Protocol):
    """Who delivers at once what can be: app.deliveries.Deliverer."""

    def taking(self) -> dict[str, Any]:
        """Who it is, and what it has room for, as api.relay_events reads it."""

    def begin(self, items: Sequence[Mapping[str, Any]], called: float) -> None:
        """Make deliveries that are its own since a moment."""


class Relay:
    """Publishes what there is to publish."""

    def __init__(
        self,
        database: Database,
        seconds: float,
        due: Callable[[], None],
        taker: Taker | None = None,
    ) -> None:
        """seconds is how often it looks; due is called when there is something to deliver. The
        taker has of it what can be delivered at once, for which it is not."""
        self._database = database
        self._seconds = seconds
        self._due = due
        self._taker = taker
        self.is_others = False
        """Whether another process publishes, as far as is known."""
        self._failed: dict[str, str] = {}
        self._failed_at = 0.0
        self._beat_at = 0.0

    async def keep_relaying(self) -> None:
        """Relay for ever."""
        await keep(self._turn, 0, logger)

    async def _turn(self) -> None:
        turn = asyncio.create_task(self.relay(WAIT_SECONDS))
        try:
            await asyncio.shield(turn)
        except asyncio.CancelledError:
            # It is not broken off: what it brings would be nobody's until its lease ends. What goes
            # wrong in it keeps nobody from stopping.
            await asyncio.gather(turn, return_exceptions=True)
            raise
        except Exception:
            await asyncio.sleep(TURN_SECONDS)
            raise

    async def relay(self, wait_seconds: float = 0) -> None:
        """Publish what there is, or what comes within so many seconds, and say so."""
        called = time.monotonic()
        beat = called >= self._beat_at
        again = called >= self._failed_at + FAILED_SECONDS
        asked = {
            "seconds": wait_seconds,
            "every": self._seconds,
            "beat": beat,
            "without": [] if again else list(self._failed),
            **(self._taker.taking() if self._taker else {}),
        }
        done = json.loads((await self._database.call("relay_events", asked, WORKER)).body)
        if self._taker:
            self._taker.begin(done["items"], called)
        was_others, self.is_others = self.is_others, done["is_others"]
        # Whoever begins to heed what others say has not heeded what they have said.
        if done["may_have_more"] or (self.is_others and not was_others):
            self._due()
        if self.is_others:
            await asyncio.sleep(TURN_SECONDS)
        elif beat:
            self._beat_at = time.monotonic() + BEAT_SECONDS
        self._note(done["failed"], again)

    def _note(self, failed: dict[str, str], again: bool) -> None:
        """Leave businesses alone for a while in which something is wrong, and say so once."""
        for tenant_id in failed.keys() - self._failed.keys():
            logger.error(
                "events cannot be published: %s",
                failed[tenant_id],
                extra={"tenant_id": tenant_id},
            )
        if again:
            self._failed, self._failed_at = failed, time.monotonic()
        else:
            self._failed |= failed
