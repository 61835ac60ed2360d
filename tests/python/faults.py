"""What goes wrong: a PostgreSQL and an application that can be killed, a wire that can be cut, and
clients who ask again until they have an answer."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import psutil
import psycopg
from live import KEY
from racing import Arena, Shop
from waiting import PATIENCE_SECONDS, until

from app import embedded
from app.dsn import as_user
from bench.application import free_port, wait_until_ready

ROOT = Path(__file__).parent.parent.parent
SOCKET = ".s.PGSQL.5432"
READY_FOR_QUERY = b"Z\0\0\0\x05I"

# Who hears nothing for so long has found a fault.

# Every key with the booking that it stands for, and every booking with its key.
KEPT = """
select k.idempotency_key, k.answer ->> 'id', b.booking_id::text
from data.idempotency_keys as k
full join data.bookings as b
    on b.tenant_id = k.tenant_id and b.booking_id::text = k.answer ->> 'id'
where coalesce(k.tenant_id, b.tenant_id) = %s
"""

# What a booking brings with it, without the booking.
PIECES = """
with bookings as (
    select * from data.bookings where tenant_id = %(tenant_id)s
)

select 'customer' from data.customers
where tenant_id = %(tenant_id)s and customer_id not in (select customer_id from bookings)

union all

select 'allocation' from data.allocations
where tenant_id = %(tenant_id)s and booking_id not in (select booking_id from bookings)

union all

select 'event' from data.events
where
    tenant_id = %(tenant_id)s
    and starts_with(type, 'booking.')
    and subject_id not in (select booking_id from bookings)
"""


def wait_for(condition: Callable[[], bool], what: str) -> float:
    """Wait until something is so; how many seconds that took. Raises AssertionError."""
    began = time.monotonic()
    until(condition, what=what)
    return time.monotonic() - began


class Server:
    """A PostgreSQL of our own, which syncs to disk as in production."""

    def __init__(self, folder: Path) -> None:
        self.url = embedded.start(folder, stop_at_exit=False)
        self.folder = folder

    def control(self, *arguments: str) -> None:
        """Run pg_ctl until what it does is done."""
        program = embedded.program("pg_ctl")
        subprocess.run(
            [program, "-w", "-D", str(self.folder), "-l", str(self.folder / "log"), *arguments],
            cwd=self.folder,
            user=self.folder.owner(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # Its log says more.
            check=True,
        )

    def stop(self) -> None:
        """Stop it at once."""
        self.control("stop", "-m", "immediate")

    def kill(self) -> None:
        """Kill the postmaster as if it had crashed, and see that its processes have gone after."""
        postmaster = self.postmaster()
        processes = postmaster.children()
        postmaster.kill()
        _, alive = psutil.wait_procs([postmaster, *processes], timeout=PATIENCE_SECONDS)
        assert not alive

    def start(self) -> None:
        """Start it as it was started before, first ending what runs if it runs."""
        self.control("restart", "-m", "fast")

    def postmaster(self) -> psutil.Process:
        return psutil.Process(int((self.folder / "postmaster.pid").read_text().partition("\n")[0]))


class Application:
    """The application in a process of its own: `holdfast serve`."""

    def __init__(self, database_url: str, log: Path, **settings: str) -> None:
        """Takes the URL of a database as a superuser has it. It is not started yet."""
        self.port = free_port()
        self.http = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}",
            timeout=PATIENCE_SECONDS,
            limits=httpx.Limits(max_connections=None, keepalive_expiry=PATIENCE_SECONDS),
        )
        self._log = log
        self._environment = (
            os.environ
            | {
                "DATABASE_URL": as_user(database_url, "holdfast_web"),
                "HOLDFAST_PORT": str(self.port),
                "HOLDFAST_PUBLIC_WRITES_PER_MINUTE": "1000000",
                "HOLDFAST_POOL_TIMEOUT_SECONDS": "1",
                "HOLDFAST_SECRET_KEY": KEY,
            }
            | settings
        )

    def start(self) -> None:
        """Start it, and wait until it is ready."""
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app", "serve"],
                cwd=ROOT,
                env=self._environment,
                stderr=log,
            )
        wait_until_ready(f"http://127.0.0.1:{self.port}/readyz", self.process)

    def end(self, number: signal.Signals) -> int:
        """Send it a signal and wait until it has ended; how it did."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)

    def log(self) -> str:
        """What it has logged in all its lives."""
        return self._log.read_text()

    def send(self, path: str, body: Mapping[str, Any], cut: int = 0) -> socket.socket:
        """Send a request, short of so many bytes, and leave the answer to the caller."""
        content = json.dumps(body).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
        head += f"Content-Length: {len(content)}\r\n\r\n"
        client = socket.create_connection(("127.0.0.1", self.port))
        client.sendall((head.encode() + content)[: -cut or None])
        return client

    def status(self, path: str) -> int:
        """The status that a path answers with."""
        return self.http.get(path).status_code


