"""Whatever people, Stripe and the wire do, and in whatever order: nobody pays for what they do not
get, and what we have written down is what Stripe has moved."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from paying import PRICE, Till, till
from waiting import until

from app.stripe_double.webhooks import Weather

# What somebody does with one booking, one after the other; others do theirs meanwhile.
DEEDS = (
    "page",
    "pay",
    "lapse",
    "cancel",
    "page_with_a_tip",
    "refund_outside",
    "debit",
    "take_place",
    "staff_refund",
)

# Two times that all of them want, of two leads: four get one.
TIMES = ((0, "10:00"), (0, "10:30"))

Life = tuple[int, str | None, Sequence[str]]

LIVES = st.lists(
    st.tuples(
        st.integers(0, len(TIMES) - 1),
        st.sampled_from(["Ann", "Ben", None]),
        st.lists(st.sampled_from(DEEDS), min_size=1, max_size=5),
    ),
    min_size=2,
    max_size=6,
)

# What has to be among them: visits that take place, of which something goes back before and after.
VISITS: list[Life] = [
    (0, "Ann", ["pay", "take_place", "staff_refund", "refund_outside", "staff_refund"]),
    (0, "Ben", ["pay", "staff_refund", "take_place", "refund_outside", "refund_outside"]),
    (1, "Ann", ["pay", "staff_refund", "refund_outside", "refund_outside", "take_place"]),
    (1, "Ben", ["page_with_a_tip", "pay", "staff_refund", "cancel", "refund_outside"]),
]

ACTIVE = ("pending", "confirmed", "checked_in", "completed")


@pytest.fixture(scope="module")
def shop(common_database: str, common_given: psycopg.Connection[Any]) -> Iterator[Till]:
    with till(common_database, common_given) as opened:
        yield opened


class Customer:
    """Somebody who books, and what they do with it; what is refused is no matter."""

    def __init__(self, shop: Till, booking: dict[str, Any]) -> None:
        self.shop = shop
        self.booking = booking
        self.sessions: list[str] = []
        self.has_paid = False

    def do(self, deed: str) -> None:
        """One of DEEDS."""
        getattr(self, deed)()

    def page(self, tip_minor: int = 0) -> None:
        answered = self.shop.checkout(self.booking, tip_minor=tip_minor)
        assert answered.status_code in (200, 409), answered.text
        if answered.status_code == 200:
            self.sessions.append(answered.json()["url"].rpartition("/")[2])

    def page_with_a_tip(self) -> None:
        self.page(500)

    def pay(self) -> None:
        for session in self.sessions:
            self.has_paid |= self.shop.pays(session)

    def debit(self) -> None:
        for session in self.sessions:
            if self.shop.begins_debit(session):
                self.shop.stripes.control.settle_debit(session, len(self.sessions) % 2 == 1)

    def lapse(self) -> None:
        self.shop.lapse(self.booking)

    def take_place(self) -> None:
        self.wait()
        self.shop.take_place(self.booking)

    def staff_refund(self) -> None:
        self.wait()
        self.shop.give_back(self.booking, PRICE // 3)

    def wait(self) -> None:
        """Until it is known here what has been paid."""
        if self.has_paid:
            until(lambda: "paid" in self.shop.payments(self.booking))

    def cancel(self) -> None:
        assert self.shop.cancel(self.booking).status_code in (200, 409)

    def refund_outside(self) -> None:
        for session in self.sessions:
            self.shop.refund_outside(session, PRICE // 4)


def lived(shop: Till, life: Life) -> None:
    """Book, and do what there is to do with it."""
    nth, lead, deeds = life
    answered = shop.book(*TIMES[nth], lead)
    assert answered.status_code in (201, 409), answered.text
    if answered.status_code == 201:
        customer = Customer(shop, answered.json())
        for deed in ("page", *deeds):
            customer.do(deed)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lives=LIVES, seed=st.integers(0, 1 << 16))
@example(lives=VISITS, seed=1)
@example(lives=VISITS, seed=2)
def test_every_charge_has_a_booking_or_its_money_back(
    shop: Till, lives: list[Life], seed: int
) -> None:
    chance = random.Random(seed)
    world = shop.stripes.control.world
    world.webhooks.weather = Weather(
        delay=(0.0, 0.02), duplicate=chance.random(), reorder=chance.randrange(6), forge=0.1
    )
    shop.begin_anew()
    shop.one("select given.tax(%(slug)s, 2200, true)::text", slug=shop.slug)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda life: lived(shop, life), lives))
    shop.settled()

    charges = shop.charges()
    ours = {
        charge: (amount, back, status)
        for charge, amount, back, status in shop.all(
            """
            select
                p.charge_id,
                p.amount_minor,
                coalesce((
                    select sum(r.amount_minor) from data.refunds as r
                    where r.payment_id = p.payment_id and r.status = 'succeeded'
                ), 0)::integer,
                b.status::text
            from data.payments as p
            join data.bookings as b on b.booking_id = p.booking_id
            where p.tenant_id = %(tenant_id)s and p.status = 'paid'
            """
        )
    }
    assert ours.keys() == charges.keys()
    for charge, (amount, back, status) in ours.items():
        assert (amount, back) == (charges[charge]["amount"], charges[charge]["amount_refunded"])
        assert back == amount or status in ACTIVE, "charged, and nothing to show for it"
    moved = sum(each["amount"] - each["amount_refunded"] for each in charges.values())
    assert (
        shop.one(
            """
        select coalesce(sum(p.amount_minor), 0)::integer
        from data.postings as p
        join data.ledger_accounts as a on a.account_id = p.account_id
        join data.journals as j on j.journal_id = p.journal_id
        where
            p.tenant_id = %(tenant_id)s and a.kind = 'stripe_balance'
            and j.kind in ('payment.paid', 'refund.succeeded', 'refund.failed')
        """,
            tenant_id=shop.tenant_id,
        )
        == moved
    )
    assert shop.all("select * from private.violations()") == []
    assert (
        shop.all(
            """
        select b.booking_id
        from data.bookings as b
        where
            b.tenant_id = %(tenant_id)s and b.status = 'completed'
            and private.left_to_pay(b) = 0 and (private.billable(b)).revenue > 0
            and not exists (select from data.invoices as i where i.booking_id = b.booking_id)
        """
        )
        == []
    ), "what is over and paid is invoiced"
    assert shop.all("select * from private.differences(%(tenant_id)s)") == []
    assert (
        shop.one(
            "select coalesce(sum(balance_minor), 0)::integer from data.balances"
            " where tenant_id = %(tenant_id)s and kind = 'refunds_due'",
            tenant_id=shop.tenant_id,
        )
        == 0
    ), "all that was to go back has gone"
    kept = Counter(status for _, back, status in ours.values() if back == 0)
    assert sum(kept.values()) <= len(TIMES) * 2
