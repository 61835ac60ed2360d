"""What is told to others: how one process does it, and how it is looked after by hand."""

import asyncio
import contextlib
import functools
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from typing import Any

import httpx
import psycopg
import pytest
from live import settings
from telling import ANYTHING, EVERYTHING

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
