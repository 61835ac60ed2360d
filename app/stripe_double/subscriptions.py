"""Subscriptions: trials, renewals, changes and ends. They go by the clock, or as they are told."""

from typing import Any

import stripe

from app.stripe_double import catalogue, invoices
from app.stripe_double.clock import DAY
from app.stripe_double.listing import LISTS, listed, whole
from app.stripe_double.periods import period_end, share
from app.stripe_double.refusals import Object, Refused, wrong_state
from app.stripe_double.routes import Call, beyond, route
from app.stripe_double.shapes import merged
from app.stripe_double.world import Books

TOLD_BEFORE = 3 * DAY

UPDATED = "customer.subscription.updated"

MISSING_METHOD = {"cancel": "canceled", "pause": "paused"}


def behind(books: Books, subscription: Object) -> dict[str, Any]:
    """What is known of a subscription and is no part of it: lines that wait for the next invoice,
    and whether its payments fail because somebody said so."""
    return books.behind(subscription)


def begin(
    books: Books, customer: Object, method: Object | None, lines: list[Object], data: Object
) -> Object:
    """A subscription to what the lines say."""
    recurring = [each for each in lines if each["price"]["type"] == "recurring"]
    trial_end = data.get("trial_end")
    if days := data.get("trial_period_days"):
        trial_end = books.now() + days * DAY
    now = books.now()
    subscription = books.make(
        stripe.Subscription,
        application="ca_holdfast" if books.connected else None,
        application_fee_percent=data.get("application_fee_percent"),
        automatic_tax={"enabled": False},
        billing_cycle_anchor=trial_end or now,
        billing_mode={"type": "classic"},
        billing_schedules=[],
        cancel_at_period_end=False,
        collection_method="charge_automatically",
        currency=recurring[0]["currency"],
        customer=customer["id"],
        default_payment_method=method["id"] if method else None,
        default_tax_rates=[],
        description=data.get("description"),
        discounts=[],
        invoice_settings={"issuer": {"type": "self"}},
        metadata=merged({}, data.get("metadata")),
        payment_settings={"save_default_payment_method": "off"},
        start_date=now,
        status="trialing" if trial_end else "incomplete",
        trial_end=trial_end,
        trial_start=now if trial_end else None,
        trial_settings=data.get(
            "trial_settings", {"end_behavior": {"missing_payment_method": "create_invoice"}}
        ),
    )
    url = f"/v1/subscription_items?subscription={subscription['id']}"
    data_of = [new_item(books, subscription, each["price"], each["quantity"]) for each in recurring]
    subscription["items"] = whole(data_of, url) | {"total_count": len(data_of)}
    set_period(subscription, now, trial_end or next_end(subscription, now))
    books.emit("customer.subscription.created", subscription)
    once = [
        invoices.line(
            books, subscription, data_of[0] | {"quantity": each["quantity"]},
            each["amount_total"], str(each["description"]), (now, now), price=each["price"],
        )
        for each in lines
        if each["price"]["type"] != "recurring"
    ]  # fmt: skip
    # Whoever subscribes is there, and has been asked by their bank if it asks.
    behind(books, subscription)["present"] = True
    bill(books, subscription, "subscription_create", once + full_lines(books, subscription))
    del behind(books, subscription)["present"]
    plan_ahead(books, subscription)
    return subscription


def new_item(books: Books, subscription: Object, price: Object, quantity: int) -> Object:
    """An item of a subscription."""
    return books.make(
        stripe.SubscriptionItem,
        current_period_end=0,
        current_period_start=0,
        discounts=[],
        metadata={},
        plan=catalogue.plan_of(price),
        price=price,
        quantity=quantity,
        subscription=subscription["id"],
        tax_rates=[],
    )


def items(subscription: Object) -> list[Object]:
    found: list[Object] = subscription["items"]["data"]
    return found


def period(subscription: Object) -> tuple[int, int]:
    """The period under way."""
    item = items(subscription)[0]
    return item["current_period_start"], item["current_period_end"]


def set_period(subscription: Object, start: int, end: int) -> None:
    for item in items(subscription):
        item |= {"current_period_start": start, "current_period_end": end}


def next_end(subscription: Object, after: int) -> int:
    recurring = items(subscription)[0]["price"]["recurring"]
    return period_end(subscription["billing_cycle_anchor"], recurring, after)


def full_lines(books: Books, subscription: Object) -> list[Object]:
    """What the period costs; a trial nothing."""
    trial = subscription["status"] == "trialing"
    found = []
    for item in items(subscription):
        product = books.get("product", item["price"]["product"])
        amount = 0 if trial else item["price"]["unit_amount"] * item["quantity"]
        said = "Trial period for " if trial else f"{item['quantity']} x "
        found.append(
            invoices.line(
                books, subscription, item, amount, said + product["name"], period(subscription)
            )
        )
    return found


def bill(books: Books, subscription: Object, reason: str, lines: list[Object]) -> Object:
    """An invoice that is due at once."""
    invoice = invoices.draft(books, subscription, reason, lines)
    invoices.finalize(books, invoice)
    return invoice


