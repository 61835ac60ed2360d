"""Nested parameters out of what the SDK sends: forms with keys such as `items[0][price]`."""

import re
from typing import Any
from urllib.parse import parse_qsl

from app.stripe_double.refusals import Refused

PART = re.compile(r"\[([^\[\]]*)\]")


def decoded(form: str) -> dict[str, Any]:
    """The parameters of a form or of a query. Raises Refused."""
    nested: dict[str, Any] = {}
    for name, value in parse_qsl(form, keep_blank_values=True):
        put(nested, path(name), value, name)
    return {name: listed(value) for name, value in nested.items()}


def path(name: str) -> list[str]:
    """The keys in the name of a field."""
    first, bracket, _ = name.partition("[")
    return [first, *PART.findall(name)] if bracket else [name]


def put(nested: dict[str, Any], keys: list[str], value: str, name: str) -> None:
    """Put a value where its keys say. Raises Refused."""
    for key in keys[:-1]:
        if not isinstance(nested := nested.setdefault(key or str(len(nested)), {}), dict):
            raise Refused(f"Invalid hash or array: {name}", param=name, began=False)
    nested[keys[-1] or str(len(nested))] = value


def listed(value: Any) -> Any:
    """With a list for everything that is numbered from 0."""
    if not isinstance(value, dict):
        return value
    if value and all(key.isdecimal() for key in value):
        return [listed(value[key]) for key in sorted(value, key=int)]
    return {key: listed(each) for key, each in value.items()}


def written(keys: list[str | int]) -> str:
    """The name of a field, from its keys."""
    first, *rest = [str(key) for key in keys] or [""]
    return first + "".join(f"[{key}]" for key in rest)
