"""What is to be done when the time has come, in every business that has something to do.

Lapsed holds are handed on: what somebody waits for goes to them at once. A hold that no sweep comes
for gives way by itself, a minute later if somebody waits. Reminders and requests for reviews are
made when they are due. What was paid in advance, and is past its day, is earned. History is sealed:
until then it could be changed without a trace. Any number of processes may sweep, for the database
lets one at a time into each business.
"""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping

from app.database import Answer, Database
from app.recurring import WORKER, keep

logger = logging.getLogger("holdfast.sweep")


async def sweep(database: Database) -> None:
    """Sweep once, through every business that has something to do. Where it fails in one, the
    others have theirs all the same; then it raises what went wrong last."""
    failures = [
        *await through(database, await database.call("find_lapsed_holds", {}, WORKER), hand_on),
        *await through(database, await database.call("find_due_follow_ups", {}, WORKER), remind),
        *await through(database, await database.call("find_due_prepaid", {}, WORKER), expire),
        *await through(database, await database.call("find_unsealed_history", {}, WORKER), seal),
        *await through(
            database, await database.call("find_due_subscriptions", {}, WORKER), remind_owners
        ),
    ]
    if failures:
        raise failures[-1]


async def hand_on(database: Database, claims: Mapping[str, str]) -> None:
    """End the holds of one business that have lapsed, and offer their time to those who wait."""
    await database.call("sweep_holds", {}, claims)


async def remind(database: Database, claims: Mapping[str, str]) -> None:
    """Make the reminders and requests for reviews of one business that are due."""
    await database.call("sweep_follow_ups", {}, claims)


async def expire(database: Database, claims: Mapping[str, str]) -> None:
    """Have the gift cards, packages and points of one business that are past their day be gone."""
    await database.call("sweep_prepaid", {}, claims)


async def seal(database: Database, claims: Mapping[str, str]) -> None:
    """Seal the history of one business, as far as it is written."""
    await database.call("sweep_history", {}, claims)


async def remind_owners(database: Database, claims: Mapping[str, str]) -> None:
    """Remind the owners of one business of what they subscribe to."""
    await database.call("sweep_subscriptions", {}, claims)


async def through(
    database: Database, due: Answer, work: Callable[[Database, Mapping[str, str]], Awaitable[None]]
) -> list[Exception]:
    """Do some work in every business that is due. Returns what went wrong."""
    failures: list[Exception] = []
    for tenant_id in json.loads(due.body)["tenant_ids"]:
        try:
            await work(database, WORKER | {"tenant_id": tenant_id})
        except Exception as error:
            failures.append(error)
    return failures


async def keep_sweeping(database: Database, seconds: float) -> None:
    """Sweep for ever, with so many seconds in between."""
    await keep(lambda: sweep(database), seconds, logger)
