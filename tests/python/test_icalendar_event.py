"""A booking as an event of a calendar, for e-mails and for feeds."""

import datetime
from typing import Any

import pytest
from icalendar import Calendar, Event
from test_letters import BOOKING, WORDS

from app.icalendar_event import event, invite
from app.uids import uid

STAMP = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))


def made(**words: Any) -> Event:
    return event({**WORDS, **words}, domain="book.test", summary="Cut", stamp=STAMP)


def test_it_is_the_same_whenever_it_is_made() -> None:
    assert made().to_ical() == made().to_ical()
    assert made()["UID"] == uid(BOOKING, "book.test") == made(version=9)["UID"]
    assert made().decoded("DTSTAMP") == STAMP
    assert b"DTSTAMP:20260601T100000Z" in made().to_ical()


def test_times_need_no_zone() -> None:
    text = made().to_ical()
    assert b"DTSTART:20260701T080000Z" in text
    assert b"DTEND:20260701T090000Z" in text
    assert b"TZID" not in text


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("held", "TENTATIVE"),
        ("pending", "TENTATIVE"),
        ("confirmed", "CONFIRMED"),
        ("checked_in", "CONFIRMED"),
        ("completed", "CONFIRMED"),
        ("no_show", "CONFIRMED"),
        ("declined", "CANCELLED"),
        ("expired", "CANCELLED"),
        ("cancelled_by_customer", "CANCELLED"),
        ("cancelled_by_business", "CANCELLED"),
    ],
)
def test_a_status_is_one_that_calendars_know(status: str, expected: str) -> None:
    assert made(status=status)["STATUS"] == expected


def test_a_later_version_is_a_later_sequence() -> None:
    assert made(version=3)["SEQUENCE"] == 3


def test_what_is_not_said_is_not_there() -> None:
    bare = event({**WORDS, "address": None}, domain="book.test", summary="Cut", stamp=STAMP)
    assert bare["LOCATION"] == "Alder"
    assert not {"URL", "DESCRIPTION", "ORGANIZER", "ATTENDEE"} & bare.keys()
    told = event(
        WORDS,
        domain="book.test",
        summary="Cut",
        stamp=STAMP,
        description="With Bo, and\na friend; yes",
        url="https://book.test/x?a=1&b=2",
    )
    [again] = Calendar.from_ical(invited(told).to_ical()).walk("VEVENT")
    assert again["DESCRIPTION"] == "With Bo, and\na friend; yes"
    assert again["URL"] == "https://book.test/x?a=1&b=2"


def invited(made: Event) -> Calendar:
    return invite(made, organizer=('The "A"', "a@x.test"), attendee=("Ann", "ann@x.test"))


def test_an_invitation_names_who_asks_and_who_comes() -> None:
    calendar = Calendar.from_ical(invited(made()).to_ical())
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "REQUEST")
    [again] = calendar.walk("VEVENT")
    assert again["ORGANIZER"].params["CN"] == "The 'A'"
    assert again["ATTENDEE"].params["RSVP"] == "FALSE"
    assert invited(made(status="cancelled_by_customer"))["METHOD"] == "CANCEL"
