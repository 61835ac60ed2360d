"""What is told to others, whatever happens to those who tell it.

Workers that are killed are real processes, and receivers are real servers.
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psycopg
from racing import Arena
from telling import ANYTHING, EVERYTHING

BOOKINGS = int(os.environ.get("HOLDFAST_TEST_BOOKINGS", "40"))
"""How many are made while workers are killed. The whole proof: 1000."""

WORKERS = 3
LEASE_SECONDS = 2


class Receiver:
    """Two listeners: /push takes note of whatever comes, /webhook does it once for each event. Now
    and then one says that it cannot, after or before it has."""

    def __init__(self) -> None:
        self.came: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.done: dict[str, dict[str, Any]] = {}
        self.lock = threading.Lock()
        self.random = random.Random(5)
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                self.send_response(receiver.take(self.path.strip("/"), body))
                self.send_header("content-length", "0")
                self.end_headers()

            def log_request(self, code: Any = "-", size: Any = "-") -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()

    def take(self, channel: str, body: dict[str, Any]) -> int:
        with self.lock:
            self.came[channel].append(body)
            if channel == "webhook":
                self.done.setdefault(body["event_id"], body)
        time.sleep(self.random.random() * 0.004)
        return 204

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@contextlib.contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()
    try:
        yield receiver
    finally:
        receiver.close()


def start_worker(url: str, receiver: Receiver) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            *(sys.executable, str(Path(__file__).with_name("delivering_worker.py"))),
            *(url, receiver.url, str(LEASE_SECONDS)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent.parent)},
    )


def wait_until_started(worker: subprocess.Popen[bytes]) -> None:
    """Wait until it works, and hears what it is told."""
    assert worker.stdout
    assert worker.stdout.readline() == b"started\n"


def wait_for_all(arena: Arena, seconds: float) -> None:
    """Wait until everything is told. What has failed because the machine is slow need not wait for
    its next attempt."""
    until = time.monotonic() + seconds
    waiting = "select count(*) from data.backlog where channel <> 'relay' or kind like 'booking.%%'"
    while time.monotonic() < until and arena.one(waiting):
        arena.dba.execute(
            "update data.deliveries set due_at = now()"
            " where status = 'pending' and worker_id is null and due_at > now()"
        )
        arena.dba.execute("update data.queues set due_at = now() where due_at > now()")
        time.sleep(0.2)


def first_seen(came: list[dict[str, Any]]) -> dict[str, list[int]]:
    """By subject, the numbers of its events in the order in which each came first."""
    seen: dict[str, list[int]] = defaultdict(list)
    for body in came:
        data = body["data"]
        if data["sequence"] not in seen[data["subject"]]:
            seen[data["subject"]].append(data["sequence"])
    return seen


def test_nothing_is_lost_whoever_is_killed(database: str, given: psycopg.Connection) -> None:
    """At least once, each idempotent effect exactly once, and in order for each booking."""
    given.execute(ANYTHING + EVERYTHING)
    arena = Arena(database, 8)
    chance = random.Random(7)
    with receiving() as receiver, contextlib.closing(arena):
        workers = [start_worker(database, receiver) for _ in range(WORKERS)]
        kills = 0
        is_over = threading.Event()

        def kill() -> None:
            nonlocal kills
            while not is_over.wait(0.4 + chance.random() * 0.8):
                victim = chance.randrange(WORKERS)
                workers[victim].send_signal(signal.SIGKILL)
                workers[victim].wait()
                kills += 1
                workers[victim] = start_worker(database, receiver)

        killer = threading.Thread(target=kill)
        for worker in workers:  # Who is killed before has nothing to lose.
            wait_until_started(worker)
        heard = set(workers)
        killer.start()
        try:
            shop = arena.shop()
            service = shop.service(shop.resources(10), minutes=15)
            calls = []
            per_day = 10 * 32
            for number in range(BOOKINGS):
                day, slot = divmod(number, per_day)
                minute = 9 * 60 + slot // 10 * 15
                calls.append(
                    shop.create(
                        service,
                        shop.at(day, f"{minute // 60:02}:{minute % 60:02}"),
                        f"staff {slot % 10:03}",
                    )
                )
            ids = []
            for first in range(0, len(calls), 8):
                batch = arena.start("booked while workers die", calls[first : first + 8])
                ids += [finish.answer["id"] for finish in batch if finish.code is None]
                # Every second one is cancelled: there is an order to keep.
                arena.start("cancelled", [shop.cancel(each) for each in ids[-8::2]])
                time.sleep(0.3)  # So that some workers die before all is booked.
            assert len(ids) == BOOKINGS
        finally:
            is_over.set()
            killer.join()
        wait_for_all(arena, 30 + BOOKINGS / 10)
        for worker in workers:
            if worker not in heard:
                wait_until_started(worker)
            worker.terminate()
        assert [worker.wait(10) for worker in workers] == [0] * WORKERS

        told = {
            str(event_id)
            for (event_id,) in given.execute(
                "select event_id from data.events where type like 'booking.%'"
            )
        }
        states: dict[str, int] = dict(
            given.execute("select status, count(*) from data.deliveries group by 1").fetchall()
        )
    assert kills > 1
    assert states == {"delivered": 2 * len(told)}
    assert len(told) >= BOOKINGS * 3 / 2
    for channel in ("webhook", "push"):
        assert {body["event_id"] for body in receiver.came[channel]} == told, "at least once"
        for numbers in first_seen(receiver.came[channel]).values():
            assert numbers == sorted(numbers), "in order"
    assert receiver.done.keys() == told, "and once where somebody looks at the id"
