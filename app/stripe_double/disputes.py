"""Disputes: the customer's bank takes money back, until it is decided."""

import stripe

from app.stripe_double import balance
from app.stripe_double.clock import DAY
from app.stripe_double.listing import LISTS, listed
from app.stripe_double.refusals import Object, wrong_state
from app.stripe_double.routes import Call, route
from app.stripe_double.shapes import merged, shaped
from app.stripe_double.world import Books

DECIDED = ("won", "lost")

# How Stripe decides in test mode, by what the evidence says.
DECISIVE = {"winning_evidence": True, "losing_evidence": False}
DECIDES_SECONDS = 1
EVIDENCE_SECONDS = 9 * DAY


def open_dispute(
    books: Books, charge: Object, reason: str = "fraudulent", amount: int | None = None
) -> Object:
    """Somebody's bank takes the money of a charge. Raises Refused."""
    if charge["disputed"] or not charge["paid"]:
        raise wrong_state(f"Charge {charge['id']} cannot be disputed.")
    dispute = books.make(
        stripe.Dispute,
        amount=amount or charge["amount"],
        balance_transactions=[],
        charge=charge["id"],
        currency=charge["currency"],
        enhanced_eligibility_types=[],
        evidence=shaped(stripe.Dispute.Evidence, {"enhanced_evidence": {}}),
        evidence_details={
            "due_by": books.now() + EVIDENCE_SECONDS,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        is_charge_refundable=False,
        metadata={},
        payment_intent=charge["payment_intent"],
        payment_method_details={
            "type": "card",
            "card": {
                "brand": "visa",
                "case_type": "chargeback",
                "network": "visa",
                "network_reason_code": "10.4",
            },
        },
        reason=reason,
        status="needs_response",
    )
    with books.change(charge, "charge.updated"):
        charge["disputed"] = True
    books.emit("charge.dispute.created", dispute)
    fee = balance.fee_detail(books.settings.dispute_fee, dispute["currency"], "stripe_fee")
    with books.change(dispute, "charge.dispute.funds_withdrawn"):
        entry = balance.move(books, "adjustment", -dispute["amount"], dispute, fee)
        dispute["balance_transactions"].append(dict(entry))
    return dispute


def is_won(books: Books, charge: Object) -> bool:
    """Whether the bank has decided for the business: then it may give the money back."""
    of_charge = (each for each in books.each("dispute") if each["charge"] == charge["id"])
    return all(each["status"] == "won" for each in of_charge)


def decide(books: Books, dispute: Object, won: bool) -> None:
    """The bank decides. Raises Refused."""
    books.world.schedule.cancel(f"decide {dispute['id']}")
    if dispute["status"] in DECIDED:
        raise wrong_state("This dispute is already closed.", "dispute_already_closed")
    if won:
        with books.change(dispute, "charge.dispute.funds_reinstated"):
            dispute["status"] = "won"
            entry = balance.move(
                books,
                "adjustment",
                dispute["amount"],
                dispute,
                *countered(books, dispute, -1),
                at_once=True,
                category="dispute_reversal",
            )
            dispute["balance_transactions"].append(dict(entry))
    dispute["status"] = "won" if won else "lost"
    books.emit("charge.dispute.closed", dispute)


def countered(books: Books, dispute: Object, sign: int) -> list[Object]:
    """What is taken for countering a dispute, once, or given back of that."""
    taken = books.behind(dispute).get("countered", 0)
    if sign > 0:
        amount = 0 if taken else books.settings.counter_fee
        books.behind(dispute)["countered"] = taken + amount
    else:
        amount = -taken
    return [balance.fee_detail(amount, dispute["currency"], "stripe_fee")] if amount else []


@route("GET", "/v1/disputes/{id}", "DisputeRetrieveParams")
def retrieve(call: Call) -> Object:
    return call.books.get("dispute", call.id)


@route("GET", "/v1/disputes", "DisputeListParams", f"{LISTS} charge payment_intent")
def listing(call: Call) -> Object:
    return listed(call, "dispute", "/v1/disputes", "charge", "payment_intent")


@route("POST", "/v1/disputes/{id}", "DisputeUpdateParams", "evidence metadata submit")
def update(call: Call) -> Object:
    books, params = call.books, call.params
    dispute = books.get("dispute", call.id)
    if dispute["status"] in DECIDED:
        raise wrong_state("This dispute is already closed.", "dispute_already_closed")
    evidence = params.get("evidence") or {}
    submits = bool(evidence) and params.get("submit", True)
    with books.change(dispute, "charge.dispute.updated"):
        dispute["metadata"] = merged(dispute["metadata"], params.get("metadata"))
        dispute["evidence"] |= evidence
        dispute["evidence_details"]["has_evidence"] |= bool(evidence)
        if submits:
            dispute["status"] = "under_review"
            dispute["evidence_details"]["submission_count"] += 1
            dispute["evidence_details"]["submission_method"] = "manual"
            if fees := countered(books, dispute, 1):
                entry = balance.move(books, "adjustment", 0, dispute, *fees)
                dispute["balance_transactions"].append(dict(entry))
    won = DECISIVE.get(evidence.get("uncategorized_text", ""))
    if submits and won is not None:
        later = books.by_itself
        books.later(DECIDES_SECONDS, f"decide {dispute['id']}", lambda: decide(later, dispute, won))
    return dispute


@route("POST", "/v1/disputes/{id}/close", "DisputeCloseParams")
def close(call: Call) -> Object:
    dispute = call.books.get("dispute", call.id)
    decide(call.books, dispute, won=False)
    return dispute
