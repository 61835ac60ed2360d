"""Paying for a booking, over real HTTP, with Stripe's double: from the hold to the money."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from paying import PRICE, Till, till
from waiting import until

from app.stripe_double.webhooks import Weather


@pytest.fixture(scope="module")
def shop(common_database: str, common_given: psycopg.Connection[Any]) -> Iterator[Till]:
    with till(common_database, common_given) as opened:
        yield opened


@pytest.fixture
def paid(shop: Till) -> Iterator[Till]:
    """The same business, with Stripe's weather as it should be."""
    yield shop
    shop.stripes.control.world.webhooks.weather = Weather()


def test_from_a_hold_to_a_booking(paid: Till) -> None:
    booking = paid.booked(0, "10:00")
    assert (booking["status"], booking["payment_status"]) == ("held", "requires_payment")
    opened = paid.web.get(booking["checkout_url"].partition("8000")[2])
    assert opened.status_code == 303
    page = opened.headers["location"]
    assert page.startswith(paid.stripes.url)

    paid.stripes.control.pay(page.rpartition("/")[2])
    paid.settled()

    assert paid.status(booking) == "confirmed paid"
    asked = paid.stripes.control.find(page.rpartition("/")[2])
    assert asked["client_reference_id"] == asked["metadata"]["holdfast_payment_id"]
    assert asked["amount_total"] == PRICE
    intent = paid.stripes.control.find(asked["payment_intent"])
    assert intent["application_fee_amount"] == PRICE * 2 // 100
    assert "/links/booking?" in asked["success_url"]
    told = paid.all(
        "select kind from data.deliveries where tenant_id = %(tenant_id)s and channel = 'email'"
        " and data ->> 'booking_id' = %(booking_id)s",
        booking_id=booking["id"],
    )
    assert told, "the customer is told once it is theirs"


def test_asked_twice_it_is_one_page(paid: Till) -> None:
    booking = paid.booked(0, "12:00")
    with ThreadPoolExecutor(6) as pool:
        pages = {
            each.json()["url"] for each in pool.map(lambda _: paid.checkout(booking), range(6))
        }
    assert len(pages) == 1
    payments = paid.all("select 1 from data.payments where booking_id = %(id)s", id=booking["id"])
    assert len(payments) == 1


def test_a_signature_is_good_or_nothing_happens(paid: Till) -> None:
    booking = paid.booked(0, "14:00")
    control = paid.stripes.control
    control.weather(held=True)
    session = paid.session(booking)
    control.pay(session)
    event = control.events(paid.account, "checkout.session.completed")[-1]["id"]

    assert control.deliver(event, "forged") == 400
    assert control.deliver(event, "stale") == 400
    assert control.deliver(event, "future") == 400
    assert paid.status(booking) == "held requires_payment"
    answered = paid.web.post("/v1/stripe/webhook", content=b"{}")
    assert (answered.status_code, answered.json()["type"]) == (400, "/problems/stripe-unsigned")

    assert control.deliver(event) == 200
    assert paid.status(booking) == "confirmed paid"
    assert control.deliver(event) == 200
    assert paid.all(
        "select count(*) from data.journals where kind = 'payment.paid' and object_id in"
        " (select payment_id from data.payments where booking_id = %(booking_id)s)",
        booking_id=booking["id"],
    ) == [(1,)]


def test_paid_too_late_it_is_theirs_if_it_is_free(paid: Till) -> None:
    booking = paid.booked(1, "10:00", "Ann")
    session = paid.session(booking)
    paid.lapse(booking)
    paid.stripes.control.pay(session)
    paid.settled()
    assert paid.status(booking) == "confirmed paid"


def test_paid_too_late_with_anyone_it_is_with_somebody_else(paid: Till) -> None:
    booking = paid.booked(1, "12:00")
    session = paid.session(booking)
    # They pay in time, and it is told late.
    paid.stripes.control.weather(held=True)
    paid.stripes.control.pay(session)
    event = paid.stripes.control.events(paid.account, "checkout.session.completed")[-1]["id"]
    paid.lapse(booking)
    taken = (
        "Ann"
        if booking["resource_id"]
        == paid.one("select given.resource_id(%(slug)s, 'Ann')::text", slug=paid.slug)
        else "Ben"
    )
    paid.booked(1, "12:00", taken)
    assert paid.stripes.control.deliver(event) == 200
    paid.stripes.control.weather(held=False)
    paid.settled()
    assert paid.status(booking) == "confirmed paid"
    assert (
        paid.one(
            "select resource_id::text from data.bookings where booking_id = %(id)s",
            id=booking["id"],
        )
        != booking["resource_id"]
    )
    assert paid.all("select * from private.violations()") == []


