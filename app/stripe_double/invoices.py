"""Invoices of subscriptions: drafted, finalized, and collected, again and again if it must be."""

from typing import Any

import stripe

from app.stripe_double import payments, subscriptions
from app.stripe_double.clock import DAY
from app.stripe_double.expanding import included
from app.stripe_double.listing import LISTS, listed, whole
from app.stripe_double.refusals import Object, Refused, wrong_state
from app.stripe_double.routes import Call, route
from app.stripe_double.shapes import shaped
from app.stripe_double.world import Books


def line(
    books: Books,
    subscription: Object,
    item: Object,
    amount: int,
    description: str,
    period: tuple[int, int],
    proration: bool = False,
    price: Object | None = None,
) -> Object:
    """A line for an item of a subscription."""
    price = price or item["price"]
    return books.part(
        stripe.InvoiceLineItem,
        amount=amount,
        currency=subscription["currency"],
        description=description,
        discount_amounts=[],
        discountable=not proration,
        discounts=[],
        livemode=False,
        metadata=dict(subscription["metadata"]),
        parent={
            "type": "subscription_item_details",
            "subscription_item_details": {
                "proration": proration,
                "subscription": subscription["id"],
                "subscription_item": item["id"],
            },
        },
        period={"start": period[0], "end": period[1]},
        pricing={
            "type": "price_details",
            "price_details": {"price": price["id"], "product": price["product"]},
            "unit_amount_decimal": price["unit_amount_decimal"],
        },
        quantity=item["quantity"],
        subscription=subscription["id"],
        subtotal=amount,
        taxes=[],
    )


def shape(books: Books, subscription: Object, reason: str, lines: list[Object]) -> Object:
    """An invoice, as it would be."""
    customer = books.get("customer", subscription["customer"])
    total = sum(each["amount"] for each in lines)
    due = max(0, total + customer["balance"])
    item = subscription["items"]["data"][0]
    account = books.world.store.accounts[books.account]
    return {
        "account_country": account["country"],
        "account_name": account["business_profile"]["name"],
        "amount_due": due,
        "amount_overpaid": 0,
        "amount_paid": 0,
        "amount_remaining": due,
        "amount_shipping": 0,
        "application": "ca_holdfast" if books.connected else None,
        "attempt_count": 0,
        "attempted": False,
        "auto_advance": True,
        "automatic_tax": {"enabled": False},
        "billing_reason": reason,
        "collection_method": "charge_automatically",
        "currency": subscription["currency"],
        "customer": customer["id"],
        "customer_email": customer["email"],
        "customer_name": customer["name"],
        "customer_tax_exempt": "none",
        "customer_tax_ids": [],
        "default_tax_rates": [],
        "discounts": [],
        "issuer": {"type": "self"},
        "lines": whole(lines, "") | {"total_count": len(lines)},
        "metadata": {},
        "parent": {
            "type": "subscription_details",
            "subscription_details": {
                "metadata": dict(subscription["metadata"]),
                "subscription": subscription["id"],
            },
        },
        "payment_settings": {},
        "period_end": item["current_period_end"] if not lines else lines[-1]["period"]["end"],
        "period_start": item["current_period_start"] if not lines else lines[-1]["period"]["start"],
        "post_payment_credit_notes_amount": 0,
        "pre_payment_credit_notes_amount": 0,
        "starting_balance": customer["balance"],
        "status": "draft",
        "status_transitions": {},
        "subtotal": total,
        "subtotal_excluding_tax": total,
        "total": total,
        "total_excluding_tax": total,
        "total_discount_amounts": [],
        "total_taxes": [],
    }


def draft(books: Books, subscription: Object, reason: str, lines: list[Object]) -> Object:
    """An invoice that can still be changed."""
    invoice = books.make(stripe.Invoice, **shape(books, subscription, reason, lines))
    invoice["lines"]["url"] = f"/v1/invoices/{invoice['id']}/lines"
    for each in lines:
        each["invoice"] = invoice["id"]
    subscription["latest_invoice"] = invoice["id"]
    books.emit("invoice.created", invoice)
    return invoice


def upcoming(books: Books, subscription: Object, lines: list[Object]) -> None:
    """Tell of an invoice that is to come: it has no id yet."""
    fields = shape(books, subscription, "upcoming", lines)
    invoice = shaped(stripe.Invoice, {"object": "invoice", "created": books.now()} | fields)
    books.emit("invoice.upcoming", invoice | {"livemode": False})


def finalize(books: Books, invoice: Object) -> None:
    """What is due is fixed, less what the customer has as credit."""
    books.world.schedule.cancel(f"finalize {invoice['id']}")
    if invoice["status"] != "draft":
        return
    customer = books.get("customer", invoice["customer"])
    due = invoice["total"] + customer["balance"]
    number = sum(1 for each in books.each("invoice") if each["number"]) + 1
    invoice |= {
        "amount_due": max(0, due),
        "amount_remaining": max(0, due),
        "effective_at": books.now(),
        "ending_balance": min(0, due),
        "hosted_invoice_url": f"{books.world.url}/i/{invoice['id']}",
        "invoice_pdf": f"{books.world.url}/i/{invoice['id']}/pdf",
        "number": f"{customer['invoice_prefix']}-{number:04d}",
        "starting_balance": customer["balance"],
        "status": "open",
    }
    invoice["status_transitions"]["finalized_at"] = books.now()
    if customer["balance"] != min(0, due):
        with books.change(customer, "customer.updated"):
            customer["balance"] = min(0, due)
    books.emit("invoice.finalized", invoice)
    collect(books, invoice)


