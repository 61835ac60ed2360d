"""A load generator for HTTP, in a process of its own: bench/http_load.py PORT CLIENTS SECONDS

Requests come on standard input, one a line: method, path and body, with a space between. Each
client has a connection that is kept, and sends a request when it has the answer to the last. With
--repeat they begin anew when there are no more. What came of it goes to standard output as JSON.

It shares the machine with what it measures, so it does little: no more is read of an answer
than its status and where it ends.
"""

import argparse
import asyncio
import itertools
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, cast

import uvloop


class Load:
    """What is left to do, and what has been done."""

    def __init__(self, requests: Iterable[bytes], seconds: float) -> None:
        self.requests: Iterator[bytes] = iter(requests)
        self.started = time.perf_counter()
        self.until = self.started + seconds
        self.finished = self.started
        self.statuses: Counter[int] = Counter()
        self.milliseconds: list[float] = []

    def take(self) -> bytes | None:
        """The next request; None when it is time to stop."""
        return next(self.requests, None) if time.perf_counter() < self.until else None

    def record(self, status: int, since: float) -> None:
        """Count an answer."""
        self.finished = time.perf_counter()
        self.statuses[status] += 1
        self.milliseconds.append((self.finished - since) * 1000)

    def outcome(self) -> dict[str, Any]:
        """What came of it. Connections that broke are status 0."""
        return {
            "seconds": self.finished - self.started,
            "statuses": self.statuses,
            "milliseconds": self.milliseconds,
        }


class Client(asyncio.Protocol):
    """One connection."""

    def __init__(self, load: Load, done: asyncio.Future[None]) -> None:
        self.load = load
        self.done = done
        self.buffer = b""
        self.since = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.send_next()

    def send_next(self) -> None:
        request = self.load.take()
        if request is None:
            self.done.set_result(None)
            self.transport.close()
            return
        self.buffer = b""
        self.since = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, end, body = self.buffer.partition(b"\r\n\r\n")
        if end and len(body) >= content_length(head):
            self.load.record(int(head[9:12]), self.since)
            self.send_next()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.load.record(0, self.since)
            self.done.set_result(None)


def content_length(head: bytes) -> int:
    """How long a body is. Raises ValueError if an answer does not say."""
    _, found, rest = head.lower().partition(b"\r\ncontent-length:")
    if not found:
        raise ValueError(f"An answer without Content-Length: {head!r}")
    return int(rest.partition(b"\r\n")[0])


def written(line: str, port: int) -> bytes:
    """One line of input as it goes over the wire."""
    method, path, body = line.rstrip("\n").split(" ", 2)
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body.encode())}\r\n"
    return f"{head}\r\n{body}".encode()


async def generate(port: int, clients: int, seconds: float, requests: Iterable[bytes]) -> Load:
    """Put the load on the port."""
    loop = asyncio.get_running_loop()
    load = Load(requests, seconds)
    done: list[asyncio.Future[None]] = [loop.create_future() for _ in range(clients)]
    async with asyncio.timeout(seconds + 30):
        for each in done:
            await loop.create_connection(partial(Client, load, each), "127.0.0.1", port)
        await asyncio.gather(*done)
    return load


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("clients", type=int)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--repeat", action="store_true")
    asked = parser.parse_args()
    requests = [written(line, asked.port) for line in sys.stdin]
    load = uvloop.run(
        generate(
            asked.port,
            asked.clients,
            asked.seconds,
            itertools.cycle(requests) if asked.repeat else requests,
        )
    )
    json.dump(load.outcome(), sys.stdout)


if __name__ == "__main__":
    main()
