"""Setup intents: a card that is saved, to be charged when nobody is there."""

import stripe

from app.stripe_double import cards
from app.stripe_double.listing import LISTS, listed
from app.stripe_double.refusals import Object
from app.stripe_double.routes import Call, route
from app.stripe_double.shapes import merged
from app.stripe_double.world import Books


def new(books: Books, customer: str | None, data: Object) -> Object:
    """A setup intent that waits for a card."""
    setup = books.make(
        stripe.SetupIntent,
        application="ca_holdfast" if books.connected else None,
        customer=customer,
        description=data.get("description"),
        metadata=merged({}, data.get("metadata")),
        payment_method_options={"card": {"request_three_d_secure": "automatic"}},
        payment_method_types=["card"],
        status="requires_payment_method",
        usage="off_session",
    )
    setup["client_secret"] = f"{setup['id']}_secret_{books.world.store.new_id('')}"
    books.emit("setup_intent.created", setup)
    return setup


def confirm(books: Books, setup: Object, method: Object, authenticated: bool) -> bool:
    """Try to save a card; whether that was all, or the bank wants to ask. Raises Refused."""
    card = cards.card_of(books, method)
    if card and card.authentication and not authenticated:
        setup["status"] = "requires_action"
        books.emit("setup_intent.requires_action", setup)
        return False
    if card and card.decline and not card.saves:
        refused = cards.card_error(card.decline)
        setup |= {
            "status": "requires_payment_method",
            "last_setup_error": refused.error | {"payment_method": dict(method)},
        }
        books.emit("setup_intent.setup_failed", setup)
        raise refused
    if setup["customer"]:
        cards.save(books, method, books.get("customer", setup["customer"]))
    setup |= {"status": "succeeded", "payment_method": method["id"], "last_setup_error": None}
    books.emit("setup_intent.succeeded", setup)
    return True


def cancel(books: Books, setup: Object) -> None:
    """Nobody is to save a card any more."""
    setup |= {"status": "canceled", "cancellation_reason": "abandoned"}
    books.emit("setup_intent.canceled", setup)


@route("GET", "/v1/setup_intents/{id}", "SetupIntentRetrieveParams")
def retrieve(call: Call) -> Object:
    return call.books.get("setup_intent", call.id)


@route("GET", "/v1/setup_intents", "SetupIntentListParams", f"{LISTS} customer payment_method")
def listing(call: Call) -> Object:
    return listed(call, "setup_intent", "/v1/setup_intents", "customer", "payment_method")
