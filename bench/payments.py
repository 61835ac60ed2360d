"""Payments: how soon Stripe is answered, and what the ledger adds to a booking that is paid."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from app.migrate import run_file
from bench import pgbench
from bench.application import Application, serving
from bench.booking import add_answers, book_over_http, by
from bench.databases import Databases, checkpoint, connected, create, web
from bench.plan import Plan
from bench.report import Report

SEED = Path(__file__).with_name("payments.sql")
LOAD = Path(__file__).with_name("webhook_load.py")
SECRET = "whsec_bench"  # noqa: S105 - nobody signs with it but the benchmark

# More than are answered in a second, whatever the machine.
EVENTS_A_SECOND = 600

HELD, PAID, AGAIN, OTHER = (
    "create_booking over HTTP",
    "Stripe: a booking is paid",
    "Stripe: what it has said before",
    "Stripe: what is nothing to us",
)

WITH, WITHOUT = (f"booked and paid in SQL, {what} the ledger" for what in ("with", "without"))

LEDGER_CLIENTS = 8

NO_LEDGER = """
    create or replace function private.post_journal(
        p_tenant_id uuid,
        p_kind text,
        p_object_id uuid,
        p_lines private.ledger_line[],
        p_occurred_at timestamptz default now(),
        p_cause text default null
    ) returns boolean
        language sql volatile
        return true
"""


def measure(databases: Databases, plan: Plan, report: Report) -> None:
    """Events of every kind beside bookings; then the ledger's share."""
    url = selling(databases, "bench_paid")
    with telling(), serving(url) as application:
        hear(url, application, 8, plan.warm_up, Report())
        for _ in range(plan.rounds):
            for clients in plan.clients:
                hear(url, application, clients, plan.seconds, report)
    for clients in plan.clients:
        report.compare(
            f"events that pay a booking, of bookings over HTTP, {by(clients)}",
            f"{PAID}, {by(clients)}",
            f"{HELD}, {by(clients)}",
        )
    measure_ledger(databases, url, plan, report)


def selling(databases: Databases, name: str) -> str:
    """A copy of all businesses in which they are paid online; its URL."""
    url = create(databases.full, name, template="bench_full")
    with connected(url) as dba:
        run_file(dba, SEED)
    return url


@contextlib.contextmanager
def telling() -> Iterator[None]:
    """Let the application and whoever plays Stripe know the same secret."""
    os.environ["HOLDFAST_STRIPE_WEBHOOK_SECRET"] = SECRET
    yield
    del os.environ["HOLDFAST_STRIPE_WEBHOOK_SECRET"]


def hear(url: str, application: Application, clients: int, seconds: float, report: Report) -> None:
    """Book for a while, hear of as many payments, of all of them again, and of other things."""
    checkpoint(url)
    booked = book_over_http(url, application, clients, seconds)
    add_answers(report, f"{HELD}, {by(clients)}", booked)
    many = int(seconds * EVENTS_A_SECOND)
    paid = events(url, "unpaid", many)
    for name, told in ((PAID, paid), (AGAIN, paid), (OTHER, events(url, "of_no_concern", many))):
        before = confirmed(url)
        answers = application.load(told, clients, seconds, program=LOAD)
        add_answers(report, f"{name}, {by(clients)}", answers)
        require_confirmed(confirmed(url) - before, answers.good if name == PAID else None)


def events(url: str, function: str, many: int) -> list[str]:
    """So many events of a kind of bench/payments.sql, as JSON."""
    query = f"select bench.{function}(nextval('bench.next_slot'))::text from generate_series(1, %s)"  # noqa: S608 - ours
    with connected(url) as dba:
        return [event for (event,) in dba.execute(query.encode(), (many,))]


def confirmed(url: str) -> int:
    """How many bookings have been paid, as the ledger has it too.

    Raises RuntimeError if the ledger has another number.
    """
    with connected(url) as dba:
        row = dba.execute(
            "select (select count(*) from data.bookings where payment_status = 'paid'),"
            " (select count(*) from data.journals as j"
            " join data.payments as p on p.tenant_id = j.tenant_id and p.payment_id = j.object_id)"
        ).fetchone()
    assert row is not None
    if row[0] != row[1]:
        raise RuntimeError(f"{row[0]} bookings are paid, and there are {row[1]} journals.")
    return int(row[0])


def require_confirmed(made: int, told: int | None) -> None:
    """Raise RuntimeError unless as many bookings were paid as events said so, if they did."""
    if told is not None and made != told:
        raise RuntimeError(f"{told} payments were told of, but {made} bookings are paid.")


def measure_ledger(databases: Databases, url: str, plan: Plan, report: Report) -> None:
    """From the slot to the confirmation, with all of it in the ledger, and with nothing."""
    forgetful = selling(databases, "bench_unledgered")
    with connected(forgetful) as dba:
        dba.execute(NO_LEDGER)
    turns = [(WITH, url), (WITHOUT, forgetful)]
    for number in range(plan.rounds):
        for name, each in turns[:: -1 if number % 2 else 1]:
            checkpoint(each)
            run = pgbench.run(web(each), "paid_booking", LEDGER_CLIENTS, plan.seconds, plan.warm_up)
            report.add(name, run.per_second, "/s")
    report.compare("booked and paid, with the ledger, of without", WITH, WITHOUT)
