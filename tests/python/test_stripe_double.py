"""The double of Stripe does what Stripe does, as the real SDK sees it."""

import asyncio
import collections
import contextlib
import itertools
import json
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import httpx
import pytest
import stripe
from stripe._object_classes import OBJECT_CLASSES, get_object_class
from stripes import Hook, Stripes, hook, stripe_double
from waiting import until

from app.stripe_double.clock import DAY, HOUR, MINUTE
from app.stripe_double.decoding import decoded
from app.stripe_double.periods import period_end, share
from app.stripe_double.refusals import Refused
from app.stripe_double.routes import ROUTES
from app.stripe_double.shapes import difference, merged
from app.stripe_double.store import PLATFORM
from app.stripe_double.validation import adapter

VISA = "4242424242424242"

# The SDK. What it answers is typed as an id or what that stands for, which only the test knows.
Client = Any


# It is the SDK that hands bytes to httpx as data.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")


@pytest.fixture(scope="module")
def running() -> Iterator[Stripes]:
    with stripe_double() as opened:
        yield opened


@pytest.fixture
def double(running: Stripes) -> Stripes:
    """A double that knows nothing yet."""
    running.control.endpoints(None)
    running.control.reset(seed=0)
    return running


@pytest.fixture
def client(double: Stripes) -> Client:
    return double.client()


@pytest.fixture
def told(double: Stripes) -> Iterator[tuple[Stripes, Hook]]:
    """A double that tells a receiver of what happens."""
    with hook() as receiver:
        double.control.endpoints(receiver.url)
        yield double, receiver
        double.control.weather(held=True)


def session_of(client: Client, amount: int = 5000, **more: Any) -> Any:
    """A Checkout Session for a haircut."""
    options = more.pop("options", {})
    params: Any = {
        "mode": "payment",
        "success_url": "http://shop.test/done?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://shop.test/cancelled",
        "client_reference_id": "booking-1",
        "metadata": {"booking": "booking-1"},
        "line_items": [
            {
                "price_data": {
                    "currency": "eur",
                    "unit_amount": amount,
                    "product_data": {"name": "Haircut"},
                },
                "quantity": 1,
            }
        ],
    } | more
    return client.v1.checkout.sessions.create(params=params, options=options)


def paid(double: Stripes, client: Client, amount: int = 5000, **more: Any) -> Any:
    """The payment intent of a session that is paid."""
    session = session_of(client, amount, **more)
    intent = double.control.pay(session.id)["payment_intent"]
    return client.v1.payment_intents.retrieve(intent, options=more.get("options", {}))


def connected(double: Stripes, client: Client, **more: Any) -> str:
    """An account that can take payments."""
    params: Any = {
        "contact_email": "owner@salon.test",
        "display_name": "Salon",
        "identity": {"country": "IT"},
        "configuration": {"merchant": {"capabilities": {"card_payments": {"requested": True}}}},
    } | more
    account = client.v2.core.accounts.create(params=params)
    double.control.onboard(account.id)
    return str(account.id)


def code_of(error: stripe.StripeError) -> str:
    """The code of an error, which the SDK hands on only of some kinds."""
    body: Any = error.json_body
    return str(body["error"]["code"])


def types(double: Stripes, account: str | None = None) -> list[str]:
    return [event["type"] for event in double.control.events(account)]


def plans(client: Client) -> tuple[Any, Any, Any]:
    """A small, a large and a yearly plan."""
    product = client.v1.products.create(params={"name": "Holdfast"})
    made = [
        client.v1.prices.create(
            params={
                "currency": "eur",
                "unit_amount": amount,
                "product": product.id,
                "recurring": {"interval": interval},
                "lookup_key": key,
            }
        )
        for key, amount, interval in (
            ("small", 2900, "month"),
            ("large", 9900, "month"),
            ("yearly", 29000, "year"),
        )
    ]
    return made[0], made[1], made[2]


def subscribed(double: Stripes, client: Client, price: str, **data: Any) -> str:
    """A subscription that was begun on the page."""
    session = client.v1.checkout.sessions.create(
        params={
            "mode": "subscription",
            "success_url": "http://shop.test/done",
            "line_items": [{"price": price, "quantity": 1}],
            "customer_email": "owner@salon.test",
            "subscription_data": data,
        }
    )
    return str(double.control.pay(session.id)["subscription"])


# Money in, and what is told of it.


def test_a_session_is_paid(double: Stripes, client: Client) -> None:
    session = session_of(client)
    assert session.id.startswith("cs_test_")
    assert (session.status, session.payment_status, session.ui_mode) == (
        "open", "unpaid", "hosted_page",
    )  # fmt: skip
    assert (session.amount_total, session.currency, session.payment_intent) == (5000, "eur", None)
    assert session.expires_at == pytest.approx(time.time() + DAY, abs=5)

    double.control.pay(session.id, email="anna@example.com")
    session = client.v1.checkout.sessions.retrieve(
        session.id,
        params={"expand": ["line_items", "payment_intent.latest_charge.balance_transaction"]},
    )
    assert (session.status, session.payment_status, session.url) == ("complete", "paid", None)
    assert session.customer_details.email == "anna@example.com"
    assert session.line_items.data[0].description == "Haircut"
    charge = session.payment_intent.latest_charge
    assert (charge.status, charge.paid, charge.captured, charge.amount) == (
        "succeeded", True, True, 5000,
    )  # fmt: skip
    entry = charge.balance_transaction
    assert (entry.amount, entry.fee, entry.net) == (5000, 100, 4900)  # 1.5 % and 25 cents
    assert [(each.type, each.amount) for each in entry.fee_details] == [("stripe_fee", 100)]
    assert (entry.source, entry.type, entry.reporting_category) == (charge.id, "charge", "charge")
    assert types(double)[2:] == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "charge.updated",
        "checkout.session.completed",
    ]


def test_what_was_told_is_as_it_was_then(double: Stripes, client: Client) -> None:
    intent = paid(double, client)
    created, succeeded = (
        double.control.events(None, kind)[0]["data"]["object"]
        for kind in ("payment_intent.created", "payment_intent.succeeded")
    )
    assert (created["status"], succeeded["status"]) == ("requires_payment_method", "succeeded")
    updated = double.control.events(None, "charge.updated")[0]["data"]
    assert updated["previous_attributes"] == {"balance_transaction": None}
    assert updated["object"]["balance_transaction"]
    assert intent.amount_received == 5000


def test_a_declined_card_leaves_the_session_open(double: Stripes, client: Client) -> None:
    session = session_of(client)
    declined = double.control.decline(session.id, "4000000000009995")
    assert (declined["status"], declined["payment_status"]) == ("open", "unpaid")
    intent = client.v1.payment_intents.retrieve(declined["payment_intent"])
    assert intent.status == "requires_payment_method"
    assert intent.last_payment_error.decline_code == "insufficient_funds"
    assert {"charge.failed", "payment_intent.payment_failed"} <= set(types(double))
    assert client.v1.charges.retrieve(str(intent.latest_charge)).status == "failed"
    assert not list(client.v1.balance_transactions.list())
    again = double.control.pay(session.id)
    assert again["payment_intent"] == intent.id


def test_a_bank_debit_is_paid_later_or_never(double: Stripes, client: Client) -> None:
    for succeeds, outcome in ((True, "succeeded"), (False, "failed")):
        session = double.control.pay_later(session_of(client).id)
        assert (session["status"], session["payment_status"]) == ("complete", "unpaid")
        intent = client.v1.payment_intents.retrieve(session["payment_intent"])
        assert intent.status == "processing"
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.refunds.create(params={"payment_intent": intent.id})
        assert refused.value.code == "payment_intent_unexpected_state"
        session = double.control.settle_debit(session["id"], succeeds)
        assert session["payment_status"] == ("paid" if succeeds else "unpaid")
        assert types(double)[-1] == f"checkout.session.async_payment_{outcome}"
        charge = client.v1.charges.retrieve(str(intent.latest_charge))
        assert charge.status == outcome
        assert bool(charge.balance_transaction) == succeeds
    double.control.settings(debit_ends="succeeded")
    session = double.control.pay_later(session_of(client).id)
    double.control.advance(4 * DAY)
    assert double.control.find(session["id"])["payment_status"] == "paid"


