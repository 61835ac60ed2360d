"""How a feed is written: as icalendar would, but in no time."""

import time
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from app.feeds import description, summary, written
from app.icalendar_event import event, instant

KNOWN: dict[str, Any] = {
    "booking_id": "01900000-0000-7000-8000-000000000001",
    "version": 3,
    "status": "pending",
    "starts_at": "2026-07-01T08:00:00.250Z",
    "ends_at": "2026-07-01T09:00:00Z",
    "time_zone": "Europe/Rome",
    "business": "Alder",
    "service": "Cut",
    "resource": "Ann",
    "location": "Main",
    "address": "Via Roma 1, 00100 Roma",
    "customer_name": "Zoe",
    "customer_phone": "+39 06 1",
    "party_size": 2,
    "changed_at": "2026-06-01T10:00:00.5Z",
}


def feed(*events: dict[str, Any], **more: Any) -> bytes:
    contents = {"name": "Ann", "time_zone": "Europe/Rome", "events": list(events)}
    return written(contents | more, "book.test")


def read_back(raw: bytes) -> Any:
    return Calendar.from_ical(raw)


@pytest.mark.parametrize(
    "name",
    [
        "Zoe",
        'A "quoted", one; and \\ another: c:\\temp',
        "two\r\nlines\nand BEGIN:VEVENT",
        "x" * 200,
        "ü" * 200,
        "x" + "日本" * 60,
        "👩‍👩‍👧" * 30,
    ],
)
def test_it_says_what_an_e_mail_says(name: str) -> None:
    known = KNOWN | {"customer_name": name, "address": name}
    raw = feed(known)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    [found] = read_back(raw).walk("VEVENT")
    invited = event(
        known,
        domain="book.test",
        summary=summary(known),
        stamp=instant(known["changed_at"]),
        description=description(known),
    )
    wanted = read_back(invited.to_ical())
    for key in ("UID", "DTSTAMP", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "DESCRIPTION"):
        assert found[key] == wanted[key]
    for key in ("DTSTART", "DTEND"):
        assert found[key].params["TZID"] == "Europe/Rome"
        assert found[key].dt == wanted[key].dt
    assert found["LAST-MODIFIED"].dt == wanted["DTSTAMP"].dt


def test_each_zone_has_its_rules_once() -> None:
    zones = ["Europe/Rome", "Asia/Tokyo", "Europe/Rome", "Etc/UTC"]
    calendar = read_back(feed(*(KNOWN | {"time_zone": zone} for zone in zones)))
    assert [str(each["TZID"]) for each in calendar.walk("VTIMEZONE")] == [
        "Asia/Tokyo",
        "Europe/Rome",
    ]
    starts = [each["DTSTART"] for each in calendar.walk("VEVENT")]
    assert [each.params.get("TZID") for each in starts] == [*zones[:3], None]
    assert len({each.dt for each in starts}) == 1


def test_nothing_booked_is_a_calendar() -> None:
    calendar = read_back(feed(name=None, time_zone=None))
    assert calendar["X-WR-CALNAME"] == "Bookings"
    assert not calendar.walk("VEVENT")


def test_a_long_feed_takes_no_time() -> None:
    """icalendar takes three to five seconds for as many."""
    start = instant(KNOWN["starts_at"])
    many = [
        KNOWN | {"starts_at": (start + timedelta(minutes=95 * nth)).isoformat()}
        for nth in range(5000)
    ]
    began = time.process_time()
    raw = feed(*many)
    assert time.process_time() - began < 1.5
    assert raw.count(b"BEGIN:VEVENT") == 5000
