"""Parameters are judged by the SDK's own types (`stripe.params`), which are made from Stripe's
published schema: what they do not know, Stripe refuses, and so do we."""

import functools
import importlib
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import stripe
import typing_extensions
from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError, with_config
from pydantic_core import ErrorDetails, PydanticCustomError
from stripe._stripe_object import UntypedStripeObject

from app.stripe_double.decoding import written
from app.stripe_double.refusals import Refused

# What belongs to the SDK, and is not sent.
OPTIONS = frozenset(stripe.RequestOptions.__annotations__)

MOST_METADATA = 50
LONGEST_KEY = 40
LONGEST_VALUE = 500

Check = Callable[[Any], Any]


def checked(of: str, params: dict[str, Any], form: bool = True) -> dict[str, Any]:
    """The parameters with their types, judged by a type of `stripe.params`. Raises Refused."""
    try:
        found: dict[str, Any] = adapter(of, form).validate_python(params)
    except ValidationError as error:
        raise refusal(error.errors(include_url=False), params) from None
    check_metadata(found)
    return found


@functools.cache
def adapter(of: str, form: bool) -> TypeAdapter[Any]:
    """The judge of one type; `of` is its path below `stripe.params`."""
    *packages, name = of.split(".")
    module = importlib.import_module(".".join(["stripe.params", *packages]))
    return TypeAdapter(strict(getattr(module, name), form))


def strict(kind: Any, form: bool) -> Any:
    """The type, without what the SDK leaves open for later versions, and with values as strings
    where a form has nothing else."""
    if typing_extensions.is_typeddict(kind):
        return strict_dict(kind, form)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return strict_union(arguments, form)
    if origin in (typing_extensions.NotRequired, typing_extensions.Required):
        return origin[strict(arguments[0], form)]
    if origin is list:
        return list[strict(arguments[0], form)]  # type: ignore[misc]
    if origin is dict or origin is UntypedStripeObject:
        return dict[str, arguments[-1]]  # type: ignore[valid-type]
    if kind is UntypedStripeObject:
        return dict[str, Any]
    return Annotated[kind, BeforeValidator(FROM_FORM[kind])] if form and kind in FROM_FORM else kind


@functools.cache
def strict_dict(kind: Any, form: bool) -> Any:
    """A dictionary that takes no key that it does not know."""
    # Names in the options, which the modules of the parameters do not import.
    names = {"StripeContext": object, "Mapping": Mapping}
    hints = typing_extensions.get_type_hints(kind, localns=names, include_extras=True)
    fields = {name: strict(hint, form) for name, hint in hints.items() if name not in OPTIONS}
    make: Any = typing_extensions.TypedDict
    made = make(kind.__name__, fields)
    return with_config(ConfigDict(extra="forbid", strict=True))(made)


def strict_union(arguments: tuple[Any, ...], form: bool) -> Any:
    """One of several. `Literal[…] | str` is how the SDK says that a later version of the API may
    have more values than it knows: this version has no more."""
    words = {word for each in arguments if get_origin(each) is Literal for word in get_args(each)}
    closed = bool(words - {""})
    kept = [
        strict(each, form)
        for each in arguments
        if not (closed and each is str) and each is not NoneType
    ]
    if any(get_origin(each) is dict for each in kept):  # Of two spellings of metadata, one.
        kept = [*dict.fromkeys(kept)]
    return Union[tuple(kept)]  # noqa: UP007 - of a list


def integer(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,18}", value):
        return int(value)
    raise PydanticCustomError(
        "parameter_invalid_integer", "Invalid integer: {value}", {"value": value}
    )


def boolean(value: Any) -> Any:
    if value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError(
        "parameter_invalid_boolean", "Invalid boolean: {value}", {"value": value}
    )


def decimal(value: Any) -> Any:
    try:
        return Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        raise PydanticCustomError(
            "parameter_invalid_decimal", "Invalid decimal: {value}", {"value": value}
        ) from None


def number(value: Any) -> Any:
    return float(decimal(value))


def string(value: Any) -> Any:
    if value == "":
        raise PydanticCustomError(
            "parameter_invalid_empty",
            "You passed an empty string. We assume empty values are an attempt to unset a "
            "parameter; however this one cannot be unset.",
        )
    if not isinstance(value, str):
        raise PydanticCustomError(
            "parameter_invalid_string", "Invalid string: {value}", {"value": str(value)}
        )
    return value


FROM_FORM: dict[Any, Check] = {
    int: integer,
    bool: boolean,
    float: number,
    Decimal: decimal,
    str: string,
}


def refusal(errors: list[ErrorDetails], params: dict[str, Any]) -> Refused:
    """What Stripe says of the first thing that is wrong; of several ways to read one value, of
    that which came furthest."""
    paths = [given(error, params) for error in errors]
    first = paths[0][0] if paths[0] else None
    same = [at for at in range(len(errors)) if paths[at][:1] == [first]]
    worst = max(same, key=lambda at: (len(paths[at]), errors[at]["type"] != "literal_error", -at))
    error, name = errors[worst], written(paths[worst])
    kind = error["type"]
    if kind == "extra_forbidden":
        return refused(f"Received unknown parameter: {name}", "parameter_unknown", name)
    if kind == "missing":
        return refused(f"Missing required param: {name}.", "parameter_missing", name)
    if kind == "literal_error":
        words = sorted(error["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", "))
        return refused(f"Invalid {name}: must be one of {', '.join(words)}", None, name)
    if kind.startswith("parameter_"):
        return refused(error["msg"], kind, name)
    wanted = {"dict_type": "object", "list_type": "array"}.get(kind)
    return refused(f"Invalid {wanted}" if wanted else f"Invalid value: {error['msg']}", None, name)


def refused(message: str, code: str | None, param: str) -> Refused:
    """A request that was refused before anything began."""
    return Refused(message, code=code, param=param, began=False)


def given(error: ErrorDetails, params: Any) -> list[str | int]:
    """Where in the parameters the error is, without the names of the types on the way there."""
    path: list[str | int] = []
    for at, part in enumerate(error["loc"]):
        inside = isinstance(params, dict) and part in params
        if inside or (isinstance(params, list) and isinstance(part, int)):
            path.append(part)
            params = params[part]
        elif error["type"] == "missing" and at == len(error["loc"]) - 1:
            path.append(part)
    return path


def check_metadata(params: Any, path: tuple[str | int, ...] = ()) -> None:
    """Metadata has limits that types do not tell. Raises Refused."""
    if isinstance(params, list):
        for number, each in enumerate(params):
            check_metadata(each, (*path, number))
    if not isinstance(params, dict):
        return
    for name, value in params.items():
        if name == "metadata" and isinstance(value, dict):
            check_pairs(value, written([*path, name]))
        else:
            check_metadata(value, (*path, name))


def check_pairs(pairs: dict[str, str], name: str) -> None:
    """Raises Refused."""
    if len(pairs) > MOST_METADATA:
        raise refused(f"Metadata can have up to {MOST_METADATA} keys.", None, name)
    for key, value in pairs.items():
        if len(key) > LONGEST_KEY:
            raise refused(
                f"Metadata keys must be at most {LONGEST_KEY} characters long.", None, name
            )
        if len(value) > LONGEST_VALUE:
            raise refused(
                f"Metadata values must be at most {LONGEST_VALUE} characters long, but you passed "
                f"a value of {len(value)} characters.",
                None,
                f"{name}[{key}]",
            )
