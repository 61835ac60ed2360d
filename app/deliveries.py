"""Makes the deliveries that the database hands out, and says what became of them.

Any number of workers may do it. The database gives each delivery to one of them for a while; what a
worker that died had, another gets, so one may be made twice, and none is lost.
"""

import asyncio
import contextlib
import json
import logging
import time
import uuid
from collections import Counter as Counts
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prometheus_client import Counter, Histogram

from app.channels import Adapter, Failed, Gone, Task
from app.database import Database
from app.recurring import WORKER

logger = logging.getLogger("holdfast.deliveries")

DELIVERIES = Counter(
    "holdfast_deliveries_total", "Deliveries made by this process.", ["channel", "outcome"]
)
SECONDS = Histogram("holdfast_delivery_seconds", "Time that a delivery takes.", ["channel"])

# How often it is tried to say what became of deliveries, where the database does not answer.
SETTLE_AGAIN_SECONDS = 0.5

Result = dict[str, Any]
"""What became of a delivery, as api.settle_deliveries reads it."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How much a worker does at a time."""

    batch: int = 500
    """How many are claimed at once."""
    each: int = 100
    """How many of one business are under way, so that a slow one leaves room for others."""
    lease_seconds: float = 60.0
    """How long they are ours. No adapter is given more than most of it."""
    poll_seconds: float = 1.0
    """How long nothing is looked for when nobody says that there is something."""


@dataclass(slots=True)
class Settling:
    """A result that is still to be said, until somebody else has the delivery."""

    result: Result
    until: float


class Deliverer:
    """Claims, delivers and settles."""

    def __init__(
        self, database: Database, adapters: Mapping[str, Adapter], pace: Pace | None = None
    ) -> None:
        self._database = database
        self._adapters = adapters
        self._pace = pace or Pace()
        self._worker_id = str(uuid.uuid4())
        self._wake = asyncio.Event()
        self._is_over = False
        self._under_way: dict[asyncio.Task[None], Task] = {}
        self._is_full = False
        self._results: list[Settling] = []
        self._settling: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Look at once what there is to deliver."""
        self._wake.set()

    async def keep_delivering(self) -> None:
        """Deliver for ever. Whoever cancels it waits until what is under way is settled."""
        claiming = asyncio.create_task(self._keep_claiming())
        try:
            await asyncio.shield(claiming)
        except asyncio.CancelledError:
            # A claim is not broken off: what it brings would be nobody's until its lease ends.
            self._is_over = True
            self.wake()
            await claiming
            await self.finish()
            raise

    async def _keep_claiming(self) -> None:
        went_well = True
        while not self._is_over:
            self._wake.clear()
            may_have_more = False
            try:
                may_have_more = await self.claim()
                went_well = True
            except Exception:  # Whatever it is, those who wait are better served by another try.
                if went_well:
                    logger.warning("nothing can be claimed", exc_info=True)
                went_well = False
            if not may_have_more and not self._is_over:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), self._pace.poll_seconds)

    async def claim(self) -> bool:
        """Begin what there is to deliver, and room for; whether there may be more."""
        taking = self.taking()
        self._is_full = bool(taking["passed_over"]) or 0 in taking["room"].values()
        if not any(taking["room"].values()):
            return False  # Each that is settled wakes us.
        called = time.monotonic()
        asked = {"limit": self._pace.batch, **taking}
        page = await self._database.call("claim_deliveries", asked, WORKER)
        claimed = json.loads(page.body)
        self.begin(claimed["items"], called)
        return bool(claimed["may_have_more"])

    def taking(self) -> dict[str, Any]:
        """Who takes deliveries, for how long, and what there is room for, as api.claim_deliveries
        and api.relay_events read it."""
        on_channel = Counts(task.channel for task in self._under_way.values())
        of_business = Counts(task.tenant_id for task in self._under_way.values())
        return {
            "worker_id": self._worker_id,
            "lease_seconds": self._pace.lease_seconds,
            "room": {
                channel: max(0, adapter.at_once - on_channel[channel])
                for channel, adapter in self._adapters.items()
            },
            "each": self._pace.each,
            "passed_over": [
                business for business, many in of_business.items() if many >= self._pace.each
            ],
        }

    def begin(self, items: Sequence[Mapping[str, Any]], called: float) -> None:
        """Make deliveries that are ours since that moment."""
        until = called + self._pace.lease_seconds
        for item in items:
            task = Task(**item)
            job = asyncio.create_task(self._deliver(task, until))
            self._under_way[job] = task
            job.add_done_callback(self._under_way.pop)

    async def finish(self) -> None:
        """Wait until what is under way is delivered and settled."""
        while waiting := {*self._under_way, *({self._settling} if self._settling else set())}:
            await asyncio.wait(waiting)

    async def _deliver(self, task: Task, until: float) -> None:
        started = time.monotonic()
        result: Result = {"tenant_id": task.tenant_id, "id": task.id}
        try:
            # Whoever is longer at it is overtaken by the next to whom it is given.
            async with asyncio.timeout(0.8 * (until - started)):
                response = await self._adapters[task.channel].deliver(task)
            result |= {"outcome": "delivered", "response": response}
        except Exception as error:
            result |= failure(error)
        SECONDS.labels(task.channel).observe(time.monotonic() - started)
        DELIVERIES.labels(task.channel, result["outcome"]).inc()
        self._results.append(Settling(result, until))
        if self._settling is None:
            self._settling = asyncio.create_task(self._keep_settling())

    async def _keep_settling(self) -> None:
        """Settle together whatever has come to an end meanwhile, until there is nothing."""
        while self._results:
            batch, self._results = self._results, []
            try:
                if await self._settle(batch) or self._is_full:
                    self.wake()
            except Exception as error:
                await self._settle_later(batch, error)
        self._settling = None

    async def _settle(self, batch: Sequence[Settling]) -> bool:
        """Say what became of deliveries; whether something is due that has waited for them."""
        asked = {"worker_id": self._worker_id, "results": [each.result for each in batch]}
        settled = await self._database.call("settle_deliveries", asked, WORKER)
        return bool(json.loads(settled.body)["may_have_more"])

    async def _settle_later(self, batch: Sequence[Settling], error: Exception) -> None:
        """Settle each alone, for one may be what the others failed with; and what cannot be settled
        again later. When its lease ends it is made again, which receivers can tell."""
        logger.warning("deliveries are not settled", exc_info=error)
        await asyncio.sleep(SETTLE_AGAIN_SECONDS)
        for each in batch:
            try:
                await self._settle([each])
            except Exception:
                if time.monotonic() < each.until:
                    self._results.append(each)
        self.wake()


def failure(error: Exception) -> Result:
    """What is settled where a delivery raised something."""
    said = str(error) if isinstance(error, Failed) else f"{type(error).__name__}: {error}"
    result: Result = {"outcome": "failed", "error": said.replace("\0", "")}
    if isinstance(error, Failed):
        outcome = "gone" if isinstance(error, Gone) else "failed"
        result |= {
            "outcome": outcome,
            "retry_after": error.retry_after,
            "response": error.response,
        }
    return result
