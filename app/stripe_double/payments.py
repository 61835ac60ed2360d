"""Payment intents: what somebody is to pay, until it is paid."""

import stripe

from app.stripe_double import cards, charges, disputes
from app.stripe_double.listing import LISTS, listed
from app.stripe_double.refusals import Object, Refused, too_small, wrong_state
from app.stripe_double.routes import Call, route
from app.stripe_double.shapes import merged
from app.stripe_double.world import Books

# The least that Stripe takes, in minor units, where an account settles in the currency.
LEAST = {"aed": 200, "czk": 1500, "dkk": 250, "gbp": 30, "hkd": 400, "huf": 17500, "mxn": 1000}
LEAST |= {"myr": 200, "nok": 300, "pln": 200, "ron": 200, "sek": 300, "thb": 1000}
# Those of which it takes whole units, or tens, though it counts in hundredths, or thousandths.
STEPS = {"isk": 100, "ugx": 100, "bhd": 10, "jod": 10, "kwd": 10, "omr": 10, "tnd": 10}
MOST = 99999999

CANCELABLE = (
    "requires_payment_method",
    "requires_capture",
    "requires_confirmation",
    "requires_action",
    "processing",
)


def require_amount(amount: int, currency: str, param: str = "amount") -> None:
    """Raises Refused."""
    if amount < LEAST.get(currency, 50):
        raise too_small(amount, currency, LEAST.get(currency, 50), param)
    if amount > MOST:
        raise wrong_state(f"Amount must be no more than {MOST}.", "amount_too_large", param=param)
    if amount % STEPS.get(currency, 1):
        raise wrong_state(
            f"Invalid amount: {amount} {currency} is not a whole number of what can be charged.",
            "invalid_charge_amount",
            param=param,
        )


def require_fee(books: Books, fee: int | None, amount: int, param: str) -> None:
    """Only of a payment to somebody else can the platform take something. Raises Refused."""
    if fee is None:
        return
    if not books.connected:
        raise Refused(
            "Can only apply an application_fee_amount when the PaymentIntent is attempting a "
            "direct payment (using an OAuth key or Stripe-Account header) or destination payment "
            "(using `transfer_data[destination]`).",
            param=param,
        )
    if fee > amount:
        raise Refused(
            "Invalid application fee: The application fee cannot be greater than the amount.",
            param=param,
        )


def require_charges(books: Books) -> None:
    """Raises Refused."""
    if not books.world.store.accounts[books.account]["charges_enabled"]:
        raise Refused(
            "Your account cannot currently make charges. Complete onboarding, so that the account "
            "has the capability card_payments.",
            code="account_invalid",
        )


def new(books: Books, amount: int, currency: str, **fields: object) -> Object:
    """A payment intent."""
    intent = books.make(
        stripe.PaymentIntent,
        **{
            "amount": amount,
            "amount_capturable": 0,
            "amount_details": {"tip": {}},
            "amount_received": 0,
            "application": "ca_holdfast" if books.connected else None,
            "capture_method": "automatic_async",
            "confirmation_method": "automatic",
            "currency": currency,
            "excluded_payment_method_types": None,
            "metadata": {},
            "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
            "payment_method_types": ["card"],
            "status": "requires_payment_method",
        }
        | fields,
    )
    intent["client_secret"] = f"{intent['id']}_secret_{books.world.store.new_id('')}"
    books.emit("payment_intent.created", intent)
    return intent


def confirm(
    books: Books,
    intent: Object,
    method: Object,
    *,
    off_session: bool = False,
    authenticated: bool = False,
) -> None:
    """Try to take the money. Raises Refused."""
    card = cards.card_of(books, method)
    if card is None:
        return begin_debit(books, intent, method)
    # The bank asks each time, or only until the card was saved with the customer present.
    asks = card.authentication and not (card.authentication == "setup" and method["customer"])
    if asks and not authenticated and not off_session:
        with books.change(intent, "payment_intent.requires_action"):
            intent["payment_method"] = method["id"]
            intent["status"] = "requires_action"
            intent["next_action"] = {"type": "use_stripe_sdk", "use_stripe_sdk": {}}
        return None
    decline = "authentication_required" if asks and not authenticated else card.decline
    if decline:
        raise declined(books, intent, method, decline)
    return take(books, intent, method)


def declined(books: Books, intent: Object, method: Object, decline: str) -> Refused:
    """The card is refused, and waits for another."""
    charge = charges.new(books, intent, method, "failed", decline)
    refused = cards.card_error(decline, charge=charge["id"])
    fail(books, intent, method, refused)
    books.emit("charge.failed", charge)
    books.emit("payment_intent.payment_failed", intent)
    refused.error["payment_intent"] = dict(intent)
    refused.error["payment_method"] = dict(method)
    return refused


