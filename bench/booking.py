"""create_booking, in SQL and over HTTP, beside bare inserts; and what row security adds to it."""

import json
from collections import Counter
from collections.abc import Callable

from psycopg import sql

from bench import pgbench
from bench.application import Application, serving
from bench.databases import (
    Databases,
    Scans,
    checkpoint,
    connected,
    count,
    sequential_scans,
    web,
)
from bench.plan import Plan
from bench.report import Report

TABLES = {
    "create_booking": sql.Identifier("data", "bookings"),
    "insert_unique": sql.Identifier("bench", "bookings_unique"),
    "insert_excluded": sql.Identifier("bench", "bookings_excluded"),
}
"""What each script of bench/*.pgbench writes a row of, once in each transaction."""

NAMES = {
    "create_booking": "create_booking in SQL",
    "insert_unique": "bare insert, unique index",
    "insert_excluded": "bare insert, exclusion constraint too",
}

# More requests than are answered in a second, for any number of clients.
REQUESTS_A_SECOND = 10_000

REQUESTS = """
    select
        format('POST /v1/tenants/%%s/bookings %%s', s.slug, json_build_object(
            'service_id', s.service_id,
            'resource_id', s.resource_id,
            'starts_at', s.starts_at,
            'customer', s.customer
        ))
    from (select nextval('bench.next_slot') as n from generate_series(1, %s)) as i
    cross join lateral bench.slot(i.n) as s
"""


def measure(databases: Databases, plan: Plan, report: Report) -> None:
    """Let the contestants take turns, in the other order every other round."""
    scans: Scans = Counter()
    transactions = 0

    with serving(databases.full) as application:
        book_over_http(databases.full, application, 8, 1)

        for round_number in range(plan.rounds):
            for clients in plan.clients:
                turns: list[Callable[[], int]] = [
                    lambda clients=clients, script=script: in_sql(
                        databases.full, script, clients, plan, report
                    )
                    for script in ("insert_unique", "insert_excluded")
                ]
                turns.append(
                    lambda clients=clients: scanning(databases.full, clients, plan, report, scans)
                )
                turns.append(
                    lambda clients=clients: over_http(
                        databases.full, application, clients, plan, report
                    )
                )
                for turn in turns if round_number % 2 == 0 else reversed(turns):
                    checkpoint(databases.full)
                    turn()
