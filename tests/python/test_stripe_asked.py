"""What Stripe is asked to do is done once, whatever gets lost between us and however late we ask
again."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from live import settings
from stripes import Stripes, stripe_double

from app.stripe_api import StripeApi, Trouble

DAY = 25 * 3600


@pytest.fixture
def stripes() -> Iterator[Stripes]:
    with stripe_double() as double:
        yield double


@pytest.fixture
def account(stripes: Stripes) -> str:
    """A business that can be paid."""
    made = stripes.client().v2.core.accounts.create(
        {
            "contact_email": "owner@salon.test",
            "display_name": "Salon",
            "identity": {"country": "IT"},
            "configuration": {"merchant": {"capabilities": {"card_payments": {"requested": True}}}},
        }
    )
    stripes.control.onboard(made.id)
    return str(made.id)


def asked(stripes: Stripes, way: str, what: dict[str, Any]) -> Any:
    """What comes of asking Stripe once."""

    async def ask() -> Any:
        api = StripeApi(settings("", stripe_secret_key=stripes.key, stripe_url=stripes.url))
        try:
            return await getattr(api, way)(what)
        finally:
            await api.close()

    return asyncio.run(ask())


def asked_in_vain(stripes: Stripes, way: str, what: dict[str, Any], route: str) -> None:
    """Ask Stripe, which does it; what it answers is lost."""
    stripes.control.fault(route, "reset_after")
    with pytest.raises(Trouble):
        asked(stripes, way, what)


def fee(stripes: Stripes, account: str) -> dict[str, Any]:
    """A fee of a customer whose card is on file."""
    client = stripes.client(stripe_account=account)
    customer = client.v1.customers.create({"name": "Anna"}).id
    card = client.v1.payment_methods.attach("pm_card_visa", {"customer": customer}).id
    return {
        "account_id": account,
        "customer": customer,
        "payment_method": card,
        "amount": 2000,
        "currency": "EUR",
        "application_fee": 0,
        "metadata": {"holdfast_payment_id": "7"},
        "idempotency_key": "payment:7:charge",
        "attempt": 1,
        "is_late": False,
    }


def charged(stripes: Stripes, account: str) -> list[Any]:
    return list(stripes.client(stripe_account=account).v1.charges.list().data)


@pytest.mark.parametrize("late", [{"attempt": 2}, {"is_late": True}])
def test_a_fee_is_charged_once_though_the_key_is_forgotten(
    stripes: Stripes, account: str, late: dict[str, Any]
) -> None:
    what = fee(stripes, account)
    asked_in_vain(stripes, "charge_fee", what, "POST /v1/payment_intents")
    stripes.control.advance(DAY)
    answer = asked(stripes, "charge_fee", what | late)
    (only,) = charged(stripes, account)
    assert answer == {"id": only.payment_intent, "status": "succeeded"}


def test_a_fee_is_charged_once_though_there_is_another_card_by_then(
    stripes: Stripes, account: str
) -> None:
    what = fee(stripes, account)
    asked_in_vain(stripes, "charge_fee", what, "POST /v1/payment_intents")
    client = stripes.client(stripe_account=account)
    other = client.v1.payment_methods.attach("pm_card_mastercard", {"customer": what["customer"]})
    answer = asked(stripes, "charge_fee", what | {"payment_method": other.id})
    (only,) = charged(stripes, account)
    assert answer == {"id": only.payment_intent, "status": "succeeded"}


def test_there_is_a_page_though_it_is_asked_for_by_another_name(
    stripes: Stripes, account: str
) -> None:
    what = {
        "payment_id": "7",
        "account_id": account,
        "idempotency_key": "payment:7:checkout",
        "currency": "EUR",
        "application_fee": 0,
        "lines": [{"kind": "price", "amount": 4000, "name": "Cut"}],
        "title": "Cut",
        "email": "anna@x.test",
        "locale": "it",
        "return_url": "https://book.test/",
        "expires_at": stripes.control.now() + 3600,
        "save_card": False,
    }
    asked_in_vain(stripes, "open_checkout", what, "POST /v1/checkout/sessions")
    page = asked(stripes, "open_checkout", what | {"title": "Haircut"})
    assert page["url"].startswith(stripes.url)
    assert asked(stripes, "open_checkout", what | {"title": "Haircut"}) == page


def test_money_goes_back_once_though_the_key_is_forgotten(stripes: Stripes, account: str) -> None:
    charge = asked(stripes, "charge_fee", fee(stripes, account))
    what = {
        "account_id": account,
        "payment_intent": charge["id"],
        "charge": None,
        "amount": 500,
        "metadata": {"holdfast_refund_id": "8"},
        "idempotency_key": "refund:8:500",
        "attempt": 1,
        "is_late": False,
    }
    asked_in_vain(stripes, "create_refund", what, "POST /v1/refunds")
    stripes.control.advance(DAY)
    asked(stripes, "create_refund", what | {"is_late": True})
    (only,) = charged(stripes, account)
    assert only.amount_refunded == 500