def fail(books: Books, intent: Object, method: Object, refused: Refused) -> None:
    """An attempt came to nothing."""
    intent |= {
        "status": "requires_payment_method",
        "payment_method": None,
        "next_action": None,
        "last_payment_error": charges.error_of(intent, refused, method),
    }


def take(books: Books, intent: Object, method: Object) -> None:
    """The bank agrees."""
    intent |= {"payment_method": method["id"], "next_action": None, "last_payment_error": None}
    manual = intent["capture_method"] == "manual"
    if intent["customer"] and intent["setup_future_usage"]:
        cards.save(books, method, books.get("customer", intent["customer"]))
    charge = charges.new(books, intent, method, "succeeded")
    if manual:
        intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
        books.emit("charge.succeeded", charge)
        books.emit("payment_intent.amount_capturable_updated", intent)
    else:
        succeed(books, intent, charge)


def succeed(books: Books, intent: Object, charge: Object, *also: str) -> None:
    """The money is there. Its balance transaction comes a moment after the charge."""
    intent |= {"status": "succeeded", "amount_received": charge["amount_captured"]}
    for kind in also or ("charge.succeeded",):
        books.emit(kind, charge)
    books.emit("payment_intent.succeeded", intent)
    charges.take_in(books, charge, charge["amount_captured"])
    method = books.find(intent["payment_method"])
    card = cards.card_of(books, method) if method else None
    if card and card.disputed:
        later = books.by_itself
        books.later(
            books.settings.dispute_seconds,
            f"dispute {charge['id']}",
            lambda: disputes.open_dispute(later, charge, "fraudulent"),
        )


def begin_debit(books: Books, intent: Object, method: Object) -> None:
    """A bank debit takes days."""
    intent |= {"payment_method": method["id"], "status": "processing", "last_payment_error": None}
    intent["payment_method_types"] = [method["type"]]
    charge = charges.new(books, intent, method, "pending")
    books.emit("charge.pending", charge)
    books.emit("payment_intent.processing", intent)


def end_debit(books: Books, intent: Object, succeeds: bool) -> None:
    """The bank paid, or did not."""
    charge = books.get("charge", intent["latest_charge"])
    method = books.get("payment_method", intent["payment_method"])
    if succeeds:
        charge |= {"status": "succeeded", "paid": True}
        return succeed(books, intent, charge)
    refused = Refused(
        "The customer's account has insufficient funds to cover this payment.",
        status=402,
        kind="invalid_request_error",
        code="payment_intent_payment_attempt_failed",
    )
    charge |= {
        "status": "failed",
        "captured": False,
        "amount_captured": 0,
        "failure_code": "insufficient_funds",
        "failure_message": str(refused),
    }
    fail(books, intent, method, refused)
    books.emit("charge.failed", charge)
    books.emit("payment_intent.payment_failed", intent)
    return None


def cancel_intent(books: Books, intent: Object, reason: str | None) -> None:
    """Nobody is to pay it any more."""
    if intent["status"] == "requires_capture":
        charge = books.get("charge", intent["latest_charge"])
        with books.change(charge, "charge.refunded"):
            charge |= {"refunded": True, "amount_refunded": charge["amount"]}
    intent |= {
        "status": "canceled",
        "canceled_at": books.now(),
        "cancellation_reason": reason,
        "amount_capturable": 0,
        "next_action": None,
    }
    books.emit("payment_intent.canceled", intent)


@route(
    "POST",
    "/v1/payment_intents",
    "PaymentIntentCreateParams",
    "amount currency customer payment_method confirm off_session metadata description "
    "application_fee_amount capture_method receipt_email setup_future_usage "
    "statement_descriptor_suffix transfer_group allowed_payment_method_types "
    "automatic_payment_methods error_on_requires_action",
)
def create(call: Call) -> Object:
    books, params = call.books, call.params
    amount, currency = params["amount"], params["currency"].lower()
    require_amount(amount, currency)
    require_fee(books, params.get("application_fee_amount"), amount, "application_fee_amount")
    if params.get("off_session") and not params.get("confirm"):
        raise Refused(
            "You can only pass off_session when confirm is true.", param="off_session", began=False
        )
    customer = params.get("customer")
    if customer:
        books.get("customer", customer, "customer")
    method = method_for(call, customer)
    if params.get("confirm"):
        require_charges(books)
        if method is None:
            raise Refused(
                "You cannot confirm this PaymentIntent because it's missing a payment method.",
                code="payment_intent_unexpected_state",
            )
    names = "customer application_fee_amount capture_method description receipt_email"
    also = "setup_future_usage statement_descriptor_suffix transfer_group"
    given = {name: params[name] for name in f"{names} {also}".split() if params.get(name)}
    intent = new(books, amount, currency, metadata=merged({}, params.get("metadata")), **given)
    if method:
        intent |= {"payment_method": method["id"], "status": "requires_confirmation"}
    if method and params.get("confirm"):
        finish(call, intent, method)
    return intent


