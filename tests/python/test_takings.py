"""What a visit comes to, whatever it costs and however it is paid, tipped and given back: its lines
are its amounts, the ledger balances, and nothing is left over. Reports, as tables."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from conftest import Databases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from app.endpoints.reports import is_table_wanted, table

Connection = psycopg.Connection[tuple[Any, ...]]

PRICES = st.integers(0, 100_000)
RATES = st.integers(0, 10_000)
SHARES = st.lists(st.integers(1, 1000), min_size=1, max_size=6)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "tip", "complete", "refund", "void", "fail"]),
        st.integers(0, 1000),
    ),
    max_size=12,
)

BOOKING = """
create function pg_temp.priced(
    p_price bigint, p_rate integer, p_inclusive boolean, p_deposit bigint
) returns data.bookings language sql as $$
    select jsonb_populate_record(null::data.bookings, jsonb_build_object(
        'price_minor', p_price, 'deposit_minor', p_deposit, 'currency', 'EUR',
        'tax_basis_points', nullif(p_rate, 0),
        'tax_is_inclusive', case when p_rate > 0 then p_inclusive end
    ))
$$
"""


@pytest.fixture(scope="module")
def database(databases: Databases, vocabulary: str) -> Iterator[Connection]:
    url = databases.create(vocabulary)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(BOOKING)
        yield connection
    databases.drop(url)


def one(connection: Connection, query: str, *arguments: Any) -> tuple[Any, ...]:
    row = connection.execute(query.encode(), arguments).fetchone()
    assert row is not None
    return row


@settings(deadline=None, max_examples=200)
@given(
    price=PRICES, rate=RATES, inclusive=st.booleans(), shares=SHARES, deposit=st.integers(0, 1000)
)
def test_lines_always_sum(
    database: Connection, price: int, rate: int, inclusive: bool, shares: list[int], deposit: int
) -> None:
    due = price * deposit // 1000
    total, tax, advance = one(
        database,
        "select private.total_of(b), private.tax_of(b), private.deposit_of(b)"
        " from pg_temp.priced(%s, %s, %s, %s) as b",
        price, rate, inclusive, due,
    )  # fmt: skip
    assert 0 <= tax <= total
    assert total == (price if inclusive or not rate else price + tax)
    assert 0 <= advance <= total
    if due == price:
        assert advance == total
    if not rate:
        assert tax == 0
    # However it is cut, the taxes of the parts are the tax of the whole.
    paid, taxes = 0, 0
    cuts = [total * sum(shares[: n + 1]) // sum(shares) for n in range(len(shares))]
    for until in cuts:
        (part,) = one(
            database,
            "select private.tax_within(b, %s) - private.tax_within(b, %s)"
            " from pg_temp.priced(%s, %s, %s, %s) as b",
            until, paid, price, rate, inclusive, due,
        )  # fmt: skip
        assert 0 <= part <= until - paid
        paid, taxes = until, taxes + part
    assert (paid, taxes) == (total, tax)


@settings(deadline=None, max_examples=200)
@given(price=PRICES, rate=RATES)
def test_tax_on_top_and_tax_in_it_agree(database: Connection, price: int, rate: int) -> None:
    on_top, total = one(
        database,
        "select private.tax_of(b), private.total_of(b)"
        " from pg_temp.priced(%s, %s, false, 0) as b", price, rate,
    )  # fmt: skip
    (within,) = one(
        database, "select private.tax_of(b) from pg_temp.priced(%s, %s, true, 0) as b", total, rate
    )
    assert on_top == within


@settings(deadline=None, max_examples=200)
@given(price=PRICES, rate=RATES, inclusive=st.booleans(), share=st.integers(0, 1000))
def test_as_much_is_charged_as_comes_to_a_sum_and_no_more(
    database: Connection, price: int, rate: int, inclusive: bool, share: int
) -> None:
    (total,) = one(
        database,
        "select private.total_of(b) from pg_temp.priced(%s, %s, %s, 0) as b",
        price, rate, inclusive,
    )  # fmt: skip
    wanted = total * share // 1000
    within, more = one(
        database,
        "select private.total_of(pg_temp.priced(c, %s, %s, 0)),"
        " private.total_of(pg_temp.priced(c + 1, %s, %s, 0))"
        " from pg_temp.priced(%s, %s, %s, 0) as b, private.charge_within(b, %s) as c",
        rate, inclusive, rate, inclusive, price, rate, inclusive, wanted,
    )  # fmt: skip
    assert within <= wanted < more


FILL = """
select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
"""
LEFT = "select private.left_to_pay(b) from data.bookings as b where b.booking_id = %s"
SUMS = """
select
    coalesce(sum(p.amount_minor), 0),
    coalesce(-sum(p.amount_minor) filter (where a.kind in ('revenue', 'tax')), 0),
    coalesce(sum(p.amount_minor) filter (where a.kind = 'receivable'), 0),
    coalesce(-sum(p.amount_minor) filter (where a.kind = 'deposits'), 0),
    coalesce(-sum(p.amount_minor) filter (where a.kind = 'tips'), 0),
    coalesce(-sum(p.amount_minor) filter (where a.kind = 'commission_payable'), 0),
    coalesce(sum(p.amount_minor) filter (where a.kind = 'commission'), 0)
