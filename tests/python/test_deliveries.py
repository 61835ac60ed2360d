"""What is told to others, whatever happens to those who tell it.

Workers that are killed are real processes, and receivers are real servers.
"""

import asyncio
import contextlib
import functools
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from live import settings
from racing import Arena

from app.__main__ import main
from app.channels import Adapter, Failed, Gone, Task
from app.database import Database
from app.deliveries import Deliverer, Pace, failure
from app.dsn import as_user
from app.listener import CHANNEL
from app.recurring import WORKER
from app.relay import Relay
from app.tokens import Tokens
from app.worker import working

BOOKINGS = int(os.environ.get("HOLDFAST_TEST_BOOKINGS", "40"))
"""How many are made while workers are killed. The whole proof: 1000."""

WORKERS = 3
LEASE_SECONDS = 2

# Everybody who listens wants to know of every change of a booking, in order.
EVERYTHING = """
create or replace function private.wanted_deliveries(
    p_tenant_id uuid, p_first bigint, p_last bigint
)
returns setof private.wanted
    language sql stable
    set search_path = ''
as $$
    select c.channel, p_tenant_id, e.subject_id, e.event_id, e.type,
        jsonb_build_object('subject', e.subject_id, 'sequence', e.sequence), null::timestamptz
    from data.events as e
    cross join unnest('{webhook,push}'::text[]) as c (channel)
    where
        e.tenant_id = p_tenant_id
        and e.sequence between p_first and p_last
        and starts_with(e.type, 'booking.')
    order by e.sequence
$$;
"""


# There is something to tell, whatever it is, and nobody minds what comes of it: how deliveries are
# made is the same for all.
ANYTHING = """
create or replace function private.delivery_details(p_delivery data.deliveries) returns jsonb
    language sql volatile
    set search_path = ''
as $$ select '{}'::jsonb $$;

create or replace function private.heed_outcome(p_delivery data.deliveries, p_outcome text)
returns void
    language sql volatile
    set search_path = ''
as $$ $$;
"""


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


# -- one process ---------------------------------------------------------------------------------


