"""The relay: what has been committed is published at once, and listeners are told.

No booking notifies anybody: that would take a lock on the whole cluster when it commits. Instead
somebody looks, in the database itself, every millisecond. Any number of processes may relay; one
looks at a time, and when it is gone another does.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable

from app.database import Database
from app.recurring import WORKER, keep

logger = logging.getLogger("holdfast.relay")

# How long one question waits in the database. Its snapshot keeps vacuum waiting as long.
WAIT_SECONDS = 0.1

# How often listeners hear that somebody relays, though nothing happens.
BEAT_SECONDS = 0.5

# How long who does not look themselves wait before they see whether somebody still does.
TURN_SECONDS = 0.25


class Relay:
    """Publishes what there is to publish."""

    def __init__(self, database: Database, seconds: float, published: Callable[[], None]) -> None:
        """seconds is how often it looks; published is called when there was something."""
        self._database = database
        self._seconds = seconds
        self._published = published
        self._failed: set[str] = set()
        self._beat_at = 0.0

    async def keep_relaying(self) -> None:
        """Relay for ever."""
        await keep(self._turn, 0, logger)

    async def _turn(self) -> None:
        try:
            await self.relay(WAIT_SECONDS)
        except Exception:
            await asyncio.sleep(TURN_SECONDS)
            raise

    async def relay(self, wait_seconds: float = 0) -> None:
        """Publish what there is, or what comes within so many seconds, and say so."""
        beat = time.monotonic() >= self._beat_at
        asked = {"seconds": wait_seconds, "every": self._seconds, "beat": beat}
        done = json.loads((await self._database.call("relay_events", asked, WORKER)).body)
        if beat and not done["is_others"]:
            self._beat_at = time.monotonic() + BEAT_SECONDS
        if done["published"] or done["queued"]:
            self._published()
        elif done["is_others"] or done["failed"]:
            await asyncio.sleep(TURN_SECONDS)
        for tenant_id in done["failed"].keys() - self._failed:
            logger.error(
                "events cannot be published: %s",
                done["failed"][tenant_id],
                extra={"tenant_id": tenant_id},
            )
        self._failed = set(done["failed"])
