"""The relay: what has been committed is published at once, and listeners are told.

No booking notifies anybody: that would take a lock on the whole cluster when it commits. Instead
somebody looks, in the database itself, every millisecond. Any number of processes may relay; one
looks at a time, and when it is gone another does.
"""

import asyncio
import json
import logging
from collections.abc import Callable

from app.database import Database
from app.recurring import WORKER, keep

logger = logging.getLogger("holdfast.relay")

# How long one question waits in the database. Its snapshot keeps vacuum waiting as long.
WAIT_SECONDS = 0.1

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

    async def keep_relaying(self) -> None:
        """Relay for ever."""
        await keep(self._turn, 0, logger)

    async def _turn(self) -> None:
        try:
            asked = await self._database.call(
                "await_events", {"seconds": WAIT_SECONDS, "every": self._seconds}, WORKER
            )
            awaited = json.loads(asked.body)
            if awaited["are_there"]:
                await self.relay()
            elif awaited["is_others"]:
                await asyncio.sleep(TURN_SECONDS)
        except Exception:
            await asyncio.sleep(TURN_SECONDS)
            raise

    async def relay(self) -> None:
        """Publish once what there is, and say so."""
        done = json.loads((await self._database.call("relay_events", {}, WORKER)).body)
        if done["published"] or done["queued"]:
            self._published()
        else:
            # Another does it, or it fails. Both may take a moment.
            await asyncio.sleep(WAIT_SECONDS)
        for tenant_id in done["failed"].keys() - self._failed:
            logger.error(
                "events cannot be published: %s",
                done["failed"][tenant_id],
                extra={"tenant_id": tenant_id},
            )
        self._failed = set(done["failed"])
