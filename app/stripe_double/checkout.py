"""Checkout Sessions: a page on which somebody pays, saves a card or subscribes."""

import stripe

from app.stripe_double import cards, customers, payments, setups, subscriptions
from app.stripe_double.expanding import included
from app.stripe_double.listing import LISTS, listed, page, whole
from app.stripe_double.ordering import (
    data_of,
    expiry,
    lines_of,
    require_total,
    require_url,
    required,
)
from app.stripe_double.refusals import Object, Refused, wrong_state
from app.stripe_double.routes import Call, route
from app.stripe_double.shapes import merged
from app.stripe_double.world import Books

OBEYED = (
    "mode line_items success_url cancel_url client_reference_id customer customer_email "
    "customer_creation metadata expires_at locale ui_mode currency payment_intent_data "
    "setup_intent_data subscription_data allowed_payment_method_types payment_method_collection "
    "submit_type custom_text billing_address_collection"
)


@route("POST", "/v1/checkout/sessions", "checkout.SessionCreateParams", OBEYED)
def create(call: Call) -> Object:
    books, params = call.books, call.params
    mode = required(params, "mode")
    required(params, "success_url")
    for name in ("success_url", "cancel_url"):
        require_url(params, name)
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise Refused("The double has only hosted pages.", param="ui_mode", began=False)
    data = data_of(params, mode)
    expires_at = expiry(books, params.get("expires_at"))
    if "customer" in params:
        customers.live(books, params["customer"], "customer")
        if "customer_email" in params:
            raise Refused(
                "You may only specify one of these parameters: customer, customer_email.",
                param="customer_email",
                began=False,
            )
    payments.require_charges(books)
    lines = [] if mode == "setup" else lines_of(books, params, mode)
    trial = "trial_end" in data or "trial_period_days" in data
    total = sum(
        line["amount_total"]
        for line in lines
        if not (trial and line["price"]["type"] == "recurring")
    )
    currency = lines[0]["currency"] if lines else params.get("currency")
    require_total(books, mode, total, currency, data)
    session = books.make(
        stripe.checkout.Session,
        allowed_payment_method_types=params.get("allowed_payment_method_types"),
        amount_subtotal=None if mode == "setup" else total,
        amount_total=None if mode == "setup" else total,
        automatic_tax={"enabled": False, "liability": None, "provider": None, "status": None},
        billing_address_collection=params.get("billing_address_collection"),
        cancel_url=params.get("cancel_url"),
        client_reference_id=params.get("client_reference_id"),
        currency=currency,
        custom_fields=[],
        custom_text=params.get("custom_text", {}),
        customer=params.get("customer"),
        customer_creation=params.get("customer_creation", CREATION[mode])
        if "customer" not in params
        else None,
        customer_email=params.get("customer_email"),
        expires_at=expires_at,
        locale=params.get("locale"),
        metadata=merged({}, params.get("metadata")),
        mode=mode,
        payment_method_collection=params.get("payment_method_collection", COLLECTION[mode]),
        payment_method_options={},
        payment_method_types=params.get("allowed_payment_method_types", ["card"]),
        payment_status="unpaid" if total else "no_payment_required",
        shipping_options=[],
        status="open",
        submit_type=params.get("submit_type"),
        success_url=params["success_url"],
        total_details=None
        if mode == "setup"
        else {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        ui_mode="hosted_page",
    )
    session["url"] = f"{books.world.url}/c/pay/{session['id']}"
    books.behind(session).update(lines=lines, data=data)
    if mode == "setup":
        session["setup_intent"] = setups.new(books, session["customer"], data)["id"]
    later = books.by_itself
    books.world.schedule.at(
        expires_at, f"expire {session['id']}", lambda: expire_session(later, session)
    )
    return session


CREATION = {"payment": "if_required", "setup": None, "subscription": "always"}
COLLECTION = {"payment": "if_required", "setup": None, "subscription": "always"}


def expire_session(books: Books, session: Object) -> None:
    """Nobody can pay it any more."""
    books.world.schedule.cancel(f"expire {session['id']}")
    session |= {"status": "expired", "url": None}
    if intent := books.find(session["payment_intent"]):
        payments.cancel_intent(books, intent, "abandoned")
    if setup := books.find(session["setup_intent"]):
        setups.cancel(books, setup)
    books.emit("checkout.session.expired", session)


@route("POST", "/v1/checkout/sessions/{id}/expire", "checkout.SessionExpireParams")
def expire(call: Call) -> Object:
    session = call.books.get("checkout.session", call.id)
    if session["status"] != "open":
        raise wrong_state(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout '
            f"Session has a status of `{session['status']}`."
        )
    expire_session(call.books, session)
    return session


@route("GET", "/v1/checkout/sessions/{id}", "checkout.SessionRetrieveParams")
def retrieve(call: Call) -> Object:
    return call.books.get("checkout.session", call.id)


@route("POST", "/v1/checkout/sessions/{id}", "checkout.SessionUpdateParams", "metadata")
def update(call: Call) -> Object:
    session = call.books.get("checkout.session", call.id)
    session["metadata"] = merged(session["metadata"], call.params.get("metadata"))
    return session


@route(
    "GET",
    "/v1/checkout/sessions",
    "checkout.SessionListParams",
    f"{LISTS} customer payment_intent status subscription customer_details",
)
def listing(call: Call) -> Object:
    email = call.params.get("customer_details", {}).get("email")
    return listed(
        call,
        "checkout.session",
        "/v1/checkout/sessions",
        "customer",
        "payment_intent",
        "status",
        "subscription",
        where=lambda thing: (
            email is None or (thing["customer_details"] or {}).get("email") == email
        ),
    )


@route(
    "GET",
    "/v1/checkout/sessions/{id}/line_items",
    "checkout.SessionListLineItemsParams",
    "starting_after ending_before limit",
)
def list_line_items(call: Call) -> Object:
    session = call.books.get("checkout.session", call.id)
    lines = call.books.behind(session)["lines"]
    return page(lines, call.params, f"/v1/checkout/sessions/{call.id}/line_items")


@included("checkout.session", "line_items")
def with_line_items(books: Books, session: Object) -> Object:
    """Its line items."""
    url = f"/v1/checkout/sessions/{session['id']}/line_items"
    return whole(books.behind(session)["lines"], url)


def require_open(session: Object) -> None:
    """Raises Refused."""
    if session["status"] != "open":
        raise wrong_state(f"This Checkout Session is {session['status']}.")


def complete(
    books: Books,
    session: Object,
    number: str,
    *,
    email: str | None = None,
    name: str | None = None,
    authenticated: bool = False,
) -> bool:
    """Somebody gives their card; whether that was all, or the bank wants to ask them. Raises
    Refused."""
    require_open(session)
    details = details_of(books, session, email, name)
    method = cards.new_card(books, number, **details)
    card = cards.card_of(books, method)
    if session["mode"] == "payment" and session["amount_total"]:
        intent = intent_of(books, session, details)
        payments.confirm(books, intent, method, authenticated=authenticated)
        if intent["status"] == "requires_action":
            return False
        session["payment_status"] = "paid"
    elif session["mode"] == "setup":
        if not setups.confirm(books, setup_of(books, session), method, authenticated):
            return False
    elif session["mode"] == "subscription":
        if card and card.authentication and not authenticated:
            return False
        if card and card.decline and (session["amount_total"] or not card.saves):
            raise cards.card_error(card.decline)
        subscribe(books, session, method, details)
    finish(books, session, details)
    return True


def complete_by_debit(
    books: Books, session: Object, *, email: str | None = None, name: str | None = None
) -> None:
    """Somebody pays by bank debit: the session is complete, the money comes later or does not.
    Raises Refused."""
    require_open(session)
    if session["mode"] != "payment" or not session["amount_total"]:
        raise wrong_state("Only payments can be made by bank debit.")
    details = details_of(books, session, email, name)
    method = cards.new_debit(books, session["currency"], **details)
    session["payment_method_types"] = [method["type"]]
    intent = intent_of(books, session, details)
    payments.confirm(books, intent, method)
    finish(books, session, details)
    if ends := books.settings.debit_ends:
        later = books.by_itself
        books.later(
            books.settings.debit_seconds,
            f"debit {session['id']}",
            lambda: end_debit(later, session, ends == "succeeded"),
        )


def end_debit(books: Books, session: Object, succeeds: bool) -> None:
    """The bank has decided. Raises Refused."""
    books.world.schedule.cancel(f"debit {session['id']}")
    intent = books.find(session["payment_intent"])
    if intent is None or intent["status"] != "processing":
        raise wrong_state("No bank debit is under way for this Checkout Session.")
    payments.end_debit(books, intent, succeeds)
    if succeeds:
        session["payment_status"] = "paid"
    outcome = "succeeded" if succeeds else "failed"
    books.emit(f"checkout.session.async_payment_{outcome}", session)


def details_of(
    books: Books, session: Object, email: str | None, name: str | None
) -> dict[str, str | None]:
    """Who pays."""
    customer = books.find(session["customer"]) or {}
    email = customer.get("email") or session["customer_email"] or email
    return {"email": email or "customer@example.com", "name": name or customer.get("name")}


def intent_of(books: Books, session: Object, details: dict[str, str | None]) -> Object:
    """The payment intent of a session, made when somebody first tries to pay."""
    if intent := books.find(session["payment_intent"]):
        return intent
    data = dict(books.behind(session)["data"])
    data["metadata"] = merged({}, data.get("metadata"))
    if session["customer"] is None and (
        session["customer_creation"] == "always" or data.get("setup_future_usage")
    ):
        session["customer"] = customers.new(books, **details)["id"]
    intent = payments.new(
        books,
        session["amount_total"],
        session["currency"],
        customer=session["customer"],
        payment_method_types=session["payment_method_types"],
        **data,
    )
    session["payment_intent"] = intent["id"]
    return intent


def setup_of(books: Books, session: Object) -> Object:
    return books.get("setup_intent", session["setup_intent"])


def subscribe(
    books: Books, session: Object, method: Object, details: dict[str, str | None]
) -> None:
    """A subscription begins."""
    customer = books.find(session["customer"]) or customers.new(books, **details)
    cards.save(books, method, customer)
    behind = books.behind(session)
    begun = subscriptions.begin(books, customer, method, behind["lines"], behind["data"])
    session |= {
        "customer": customer["id"],
        "subscription": begun["id"],
        "invoice": begun["latest_invoice"],
        "payment_status": "paid" if session["amount_total"] else "no_payment_required",
    }


def finish(books: Books, session: Object, details: dict[str, str | None]) -> None:
    """The page has done its work."""
    books.world.schedule.cancel(f"expire {session['id']}")
    session["customer_details"] = dict.fromkeys(
        ("address", "business_name", "individual_name", "phone", "tax_ids")
    ) | {"email": details["email"], "name": details["name"], "tax_exempt": "none"}
    session["customer_details"]["tax_ids"] = []
    session |= {"status": "complete", "url": None}
    books.emit("checkout.session.completed", session)
