"""Payouts: what is available goes to the bank. Those that Stripe makes by itself sweep the balance,
and tell which movements they pay out."""

import stripe

from app.stripe_double import balance
from app.stripe_double.listing import LISTS, listed, made_when
from app.stripe_double.refusals import Object, Refused, wrong_state
from app.stripe_double.routes import Call, route
from app.stripe_double.shapes import merged
from app.stripe_double.world import Books

FAILURES = {
    "account_closed": "The bank account has been closed.",
    "could_not_process": "The bank could not process this payout.",
    "no_account": "The bank account could not be found.",
}


def new(books: Books, amount: int, currency: str, **fields: object) -> Object:
    """A payout, which leaves the balance at once."""
    payout = books.make(
        stripe.Payout,
        **{
            "amount": amount,
            "arrival_date": books.now() + books.settings.payout_seconds,
            "automatic": False,
            "currency": currency,
            "destination": "ba_1HoldfastBank",
            "metadata": {},
            "method": "standard",
            "reconciliation_status": "not_applicable",
            "source_type": "card",
            "status": "pending",
            "type": "bank_account",
        }
        | fields,
    )
    payout["balance_transaction"] = balance.move(books, "payout", -amount, payout)["id"]
    books.emit("payout.created", payout)
    later = books.by_itself
    books.later(
        books.settings.payout_seconds, f"payout {payout['id']}", lambda: arrive(later, payout)
    )
    return payout


def sweep(books: Books, currency: str) -> Object | None:
    """A payout of all that is available and in no payout yet, as Stripe makes them by itself; none
    if that is nothing."""
    entries = [
        each
        for each in books.each("balance_transaction")
        if each["currency"] == currency
        and each["status"] == "available"
        and not books.behind(each).get("swept")
    ]
    amount = sum(each["net"] for each in entries)
    if amount <= 0:
        return None
    payout = new(books, amount, currency, automatic=True, reconciliation_status="in_progress")
    swept = {each["id"] for each in entries} | {payout["balance_transaction"]}
    for known_as in swept:
        books.world.store.behind(known_as)["swept"] = True
    books.behind(payout)["swept"] = swept
    return payout


def arrive(books: Books, payout: Object) -> None:
    """The bank has it. Raises Refused."""
    require_under_way(books, payout)
    payout["status"] = "paid"
    books.emit("payout.paid", payout)
    if payout["automatic"]:
        payout["reconciliation_status"] = "completed"
        books.emit("payout.reconciliation_completed", payout)


def fail(books: Books, payout: Object, code: str = "could_not_process") -> None:
    """The bank sends it back. Raises Refused."""
    if payout["status"] not in ("pending", "in_transit", "paid"):
        raise wrong_state(f"The payout {payout['id']} is {payout['status']}.")
    books.world.schedule.cancel(f"payout {payout['id']}")
    payout |= {
        "status": "failed",
        "failure_code": code,
        "failure_message": FAILURES[code],
        "failure_balance_transaction": give_back(books, payout, "payout_failure"),
    }
    books.emit("payout.failed", payout)


def give_back(books: Books, payout: Object, kind: str) -> str:
    """The money is back in the balance."""
    entry = balance.move(books, kind, payout["amount"], payout, at_once=True)
    return str(entry["id"])


def require_under_way(books: Books, payout: Object) -> None:
    """Raises Refused."""
    books.world.schedule.cancel(f"payout {payout['id']}")
    if payout["status"] not in ("pending", "in_transit"):
        raise wrong_state(f"The payout {payout['id']} is {payout['status']}.")


@route("POST", "/v1/payouts", "PayoutCreateParams", "amount currency metadata description")
def create(call: Call) -> Object:
    books, amount = call.books, call.params["amount"]
    currency = call.params["currency"].lower()
    if amount < 1:
        raise Refused("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    if amount > balance.funds(books, currency):
        raise Refused(
            "You have insufficient funds in your Stripe account for this transfer.",
            code="balance_insufficient",
        )
    return new(
        books,
        amount,
        currency,
        description=call.params.get("description"),
        metadata=merged({}, call.params.get("metadata")),
    )


@route("GET", "/v1/payouts/{id}", "PayoutRetrieveParams")
def retrieve(call: Call) -> Object:
    return call.books.get("payout", call.id)


@route("GET", "/v1/payouts", "PayoutListParams", f"{LISTS} status arrival_date")
def listing(call: Call) -> Object:
    arrival = call.params.get("arrival_date")
    return listed(
        call,
        "payout",
        "/v1/payouts",
        "status",
        where=lambda thing: made_when(thing, arrival, "arrival_date"),
    )


@route("POST", "/v1/payouts/{id}/cancel", "PayoutCancelParams")
def cancel(call: Call) -> Object:
    books, payout = call.books, call.books.get("payout", call.id)
    if payout["status"] != "pending" or payout["automatic"]:
        raise wrong_state(
            "Payouts can only be canceled while they are pending and were made by you."
        )
    require_under_way(books, payout)
    payout |= {
        "status": "canceled",
        "failure_balance_transaction": give_back(books, payout, "payout_cancel"),
    }
    books.emit("payout.canceled", payout)
    return payout
