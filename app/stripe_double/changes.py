"""Changes of subscriptions: another plan, an end, a longer trial."""

from app.stripe_double import catalogue, invoices
from app.stripe_double.periods import share
from app.stripe_double.refusals import Object, Refused, wrong_state
from app.stripe_double.routes import Call, beyond, route
from app.stripe_double.shapes import merged
from app.stripe_double.subscriptions import (
    UPDATED,
    behind,
    bill,
    end,
    full_lines,
    items,
    new_item,
    period,
    plan_ahead,
    set_period,
    start_anew,
)
from app.stripe_double.world import Books

Chosen = tuple[Object | None, Object, int]
"""An item (none for a new one), its price and its quantity."""


@route(
    "POST",
    "/v1/subscriptions/{id}",
    "SubscriptionUpdateParams",
    "items cancel_at_period_end trial_end proration_behavior metadata default_payment_method "
    "description cancellation_details",
)
def update(call: Call) -> Object:
    books, params = call.books, call.params
    subscription = books.get("subscription", call.id)
    if subscription["status"] in ("canceled", "incomplete_expired"):
        raise missing_or_over(subscription)
    change(books, subscription, params)
    return subscription


def missing_or_over(subscription: Object) -> Refused:
    """Nothing can be changed in what is over."""
    return wrong_state(
        "A canceled subscription can only update its cancellation_details and metadata."
        if subscription["status"] == "canceled"
        else "This subscription has expired."
    )


def change(books: Books, subscription: Object, params: Object) -> None:
    """Change a subscription. Raises Refused."""
    prorates = params.get("proration_behavior", "create_prorations")
    wanted = [chosen(books, subscription, given) for given in params.get("items", [])]
    ends_trial = params.get("trial_end") == "now" and subscription["status"] == "trialing"
    until = trial_end_of(books, params)
    if method := params.get("default_payment_method"):
        books.get("payment_method", method, "default_payment_method")
    with books.change(subscription, UPDATED):
        for name in ("description", "default_payment_method"):
            if name in params:
                subscription[name] = params[name] or None
        subscription["metadata"] = merged(subscription["metadata"], params.get("metadata"))
        if "cancel_at_period_end" in params:
            cancel_later(books, subscription, params["cancel_at_period_end"], params)
        if until:
            extend_trial(books, subscription, until)
        lines, anew = reprice(books, subscription, wanted, prorates)
        if ends_trial or anew:
            start_anew(books, subscription)
    if ends_trial or anew:
        lines += full_lines(books, subscription)
    if lines and (anew or ends_trial or prorates == "always_invoice"):
        with books.change(subscription, UPDATED):
            bill(books, subscription, "subscription_update", lines)
    elif lines:
        behind(books, subscription).setdefault("waiting", []).extend(lines)
    plan_ahead(books, subscription)


def chosen(books: Books, subscription: Object, given: Object) -> Chosen:
    """What is wanted of an item. Raises Refused."""
    for name in given.keys() - {"id", "price", "quantity"}:
        raise beyond(f"items[0][{name}]")
    item = None
    if "id" in given:
        item = next((each for each in items(subscription) if each["id"] == given["id"]), None)
        if item is None:
            raise Refused(
                f"No such subscription item: '{given['id']}'",
                code="resource_missing",
                param="items",
            )
    price = item["price"] if item else None
    if "price" in given:
        price = books.get("price", given["price"], "items[0][price]")
    if price is None or price["recurring"] is None:
        raise Refused("The price specified is not recurring.", param="items")
    if price["currency"] != subscription["currency"]:
        raise Refused("The price specified has another currency.", param="items")
    if item is None and any(each["price"]["id"] == price["id"] for each in items(subscription)):
        raise Refused(
            f"Cannot add multiple subscription items with the same plan: {price['id']}",
            param="items",
        )
    usual: int = item["quantity"] if item else 1
    return item, price, given.get("quantity", usual)