class Wish(NamedTuple):
    """A booking that somebody wants, and the key that they send along each time they ask."""

    key: str
    resource_id: str
    starts_at: str
    body: dict[str, Any]


class Salon:
    """A business with people and rooms. Every fourth customer wants a room besides."""

    def __init__(self, arena: Arena, url: str) -> None:
        """Takes a superuser's URL of the database that the arena is in."""
        self._arena = arena
        self._url = url
        self.reconnect()
        self.shop: Shop = arena.shop()
        staff, rooms = self.shop.resources(20), self.shop.resources(20, "room")
        self.people = [self.shop.resource_id(name) for name in staff]
        self._plain = self.shop.service(staff)
        self._with_room = self.shop.service(staff, rooms)
        self.url = f"/v1/tenants/{self.shop.slug}/bookings"

    def reconnect(self) -> None:
        """Look at it over a new connection: the one before may have been cut."""
        self._arena.dba.close()
        self._arena.dba = psycopg.connect(self._url, autocommit=True)

    def wishes(self, count: int, *, slots: int) -> list[Wish]:
        """So many wishes for so many slots, one after the other: whoever comes in the second round
        wants what somebody has."""
        hours = range(9, 17)
        times: dict[int, str] = {}
        wishes = []
        for number in range(count):
            hour, person = divmod(number % slots, len(self.people))
            if hour not in times:
                days, of_day = divmod(hour, len(hours))
                times[hour] = self.shop.at(days, f"{hours[of_day]:02}:00")
            wishes.append(self._wish(number, self.people[person], times[hour]))
        return wishes

    def _wish(self, number: int, resource_id: str, starts_at: str) -> Wish:
        body = {
            "service_id": self._plain if number % 4 else self._with_room,
            "resource_id": resource_id,
            "starts_at": starts_at,
            "customer": {"name": "Ann", "email": f"{number}@customers.test"},
        }
        return Wish(f"key {number}", resource_id, starts_at, body)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep everybody's calendar, so that whoever wants to book has to wait. It is nobody's any
        more when the server goes."""
        with psycopg.connect(self._url, autocommit=True) as blocker:
            blocker.execute(
                "select pg_advisory_lock(private.lock_key(tenant_id, resource_id))"
                " from data.resources where tenant_id = %s",
                [self.shop.tenant_id],
            )
            yield

    def waiting(self) -> int:
        """How many wait for a calendar."""
        return int(
            self._arena.one(
                "select count(*) from pg_locks where locktype = 'advisory' and not granted"
            )
        )

    def assert_whole(self) -> None:
        """See that every booking is whole, and that there is nothing of any other."""
        assert self.shop.violations() == []
        pieces = self._arena.dba.execute(PIECES, {"tenant_id": self.shop.tenant_id})
        assert pieces.fetchall() == []

    def bookings(self) -> int:
        """How many there are."""
        return int(
            self._arena.one(
                "select count(*) from data.bookings where tenant_id = %s", self.shop.tenant_id
            )
        )


class Crowd:
    """Clients of one business, and what they were told."""

    def __init__(self, http: httpx.Client, salon: Salon, clients: int = 24) -> None:
        self.salon = salon
        self.answers: dict[str, httpx.Response] = {}
        self.misses: Counter[str] = Counter()
        """What came in place of an answer: 503s by their problem, and broken connections."""
        self._http = http
        self._threads = ThreadPoolExecutor(clients)

    def ask(self, wish: Wish) -> httpx.Response:
        """Ask once."""
        return self._http.post(
            self.salon.url, json=wish.body, headers={"idempotency-key": wish.key}
        )

    def ask_without_a_key(self, wish: Wish) -> httpx.Response:
        """Ask once, as who does not know about keys."""
        return self._http.post(self.salon.url, json=wish.body)

    def insist(self, wish: Wish) -> httpx.Response:
        """Ask until there is an answer, always with the same key. That the application, or its
        database, is away is none."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                answer = self.ask(wish)
            except httpx.TransportError:
                self.misses["broken"] += 1
            else:
                if answer.status_code != 503:
                    self.answers[wish.key] = answer
                    return answer
                assert answer.headers["retry-after"] == "1"
                self.misses[answer.json()["type"]] += 1
            time.sleep(0.1)
        raise AssertionError(f"no answer: {wish}")

    @contextlib.contextmanager
    def insisting(self, wishes: Sequence[Wish]) -> Iterator[None]:
        """Let everybody ask while something happens; then wait until all have their answer."""
        asked: list[Future[httpx.Response]] = [
            self._threads.submit(self.insist, wish) for wish in wishes
        ]
        try:
            yield
            for each in asked:
                each.result()
        finally:
            self._threads.shutdown(cancel_futures=True)

    def wait_for(self, count: int) -> float:
        """Wait until so many have been answered; the seconds that took."""
        return wait_for(lambda: len(self.answers) >= count, f"{count} answers")

    def assert_told_the_truth(self, wishes: Sequence[Wish]) -> None:
        """See that every key has one booking that its client knows of or a refusal that stands, and
        that no booking is there by half, twice, or without anybody who knows."""
        self.salon.assert_whole()
        shop = self.salon.shop
        assert {answer.status_code for answer in self.answers.values()} <= {201, 409}
        told = {
            key: answer.json()["id"]
            for key, answer in self.answers.items()
            if answer.status_code == 201
        }
        rows = shop.arena.dba.execute(KEPT, [shop.tenant_id]).fetchall()
        assert {key: booked for key, _, booked in rows} == told
        assert len(rows) == len(told)

        taken = Counter((wish.resource_id, wish.starts_at) for wish in wishes if wish.key in told)
        assert set(taken.values()) == {1}
        assert set(taken) == {(wish.resource_id, wish.starts_at) for wish in wishes}
        assert len(self.answers) == len(wishes)


