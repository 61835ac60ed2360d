"""Customers."""

import stripe

from app.stripe_double import cards, subscriptions
from app.stripe_double.expanding import included
from app.stripe_double.listing import LISTS, listed, whole
from app.stripe_double.refusals import Object, Refused
from app.stripe_double.routes import Call, route
from app.stripe_double.shapes import merged
from app.stripe_double.world import Books

FIELDS = "address description email name phone preferred_locales metadata invoice_settings"


def new(books: Books, **fields: object) -> Object:
    """A customer."""
    settings = {"custom_fields": None, "default_payment_method": None, "footer": None}
    made = books.make(
        stripe.Customer,
        **{
            "balance": 0,
            "delinquent": False,
            "invoice_prefix": books.world.store.new_id("")[:8].upper(),
            "invoice_settings": settings | {"rendering_options": None},
            "metadata": {},
            "preferred_locales": [],
            "next_invoice_sequence": 1,
            "tax_exempt": "none",
        }
        | fields,
    )
    books.emit("customer.created", made)
    return made


def live(books: Books, known_as: str, param: str = "id") -> Object:
    """A customer who was not deleted. Raises Refused."""
    customer = books.get("customer", known_as, param)
    if customer.get("deleted"):
        raise Refused(
            f"No such customer: '{known_as}'", code="resource_missing", param=param, status=404
        )
    return customer


def write(books: Books, customer: Object, params: Object) -> None:
    """Change what is given. Raises Refused."""
    settings = params.get("invoice_settings") or {}
    if default := settings.get("default_payment_method"):
        method = books.get("payment_method", default, "invoice_settings[default_payment_method]")
        if method["customer"] != customer["id"]:
            raise Refused(
                f"The customer does not have a payment method with the ID {default}. The payment "
                "method must be attached to the customer.",
                code="resource_missing",
                param="invoice_settings[default_payment_method]",
            )
    for name in params.keys() & set(FIELDS.split()):
        if name == "metadata":
            customer["metadata"] = merged(customer["metadata"], params["metadata"])
        elif name == "invoice_settings":
            customer[name] = customer[name] | {
                key: value or None for key, value in settings.items()
            }
        else:
            customer[name] = params[name] if params[name] != "" else None


@route("POST", "/v1/customers", "CustomerCreateParams", f"{FIELDS} payment_method")
def create(call: Call) -> Object:
    method = None
    if known_as := call.params.get("payment_method"):
        method = cards.method_of(call.books, known_as)
    customer = new(
        call.books,
        **{name: call.params.get(name) or None for name in ("name", "email", "phone", "address")},
        description=call.params.get("description") or None,
        metadata=merged({}, call.params.get("metadata")),
        preferred_locales=call.params.get("preferred_locales", []),
    )
    if method:
        cards.save(call.books, method, customer)
    write(call.books, customer, {"invoice_settings": call.params.get("invoice_settings")})
    return customer


@route("GET", "/v1/customers/{id}", "CustomerRetrieveParams")
def retrieve(call: Call) -> Object:
    customer = call.books.get("customer", call.id)
    if customer.get("deleted"):
        return {"id": customer["id"], "object": "customer", "deleted": True}
    return customer


@route("POST", "/v1/customers/{id}", "CustomerUpdateParams", FIELDS)
def update(call: Call) -> Object:
    customer = live(call.books, call.id)
    with call.books.change(customer, "customer.updated"):
        write(call.books, customer, call.params)
    return customer


@route("DELETE", "/v1/customers/{id}", "CustomerDeleteParams")
def delete(call: Call) -> Object:
    customer = live(call.books, call.id)
    for each in [*call.books.each("subscription")]:
        if each["customer"] == customer["id"] and each["status"] != "canceled":
            subscriptions.end(call.books, each)
    call.books.emit("customer.deleted", customer)
    customer["deleted"] = True
    return {"id": customer["id"], "object": "customer", "deleted": True}


@route("GET", "/v1/customers", "CustomerListParams", f"{LISTS} email")
def listing(call: Call) -> Object:
    return listed(
        call, "customer", "/v1/customers", "email", where=lambda thing: not thing.get("deleted")
    )


@included("customer", "subscriptions")
def with_subscriptions(books: Books, customer: Object) -> Object:
    """The subscriptions that have not ended."""
    found = [
        each
        for each in books.each("subscription")
        if each["customer"] == customer["id"] and each["status"] != "canceled"
    ]
    return whole(found, f"/v1/customers/{customer['id']}/subscriptions")