from data.postings as p
join data.ledger_accounts as a on a.account_id = p.account_id
"""


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(price=st.integers(1, 50_000), rate=RATES, inclusive=st.booleans(), steps=STEPS)
def test_whatever_is_done_the_ledger_balances(
    database: Connection,
    price: int,
    rate: int,
    inclusive: bool,
    steps: list[tuple[str, int]],
) -> None:
    with database.transaction(force_rollback=True):
        database.execute(FILL)
        one(database, "select given.tax('alder', %s, %s)", rate, inclusive)
        database.execute("update data.services set price_minor = %s", [price])
        (tenant,) = one(database, "select given.tenant_id('alder')")
        (user,) = one(database, "select given.user_id('alder', 'Olga')")
        owner = json.dumps({"role": "owner", "tenant_id": str(tenant), "sub": str(user)})
        database.execute("select set_config('request.claims', %s, true)", [owner])
        one(database, "select api.create_commission_rule(%s, 3333)", tenant)
        (booking,) = one(
            database, "select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'))"
        )
        database.execute("select set_config('request.claims', %s, true)", [owner])
        for step, share in steps:
            do(database, tenant, booking, step, share)
        balance, earned, owed, held, given_on_top, payable, commission = one(database, SUMS)
        status, total, paid, tips, left = one(
            database,
            "select b.status, private.total_of(b), private.paid_for(b), private.tips_left(b),"
            " private.left_to_pay(b)"
            " from data.bookings as b",
        )
        assert balance == 0
        assert payable == commission
        assert given_on_top == (tips if status == "completed" else 0)
        if status == "completed":
            assert held == 0
            assert owed + paid == earned <= total
            assert owed == left
        else:
            assert (earned, owed, held) == (0, 0, paid + tips)
        broken = database.execute(
            "select v.* from private.violated_visits_are_earned() as v"
            " union all select v.* from private.violated_money_is_earned_once() as v"
            " union all select v.* from private.violated_ledger_balances() as v"
        ).fetchall()
        assert broken == []


def do(database: Connection, tenant: str, booking: str, step: str, share: int) -> None:
    """One thing that can happen to a visit, as far as it can."""
    (left,) = one(database, LEFT, booking)
    if step in ("pay", "tip"):
        amount = left * share // 1000 if step == "pay" else 0
        tip = share if step == "tip" else 0
        if amount + tip:
            given_ = [Jsonb({"amount": each, "currency": "EUR"}) for each in (amount, tip)]
            one(
                database,
                "select api.create_payment(%s, %s, 'cash', %s, %s)", tenant, booking, *given_,
            )  # fmt: skip
    elif step == "complete":
        one(
            database,
            "select given.completed('alder', b.booking_id) from data.bookings as b"
            " where b.status in ('confirmed', 'completed')",
        )
    elif step == "void":
        database.execute(
            "select api.void_payment(p.tenant_id, p.payment_id) from data.payments as p"
            " where p.status = 'paid' and private.refunded_of(p) = 0"
            " order by p.payment_id limit 1"
        )
    elif step == "refund":
        database.execute(
            "select private.request_refund(p, x.amount, 'staff', null)"
            " from data.payments as p cross join lateral ("
            " select (p.amount_minor - private.refunded_of(p)) * %s / 1000 as amount) as x"
            " where p.status = 'paid' and x.amount > 0 order by p.payment_id limit 1",
            [share],
        )
    else:
        database.execute(
            "select private.settle_refund(p, r, null, 'failed', now())"
            " from data.refunds as r join data.payments as p using (tenant_id, payment_id)"
            " where r.status = 'succeeded' limit 1"
        )


def test_a_table_is_for_whoever_would_rather_have_one() -> None:
    assert is_table_wanted("text/csv")
    assert is_table_wanted("text/html, text/csv;q=0.9, application/json;q=0.1")
    assert not is_table_wanted("application/json, text/csv;q=0.5")
    assert not is_table_wanted("*/*")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_table_says_what_is_in_it_and_is_no_formula(name: str) -> None:
    money = {"amount": -5, "currency": "EUR"}
    written = table([{"key": None, "name": name, "net": money}])
    head, row = csv.reader(io.StringIO(written, newline=""))
    assert head == ["key", "name", "net", "currency"]
    assert row[0] == ""
    assert row[2:] == ["-5", "EUR"]
    assert row[1] in (name, f"'{name}")
    assert not row[1].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_an_empty_table_is_empty() -> None:
    assert table([]) == ""