def method_for(call: Call, customer: str | None) -> Object | None:
    """The payment method that is given; a saved one is its customer's only. Raises Refused."""
    if "payment_method" not in call.params:
        return None
    method = cards.method_of(call.books, call.params["payment_method"])
    if method["customer"] and method["customer"] != customer:
        raise Refused(
            "The provided PaymentMethod is attached to a Customer. Supply the customer, "
            f"{method['customer']}, to use it.",
            param="payment_method",
        )
    return method


def finish(call: Call, intent: Object, method: Object) -> None:
    """Confirm, as the call says. Raises Refused."""
    off_session = bool(call.params.get("off_session"))
    confirm(call.books, intent, method, off_session=off_session)
    if intent["status"] == "requires_action" and call.params.get("error_on_requires_action"):
        raise declined(call.books, intent, method, "authentication_required")


@route("GET", "/v1/payment_intents/{id}", "PaymentIntentRetrieveParams")
def retrieve(call: Call) -> Object:
    return call.books.get("payment_intent", call.id)


@route("GET", "/v1/payment_intents", "PaymentIntentListParams", f"{LISTS} customer")
def listing(call: Call) -> Object:
    return listed(call, "payment_intent", "/v1/payment_intents", "customer")


@route(
    "POST",
    "/v1/payment_intents/{id}/confirm",
    "PaymentIntentConfirmParams",
    "payment_method off_session error_on_requires_action return_url",
)
def confirm_again(call: Call) -> Object:
    books = call.books
    intent = books.get("payment_intent", call.id)
    require_state(intent, ("requires_payment_method", "requires_confirmation"), "confirm")
    require_charges(books)
    method = method_for(call, intent["customer"]) or books.find(intent["payment_method"])
    if method is None:
        raise Refused(
            "You cannot confirm this PaymentIntent because it's missing a payment method.",
            code="payment_intent_unexpected_state",
        )
    finish(call, intent, method)
    return intent


@route(
    "POST", "/v1/payment_intents/{id}/cancel", "PaymentIntentCancelParams", "cancellation_reason"
)
def cancel(call: Call) -> Object:
    intent = call.books.get("payment_intent", call.id)
    require_state(intent, CANCELABLE, "cancel")
    cancel_intent(call.books, intent, call.params.get("cancellation_reason"))
    return intent


@route(
    "POST",
    "/v1/payment_intents/{id}/capture",
    "PaymentIntentCaptureParams",
    "amount_to_capture metadata application_fee_amount",
)
def capture(call: Call) -> Object:
    books = call.books
    intent = books.get("payment_intent", call.id)
    require_state(intent, ("requires_capture",), "capture")
    amount = call.params.get("amount_to_capture", intent["amount_capturable"])
    if not 0 < amount <= intent["amount_capturable"]:
        raise Refused(
            f"The payment could not be captured because the requested capture amount is greater "
            f"than the amount you can capture for this charge ({intent['amount_capturable']}).",
            code="amount_too_large",
            param="amount_to_capture",
        )
    charge = books.get("charge", intent["latest_charge"])
    fee = call.params.get("application_fee_amount", charge["application_fee_amount"])
    intent["metadata"] = merged(intent["metadata"], call.params.get("metadata"))
    charge |= {
        "captured": True,
        "amount_captured": amount,
        "application_fee_amount": fee,
        "amount_refunded": charge["amount"] - amount,
    }
    intent["amount_capturable"] = 0
    succeed(books, intent, charge, "charge.captured")
    return intent


def require_state(intent: Object, states: tuple[str, ...], verb: str) -> None:
    """Raises Refused."""
    if intent["status"] not in states:
        raise wrong_state(
            f"You cannot {verb} this PaymentIntent because it has a status of {intent['status']}. "
            f"Only a PaymentIntent with one of the following statuses may be {verb}ed: "
            f"{', '.join(states)}.",
            "payment_intent_unexpected_state",
            payment_intent=dict(intent),
        )
