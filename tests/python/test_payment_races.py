"""Whoever gives back, cancels or pays at the same moment as others: no cent goes twice, and none is
kept for what is not had."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg
import pytest
from conftest import Databases
from waiting import until

from app.database import RETRIED

SHOP = """
select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 30, 'Ann');
select given.price('alder', 'Cut', 4000);
select given.member('alder', 'Olga', 'owner');
"""


REFUND = """
select (private.request_refund(p, 4000, 'staff', null)).refund_id
from data.payments as p
where p.payment_id = %s
"""

# A worker says what Stripe has answered.
ANSWERED = """
with answered as (
    insert into data.deliveries (
        tenant_id, channel, target_id, order_key, kind, data, status, settled_at, response
    )
    select
        t.id, 'stripe', t.id, t.payment_id, 'refund.create',
        jsonb_build_object('refund_id', t.refund_id), 'delivered', now(),
        jsonb_build_object('id', 're_' || t.refund_id)
    from (select %s::uuid as id, %s::uuid as payment_id, %s::uuid as refund_id) as t
    returning *
)

select private.heed_refund_asked(a::data.deliveries, 'delivered')
from answered as a
"""

LOCKED = "select count(*) from pg_locks where not granted"


@pytest.fixture(scope="module")
def shop(databases: Databases, vocabulary: str) -> Iterator[str]:
    url = databases.create(vocabulary)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SHOP)
    yield url
    databases.drop(url)


def asked(url: str, query: str, *values: Any) -> Any:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(query.encode(), values).fetchone()
        return row[0] if row else None


def called(url: str, claims: Mapping[str, Any], query: str, *values: Any) -> str:
    """How a call of the application's ends: done, or an SQLSTATE. Tried again as it would be."""
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(3):
            try:
                with connection.transaction():
                    connection.execute("set local role holdfast_web")
                    connection.execute(
                        "select set_config('request.claims', %s, true)", [json.dumps(claims)]
                    )
                    connection.execute(query.encode(), values)
                return "done"
            except psycopg.Error as error:
                outcome = error.sqlstate or "lost"
                if not isinstance(error, RETRIED):
                    break
    return outcome


def wait_until_locked(connection: psycopg.Connection[Any], many: int) -> None:
    """Until so many wait for a lock."""

    def locked() -> bool:
        row = connection.execute(LOCKED).fetchone()
        return row is not None and row[0] >= many

    until(locked, what=f"{many} waiting")


def together(*calls: Callable[[], str]) -> list[str]:
    """How calls end that are made at one moment."""
    start = Barrier(len(calls))

    def run(call: Callable[[], str]) -> str:
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_no_more_goes_back_than_was_paid(shop: str) -> None:
    booking = asked(shop, "select given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '09:00'))")
    payment = asked(shop, "select given.payment_id(%s)", booking)
    tenant = asked(shop, "select given.tenant_id('alder')")
    owner = {
        "tenant_id": str(tenant),
        "role": "owner",
        "sub": str(asked(shop, "select given.user_id('alder', 'Olga')")),
    }

    def back() -> str:
        money = json.dumps({"amount": 1500, "currency": "EUR"})
        query = "select api.create_refund(%s, %s, 'Twice.', %s)"
        return called(shop, owner, query, tenant, payment, money)

    outcomes = Counter(together(*[back] * 6))

    assert outcomes == {"done": 2, "KC123": 4}
    given_back = "select sum(amount_minor)::integer from data.refunds where payment_id = %s"
    assert asked(shop, given_back, payment) == 3000


def test_what_is_cancelled_while_it_is_paid_goes_back_once(shop: str) -> None:
    tenant = asked(shop, "select given.tenant_id('alder')")
    ends = set()
    for n in range(12):
        day = n // 4 + 1
        clock = f"{9 + n % 4}:00"
        booking = asked(
            shop,
            "select given.booking('alder', 'Cut', 'Ann', given.day(%s, %s::time), %s)",
            day,
            clock,
            f"Ann{n}",
        )
        payment = asked(shop, "select given.checkout('alder', %s)", booking)
        token = asked(shop, "select given.manage_token('alder', %s)", booking)
        guest = {"tenant_id": str(tenant), "role": "guest", "manage_token": token}

        def cancel(guest: Mapping[str, Any] = guest, booking: Any = booking) -> str:
            return called(shop, guest, "select api.cancel_booking(%s, %s)", tenant, booking)

        def paid(payment: Any = payment) -> str:
            return str(asked(shop, "select given.paid('alder', %s)", payment))

        assert together(cancel, paid, paid) == ["done", "heeded", "heeded"]

        refunds = asked(shop, "select given.refunds(%s)", booking)
        assert refunds in ("cancelled 4000 requested", "late_payment 4000 requested")
        ends.add(refunds)
        status = "select status from data.bookings where booking_id = %s"
        assert asked(shop, status, booking) == "cancelled_by_customer"
    owed = "select balance_minor from data.balances where kind = 'refunds_due'"
    assert asked(shop, owed) == 3000 + 12 * 4000
    assert ends


def test_a_payout_that_came_back_is_never_paid(shop: str) -> None:
    def told(kind: str, status: str) -> dict[str, Any]:
        return {
            "id": f"evt_{kind}",
            "object": "event",
            "type": f"payout.{kind}",
            "account": "acct_alder",
            "created": 1790000000,
            "data": {
                "object": {
                    "id": "po_1",
                    "object": "payout",
                    "amount": 3900,
                    "currency": "eur",
                    "status": status,
                    "created": 1790000000,
                    "arrival_date": 1790086400,
                }
            },
        }

    stripe = {"role": "stripe"}
    heed = "select api.receive_stripe_event(null, %s)"
    assert called(shop, stripe, heed, json.dumps(told("created", "pending"))) == "done"

    with psycopg.connect(shop) as first, ThreadPoolExecutor(1) as pool:
        first.execute("select set_config('request.claims', %s, true)", [json.dumps(stripe)])
        first.execute(heed.encode(), [json.dumps(told("failed", "failed"))])
        second = pool.submit(called, shop, stripe, heed, json.dumps(told("paid", "paid")))
        wait_until_locked(first, 1)
        first.commit()
        assert second.result() == "done"

    assert asked(shop, "select status from data.payouts") == "failed"
    for kind in ("bank", "in_transit"):
        left = "select coalesce(sum(balance_minor), 0) from data.balances where kind = %s"
        assert asked(shop, left, kind) == 0


def test_stripe_tells_of_a_refund_while_its_answer_is_noted(shop: str) -> None:
    """Neither waits for what the other has: both take turns."""
    tenant = asked(shop, "select given.tenant_id('alder')")
    booking = asked(shop, "select given.paid_booking('alder', 'Cut', 'Ann', given.day(5, '09:00'))")
    payment = asked(shop, "select given.payment_id(%s)", booking)
    refund = asked(shop, REFUND, payment)
    with psycopg.connect(shop) as first:
        # Both come to the refund, and wait there.
        first.execute("select from data.refunds where refund_id = %s for update", [refund])
        with ThreadPoolExecutor(2) as pool:
            noted = pool.submit(asked, shop, ANSWERED, tenant, payment, refund)
            wait_until_locked(first, 1)
            told = pool.submit(asked, shop, "select given.refund_told('alder', %s)", refund)
            wait_until_locked(first, 2)
            first.rollback()
            noted.result()
            assert told.result() == "heeded"
    given_back = "select status, stripe_id from data.refunds where refund_id = %s"
    with psycopg.connect(shop) as connection:
        assert connection.execute(given_back, [refund]).fetchone() == (
            "succeeded",
            f"re_{refund}",
        )
