"""When somebody is busy by an outside calendar (iCalendar, RFC 5545).

Others write these files, and a rule of a few bytes can keep a program busy for days. So they are
read by a process of their own, `python -m app.ics`, which may take so much time and memory and no
more: see app/calendars.py.
"""

import hashlib
import json
import re
import resource
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr
from icalendar import Calendar

from app.uids import of_booking

# A part of a calendar, as icalendar gives it. Its types say that anything may stand anywhere, which
# is true of what others write; what is not as it should be raises, and is caught.
Component = Any

MOST_EVENTS = 20_000
MOST_SPANS = 10_000

CPU_SECONDS = 20
MEMORY_BYTES = 1 << 30

# What Outlook says where others have TRANSP.
FREE = "X-MICROSOFT-CDO-BUSYSTATUS"

# What a period of VFREEBUSY is that blocks nobody.
NOT_BUSY = "FREE"


class Unreadable(Exception):
    """It is no calendar that we can read; in words for whoever gave us its URL."""


class Span(NamedTuple):
    """When somebody is busy, and by which event. Half-open, in UTC."""

    uid: str
    starts_at: datetime
    ends_at: datetime

    def said(self, domain: str) -> dict[str, str]:
        """As the database takes it. Of the event's name only a digest: some have people in them."""
        return {
            "id": hashlib.sha256(self.uid.encode()).hexdigest()[:32],
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            **of_booking(self.uid, domain),
        }


class Window(NamedTuple):
    """What is asked: from when until when, in which zone days are, and times that say none."""

    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo

    def touches(self, span: Span) -> bool:
        return (
            span.starts_at < self.ends_at
            and span.ends_at > self.starts_at
            and span.starts_at < span.ends_at
        )


def busy(raw: bytes, window: Window) -> list[Span]:
    """When a calendar says that somebody is busy. Raises Unreadable."""
    try:
        calendars: list[Component] = Calendar.from_ical(raw, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise Unreadable(f"It is no calendar: {error}.") from error
    calendars = [each for each in calendars if each.name == "VCALENDAR"]
    if not calendars:
        raise Unreadable("It is no calendar.")
    spans: set[Span] = set()
    for span in told(calendars, window):
        if window.touches(span):
            spans.add(span)
        if len(spans) > MOST_SPANS:
            raise Unreadable(f"It has more than {MOST_SPANS} events in the coming year.")
    return sorted(spans)


def told(calendars: Iterable[Component], window: Window) -> Iterator[Span]:
    """The spans of all events, and of what else says that somebody is busy. Raises Unreadable."""
    for calendar in calendars:
        events = calendar.walk("VEVENT")
        if len(events) > MOST_EVENTS:
            raise Unreadable(f"It has more than {MOST_EVENTS} events.")
        for series in by_uid(events).values():
            yield from occurrences(series, window)
        for each in calendar.walk("VFREEBUSY"):
            yield from periods(each, window)


def by_uid(events: Iterable[Component]) -> dict[str, list[Component]]:
    """Events with what changes single occurrences of them."""
    found: dict[str, list[Component]] = {}
    for nth, event in enumerate(events):
        found.setdefault(str(event.get("UID", nth)), []).append(event)
    return found


def occurrences(series: list[Component], window: Window) -> Iterator[Span]:
    """The spans of an event, and of each of its occurrences."""
    changed = {
        instant(each["RECURRENCE-ID"].dt, window.zone) for each in series if "RECURRENCE-ID" in each
    }
    for event in series:
        try:
            if not blocks(event):
                continue
            uid, length = str(event.get("UID", "")), length_of(event, window.zone)
            if "RECURRENCE-ID" in event:
                starts: Iterable[datetime] = [instant(event["DTSTART"].dt, window.zone)]
            else:
                starts = (at for at in starts_of(event, window, length) if at not in changed)
            for at in starts:
                yield span(uid, at, length, window.zone)
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
            continue  # One event that makes no sense is no reason to leave out the others.


def blocks(event: Component) -> bool:
    """Whether an event keeps somebody from doing something else."""
    return (
        "DTSTART" in event
        and str(event.get("STATUS", "")).upper() != "CANCELLED"
        and str(event.get("TRANSP", "")).upper() != "TRANSPARENT"
        and str(event.get(FREE, "")).upper() != "FREE"
    )


def instant(when: date | datetime, zone: tzinfo) -> datetime:
    """A date or a time in UTC. Days begin, and times that say no zone are, in this one."""
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day)
    return (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)


