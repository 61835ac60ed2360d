"""`holdfast worker`: events, deliveries and sweeps, without the application."""

import asyncio
import os
import signal

import uvloop

from app.commands import Trouble
from app.serve import configure_logging
from app.settings import Settings
from app.worker import working


def work(settings: Settings, arguments: list[str]) -> None:
    """Work until SIGINT or SIGTERM; then finish what has begun. Raises Trouble."""
    if not settings.database_worker_url:
        raise Trouble("worker needs DATABASE_WORKER_URL, a login as holdfast_worker.")
    require_key("worker")
    configure_logging(settings.log_level)
    uvloop.run(until_told(settings))


def require_key(who: str) -> None:
    """Make sure that a worker has the key of the application, and none that was made up: it could
    open nothing that is sealed, and what it signs would be worth nothing. Raises Trouble."""
    if not os.environ.get("HOLDFAST_SECRET_KEY"):
        raise Trouble(f"{who} needs HOLDFAST_SECRET_KEY, the same as the application has.")


async def until_told(settings: Settings) -> None:
    """Work until a signal says that it is enough."""
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    async with working(settings):
        await told.wait()
