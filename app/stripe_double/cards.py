"""Payment methods: Stripe's test cards and what they do, bank debits, and who has them."""

import dataclasses
from typing import Any

import stripe

from app.stripe_double.listing import LISTS, listed
from app.stripe_double.refusals import Object, Refused, wrong_state
from app.stripe_double.routes import Call, route
from app.stripe_double.shapes import shaped
from app.stripe_double.world import Books


@dataclasses.dataclass(frozen=True)
class Card:
    """What a test card does."""

    number: str
    brand: str = "visa"
    decline: str | None = None
    # Whether it can be saved, although it declines to be charged.
    saves: bool = True
    # "setup": the customer is asked once, "always": each time.
    authentication: str | None = None
    disputed: bool = False
    # How its refunds go: "pending" for later success, "failed" for later failure.
    refunds: str | None = None


CARDS = {
    card.number: card
    for card in (
        Card("4242424242424242"),
        Card("5555555555554444", "mastercard"),
        Card("4000000000000002", decline="generic_decline", saves=False),
        Card("4000000000009995", decline="insufficient_funds", saves=False),
        Card("4000000000000069", decline="expired_card", saves=False),
        Card("4000000000000341", decline="generic_decline"),
        Card("4000002500003155", authentication="setup"),
        Card("4000002760003184", authentication="always"),
        Card("4000000000000259", disputed=True),
        Card("4000000000007726", refunds="pending"),
        Card("4000000000005126", refunds="failed"),
    )
}

# Ids that Stripe gives payment methods for tests.
TOKENS = {
    "pm_card_visa": "4242424242424242",
    "pm_card_mastercard": "5555555555554444",
    "pm_card_visa_chargeDeclined": "4000000000000002",
    "pm_card_visa_chargeDeclinedInsufficientFunds": "4000000000009995",
    "pm_card_chargeCustomerFail": "4000000000000341",
    "pm_card_authenticationRequiredOnSetup": "4000002500003155",
    "pm_card_authenticationRequired": "4000002760003184",
    "pm_card_createDispute": "4000000000000259",
    "pm_card_pendingRefund": "4000000000007726",
    "pm_card_refundFail": "4000000000005126",
}

DEBITS = {"eur": "sepa_debit", "gbp": "bacs_debit", "usd": "us_bank_account"}

DECLINES = {
    "expired_card": ("expired_card", "Your card has expired."),
    "insufficient_funds": ("card_declined", "Your card has insufficient funds."),
    "authentication_required": (
        "authentication_required",
        "Your card was declined. This transaction requires authentication.",
    ),
}
DECLINED = ("card_declined", "Your card was declined.")


def card_error(decline: str, **more: Any) -> Refused:
    """A card that was declined."""
    code, message = DECLINES.get(decline, DECLINED)
    return Refused(message, status=402, kind="card_error", code=code, decline_code=decline, **more)


def new_card(books: Books, number: str, **billing: str | None) -> Object:
    """A payment method that is a card. Raises Refused."""
    number = "".join(number.split())
    if (card := CARDS.get(number)) is None:
        raise Refused(
            "Your card number is incorrect.",
            status=402,
            kind="card_error",
            code="incorrect_number",
            param="number",
        )
    details = {
        "brand": card.brand,
        "checks": {"address_line1_check": None, "cvc_check": "pass"},
        "country": "US",
        "display_brand": card.brand,
        "exp_month": 12,
        "exp_year": 2034,
        "fingerprint": f"fp{number[-4:]}{card.brand}",
        "funding": "credit",
        "last4": number[-4:],
        "networks": {"available": [card.brand], "preferred": None},
        "three_d_secure_usage": {"supported": True},
    }
    made = new_method(books, "card", details, **billing)
    books.behind(made)["number"] = number
    return made


def new_debit(books: Books, currency: str, **billing: str | None) -> Object:
    """A payment method that is a bank account."""
    kind = DEBITS.get(currency, "sepa_debit")
    details = {"bank_code": "37040044", "country": "DE", "fingerprint": "fpdebit", "last4": "3000"}
    return new_method(books, kind, details, **billing)


def new_method(books: Books, kind: str, details: Object, **billing: str | None) -> Object:
    made = books.make(
        stripe.PaymentMethod,
        allow_redisplay="unspecified",
        billing_details=shaped(stripe.PaymentMethod.BillingDetails, dict(billing)),
        metadata={},
        type=kind,
    )
    for name in [*made]:  # There is one hash, named as the type.
        if made[name] is None and name not in ("customer", "customer_account"):
            del made[name]
    made[kind] = shaped(stripe.PaymentMethod.Card, details) if kind == "card" else details
    return made


def card_of(books: Books, method: Object) -> Card | None:
    """What a payment method does, if it is a card."""
    number = books.behind(method).get("number")
    return CARDS[number] if number else None


def method_of(books: Books, known_as: str, param: str = "payment_method") -> Object:
    """A payment method, one that Stripe has for tests too. Raises Refused."""
    if known_as in TOKENS:
        return new_card(books, TOKENS[known_as])
    return books.get("payment_method", known_as, param)


def save(books: Books, method: Object, customer: Object) -> None:
    """Keep a payment method for a customer."""
    if method["customer"] == customer["id"]:
        return
    with books.change(method):
        method["customer"] = customer["id"]
    books.emit("payment_method.attached", method)


def details_of(books: Books, method: Object) -> Object:
    """As a charge tells how it was paid."""
    kind = method["type"]
    if kind != "card":
        return {"type": kind, kind: dict(method[kind])}
    names = ("brand", "checks", "country", "exp_month", "exp_year", "fingerprint", "funding")
    details = {name: method["card"][name] for name in (*names, "last4")}
    return {"type": "card", "card": details | {"network": details["brand"], "wallet": None}}


@route("GET", "/v1/payment_methods/{id}", "PaymentMethodRetrieveParams")
def retrieve(call: Call) -> Object:
    return call.books.get("payment_method", call.id)


@route(
    "GET",
    "/v1/payment_methods",
    "PaymentMethodListParams",
    f"{LISTS} customer type".replace("created ", ""),
)
def listing(call: Call) -> Object:
    customer = call.params.get("customer")
    return listed(
        call,
        "payment_method",
        "/v1/payment_methods",
        "type",
        where=lambda thing: customer is not None and thing["customer"] == customer,
    )


@route("POST", "/v1/payment_methods/{id}/attach", "PaymentMethodAttachParams", "customer")
def attach(call: Call) -> Object:
    method = method_of(call.books, call.id, "id")
    customer = call.books.get("customer", call.params["customer"], "customer")
    if call.books.behind(method).get("detached"):
        raise wrong_state(
            "This PaymentMethod was previously used without being attached to a Customer or was "
            "detached from a Customer, and may not be used again."
        )
    if method["customer"] not in (None, customer["id"]):
        raise wrong_state(
            "The payment method you provided has already been attached to a customer.",
            "payment_method_already_attached",
        )
    card = card_of(call.books, method)
    if card and card.decline and not card.saves:
        raise card_error(card.decline)
    save(call.books, method, customer)
    return method


@route("POST", "/v1/payment_methods/{id}/detach", "PaymentMethodDetachParams")
def detach(call: Call) -> Object:
    method = call.books.get("payment_method", call.id)
    if method["customer"] is None:
        raise wrong_state(
            "The payment method you provided is not attached to a customer so detachment is "
            "impossible.",
            "payment_method_not_attached",
        )
    previous = {"customer": method["customer"]}
    method["customer"] = None
    call.books.behind(method)["detached"] = True
    call.books.emit("payment_method.detached", method, previous)
    return method
