"""Telephone numbers, as the world dials them (E.164).

A number that begins with + says its country. Another one is dialled where the business is: in the
country that it has named, else in the one whose clock it keeps.
"""

import functools
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import phonenumbers
from starlette.requests import Request

from app.http import Made

# Of data.phone_number: what is searched for may be anything.
SHAPE = re.compile(r"\+?[0-9][0-9 ()./-]{3,30}")


@functools.cache
def countries() -> Mapping[str, str]:
    """The country of every time zone that is one country's."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text()
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return {zone: country for country, _, zone, *_ in rows}


def e164(typed: str, region: str | None = None) -> str | None:
    """A number as the world dials it; None if it is none, or nobody knows of which country."""
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone(given: Mapping[str, Any]) -> str | None:
    """The number among the arguments, wherever it stands there: by itself, with the customer, or as
    what is searched for."""
    customer = given.get("customer")
    if isinstance(customer, dict):
        typed = customer.get("phone")
    else:
        typed = given.get("phone") or given.get("q")
    return typed if isinstance(typed, str) and SHAPE.fullmatch(typed.strip()) else None


async def dialled(request: Request, who: Mapping[str, Any], given: Mapping[str, Any]) -> str | None:
    """The number among the arguments in E.164. Only one that does not say its country costs a
    question to the database: where the business is."""
    typed = phone(given) or ""
    if typed.lstrip().startswith("+"):
        return e164(typed)
    # Who acts for no business in particular names one: its slug.
    slug = given.get("tenant_slug") or given.get("tenant")
    where = {"role": "guest", "slug": slug} if slug else who
    said = json.loads((await request.state.database.call("read_region", {}, where)).body)
    return e164(typed, said["country"] or countries().get(said["time_zone"] or ""))


DIALLED = Made("phone_e164", dialled, lambda given: phone(given) is not None)
