"""A load generator for HTTP, in a process of its own: bench/http_load.py PORT CLIENTS SECONDS

Requests come on standard input, one a line: method, path and body, with a space between. Each
client has a connection that is kept, and sends a request when it has the answer to the last; the
first ones leave when all are connected. With --repeat requests begin anew when there are no more.
What came of it goes to standard output as JSON.

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
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, cast

import uvloop


class Load:
    """What is left to do, and what has been done."""

    def __init__(self, requests: Iterable[bytes], seconds: float) -> None:
        self.requests: Iterator[bytes] = iter(requests)
        self.seconds = seconds
        self.begin()
        self.statuses: Counter[int] = Counter()
        self.milliseconds: list[float] = []

    def begin(self) -> None:
        """Let the time run from now on."""
        self.started = self.finished = time.perf_counter()
        self.until = self.started + self.seconds

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

    def begin(self) -> None:
        """Take the next request, or stop if it is time."""
        request = self.load.take()
        if request is None:
            self.done.set_result(None)
            self.transport.close()
            return
        self.since = time.perf_counter()
        self.send(request)

    def send(self, request: bytes) -> None:
        self.buffer = b""
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, end, body = self.buffer.partition(b"\r\n\r\n")
        if end and is_whole(head, body):
            self.answered(head, body)

    def answered(self, head: bytes, body: bytes) -> None:
        """Count an answer, and go on."""
        self.load.record(status(head), self.since)
        self.begin()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.load.record(0, self.since)
            self.done.set_result(None)


def status(head: bytes) -> int:
    """The status of an answer."""
    return int(head[9:12])


def is_whole(head: bytes, body: bytes) -> bool:
    """Whether all of the body is here. Raises ValueError if an answer does not say."""
    length = header(head, b"content-length")
    if length:
        return len(body) >= int(length)
    if header(head, b"transfer-encoding") != b"chunked":
        raise ValueError(f"An answer whose end cannot be told: {head!r}")
    return body.endswith(b"0\r\n\r\n")


def header(head: bytes, name: bytes) -> bytes:
    """The value of a header; empty if there is none."""
    _, _, rest = head.lower().partition(b"\r\n" + name + b":")
    return rest.partition(b"\r\n")[0].strip()


def written(line: str, port: int) -> bytes:
    """One line of input as it goes over the wire."""
    method, path, body = line.rstrip("\n").split(" ", 2)
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    head += "X-Requested-With: XMLHttpRequest\r\n"  # As browsers' scripts do; one peer insists.
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body.encode())}\r\n"
    return f"{head}\r\n{body}".encode()


async def generate(
    port: int, clients: int, load: Load, connect: Callable[[Load, asyncio.Future[None]], Client]
) -> None:
    """Put the load on the port."""
    loop = asyncio.get_running_loop()
    done: list[asyncio.Future[None]] = [loop.create_future() for _ in range(clients)]
    connected = []
    async with asyncio.timeout(load.seconds + 30):
        for each in done:
            _, client = await loop.create_connection(
                partial(connect, load, each), "127.0.0.1", port
            )
            connected.append(client)
        load.begin()
        for client in connected:
            client.begin()
        await asyncio.gather(*done)


def main(
    write: Callable[[str, int], bytes] = written,
    connect: Callable[[Load, asyncio.Future[None]], Client] = Client,
) -> None:
    """Read the arguments, put the load on, tell what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("clients", type=int)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--repeat", action="store_true")
    asked = parser.parse_args()
    requests = [write(line, asked.port) for line in sys.stdin]
    load = Load(itertools.cycle(requests) if asked.repeat else requests, asked.seconds)
    uvloop.run(generate(asked.port, asked.clients, load, connect))
    json.dump(load.outcome(), sys.stdout)


if __name__ == "__main__":
    main()
