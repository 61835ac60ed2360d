"""Applies the rules of businesses for how long they keep what is personal, once a day for each.

Any number of processes may do it: what one erases the other finds erased.
"""

import asyncio
import json
import logging

from app.database import Database
from app.sweep import WORKER

logger = logging.getLogger("holdfast.retention")

SECONDS = 60.0


async def retain(database: Database) -> None:
    """Apply the rules that are due, a short transaction for each business. Where it fails in one,
    the others have theirs all the same; then it raises what went wrong last."""
    failure: Exception | None = None
    due = await database.call("find_due_retention", {}, WORKER)
    for tenant_id in json.loads(due.body)["tenant_ids"]:
        try:
            await database.call("sweep_retention", {}, WORKER | {"tenant_id": tenant_id})
        except Exception as error:
            failure = error
    if failure:
        raise failure


async def keep_retaining(database: Database, seconds: float = SECONDS) -> None:
    """Do it for ever, with so many seconds in between. What goes wrong is logged, and tried again:
    it stays due."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await retain(database)
        except Exception:
            logger.warning("retention failed", exc_info=True)
