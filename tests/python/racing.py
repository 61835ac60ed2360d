"""Races: many clients at the same moment, and what must hold when they are through.

Each client has a connection of its own, signed in as the application is, and calls as
app/database.py does: one statement, tried once more after a deadlock.
"""

import json
import random
import statistics
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, repeat
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from app.database import RETRIED
from app.dsn import as_user

LONGEST_WAIT_SECONDS = 5.0

# A booking takes so little time that on a small machine hardly two of them meet. So every row that
# one writes takes up to so many milliseconds more.
DAWDLE = """
create schema racing;
grant usage on schema racing to public;

create function racing.tg_dawdle() returns trigger
    language plpgsql
as $$
begin
    perform pg_sleep(random() * 0.002);
    return null;
end;
$$;

create trigger dawdle after insert or update or delete on data.bookings
for each row execute function racing.tg_dawdle();

create trigger dawdle after insert or update or delete on data.allocations
for each row execute function racing.tg_dawdle();
"""


class Call(NamedTuple):
    """What one client does: api.<function>(…) for whoever the claims say."""

    function: str
    claims: Mapping[str, Any]
    arguments: Mapping[str, Any]

    def saying(self, **claims: Any) -> "Call":
        """The same with more claims."""
        return self._replace(claims={**self.claims, **claims})


class Finish(NamedTuple):
    """How it went for one client."""

    code: str | None
    """The SQLSTATE it was refused with; None if it was not."""
    answer: Any
    headers: dict[str, str]
    detail: dict[str, Any]
    deadlocks: int
    seconds: float


LOGINS = ("holdfast_web", "holdfast_worker")


def login_of(call: Call) -> str:
    """Who may make a call."""
    return LOGINS[call.claims["role"] == "worker"]


class Arena:
    """A database to race in. Raises AssertionError whenever something is not as it must be."""

    def __init__(self, url: str, clients: int = 50) -> None:
        """Takes a superuser's URL of a database with tests/sql/given.sql in it."""
        self.url = url
        self.dba = psycopg.connect(url, autocommit=True)
        self.dba.execute(DAWDLE)
        self.random = random.Random(20)  # Any number: the same draw in every run.
        self._clients: dict[str, list[psycopg.Connection[Any]]] = defaultdict(list)
        self._most = clients
        self._threads = ThreadPoolExecutor(clients)
        self._finishes: dict[str, list[Finish]] = defaultdict(list)
        self._shops = 0

    def close(self) -> None:
        self._threads.shutdown()
        for connection in (*chain(*self._clients.values()), self.dba):
            connection.close()

    def one(self, query: str, *values: Any) -> Any:
        """The first column of the only row that a DBA's query gives."""
        row = self.dba.execute(query.encode(), values).fetchone()
        assert row is not None
        return row[0]

    def shop(self) -> "Shop":
        """A new business with nothing in it."""
        self._shops += 1
        return Shop(self, f"shop-{self._shops}")

    def alone(self, call: Call) -> Finish:
        """Let one client go while nobody else is about."""
        return run(self._clients_for([call])[0], call)

    def start(self, pattern: str, calls: Sequence[Call]) -> list[Finish]:
        """Let a client go for each call, all at once; how each of them finished."""
        gate = threading.Barrier(len(calls))
        finishes = list(self._threads.map(run, self._clients_for(calls), calls, repeat(gate)))
        self._finishes[pattern] += finishes
        return finishes

    def _clients_for(self, calls: Sequence[Call]) -> list[psycopg.Connection[Any]]:
        """A client for each call, of the login that may make it: the worker has its own."""
        free = {}
        for login in LOGINS:
            wanted = sum(login_of(call) == login for call in calls)
            clients = self._clients[login]
            while clients and len(clients) > self._most - (len(calls) - wanted):
                clients.pop().close()  # The server has room for so many, whatever they are.
            while len(clients) < wanted:
                url = as_user(self.url, login)
                clients.append(psycopg.connect(url, autocommit=True, prepare_threshold=0))
            # The same ones, who know the functions already.
            free[login] = iter(clients[:wanted])
        return [next(free[login_of(call)]) for call in calls]

    def report(self) -> str:
        """What the races of each pattern took, in milliseconds."""
        lines = [f"{'clients':>7} {'won':>5} {'median':>7} {'worst':>6} {'40P01':>6}  pattern"]
        for pattern, finishes in self._finishes.items():
            times = [finish.seconds * 1000 for finish in finishes]
            lines.append(
                f"{len(finishes):7} {len(won(finishes)):5} {statistics.median(times):7.0f}"
                f" {max(times):6.0f} {sum(finish.deadlocks for finish in finishes):6}  {pattern}"
            )
        return "\n".join(lines)


