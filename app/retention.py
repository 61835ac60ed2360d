"""Applies the rules of businesses for how long they keep what is personal, once a day for each, and
deletes what is long past and no business's.

Any number of processes may do it: what one erases the other finds erased.
"""

import logging
from collections.abc import Mapping

from app.database import Database
from app.recurring import WORKER, keep
from app.sweep import through

logger = logging.getLogger("holdfast.retention")

SECONDS = 60.0


async def retain(database: Database) -> None:
    """Delete what is long past and no business's, and apply the rules that are due, a short
    transaction for each business. Where it fails in one, the others have theirs all the same; then
    it raises what went wrong last."""
    await database.call("sweep_unowned", {}, WORKER)
    due = await database.call("find_due_retention", {}, WORKER)
    if failures := await through(database, due, apply):
        raise failures[-1]


async def apply(database: Database, claims: Mapping[str, str]) -> None:
    """Apply the rules of one business once."""
    await database.call("sweep_retention", {}, claims)


async def keep_retaining(database: Database, seconds: float = SECONDS) -> None:
    """Do it for ever, with so many seconds in between."""
    await keep(lambda: retain(database), seconds, logger)
