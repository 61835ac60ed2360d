"""50 clients who want the same time at the same moment: who gets it, how long the others wait."""

import contextlib
import itertools
import json
import selectors
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from psycopg import pq

from bench.caller import Caller
from bench.databases import Databases, connected, web
from bench.plan import Plan
from bench.report import Report

CLIENTS = 50
TAKEN, DEADLOCK = "KC001", "40P01"

BOOKING = """
    select
        api.create_booking(
            p_tenant_id => private.begin_claims($1, 'false'),
            p_service_id => $2,
            p_resource_id => $3,
            p_starts_at => $4,
            p_customer => $5
        )::text,
        current_setting('response.headers', true)
"""

SLOT = """
    select s.claims::text, s.service_id::text, s.resource_id::text, s.starts_at, i.n
    from (select nextval('bench.next_slot') as n) as i
    cross join lateral bench.slot(i.n) as s
"""


class Finish(NamedTuple):
    """How it went for one client."""

    code: str
    """The SQLSTATE that it was refused with; empty if it was not."""
    milliseconds: float


def measure(databases: Databases, plan: Plan, report: Report) -> None:
    """Race for one start, and for two that overlap."""
    with racers(databases.full, CLIENTS) as callers:
        race(callers, wishes(databases.full, overlapping=False))  # So that all have compiled it.

        for words, overlapping in (("one start", False), ("overlapping starts", True)):
            for _ in range(plan.races):
                finishes = race(callers, wishes(databases.full, overlapping=overlapping))
                add_finishes(report, f"{CLIENTS} clients, {words}", finishes)


def add_finishes(report: Report, name: str, finishes: Sequence[Finish]) -> None:
    """What came of a race. Raises RuntimeError if somebody was refused for another reason."""
    codes = Counter(finish.code for finish in finishes)
    if unexpected := set(codes) - {"", TAKEN, DEADLOCK}:
        raise RuntimeError(f"Refused with {unexpected}.")
    report.add(f"{name}: bookings made", codes[""], "", "1")
    report.add(f"{name}: deadlocks", codes[DEADLOCK], "", "0")
    longest = max(finish.milliseconds for finish in finishes)
    report.add(f"{name}: longest wait", longest, "ms", "≤ 500")


def wishes(url: str, *, overlapping: bool) -> list[list[str]]:
    """What each client asks for: a free slot, or for half of them a quarter of an hour later."""
    with connected(url) as dba:
        row = dba.execute(SLOT).fetchone()
    assert row is not None
    claims, service_id, resource_id, starts_at, n = row
    later = (datetime.fromisoformat(starts_at) + timedelta(minutes=15)).isoformat()
    return [
        [
            claims,
            service_id,
            resource_id,
            later if overlapping and client % 2 else starts_at,
            json.dumps({"name": f"Racer {client}", "email": f"racer{n}-{client}@bench.example"}),
        ]
        for client in range(CLIENTS)
    ]


def race(callers: Sequence[Caller], values: Sequence[Sequence[str]]) -> list[Finish]:
    """Send one to each at once, and to whoever has been answered the next; how each fares."""
    waiting = iter([[value.encode() for value in each] for each in values])
    finishes = []
    with selectors.DefaultSelector() as selector:
        for caller, each in zip(callers, waiting, strict=False):
            selector.register(
                caller.libpq.socket, selectors.EVENT_READ, (caller, send(caller, each))
            )
        while selector.get_map():
            for key, _ in selector.select():
                caller, since = key.data
                caller.libpq.consume_input()
                if not caller.libpq.is_busy():
                    finishes.append(Finish(outcome(caller), (time.monotonic() - since) * 1000))
                    selector.unregister(key.fileobj)
                    for each in itertools.islice(waiting, 1):
                        since = send(caller, each)
                        selector.register(key.fileobj, key.events, (caller, since))
    return finishes


def send(caller: Caller, values: list[bytes]) -> float:
    """Ask for a booking, and do not wait; when that was."""
    caller.libpq.send_query_prepared(b"book", values)
    caller.libpq.flush()
    return time.monotonic()


@contextlib.contextmanager
def racers(url: str, clients: int) -> Iterator[list[Caller]]:
    """So many connections that are ready to book."""
    with contextlib.ExitStack() as stack:
        callers = [stack.enter_context(Caller(web(url))) for _ in range(clients)]
        for caller in callers:
            caller.prepare("book", BOOKING)
            caller.libpq.nonblocking = 1
        yield callers


def outcome(caller: Caller) -> str:
    """The SQLSTATE that came back; empty if it went well."""
    result = caller.libpq.get_result()
    assert result is not None
    while caller.libpq.get_result() is not None:
        pass
    return (result.error_field(pq.DiagnosticField.SQLSTATE) or b"").decode()
