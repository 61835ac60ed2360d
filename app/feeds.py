"""Feeds: what is booked as a calendar (iCalendar, RFC 5545) that other programs show, and look at
again every so often."""

import base64
import hashlib
import secrets
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDuration

from app.icalendar_event import PRODUCT, event, instant

ID_BYTES = 16
SECRET_BYTES = 24

# How often programs should look; few look more often than they like to themselves.
REFRESH = timedelta(minutes=15)

NOBODY = uuid.UUID(int=0)


def new_token(tenant_id: str | None) -> str:
    """What stands in the URL of a feed: whose it is, and 192 bits at random, in base64url."""
    owner = uuid.UUID(tenant_id) if tenant_id else NOBODY
    return base64.urlsafe_b64encode(owner.bytes + secrets.token_bytes(SECRET_BYTES)).decode()


def owner(token: str) -> str | None:
    """The business that a token is of; None if of somebody's own bookings. Raises ValueError if it
    is none of ours."""
    raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    if len(raw) != ID_BYTES + SECRET_BYTES:
        raise ValueError("It has another length.")
    tenant_id = uuid.UUID(bytes=raw[:ID_BYTES])
    return None if tenant_id == NOBODY else str(tenant_id)


def token_hash(token: str) -> str:
    """What the database knows of a token: SHA-256, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def written(contents: Mapping[str, Any], domain: str) -> bytes:
    """What stands in a feed (api.feed_contents), as iCalendar. Times are on the clock of their
    location, and the rules of its zone come with them."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    name = contents["name"] or "Bookings"
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    if contents["time_zone"]:
        calendar.add("x-wr-timezone", contents["time_zone"])
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for each in contents["events"] or []:
        calendar.add_component(booked(each, domain))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def booked(known: Mapping[str, Any], domain: str) -> Event:
    """A booking as it stands in feeds."""
    made = event(
        known,
        domain=domain,
        summary=summary(known),
        stamp=instant(known["changed_at"]),
        description=description(known),
    )
    zone = ZoneInfo(known["time_zone"])
    for name in ("starts_at", "ends_at"):
        key = {"starts_at": "DTSTART", "ends_at": "DTEND"}[name]
        del made[key]
        made.add(key, instant(known[name]).astimezone(zone))
    made.add("last-modified", instant(known["changed_at"]))
    return made


def summary(known: Mapping[str, Any]) -> str:
    """What an event is called: with whom, for those who work there; else where."""
    return f"{known['service']}, {known['customer_name'] or known['business']}"


def description(known: Mapping[str, Any]) -> str:
    """What is said of an event besides: who leads it, and what those who work there need."""
    said = [known["resource"], known["customer_name"] and known["customer_phone"]]
    if known["party_size"] > 1:
        said.append(f"x {known['party_size']}")
    return "\n".join(filter(None, said))