def test_sessions_expire_by_themselves_and_when_told(double: Stripes, client: Client) -> None:
    soon = session_of(client, expires_at=int(time.time()) + 30 * MINUTE)
    other = session_of(client)
    assert client.v1.checkout.sessions.expire(other.id).status == "expired"
    with pytest.raises(stripe.InvalidRequestError, match='status in \\["open"\\]'):
        client.v1.checkout.sessions.expire(other.id)
    double.control.advance(31 * MINUTE)
    assert client.v1.checkout.sessions.retrieve(soon.id).status == "expired"
    event = double.control.events(None, "checkout.session.expired")[-1]
    assert event["created"] == soon.expires_at
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.expire(soon.id)
    assert double.control.expire(session_of(client).id)["status"] == "expired"
    done = double.control.pay(session_of(client).id)
    with pytest.raises(stripe.InvalidRequestError, match="complete"):
        client.v1.checkout.sessions.expire(done["id"])
    now = double.control.now()
    for ahead in (29 * MINUTE, 25 * HOUR):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            session_of(client, expires_at=now + ahead)
        assert refused.value.param == "expires_at"


def test_an_attempt_dies_with_its_session(double: Stripes, client: Client) -> None:
    session = double.control.decline(session_of(client).id)
    client.v1.checkout.sessions.expire(session["id"])
    intent = client.v1.payment_intents.retrieve(session["payment_intent"])
    assert (intent.status, intent.cancellation_reason) == ("canceled", "abandoned")
    assert types(double)[-2:] == ["payment_intent.canceled", "checkout.session.expired"]


# What is refused, and how.


@pytest.mark.parametrize(
    ("change", "code", "param"),
    [
        ({"bogus": 1}, "parameter_unknown", "bogus"),
        ({"line_items": [{"quantity": 1, "a": "x"}]}, "parameter_unknown", "line_items[0][a]"),
        (
            {"line_items": [{"quantity": 1, "price_data": {"unit_amount": 5}}]},
            "parameter_missing",
            "line_items[0][price_data][currency]",
        ),
        ({"expires_at": "soon"}, "parameter_invalid_integer", "expires_at"),
        ({"mode": "rent"}, None, "mode"),
        ({"customer": "cus_nobody"}, "resource_missing", "customer"),
        ({"line_items": [{"quantity": 1, "price": "price_none"}]}, "resource_missing",
         "line_items[0][price]"),
        ({"client_reference_id": ""}, "parameter_invalid_empty", "client_reference_id"),
        ({"metadata": {"k" * 41: "v"}}, None, "metadata"),
        ({"metadata": {"k": "v" * 501}}, None, "metadata[k]"),
        ({"allow_promotion_codes": True}, "parameter_beyond_the_double", "allow_promotion_codes"),
        ({"success_url": "javascript:alert(1)"}, "url_invalid", "success_url"),
        ({"payment_intent_data": {"application_fee_amount": 5}}, None,
         "payment_intent_data[application_fee_amount]"),
    ],
)  # fmt: skip
def test_wrong_parameters_are_named(
    client: Client, change: dict[str, Any], code: str | None, param: str
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        session_of(client, **change)
    assert (refused.value.http_status, refused.value.code, refused.value.param) == (
        400, code, param,
    )  # fmt: skip


def test_too_little_is_refused(client: Client) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        session_of(client, 49)
    assert refused.value.code == "amount_too_small"
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payment_intents.create(params={"amount": 49, "currency": "eur"})
    assert (refused.value.code, refused.value.param) == ("amount_too_small", "amount")
    assert session_of(client, 50).amount_total == 50


def test_strangers_and_what_is_not_there(double: Stripes, client: Client) -> None:
    with pytest.raises(stripe.AuthenticationError):
        double.client(key="sk_test_somebody_else").v1.balance.retrieve()
    assert httpx.get(f"{double.url}/v1/balance", trust_env=False).status_code == 401
    with pytest.raises(stripe.PermissionError) as denied:
        client.v1.balance.retrieve(options={"stripe_account": "acct_nobody"})
    assert code_of(denied.value) == "account_invalid"
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.charges.retrieve("ch_nothing")
    assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")
    with pytest.raises(stripe.InvalidRequestError, match="speaks only version"):
        client.v1.balance.retrieve(options={"stripe_version": "2024-06-20"})
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        client.v1.tax_rates.list()


def test_every_route_obeys_only_what_stripe_knows() -> None:
    for route in ROUTES:
        assert route.judge, route.name
        fields = adapter(route.judge, True).core_schema
        text = repr(fields)
        for name in route.obeys - {"expand", "include"}:
            assert f"'{name}'" in text, (route.name, name)


# Asking again.


def test_the_same_key_gets_the_same_answer(double: Stripes, client: Client) -> None:
    options: Any = {"idempotency_key": "booking:1:checkout:1"}
    first = session_of(client, options=options)
    again = session_of(client, options=options)
    assert again.id == first.id
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert again.last_response.body == first.last_response.body
    with pytest.raises(stripe.IdempotencyError) as refused:
        session_of(client, 6000, options=options)
    assert refused.value.http_status == 400
    account = connected(double, client)
    elsewhere = session_of(client, options=options | {"stripe_account": account})
    assert elsewhere.id != first.id
    double.control.advance(DAY + 1)
    assert session_of(client, options=options).id != first.id


def test_what_did_not_begin_is_not_kept(double: Stripes, client: Client) -> None:
    options: Any = {"idempotency_key": "k"}
    with pytest.raises(stripe.InvalidRequestError):
        session_of(client, mode="rent", options=options)
    assert session_of(client, options=options).status == "open"
    intent = paid(double, client)
    refund: Any = {"payment_intent": intent.id, "amount": 9999}
    for replayed in (False, True):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.refunds.create(params=refund, options={"idempotency_key": "r"})
        assert ("Idempotent-Replayed" in (refused.value.headers or {})) == replayed


def test_a_key_is_in_use_while_its_request_runs(double: Stripes, client: Client) -> None:
    double.control.fault("POST /v1/checkout/sessions", "slow", ms=300)
    options: Any = {"idempotency_key": "slow"}
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(session_of(client, options=options)))
    thread.start()
    until(lambda: double.control.counts().get("POST /v1/checkout/sessions"))
    with pytest.raises(stripe.APIError) as refused:
        session_of(client, options=options)
    assert code_of(refused.value) == "idempotency_key_in_use"
    assert refused.value.http_status == 409
    thread.join()
    assert session_of(client, options=options).id == found[0].id


# What goes wrong.


def test_faults_hit_the_calls_they_are_meant_for(double: Stripes, client: Client) -> None:
    double.control.fault("GET /v1/balance", "429", nth=2)
    double.control.fault("GET /v1/balance", "500", nth=3, times=2)
    client.v1.balance.retrieve()
    with pytest.raises(stripe.RateLimitError):
        client.v1.balance.retrieve()
    for _ in range(2):
        with pytest.raises(stripe.APIError) as error:
            client.v1.balance.retrieve()
        assert error.value.http_status == 500
    client.v1.balance.retrieve()
    double.control.fault("POST /v1/*", "lock")
    with pytest.raises(stripe.APIError) as locked:
        session_of(client)
    assert (locked.value.http_status, code_of(locked.value)) == (409, "lock_timeout")
    assert double.control.log()[-1]["faults"] == ["lock"]


def test_a_connection_breaks_before_or_after_it_acted(double: Stripes, client: Client) -> None:
    for kind, made in (("reset_before", 0), ("reset_after", 1)):
        double.control.fault("POST /v1/checkout/sessions", kind)
        with pytest.raises(stripe.APIConnectionError):
            session_of(client, options={"idempotency_key": kind})
        assert len(client.v1.checkout.sessions.list().data) == made
        found = session_of(client, options={"idempotency_key": kind})
        assert ("Idempotent-Replayed" in found.last_response.headers) == bool(made)
        client.v1.checkout.sessions.expire(found.id)
        if not made:
            double.control.reset()


def test_a_500_is_kept_for_its_key(double: Stripes, client: Client) -> None:
    double.control.fault("POST /v1/checkout/sessions", "500_after")
    for _ in range(2):
        with pytest.raises(stripe.APIError) as error:
            session_of(client, options={"idempotency_key": "once"})
        assert error.value.http_status == 500
    assert (error.value.headers or {})["Idempotent-Replayed"] == "true"
    assert len(client.v1.checkout.sessions.list().data) == 1


def test_the_sdk_gets_through_a_reset_by_itself(double: Stripes) -> None:
    double.control.fault("POST /v1/checkout/sessions", "reset_after")
    client = double.client(retries=2)
    found = session_of(client)
    assert [each.id for each in client.v1.checkout.sessions.list()] == [found.id]
    keys = {each["idempotency_key"] for each in double.control.log() if each["method"] == "POST"}
    assert len(keys) == 1


# Money out.