def collect(books: Books, invoice: Object, method: Object | None = None) -> Refused | None:
    """Try to take what is due from the subscription's payment method; what the bank says, if it
    says no."""
    books.world.schedule.cancel(f"retry {invoice['id']}")
    subscription = subscription_of(books, invoice)
    refused = None
    if invoice["amount_remaining"]:
        refused = charge(books, invoice, subscription, method)
    invoice["attempted"] = True
    if refused is None:
        paid(books, invoice, subscription)
    else:
        failed(books, invoice, subscription)
    return refused


def charge(
    books: Books, invoice: Object, subscription: Object, method: Object | None
) -> Refused | None:
    """Charge what is due."""
    invoice["attempt_count"] += 1
    method = method or subscriptions.method_of(books, subscription)
    behind: dict[str, Any] = books.behind(invoice)
    intent = books.find(behind.get("payment_intent")) or payments.new(
        books,
        invoice["amount_remaining"],
        invoice["currency"],
        customer=invoice["customer"],
        description=f"Subscription {invoice['billing_reason'].removeprefix('subscription_')}",
        application_fee_amount=subscriptions.fee_of(subscription, invoice["amount_remaining"]),
        setup_future_usage="off_session",
    )
    behind["payment_intent"] = intent["id"]
    if method is None:
        return Refused(
            "This customer has no attached payment source or default payment method.",
            code="resource_missing",
        )
    try:
        known = subscriptions.behind(books, subscription)
        if known.get("fails"):
            raise payments.declined(books, intent, method, "insufficient_funds")
        present = known.get("present", False)
        payments.confirm(books, intent, method, off_session=True, authenticated=present)
    except Refused as refused:
        return refused
    return None


def paid(books: Books, invoice: Object, subscription: Object) -> None:
    """It is settled, and the subscription goes on."""
    invoice |= {
        "amount_paid": invoice["amount_due"],
        "amount_remaining": 0,
        "next_payment_attempt": None,
        "status": "paid",
    }
    invoice["status_transitions"]["paid_at"] = books.now()
    books.emit("invoice.paid", invoice)
    books.emit("invoice.payment_succeeded", invoice)
    if subscription["status"] in ("incomplete", "past_due", "unpaid"):
        latest = subscription["latest_invoice"] == invoice["id"]
        with books.change(subscription, "customer.subscription.updated"):
            subscription["status"] = "active" if latest else subscription["status"]


def failed(books: Books, invoice: Object, subscription: Object) -> None:
    """It is tried again, until it was tried often enough."""
    days = books.settings.retry_days
    since = invoice["status_transitions"]["finalized_at"]
    later = [since + each * DAY for each in days if since + each * DAY > books.now()]
    again = later[0] if later and subscription["status"] != "canceled" else None
    invoice["next_payment_attempt"] = again
    books.emit("invoice.payment_failed", invoice)
    if again:
        by_itself = books.by_itself
        books.world.schedule.at(again, f"retry {invoice['id']}", lambda: retry(by_itself, invoice))
        if subscription["status"] in ("active", "trialing"):
            with books.change(subscription, "customer.subscription.updated"):
                subscription["status"] = "past_due"
    elif subscription["status"] in ("active", "trialing", "past_due"):
        subscriptions.give_up(books, subscription)


def retry(books: Books, invoice: Object) -> None:
    """Try once more, if there is something to try."""
    if invoice["status"] == "open":
        collect(books, invoice)


def subscription_of(books: Books, invoice: Object) -> Object:
    return books.get("subscription", invoice["parent"]["subscription_details"]["subscription"])


@included("invoice", "payments")
def with_payments(books: Books, invoice: Object) -> Object:
    """How it was paid."""
    intent = books.find(books.behind(invoice).get("payment_intent"))
    if intent is None:
        return whole([], f"/v1/invoice_payments?invoice={invoice['id']}")
    payment = {
        "id": f"inpay_{invoice['id'][3:]}",
        "object": "invoice_payment",
        "amount_paid": intent["amount_received"] or None,
        "amount_requested": intent["amount"],
        "created": intent["created"],
        "currency": intent["currency"],
        "invoice": invoice["id"],
        "is_default": True,
        "livemode": False,
        "payment": {"type": "payment_intent", "payment_intent": intent["id"]},
        "status": "paid" if intent["status"] == "succeeded" else "open",
        "status_transitions": {"canceled_at": None, "paid_at": None},
    }
    return whole([payment], f"/v1/invoice_payments?invoice={invoice['id']}")


@route("GET", "/v1/invoices/{id}", "InvoiceRetrieveParams")
def retrieve(call: Call) -> Object:
    return call.books.get("invoice", call.id)


@route("GET", "/v1/invoices", "InvoiceListParams", f"{LISTS} customer status subscription")
def listing(call: Call) -> Object:
    of = call.params.get("subscription")
    return listed(
        call,
        "invoice",
        "/v1/invoices",
        "customer",
        "status",
        where=lambda thing: (
            of is None or thing["parent"]["subscription_details"]["subscription"] == of
        ),
    )


@route("POST", "/v1/invoices/{id}/pay", "InvoicePayParams", "payment_method off_session")
def pay(call: Call) -> Object:
    books, invoice = call.books, call.books.get("invoice", call.id)
    if invoice["status"] == "paid":
        raise wrong_state("Invoice is already paid")
    if invoice["status"] not in ("open", "draft"):
        raise wrong_state(f"This invoice is {invoice['status']}.", "invoice_not_editable")
    method = None
    if known_as := call.params.get("payment_method"):
        method = books.get("payment_method", known_as, "payment_method")
    if invoice["status"] == "draft":
        finalize(books, invoice)
    elif refused := collect(books, invoice, method):
        raise refused
    return invoice
