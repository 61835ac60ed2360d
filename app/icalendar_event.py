"""A booking as an event of a calendar (RFC 5545): the same one in every e-mail and every feed.

Its UID is the booking's id at our domain and never changes; its SEQUENCE is the booking's version,
so that a calendar which has it knows what came later.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from icalendar import Calendar, Event, vCalAddress, vText

from app.uids import uid

PRODUCT = "-//Holdfast//Bookings//EN"

STATUSES = {
    "held": "TENTATIVE",
    "pending": "TENTATIVE",
    "declined": "CANCELLED",
    "cancelled_by_customer": "CANCELLED",
    "cancelled_by_business": "CANCELLED",
    "expired": "CANCELLED",
}


def event(
    words: Mapping[str, Any],
    *,
    domain: str,
    summary: str,
    stamp: datetime.datetime,
    description: str = "",
    url: str = "",
) -> Event:
    """A booking (private.notice_words) as an event. Times are in UTC: a calendar shows them on the
    clock of whoever looks, and no rule of a zone can be wrong. stamp is when this was said."""
    made = Event()
    made.add("uid", uid(words["booking_id"], domain))
    made.add("dtstamp", stamp.astimezone(datetime.UTC))
    made.add("dtstart", instant(words["starts_at"]))
    made.add("dtend", instant(words["ends_at"]))
    made.add("sequence", words["version"])
    made.add("status", STATUSES.get(words["status"], "CONFIRMED"))
    made.add("summary", summary)
    made.add("location", ", ".join(filter(None, [words["location"], words.get("address")])))
    if description:
        made.add("description", description)
    if url:
        made.add("url", url)
    return made


def invite(made: Event, *, organizer: tuple[str, str], attendee: tuple[str, str]) -> Calendar:
    """An event as it comes by e-mail (RFC 5546): a REQUEST, which the attendee has accepted by
    booking, or a CANCEL. So mail programs put it into the calendar, move it and take it out.
    organizer and attendee are a name and an address."""
    made.add("organizer", person(organizer))
    invited = person(attendee)
    invited.params["PARTSTAT"] = vText("ACCEPTED")
    invited.params["RSVP"] = vText("FALSE")
    made.add("attendee", invited)
    cancelled = made["STATUS"] == "CANCELLED"
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    calendar.add_component(made)
    return calendar


def publication(made: Iterable[Event], *, organizer: tuple[str, str]) -> Calendar:
    """Several events as they come by e-mail. What a REQUEST or a CANCEL has must all have one UID
    (RFC 5546, 3.2.2 and 3.2.5), and these have each its own: so it is a PUBLISH, which names nobody
    who is invited."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in made:
        each.add("organizer", person(organizer))
        calendar.add_component(each)
    return calendar


def person(who: tuple[str, str]) -> vCalAddress:
    """Somebody of a name and an address."""
    name, address = who
    somebody = vCalAddress(f"mailto:{address}")
    somebody.params["CN"] = vText(name.replace('"', "'"))
    return somebody


def instant(said: str) -> datetime.datetime:
    """An instant (RFC 3339) in UTC."""
    return datetime.datetime.fromisoformat(said).astimezone(datetime.UTC)