def test_refunds_in_parts_until_nothing_is_left(double: Stripes, client: Client) -> None:
    intent = paid(double, client)
    part = client.v1.refunds.create(
        params={
            "payment_intent": intent.id,
            "amount": 2000,
            "reason": "requested_by_customer",
            "metadata": {"refund": "1"},
            "expand": ["balance_transaction", "charge"],
        }
    )
    assert (part.status, part.amount, part.charge.amount_refunded) == ("succeeded", 2000, 2000)
    assert (part.balance_transaction.net, part.balance_transaction.fee) == (-2000, 0)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create(params={"payment_intent": intent.id, "amount": 3001})
    assert (refused.value.param, refused.value.http_status) == ("amount", 400)
    rest = client.v1.refunds.create(params={"charge": str(intent.latest_charge)})
    assert rest.amount == 3000
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create(params={"payment_intent": intent.id})
    assert refused.value.code == "charge_already_refunded"
    charge = client.v1.charges.retrieve(str(intent.latest_charge), params={"expand": ["refunds"]})
    assert (charge.refunded, charge.amount_refunded) == (True, 5000)
    assert [each.id for each in charge.refunds.data] == [rest.id, part.id]
    told = double.control.events(None, "charge.refunded")
    assert [each["data"]["previous_attributes"]["amount_refunded"] for each in told] == [0, 2000]
    assert types(double).count("refund.created") == 2
    with pytest.raises(stripe.InvalidRequestError, match="cannot cancel"):
        client.v1.refunds.cancel(rest.id)


def test_refunds_that_take_time_or_fail(double: Stripes, client: Client) -> None:
    intent = paid(double, client)
    double.control.settings(refund_starts={"4242": "pending"})
    slow, failing = (
        client.v1.refunds.create(params={"payment_intent": intent.id, "amount": 1000}).id
        for _ in range(2)
    )
    assert client.v1.refunds.retrieve(slow).status == "pending"
    double.control.settle_refund(slow)
    assert client.v1.refunds.retrieve(slow).status == "succeeded"
    double.control.fail_refund(failing)
    failed = client.v1.refunds.retrieve(failing, params={"expand": ["failure_balance_transaction"]})
    assert (failed.status, failed.failure_reason) == ("failed", "expired_or_canceled_card")
    assert failed.failure_balance_transaction.net == 1000
    assert client.v1.charges.retrieve(str(intent.latest_charge)).amount_refunded == 1000
    assert types(double)[-2:] == ["refund.updated", "refund.failed"]
    asks = double.control.settings(refund_starts={"": "requires_action"})
    assert asks["refund_starts"] == {"": "requires_action"}
    third = client.v1.refunds.create(params={"payment_intent": intent.id, "amount": 500})
    assert client.v1.refunds.cancel(third.id).status == "canceled"
    double.control.settings(refund_starts={})
    session = session_of(client)
    double.control.pay(session.id, "4000000000005126")
    bad = double.control.find(session.id)["payment_intent"]
    refund = client.v1.refunds.create(params={"payment_intent": bad})
    assert refund.status == "succeeded"
    double.control.advance(4 * DAY)
    assert client.v1.refunds.retrieve(refund.id).status == "failed"


def test_disputes_are_opened_won_and_lost(double: Stripes, client: Client) -> None:
    intent = paid(double, client)
    dispute = double.control.dispute(intent.id)
    charge = client.v1.charges.retrieve(str(intent.latest_charge))
    assert (charge.disputed, dispute["status"]) == (True, "needs_response")
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create(params={"charge": charge.id})
    assert refused.value.code == "charge_disputed"
    found = client.v1.disputes.update(
        dispute["id"], params={"evidence": {"uncategorized_text": "He was here."}}
    )
    assert (found.status, found.evidence_details.submission_count) == ("under_review", 1)
    double.control.win(dispute["id"])
    entries = client.v1.disputes.retrieve(dispute["id"]).balance_transactions
    assert [(each.net, each.reporting_category) for each in entries] == [
        (-7000, "dispute"), (5000, "dispute_reversal"),
    ]  # fmt: skip
    assert types(double)[-6:] == [
        "charge.updated",
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.updated",
        "charge.dispute.funds_reinstated",
        "charge.dispute.closed",
    ]
    other = double.control.dispute(str(paid(double, client).latest_charge), "product_not_received")
    assert client.v1.disputes.close(other["id"]).status == "lost"
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.disputes.close(other["id"])
    third = double.control.dispute(paid(double, client).id)
    assert double.control.lose(third["id"])["status"] == "lost"
    assert len(client.v1.disputes.list(params={"charge": charge.id}).data) == 1


def test_a_card_is_disputed_soon_after_and_evidence_decides(
    double: Stripes, client: Client
) -> None:
    session = session_of(client)
    double.control.pay(session.id, "4000000000000259")
    assert not client.v1.disputes.list().data
    double.control.advance(10)
    (dispute,) = client.v1.disputes.list().data
    assert dispute.reason == "fraudulent"
    client.v1.disputes.update(
        dispute.id, params={"evidence": {"uncategorized_text": "winning_evidence"}}
    )
    double.control.advance(2)
    assert client.v1.disputes.retrieve(dispute.id).status == "won"


def test_payouts_sweep_the_balance(double: Stripes, client: Client) -> None:
    intent = paid(double, client)
    client.v1.refunds.create(params={"payment_intent": intent.id, "amount": 1000})
    balance = client.v1.balance.retrieve()
    assert (balance.available[0].amount, balance.pending[0].amount) == (-1000, 4900)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payouts.create(params={"amount": 1, "currency": "eur"})
    assert refused.value.code == "balance_insufficient"
    payout = double.control.payout()
    assert payout is not None
    assert (payout["amount"], payout["status"], payout["automatic"]) == (3900, "pending", True)
    entries = list(client.v1.balance_transactions.list(params={"payout": payout["id"]}))
    assert collections.Counter(each.type for each in entries) == {
        "charge": 1, "refund": 1, "payout": 1,
    }  # fmt: skip
    assert sum(each.net for each in entries) == 0
    double.control.settle_payout(payout["id"])
    assert types(double)[-3:] == [
        "payout.created", "payout.paid", "payout.reconciliation_completed",
    ]  # fmt: skip
    assert double.control.payout() is None
    double.control.fail_payout(payout["id"], "account_closed")
    failed = client.v1.payouts.retrieve(payout["id"])
    assert (failed.status, failed.failure_code) == ("failed", "account_closed")
    assert client.v1.balance.retrieve().available[0].amount == 3900
    mine = client.v1.payouts.create(params={"amount": 900, "currency": "eur"})
    assert client.v1.payouts.cancel(mine.id).status == "canceled"
    other = client.v1.payouts.create(params={"amount": 900, "currency": "eur"})
    double.control.advance(3 * DAY)
    assert client.v1.payouts.retrieve(other.id).status == "paid"
    assert client.v1.balance.retrieve().available[0].amount == 3000
    assert [each.id for each in client.v1.payouts.list(params={"status": "paid"})] == [other.id]


def happening(double: Stripes, client: Client, account: str, steps: int) -> None:
    """Has many things happen in any order, of which not all can at any time."""
    chance = random.Random(11)
    control, options = double.control, {"stripe_account": account}

    def some(kind: str) -> str:
        return str(chance.choice([*double.double.world.store.each(account, kind)])["id"])

    def refund() -> None:
        params = {"charge": some("charge"), "amount": chance.randint(1, 5000)}
        client.v1.refunds.create(params=params | {"refund_application_fee": True}, options=options)

    fee = {"application_fee_amount": 300}
    things: dict[str, Any] = {
        "pay": lambda: paid(double, client, options=options, payment_intent_data=fee),
        "refund": refund,
        "fail refund": lambda: control.fail_refund(some("refund")),
        "dispute": lambda: control.dispute(some("charge")),
        "win": lambda: control.win(some("dispute")),
        "payout": lambda: control.payout(account),
        "fail payout": lambda: control.fail_payout(some("payout")),
    }
    done = set()
    for name in ["pay"] * 5 + chance.choices([*things], [2, 4, 1, 1, 1, 1, 1], k=steps):
        with contextlib.suppress(Refused, stripe.InvalidRequestError, IndexError):
            things[name]()
            done.add(name)
    assert done == {*things}


