"""What an outside calendar says, read right: over clock changes, in zones, with exceptions."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.ics import Unreadable, Window, busy

ROME = ZoneInfo("Europe/Rome")
DOMAIN = "book.example"
WINDOW = Window(datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC), ROME)


def calendar(*events: str) -> bytes:
    """A calendar of events, each given by its lines."""
    body = "\n".join(f"BEGIN:VEVENT\n{each.strip()}\nEND:VEVENT" for each in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\n{body}\nEND:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def spans(raw: bytes, window: Window = WINDOW) -> list[str]:
    """When somebody is busy, in UTC."""
    return [
        f"{each.starts_at:%m-%d %H:%M} to {each.ends_at:%m-%d %H:%M}" for each in busy(raw, window)
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("UID:a\nDTSTART:20270601T100000Z\nDTEND:20270601T110000Z", ["06-01 10:00 to 06-01 11:00"]),
        (
            "UID:a\nDTSTART;TZID=Europe/Copenhagen:20270601T100000\nDURATION:PT90M",
            ["06-01 08:00 to 06-01 09:30"],
        ),
        ("UID:a\nDTSTART:20270601T100000\nDURATION:PT1H", ["06-01 08:00 to 06-01 09:00"]),
        ("UID:a\nDTSTART;VALUE=DATE:20270601", ["05-31 22:00 to 06-01 22:00"]),
        (
            "UID:a\nDTSTART;VALUE=DATE:20270327\nDTEND;VALUE=DATE:20270329",
            ["03-26 23:00 to 03-28 22:00"],
        ),
        ("UID:a\nDTSTART:20270601T100000Z", []),
        ("UID:a\nDTSTART:20270601T100000Z\nDTEND:20270601T090000Z", []),
        ("UID:a\nDTSTART:20270601T100000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT", []),
        ("UID:a\nDTSTART:20270601T100000Z\nDURATION:PT1H\nSTATUS:CANCELLED", []),
        ("UID:a\nDTSTART:20270601T100000Z\nDURATION:PT1H\nX-MICROSOFT-CDO-BUSYSTATUS:FREE", []),
        ("UID:a\nDTSTART:20280601T100000Z\nDURATION:PT1H", []),
        ("UID:a\nSUMMARY:Without a start", []),
        (
            "UID:a\nDTSTART:20261231T230000Z\nDURATION:PT2H",
            ["12-31 23:00 to 01-01 01:00"],
        ),
        # A winter and a summer week: the clock stays, the instant moves.
        (
            "UID:a\nDTSTART;TZID=Europe/Rome:20270322T090000\nDURATION:PT1H\n"
            "RRULE:FREQ=WEEKLY;COUNT=2",
            ["03-22 08:00 to 03-22 09:00", "03-29 07:00 to 03-29 08:00"],
        ),
        # At 02:30 on 28 March there is no such time: it is an hour later, as clocks then show.
        (
            "UID:a\nDTSTART;TZID=Europe/Rome:20270327T023000\nDURATION:PT30M\n"
            "RRULE:FREQ=DAILY;COUNT=3",
            [
                "03-27 01:30 to 03-27 02:00", "03-28 01:30 to 03-28 02:00",
                "03-29 00:30 to 03-29 01:00",
            ],
        ),
        (
            "UID:a\nDTSTART;TZID=Europe/Rome:20270301T090000\nDURATION:PT1H\n"
            "RRULE:FREQ=DAILY;UNTIL=20270302T080000Z",
            ["03-01 08:00 to 03-01 09:00", "03-02 08:00 to 03-02 09:00"],
        ),
        (
            "UID:a\nDTSTART;VALUE=DATE:20270301\nRRULE:FREQ=DAILY;UNTIL=20270302",
            ["02-28 23:00 to 03-01 23:00", "03-01 23:00 to 03-02 23:00"],
        ),
        (
            "UID:a\nDTSTART:20270301T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\n"
            "EXDATE:20270302T100000Z",
            ["03-01 10:00 to 03-01 11:00", "03-03 10:00 to 03-03 11:00"],
        ),
        (
            "UID:a\nDTSTART:20270301T100000Z\nDURATION:PT1H\nRDATE:20270305T120000Z",
            ["03-01 10:00 to 03-01 11:00", "03-05 12:00 to 03-05 13:00"],
        ),
        # Begun long ago, and still under way.
        (
            "UID:a\nDTSTART:19970101T100000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY",
            ["01-01 10:00 to 01-01 11:00"],
        ),
    ],
)  # fmt: skip
def test_event(lines: str, expected: list[str]) -> None:
    assert spans(calendar(lines)) == expected


def test_moved_and_cancelled_occurrences() -> None:
    an_hour = "UID:a\nDURATION:PT1H\n"
    weekly = f"{an_hour}DTSTART;TZID=Europe/Rome:20270301T090000\nRRULE:FREQ=WEEKLY;COUNT=4"
    moved = (
        "UID:a\nRECURRENCE-ID;TZID=Europe/Rome:20270308T090000\nDTSTART:20270309T120000Z\n"
        "DURATION:PT2H"
    )
    gone = f"{an_hour}RECURRENCE-ID:20270315T080000Z\nSTATUS:CANCELLED\nDTSTART:20270315T080000Z"
    free = (
        "UID:a\nRECURRENCE-ID:20270322T080000Z\nTRANSP:TRANSPARENT\nDTSTART:20270322T080000Z\n"
        "DURATION:PT1H"
    )
    assert spans(calendar(weekly, moved, gone, free)) == [
        "03-01 08:00 to 03-01 09:00",
        "03-09 12:00 to 03-09 14:00",
    ]


def test_zone_that_the_calendar_explains() -> None:
    """An Outlook zone with rules of its own, and a name that nobody else has."""
    rules = (
        b"BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\n"
        b"BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
        b"RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
        b"BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
        b"RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
    )
    event = "UID:a\nDTSTART;TZID=Customized Time Zone:20270601T100000\nDURATION:PT1H"
    raw = calendar(event).replace(b"BEGIN:VEVENT", rules + b"BEGIN:VEVENT", 1)
    assert spans(raw) == ["06-01 08:00 to 06-01 09:00"]


def test_zone_that_nobody_knows_is_the_one_of_the_resource() -> None:
    assert spans(calendar("UID:a\nDTSTART;TZID=Nowhere/Land:20270601T100000\nDURATION:PT1H")) == [
        "06-01 08:00 to 06-01 09:00"
    ]


def test_free_busy() -> None:
    raw = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nBEGIN:VFREEBUSY\r\nUID:f\r\n"
        b"FREEBUSY;FBTYPE=BUSY:20270601T100000Z/PT1H,20270602T100000Z/20270602T113000Z\r\n"
        b"FREEBUSY;FBTYPE=FREE:20270603T100000Z/PT1H\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
    )
    assert spans(raw) == ["06-01 10:00 to 06-01 11:00", "06-02 10:00 to 06-02 11:30"]


def test_one_event_that_makes_no_sense_leaves_the_others() -> None:
    broken = "UID:b\nDTSTART:20270601T100000Z\nDURATION:PT1H\nRRULE:FREQ=SOMETIMES"
    good = "UID:a\nDTSTART:20270601T100000Z\nDTEND:20270601T110000Z"
    assert "06-01 10:00 to 06-01 11:00" in spans(calendar(broken, good))


@pytest.mark.parametrize("raw", [b"", b"<html>no</html>", b"\xff\xfe\x00", b"BEGIN:VEVENT\r\n"])
def test_what_is_no_calendar_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        busy(raw, WINDOW)


def test_too_many_occurrences_are_refused() -> None:
    minutely = "UID:a\nDTSTART:20270101T000000Z\nDURATION:PT1M\nRRULE:FREQ=MINUTELY"
    with pytest.raises(Unreadable, match="more than 10000"):
        busy(calendar(minutely), WINDOW)


def test_names_of_events_do_not_leave_the_process() -> None:
    event = "UID:ann-and-bob@home.test\nSUMMARY:Secret\nDTSTART:20270601T100000Z\nDURATION:PT1H"
    window = {
        "starts_at": "2027-01-01T00:00:00Z",
        "ends_at": "2028-01-01T00:00:00Z",
        "time_zone": "Europe/Rome",
        "domain": DOMAIN,
    }
    done = subprocess.run(
        [sys.executable, "-m", "app.ics", json.dumps(window)],
        input=calendar(event), capture_output=True, check=True,
    )  # fmt: skip
    (span,) = json.loads(done.stdout)["spans"]
    assert span["starts_at"] == "2027-06-01T10:00:00+00:00"
    assert b"ann" not in done.stdout
    assert b"Secret" not in done.stdout


@pytest.mark.parametrize(
    ("uid", "expected"),
    [
        (f"0196b5c0-0000-4000-8000-000000000001@{DOMAIN}", "0196b5c0-0000-4000-8000-000000000001"),
        ("0196b5c0-0000-4000-8000-000000000001@other.example", None),
        (f"ann@{DOMAIN}", None),
        (f"@{DOMAIN}", None),
        ("", None),
    ],
)
def test_our_own_say_of_which_booking_they_are(uid: str, expected: str | None) -> None:
    """Whose it is, and whether it counts, the database knows."""
    event = f"UID:{uid}\nDTSTART:20270601T100000Z\nDURATION:PT1H"
    (span,) = busy(calendar(event), WINDOW)
    assert span.said(DOMAIN).get("booking_id") == expected