def run(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """A test that is a coroutine, as one that is not."""

    @functools.wraps(test)
    def of_its_own(*arguments: Any, **named: Any) -> None:
        asyncio.run(test(*arguments, **named))

    return of_its_own


class Way:
    """A way out of a test's own."""

    at_once = 400

    def __init__(self, seconds: float = 0, error: Exception | None = None) -> None:
        self.seconds = seconds
        self.error = error
        self.made: list[Task] = []
        self.most = 0
        self.now: Counter[str] = Counter()

    async def deliver(self, task: Task) -> Mapping[str, Any] | None:
        self.now[task.tenant_id] += 1
        self.most = max(self.most, self.now[task.tenant_id])
        try:
            await asyncio.sleep(self.seconds)
            if self.error:
                raise self.error
        finally:
            self.now[task.tenant_id] -= 1
        self.made.append(task)
        return None

    async def close(self) -> None:
        pass


@contextlib.asynccontextmanager
async def connected(database: str) -> AsyncIterator[Database]:
    """What a worker calls the database by."""
    url = as_user(database, "holdfast_worker")
    made = Database(settings(url, pool_size=3, combine_bookings=0))
    await made.pool.open()
    try:
        yield made
    finally:
        await made.pool.close()


def queue(
    given: psycopg.Connection, slug: str, count: int, kind: str = "test", *, is_one: bool = False
) -> None:
    """Deliveries of a business by webhook, of as many things, or of one."""
    given.execute(
        "select private.queue_deliveries(given.tenant_id(%s), array("
        " select row('webhook', given.tenant_id(%s), md5(case when %s then '' else n::text end)"
        "   ::uuid, null, %s || n, null, null)::private.wanted"
        " from generate_series(1, %s) as n))",
        [slug, slug, is_one, kind, count],
    )


def states(given: psycopg.Connection) -> dict[str, int]:
    rows = given.execute("select status, count(*) from data.deliveries group by 1")
    return {str(status): int(count) for status, count in rows}


async def until(condition: Any, seconds: float = 10) -> None:
    """Wait until something holds."""
    last = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < last, "it never came"
        await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def delivering(
    database: Database, way: Adapter, pace: Pace | None = None
) -> AsyncIterator[Deliverer]:
    """A deliverer, as a worker has it."""
    deliverer = Deliverer(database, {"webhook": way}, pace)
    task = asyncio.create_task(deliverer.keep_delivering())
    try:
        yield deliverer
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def alder(given: psycopg.Connection) -> psycopg.Connection:
    """A DBA's hands in a database with a business."""
    given.execute("select given.tenant('alder'), given.tenant('birch')")
    given.execute(ANYTHING)
    return given


@run
async def test_one_who_has_much_to_tell_delays_nobody(
    database: str, alder: psycopg.Connection
) -> None:
    queue(alder, "alder", 10_000)
    way = Way()
    async with connected(database) as ours:
        deliverer = Deliverer(ours, {"webhook": way})
        for _ in range(5):
            await deliverer.claim()
        queue(alder, "birch", 1, "quick")
        await deliverer.claim()
        await deliverer.claim()
        await deliverer.finish()
    assert "quick1" in {task.kind for task in way.made}
    assert len(way.made) < 200


@run
async def test_no_more_of_a_queue_are_under_way_than_may_be(
    database: str, alder: psycopg.Connection
) -> None:
    queue(alder, "alder", 40)
    alder.execute("update data.queues set max_in_flight = 3")
    way = Way(0.01)
    async with (
        connected(database) as one,
        connected(database) as two,
        delivering(one, way),
        delivering(two, way),
    ):
        await until(lambda: len(way.made) == 40)
    assert way.most == 3
    assert states(alder) == {"delivered": 40}


@run
async def test_a_business_that_hangs_leaves_room_for_others(
    database: str, alder: psycopg.Connection
) -> None:
    queue(alder, "alder", 40)
    way = Way(30)
    way.at_once = 20
    async with connected(database) as ours:
        deliverer = Deliverer(ours, {"webhook": way}, Pace(each=5))
        await deliverer.claim()
        await deliverer.claim()
        assert len(deliverer._under_way) == 5
        queue(alder, "birch", 3)
        await deliverer.claim()
        await asyncio.sleep(0)
        assert len(way.now) == 2
        assert sum(way.now.values()) == 8
        for each in deliverer._under_way:
            each.cancel()


@run
async def test_one_thing_is_told_in_order_by_however_many(
    database: str, alder: psycopg.Connection
) -> None:
    queue(alder, "alder", 30, is_one=True)
    way = Way(0.001)
    async with (
        connected(database) as one,
        connected(database) as two,
        delivering(one, way),
        delivering(two, way),
    ):
        await until(lambda: len(way.made) == 30)
    assert [task.kind for task in way.made] == [f"test{n}" for n in range(1, 31)]
    assert way.most == 1


@run
async def test_who_is_told_to_stop_finishes_what_is_under_way(
    database: str, alder: psycopg.Connection
) -> None:
    queue(alder, "alder", 10)
    way = Way(0.3)
    async with connected(database) as ours, delivering(ours, way):
        await until(lambda: sum(way.now.values()) == 10)
    assert len(way.made) == 10
    assert states(alder) == {"delivered": 10}


@run
async def test_who_is_longer_at_it_than_they_may_is_overtaken(
    database: str, alder: psycopg.Connection
) -> None:
    queue(alder, "alder", 1)
    async with connected(database) as ours:
        await ours.call(
            "claim_deliveries",
            {"worker_id": "01900000-0000-7000-8000-00000000000a", "lease_seconds": 0.5},
            WORKER,
        )
        way = Way()
        started = time.monotonic()
        async with delivering(ours, way, Pace(poll_seconds=0.1)):
            await until(lambda: len(way.made) == 1)
        assert time.monotonic() - started > 0.3
        assert way.made[0].attempt == 2


@run
async def test_an_adapter_that_hangs_is_given_up_before_another_has_it(
    database: str, alder: psycopg.Connection
) -> None:
    queue(alder, "alder", 1)
    way = Way(60)
    async with connected(database) as ours, delivering(ours, way, Pace(lease_seconds=0.5)):
        await until(lambda: value(alder, "select last_error from data.deliveries") is not None)
    assert str(value(alder, "select last_error from data.deliveries")).startswith("TimeoutError")
    assert states(alder) == {"pending": 1}


def value(given: psycopg.Connection, query: str) -> Any:
    row = given.execute(query.encode()).fetchone()
    return row and row[0]


@run
async def test_nobody_has_to_say_that_there_is_something(
    database: str, alder: psycopg.Connection
) -> None:
    way = Way()
    async with connected(database) as ours, delivering(ours, way, Pace(poll_seconds=0.1)):
        await asyncio.sleep(0.2)
        queue(alder, "alder", 1)  # Which tells nobody.
        await until(lambda: len(way.made) == 1, 2)


@run
async def test_who_cannot_listen_any_more_listens_anew(
    database: str, alder: psycopg.Connection
) -> None:
    alder.execute(EVERYTHING)
    way = Way()
    pace = Pace(poll_seconds=600)
    listening = "from pg_stat_activity where query = %s and datname = current_database()"
    said = f"listen {CHANNEL}"

    async with working(settings(database, worker=True), {"webhook": way, "push": way}, pace):
        for _ in range(2):
            await until(lambda: alder.execute(f"select {listening}".encode(), [said]).fetchall(), 5)
            await asyncio.sleep(0.1)
            made = len(way.made)
            event(alder)
            await until(lambda made=made: len(way.made) > made, 5)
            alder.execute(f"select pg_terminate_backend(pid) {listening}".encode(), [said])


def event(given: psycopg.Connection) -> None:
    """Something has happened to a booking."""
    given.execute(
        "insert into data.events (tenant_id, type, subject_id)"
        " values (given.tenant_id('alder'), 'booking.confirmed', gen_random_uuid())"
    )


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (Failed("No.", retry_after=100), ("pending", "No.", True)),
        (Gone("Nobody."), ("dead", "Nobody.", False)),
        (ValueError("odd\0"), ("pending", "ValueError: odd", False)),
    ],
)
@run
async def test_what_went_wrong_is_remembered(
    database: str, alder: psycopg.Connection, error: Exception, wanted: tuple[str, str, bool]
) -> None:
    queue(alder, "alder", 1)
    async with connected(database) as ours:
        deliverer = Deliverer(ours, {"webhook": Way(error=error)})
        await deliverer.claim()
        await deliverer.finish()
    row = alder.execute(
        "select status, last_error, due_at > now() + interval '90 seconds' from data.deliveries"
    ).fetchone()
    assert row == wanted