def test_whatever_happens_the_books_balance(double: Stripes, client: Client) -> None:
    """What the balance says is what can be worked out of charges, refunds, disputes and payouts."""
    account = connected(double, client)
    double.control.settings(refund_starts={"": "pending"})
    happening(double, client, account, 120)
    store = double.double.world.store
    refunds = [each for each in store.each(account, "refund") if each["status"] != "failed"]
    fees = [*store.each(PLATFORM, "application_fee")]
    back = sum(each["amount_refunded"] for each in fees)
    expected = back - sum(each["amount"] for each in refunds)
    for charge in store.each(account, "charge"):
        own = [each["amount"] for each in refunds if each["charge"] == charge["id"]]
        assert charge["amount_refunded"] == sum(own) <= charge["amount"]
        expected += charge["amount"] - 100 - 300
    for dispute in store.each(account, "dispute"):
        expected -= 2000 + (dispute["amount"] if dispute["status"] != "won" else 0)
    for payout in store.each(account, "payout"):
        expected -= payout["amount"] if payout["status"] != "failed" else 0

    def balance(**options: Any) -> int:
        shown = client.v1.balance.retrieve(options=options)
        return int(shown.available[0].amount + shown.pending[0].amount)

    assert balance(stripe_account=account) == expected
    assert balance() == sum(each["amount"] for each in fees) - back
    assert all(each["amount_refunded"] <= each["amount"] for each in fees)


def test_money_settles_by_the_clock(double: Stripes, client: Client) -> None:
    paid(double, client)
    double.control.advance(2 * DAY + 1)
    balance = client.v1.balance.retrieve()
    assert (balance.available[0].amount, balance.pending[0].amount) == (4900, 0)


# Connect.


def test_a_connected_account_is_apart(double: Stripes, client: Client) -> None:
    account = connected(double, client)
    options: Any = {"stripe_account": account}
    mine = paid(double, client)
    theirs = paid(
        double, client, options=options, payment_intent_data={"application_fee_amount": 700}
    )
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payment_intents.retrieve(theirs.id)
    assert [each.id for each in client.v1.payment_intents.list(options=options)] == [theirs.id]
    charge = client.v1.charges.retrieve(
        str(theirs.latest_charge), params={"expand": ["balance_transaction"]}, options=options
    )
    entry: Any = charge.balance_transaction
    assert [(each.type, each.amount) for each in entry.fee_details] == [
        ("application_fee", 700), ("stripe_fee", 100),
    ]  # fmt: skip
    assert (entry.fee, entry.net) == (800, 4200)
    fee = client.v1.application_fees.retrieve(str(charge.application_fee))
    assert (fee.account, fee.amount, fee.charge) == (account, 700, charge.id)
    taken = client.v1.balance_transactions.retrieve(str(fee.balance_transaction))
    assert (taken.type, taken.net, taken.source) == ("application_fee", 700, fee.id)
    assert "application_fee.created" in types(double)
    assert all(event["account"] == account for event in double.control.events(account))
    assert not any("account" in event for event in double.control.events())
    assert mine.id != theirs.id


def test_the_platform_gives_its_fee_back(double: Stripes, client: Client) -> None:
    account = connected(double, client)
    options: Any = {"stripe_account": account}
    intent = paid(
        double, client, options=options, payment_intent_data={"application_fee_amount": 333}
    )
    nets = []
    for amount in (1000, 1000, 3000):
        refund = client.v1.refunds.create(
            params={
                "payment_intent": intent.id,
                "amount": amount,
                "refund_application_fee": True,
                "expand": ["balance_transaction"],
            },
            options=options,
        )
        nets.append(refund.balance_transaction.net)
    assert nets == [-1000 + 67, -1000 + 67, -3000 + 199]
    (fee,) = client.v1.application_fees.list().data
    assert (fee.refunded, fee.amount_refunded) == (True, 333)
    assert [each.amount for each in fee.refunds.data] == [199, 67, 67]
    assert client.v1.balance.retrieve().available[0].amount == -333
    assert types(double).count("application_fee.refunded") == 3
    without = paid(double, client, options=options)
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create(
            params={"payment_intent": without.id, "refund_application_fee": True}, options=options
        )


def test_an_account_lets_go_of_the_platform(double: Stripes, client: Client) -> None:
    account = client.v2.core.accounts.create(params={"contact_email": "owner@salon.test"}).id
    double.control.disconnect(account)
    (event,) = double.control.events(account, "account.application.deauthorized")
    assert (event["account"], event["data"]["object"]["object"]) == (account, "application")
    with pytest.raises(stripe.PermissionError, match="may have been revoked"):
        client.v1.events.list(options={"stripe_account": account})
    with pytest.raises(stripe.PermissionError, match="may have been revoked"):
        client.v1.accounts.retrieve(account)


def test_money_is_changed_for_who_has_no_bank_account_in_it(
    double: Stripes, client: Client
) -> None:
    account = client.v2.core.accounts.create(params={"contact_email": "owner@salon.test"}).id
    double.control.onboard(account)
    double.control.settings(settles_in="usd", exchange_rate=1.1)
    options = {"stripe_account": account}
    client.v1.payment_intents.create(
        params={
            "amount": 1000,
            "currency": "eur",
            "payment_method": "pm_card_visa",
            "confirm": True,
            "application_fee_amount": 100,
        },
        options=options,
    )
    (entry,) = client.v1.balance_transactions.list(options=options).data
    assert (entry.amount, entry.currency, entry.exchange_rate) == (1100, "usd", 1.1)
    assert [(each.amount, each.currency) for each in entry.fee_details] == [
        (110, "usd"), (44, "usd"),
    ]  # fmt: skip


def test_some_currencies_are_counted_otherwise(client: Client) -> None:
    for currency, amount in (("isk", 9050), ("kwd", 1234)):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.payment_intents.create(params={"amount": amount, "currency": currency})
        assert refused.value.code == "invalid_charge_amount"
    client.v1.payment_intents.create(params={"amount": 9000, "currency": "isk"})


def test_what_countering_a_dispute_costs_goes_back_to_who_wins(
    double: Stripes, client: Client
) -> None:
    double.control.settings(counter_fee=1500)
    fees = []
    for wins in (True, False):
        dispute = double.control.dispute(paid(double, client).id)["id"]
        for _ in range(2):
            client.v1.disputes.update(
                dispute, params={"evidence": {"uncategorized_text": "He was here."}}
            )
        (double.control.win if wins else double.control.lose)(dispute)
        entries = client.v1.disputes.retrieve(dispute).balance_transactions
        fees.append([entry.fee for entry in entries])
    assert fees == [[2000, 1500, -1500], [2000, 1500]]


def test_an_account_is_onboarded_and_restricted(double: Stripes, client: Client) -> None:
    include: Any = ["configuration.merchant", "requirements", "identity", "defaults"]
    account = client.v2.core.accounts.create(
        params={
            "contact_email": "owner@salon.test",
            "display_name": "Salon",
            "identity": {"country": "DK"},
            "configuration": {"merchant": {"capabilities": {"card_payments": {"requested": True}}}},
            "include": include,
        }
    )
    capability = account.configuration.merchant.capabilities.card_payments
    assert (account.applied_configurations, capability.status) == (["merchant"], "restricted")
    assert account.requirements.entries
    first = client.v1.accounts.retrieve(account.id)
    assert (first.charges_enabled, first.default_currency) == (False, "dkk")
    assert "external_account" in first.requirements.currently_due
    with pytest.raises(stripe.InvalidRequestError, match="cannot currently make charges"):
        session_of(client, options={"stripe_account": account.id})
    double.control.onboard(account.id)
    event = double.control.events(account.id, "account.updated")[-1]
    assert event["data"]["previous_attributes"]["charges_enabled"] is False
    assert event["data"]["object"]["charges_enabled"] is True
    again = client.v2.core.accounts.retrieve(account.id, params={"include": include})
    capability = again.configuration.merchant.capabilities.card_payments
    assert capability.status == "active"
    assert client.v2.core.accounts.retrieve(account.id).configuration is None
    double.control.restrict(account.id, "rejected.fraud")
    first = client.v1.accounts.retrieve(account.id)
    assert (first.charges_enabled, first.requirements.disabled_reason) == (False, "rejected.fraud")
    renamed = client.v2.core.accounts.update(account.id, params={"display_name": "Salon 2"})
    assert renamed.display_name == "Salon 2"
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v2.core.accounts.create(params={"display_nam": "x"})
    assert refused.value.code == "parameter_unknown"


# Cards on file.


def card_on_file(double: Stripes, client: Client, number: str = VISA) -> tuple[str, str]:
    """A customer and the card that they left."""
    customer = client.v1.customers.create(params={"email": "anna@example.com", "name": "Anna"})
    session = client.v1.checkout.sessions.create(
        params={
            "mode": "setup",
            "currency": "eur",
            "success_url": "http://shop.test/done",
            "customer": customer.id,
            "setup_intent_data": {"metadata": {"booking": "1"}},
        }
    )
    double.control.pay(session.id, number)
    session = client.v1.checkout.sessions.retrieve(session.id, params={"expand": ["setup_intent"]})
    setup: Any = session.setup_intent
    assert (session.payment_status, setup.status) == ("no_payment_required", "succeeded")
    assert setup.metadata["booking"] == "1"
    return customer.id, setup.payment_method