class Shop:
    """A business, and the calls that its customers and its owner make."""

    def __init__(self, arena: Arena, slug: str) -> None:
        self.arena = arena
        self.slug = slug
        self.tenant_id = str(arena.one("select given.tenant(%s)", slug))
        owner = str(arena.one("select given.member(%s, 'Olga', 'owner')", slug))
        self.guest = {"role": "guest", "slug": slug}
        self.owner = {"role": "owner", "tenant_id": self.tenant_id, "sub": owner}
        self.customers = 0

    def resources(self, count: int, kind: str = "staff", seats: int = 1) -> list[str]:
        """New resources; their names, which sort as their ids do."""
        names = [f"{kind} {number:03}" for number in range(count)]
        for name in names:
            self.arena.one("select given.resource(%s, %s, %s, %s)", self.slug, name, kind, seats)
        return names

    def resource_id(self, name: str) -> str:
        return str(self.arena.one("select given.resource_id(%s, %s)", self.slug, name))

    def service(
        self, leads: Sequence[str], *parts: Sequence[str], minutes: int = 60, **columns: Any
    ) -> str:
        """A new service: who can lead it, and for each further part who can take that. Its id."""
        name = f"Service {self.arena.one('select count(*) from data.services')}"
        self.arena.one(
            "select given.service(%s, %s, %s, variadic %s)", self.slug, name, minutes, list(leads)
        )
        for position, names in enumerate(parts, 2):
            self.arena.one(
                "select given.requirement(%s, %s, %s, 1, variadic %s)",
                self.slug,
                name,
                position,
                list(names),
            )
        service_id = str(self.arena.one("select given.service_id(%s, %s)", self.slug, name))
        for column, value in columns.items():
            self.set("services", column, value, "service_id", service_id)
        return service_id

    def set(self, table: str, column: str, value: Any, key: str, key_value: str) -> None:
        """Change one column of one row, as a DBA."""
        self.arena.dba.execute(
            sql.SQL("update data.{} set {} = %s where tenant_id = %s and {} = %s").format(
                sql.Identifier(table), sql.Identifier(column), sql.Identifier(key)
            ),
            (value, self.tenant_id, key_value),
        )

    def at(self, day: int, time_of_day: str) -> str:
        """A local time so many days after a Monday to come, as a client sends it."""
        return str(
            self.arena.one("select given.at(%s, given.day(%s, %s))", self.slug, day, time_of_day)
        )

    def create(
        self,
        service_id: str,
        starts_at: str,
        resource: str | None = None,
        customer: str | None = None,
        **more: Any,
    ) -> Call:
        """A customer books; a new customer if none is named."""
        self.customers += 1
        email = f"{customer or self.customers}@customers.test"
        arguments = {
            "service_id": service_id,
            "starts_at": starts_at,
            "customer": {"name": "Ann", "email": email},
            **more,
        }
        if resource:
            arguments["resource_id"] = self.resource_id(resource)
        return Call("create_booking", self.guest, arguments)

    def series(
        self,
        service_id: str,
        days: Sequence[int],
        time_of_day: str,
        mode: str = "all_or_nothing",
        resource: str | None = None,
    ) -> Call:
        """A new customer books on several days, in order, at a local time."""
        query = (
            "select array_agg(given.day(d, %s) order by d)::text from unnest(%s::integer[]) as d"
        )
        return self.create(
            service_id,
            self.at(days[0], time_of_day),
            resource,
            rrule=f"FREQ=DAILY;COUNT={len(days)}",
            mode=mode,
            local_starts=str(self.arena.one(query, time_of_day, list(days))),
        )._replace(function="create_series")

    def move_series(self, series_id: str, starts_at: str, mode: str = "all_or_nothing") -> Call:
        """The owner moves what is to come of a series."""
        arguments = {"series_id": series_id, "starts_at": starts_at, "mode": mode}
        return Call("reschedule_series", self.owner, arguments)

    def cancel_series(self, series_id: str) -> Call:
        """The owner cancels what is to come of a series."""
        return Call("cancel_series", self.owner, {"series_id": series_id})

    def move(self, booking_id: str, starts_at: str, resource: str | None = None) -> Call:
        """The owner moves a booking."""
        arguments = {"booking_id": booking_id, "starts_at": starts_at}
        if resource:
            arguments["resource_id"] = self.resource_id(resource)
        return Call("reschedule_booking", self.owner, arguments)

    def confirm(self, booking_id: str) -> Call:
        """The owner confirms a booking."""
        return Call("confirm_booking", self.owner, {"booking_id": booking_id})

    def cancel(self, booking_id: str) -> Call:
        """The owner cancels a booking."""
        return Call("cancel_booking", self.owner, {"booking_id": booking_id})

    def join(
        self,
        service_id: str,
        day: int,
        customer: str | None = None,
        resource: str | None = None,
        **more: Any,
    ) -> Call:
        """A customer waits for any time of a day; a new customer if none is named."""
        arguments = dict(self.create(service_id, "", resource, customer, **more).arguments)
        del arguments["starts_at"]
        window = {"from": self.at(day, "00:00"), "to": self.at(day + 1, "00:00")}
        return Call("join_waitlist", self.guest, window | arguments)

    def wait(self, *join: Any, **more: Any) -> str:
        """Somebody who waits already, since nobody else was about; the id of their entry."""
        finish = self.arena.alone(self.join(*join, **more))
        assert finish.code is None, finish.code
        return str(finish.answer["id"])

    def answer(self, function: str, entry_id: str) -> Call:
        """Somebody who waits accepts an offer, declines it, or leaves."""
        token = self.arena.one("select given.manage_token(%s, %s)", self.slug, entry_id)
        return Call(function, {**self.guest, "manage_token": token}, {"entry_id": entry_id})

    def sweep(self) -> Call:
        """A process sweeps."""
        return Call("sweep_holds", {"role": "worker", "tenant_id": self.tenant_id}, {})

    def book(self, *create: Any, **more: Any) -> str:
        """A booking made beforehand, while nobody else is about; its id."""
        finish = self.arena.alone(self.create(*create, **more))
        assert finish.code is None, finish.code
        return str(finish.answer["id"])

    def lapse(self, *booking_ids: str, seconds: float = -1) -> None:
        """Let holds run out: a second ago, or so many seconds from now."""
        with self.arena.dba.transaction():  # One moment for both.
            for table in ("bookings", "allocations"):
                self.arena.dba.execute(
                    sql.SQL(
                        "update data.{} set hold_expires_at = now() + make_interval(secs => %s)"
                        " where tenant_id = %s and booking_id = any(%s::uuid[])"
                    ).format(sql.Identifier(table)),
                    (seconds, self.tenant_id, list(booking_ids)),
                )

    def race(
        self, pattern: str, calls: Sequence[Call], refusals: Iterable[str] = ("KC001",)
    ) -> list[Finish]:
        """Start, and see that nothing happened which never may, and that these were the refusals.

        A deadlock or a timeout that reaches a client is a refusal that nobody may get. One that the
        second try hides is none either, but costs a second: locks are taken so that there is none.
        """
        finishes = self.arena.start(pattern, calls)
        assert {finish.code for finish in finishes} <= {None, *refusals}, codes(finishes)
        assert sum(finish.deadlocks for finish in finishes) == 0, "a deadlock"
        worst = max(finish.seconds for finish in finishes)
        assert worst < LONGEST_WAIT_SECONDS, worst
        broken = self.violations()
        assert not broken, "\n".join(broken)
        return finishes

    def assert_refusals_stand(self, calls: Sequence[Call], finishes: Sequence[Finish]) -> None:
        """See that whoever was refused would be refused now: nothing was left for them.

        For races in which nothing becomes free.
        """
        refused = {
            json.dumps({**call.arguments, "customer": None}): call
            for call, finish in zip(calls, finishes, strict=True)
            if finish.code is not None
        }
        for call in refused.values():
            assert self.arena.alone(call).code is not None, call

    def violations(self) -> list[str]:
        """Every way in which the bookings are not as they must be."""
        rows = self.arena.dba.execute(
            "select invariant, subject_id, detail from private.violations() where tenant_id = %s",
            (self.tenant_id,),
        )
        return [" ".join(map(str, row)) for row in rows]

    def state(self, booking_id: str) -> tuple[Any, ...]:
        """A booking's status, lead, start and version."""
        row = self.arena.dba.execute(
            "select status, resource_id, starts_at, version from data.bookings"
            " where tenant_id = %s and booking_id = %s",
            (self.tenant_id, booking_id),
        ).fetchone()
        assert row is not None
        return row

    def events(self, booking_id: str, verb: str) -> int:
        """How many times a booking was told to have become something."""
        return int(
            self.arena.one(
                "select count(*) from data.events"
                " where tenant_id = %s and subject_id = %s and type = 'booking.' || %s",
                self.tenant_id,
                booking_id,
                verb,
            )
        )

    def living(self) -> int:
        """How many bookings stand in the calendar."""
        return int(
            self.arena.one(
                "select count(*) from data.bookings where tenant_id = %s"
                " and status in ('held', 'pending', 'confirmed', 'checked_in')",
                self.tenant_id,
            )
        )


