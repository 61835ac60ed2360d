"""The relay: what has been committed is published, and listeners are told, every few milliseconds.

No booking notifies anybody: that would take a lock on the whole cluster when it commits. Any number
of processes may relay; of two that come at once, each leaves to the other what that has begun.
"""

import json
import logging
import time
from collections.abc import Callable

from app.database import Database
from app.recurring import WORKER, keep

logger = logging.getLogger("holdfast.relay")


# How often listeners hear that somebody relays, though nothing happens.
BEAT_SECONDS = 0.5


class Relay:
    """Publishes what there is."""

    def __init__(self, database: Database, published: Callable[[], None]) -> None:
        self._database = database
        self._published = published
        self._beat_at = 0.0

    async def relay(self) -> None:
        """Publish once what there is, and say so."""
        now = time.monotonic()
        beat = now >= self._beat_at
        done = await self._database.call("relay_events", {"beat": beat}, WORKER)
        if beat:
            self._beat_at = now + BEAT_SECONDS
        if json.loads(done.body)["published"]:
            self._published()


async def keep_relaying(database: Database, seconds: float, published: Callable[[], None]) -> None:
    """Relay for ever, with so many seconds in between."""
    await keep(Relay(database, published).relay, seconds, logger)