def plan_ahead(books: Books, subscription: Object) -> None:
    """What happens next, by itself."""
    books = books.by_itself
    schedule, known_as = books.world.schedule, subscription["id"]
    for name in ("renew", "upcoming", "trial"):
        schedule.cancel(f"{name} {known_as}")
    if subscription["status"] in ("canceled", "paused"):
        return
    _, end = period(subscription)
    schedule.at(end, f"renew {known_as}", lambda: renew(books, subscription))
    if subscription["status"] == "trialing":
        told = max(end - TOLD_BEFORE, books.now())
        schedule.at(told, f"trial {known_as}", lambda: tell_of_trial(books, subscription))
    elif not subscription["cancel_at_period_end"]:
        told = end - books.settings.upcoming_seconds
        if told > books.now():
            schedule.at(told, f"upcoming {known_as}", lambda: tell_of_invoice(books, subscription))


def tell_of_trial(books: Books, subscription: Object) -> None:
    """The trial is about to end."""
    books.emit("customer.subscription.trial_will_end", subscription)


def tell_of_invoice(books: Books, subscription: Object) -> None:
    """An invoice is about to come."""
    waiting = behind(books, subscription).get("waiting", [])
    invoices.upcoming(books, subscription, waiting + full_lines(books, subscription))


def renew(books: Books, subscription: Object) -> None:
    """A period ends: another begins, or nothing does."""
    trial = subscription["status"] == "trialing"
    if subscription["cancel_at_period_end"]:
        return end(books, subscription)
    if trial and method_of(books, subscription) is None:
        settings = subscription["trial_settings"] or {}
        instead = settings.get("end_behavior", {}).get("missing_payment_method")
        if instead == "cancel":
            return end(books, subscription)
        if instead == "pause":
            with books.change(subscription, UPDATED, "customer.subscription.paused"):
                subscription["status"] = "paused"
            return plan_ahead(books, subscription)
    _, start = period(subscription)
    with books.change(subscription, UPDATED):
        subscription["status"] = "active" if trial else subscription["status"]
        set_period(subscription, start, next_end(subscription, start))
        lines = behind(books, subscription).pop("waiting", []) + full_lines(books, subscription)
        invoice = invoices.draft(books, subscription, "subscription_cycle", lines)
    if subscription["status"] == "unpaid":
        invoice["auto_advance"] = False
    else:
        later = books.by_itself
        books.later(
            books.settings.draft_seconds,
            f"finalize {invoice['id']}",
            lambda: invoices.finalize(later, invoice),
        )
    return plan_ahead(books, subscription)


def give_up(books: Books, subscription: Object) -> None:
    """Nobody pays: as it was set up, that is the end, or not quite."""
    becomes = books.settings.after_retries
    if becomes == "canceled":
        end(books, subscription, "payment_failed")
    else:
        with books.change(subscription, UPDATED):
            subscription["status"] = becomes


def end(books: Books, subscription: Object, reason: str = "cancellation_requested") -> None:
    """The subscription is over."""
    details = {"comment": None, "feedback": None, "reason": reason}
    subscription |= {
        "status": "canceled",
        "canceled_at": subscription["canceled_at"] or books.now(),
        "ended_at": books.now(),
        "cancellation_details": subscription["cancellation_details"] or details,
    }
    if open_invoice := books.find(subscription["latest_invoice"]):
        books.world.schedule.cancel(f"retry {open_invoice['id']}")
    books.emit("customer.subscription.deleted", subscription)
    plan_ahead(books, subscription)


def method_of(books: Books, subscription: Object) -> Object | None:
    """What pays for a subscription."""
    customer = books.get("customer", subscription["customer"])
    default = customer["invoice_settings"]["default_payment_method"]
    for known_as in (subscription["default_payment_method"], default):
        method = books.find(known_as)
        if method and method["customer"]:
            return method
    return None


def fee_of(subscription: Object, amount: int) -> int | None:
    """What the platform takes of an invoice."""
    percent = subscription["application_fee_percent"]
    return None if percent is None else round(amount * float(percent) / 100)


@route("GET", "/v1/subscriptions/{id}", "SubscriptionRetrieveParams")
def retrieve(call: Call) -> Object:
    return call.books.get("subscription", call.id)


@route("GET", "/v1/subscriptions", "SubscriptionListParams", f"{LISTS} customer price status")
def listing(call: Call) -> Object:
    status, price = call.params.get("status"), call.params.get("price")

    def wanted(thing: Object) -> bool:
        if price and price not in [item["price"]["id"] for item in items(thing)]:
            return False
        if status is None:
            return bool(thing["status"] != "canceled")
        if status == "ended":
            return thing["status"] in ("canceled", "incomplete_expired")
        return status == "all" or bool(thing["status"] == status)

    return listed(call, "subscription", "/v1/subscriptions", "customer", where=wanted)


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


Chosen = tuple[Object | None, Object, int]
"""An item (none for a new one), its price and its quantity."""


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
    quantity: Any = given.get("quantity", item["quantity"] if item else 1)
    return item, price, quantity


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


def start_anew(books: Books, subscription: Object) -> None:
    """A period begins now."""
    now = books.now()
    if subscription["status"] == "trialing":
        subscription |= {"status": "active", "trial_end": now}
    subscription["billing_cycle_anchor"] = now
    set_period(subscription, now, next_end(subscription, now))


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
