"""Whatever people, Stripe and the wire do, and in whatever order: nobody pays for what they do not
get, and what we have written down is what Stripe has moved."""

import asyncio
import contextlib
import itertools
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from live import settings as settings_of
from paying import PRICE, Manned, manned, payable
from waiting import until

from app.commands.stripe import synchronised
from app.stripe_double.refusals import Refused
from app.stripe_double.webhooks import Weather

# What somebody does with one booking, one after the other, or what becomes of it; others do theirs
# meanwhile. In a crash the worker dies at whatever it is, whomever that is for.
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
    "agree",
    "miss",
    "dispute",
    "win",
    "lose",
    "crash",
)

# Two times that all of them want, of two leads: four get one.
TIMES = ((0, "10:00"), (0, "10:30"))

Life = tuple[int, str | None, Sequence[str]]

LIVES = st.lists(
    st.tuples(
        st.integers(0, len(TIMES) - 1),
        st.sampled_from(["Ann", "Ben", None]),
        st.lists(st.sampled_from(DEEDS), min_size=1, max_size=6),
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

# A booking of which is held what is not what was paid for it, with tips; or, once it is over,
# anything: no refund fails here.
HELD = """
select b.booking_id, b.status, k.held, k.paid
from data.bookings as b
cross join lateral (
    select
        -private.moved_for(b, 'deposits') as held,
        case
            when private.is_over(b) or b.status = 'expired' then 0
            else private.paid_for(b) + private.tips_left(b)
        end as paid
) as k
where b.tenant_id = %(tenant_id)s and k.held <> k.paid
"""

# A booking for which more is paid than it costs, or is due when all was paid, or of which nothing
# went back for another reason than that it was too much, and that says so.
TOO_MUCH = """
select b.booking_id, b.status, b.payment_status, private.covered_for(b), private.left_to_pay(b)
from data.bookings as b
where
    b.tenant_id = %(tenant_id)s
    and (
        private.paid_for(b) > private.total_of(b)
        or private.covered_for(b) = private.total_of(b) and private.left_to_pay(b) > 0
        or b.payment_status = 'partially_refunded'
        and not exists (
            select
            from data.refunds as r
            where
                r.booking_id = b.booking_id
                and r.status = 'succeeded'
                and r.reason not in ('late_payment', 'paid_twice')
        )
    )
"""

# And pages for a part and for the whole, all of which are paid; and who does not come.
PARTS: list[Life] = [
    (0, "Ann", ["agree", "page", "pay", "take_place", "staff_refund"]),
    (0, "Ben", ["page_with_a_tip", "agree", "page", "pay", "miss", "refund_outside"]),
    (1, "Ann", ["pay", "page_with_a_tip", "pay", "staff_refund", "page", "pay"]),
    (1, "Ben", ["pay", "agree", "staff_refund", "page_with_a_tip", "pay", "take_place"]),
]

# Who has something for what they paid, or has agreed to leave it.
ACTIVE = ("pending", "confirmed", "checked_in", "completed", "no_show")


# What each payment came to: what of it went back, and what the bank has taken for good.
PAID = """
select
    p.charge_id,
    p.amount_minor,
    coalesce((
        select sum(r.amount_minor) from data.refunds as r
        where r.payment_id = p.payment_id and r.status = 'succeeded'
    ), 0)::integer,
    coalesce((
        select sum(d.amount_minor) from data.disputes as d
        where d.payment_id = p.payment_id and d.status = 'lost'
    ), 0)::integer,
    b.status::text,
    b.booking_id
from data.payments as p
join data.bookings as b on b.booking_id = p.booking_id
where p.tenant_id = %(tenant_id)s and p.status = 'paid'
"""

DISPUTES = """
select stripe_id, status, amount_minor from data.disputes where tenant_id = %(tenant_id)s
"""


class Shop(Manned):
    """A business in whose life anything happens."""

    crashing = Lock()

    def crash(self) -> None:
        """The worker is killed, and another takes its place."""
        with self.crashing:
            self.replace_worker()

    def disputes(self) -> list[dict[str, Any]]:
        """What banks have asked back, by Stripe."""
        return list(self.stripes.double.world.books(self.account).each("dispute"))

    def decide(self, dispute: str, won: bool) -> None:
        """A bank decides, if it has not."""
        with contextlib.suppress(Refused):
            (self.stripes.control.win if won else self.stripes.control.lose)(dispute)

    def ask(self) -> bool:
        """Ask Stripe for what never came: whether there was anything."""
        url = self.settings["database_url"]
        known = settings_of(url, **payable(self.stripes))
        return bool(asyncio.run(synchronised(known, url, self.tenant_id)))

    def sync(self) -> None:
        """Ask Stripe for what never came, until there is nothing, and all is done that follows."""
        self.stripes.wait_delivered()
        while self.ask():
            self.settled(hurried=True)
        self.settled(hurried=True)


@pytest.fixture(scope="module")
def shop(common_database: str, common_given: psycopg.Connection[Any]) -> Iterator[Shop]:
    with manned(Shop, common_database, common_given) as opened:
        yield opened


class Customer:
    """Somebody who books, and what they do with it; what is refused is no matter."""

    def __init__(self, shop: Shop, booking: dict[str, Any]) -> None:
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

    def agree(self) -> None:
        self.shop.agree(self.booking)

    def miss(self) -> None:
        self.wait()
        self.shop.miss(self.booking)

    def staff_refund(self) -> None:
        self.wait()
        self.shop.give_back(self.booking, PRICE // 3)

    def wait(self) -> None:
        """Until it is known here what has been paid; Stripe is asked if it does not say so."""
        if self.has_paid:
            asked = itertools.count(1)
            until(lambda: self.is_paid() or (next(asked) % 100 == 0 and self.shop.ask() and False))

    def is_paid(self) -> bool:
        return "paid" in self.shop.payments(self.booking)

    def cancel(self) -> None:
        assert self.shop.cancel(self.booking).status_code in (200, 409)

    def refund_outside(self) -> None:
        for session in self.sessions:
            self.shop.refund_outside(session, PRICE // 4)

    def dispute(self) -> None:
        for session in self.sessions:
            intent = self.shop.stripes.control.find(session).get("payment_intent")
            with contextlib.suppress(Refused):
                if intent:
                    self.shop.stripes.control.dispute(intent)

    def win(self) -> None:
        self._decide(won=True)

    def lose(self) -> None:
        self._decide(won=False)

    def _decide(self, won: bool) -> None:
        intents = [self.shop.stripes.control.find(each) for each in self.sessions]
        own = {each.get("payment_intent") for each in intents}
        for dispute in self.shop.disputes():
            if dispute["payment_intent"] in own:
                self.shop.decide(dispute["id"], won)

    def crash(self) -> None:
        self.shop.crash()


def lived(shop: Shop, life: Life) -> None:
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
@given(lives=LIVES, deposit=st.sampled_from((0, PRICE // 4)), seed=st.integers(0, 1 << 16))
@example(lives=VISITS, deposit=0, seed=1)
@example(lives=VISITS, deposit=0, seed=2)
@example(lives=PARTS, deposit=PRICE // 4, seed=3)
def test_every_charge_has_a_booking_or_its_money_back(
    shop: Shop, lives: list[Life], deposit: int, seed: int
) -> None:
    chance = random.Random(seed)
    weather = Weather(
        delay=(0.0, 0.02),
        duplicate=chance.random(),
        reorder=chance.randrange(6),
        drop=chance.choice((0.0, 0.0, 0.3)),
        forge=0.1,
    )
    webhooks = shop.stripes.control.world.webhooks
    shop.begin_anew()
    shop.one("select given.tax(%(slug)s, 2200, true)::text", slug=shop.slug)
    shop.one(
        "select given.price(%(slug)s, 'Cut', %(price)s, %(deposit)s)::text",
        slug=shop.slug,
        price=PRICE,
        deposit=deposit,
    )
    webhooks.weather = weather
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda life: lived(shop, life), lives))
    for dispute in shop.disputes():
        shop.decide(dispute["id"], chance.random() < 0.5)
    webhooks.weather = Weather()
    shop.sync()

    charges = shop.charges()
    disputes = {(each["id"], each["status"], each["amount"]) for each in shop.disputes()}
    assert set(shop.all(DISPUTES)) == disputes
    ours = {charge: known for charge, *known in shop.all(PAID)}
    assert ours.keys() == charges.keys()
    for charge, (amount, back, lost, status, _) in ours.items():
        assert (amount, back) == (charges[charge]["amount"], charges[charge]["amount_refunded"])
        assert back + lost >= amount or status in ACTIVE, "charged, and nothing to show for it"
    assert shop.booked_balance() == shop.balance()
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
    assert shop.all(HELD) == [], "what is held is what was paid for a visit that is not over"
    assert shop.all(TOO_MUCH) == [], "nobody pays more than it costs, nor is asked to"
    kept = {
        booking_id
        for _, back, _, status, booking_id in ours.values()
        if back == 0 and status in ACTIVE and status != "no_show"
    }
    assert len(kept) <= len(TIMES) * 2