def test_a_card_on_file_is_charged_when_nobody_is_there(double: Stripes, client: Client) -> None:
    customer, method = card_on_file(double, client)
    assert {"setup_intent.succeeded", "payment_method.attached"} <= set(types(double))
    charge: Any = {
        "amount": 2500,
        "currency": "eur",
        "customer": customer,
        "payment_method": method,
        "off_session": True,
        "confirm": True,
    }
    intent = client.v1.payment_intents.create(params=charge)
    assert (intent.status, intent.amount_received) == ("succeeded", 2500)
    with pytest.raises(stripe.InvalidRequestError, match="attached to a Customer"):
        client.v1.payment_intents.create(
            params={name: value for name, value in charge.items() if name != "customer"}
        )
    for number, code in (
        ("4000000000000341", "card_declined"),
        ("4000002760003184", "authentication_required"),
    ):
        customer, method = card_on_file(double, client, number)
        with pytest.raises(stripe.CardError) as declined:
            client.v1.payment_intents.create(
                params=charge | {"customer": customer, "payment_method": method}
            )
        assert (declined.value.http_status, declined.value.code) == (402, code)
        body: Any = declined.value.json_body
        assert body["error"]["payment_intent"]["status"] == "requires_payment_method"
    customer, method = card_on_file(double, client, "4000002500003155")
    intent = client.v1.payment_intents.create(
        params=charge | {"customer": customer, "payment_method": method}
    )
    assert intent.status == "succeeded"
    client.v1.payment_methods.detach(method)
    assert not client.v1.payment_methods.list(params={"customer": customer}).data
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payment_methods.attach(method, params={"customer": customer})


def test_a_deposit_leaves_the_card_on_file(double: Stripes, client: Client) -> None:
    intent = paid(double, client, payment_intent_data={"setup_future_usage": "off_session"})
    (card,) = client.v1.payment_methods.list(params={"customer": intent.customer}).data
    fee = client.v1.payment_intents.create(
        params={
            "amount": 1500,
            "currency": "eur",
            "customer": intent.customer,
            "payment_method": card.id,
            "off_session": True,
            "confirm": True,
        }
    )
    assert fee.status == "succeeded"


def test_a_card_that_cannot_be_saved(double: Stripes, client: Client) -> None:
    customer = client.v1.customers.create()
    with pytest.raises(stripe.CardError):
        client.v1.payment_methods.attach(
            "pm_card_visa_chargeDeclined", params={"customer": customer.id}
        )
    found = client.v1.payment_methods.attach("pm_card_visa", params={"customer": customer.id})
    assert (found.customer, found.card.last4) == (customer.id, "4242")
    session = client.v1.checkout.sessions.create(
        params={"mode": "setup", "currency": "eur", "success_url": "http://shop.test/"}
    )
    assert double.control.decline(session.id)["status"] == "open"
    assert types(double)[-1] == "setup_intent.setup_failed"
    client.v1.checkout.sessions.expire(session.id)
    assert client.v1.setup_intents.retrieve(str(session.setup_intent)).status == "canceled"


def test_money_is_held_and_captured(double: Stripes, client: Client) -> None:
    session = session_of(client, payment_intent_data={"capture_method": "manual"})
    intent = double.control.pay(session.id)["payment_intent"]
    found = client.v1.payment_intents.retrieve(intent)
    assert (found.status, found.amount_capturable) == ("requires_capture", 5000)
    assert not client.v1.balance_transactions.list().data
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payment_intents.capture(intent, params={"amount_to_capture": 5001})
    assert refused.value.code == "amount_too_large"
    found = client.v1.payment_intents.capture(intent, params={"amount_to_capture": 3000})
    assert (found.status, found.amount_received) == ("succeeded", 3000)
    assert client.v1.refunds.create(params={"payment_intent": intent}).amount == 3000
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payment_intents.cancel(intent)
    assert refused.value.code == "payment_intent_unexpected_state"
    waiting = client.v1.payment_intents.create(params={"amount": 900, "currency": "eur"})
    assert client.v1.payment_intents.cancel(waiting.id).status == "canceled"
    assert types(double)[-1] == "payment_intent.canceled"


def test_customers_come_change_and_go(double: Stripes, client: Client) -> None:
    customer = client.v1.customers.create(params={"email": "a@example.com", "metadata": {"a": "1"}})
    changed = client.v1.customers.update(
        customer.id, params={"name": "Anna", "metadata": {"a": "", "b": "2"}}
    )
    assert (changed.name, dict(changed.metadata.to_dict())) == ("Anna", {"b": "2"})
    event = double.control.events(None, "customer.updated")[-1]["data"]
    assert event["previous_attributes"] == {"name": None, "metadata": {"a": "1", "b": None}}
    assert client.v1.customers.delete(customer.id).deleted
    assert client.v1.customers.retrieve(customer.id).deleted
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.customers.update(customer.id, params={"name": "Bo"})
    assert not client.v1.customers.list().data
    assert types(double) == ["customer.created", "customer.updated", "customer.deleted"]


# Subscriptions.


def item_of(client: Client, subscription: str) -> Any:
    return client.v1.subscriptions.retrieve(subscription)["items"].data[0]


def test_a_trial_is_told_of_and_paid(double: Stripes, client: Client) -> None:
    small, _, _ = plans(client)
    known_as = subscribed(double, client, small.id, trial_period_days=14)
    found = client.v1.subscriptions.retrieve(known_as, params={"expand": ["latest_invoice"]})
    assert (found.status, found.latest_invoice.total) == ("trialing", 0)
    assert item_of(client, known_as).current_period_end == found.trial_end
    double.control.advance(12 * DAY)
    assert types(double)[-1] == "customer.subscription.trial_will_end"
    double.control.advance(2 * DAY + 2 * HOUR)
    found = client.v1.subscriptions.retrieve(
        known_as, params={"expand": ["latest_invoice.payments"]}
    )
    invoice: Any = found.latest_invoice
    assert (found.status, invoice.status, invoice.total) == ("active", "paid", 2900)
    assert invoice.parent.subscription_details.subscription == known_as
    intent = invoice.payments.data[0].payment.payment_intent
    assert client.v1.payment_intents.retrieve(intent).amount_received == 2900
    tail = [kind for kind in types(double) if "invoice" in kind or "subscription" in kind][-5:]
    assert tail == [
        "invoice.created",
        "customer.subscription.updated",
        "invoice.finalized",
        "invoice.paid",
        "invoice.payment_succeeded",
    ]


def test_renewals_fail_are_tried_again_and_end(double: Stripes, client: Client) -> None:
    small, _, _ = plans(client)
    known_as = subscribed(double, client, small.id)
    assert client.v1.subscriptions.retrieve(known_as).status == "active"
    before = item_of(client, known_as).current_period_end
    assert double.control.renew(known_as)["status"] == "active"
    assert "invoice.upcoming" in types(double)
    assert item_of(client, known_as).current_period_start == before
    assert double.control.renew(known_as, paid=False)["status"] == "past_due"
    invoice = str(client.v1.subscriptions.retrieve(known_as).latest_invoice)
    assert client.v1.invoices.retrieve(invoice).next_payment_attempt
    assert double.control.retry(known_as, paid=True)["status"] == "active"
    double.control.renew(known_as, paid=False)
    for attempt in (2, 3, 4):
        assert client.v1.subscriptions.retrieve(known_as).status == "past_due"
        double.control.retry(known_as)
        invoice = str(double.control.find(known_as)["latest_invoice"])
        assert client.v1.invoices.retrieve(invoice).attempt_count == attempt
    found = client.v1.subscriptions.retrieve(known_as)
    assert found.status == "canceled"
    assert found.cancellation_details.reason == "payment_failed"
    assert types(double)[-1] == "customer.subscription.deleted"
    assert not client.v1.subscriptions.list().data
    assert len(client.v1.subscriptions.list(params={"status": "all"}).data) == 1


def test_who_never_pays_is_unpaid_until_they_do(double: Stripes, client: Client) -> None:
    small, _, _ = plans(client)
    double.control.settings(after_retries="unpaid", retry_days=[])
    known_as = subscribed(double, client, small.id)
    assert double.control.renew(known_as, paid=False)["status"] == "unpaid"
    invoice = str(double.control.find(known_as)["latest_invoice"])
    paid_now = client.v1.invoices.pay(invoice)
    assert (paid_now.status, double.control.find(known_as)["status"]) == ("paid", "active")
    with pytest.raises(stripe.InvalidRequestError, match="already paid"):
        client.v1.invoices.pay(invoice)


