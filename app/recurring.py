"""What a process does again and again, for as long as it lives."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger("holdfast.recurring")

# How long what has ended, though it should not have, rests before it begins again.
REST_SECONDS = 1.0

# Who does it: a role that no token can name (app/tokens.py).
WORKER = {"role": "worker"}


async def keep_up(work: Callable[[], Awaitable[None]]) -> None:
    """Do what goes on until it is cancelled. If it ends before, say why, and begin again."""
    task = asyncio.current_task()
    while True:
        try:
            await work()
            logger.error("%r has come to an end", work)
        except Exception:  # Whatever it is, without it others would wait in vain.
            logger.exception("%r has come to an end", work)
            if task and task.cancelling():
                raise
        await asyncio.sleep(REST_SECONDS)


async def keep(work: Callable[[], Awaitable[None]], seconds: float, logger: logging.Logger) -> None:
    """Do some work for ever, with so many seconds in between. What goes wrong is logged once, until
    it has gone well again."""
    went_well = True
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except Exception:  # Whatever it is, those who wait are better served by another try.
            if went_well:
                logger.warning("%s failed", logger.name.rpartition(".")[2], exc_info=True)
            went_well = False
        else:
            went_well = True
