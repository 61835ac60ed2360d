"""What a Checkout Session is asked for: what is ordered, at which price, and until when."""

from typing import Any

import stripe

from app.stripe_double import catalogue, payments
from app.stripe_double.clock import DAY, HOUR, MINUTE
from app.stripe_double.refusals import Object, Refused
from app.stripe_double.routes import beyond
from app.stripe_double.shapes import merged
from app.stripe_double.world import Books

INTENT_DATA = (
    "application_fee_amount capture_method description metadata receipt_email "
    "setup_future_usage statement_descriptor_suffix transfer_group"
)

SETUP_DATA = "description metadata"

SUBSCRIPTION_DATA = (
    "description metadata trial_end trial_period_days trial_settings application_fee_percent"
)

# A few seconds for a request to travel: what was 30 minutes ahead when it was sent is enough.
SOONEST = 30 * MINUTE - 5

LATEST = 24 * HOUR

DATA = {
    "payment": ("payment_intent_data", INTENT_DATA),
    "setup": ("setup_intent_data", SETUP_DATA),
    "subscription": ("subscription_data", SUBSCRIPTION_DATA),
}


def required(params: Object, name: str) -> Any:
    """A parameter that the type leaves out and Stripe does not. Raises Refused."""
    if name not in params:
        raise Refused(
            f"Missing required param: {name}.", code="parameter_missing", param=name, began=False
        )
    return params[name]


def require_url(params: Object, name: str) -> None:
    """Raises Refused."""
    if not params.get(name, "https://").startswith(("http://", "https://")):
        raise Refused("Not a valid URL", code="url_invalid", param=name, began=False)


def data_of(params: Object, mode: str) -> Object:
    """What the session hands on to what it makes. Raises Refused."""
    own, obeyed = DATA[mode]
    for each, _ in DATA.values():
        if each != own and each in params:
            raise Refused(f"You cannot use `{each}` in `{mode}` mode.", param=each, began=False)
    data: Object = params.get(own, {})
    for name in sorted(data.keys() - set(obeyed.split())):
        raise beyond(f"{own}[{name}]")
    return data


def expiry(books: Books, expires_at: int | None) -> int:
    """When the session expires. Raises Refused."""
    if expires_at is None:
        return books.now() + DAY
    ahead = expires_at - books.now()
    if not SOONEST <= ahead <= LATEST:
        least = ahead < SOONEST
        raise Refused(
            "The `expires_at` timestamp must be "
            + ("at least 30 minutes" if least else "less than 24 hours")
            + " from Checkout Session creation.",
            param="expires_at",
            began=False,
        )
    return expires_at


def lines_of(books: Books, params: Object, mode: str) -> list[Object]:
    """The line items. Raises Refused."""
    lines = [
        line_of(books, given, f"line_items[{number}]")
        for number, given in enumerate(required(params, "line_items"))
    ]
    if not lines:
        raise Refused("Missing required param: line_items.", code="parameter_missing")
    if len({line["currency"] for line in lines}) > 1:
        raise Refused(
            "All line items of a Checkout Session must have the same currency.", param="line_items"
        )
    recurring = [line for line in lines if line["price"]["type"] == "recurring"]
    if mode == "payment" and recurring:
        raise Refused(
            "You specified `payment` mode but passed a recurring price. Either switch to "
            "`subscription` mode or use only one-time prices.",
            param="line_items",
        )
    if mode == "subscription" and not recurring:
        raise Refused(
            "You must provide at least one recurring price in `subscription` mode when using "
            "prices.",
            param="line_items",
        )
    return lines


def line_of(books: Books, given: Object, param: str) -> Object:
    """One line item. Raises Refused."""
    for name in given:
        if name not in ("price", "price_data", "quantity", "metadata"):
            raise beyond(f"{param}[{name}]")
    if ("price" in given) == ("price_data" in given):
        raise Refused("You must provide one of `price` or `price_data`.", param=param, began=False)
    quantity = given.get("quantity")
    if quantity is None:
        raise Refused(
            "Quantity is required. Add `quantity` to `line_items`.", param=param, began=False
        )
    if quantity < 1:
        raise Refused(
            "This value must be greater than or equal to 1.",
            code="parameter_invalid_integer",
            param=f"{param}[quantity]",
        )
    if "price_data" in given:
        price = catalogue.new_price(books, given["price_data"], active=False)
    else:
        price = books.get("price", given["price"], f"{param}[price]")
        if not price["active"]:
            raise Refused("The price specified is inactive.", param=f"{param}[price]")
    product = books.get("product", price["product"])
    amount = price["unit_amount"] * quantity
    return books.part(
        stripe.LineItem,
        amount_discount=0,
        amount_subtotal=amount,
        amount_tax=0,
        amount_total=amount,
        currency=price["currency"],
        description=product["name"],
        discounts=[],
        metadata=merged({}, given.get("metadata")),
        price=price,
        quantity=quantity,
        taxes=[],
    )


def require_total(books: Books, mode: str, total: int, currency: str | None, data: Object) -> None:
    """Raises Refused."""
    if mode == "setup" and not currency:
        raise Refused(
            "Missing required param: currency.", code="parameter_missing", param="currency"
        )
    if mode == "payment" and total:
        least = payments.LEAST.get(str(currency), 50)
        if total < least:
            raise Refused(
                "The Checkout Session's total amount due must add up to at least "
                f"{least / 100:.2f} {currency}",
                code="amount_too_small",
            )
        payments.require_fee(
            books,
            data.get("application_fee_amount"),
            total,
            "payment_intent_data[application_fee_amount]",
        )