def test_what_is_billed_at_once_can_be_paid_or_nothing_changes(
    double: Stripes, client: Client
) -> None:
    small, large, _ = plans(client)
    known_as = subscribed(double, client, small.id)
    customer = str(client.v1.subscriptions.retrieve(known_as).customer)
    refused = client.v1.payment_methods.attach(
        "pm_card_chargeCustomerFail", params={"customer": customer}
    )
    params: Any = {
        "items": [{"id": item_of(client, known_as).id, "price": large.id}],
        "proration_behavior": "always_invoice",
        "payment_behavior": "error_if_incomplete",
    }
    client.v1.subscriptions.update(known_as, params={"default_payment_method": refused.id})
    with pytest.raises(stripe.CardError):
        client.v1.subscriptions.update(known_as, params=params)
    assert item_of(client, known_as).price.id == small.id


def test_a_plan_changes_with_proration(double: Stripes, client: Client) -> None:
    small, large, yearly = plans(client)
    known_as = subscribed(double, client, small.id)
    item = item_of(client, known_as)
    half = (item.current_period_end - item.current_period_start) // 2
    double.control.advance(half)

    def change(price: str, **more: Any) -> Any:
        return client.v1.subscriptions.update(
            known_as,
            params={"items": [{"id": item.id, "price": price}], "expand": ["latest_invoice"]}
            | more,
        )

    preview = client.v1.invoices.create_preview(
        params={
            "subscription": known_as,
            "subscription_details": {
                "items": [{"id": item.id, "price": large.id}],
                "proration_behavior": "always_invoice",
            },
        }
    )
    assert preview.total == pytest.approx(3500, abs=2)
    assert double.control.find(known_as)["items"]["data"][0]["price"]["id"] == small.id
    found = change(large.id, proration_behavior="always_invoice")
    assert found.latest_invoice.billing_reason == "subscription_update"
    assert found.latest_invoice.total == pytest.approx(3500, abs=2)
    lines = found.latest_invoice.lines.data
    assert [line.parent.subscription_item_details.proration for line in lines] == [True, True]
    assert found.latest_invoice.status == "paid"
    updated = double.control.events(None, "customer.subscription.updated")
    assert any("items" in each["data"]["previous_attributes"] for each in updated)

    down = change(small.id)
    assert down.latest_invoice.id == found.latest_invoice.id
    double.control.renew(known_as)
    invoice = client.v1.invoices.retrieve(str(double.control.find(known_as)["latest_invoice"]))
    assert invoice.total == pytest.approx(2900 - 3500, abs=2)
    assert (invoice.amount_due, invoice.status) == (0, "paid")
    customer = client.v1.customers.retrieve(str(invoice.customer))
    assert customer.balance == invoice.total
    double.control.renew(known_as)
    invoice = client.v1.invoices.retrieve(str(double.control.find(known_as)["latest_invoice"]))
    assert invoice.amount_paid == 2900 + customer.balance

    now = double.control.now()
    anew = change(yearly.id)
    assert anew.billing_cycle_anchor >= now
    assert anew.latest_invoice.lines.data[-1].amount == 29000
    with pytest.raises(stripe.InvalidRequestError):
        change("price_nowhere")


def test_a_subscription_ends_with_its_period(double: Stripes, client: Client) -> None:
    small, _, _ = plans(client)
    known_as = subscribed(double, client, small.id)
    later = client.v1.subscriptions.update(known_as, params={"cancel_at_period_end": True})
    assert later.cancel_at == item_of(client, known_as).current_period_end
    back = client.v1.subscriptions.update(known_as, params={"cancel_at_period_end": False})
    assert (back.cancel_at, back.canceled_at) == (None, None)
    client.v1.subscriptions.update(known_as, params={"cancel_at_period_end": True})
    double.control.advance(32 * DAY)
    assert client.v1.subscriptions.retrieve(known_as).status == "canceled"
    other = subscribed(double, client, small.id)
    assert client.v1.subscriptions.cancel(other).status == "canceled"
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.subscriptions.update(other, params={"cancel_at_period_end": True})


def test_trials_end_early_are_extended_or_pause(double: Stripes, client: Client) -> None:
    small, _, _ = plans(client)
    pause: Any = {"end_behavior": {"missing_payment_method": "pause"}}
    first = subscribed(double, client, small.id, trial_period_days=14)
    found = client.v1.subscriptions.update(
        first, params={"trial_end": "now", "expand": ["latest_invoice"]}
    )
    assert (found.status, found.latest_invoice.amount_paid) == ("active", 2900)
    until_then = double.control.now() + 40 * DAY
    with pytest.raises(stripe.InvalidRequestError, match="in the future"):
        client.v1.subscriptions.update(first, params={"trial_end": 5, "metadata": {"a": "b"}})
    assert double.control.find(first)["metadata"] == {}
    second = subscribed(double, client, small.id, trial_period_days=14, trial_settings=pause)
    found = client.v1.subscriptions.update(second, params={"trial_end": until_then})
    assert item_of(client, second).current_period_end == until_then
    client.v1.payment_methods.detach(str(found.default_payment_method))
    double.control.advance(41 * DAY)
    assert client.v1.subscriptions.retrieve(second).status == "paused"
    assert "customer.subscription.paused" in types(double)
    customer = str(found.customer)
    card = client.v1.payment_methods.attach("pm_card_visa", params={"customer": customer})
    client.v1.customers.update(
        customer, params={"invoice_settings": {"default_payment_method": card.id}}
    )
    assert client.v1.subscriptions.resume(second).status == "active"
    assert "customer.subscription.resumed" in types(double)


def test_periods_keep_their_day() -> None:
    month = {"interval": "month", "interval_count": 1}
    january = 1769817600  # 2026-01-31
    ends = [january]
    for _ in range(3):
        ends.append(period_end(january, month, ends[-1]))
    days = [time.strftime("%m-%d", time.gmtime(end)) for end in ends]
    assert days == ["01-31", "02-28", "03-31", "04-30"]
    assert [share(100, 0, 3, now) for now in (0, 1, 2, 3)] == [100, 67, 33, 0]


# Lists, and events to be read.


def test_lists_have_pages_newest_first(double: Stripes, client: Client) -> None:
    made = [client.v1.customers.create(params={"name": str(n)}).id for n in range(5)][::-1]
    first = client.v1.customers.list(params={"limit": 2})
    assert ([each.id for each in first.data], first.has_more) == (made[:2], True)
    second = client.v1.customers.list(params={"limit": 2, "starting_after": made[1]})
    assert [each.id for each in second.data] == made[2:4]
    back = client.v1.customers.list(params={"limit": 2, "ending_before": made[4]})
    assert ([each.id for each in back.data], back.has_more) == (made[2:4], True)
    every = client.v1.customers.list(params={"limit": 2}).auto_paging_iter()
    assert [each.id for each in every] == made
    for wrong in ({"limit": 101}, {"starting_after": "cus_no"}, {"ending_before": "cus_no"}):
        with pytest.raises(stripe.InvalidRequestError):
            client.v1.customers.list(params=wrong)


def test_events_are_found_by_type_and_time(double: Stripes, client: Client) -> None:
    paid(double, client)
    now = double.control.now()
    double.control.advance(HOUR)
    paid(double, client)
    kinds: Any = {"types": ["checkout.session.completed", "charge.succeeded"]}
    assert len(client.v1.events.list(params=kinds).data) == 4
    late = client.v1.events.list(params=kinds | {"created": {"gt": now + MINUTE}})
    assert [each.type for each in late] == ["checkout.session.completed", "charge.succeeded"]
    cursor = client.v1.events.list(params={"limit": 3}).data[-1]
    rest = client.v1.events.list(params={"starting_after": cursor.id, "limit": 100})
    assert len(rest.data) + 3 == len(double.control.events())
    assert client.v1.events.retrieve(cursor.id).type == cursor.type
    assert len(client.v1.events.list(params={"type": "charge.*", "limit": 100}).data) == 4
    double.control.advance(31 * DAY)
    assert not [each for each in client.v1.events.list().data if each.type.startswith("charge")]


def test_expanding_what_cannot_be(double: Stripes, client: Client) -> None:
    intent = paid(double, client)
    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        client.v1.payment_intents.retrieve(intent.id, params={"expand": ["nothing"]})
    page = client.v1.charges.list(params={"expand": ["data.balance_transaction"]})
    assert page.data[0].balance_transaction.net == 4900


