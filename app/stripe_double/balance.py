"""The balance: every movement of money is one balance transaction, and they make the balance."""

import stripe

from app.stripe_double.listing import LISTS, listed
from app.stripe_double.refusals import Object, Refused
from app.stripe_double.routes import Call, route
from app.stripe_double.world import Books

CATEGORIES = {
    "adjustment": "dispute",
    "application_fee": "platform_earning",
    "application_fee_refund": "platform_earning_refund",
    "payment_refund": "refund",
}


def stripe_fee(books: Books, amount: int) -> int:
    """What Stripe takes of a charge."""
    settings = books.settings
    return (amount * settings.fee_basis_points + 5000) // 10000 + settings.fee_fixed


def fee_detail(amount: int, currency: str, kind: str) -> Object:
    """A part of a fee."""
    return {
        "amount": amount,
        "application": "ca_holdfast" if kind == "application_fee" else None,
        "currency": currency,
        "description": {
            "application_fee": "Holdfast application fee",
            "stripe_fee": "Stripe processing fees",
        }[kind],
        "type": kind,
    }


def move(
    books: Books,
    kind: str,
    amount: int,
    source: Object,
    *fees: Object,
    currency: str | None = None,
    at_once: bool = False,
    category: str | None = None,
) -> Object:
    """Take down a movement of money, into the balance or out of it."""
    currency = currency or source["currency"]
    rate = None
    if exchanged(books, currency):
        rate, currency = books.settings.exchange_rate, books.settings.settles_in
        amount = round(amount * rate)
        fees = tuple(
            each | {"amount": round(each["amount"] * rate), "currency": currency} for each in fees
        )
    fee = sum(each["amount"] for each in fees)
    # What is taken away is gone at once; what comes in has to settle.
    wait = 0 if at_once or amount < 0 else books.settings.settle_seconds
    made = books.make(
        stripe.BalanceTransaction,
        amount=amount,
        available_on=books.now() + wait,
        balance_type="payments",
        currency=currency,
        exchange_rate=rate,
        fee=fee,
        fee_details=list(fees),
        net=amount - fee,
        reporting_category=category or CATEGORIES.get(kind, kind),
        source=source["id"],
        status="pending" if wait else "available",
        type=kind,
    )
    if wait:
        books.later(wait, f"settle {made['id']}", lambda: made.update(status="available"))
    return made


def exchanged(books: Books, currency: str) -> bool:
    """Whether an account has money of a currency in another."""
    return books.connected and books.settings.settles_in not in ("", currency)


def settle(books: Books) -> None:
    """Have all money available now."""
    for each in books.each("balance_transaction"):
        if each["status"] == "pending":
            books.world.schedule.cancel(f"settle {each['id']}")
            each.update(status="available", available_on=min(each["available_on"], books.now()))


def funds(books: Books, currency: str, status: str = "available") -> int:
    """How much there is."""
    return sum(
        each["net"]
        for each in books.each("balance_transaction")
        if each["currency"] == currency and each["status"] == status
    )


def currencies(books: Books) -> list[str]:
    """Those in which there is or was money, and the account's own."""
    account = books.world.store.accounts[books.account]
    found = {each["currency"] for each in books.each("balance_transaction")}
    return sorted(found | {account["default_currency"]})


@route("GET", "/v1/balance", "BalanceRetrieveParams")
def retrieve_balance(call: Call) -> Object:
    """What is available and what is pending, by currency."""

    def amounts(status: str) -> list[Object]:
        return [
            {"amount": amount, "currency": currency, "source_types": {"card": amount}}
            for currency in currencies(call.books)
            for amount in [funds(call.books, currency, status)]
        ]

    return {
        "object": "balance",
        "available": amounts("available"),
        "livemode": False,
        "pending": amounts("pending"),
        "refund_and_dispute_prefunding": {"available": [], "pending": []},
    }


@route("GET", "/v1/balance_transactions/{id}", "BalanceTransactionRetrieveParams")
def retrieve(call: Call) -> Object:
    return call.books.get("balance_transaction", call.id)


@route(
    "GET",
    "/v1/balance_transactions",
    "BalanceTransactionListParams",
    f"{LISTS} currency payout source type",
)
def listing(call: Call) -> Object:
    payout = call.params.get("payout")
    swept = call.books.world.store.behind(payout).get("swept", set()) if payout else set()
    if payout and not call.books.get("payout", payout, "payout")["automatic"]:
        raise Refused(
            "Balance transaction history can only be filtered on automatic payouts, not manual.",
            param="payout",
        )
    return listed(
        call,
        "balance_transaction",
        "/v1/balance_transactions",
        "currency",
        "source",
        "type",
        where=lambda thing: not payout or thing["id"] in swept,
    )
