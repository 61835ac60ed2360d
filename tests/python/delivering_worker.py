"""`holdfast worker` with a way out of the tests' own: a plain POST for each delivery, and short
leases, so that what a killed worker had is soon another's.

python delivering_worker.py <database> <receiver> <lease seconds>
"""

import asyncio
import signal
import sys
from collections.abc import Mapping
from typing import Any

import httpx
import uvloop
from live import settings

from app.channels import Failed, Task
from app.deliveries import Pace
from app.worker import working


class Post:
    """Tells a receiver which event it is about. Its path is the channel."""

    at_once = 400

    def __init__(self, url: str) -> None:
        self._client = httpx.AsyncClient(base_url=url, timeout=5)

    async def deliver(self, task: Task) -> Mapping[str, Any]:
        body = {"event_id": task.event_id, "kind": task.kind, "data": dict(task.data)}
        try:
            answer = await self._client.post(f"/{task.channel}", json=body)
        except httpx.HTTPError as error:
            raise Failed(type(error).__name__) from error
        if answer.is_error:
            raise Failed(f"It said {answer.status_code}.")
        return {"status": answer.status_code}

    async def close(self) -> None:
        await self._client.aclose()


async def main() -> None:
    url, receiver, lease = sys.argv[1:]
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    post = Post(receiver)
    pace = Pace(lease_seconds=float(lease), poll_seconds=0.2)
    async with working(settings(url, worker=True), {"webhook": post, "push": post}, pace):
        sys.stdout.write("started\n")
        sys.stdout.flush()
        await told.wait()


if __name__ == "__main__":
    uvloop.run(main())
