"""Feeds: what is booked as a calendar (iCalendar, RFC 5545) that other programs show, and look at
again every so often."""

import base64
import functools
import hashlib
import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, vDuration
from icalendar.timezone import is_utc

from app.icalendar_event import PRODUCT, STATUSES, instant
from app.uids import uid

ID_BYTES = 16
SECRET_BYTES = 24

# How often programs should look; few look more often than they like to themselves.
REFRESH = timedelta(minutes=15)

NOBODY = uuid.UUID(int=0)

END = b"END:VCALENDAR\r\n"
LINE_BYTES = 75
ESCAPES = str.maketrans(
    {chr(code): None for code in (*range(0x20), 0x7F)}
    | {"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"}
)


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
    location, and the rules of its zone come with them.

    Events are written here and not by icalendar, which takes a second for a thousand of them. It
    writes the rest: what stands once in a feed, and the rules.
    """
    events = contents["events"] or []
    zones = sorted({each["time_zone"] for each in events})
    head, end = heading(contents).split(END)
    return b"".join(
        [head, *map(rules, zones), *(booked(each, domain) for each in events), END, end]
    )


def heading(contents: Mapping[str, Any]) -> bytes:
    """A feed without what is booked."""
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
    return bytes(calendar.to_ical())


@functools.lru_cache(maxsize=64)
def rules(zone: str) -> bytes:
    """The rules of a zone; what is UTC by another name needs none."""
    return b"" if is_utc(ZoneInfo(zone)) else bytes(Timezone.from_tzid(zone).to_ical())


def booked(known: Mapping[str, Any], domain: str) -> bytes:
    """A booking as it stands in feeds: what app/icalendar_event.py says of it, on the clock of its
    location."""
    zone = known["time_zone"]
    stamp = utc(known["changed_at"])
    said = description(known)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid(known['booking_id'], domain)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART{on_clock(known['starts_at'], zone)}",
        f"DTEND{on_clock(known['ends_at'], zone)}",
        f"SEQUENCE:{known['version']}",
        f"STATUS:{STATUSES.get(known['status'], 'CONFIRMED')}",
        f"SUMMARY:{escaped(summary(known))}",
        f"LOCATION:{escaped(', '.join(filter(None, [known['location'], known['address']])))}",
        *([f"DESCRIPTION:{escaped(said)}"] if said else []),
        f"LAST-MODIFIED:{stamp}",
        "END:VEVENT",
    ]
    return b"".join(folded(line) for line in lines)


def on_clock(said: str, zone: str) -> str:
    """An instant on the clock of a zone, as it stands after the name of a property."""
    if not rules(zone):
        return f":{utc(said)}"
    at = instant(said).astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)
    return f";TZID={zone}:{compact(at)}"


def utc(said: str) -> str:
    """An instant in UTC."""
    return f"{compact(instant(said).replace(tzinfo=None, microsecond=0))}Z"


def compact(at: datetime) -> str:
    """A time as iCalendar has it: 20260701T080000."""
    return at.isoformat().replace("-", "").replace(":", "")


def escaped(text: str) -> str:
    """A text as iCalendar has it (RFC 5545, 3.3.11), without what no text has."""
    return text.translate(ESCAPES)


def folded(line: str) -> bytes:
    """A line in lines of 75 bytes at most, and no character in two of them."""
    raw = line.encode()
    if len(raw) <= LINE_BYTES:
        return raw + b"\r\n"
    pieces, room = [], LINE_BYTES
    while raw:
        cut = min(room, len(raw))
        while cut < len(raw) and raw[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(raw[:cut])
        raw, room = raw[cut:], LINE_BYTES - 1
    return b"\r\n ".join(pieces) + b"\r\n"


def summary(known: Mapping[str, Any]) -> str:
    """What an event is called: with whom, for those who work there; else where."""
    return f"{known['service']}, {known['customer_name'] or known['business']}"


def description(known: Mapping[str, Any]) -> str:
    """What is said of an event besides: who leads it, and what those who work there need."""
    said = [known["resource"], known["customer_name"] and known["customer_phone"]]
    if known["party_size"] > 1:
        said.append(f"x {known['party_size']}")
    return "\n".join(filter(None, said))
