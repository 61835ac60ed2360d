"""Makes the deliveries that the database hands out, and says what became of them.

Any number of workers may do it. The database gives each delivery to one of them for a while; what a
worker that died had, another gets, so one may be made twice, and none is lost.
"""

import asyncio
import contextlib
import json
import logging
import uuid
from collections.abc import Mapping
from typing import Any

from app.channels import Adapter, Failed, Gone, Task
from app.database import Database
from app.recurring import WORKER

logger = logging.getLogger("holdfast.deliveries")

# How many deliveries are under way at a time.
MOST = 100

# Longer than any adapter takes: each has its own, shorter time-out.
LEASE_SECONDS = 60

# How long nothing is looked for when nobody says that there is something.
POLL_SECONDS = 1.0


class Deliverer:
    """Claims, delivers and settles."""

    def __init__(self, database: Database, adapters: Mapping[str, Adapter]) -> None:
        self._database = database
        self._adapters = adapters
        self._worker_id = str(uuid.uuid4())
        self._wake = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._results: list[dict[str, Any]] = []
        self._settling: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Look at once what there is to deliver."""
        self._wake.set()

    async def keep_delivering(self) -> None:
        """Deliver for ever. Whoever cancels it waits until what is under way is settled."""
        try:
            while True:
                self._wake.clear()
                try:
                    claimed = await self.claim()
                except Exception:
                    logger.warning("nothing can be claimed", exc_info=True)
                    claimed = 0
                if not claimed or len(self._under_way) >= MOST:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._wake.wait(), POLL_SECONDS)
        finally:
            await asyncio.shield(self.finish())

    async def claim(self) -> int:
        """Begin what there is to deliver, and room for; how many that were."""
        room = MOST - len(self._under_way)
        if not room:
            return 0
        page = await self._database.call(
            "claim_deliveries",
            {"worker_id": self._worker_id, "limit": room, "lease_seconds": LEASE_SECONDS},
            WORKER,
        )
        tasks = [Task(**item) for item in json.loads(page.body)["items"]]
        for task in tasks:
            job = asyncio.create_task(self._deliver(task))
            self._under_way.add(job)
            job.add_done_callback(self._under_way.discard)
        return len(tasks)

    async def finish(self) -> None:
        """Wait until what is under way is delivered and settled."""
        while self._under_way or self._settling:
            await asyncio.wait([*self._under_way, *([self._settling] if self._settling else [])])

    async def _deliver(self, task: Task) -> None:
        result: dict[str, Any] = {"tenant_id": task.tenant_id, "id": task.id}
        try:
            response = await self._adapters[task.channel].deliver(task)
            result |= {"outcome": "delivered", "response": response}
        except Exception as error:
            result |= failure(error)
        self._results.append(result)
        if self._settling is None:
            self._settling = asyncio.create_task(self._settle())

    async def _settle(self) -> None:
        """Settle together whatever has come to an end meanwhile."""
        try:
            while self._results:
                results, self._results = self._results, []
                await self._database.call(
                    "settle_deliveries", {"worker_id": self._worker_id, "results": results}, WORKER
                )
                self.wake()
        except Exception:  # Their lease ends: they are made again, which receivers can tell.
            logger.warning("deliveries are not settled", exc_info=True)
        finally:
            self._settling = None


def failure(error: Exception) -> dict[str, Any]:
    """What is settled where a delivery raised something."""
    said = str(error) if isinstance(error, Failed) else f"{type(error).__name__}: {error}"
    result: dict[str, Any] = {"outcome": "failed", "error": said.replace("\0", "")}
    if isinstance(error, Failed):
        outcome = "gone" if isinstance(error, Gone) else "failed"
        result |= {
            "outcome": outcome,
            "retry_after": error.retry_after,
            "response": error.response,
        }
    return result
