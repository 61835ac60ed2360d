"""Charges: attempts to take money, what the platform takes of them, and how they end."""

from typing import Any

import stripe

from app.stripe_double import balance, cards
from app.stripe_double.expanding import included
from app.stripe_double.listing import LISTS, listed, whole
from app.stripe_double.refusals import Object
from app.stripe_double.routes import Call, route
from app.stripe_double.shapes import merged
from app.stripe_double.world import Books

OUTCOMES = {
    "succeeded": ("approved_by_network", "normal", "Payment complete.", "authorized"),
    "pending": ("approved_by_network", "not_assessed", "Payment complete.", "authorized"),
    "failed": (
        "declined_by_network",
        "normal",
        "The bank declined the payment.",
        "issuer_declined",
    ),
}


def new(
    books: Books, intent: Object, method: Object, status: str, decline: str | None = None
) -> Object:
    """A charge of a payment intent, as it begins."""
    network, risk, said, kind = OUTCOMES[status]
    code, message = cards.DECLINES.get(decline, cards.DECLINED) if decline else (None, None)
    captured = status != "failed" and intent["capture_method"] != "manual"
    charge = books.make(
        stripe.Charge,
        amount=intent["amount"],
        amount_captured=intent["amount"] if captured else 0,
        amount_refunded=0,
        application="ca_holdfast" if books.connected else None,
        application_fee_amount=intent["application_fee_amount"],
        billing_details=method["billing_details"],
        calculated_statement_descriptor="HOLDFAST",
        captured=captured,
        currency=intent["currency"],
        customer=intent["customer"],
        description=intent["description"],
        disputed=False,
        failure_code=code,
        failure_message=message,
        fraud_details={},
        metadata=dict(intent["metadata"]),
        outcome={
            "network_status": network,
            "reason": decline,
            "risk_level": risk,
            "seller_message": said,
            "type": kind,
        },
        paid=status == "succeeded",
        payment_intent=intent["id"],
        payment_method=method["id"],
        payment_method_details=cards.details_of(books, method),
        receipt_email=intent["receipt_email"],
        refunded=False,
        statement_descriptor_suffix=intent["statement_descriptor_suffix"],
        status=status,
        transfer_group=intent["transfer_group"],
    )
    charge["receipt_url"] = f"{books.world.url}/receipts/{charge['id']}"
    intent["latest_charge"] = charge["id"]
    return charge


def take_in(books: Books, charge: Object, amount: int) -> None:
    """The money of a charge comes in: into the balance, and of it what others take."""
    with books.change(charge, "charge.updated"):
        fees = []
        if taken := min(charge["application_fee_amount"] or 0, amount):
            charge["application_fee"] = application_fee(books, charge, taken)["id"]
            fees.append(balance.fee_detail(taken, charge["currency"], "application_fee"))
        cost = balance.stripe_fee(books, amount)
        fees.append(balance.fee_detail(cost, charge["currency"], "stripe_fee"))
        kind = "charge" if charge["payment_method_details"]["type"] == "card" else "payment"
        entry = balance.move(books, kind, amount, charge, *fees, category="charge")
        charge["balance_transaction"] = entry["id"]


def application_fee(books: Books, charge: Object, amount: int) -> Object:
    """What the platform takes."""
    fee = books.platform.make(
        stripe.ApplicationFee,
        account=books.account,
        amount=amount,
        amount_refunded=0,
        application="ca_holdfast",
        charge=charge["id"],
        currency=charge["currency"],
        refunded=False,
        refunds=whole([], ""),
    )
    fee["refunds"]["url"] = f"/v1/application_fees/{fee['id']}/refunds"
    fee["balance_transaction"] = balance.move(books.platform, "application_fee", amount, fee)["id"]
    books.platform.emit("application_fee.created", fee)
    return fee


def give_back_fee(books: Books, charge: Object, amount: int) -> int:
    """The platform gives back of its fee what belongs to so much of the charge; how much that is.
    The last of a charge takes what is left, so that nothing is lost in rounding."""
    fee = books.platform.find(charge["application_fee"])
    if fee is None:
        return 0
    left: int = fee["amount"] - fee["amount_refunded"]
    share = left
    if charge["amount_refunded"] < charge["amount"]:
        whole_amount = charge["amount_captured"]
        share = min(left, (2 * fee["amount"] * amount + whole_amount) // (2 * whole_amount))
    if not share:
        return 0
    back = books.platform.make(
        stripe.ApplicationFeeRefund,
        amount=share,
        currency=fee["currency"],
        fee=fee["id"],
        metadata={},
    )
    entry = balance.move(books.platform, "application_fee_refund", -share, back)
    back["balance_transaction"] = entry["id"]
    with books.platform.change(fee, "application_fee.refunded"):
        fee["amount_refunded"] += share
        fee["refunded"] = fee["amount_refunded"] == fee["amount"]
        fee["refunds"]["data"].insert(0, dict(back))
    return share


@route("GET", "/v1/charges/{id}", "ChargeRetrieveParams")
def retrieve(call: Call) -> Object:
    return call.books.get("charge", call.id)


@route("POST", "/v1/charges/{id}", "ChargeUpdateParams", "description metadata receipt_email")
def update(call: Call) -> Object:
    charge = call.books.get("charge", call.id)
    with call.books.change(charge, "charge.updated"):
        charge |= {name: call.params[name] for name in call.params.keys() & {"description"}}
        charge["metadata"] = merged(charge["metadata"], call.params.get("metadata"))
    return charge


@route("GET", "/v1/charges", "ChargeListParams", f"{LISTS} customer payment_intent")
def listing(call: Call) -> Object:
    return listed(call, "charge", "/v1/charges", "customer", "payment_intent")


@included("charge", "refunds")
def with_refunds(books: Books, charge: Object) -> Object:
    """Its refunds."""
    found = [each for each in books.each("refund") if each["charge"] == charge["id"]]
    return whole(found, f"/v1/charges/{charge['id']}/refunds")


@route("GET", "/v1/application_fees/{id}", "ApplicationFeeRetrieveParams")
def retrieve_fee(call: Call) -> Object:
    return call.books.get("application_fee", call.id)


@route("GET", "/v1/application_fees", "ApplicationFeeListParams", f"{LISTS} charge")
def list_fees(call: Call) -> Object:
    return listed(call, "application_fee", "/v1/application_fees", "charge")


def error_of(intent: Object, refused: Any, method: Object) -> Object:
    """A refusal as it stays in the intent."""
    return dict(refused.error) | {"payment_method": dict(method)}
