"""The billing portal: where a customer changes or ends what they pay for."""

import stripe

from app.stripe_double import cards, changes, customers, subscriptions
from app.stripe_double.clock import HOUR
from app.stripe_double.refusals import Object
from app.stripe_double.routes import Call, route
from app.stripe_double.world import Books

LIFE = HOUR


@route(
    "POST",
    "/v1/billing_portal/sessions",
    "billing_portal.SessionCreateParams",
    "customer return_url locale configuration",
)
def create(call: Call) -> Object:
    books, params = call.books, call.params
    customer = customers.live(books, params["customer"], "customer")
    token = books.world.store.new_id("")
    books.world.store.links[token] = {
        "account": books.account,
        "customer": customer["id"],
        "return_url": params.get("return_url"),
        "expires_at": books.now() + LIFE,
    }
    return books.make(
        stripe.billing_portal.Session,
        configuration=params.get("configuration", "bpc_1Holdfast"),
        customer=customer["id"],
        locale=params.get("locale"),
        return_url=params.get("return_url"),
        url=f"{books.world.url}/p/session/{token}",
    )


def subscription_of(books: Books, customer: str) -> Object | None:
    """What the customer pays for."""
    found = [each for each in books.each("subscription") if each["customer"] == customer]
    return next((each for each in found if each["status"] != "canceled"), next(iter(found), None))


def prices_for(books: Books, subscription: Object) -> list[Object]:
    """What it could be changed to."""
    return [
        price
        for price in books.each("price")
        if price["active"]
        and price["type"] == "recurring"
        and price["currency"] == subscription["currency"]
    ]


def change_plan(books: Books, subscription: Object, price: str) -> None:
    """Raises Refused."""
    item = subscriptions.items(subscription)[0]
    changes.change(books, subscription, {"items": [{"id": item["id"], "price": price}]})


def change_card(books: Books, customer: Object, number: str) -> None:
    """A card that pays from now on. Raises Refused."""
    method = cards.new_card(books, number, email=customer["email"], name=customer["name"])
    card = cards.card_of(books, method)
    if card and card.decline and not card.saves:
        raise cards.card_error(card.decline)
    cards.save(books, method, customer)
    with books.change(customer, "customer.updated"):
        settings = customer["invoice_settings"]
        customer["invoice_settings"] = settings | {"default_payment_method": method["id"]}
    subscription = subscription_of(books, customer["id"])
    if subscription and subscription["status"] != "canceled":
        changes.change(books, subscription, {"default_payment_method": method["id"]})
