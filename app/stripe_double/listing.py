"""Lists, newest first, a page at a time."""

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from app.stripe_double.refusals import Object, Refused
from app.stripe_double.routes import Call

# The parameters of every list.
LISTS = "created starting_after ending_before limit"

USUAL = 10
MOST = 100

COMPARE: dict[str, Callable[[int, int], bool]] = {
    "gt": lambda at, limit: at > limit,
    "gte": lambda at, limit: at >= limit,
    "lt": lambda at, limit: at < limit,
    "lte": lambda at, limit: at <= limit,
}


def listed(
    call: Call,
    kind: str,
    url: str,
    *filters: str,
    where: Callable[[Object], bool] | None = None,
) -> Object:
    """Those of a kind that are asked for; `filters` are parameters named as fields.

    Raises Refused.
    """
    wanted = {name: call.params[name] for name in filters if name in call.params}
    found = (
        thing
        for thing in call.books.each(kind)
        if all(thing.get(name) == value for name, value in wanted.items())
        and made_when(thing, call.params.get("created"))
        and (where is None or where(thing))
    )
    return page(found, call.params, url)


def made_when(thing: Object, created: Any, field: str = "created") -> bool:
    """Whether a thing was made then; an open range of times, or one time."""
    if created is None:
        return True
    if isinstance(created, int):
        return bool(thing[field] == created)
    return all(COMPARE[name](thing[field], limit) for name, limit in created.items())


def page(things: Iterable[Object], params: Any, url: str) -> Object:
    """One page of things that are newest first. Raises Refused."""
    limit = params.get("limit", USUAL)
    if not 1 <= limit <= MOST:
        raise Refused(
            f"Invalid integer: limit must be between 1 and {MOST}.",
            code="parameter_invalid_integer",
            param="limit",
            began=False,
        )
    if "ending_before" in params:
        before = list(before_id(things, params["ending_before"]))
        return whole(before[-limit:], url, has_more=len(before) > limit)
    if "starting_after" in params:
        things = after_id(things, params["starting_after"])
    data = list(itertools.islice(things, limit + 1))
    return whole(data[:limit], url, has_more=len(data) > limit)


def before_id(things: Iterable[Object], known_as: str) -> Iterable[Object]:
    """Those that are listed before a thing. Raises Refused."""
    for thing in things:
        if thing["id"] == known_as:
            return
        yield thing
    raise no_cursor("ending_before", known_as)


def after_id(things: Iterable[Object], known_as: str) -> Iterable[Object]:
    """Those that are listed after a thing. Raises Refused."""
    rest = itertools.dropwhile(lambda thing: thing["id"] != known_as, things)
    if next(iter(rest), None) is None:
        raise no_cursor("starting_after", known_as)
    return rest


def no_cursor(param: str, known_as: str) -> Refused:
    return Refused(f"No such object: '{known_as}'", code="resource_missing", param=param)


def whole(data: list[Object], url: str, has_more: bool = False) -> Object:
    """A list as Stripe shows it."""
    return {"object": "list", "data": data, "has_more": has_more, "url": url}
