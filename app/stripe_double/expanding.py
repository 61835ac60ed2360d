"""`expand[]`: ids in an answer become what they stand for."""

import copy
from collections.abc import Callable
from typing import Any

from app.stripe_double.refusals import Object, Refused
from app.stripe_double.world import Books

DEEPEST = 4

# What is in an object only if it is asked for.
Includes = Callable[[Books, Object], Object]
INCLUDED: dict[tuple[str, str], Includes] = {}


def included(kind: str, field: str) -> Callable[[Includes], Includes]:
    """Registers what makes a field that is in an object only if it is asked for."""

    def register(does: Includes) -> Includes:
        INCLUDED[kind, field] = does
        return does

    return register


def expanded(books: Books, answer: Object, paths: list[str]) -> Object:
    """The answer with what these paths lead to. Raises Refused."""
    answer = copy.deepcopy(answer)
    for path in paths:
        parts = path.split(".")
        if len(parts) > DEEPEST:
            raise Refused(
                f"You cannot expand more than {DEEPEST} levels of a property ({path}).",
                param="expand",
                began=False,
            )
        expand(books, answer, parts, path)
    return answer


def expand(books: Books, thing: Any, parts: list[str], path: str) -> None:
    """Expand one path in a thing, or in each of a list. Raises Refused."""
    if isinstance(thing, list):
        for each in thing:
            expand(books, each, parts, path)
    if not isinstance(thing, dict) or not parts:
        return
    name, *rest = parts
    if include := INCLUDED.get((thing.get("object", ""), name)):
        thing.setdefault(name, copy.deepcopy(include(books, thing)))
    elif name not in thing:
        raise Refused(f"This property cannot be expanded ({path}).", param="expand", began=False)
    thing[name] = instead(books, thing[name])
    expand(books, thing[name], rest, path)


def instead(books: Books, value: Any) -> Any:
    """What an id stands for; anything else is what it is."""
    if isinstance(value, str):
        return copy.deepcopy(books.find(value)) or value
    if isinstance(value, list):
        return [instead(books, each) for each in value]
    return value
