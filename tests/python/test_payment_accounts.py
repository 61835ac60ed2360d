"""Businesses' accounts, payouts and reconciliation over HTTP, with a double of Stripe, which sends
its webhooks as Stripe does, and as nobody should."""

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx
import psycopg
import pytest
from live import serving, settings
from stripes import Stripes, stripe_double
from waiting import until

from app.commands.stripe import synchronised
from app.tokens import Tokens

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
ROME = ZoneInfo("Europe/Rome")
WEBHOOK = "/v1/stripe/webhook"
PRICE = 4000


def one(given: Given, query: str, *values: Any) -> Any:
    row = given.execute(query.encode(), values).fetchone()
    return row[0] if row else None


class Shop:
    """A business that is paid online, and who pays it."""

    def __init__(self, http: httpx.Client, given: Given, stripe: Stripes, dsn: str) -> None:
        self.http = http
        self.given = given
        self.stripe = stripe
        self.dsn = dsn
        access = Tokens(settings("")).access(
            str(one(given, "select given.user_id('alder', 'Olga')")),
            str(one(given, "select given.tenant_id('alder')")),
            "owner",
        )
        self.owner = {"authorization": f"Bearer {access}"}
        self.account = ""

    def get(self, path: str, **query: str) -> Any:
        answer = self.http.get(path, params=query, headers=self.owner)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        return self.http.post(path, headers=self.owner, json=body or {})

    def open(self) -> None:
        """Open an account, and tell Stripe all that it wants to know."""
        assert self.post("/v1/payment-account", {"country": "IT"}).status_code == 200
        self.account = one(self.given, "select account_id from data.payment_accounts")
        self.stripe.control.onboard(self.account)
        until(lambda: self.get("/v1/payment-account")["status"] == "enabled", what="onboarding")
        self.given.execute("update data.services set price_minor = 4000, pay_online = true")

    def book(self, clock: str = "10:00", name: str = "Zoe", lead: str | None = "Ann") -> Any:
        hour, minute = map(int, clock.split(":"))
        day = datetime.now(ROME).date() + timedelta(days=10)
        starts_at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ROME)
        body: dict[str, Any] = {
            "service_id": one(self.given, "select given.service_id('alder', 'Cut')::text"),
            "starts_at": starts_at.isoformat(),
            "customer": {"name": name, "email": f"{name.lower()}@x.test"},
        }
        if lead:
            body["resource_id"] = str(
                one(self.given, "select given.resource_id('alder', %s)", lead)
            )
        booked = self.http.post("/v1/tenants/alder/bookings", json=body)
        assert booked.status_code == 201, booked.text
        return booked.json()

    def now(self, booking: Any) -> Any:
        """A booking as its customer sees it."""
        answer = self.http.get(
            f"/v1/tenants/alder/bookings/{booking['id']}",
            params={"token": booking["manage_token"]},
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def page(self, booking: Any) -> str:
        """Where a booking is paid, with Stripe."""
        link = urlsplit(booking["checkout_url"])
        sent = self.http.get(f"{link.path}?{link.query}", follow_redirects=False)
        assert sent.status_code == 303, sent.text
        return sent.headers["location"]

    def session(self, booking: Any) -> str:
        """The session on which a booking is paid."""
        return urlsplit(self.page(booking)).path.rpartition("/")[2]

    def pay(self, booking: Any) -> str:
        """Pay for a booking: the event that says so."""
        session = self.session(booking)
        self.stripe.control.pay(session)
        return next(
            str(each["id"])
            for each in self.stripe.control.events(self.account, "checkout.session.completed")
            if each["data"]["object"]["id"] == session
        )

    def wait_refunded(self, booking: Any) -> None:
        """Until all of a payment is back. Nothing is sent by itself: Stripe is asked."""
        until(
            lambda: one(
                self.given,
                "select stripe_id from data.refunds where booking_id = %s",
                booking["id"],
            ),
            what="asked for the refund",
        )
        self.sync()
        self.wait(booking, "expired", "refunded")

    def wait(self, booking: Any, status: str, payment_status: str) -> None:
        wanted = (status, payment_status)
        until(
            lambda: (
                (found := self.now(booking))["status"] == wanted[0]
                and found["payment_status"] == wanted[1]
            ),
            what=f"{booking['id']} {wanted}",
        )

    def lapse(self, booking: Any) -> None:
        """Have a hold run out."""
        self.given.execute(
            "update data.bookings set hold_expires_at = now() - interval '1 second',"
            " lapses_at = now() - interval '1 second' where booking_id = %s",
            [booking["id"]],
        )
        self.given.execute(
            "update data.allocations set hold_expires_at = now() - interval '1 second'"
            " where booking_id = %s",
            [booking["id"]],
        )

    def sync(self) -> Any:
        """What asking Stripe puts right."""
        known = settings(self.dsn, stripe_secret_key=self.stripe.key, stripe_url=self.stripe.url)
        return asyncio.run(synchronised(known, self.dsn, None))

    def report(self) -> Any:
        """Whether the ledger and Stripe agree."""
        day = datetime.now(UTC).date()
        return self.get(
            "/v1/reports/reconciliation",
            **{"from": str(day - timedelta(days=1)), "to": str(day + timedelta(days=9))},
        )

    def wait_reconciled(self) -> Any:
        """The report, once the two agree on something."""
        return until(
            lambda: (found := self.report())["is_reconciled"] and found["totals"] and found,
            what="reconciled",
        )


@pytest.fixture
def stripe() -> Iterator[Stripes]:
    with stripe_double() as double:
        yield double


@pytest.fixture
def unopened(given: Given, web_url: str, database: str, stripe: Stripes) -> Iterator[Shop]:
    """Ann and Ben cut at Alder, where Olga is the owner; it has no account yet."""
    for query in (
        "select given.tenant('alder')",
        "select given.resource('alder', 'Ann')",
        "select given.resource('alder', 'Ben')",
        "select given.service('alder', 'Cut', 60, 'Ann', 'Ben')",
        "select given.member('alder', 'Olga', 'owner')",
    ):
        given.execute(query)
    with serving(
        web_url,
        worker=True,
        stripe_secret_key=stripe.key,
        stripe_url=stripe.url,
        stripe_webhook_secret=stripe.secret,
        stripe_connect_webhook_secret=stripe.connect_secret,
    ) as http:
        stripe.control.endpoints(f"{str(http.base_url).rstrip('/')}{WEBHOOK}")
        yield Shop(http, given, stripe, database)
        stripe.control.endpoints(None)


@pytest.fixture
def shop(unopened: Shop) -> Shop:
    """The same, once it can be paid."""
    unopened.open()
    return unopened


def test_a_business_opens_one_account_and_is_paid_once_it_can_be(unopened: Shop) -> None:
    shop = unopened
    assert shop.get("/v1/payment-account")["status"] == "none"
    assert shop.post("/v1/payment-account/link").status_code == 404
    missing = shop.post("/v1/payment-account")
    assert missing.json()["type"] == "/problems/country-missing"

    # Stripe does not answer, but has acted: whoever asks again gets the same account.
    shop.stripe.control.fault("POST /v2/core/accounts", "reset_after")
    silent = shop.post("/v1/payment-account", {"country": "IT"})
    assert silent.json()["type"] == "/problems/payments-silent"
    first = shop.post("/v1/payment-account", {"country": "IT"})
    assert first.status_code == 200, first.text
    assert shop.post("/v1/payment-account/link").json()["url"] != first.json()["url"]
    accounts = [each for each in shop.stripe.double.world.store.accounts if each != "acct_platform"]
    known = one(shop.given, "select account_id from data.payment_accounts")
    assert known in accounts
    assert shop.stripe.control.counts()["POST /v2/core/accounts"] == 2

    told = until(
        lambda: (found := shop.get("/v1/payment-account"))["requirements"] and found,
        what="requirements",
    )
    assert told["status"] == "begun"
    assert {"code": "external_account", "words": "A bank account to pay out to"} in told[
        "requirements"
    ]

    # Whoever cannot be paid online is paid on site: nothing is held that nobody can pay for.
    shop.given.execute(
        "alter table data.services disable trigger given_sold_online;"
        "update data.services set price_minor = 4000, pay_online = true;"
        "alter table data.services enable trigger given_sold_online"
    )
    on_site = shop.book("9:00")
    assert (on_site["status"], on_site["payment_status"]) == ("confirmed", "none")

    page = httpx.get(first.json()["url"])
    assert page.status_code in (200, 404, 410)
    shop.stripe.control.onboard(known)
    until(lambda: shop.get("/v1/payment-account")["status"] == "enabled", what="enabled")
    assert shop.book("10:00")["status"] == "held"
    shop.stripe.control.restrict(known)
    told = until(
        lambda: (found := shop.get("/v1/payment-account"))["status"] == "restricted" and found,
        what="restricted",
    )
    assert told["disabled_reason"] == "Stripe wants to know more."
    assert shop.book("11:00")["status"] == "confirmed"
    letters = "select kind from data.deliveries where kind like 'payments%' order by delivery_id"
    until(
        lambda: (
            shop.given.execute(letters).fetchall()
            == [("payments_enabled",), ("payments_restricted",)]
        ),
        what="letters",
    )


def test_what_is_paid_is_confirmed_and_every_cent_is_found(shop: Shop) -> None:
    booking = shop.book()
    assert (booking["status"], booking["payment_status"]) == ("held", "requires_payment")
    page = shop.page(booking)
    shown = httpx.get(page)
    assert "TEST" in shown.text
    form = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', shown.text))
    paid = httpx.post(
        page,
        data=form
        | {
            "card": "4242 4242 4242 4242",
            "expires": "12 / 40",
            "cvc": "123",
            "email": "zoe@x.test",
            "name": "Zoe",
            "do": "pay",
        },
    )
    assert paid.status_code == 303, paid.text
    assert "/links/booking" in paid.headers["location"]
    shop.wait(booking, "confirmed", "paid")
    until(
        lambda: one(
            shop.given,
            "select count(*) from data.deliveries"
            " where channel = 'email' and kind = 'booking_confirmed' and status = 'delivered'",
        ),
        what="the letter",
    )

    report = shop.wait_reconciled()
    (total,) = report["totals"]
    assert total["ledger"] == total["stripe"] == {"amount": PRICE - 85, "currency": "EUR"}
    table = shop.http.get(
        "/v1/reports/reconciliation",
        params={"from": report["from"], "to": report["to"]},
        headers=shop.owner | {"accept": "text/csv"},
    )
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.text == ""

    # What Stripe tells again changes nothing.
    charged = shop.stripe.control.events(shop.account, "checkout.session.completed")[-1]
    before = one(shop.given, "select count(*) from data.journals")
    assert shop.stripe.control.deliver(charged["id"]) == 200
    assert one(shop.given, "select count(*) from data.journals") == before
    assert shop.now(booking)["payment_status"] == "paid"


def test_what_is_paid_out_is_told_with_what_is_in_it(shop: Shop) -> None:
    booking = shop.book()
    shop.stripe.control.pay(shop.session(booking))
    shop.wait(booking, "confirmed", "paid")
    (balance,) = until(
        lambda: shop.get("/v1/payment-account/balance")["balances"], what="the balance"
    )
    assert balance["available"]["amount"] + balance["pending"]["amount"] == PRICE - 85

    payout = shop.stripe.control.payout(shop.account)
    assert payout is not None
    (listed,) = until(lambda: shop.get("/v1/payouts")["items"], what="the payout")
    assert listed["stripe_id"] == payout["id"]
    shop.stripe.control.settle_payout(payout["id"])
    until(
        lambda: shop.get(f"/v1/payouts/{listed['id']}")["payout"]["status"] == "paid", what="paid"
    )
    details = until(
        lambda: (found := shop.get(f"/v1/payouts/{listed['id']}"))["parts"] and found,
        what="what is in it",
    )
    assert details["net"] == details["payout"]["amount"] == {"amount": 3915, "currency": "EUR"}
    assert [part["type"] for part in details["parts"]] == ["charge"]
    inside = shop.get(f"/v1/payouts/{listed['id']}/transactions")["items"]
    assert {each["type"] for each in inside} >= {"charge"}
    shop.wait_reconciled()
    assert one(shop.given, "select balance_minor from data.balances where kind = 'bank'") == 3915

    # One that comes back is with Stripe again.
    other = shop.book("12:00", "Bob")
    shop.stripe.control.pay(shop.session(other))
    shop.wait(other, "confirmed", "paid")
    failing = shop.stripe.control.payout(shop.account)
    assert failing is not None
    shop.stripe.control.fail_payout(failing["id"])
    until(
        lambda: (
            one(shop.given, "select status from data.payouts where stripe_id = %s", failing["id"])
            == "failed"
        ),
        what="failed",
    )
    shop.wait_reconciled()
    assert (
        one(shop.given, "select balance_minor from data.balances where kind = 'stripe_balance'")
        == 3915
    )
    assert shop.http.get("/v1/payouts/" + booking["id"], headers=shop.owner).status_code == 404


def test_who_is_not_stripe_is_not_believed(shop: Shop) -> None:
    shop.stripe.control.weather(held=True)
    booking = shop.book()
    shop.stripe.control.pay(shop.session(booking))
    event = shop.stripe.wait_event("checkout.session.completed", shop.account)["id"]
    for manner in ("forged", "stale", "future"):
        assert shop.stripe.control.deliver(event, manner) == 400, manner
    assert shop.now(booking)["status"] == "held"
    assert (
        one(shop.given, "select count(*) from data.stripe_events where event_id = %s", event) == 0
    )
    assert shop.stripe.control.deliver(event) == 200
    shop.wait(booking, "confirmed", "paid")


def test_what_is_paid_too_late_has_its_time_again_or_its_money_back(shop: Shop) -> None:
    shop.stripe.control.weather(held=True)
    late, later = shop.book("10:00"), shop.book("12:00", "Bob")
    told = [shop.pay(late), shop.pay(later)]
    shop.lapse(late)
    shop.lapse(later)
    other = shop.book("12:00", "Cat")
    assert [shop.stripe.control.deliver(event) for event in told] == [200, 200]
    shop.wait(late, "confirmed", "paid")
    shop.wait_refunded(later)
    assert shop.now(other)["status"] == "held"
    shop.sync()
    shop.wait_reconciled()


def test_of_two_who_pay_for_one_time_at_once_one_has_it(shop: Shop) -> None:
    shop.stripe.control.weather(held=True)
    first = shop.book("10:00")
    told = [shop.pay(first)]
    shop.lapse(first)
    second = shop.book("10:00", "Bob")
    told.append(shop.pay(second))
    shop.lapse(second)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(shop.stripe.control.deliver, told)) == [200, 200]
    (loser,) = [each for each in (first, second) if shop.now(each)["status"] == "expired"]
    (winner,) = [each for each in (first, second) if each is not loser]
    shop.wait(winner, "confirmed", "paid")
    shop.wait_refunded(loser)
    shop.sync()
    shop.wait_reconciled()


