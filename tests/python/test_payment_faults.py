"""Whatever goes wrong with whatever Stripe is asked for, and whoever dies of it and when: once the
weather is good it has been done once, both books say so, and nobody has paid or been paid twice."""

import itertools
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import psycopg
import pytest
from live import client, settings
from paying import PRICE, Manned, manned
from processes import STEPS, process, serve
from waiting import until

from app import stripe_api
from app.tokens import Tokens

# How long Stripe is waited for here, and how long it takes where it is slow.
ASK_SECONDS = 0.5
SLOW_MS = 800

FAULTS = ("slow", "429", "500", "500_after", "reset_before", "reset_after")
KILLS = tuple(f"killed {step}" for step in STEPS)

harms = pytest.mark.parametrize("harm", [*FAULTS, *KILLS])

# What is charged to the card of who cancels late, which is always: a quarter.
FEE = PRICE // 4
SITTING = """
update data.services
set
    price_minor = %(price)s, card_required = true,
    refund_policy = '{"tiers": [], "late_cancel_percent": 25}'
where tenant_id = %(tenant_id)s and name = 'Sitting'
"""
ALWAYS_LATE = """
update data.tenants
set cancel_window_minutes = 525600, fee_grace_minutes = 0
where tenant_id = %(tenant_id)s
"""


class Shop(Manned):
    """A business to which things happen."""

    def furnish(self) -> None:
        """Have something that takes a card, and an owner."""
        who = {"slug": self.slug, "tenant_id": self.tenant_id, "price": PRICE}
        for statement in (
            "select given.service(%(slug)s, 'Sitting', 60, 'Ann', 'Ben')",
            SITTING,
            ALWAYS_LATE,
            "select given.member(%(slug)s, 'Olga', 'owner')",
        ):
            self.dba.execute(statement.encode(), who)
        self.sitting = self.one(
            "select given.service_id(%(slug)s, 'Sitting')::text", slug=self.slug
        )
        self.owner = self.signed_in(self.slug)

    def signed_in(self, slug: str) -> dict[str, str]:
        """The headers of a business's owner."""
        user_id, tenant_id = self.one(
            "select array[given.user_id(%(slug)s, 'Olga'), given.tenant_id(%(slug)s)]::text[]",
            slug=slug,
        )
        token = Tokens(settings("")).access(user_id, tenant_id, "owner")
        return {"Authorization": f"Bearer {token}"}

    def asked_of(self, route: str) -> list[Any]:
        """How often Stripe was asked so, and what went wrong with it."""
        return [each.faults for each in self.stripes.double.world.log.asked if each.route == route]

    def harmed(self, harm: str, route: str, act: Callable[[], None]) -> None:
        """Something is done for which the worker asks Stripe, and it goes wrong; then it goes
        well."""
        kind, _, step = harm.partition(" ")
        if kind == "killed":
            self.replace_worker(step)
            act()
            self.worker.wait_until_dead()
            self.replace_worker()
        else:
            self.stripes.control.fault(route, kind, ms=SLOW_MS if kind == "slow" else 0)
            before = len(self.asked_of(route))
            act()
            until(lambda: [kind] in self.asked_of(route)[before:], what=f"{kind} of {route}")
        self.settled(hurried=True)

    def asked_badly(
        self, harm: str, route: str, ask: Callable[[httpx.Client], httpx.Response]
    ) -> dict[str, Any]:
        """Somebody asks for something for which the application asks Stripe, and it goes wrong;
        they ask again until there is an answer, which this is."""
        kind, _, step = harm.partition(" ")
        if kind == "killed":
            with process(serve, step, **self.settings) as doomed, client(doomed.said) as http:
                with pytest.raises(httpx.TransportError):
                    ask(http)
                doomed.wait_until_dead()
        else:
            self.stripes.control.fault(route, kind, ms=SLOW_MS if kind == "slow" else 0)
            answered = ask(self.web)
            assert (answered.status_code, answered.json()["type"]) == (
                503,
                "/problems/payments-silent",
            )

        def again() -> dict[str, Any] | None:
            answered = ask(self.web)
            assert answered.status_code in (200, 503), answered.text
            return dict(answered.json()) if answered.status_code == 200 else None

        found = until(again, what="an answer")
        assert found is not None
        return found

    def sessions(self, payment_id: str) -> list[Any]:
        """The pages that Stripe has made for a payment, oldest first."""
        books = self.stripes.double.world.books(self.account)
        made = books.each("checkout.session")
        return [each for each in made if each["client_reference_id"] == payment_id][::-1]

    def check(self) -> None:
        """Both books say the same, and nothing was done twice."""
        self.settled(hurried=True)
        assert self.all("select * from private.violations()") == []
        assert self.all("select * from private.differences(%(tenant_id)s)") == []
        assert self.booked_balance() == self.balance()
        paid = self.all(
            "select payment_id::text, charge_id from data.payments"
            " where tenant_id = %(tenant_id)s and status = 'paid'"
        )
        charges = self.charges()
        assert sorted(charge for _, charge in paid) == sorted(charges)
        named = Counter(each["metadata"]["holdfast_payment_id"] for each in charges.values())
        assert named == Counter(payment for payment, _ in paid)
        refunds = self.stripes.double.world.books(self.account).each("refund")
        given_back = Counter(each["metadata"]["holdfast_refund_id"] for each in refunds)
        assert given_back == Counter(
            refund
            for (refund,) in self.all(
                "select refund_id::text from data.refunds"
                " where tenant_id = %(tenant_id)s and status = 'succeeded'"
            )
        )


