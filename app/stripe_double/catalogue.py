"""Products and prices."""

import stripe

from app.stripe_double.listing import LISTS, listed
from app.stripe_double.refusals import Object, Refused
from app.stripe_double.routes import Call, route
from app.stripe_double.shapes import merged, shaped
from app.stripe_double.world import Books

FIELDS = "active description images metadata name statement_descriptor unit_label url"
PRICED = "active lookup_key metadata nickname tax_behavior"


def new_product(books: Books, params: Object) -> Object:
    """A product."""
    product = books.make(
        stripe.Product,
        active=params.get("active", True),
        images=params.get("images", []),
        marketing_features=[],
        metadata=merged({}, params.get("metadata")),
        name=params["name"],
        type="service",
        updated=books.now(),
        **{name: params[name] for name in ("id",) if name in params},
        **{name: params.get(name) for name in ("description", "statement_descriptor", "url")},
    )
    books.emit("product.created", product)
    return product


def new_price(books: Books, params: Object, active: bool = True) -> Object:
    """A price, of a product that is there or given with it. Raises Refused."""
    currency = params["currency"].lower()
    amount = params.get("unit_amount")
    if amount is None and params.get("unit_amount_decimal") is not None:
        amount = int(params["unit_amount_decimal"])
    if amount is None or amount < 0:
        raise Refused(
            "Prices require a `unit_amount` that is not negative.",
            code="parameter_missing" if amount is None else "parameter_invalid_integer",
            param="unit_amount",
        )
    if "product" in params:
        product = books.get("product", params["product"], "product")
    elif "product_data" in params:
        product = new_product(books, params["product_data"])
    else:
        raise Refused(
            "You must specify either `product` or `product_data`.",
            code="parameter_missing",
            param="product",
        )
    recurring = params.get("recurring")
    price = books.make(
        stripe.Price,
        active=params.get("active", active),
        billing_scheme="per_unit",
        currency=currency,
        lookup_key=params.get("lookup_key"),
        metadata=merged({}, params.get("metadata")),
        nickname=params.get("nickname"),
        product=product["id"],
        recurring={"interval_count": 1, "usage_type": "licensed"} | recurring
        if recurring
        else None,
        tax_behavior=params.get("tax_behavior", "unspecified"),
        type="recurring" if recurring else "one_time",
        unit_amount=amount,
        unit_amount_decimal=str(amount),
    )
    books.emit("price.created", price)
    return price


def plan_of(price: Object) -> Object:
    """A price as a plan, which items of subscriptions still have."""
    return shaped(
        stripe.Plan,
        {name: price[name] for name in ("id", "active", "created", "currency", "livemode")}
        | {
            "object": "plan",
            "amount": price["unit_amount"],
            "amount_decimal": price["unit_amount_decimal"],
            "billing_scheme": "per_unit",
            "interval": price["recurring"]["interval"],
            "interval_count": price["recurring"]["interval_count"],
            "metadata": dict(price["metadata"]),
            "product": price["product"],
            "usage_type": "licensed",
        },
    )


@route("POST", "/v1/products", "ProductCreateParams", f"{FIELDS} id default_price_data")
def create_product(call: Call) -> Object:
    known_as = call.params.get("id")
    if known_as and call.books.find(known_as):
        raise Refused("Product already exists.", code="resource_already_exists", param="id")
    product = new_product(call.books, call.params)
    if data := call.params.get("default_price_data"):
        price = new_price(call.books, data | {"product": product["id"]})
        product["default_price"] = price["id"]
    return product


@route("GET", "/v1/products/{id}", "ProductRetrieveParams")
def retrieve_product(call: Call) -> Object:
    return call.books.get("product", call.id)


@route("POST", "/v1/products/{id}", "ProductUpdateParams", f"{FIELDS} default_price")
def update_product(call: Call) -> Object:
    product = call.books.get("product", call.id)
    with call.books.change(product, "product.updated"):
        write(product, call.params)
        product["updated"] = call.books.now()
    return product


@route("GET", "/v1/products", "ProductListParams", f"{LISTS} active ids url")
def list_products(call: Call) -> Object:
    ids = call.params.get("ids")
    return listed(
        call,
        "product",
        "/v1/products",
        "active",
        "url",
        where=lambda thing: ids is None or thing["id"] in ids,
    )


@route(
    "POST",
    "/v1/prices",
    "PriceCreateParams",
    f"{PRICED} currency product product_data recurring unit_amount unit_amount_decimal "
    "transfer_lookup_key billing_scheme",
)
def create_price(call: Call) -> Object:
    books, key = call.books, call.params.get("lookup_key")
    holder = next((each for each in books.each("price") if key and each["lookup_key"] == key), None)
    if holder and not call.params.get("transfer_lookup_key"):
        raise Refused(
            f"A price (`{holder['id']}`) already uses that lookup key.", param="lookup_key"
        )
    price = new_price(books, call.params)
    if holder:
        with books.change(holder, "price.updated"):
            holder["lookup_key"] = None
    return price


@route("GET", "/v1/prices/{id}", "PriceRetrieveParams")
def retrieve_price(call: Call) -> Object:
    return call.books.get("price", call.id)


@route("POST", "/v1/prices/{id}", "PriceUpdateParams", PRICED)
def update_price(call: Call) -> Object:
    price = call.books.get("price", call.id)
    with call.books.change(price, "price.updated"):
        write(price, call.params)
    return price


def write(thing: Object, params: Object) -> None:
    """Change what is given."""
    for name in params.keys() - {"expand"}:
        if name == "metadata":
            thing[name] = merged(thing[name], params[name])
        else:
            thing[name] = None if params[name] == "" else params[name]


@route(
    "GET",
    "/v1/prices",
    "PriceListParams",
    f"{LISTS} active currency product type lookup_keys recurring",
)
def list_prices(call: Call) -> Object:
    keys, recurring = call.params.get("lookup_keys"), call.params.get("recurring")
    return listed(
        call,
        "price",
        "/v1/prices",
        "active",
        "currency",
        "product",
        "type",
        where=lambda thing: (
            (keys is None or thing["lookup_key"] in keys)
            and (
                recurring is None
                or all(
                    (thing["recurring"] or {}).get(name) == recurring[name] for name in recurring
                )
            )
        ),
    )
