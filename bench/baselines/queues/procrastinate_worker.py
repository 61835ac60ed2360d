"""Procrastinate: a task that does nothing, or tells when it began.

python procrastinate_worker.py <database>: "<job> <nanoseconds>" on standard output for each.
"""

import asyncio
import sys
import time

from procrastinate import App, PsycopgConnector

app = App(connector=PsycopgConnector(conninfo=sys.argv[1], min_size=8, max_size=8))


async def begin(number: int) -> None:
    print(number, time.time_ns(), flush=False)


app.task(name="begin")(begin)


async def main() -> None:
    async with app.open_async():
        await app.run_worker_async(
            concurrency=100, wait=True, listen_notify=True, install_signal_handlers=True
        )


asyncio.run(main())
