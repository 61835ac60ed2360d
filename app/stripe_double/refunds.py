"""Refunds: at once, or after a while, or not at all."""

import stripe

from app.stripe_double import balance, cards, charges, disputes
from app.stripe_double.listing import LISTS, listed
from app.stripe_double.refusals import Object, Refused, wrong_state
from app.stripe_double.routes import Call, route
from app.stripe_double.shapes import merged
from app.stripe_double.world import Books

# What a refund is while money is on its way back.
UNDER_WAY = ("pending", "requires_action")


@route(
    "POST",
    "/v1/refunds",
    "RefundCreateParams",
    "amount charge payment_intent reason metadata refund_application_fee",
)
def create(call: Call) -> Object:
    books, params = call.books, call.params
    charge = charge_of(call)
    amount = refundable(books, charge, params.get("amount"))
    if params.get("refund_application_fee") and not charge["application_fee"]:
        raise Refused(
            "You cannot refund the application fee of a charge that has none.",
            param="refund_application_fee",
        )
    refund = books.make(
        stripe.Refund,
        amount=amount,
        charge=charge["id"],
        currency=charge["currency"],
        destination_details={"type": "card", "card": {"type": "refund", "reference": None}},
        metadata=merged({}, params.get("metadata")),
        payment_intent=charge["payment_intent"],
        reason=params.get("reason"),
        status="succeeded",
    )
    begin(books, charge, refund, bool(params.get("refund_application_fee")))
    return refund


def charge_of(call: Call) -> Object:
    """The charge that is to be refunded. Raises Refused."""
    books, params = call.books, call.params
    if ("charge" in params) == ("payment_intent" in params):
        raise Refused(
            "One of the following params should be provided for this request: payment_intent or "
            "charge.",
            code="parameter_missing",
            param="charge",
            began=False,
        )
    if "charge" in params:
        charge = books.get("charge", params["charge"], "charge")
    else:
        intent = books.get("payment_intent", params["payment_intent"], "payment_intent")
        if intent["status"] != "succeeded":
            raise wrong_state(
                f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
                "payment_intent_unexpected_state",
            )
        charge = books.get("charge", intent["latest_charge"])
    if charge["status"] != "succeeded" or not charge["captured"]:
        raise wrong_state(f"Charge {charge['id']} was not paid.", "charge_not_refundable")
    return charge


def refundable(books: Books, charge: Object, amount: int | None) -> int:
    """How much is refunded. Raises Refused."""
    left = charge["amount"] - charge["amount_refunded"]
    if charge["disputed"] and not disputes.is_won(books, charge):
        raise wrong_state(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.",
            "charge_disputed",
        )
    if left == 0:
        raise wrong_state(
            f"Charge {charge['id']} has already been refunded.", "charge_already_refunded"
        )
    if amount is not None and amount < 1:
        raise Refused("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    if amount is not None and amount > left:
        whole = "charge" if left == charge["amount"] else "unrefunded"
        asked = f"{amount / 100:.2f} {charge['currency']}"
        raise Refused(
            f"Refund amount ({asked}) is greater than {whole} amount on charge "
            f"({left / 100:.2f} {charge['currency']})",
            param="amount",
        )
    return left if amount is None else amount


def begin(books: Books, charge: Object, refund: Object, with_fee: bool) -> None:
    """The money leaves the balance now; the customer has it now or later."""
    refund["status"], ends = course(books, charge)
    previous = {name: charge[name] for name in ("amount_refunded", "refunded")}
    charge["amount_refunded"] += refund["amount"]
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    fees = []
    back = charges.give_back_fee(books, charge, refund["amount"]) if with_fee else 0
    if back:
        fees.append(balance.fee_detail(-back, charge["currency"], "application_fee"))
    entry = balance.move(books, "refund", -refund["amount"], refund, *fees)
    refund["balance_transaction"] = entry["id"]
    books.emit("refund.created", refund)
    books.emit("charge.refunded", charge, previous)
    if ends:
        later = books.by_itself
        books.later(
            books.settings.refund_seconds,
            f"refund {refund['id']}",
            lambda: end(later, refund, ends),
        )


def course(books: Books, charge: Object) -> tuple[str, str | None]:
    """How a refund begins, and how it ends by itself, if that is not at once."""
    method = books.find(charge["payment_method"])
    card = cards.card_of(books, method) if method else None
    starts = books.settings.refund_starts
    names = [charge["id"], card.number[-4:] if card else "", ""]
    told = next((starts[name] for name in names if name in starts), None)
    if told:
        return told, "succeeded" if told == "pending" else None
    if card and card.refunds:
        return ("pending", "succeeded") if card.refunds == "pending" else ("succeeded", "failed")
    return "succeeded", None


def end(
    books: Books, refund: Object, status: str, reason: str = "expired_or_canceled_card"
) -> None:
    """Money that is on its way back arrives, or comes back to us. Raises Refused."""
    books.world.schedule.cancel(f"refund {refund['id']}")
    if refund["status"] in ("failed", "canceled"):
        raise wrong_state(f"The refund {refund['id']} is {refund['status']}.")
    if status == "succeeded":
        with books.change(refund, "refund.updated"):
            refund["status"] = status
        return
    charge = books.get("charge", refund["charge"])
    entry = balance.move(books, "refund_failure", refund["amount"], refund, at_once=True)
    with books.change(charge, "charge.updated"):
        charge["amount_refunded"] -= refund["amount"]
        charge["refunded"] = False
    kinds = ("refund.updated", "refund.failed") if status == "failed" else ("refund.updated",)
    with books.change(refund, *kinds):
        refund |= {"status": status, "failure_balance_transaction": entry["id"]}
        refund |= {"failure_reason": reason} if status == "failed" else {}


@route("GET", "/v1/refunds/{id}", "RefundRetrieveParams")
def retrieve(call: Call) -> Object:
    return call.books.get("refund", call.id)


@route("POST", "/v1/refunds/{id}", "RefundUpdateParams", "metadata")
def update(call: Call) -> Object:
    refund = call.books.get("refund", call.id)
    with call.books.change(refund, "refund.updated"):
        refund["metadata"] = merged(refund["metadata"], call.params.get("metadata"))
    return refund


@route("GET", "/v1/refunds", "RefundListParams", f"{LISTS} charge payment_intent")
def listing(call: Call) -> Object:
    return listed(call, "refund", "/v1/refunds", "charge", "payment_intent")


@route("POST", "/v1/refunds/{id}/cancel", "RefundCancelParams")
def cancel(call: Call) -> Object:
    refund = call.books.get("refund", call.id)
    if refund["status"] != "requires_action":
        raise wrong_state(
            f"You cannot cancel this refund because it has a status of {refund['status']}. Only a "
            "refund with the status requires_action may be canceled."
        )
    end(call.books, refund, "canceled")
    return refund
