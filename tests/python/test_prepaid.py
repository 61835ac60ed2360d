"""What is paid in advance, where many want it at once, and where much happens in any order."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from conftest import Databases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from racing import Arena, Call, Finish

EUR = '{"amount": %d, "currency": "EUR"}'

# A business that sells visits of 40 euros, with Zoe, who has booked a dozen of them.
SHOP = """
select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
update data.tenants set max_live_holds = 100;
insert into data.loyalty_programmes (tenant_id, enabled, points_per_hundred, expiry_months)
values (given.tenant_id('alder'), true, 1, 12);
insert into data.rewards (tenant_id, name, kind, points, amount_minor)
values (given.tenant_id('alder'), 'Off', 'amount', 30, 1500);
insert into data.commission_rules (tenant_id, effective_from, basis_points)
values (given.tenant_id('alder'), current_date - 1, 3333);
select given.booking('alder', 'Cut', 'Ann', given.day(n / 6, make_time(9 + n % 6, 0, 0)), 'Zoe')
from generate_series(0, 11) as n;
"""

# Whatever happened: the ledger balances, nothing has less than nothing, and what is owed is
# what can still be spent, and no more.
WRONG = """
select 'unbalanced' from private.violated_ledger_balances()
union all select 'overdrawn' from private.violated_ledger_overdrawn()
union all select 'not earned as it costs: ' || detail from private.violated_visits_are_earned()
union all select 'held still: ' || detail from private.violated_money_is_earned_once()
union all
select 'value without sessions, or sessions without value'
from data.customer_packages as c
where (private.left_on(c.tenant_id, 'package_value', c.customer_package_id, 'EUR') > 0)
    <> (private.left_on(c.tenant_id, 'package_sessions', c.customer_package_id, 'SES') > 0)
union all
select 'owed by a card that nobody can spend'
from data.gift_cards as g
where g.status <> 'active' and private.left_on(g.tenant_id, 'gift_card', g.gift_card_id, 'EUR') > 0
union all
select 'points are owed by both sides'
from data.customers as c
where private.left_on(c.tenant_id, 'loyalty_points', c.customer_id, 'PTS') > 0
    and private.left_on(c.tenant_id, 'points_owed', c.customer_id, 'PTS') > 0
union all
select 'paid more than it costs'
from data.bookings as b
where private.paid_for(b) > private.total_of(b)
union all
select 'a booking that came to nothing has kept something'
from data.bookings as b
where b.status in ('cancelled_by_customer', 'cancelled_by_business') and private.paid_for(b) > 0
union all
select 'points for more than was earned'
from data.bookings as b cross join private.earned(b, false) as e
where private.issued_for(b, 'points.earned') + private.issued_for(b, 'points.reversed')
    > (e.revenue + e.tax) / 100 + 1