def length_of(event: Component, zone: tzinfo) -> timedelta | int:
    """How long an event is: a number of days, or of seconds. Nothing said: a day, or no time."""
    start = event["DTSTART"].dt
    whole_days = not isinstance(start, datetime)
    if "DTEND" in event:
        end = event["DTEND"].dt
        if whole_days and not isinstance(end, datetime):
            return int((end - start).days)
        return instant(end, zone) - instant(start, zone)
    if "DURATION" in event:
        length = event["DURATION"].dt
        assert isinstance(length, timedelta)
        return length.days if whole_days else length
    return 1 if whole_days else timedelta(0)


def span(uid: str, at: datetime, length: timedelta | int, zone: tzinfo) -> Span:
    """From a moment on, for so long: days have 23 to 25 hours."""
    if isinstance(length, timedelta):
        return Span(uid, at, at + length)
    day = at.astimezone(zone).date() + timedelta(days=length)
    return Span(uid, at, instant(day, zone))


def starts_of(event: Component, window: Window, length: timedelta | int) -> Iterator[datetime]:
    """When an event begins, each time. A rule is followed on the clock of its zone, and what that
    gives becomes an instant: so it is right on both sides of a clock change."""
    first = event["DTSTART"].dt
    if "RRULE" not in event and "RDATE" not in event:
        yield instant(first, window.zone)
        return
    zone = first.tzinfo if isinstance(first, datetime) and first.tzinfo else window.zone
    begins = plain(first, zone)
    rules = rruleset()
    rules.rdate(begins)
    for rule in listed(event.get("RRULE")):
        followed = rrulestr(in_clock(rule.to_ical().decode(), zone), dtstart=begins)
        assert isinstance(followed, rrule)
        rules.rrule(followed)
    for at in dates(event.get("RDATE")):
        rules.rdate(plain(at, zone))
    for at in dates(event.get("EXDATE")):
        rules.exdate(plain(at, zone))
    longest = timedelta(days=length + 1) if isinstance(length, int) else length
    for at in rules.xafter(plain(window.starts_at - longest, zone) - timedelta(days=1)):
        start = instant(at.replace(tzinfo=zone), zone)
        if start >= window.ends_at:
            return
        yield start


def plain(when: date | datetime, zone: tzinfo) -> datetime:
    """A date or a time as the clock of a zone shows it."""
    if not isinstance(when, datetime):
        return datetime(when.year, when.month, when.day)
    return when.astimezone(zone).replace(tzinfo=None) if when.tzinfo else when


def in_clock(rule: str, zone: tzinfo) -> str:
    """A rule with its UNTIL as the clock of the zone shows it; a date is
    meant with its whole day."""

    def local(match: re.Match[str]) -> str:
        if match[2] is None:
            return f"UNTIL={match[1]}T235959"
        if not match[2].endswith("Z"):
            return match[0]
        until = datetime.strptime(match[1] + match[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return until.astimezone(zone).strftime("UNTIL=%Y%m%dT%H%M%S")

    return re.sub(r"UNTIL=(\d{8})(T\d{6}Z?)?", local, rule)


def listed(value: Any) -> list[Any]:
    """A property that may stand there once, several times, or not at all."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def dates(value: Any) -> Iterator[date | datetime]:
    """What lists of dates say; of periods, their beginning."""
    for each in listed(value):
        for one in each.dts:
            yield one.dt[0] if isinstance(one.dt, tuple) else one.dt


def periods(freebusy: Component, window: Window) -> Iterator[Span]:
    """What a VFREEBUSY says, where there are no events to read."""
    for each in listed(freebusy.get("FREEBUSY")):
        if str(each.params.get("FBTYPE", "BUSY")).upper() == NOT_BUSY:
            continue
        starts_at = instant(each.start, window.zone)
        yield Span("freebusy", starts_at, instant(each.end, window.zone))


def read(arguments: Mapping[str, str], raw: bytes) -> dict[str, Any]:
    """What the process answers: {"spans": […]} or {"error": …}."""
    window = Window(
        datetime.fromisoformat(arguments["starts_at"]),
        datetime.fromisoformat(arguments["ends_at"]),
        ZoneInfo(arguments["time_zone"]),
    )
    try:
        return {"spans": [each.said(arguments["domain"]) for each in busy(raw, window)]}
    except Unreadable as error:
        return {"error": str(error)}


def main() -> None:
    """Read a calendar from standard input, for a window in the arguments, as JSON."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    json.dump(read(json.loads(sys.argv[1]), sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
