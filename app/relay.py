"""The relay: what has been committed is published, and listeners are told, every few milliseconds.

No booking notifies anybody: that would take a lock on the whole cluster when it commits. Any number
of processes may relay; of two that come at once, each leaves to the other what that has begun.
"""

import json
import logging
from collections.abc import Callable

from app.database import Database
from app.recurring import WORKER, keep

logger = logging.getLogger("holdfast.relay")


async def relay(database: Database, published: Callable[[], None]) -> None:
    """Publish once what there is, and say so."""
    done = await database.call("relay_events", {}, WORKER)
    relayed = json.loads(done.body)
    if relayed["published"] or relayed["queued"]:
        published()


async def keep_relaying(database: Database, seconds: float, published: Callable[[], None]) -> None:
    """Relay for ever, with so many seconds in between."""
    await keep(lambda: relay(database, published), seconds, logger)
