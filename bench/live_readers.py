"""Open pages, in a process of their own: bench/live_readers.py PORT MANY PATH

It says when all are connected. Each line of standard input is a request as bench/http_load.py reads
it: a booking. It is sent, and then it says how many milliseconds after the answer began to be there
each page knew; it goes to standard output as JSON. The commit is a little before the answer, so a
page can know first: that is 0.
"""

import asyncio
import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import cast

import uvloop

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.http_load import written


class Page(asyncio.Protocol):
    """One open page, which knows when it was last told of an availability."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.buffer = b""
        self.is_open = asyncio.get_running_loop().create_future()
        self.told: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        request = f"GET {self.path} HTTP/1.1\r\nHost: x\r\n\r\n"
        cast(asyncio.Transport, transport).write(request.encode())

    def data_received(self, data: bytes) -> None:
        if not self.is_open.done():
            self.buffer += data
            if b"id: " in self.buffer:
                self.is_open.set_result(None)
        elif b"event: " in data and not self.told.done():
            self.told.set_result(time.perf_counter())


async def ask(port: int, request: bytes) -> float:
    """Send a booking; when it was answered. Raises RuntimeError if it was refused."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    head = await reader.readline()
    answered = time.perf_counter()
    writer.close()
    if b" 201 " not in head:
        raise RuntimeError(head.decode())
    return answered


async def main(port: int, many: int, path: str) -> None:
    """Open the pages, and answer for them."""
    loop = asyncio.get_running_loop()
    pages: list[Page] = []
    for _ in range(many):
        _, page = await loop.create_connection(partial(Page, path), "127.0.0.1", port)
        pages.append(page)
        if len(pages) % 50 == 0:
            await asyncio.gather(*(each.is_open for each in pages))
    await asyncio.gather(*(each.is_open for each in pages))
    say(True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        for each in pages:
            each.told = loop.create_future()
        answered = await ask(port, written(line, port))
        told = await asyncio.wait_for(asyncio.gather(*(each.told for each in pages)), 30)
        say([max(0.0, (each - answered) * 1000) for each in told])


def say(what: object) -> None:
    """A line of JSON."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