def reprice(
    books: Books, subscription: Object, wanted: list[Chosen], prorates: str
) -> tuple[list[Object], bool]:
    """Have the items as they are wanted; the lines for what is left of the period, and whether
    another period begins, because it is of another length."""
    lines: list[Object] = []
    anew = False
    trial = subscription["status"] == "trialing"
    start, until = period(subscription)
    for item, price, quantity in wanted:
        before = dict(item) if item else None
        if item is None:
            item = new_item(books, subscription, price, quantity)
            item |= {"current_period_start": start, "current_period_end": until}
            items(subscription).append(item)
            subscription["items"]["total_count"] += 1
        item |= {"price": price, "plan": catalogue.plan_of(price), "quantity": quantity}
        if before is not None and interval(before["price"]) != interval(price):
            anew = not trial
        if prorates != "none" and not trial:
            lines += prorations(books, subscription, before, item, (start, until), anew)
    return lines, anew


def prorations(
    books: Books,
    subscription: Object,
    before: Object | None,
    item: Object,
    span: tuple[int, int],
    anew: bool,
) -> list[Object]:
    """What is given back of the old, and what the new costs until the period ends."""
    now = books.now()
    found = []
    for each, sign, said in ((before, -1, "Unused time on"), (item, 1, "Remaining time on")):
        if each is None or (anew and sign == 1):
            continue
        product = books.get("product", each["price"]["product"])
        amount = sign * share(each["price"]["unit_amount"] * each["quantity"], *span, now)
        found.append(
            invoices.line(
                books,
                subscription,
                each,
                amount,
                f"{said} {each['quantity']} x {product['name']}",
                (now, span[1]),
                proration=True,
            )
        )
    return [] if before == item else found


def interval(price: Object) -> tuple[str, int]:
    return price["recurring"]["interval"], price["recurring"]["interval_count"]


def trial_end_of(books: Books, params: Object) -> int | None:
    """Until when the trial is to go on, if that is wanted. Raises Refused."""
    until = params.get("trial_end")
    if not isinstance(until, int):
        return None
    if until <= books.now():
        raise Refused(
            "Invalid timestamp: must be an integer Unix timestamp in the future.",
            param="trial_end",
        )
    return until


def extend_trial(books: Books, subscription: Object, until: int) -> None:
    """A trial until then."""
    start, _ = period(subscription)
    subscription |= {
        "status": "trialing",
        "trial_end": until,
        "trial_start": subscription["trial_start"] or books.now(),
        "billing_cycle_anchor": until,
    }
    set_period(subscription, start, until)


def cancel_later(books: Books, subscription: Object, wanted: bool, params: Object) -> None:
    """End with the period, or go on after all."""
    _, until = period(subscription)
    details: Object = {"comment": None, "feedback": None, "reason": None}
    if wanted:
        details |= {"reason": "cancellation_requested", **params.get("cancellation_details", {})}
    subscription |= {
        "cancel_at_period_end": wanted,
        "cancel_at": until if wanted else None,
        "canceled_at": books.now() if wanted else None,
        "cancellation_details": details,
    }


@route("DELETE", "/v1/subscriptions/{id}", "SubscriptionCancelParams", "cancellation_details")
def cancel(call: Call) -> Object:
    subscription = call.books.get("subscription", call.id)
    if subscription["status"] == "canceled":
        raise Refused(
            f"No such subscription: '{call.id}'", status=404, code="resource_missing", param="id"
        )
    details = {"comment": None, "feedback": None, "reason": "cancellation_requested"}
    subscription["cancellation_details"] = details | call.params.get("cancellation_details", {})
    end(call.books, subscription)
    return subscription


@route("POST", "/v1/subscriptions/{id}/resume", "SubscriptionResumeParams", "billing_cycle_anchor")
def resume(call: Call) -> Object:
    books, subscription = call.books, call.books.get("subscription", call.id)
    if subscription["status"] != "paused":
        raise wrong_state("Only a paused subscription can be resumed.")
    with books.change(subscription, UPDATED, "customer.subscription.resumed"):
        subscription["status"] = "active"
        start_anew(books, subscription)
    with books.change(subscription, UPDATED):
        bill(books, subscription, "subscription_cycle", full_lines(books, subscription))
    plan_ahead(books, subscription)
    return subscription
