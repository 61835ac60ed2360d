"""What an invoice would be if a subscription were changed. Nothing is."""

import copy

import stripe

from app.stripe_double import changes, invoices, subscriptions
from app.stripe_double.refusals import Object
from app.stripe_double.routes import Call, beyond, route
from app.stripe_double.shapes import shaped


@route(
    "POST",
    "/v1/invoices/create_preview",
    "InvoiceCreatePreviewParams",
    "subscription subscription_details",
)
def create(call: Call) -> Object:
    books, params = call.books, call.params
    if "subscription" not in params:
        raise beyond("customer")
    given = params.get("subscription_details", {})
    for name in given.keys() - {"items", "proration_behavior"}:
        raise beyond(f"subscription_details[{name}]")
    # As it would be: of what there is nothing changes.
    subscription = copy.deepcopy(books.get("subscription", params["subscription"], "subscription"))
    if subscription["status"] in ("canceled", "incomplete_expired"):
        raise changes.missing_or_over(subscription)
    wanted = [changes.chosen(books, subscription, each) for each in given.get("items", [])]
    if any(item is None for item, _, _ in wanted):
        raise beyond("subscription_details[items][0]")
    prorates = given.get("proration_behavior", "create_prorations")
    lines, anew = changes.reprice(books, subscription, wanted, prorates)
    if anew:
        subscriptions.start_anew(books, subscription)
    else:
        waiting = subscriptions.behind(books, subscription).get("waiting", [])
        lines = [*waiting, *lines]
    if anew or prorates != "always_invoice" or not lines:
        lines += subscriptions.full_lines(books, subscription)
    reason = "subscription_update" if wanted else "upcoming"
    fields = invoices.shape(books, subscription, reason, lines)
    return shaped(
        stripe.Invoice,
        {
            "id": books.world.store.new_id("upcoming_in_"),
            "object": "invoice",
            "created": books.now(),
            "livemode": False,
            **fields,
        },
    )