"""


@pytest.fixture
def arena(databases: Databases, vocabulary: str) -> Iterator[Arena]:
    url = databases.create(vocabulary)
    arena = Arena(url, 12)
    arena.dba.execute(SHOP.encode())
    yield arena
    assert arena.dba.execute(WRONG.encode()).fetchall() == []
    arena.close()
    databases.drop(url)


def bookings(database: psycopg.Connection[Any]) -> list[str]:
    rows = database.execute("select booking_id::text from data.bookings order by 1")
    return [row[0] for row in rows]


def redeem_all(arena: Arena, **means: Any) -> list[Finish]:
    """Pay all bookings at once with the same thing."""
    tenant = arena.one("select given.tenant_id('alder')::text")
    olga = arena.one("select given.user_id('alder', 'Olga')::text")
    claims = {"tenant_id": tenant, "role": "owner", "sub": olga}
    return arena.start(
        "redeem",
        [Call("redeem", claims, {"booking_id": each} | means) for each in bookings(arena.dba)],
    )


def codes(finishes: list[Finish]) -> list[str]:
    return sorted(finish.code or "won" for finish in finishes)


def test_the_last_session_is_spent_once(arena: Arena) -> None:
    arena.one("select given.bought('alder', given.customer_id('alder', 'Zoe'), 3, 10000)")
    finishes = redeem_all(arena, use_package=True)
    assert codes(finishes) == ["KC171"] * 9 + ["won"] * 3


def test_the_last_euro_of_a_gift_card_is_spent_once(arena: Arena) -> None:
    code = arena.one("select given.gift_card('alder', 9000)")
    finishes = redeem_all(arena, gift_card_code=code)
    assert codes(finishes) == ["KC120"] * 9 + ["won"] * 3
    assert arena.one("select given.balances('alder')") == "cash 9000, deposits 9000"


def test_the_last_points_are_spent_once(arena: Arena) -> None:
    arena.dba.execute(
        "select private.begin_claims(jsonb_build_object('tenant_id', given.tenant_id('alder'),"
        " 'role', 'owner'), false),"
        " private.adjust(given.tenant_id('alder'), given.customer_id('alder', 'Zoe'), 'points', 70,"
        " 'PTS', 'Welcome')"
    )
    reward = arena.one("select reward_id::text from data.rewards")
    finishes = redeem_all(arena, reward_id=reward)
    assert codes(finishes) == ["KC120"] * 10 + ["won"] * 2


ACTS = {
    "sell": "select given.gift_card('alder', 1000 + %(n)s * 700)",
    "buy": "select given.bought('alder', given.customer_id('alder', 'Zoe'), 1 + %(n)s, 3333)",
    "package": "select api.redeem(%(tenant)s, %(booking)s, p_use_package => true)",
    "card": "select api.redeem(%(tenant)s, %(booking)s, p_gift_card_code => %(code)s)",
    "credit": "select api.redeem(%(tenant)s, %(booking)s, p_use_credit => true)",
    "reward": "select api.redeem(%(tenant)s, %(booking)s, p_reward_id => "
    "(select reward_id from data.rewards))",
    "cancel": "select api.cancel_booking(%(tenant)s, %(booking)s)",
    "confirm": "select api.confirm_booking(%(tenant)s, %(booking)s)",
    "cash": "select given.taken('alder', %(booking)s, 'cash', 500 + %(n)s * 333)",
    "complete": "update data.bookings set status = 'completed', version = version + 1"
    " where booking_id = %(booking)s and status = 'confirmed'",
    "refund": "select private.request_refund(p, greatest(1, p.amount_minor / (1 + %(n)s)), 'staff',"
    " null, p_to_credit => %(n)s = 2)"
    " from data.payments as p where p.booking_id = %(booking)s limit 1",
    "to credit": "select api.credit_payment(%(tenant)s, payment_id) from data.payments"
    " order by payment_id desc limit 1",
    "lapse": "update data.bookings set status = 'expired', hold_expires_at = null,"
    " lapses_at = null, version = version + 1 where booking_id = %(booking)s and status = 'held'",
    "age": "update data.gift_cards set expires_at = now() - interval '1 second'"
    " where status = 'active' and %(n)s = 1",
    "age too": "update data.customer_packages set expires_at = now() - interval '1 second'"
    " where status = 'active' and %(n)s = 1",
    "sweep": "select api.sweep_prepaid(private.begin_claims(jsonb_build_object("
    "'tenant_id', %(tenant)s::text, 'role', 'worker'), false))",
}


@pytest.fixture(scope="module")
def alder(databases: Databases, vocabulary: str) -> Iterator[psycopg.Connection[Any]]:
    """A DBA's connection to the business; every run undoes what it does."""
    url = databases.create(vocabulary)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SHOP.encode())
        yield connection
    databases.drop(url)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from([(None, None), (2200, True), (2200, False), (777, False)]),
    st.lists(
        st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 11), st.integers(0, 3)),
        min_size=15,
        max_size=40,
    ),
)
def test_whatever_happens_nothing_is_lost_and_nothing_is_there_twice(
    alder: psycopg.Connection[Any],
    tax: tuple[int | None, bool | None],
    acts: list[tuple[str, int, int]],
) -> None:
    booked = bookings(alder)
    tenant = alder.execute("select given.tenant_id('alder')::text").fetchone()
    assert tenant is not None
    with alder.transaction(force_rollback=True):
        alder.execute("update data.bookings set tax_basis_points = %s, tax_is_inclusive = %s", tax)
        sold = [alder.execute("select given.gift_card('alder', 5000)").fetchone()]
        for act, nth, n in [("buy", 0, 2), *acts]:
            code = sold[nth % len(sold)]
            assert code is not None
            values = {"tenant": tenant[0], "booking": booked[nth], "n": n, "code": code[0]}
            alder.execute(
                "select private.begin_claims(jsonb_build_object('tenant_id', %s::text, 'role',"
                " 'owner'), false)",
                tenant,
            )
            try:
                with alder.transaction():
                    found = alder.execute(ACTS[act].encode(), values)
                    if act == "sell":
                        sold.append(found.fetchone())
            except psycopg.Error as error:
                # Refused, for a reason that is ours: anything else is a fault.
                if not (error.sqlstate or "").startswith("K"):
                    raise
            assert alder.execute(WRONG.encode()).fetchall() == [], act