def test_paid_too_late_the_money_goes_back(paid: Till) -> None:
    booking = paid.booked(1, "14:00", "Ben")
    session = paid.session(booking)
    paid.lapse(booking)
    paid.booked(1, "14:00", "Ben")
    paid.stripes.control.pay(session)
    paid.settled()
    assert paid.status(booking) == "expired refunded"
    charge = paid.stripes.control.find(
        paid.stripes.control.find(paid.stripes.control.find(session)["payment_intent"])[
            "latest_charge"
        ]
    )
    assert charge["amount_refunded"] == PRICE


def test_a_hold_that_lapses_closes_its_page(paid: Till) -> None:
    booking = paid.booked(2, "10:00", "Ben")
    session = paid.session(booking)
    paid.lapse(booking)
    paid.booked(2, "10:00", "Ben")
    paid.settled()
    assert paid.stripes.control.find(session)["status"] == "expired"
    assert (
        paid.one("select status from data.payments where session_id = %(id)s", id=session)
        == "cancelled"
    )


def test_two_people_pay_for_one_time(paid: Till) -> None:
    """Neither is charged for nothing, whoever is first."""
    first = paid.booked(2, "12:00", "Ann")
    early = paid.session(first)
    paid.lapse(first)
    second = paid.booked(2, "12:00", "Ann")
    late = paid.session(second)
    with ThreadPoolExecutor(2) as pool:
        went_through = list(pool.map(paid.pays, (early, late)))
    paid.settled()
    # Unless its page was closed before.
    loser = "refunded" if went_through[0] else "requires_payment"
    assert (paid.status(first), paid.status(second)) == (f"expired {loser}", "confirmed paid")


@pytest.mark.parametrize(
    ("kind", "hour"),
    [("reset_before", 9), ("reset_after", 10), ("429", 11), ("lock", 12), ("500", 13),
     ("500_after", 14)],
)  # fmt: skip
def test_stripe_does_not_answer(paid: Till, kind: str, hour: int) -> None:
    """Nothing is lost: whoever asks again can pay."""
    booking = paid.booked(4, f"{hour:02}:00")
    paid.stripes.control.fault("POST /v1/checkout/sessions", kind)
    refused = paid.checkout(booking)
    assert (refused.status_code, refused.json()["type"]) == (503, "/problems/payments-silent")
    assert refused.headers["retry-after"].isdigit()
    paid.stripes.control.pay(paid.session(booking))
    paid.settled()
    assert paid.status(booking) == "confirmed paid"


def test_what_is_asked_has_changed_meanwhile(paid: Till) -> None:
    """Who corrects their address after Stripe was asked, and did not answer, can pay."""
    booking = paid.booked(4, "15:00")
    paid.stripes.control.fault("POST /v1/checkout/sessions", "reset_after")
    assert paid.checkout(booking).status_code == 503
    paid.dba.execute(
        "update data.bookings set customer_email = 'zoe@customers.test' where booking_id = %s",
        [booking["id"]],
    )
    paid.stripes.control.pay(paid.session(booking))
    paid.settled()
    assert paid.status(booking) == "confirmed paid"


def test_the_bank_asks_it_back_before_we_do(paid: Till) -> None:
    """We have not heard of it, and Stripe refuses: once the bank has decided, it is asked again."""
    booking = paid.booked(3, "15:00")
    session = paid.session(booking)
    paid.stripes.control.pay(session)
    paid.settled()
    paid.stripes.control.weather(held=True)
    dispute = paid.stripes.control.dispute(paid.stripes.control.find(session)["payment_intent"])
    assert paid.cancel(booking).status_code == 200
    tried = "select count(*) from data.refunds as r join data.deliveries as d"
    tried += " on d.data ->> 'refund_id' = r.refund_id::text"
    tried += " where r.booking_id = %(id)s and d.attempts > 0 and d.worker_id is null"
    until(lambda: paid.one(tried, id=booking["id"]), what="Stripe refuses")

    for event in paid.stripes.control.events(paid.account):
        if event["type"].startswith("charge.dispute."):
            assert paid.stripes.control.deliver(event["id"]) == 200
    assert paid.status(booking) == "cancelled_by_customer disputed"
    paid.stripes.control.weather(held=False)
    paid.stripes.control.win(dispute["id"])
    paid.settled(hurried=True)

    assert paid.status(booking) == "cancelled_by_customer refunded"


def test_the_weather_is_bad(paid: Till) -> None:
    """Events that come late, twice and in another order come to the same."""
    paid.stripes.control.weather(
        delay=(0.0, 0.05), duplicate=0.5, reorder=4, forge=0.2, stale=0.2, future=0.2
    )
    bookings = [
        paid.booked(3, f"{hour:02}:00", lead) for hour in (9, 11, 13) for lead in ("Ann", "Ben")
    ]
    with ThreadPoolExecutor(4) as pool:
        sessions = list(pool.map(paid.session, bookings))
        list(pool.map(paid.stripes.control.pay, sessions))
    paid.settled()
    assert {paid.status(booking) for booking in bookings} == {"confirmed paid"}
    assert paid.all("select * from private.violated_ledger_balances()") == []
