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

from app.database import RETRIED

SHOP = """
select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 30, 'Ann');
select given.price('alder', 'Cut', 4000);
select given.member('alder', 'Olga', 'owner');
"""


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
