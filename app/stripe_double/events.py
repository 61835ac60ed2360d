"""Events, for whoever asks what happened. They are kept for 30 days."""

from app.stripe_double.clock import DAY
from app.stripe_double.listing import LISTS, listed
from app.stripe_double.refusals import Object
from app.stripe_double.routes import Call, route

KEPT = 30 * DAY


@route("GET", "/v1/events/{id}", "EventRetrieveParams")
def retrieve(call: Call) -> Object:
    return call.books.get("event", call.id)


@route("GET", "/v1/events", "EventListParams", f"{LISTS} type types delivery_success")
def listing(call: Call) -> Object:
    types, kind = call.params.get("types"), call.params.get("type")
    delivered = call.params.get("delivery_success")
    since = call.books.now() - KEPT

    def wanted(event: Object) -> bool:
        if event["created"] < since or (types and event["type"] not in types):
            return False
        if kind and not matches(event["type"], kind):
            return False
        return delivered is None or delivered == (event["pending_webhooks"] == 0)

    return listed(call, "event", "/v1/events", where=wanted)


def matches(kind: str, pattern: str) -> bool:
    """Whether a type is meant, which may end with `.*`."""
    if pattern.endswith(".*"):
        return kind.startswith(pattern[:-1])
    return kind == pattern