# Webhooks.


def verified(body: bytes, signature: str, secret: str) -> Any:
    return stripe.Webhook.construct_event(body, signature, secret)


def test_events_are_signed_and_go_to_their_endpoint(told: tuple[Stripes, Hook]) -> None:
    double, hook = told
    client = double.client()
    account = connected(double, client)
    double.wait_delivered()
    hook.came.clear()
    options: Any = {"stripe_account": account, "idempotency_key": "k"}
    session_of(client, options=options)
    session_of(client)
    double.wait_delivered()
    assert len(hook.came) == 4
    for body, signature in hook.came:
        theirs = "account" in json.loads(body)
        secret, wrong = double.secret, double.connect_secret
        if theirs:
            secret, wrong = wrong, secret
        event = verified(body, signature, secret)
        assert (event.api_version, event.pending_webhooks) == (stripe.api_version, 1)
        assert (event.request.idempotency_key == "k") == theirs
        with pytest.raises(stripe.SignatureVerificationError):
            verified(body, signature, wrong)
    delivered = client.v1.events.list(params={"delivery_success": True})
    assert all(each.pending_webhooks == 0 for each in delivered.data)
    assert delivered.data


def test_what_is_not_taken_is_sent_again(told: tuple[Stripes, Hook]) -> None:
    double, hook = told
    double.control.weather(retry_seconds=[0.01, 0.01, 0.01])
    refusals = [500, 302, 200]
    hook.answer = lambda body: refusals.pop(0) if refusals else 200
    double.client().v1.customers.create()
    double.wait_delivered()
    (delivery,) = double.control.deliveries()
    assert delivery["statuses"] == [500, 302, 200]
    assert len({body for body, _ in hook.came}) == 1
    hook.answer = lambda body: 500
    double.client().v1.customers.create()
    double.wait_delivered()
    assert double.control.deliveries()[-1]["statuses"] == [500] * 4
    event = double.control.events()[-1]
    assert event["pending_webhooks"] == 1
    hook.answer = lambda body: 200
    assert double.control.deliver(event["id"]) == 200


def test_bad_weather(told: tuple[Stripes, Hook]) -> None:
    double, hook = told
    client = double.client()
    double.control.weather(forge=1.0, stale=1.0, duplicate=1.0, future=1.0)
    client.v1.customers.create()
    double.wait_delivered()
    outcomes: collections.Counter[str] = collections.Counter()
    for body, signature in hook.came:
        ahead = int(re.findall(r"t=(\d+)", signature)[0]) - time.time()
        try:
            verified(body, signature, double.secret)
            outcomes["future" if ahead > MINUTE else "good"] += 1
        except stripe.SignatureVerificationError as error:
            outcomes["old" if "tolerance" in str(error) else "forged"] += 1
    assert outcomes == {"good": 2, "forged": 1, "old": 1, "future": 1}
    hook.came.clear()
    double.control.weather(forge=0.0, stale=0.0, duplicate=0.0, future=0.0, drop=1.0)
    client.v1.customers.create()
    double.wait_delivered()
    assert not hook.came
    double.control.weather(drop=0.0, held=True)
    client.v1.customers.create()
    double.wait_delivered()
    assert not hook.came
    assert len(client.v1.events.list().data) == 3
    assert double.control.deliver(double.control.events()[-1]["id"], "forged") == 200
    double.control.weather(held=False, delay=[0.05, 0.06])
    since = time.monotonic()
    client.v1.customers.create()
    double.wait_delivered()
    assert time.monotonic() - since >= 0.05


def test_order_is_lost_the_same_way_for_the_same_seed(told: tuple[Stripes, Hook]) -> None:
    double, hook = told

    def order(seed: int) -> list[str]:
        hook.came.clear()
        double.control.reset(seed)
        double.control.weather(reorder=8, reorder_seconds=10, at_once=1)
        for number in range(8):
            double.client().v1.customers.create(params={"name": str(number)})
        double.wait_delivered()
        return [json.loads(body)["data"]["object"]["name"] for body, _ in hook.came]

    first = order(7)
    assert first == order(7)
    assert first != sorted(first)
    assert len(first) == 8


# Pages.


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as opened:
        yield opened


def test_a_page_takes_a_payment(double: Stripes, client: Client, browser: httpx.Client) -> None:
    session = session_of(client)
    page = browser.get(session.url)
    policy = page.headers["Content-Security-Policy"]
    assert "form-action 'self' http://shop.test" in policy
    assert "script" not in page.text
    for said in ("TEST", "Haircut", "€50.00", "Holdfast (TEST)", "http://shop.test/cancelled"):
        assert said in page.text
    refused = browser.post(session.url, data={"do": "pay", "card": "4000 0000 0000 0002"})
    assert refused.status_code == 402
    assert "Your card was declined." in refused.text
    assert browser.post(session.url, data={"card": "1234"}).status_code == 402
    done = browser.post(session.url, data={"card": "4242 4242 4242 4242", "email": "a@b.test"})
    assert done.status_code == 303
    assert done.headers["Location"] == f"http://shop.test/done?session={session.id}"
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
    assert "All done" in browser.get(session.url).text
    (charge,) = client.v1.charges.list(params={"limit": 1}).data
    assert "€50.00" in browser.get(str(charge.receipt_url)).text


def test_a_page_asks_for_agreement_and_takes_debits(
    double: Stripes, client: Client, browser: httpx.Client
) -> None:
    session = session_of(client)
    asked = browser.post(session.url, data={"card": "4000002500003155"})
    assert "Your bank asks you to confirm" in asked.text
    refused = browser.post(session.url, data={"do": "refuse"})
    assert "unable to authenticate" in refused.text
    assert types(double)[-1] == "payment_intent.payment_failed"
    browser.post(session.url, data={"card": "4000002500003155"})
    assert browser.post(session.url, data={"do": "agree"}).status_code == 303
    assert double.control.find(session.id)["payment_status"] == "paid"
    other = session_of(client)
    assert browser.post(other.url, data={"do": "debit"}).status_code == 303
    assert double.control.find(other.id)["payment_status"] == "unpaid"
    third = session_of(client)
    client.v1.checkout.sessions.expire(third.id)
    assert "This page has expired" in browser.get(third.url).text
    assert browser.get(f"{double.url}/c/pay/cs_test_nothing").status_code == 404
    waiting = session_of(client)
    assert waiting.id in browser.get(double.url).text
    assert (
        browser.get(f"{double.url}/_double/style.css")
        .headers["Content-Type"]
        .startswith("text/css")
    )


def test_names_are_no_markup(double: Stripes, client: Client, browser: httpx.Client) -> None:
    session = session_of(
        client,
        line_items=[
            {
                "price_data": {
                    "currency": "eur",
                    "unit_amount": 900,
                    "product_data": {"name": "<b>Cut</b>"},
                },
                "quantity": 2,
            }
        ],
    )
    page = browser.get(session.url).text
    assert "&lt;b&gt;Cut&lt;/b&gt;" in page
    assert "€18.00" in page


def test_a_page_onboards(double: Stripes, client: Client, browser: httpx.Client) -> None:
    account = client.v2.core.accounts.create(
        params={"display_name": "Salon", "configuration": {"merchant": {}}}
    )
    link = client.v2.core.account_links.create(
        params={
            "account": account.id,
            "use_case": {
                "type": "account_onboarding",
                "account_onboarding": {
                    "refresh_url": "http://shop.test/again",
                    "return_url": "http://shop.test/back",
                },
            },
        }
    )
    assert "Tell us about your business" in browser.get(link.url).text
    done = browser.post(link.url, data={"business": "Salon Anna", "url": "https://salon.test"})
    assert done.headers["Location"] == "http://shop.test/back"
    found = client.v1.accounts.retrieve(account.id)
    assert (found.charges_enabled, found.business_profile.name) == (True, "Salon Anna")
    assert types(double, account.id)[-1] == "account.updated"
    assert browser.get(link.url).headers["Location"] == "http://shop.test/again"
    old = client.v1.account_links.create(
        params={
            "account": account.id,
            "type": "account_onboarding",
            "refresh_url": "http://shop.test/again",
            "return_url": "http://shop.test/back",
        }
    )
    double.control.advance(6 * MINUTE)
    assert browser.get(old.url).headers["Location"] == "http://shop.test/again"


