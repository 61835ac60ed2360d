"""Subscriptions: trials, renewals, changes and ends. They go by the clock, or as they are told."""

from typing import Any

import stripe

from app.stripe_double import catalogue, invoices
from app.stripe_double.clock import DAY
from app.stripe_double.listing import LISTS, listed, whole
from app.stripe_double.periods import period_end
from app.stripe_double.refusals import Object
from app.stripe_double.routes import Call, route
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


def start_anew(books: Books, subscription: Object) -> None:
    """A period begins now."""
    now = books.now()
    if subscription["status"] == "trialing":
        subscription |= {"status": "active", "trial_end": now}
    subscription["billing_cycle_anchor"] = now
    set_period(subscription, now, next_end(subscription, now))