def test_webhooks_in_any_order_and_number_come_to_the_same(shop: Shop) -> None:
    shop.stripe.control.weather(reorder=6, duplicate=0.5, delay=(0.0, 0.05))
    bookings = [shop.book(f"{hour}:00", f"Z{hour}") for hour in (9, 10, 11)]
    for booking in bookings:
        shop.stripe.control.pay(shop.session(booking))
    for booking in bookings:
        shop.wait(booking, "confirmed", "paid")
    shop.stripe.wait_delivered()
    assert one(shop.given, "select count(*) from data.journals where kind = 'payment.paid'") == 3
    shop.wait_reconciled()


def test_what_never_came_is_asked_for(shop: Shop) -> None:
    shop.stripe.control.weather(drop=1.0)
    booking = shop.book()
    shop.stripe.control.pay(shop.session(booking))
    shop.stripe.wait_event("checkout.session.completed", shop.account)
    assert shop.now(booking)["status"] == "held"
    found = shop.sync()
    assert found["events"] > 0
    assert found["transactions"] > 0
    shop.wait(booking, "confirmed", "paid")
    shop.wait_reconciled()
    assert not shop.sync()

    # A refund whose answer is lost, and of which nobody told: it is found by what we called it.
    shop.given.execute("update data.stripe_syncs set events_until = now() + interval '2 hours'")
    answer = shop.http.post(f"/v1/bookings/{booking['id']}/cancel", headers=shop.owner, json={})
    assert answer.status_code == 200
    until(lambda: one(shop.given, "select stripe_id from data.refunds"), what="the refund is made")
    shop.given.execute(
        "update data.refunds set created_at = now() - interval '2 hours', stripe_id = null;"
        "delete from data.stripe_objects where stripe_id like 're\\_%'"
    )
    assert (shop.sync())["refunds"] == 1
    until(lambda: one(shop.given, "select stripe_id from data.refunds"), what="the refund is found")
    assert len(list(shop.stripe.double.world.books(shop.account).each("refund"))) == 1