class Wire:
    """Stands between the application and PostgreSQL, and cuts a connection when told to.

    It listens where the server would, in a folder of its own, in a thread of its own.
    """

    def __init__(self, url: str, folder: Path) -> None:
        """Takes a URL of the server; url is then one through the wire."""
        host = psycopg.conninfo.conninfo_to_dict(url)["host"]
        self.url = url.replace(f"host={host}", f"host={folder}")
        self.cuts: list[str] = []
        """When to cut the next bookings, in this order: "before" or "after" their transaction, or
        "for good": after it, and whoever connects from then on is cut off too."""
        self.is_cut = False
        self._server = f"{host}/{SOCKET}"
        self._socket = f"{folder}/{SOCKET}"
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._listening = threading.Event()

    def __enter__(self) -> "Wire":
        self._thread.start()
        assert self._listening.wait(PATIENCE_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_unix_server(self._connected, self._socket))
        self._listening.set()
        self._loop.run_forever()

    async def _connected(
        self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter
    ) -> None:
        if self.is_cut:
            to_client.close()
            return
        server, to_server = await asyncio.open_unix_connection(self._server)
        cut = ""

        async def pass_answers_on() -> None:
            while answer := await server.read(65536):
                if cut not in ("after", "for good"):
                    to_client.write(answer)
                elif answer.endswith(READY_FOR_QUERY):  # The transaction has ended.
                    break
            to_client.close()

        answering = asyncio.create_task(pass_answers_on())
        while asked := await client.read(65536):
            # Arguments come when a statement is executed, not when it is prepared.
            if self.cuts and b"customers.test" in asked:
                cut = self.cuts.pop(0)
                self.is_cut = cut == "for good"
            if cut == "before":
                to_client.close()
                break
            to_server.write(asked)
        to_server.close()
        await answering
