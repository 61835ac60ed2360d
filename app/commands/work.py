"""`holdfast worker`: events, deliveries and sweeps, without the application."""

import asyncio
import logging
import signal

import uvloop

from app.commands import Trouble, require_key
from app.commands.run import require_free_port
from app.probe import probed
from app.serve import configure_logging
from app.settings import Settings
from app.worker import working

logger = logging.getLogger("holdfast.worker")


def work(settings: Settings, arguments: list[str]) -> None:
    """Work until SIGINT or SIGTERM; then finish what has begun. Raises Trouble."""
    if not settings.database_worker_url:
        raise Trouble("worker needs DATABASE_WORKER_URL, a login as holdfast_worker.")
    require_key("worker")
    if settings.metrics_port:
        require_free_port(settings.host, settings.metrics_port, "HOLDFAST_METRICS_PORT")
    configure_logging(settings.log_level)
    uvloop.run(until_told(settings))


async def until_told(settings: Settings) -> None:
    """Work until a signal says that it is enough."""
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    async with working(settings) as watch, probed(settings, watch):
        logger.info("the worker has begun")
        await told.wait()
