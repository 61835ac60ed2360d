"""Hands lapsed holds on: what somebody waits for goes to them at once.

Nothing depends on it. A hold that no sweep comes for gives way by itself, a minute later if
somebody waits; and any number of processes may sweep, for the database lets one at a time into each
business.
"""

import json
import logging

from app.database import Database
from app.recurring import keep

logger = logging.getLogger("holdfast.sweep")

# A role that no token can name (app/tokens.py).
WORKER = {"role": "worker"}


async def sweep(database: Database) -> None:
    """Sweep once, through every business that has lapsed holds. Where it fails in one, the others
    have theirs all the same; then it raises what went wrong last."""
    failure: Exception | None = None
    due = await database.call("find_lapsed_holds", {}, WORKER)
    for tenant_id in json.loads(due.body)["tenant_ids"]:
        try:
            await database.call("sweep_holds", {}, WORKER | {"tenant_id": tenant_id})
        except Exception as error:
            failure = error
    if failure:
        raise failure


async def keep_sweeping(database: Database, seconds: float) -> None:
    """Sweep for ever, with so many seconds in between."""
    await keep(lambda: sweep(database), seconds, logger)