@run
async def test_what_cannot_be_settled_now_is_settled_later(
    database: str, alder: psycopg.Connection
) -> None:
    queue(alder, "alder", 5)
    way = Way()
    async with connected(database) as ours:
        deliverer = Deliverer(ours, {"webhook": way}, Pace(lease_seconds=30))
        await ours.contract()
        alder.execute("alter function api.settle_deliveries rename to settle_later")
        await deliverer.claim()
        await until(lambda: len(way.made) == 5)
        await asyncio.sleep(0.2)
        assert states(alder) == {"pending": 5}
        alder.execute("alter function api.settle_later rename to settle_deliveries")
        await deliverer.finish()
    assert states(alder) == {"delivered": 5}
    assert len(way.made) == 5


@run
async def test_one_result_that_cannot_be_settled_keeps_no_other(
    database: str, alder: psycopg.Connection
) -> None:
    queue(alder, "alder", 3)
    alder.execute(
        """
        create or replace function private.heed_outcome(
            p_delivery data.deliveries, p_outcome text
        ) returns void language plpgsql as $$
        begin
            if p_delivery.kind = 'test2' then raise 'Bad.'; end if;
        end;
        $$
        """
    )
    async with connected(database) as ours:
        deliverer = Deliverer(ours, {"webhook": Way()}, Pace(lease_seconds=1))
        await deliverer.claim()
        await deliverer.finish()
    assert states(alder) == {"delivered": 2, "pending": 1}


@run
async def test_one_that_nobody_can_prepare_keeps_no_other(
    database: str, alder: psycopg.Connection
) -> None:
    queue(alder, "alder", 3)
    alder.execute(
        """
        create or replace function private.delivery_details(p_delivery data.deliveries)
        returns jsonb language plpgsql stable as $$
        begin
            if p_delivery.kind = 'test2' then raise 'Bad.'; end if;
            return case when p_delivery.kind = 'test3' then null else '{}'::jsonb end;
        end;
        $$
        """
    )
    way = Way()
    async with connected(database) as ours, delivering(ours, way):
        await until(lambda: states(alder) == {"delivered": 1, "skipped": 1, "pending": 1})
    assert [task.kind for task in way.made] == ["test1"]
    error = "select last_error from data.deliveries where kind = 'test2'"
    assert value(alder, error) == "P0001: Bad."


@run
async def test_an_import_of_minutes_delays_nobody_else(
    database: str, alder: psycopg.Connection
) -> None:
    """Readers that compare transaction ids wait for the oldest writer; the relay does not."""
    alder.execute(EVERYTHING)
    way = Way()
    with psycopg.connect(database) as writer:
        event(writer)  # And does not commit.
        async with working(settings(database, worker=True), {"webhook": way, "push": way}):
            await asyncio.sleep(0.3)
            started = time.monotonic()
            event(alder)
            await until(lambda: len(way.made) == 2)
            assert time.monotonic() - started < 1
            assert value(alder, "select max(sequence) from data.events") is not None
            writer.commit()
            await until(lambda: len(way.made) == 4)
    numbers = [task.data["sequence"] for task in way.made if task.channel == "push"]
    assert numbers == sorted(numbers), "what was committed late has a later number"


