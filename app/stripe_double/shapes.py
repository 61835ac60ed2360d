"""Objects have the fields of the SDK's own classes, as the API answers them."""

import functools
from typing import Any, get_args

from app.stripe_double.refusals import Object

# Fields that are not there unless somebody asks for them, or after the end.
ABSENT = frozenset(
    {"deleted", "line_items", "payments", "refunds", "sources", "subscriptions", "tax"}
)

PREFIXES = {
    "account": "acct_",
    "application_fee": "fee_",
    "balance_transaction": "txn_",
    "billing_portal.session": "bps_",
    "charge": "ch_",
    "checkout.session": "cs_test_",
    "customer": "cus_",
    "dispute": "dp_",
    "event": "evt_",
    "fee_refund": "fr_",
    "invoice": "in_",
    "invoiceitem": "ii_",
    "item": "li_",
    "line_item": "il_",
    "payment_intent": "pi_",
    "payment_method": "pm_",
    "payout": "po_",
    "price": "price_",
    "product": "prod_",
    "refund": "re_",
    "setup_intent": "seti_",
    "subscription": "sub_",
    "subscription_item": "si_",
    "transfer": "tr_",
}


def shaped(of: type, fields: Object) -> Object:
    """An object of a class of the SDK: what may be null is null unless it is given, in it and in
    what it contains."""
    inner: dict[str, type] = getattr(of, "_inner_class_types", {})
    found: Object = dict.fromkeys(nullable(of))
    for name, value in fields.items():
        if name in inner and isinstance(value, dict):
            value = shaped(inner[name], value)
        elif name in inner and isinstance(value, list):
            value = [shaped(inner[name], each) for each in value]
        found[name] = value
    return found


@functools.cache
def nullable(of: type) -> tuple[str, ...]:
    """The fields that may be null."""
    return tuple(
        name
        for name, kind in of.__annotations__.items()
        if type(None) in get_args(kind) and name not in ABSENT and not name.startswith("_")
    )


def difference(before: Object, after: Object) -> Object:
    """What was otherwise before: as in `previous_attributes`, of hashes only what changed."""
    found: Object = {}
    for name, value in before.items():
        now = after.get(name)
        if value == now:
            continue
        both = isinstance(value, dict) and isinstance(now, dict)
        found[name] = difference(value, now) if both and now else value
    return found | dict.fromkeys(after.keys() - before.keys())


def merged(metadata: Any, given: Any) -> dict[str, str]:
    """Metadata with what is given: an empty value takes one away, nothing at all takes all."""
    if given == "":
        return {}
    both = {**(metadata or {}), **(given or {})}
    return {name: value for name, value in both.items() if value != ""}