def test_the_portal_changes_a_subscription(
    double: Stripes, client: Client, browser: httpx.Client
) -> None:
    small, large, _ = plans(client)
    known_as = subscribed(double, client, small.id)
    customer = double.control.find(known_as)["customer"]
    portal = client.v1.billing_portal.sessions.create(
        params={"customer": customer, "return_url": "http://shop.test/settings"}
    )
    page = browser.get(portal.url).text
    for said in (
        "owner@salon.test",
        "€29.00",
        "€99.00",
        "ending in 4242",
        "http://shop.test/settings",
    ):
        assert said in page
    assert browser.post(portal.url, data={"do": "plan", "price": large.id}).status_code == 303
    assert item_of(client, known_as).price.id == large.id
    browser.post(portal.url, data={"do": "cancel"})
    assert double.control.find(known_as)["cancel_at_period_end"] is True
    assert "Do not cancel" in browser.get(portal.url).text
    browser.post(portal.url, data={"do": "resume"})
    assert double.control.find(known_as)["cancel_at_period_end"] is False
    browser.post(portal.url, data={"do": "card", "card": "5555 5555 5555 4444"})
    assert "Mastercard ending in 4444" in browser.get(portal.url).text
    refused = browser.post(portal.url, data={"do": "card", "card": "4000 0000 0000 0002"})
    assert (refused.status_code, "was declined" in refused.text) == (402, True)
    double.control.advance(2 * HOUR)
    assert "has expired" in browser.get(portal.url).text


# Over HTTP, and from the command line.


def test_what_control_does_over_http(
    double: Stripes, client: Client, browser: httpx.Client
) -> None:
    session = session_of(client)

    def ask(name: str, **given: Any) -> httpx.Response:
        return browser.post(f"{double.url}/_control/{name}", json=given)

    assert "pay" in browser.get(f"{double.url}/_control").json()
    assert ask("pay", session=session.id).json()["payment_status"] == "paid"
    assert ask("pay", session=session.id).status_code == 400
    assert ask("pay").status_code == 400
    assert ask("nonsense").status_code == 404
    assert browser.post(f"{double.url}/_control/reset", data={"seed": "1"}).status_code == 415
    assert ask("fault", route="*", kind="nonsense").status_code == 400
    assert ask("weather", delay=[0, 1]).json()["delay"] == [0, 1]
    assert ask("counts").json() == {"POST /v1/checkout/sessions": 1}
    (asked,) = ask("log").json()
    assert (asked["status"], asked["params"]["client_reference_id"]) == (200, "booking-1")
    ask("reset", seed=3)
    assert ask("events").json() == []


def test_it_runs_alone() -> None:
    command = [sys.executable, "-m", "app", "stripe-double", "--port", "0", "--seed", "5"]
    with subprocess.Popen(
        [*command, "--key", "sk_test_mine"], stdout=subprocess.PIPE, text=True
    ) as ran:
        try:
            assert ran.stdout is not None
            url = re.findall(r"http://\S+", ran.stdout.readline())[0]
            client: Client = stripe.StripeClient(
                "sk_test_mine",
                base_addresses={"api": url},
                http_client=stripe.HTTPXClient(timeout=5, allow_sync_methods=True),
            )
            assert client.v1.balance.retrieve().available[0].amount == 0
        finally:
            ran.terminate()
    assert ran.returncode in (0, -15)


def test_the_same_seed_makes_the_same_ids(double: Stripes, client: Client) -> None:
    found = []
    for seed in (1, 1, 2):
        double.control.reset(seed)
        found.append(session_of(client).id)
    assert found[0] == found[1] != found[2]


def test_in_process_without_a_socket(double: Stripes) -> None:
    transport = httpx.ASGITransport(double.double)
    found: list[int] = []

    async def ask() -> None:
        async with httpx.AsyncClient(transport=transport, base_url="http://stripe") as asking:
            headers = {"Authorization": f"Bearer {double.key}"}
            found.append((await asking.get("/v1/balance", headers=headers)).status_code)

    asyncio.run(ask())
    assert found == [200]


# Shapes.


def misshapen(of: Any, found: dict[str, Any], where: str) -> Iterator[str]:
    """What is not as the SDK promises: all that it says is there is there, of its type, and nothing
    is that it does not know."""
    inner = getattr(of, "_inner_class_types", {})
    hints = {name: hint for name, hint in of.__annotations__.items() if name[0] != "_"}
    hints.pop("OBJECT_NAME", None)
    yield from (f"{where}.{name} is unknown" for name in found.keys() - hints.keys())
    for name, hint in hints.items():
        value = found.get(name)
        if value is None and NoneType not in get_args(hint):
            yield f"{where}.{name} is missing"
        elif value is not None and not fits(hint, value):
            yield f"{where}.{name} is {value!r}"
        for each in value if isinstance(value, list) else [value]:
            if name in inner and isinstance(each, dict):
                yield from misshapen(inner[name], each, f"{where}.{name}")


def fits(hint: Any, value: Any) -> bool:
    """A number is a number, and a word is one of those that there are."""
    if hint in (int, str, bool):
        return type(value) is hint
    arguments = [hint, *get_args(hint)]
    words = [word for each in arguments if get_origin(each) is Literal for word in get_args(each)]
    return not (words and isinstance(value, str)) or value in words


def test_everything_has_the_shape_that_the_sdk_promises(double: Stripes, client: Client) -> None:
    account = connected(double, client)
    options: Any = {"stripe_account": account}
    intent = paid(
        double, client, options=options, payment_intent_data={"application_fee_amount": 500}
    )
    client.v1.refunds.create(
        params={"payment_intent": intent.id, "amount": 100, "refund_application_fee": True},
        options=options,
    )
    double.control.dispute(intent.id)
    double.control.decline(session_of(client).id)
    double.control.settle_debit(double.control.pay_later(session_of(client).id)["id"])
    card_on_file(double, client)
    small, large, _ = plans(client)
    known_as = subscribed(double, client, small.id, trial_period_days=5)
    double.control.renew(known_as)
    double.control.renew(known_as, paid=False)
    item = item_of(client, known_as)
    client.v1.subscriptions.update(known_as, params={"items": [{"id": item.id, "price": large.id}]})
    client.v1.subscriptions.cancel(known_as)
    client.v1.billing_portal.sessions.create(params={"customer": card_on_file(double, client)[0]})
    double.control.payout()
    expired = session_of(client)
    client.v1.checkout.sessions.expire(expired.id)

    wrong: set[str] = set()
    kinds = set()
    store = double.double.world.store
    for owner, kind in itertools.product((PLATFORM, account), OBJECT_CLASSES):
        of: Any = get_object_class("V1", kind)
        for found in store.each(owner, kind):
            kinds.add(kind)
            wrong.update(misshapen(of, found, kind))
            parsed = of.construct_from(json.loads(json.dumps(found, default=str)), "key")
            assert parsed.id == found["id"]
            if kind == "event":
                told = found["data"]["object"]
                told = {"id": "upcoming"} | told if told["object"] == "invoice" else told
                of_told = get_object_class("V1", told["object"])
                wrong.update(misshapen(of_told, told, f"{kind} {found['type']}"))
    second: Any = client.v2.core.accounts.retrieve(
        account, params={"include": ["configuration.merchant", "requirements", "identity"]}
    )
    wrong.update(misshapen(stripe.v2.core.Account, second.to_dict(), "v2.core.account"))
    balance: Any = client.v1.balance.retrieve()
    wrong.update(misshapen(stripe.Balance, balance.to_dict(), "balance"))
    assert not wrong, "\n".join(sorted(wrong))
    assert kinds >= {
        "account", "application_fee", "balance_transaction", "billing_portal.session", "charge",
        "checkout.session", "customer", "dispute", "event", "fee_refund", "invoice",
        "payment_intent", "payment_method", "payout", "price", "product", "refund",
        "setup_intent", "subscription", "subscription_item",
    }  # fmt: skip


# Small things.


def test_forms_are_decoded() -> None:
    assert decoded("a[b][0][c]=1&a[b][1][c]=2&expand[]=x&expand[]=y&e=") == {
        "a": {"b": [{"c": "1"}, {"c": "2"}]}, "expand": ["x", "y"], "e": "",
    }  # fmt: skip


def test_what_was_otherwise_before() -> None:
    before = {"a": 1, "b": {"c": 1, "d": 2}, "e": [1]}
    assert difference(before, {"a": 1, "b": {"c": 1, "d": 3}, "e": [2], "f": Decimal(1)}) == {
        "b": {"d": 2}, "e": [1], "f": None,
    }  # fmt: skip
    assert merged({"a": "1", "b": "2"}, {"a": "", "c": "3"}) == {"b": "2", "c": "3"}
    assert merged({"a": "1"}, "") == {}