def run(
    connection: psycopg.Connection, call: Call, gate: threading.Barrier | None = None
) -> Finish:
    """Make one call when the gate opens."""
    query = sql.SQL(
        "select api.{}(p_tenant_id => private.begin_claims(%s, 'false'){})::text,"
        " current_setting('response.headers', true)"
    ).format(
        sql.Identifier(call.function),
        sql.SQL("").join(
            sql.SQL(", {} => %s").format(sql.Identifier(f"p_{name}")) for name in call.arguments
        ),
    )
    values = [json.dumps(call.claims)] + [
        value if isinstance(value, str) else json.dumps(value) for value in call.arguments.values()
    ]
    if gate:
        gate.wait(30)
    started = time.perf_counter()
    deadlocks = 0
    code: str | None = None
    answer = None
    headers = {}
    detail = {}
    for last in (False, True):
        code = None
        try:
            row = connection.execute(query, values).fetchone()
            assert row is not None
            answer = json.loads(row[0] or "null")
            headers = json.loads(row[1] or "{}")
            break
        except psycopg.Error as error:
            code = error.sqlstate
            if isinstance(error, RETRIED):
                deadlocks += 1
                if not last:
                    continue
            elif (code or "").startswith("K"):
                detail = json.loads(error.diag.message_detail or "{}")
            break
    return Finish(code, answer, headers, detail, deadlocks, time.perf_counter() - started)


def won(finishes: Iterable[Finish]) -> list[Any]:
    """What those who were not refused were answered."""
    return [finish.answer for finish in finishes if finish.code is None]


def codes(finishes: Iterable[Finish]) -> Counter[str | None]:
    """How many finished in which way."""
    return Counter(finish.code for finish in finishes)
