"""Holdfast's worker with a way out that does nothing, or tells when it began.

python holdfast_worker.py <database>: "<job> <nanoseconds>" on standard output for each.
"""

import asyncio
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))

import uvloop

from app.channels import Task
from app.settings import Settings
from app.worker import working


class Begin:
    """Says which job it was and when."""

    at_once = 500  # Others fetch as many ahead.

    async def deliver(self, task: Task) -> Mapping[str, Any] | None:
        print(task.data["number"], time.time_ns(), flush=False)
        return None

    async def close(self) -> None:
        """There is nothing to close."""


async def main() -> None:
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    settings = Settings(database_url=sys.argv[1], database_worker_url=sys.argv[1])
    async with working(settings, {"webhook": Begin()}):
        await told.wait()


uvloop.run(main())