@pytest.fixture(scope="module")
def slots() -> Iterator[tuple[int, str, str]]:
    """Times that are free."""
    hours = [f"{hour:02}:00" for hour in range(9, 17)]
    return itertools.product(range(5), hours, ("Ann", "Ben"))


@pytest.fixture(scope="module")
def impatient() -> Iterator[None]:
    """Stripe is not waited for as long as usual, by whoever is forked from now on neither."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stripe_api, "SECONDS", ASK_SECONDS)
        yield


@pytest.fixture(scope="module")
def shop(
    impatient: None, common_database: str, common_given: psycopg.Connection[Any]
) -> Iterator[Shop]:
    with manned(Shop, common_database, common_given, ask_seconds=ASK_SECONDS) as opened:
        opened.furnish()
        yield opened


@pytest.fixture
def slot(shop: Shop, slots: Iterator[tuple[int, str, str]]) -> Iterator[tuple[int, str, str]]:
    """A time, and afterwards all is in order."""
    shop.settled()
    yield next(slots)
    shop.check()


@harms
def test_a_page_is_opened(shop: Shop, slot: tuple[int, str, str], harm: str) -> None:
    booking = shop.booked(*slot)
    path = f"/v1/tenants/{shop.slug}/bookings/{booking['id']}/checkout"
    token = {"Authorization": f"Bearer {booking['manage_token']}"}

    page = shop.asked_badly(
        harm, "POST /v1/checkout/sessions", lambda http: http.post(path, json={}, headers=token)
    )
    again = shop.checkout(booking).json()

    assert again == page
    *unknown, known = shop.sessions(page["payment_id"])
    assert page["url"] == known["url"]
    # Stripe had made a page, said that it had failed, and will say so for a day: nobody has it.
    assert len(unknown) == (harm == "500_after")
    for each in unknown:
        shop.stripes.control.expire(each["id"])
    shop.settled()
    assert shop.pays(known["id"])
    shop.settled()
    assert shop.status(booking) == "confirmed paid"


@harms
def test_a_page_is_closed(shop: Shop, slot: tuple[int, str, str], harm: str) -> None:
    booking = shop.booked(*slot)
    session = shop.session(booking)
    shop.lapse(booking)

    shop.harmed(harm, "POST /v1/checkout/sessions/{id}/expire", lambda: next_has_it(shop, slot))

    assert shop.stripes.control.find(session)["status"] == "expired"
    payment = "select status from data.payments where session_id = %(id)s"
    assert shop.one(payment, id=session) == "cancelled"
    assert shop.status(booking) == "expired requires_payment"


def next_has_it(shop: Shop, slot: tuple[int, str, str]) -> None:
    """Somebody else takes the time."""
    shop.booked(*slot)


@harms
def test_money_goes_back(shop: Shop, slot: tuple[int, str, str], harm: str) -> None:
    booking = shop.booked(*slot)
    session = shop.session(booking)
    shop.pays(session)
    shop.settled()
    payment = shop.one(
        "select payment_id::text from data.payments where session_id = %(id)s", id=session
    )

    def give_back() -> None:
        answered = shop.web.post(
            f"/v1/payments/{payment}/refunds", json={"note": "Sorry."}, headers=shop.owner
        )
        assert answered.status_code == 201, answered.text

    shop.harmed(harm, "POST /v1/refunds", give_back)

    assert shop.status(booking) == "confirmed refunded"
    refunds = "select status, amount_minor from data.refunds where payment_id = %(id)s"
    assert shop.all(refunds, id=payment) == [("succeeded", PRICE)]
    intent = shop.stripes.control.find(session)["payment_intent"]
    assert (
        shop.charges()[shop.stripes.control.find(intent)["latest_charge"]]["amount_refunded"]
        == PRICE
    )


@harms
def test_a_fee_is_charged(shop: Shop, slot: tuple[int, str, str], harm: str) -> None:
    booking = shop.booked(*slot, shop.sitting)
    asked = shop.web.post(
        f"/v1/tenants/{shop.slug}/bookings/{booking['id']}/card",
        headers={"Authorization": f"Bearer {booking['manage_token']}"},
    )
    assert asked.status_code == 200, asked.text
    shop.pays(asked.json()["url"].rpartition("/")[2])
    shop.settled()
    assert shop.status(booking) == "confirmed none"

    def cancel() -> None:
        answered = shop.cancel(booking, accept_fee=True)
        assert answered.status_code == 200, answered.text

    shop.harmed(harm, "POST /v1/payment_intents", cancel)

    fees = "select part, status, amount_minor from data.payments where booking_id = %(id)s"
    assert shop.all(fees, id=booking["id"]) == [("fee", "paid", FEE)]


@harms
def test_an_account_is_opened(shop: Shop, harm: str) -> None:
    slug = f"new-{uuid.uuid4().hex[:8]}"
    shop.dba.execute("select given.tenant(%s), given.member(%s, 'Olga', 'owner')", [slug, slug])
    owner = shop.signed_in(slug)

    shop.asked_badly(
        harm,
        "POST /v2/core/accounts",
        lambda http: http.post("/v1/payment-account", json={"country": "IT"}, headers=owner),
    )

    tenant = shop.one("select given.tenant_id(%(slug)s)::text", slug=slug)
    accounts = [
        known_as
        for known_as, account in shop.stripes.double.world.store.accounts.items()
        if account["metadata"].get("holdfast_tenant") == tenant
    ]
    ours = "select account_id from data.payment_accounts where tenant_id = %(id)s"
    assert accounts[-1] == shop.one(ours, id=tenant)
    # As with a page: Stripe says that it has failed.
    assert len(accounts) == 1 + (harm == "500_after")