@run
async def test_one_relays_and_when_it_is_gone_another(
    database: str, alder: psycopg.Connection
) -> None:
    told: list[str] = []
    async with connected(database) as one, connected(database) as two:
        first, second = (
            asyncio.create_task(
                Relay(ours, 0.001, functools.partial(told.append, name)).keep_relaying()
            )
            for ours, name in ((one, "one"), (two, "two"))
        )
        await until(lambda: told)
        await until(
            lambda: value(alder, "select count(*) from data.events where sequence is null") == 0
        )
        told.clear()
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        event(alder)
        await until(lambda: told == ["two"])
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)


def test_what_failed_for_a_reason_of_ours_is_said_without_nulls() -> None:
    assert failure(ValueError("a\0b")) == {"outcome": "failed", "error": "ValueError: ab"}


# -- by hand -------------------------------------------------------------------------------------


def dead(given: psycopg.Connection) -> str:
    """A delivery that is dead, of an event that has a number; its id."""
    given.execute("""select api.relay_events(private.begin_claims('{"role": "worker"}', false))""")
    given.execute(
        "insert into data.deliveries (tenant_id, channel, target_id, order_key, event_id, kind,"
        " status, attempts, last_error, settled_at)"
        " select tenant_id, 'webhook', tenant_id, tenant_id, event_id, type, 'dead', 14,"
        " 'No.', now()"
        " from data.events where sequence = 1 and tenant_id = given.tenant_id('alder')"
    )
    given.execute(
        "insert into data.queues (tenant_id, channel, target_id, due_at)"
        " select tenant_id, channel, target_id, 'infinity' from data.deliveries"
    )
    return str(value(given, "select delivery_id from data.deliveries"))


def test_deliveries_are_looked_after_over_http(
    http: httpx.Client, alder: psycopg.Connection
) -> None:
    delivery_id = dead(alder)
    tenant_id = str(value(alder, "select given.tenant_id('alder')"))
    user_id = str(value(alder, "select given.member('alder', 'Olga', 'owner')"))
    token = Tokens(settings("")).access(user_id, tenant_id, "owner")
    http.headers["authorization"] = f"Bearer {token}"

    [item] = http.get("/v1/deliveries", params={"status": "dead"}).json()["items"]
    assert (item["id"], item["last_error"], item["attempts"]) == (delivery_id, "No.", 14)
    path = f"/v1/deliveries/{delivery_id}"
    assert http.get(path).json() == item
    assert http.post(f"{path}/retry").json()["status"] == "pending"
    assert value(alder, "select due_at <= now() from data.queues") is True
    assert http.post(f"{path}/discard").json()["status"] == "discarded"
    assert http.post(f"{path}/retry").json()["type"].endswith("delivery-settled")
    again = {"channel": "webhook", "target_id": tenant_id}
    replayed = http.post("/v1/deliveries/replay", json=again | {"first_sequence": 1})
    assert replayed.json() == {"count": 1, "last_sequence": 1, "is_all": True}
    assert http.post("/v1/deliveries/replay", json=again).status_code == 422
    assert http.get(f"/v1/deliveries/{user_id}").status_code == 404
    assert states(alder) == {"discarded": 1, "pending": 1}


def test_deliveries_are_looked_after_from_a_terminal(
    database: str,
    alder: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    delivery_id = dead(alder)
    tenant_id = str(value(alder, "select given.tenant_id('alder')"))
    monkeypatch.setenv("DATABASE_URL", database)

    def says(*arguments: str) -> str:
        capsys.readouterr()
        status = main(["deliveries", *arguments])
        out, err = capsys.readouterr()
        return out if status == 0 else err

    assert "alder" in says("backlog")
    assert delivery_id in says("list", "alder", "--status", "dead")
    assert says("retry", "alder", "--dead") == "1 delivery is tried now.\n"
    assert says("retry", "alder", "--dead") == "0 deliveries are tried now.\n"
    assert "Say which" in says("discard", "alder")
    assert says("discard", "alder", delivery_id) == "1 delivery is given up.\n"
    assert "It is over" in says("discard", "alder", delivery_id)
    replayed = says("replay", "alder", "webhook", tenant_id, "--first", "1")
    assert replayed == "1 delivery is made once more.\n"
    assert says("list", "-") == "There is none.\n"
    assert "no business cedar" in says("list", "cedar")
