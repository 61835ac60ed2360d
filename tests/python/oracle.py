"""What can be booked, worked out a second time and in the plainest way: minute by minute.

Nothing here knows how the database searches. A rule is a line about sets of minutes, so that it
can be read and believed; it is slow, and it is what the search is held against. Minutes are
counted from 1970-01-01 00:00 UTC, spans are (first minute, first minute after it).
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

Span = tuple[int, int]
Slot = tuple[int, int, str]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
FAR_AHEAD = 70_000_000
ACTIVE = {"held", "pending", "confirmed", "checked_in"}
COUNTED = ACTIVE | {"completed", "no_show"}


@cache
def zone_info(zone: str) -> ZoneInfo:
    """A zone as the tzdata package has it, whatever the machine has."""
    with resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=zone)


def moment(minute: float) -> datetime:
    return EPOCH + timedelta(minutes=minute)


def local(zone: str, minute: int) -> datetime:
    """What the clock on the wall shows."""
    return moment(minute).astimezone(zone_info(zone)).replace(tzinfo=None)


def instant(zone: str, on_date: date, after_midnight: int) -> int:
    """The minute at which the clock shows a time: the second, if it shows it twice.

    A time that the clock skips is told by the clock that was valid before.
    """
    shown = datetime.combine(on_date, datetime.min.time()) + timedelta(minutes=after_midnight)
    said = [
        (shown.replace(tzinfo=zone_info(zone), fold=fold).astimezone(UTC) - EPOCH)
        // timedelta(minutes=1)
        for fold in (0, 1)
    ]
    return max((minute for minute in said if local(zone, minute) == shown), default=said[0])


@lru_cache(16)
def minutes_of(zone: str, first: date, last: date) -> list[int]:
    """Every minute at which the calendar on the wall shows one of the dates."""
    found: list[int] = []
    for quarter in range(instant(zone, first - DAY, 0), instant(zone, last + 2 * DAY, 0), 15):
        minutes = range(quarter, quarter + 15)
        begins, ends = local(zone, minutes[0]), local(zone, minutes[-1])
        if ends - begins == timedelta(minutes=14) and begins.date() == ends.date():
            if first <= begins.date() <= last:
                found += minutes
        else:
            found += [each for each in minutes if first <= local(zone, each).date() <= last]
    return found


def clock_changes(zone: str, first: date, last: date) -> Iterator[int]:
    """The minutes from a date until a later one at which a zone's clock is put forward or back."""

    def offset(minute: int) -> timedelta:
        return local(zone, minute) - moment(minute).replace(tzinfo=None)

    begins = instant("UTC", first, 0)
    before = offset(begins)
    for midnight in range(begins + 1440, begins + (last - first).days * 1440 + 1, 1440):
        if (after := offset(midnight)) != before:
            day = range(midnight - 1440, midnight + 1)
            yield day[bisect_left(day, True, key=lambda each: offset(each) != before)]
            before = after


@dataclass(frozen=True)
class Hours:
    """Times are minutes after midnight; 1440 is the midnight that ends the day."""

    weekday: int
    opens: int
    closes: int
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class Resource:
    name: str
    location: str
    seats: int = 1
    max_party_size: int | None = None
    max_per_day: int | None = None
    always_open: bool = False
    archived: bool = False
    hours: tuple[Hours, ...] = ()
    shifts: tuple[Span, ...] = ()
    time_off: tuple[Span, ...] = ()
    # When their outside calendars say that they are busy: that is as good as time off.
    busy: tuple[Span, ...] = ()
    # When somebody who works elsewhere too is taken there.
    engaged: tuple[Span, ...] = ()

    def takes(self, party: int) -> bool:
        return self.max_party_size is None or party <= self.max_party_size


@dataclass(frozen=True)
class Part:
    """A further part of a service: so many of these, besides the lead."""

    quantity: int
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class Service:
    """Its leads by name, each with the minutes that the service takes with them."""

    name: str
    leads: dict[str, int]
    slot: int
    before: int = 0
    after: int = 0
    capacity: int = 1
    max_per_day: int | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Booking:
    """A booking, with the seat that it has of each resource and its (first) place in a class."""

    service: str
    lead: str
    starts: int
    ends: int
    before: int
    after: int
    seats: dict[str, int]
    party: int = 1
    place: int = 1
    status: str = "confirmed"
    lapsed: bool = False

    @property
    def session(self) -> tuple[str, str, int]:
        return self.service, self.lead, self.starts

    @property
    def occupied(self) -> Span:
        return self.starts - self.before, self.ends + self.after


@dataclass(frozen=True)
class Business:
    """Everything that availability depends on. zones, closures and open: by location."""

    zones: dict[str, str]
    resources: tuple[Resource, ...]
    services: tuple[Service, ...]
    closures: tuple[tuple[str, Span], ...] = ()
    bookings: tuple[Booking, ...] = ()
    open: dict[str, tuple[Hours, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """Who asks for what: a service, on local dates (both included), for a party.

    moving is the number of a booking that is to move: it is in nobody's way, and stays as long as
    it is. A start before earliest or after latest (minutes, perhaps with a fraction) is not theirs
    to book.
    """

    service: str
    first: date
    last: date
    party: int = 1
    earliest: float = 0
    latest: float = FAR_AHEAD
    moving: int | None = None
    as_customer: bool = True


@dataclass
class Oracle:
    """Answers a question about a business."""

    business: Business
    question: Question
    resources: dict[str, Resource] = field(init=False)
    service: Service = field(init=False)
    spans: dict[str, list[Span]] = field(init=False)
    working: dict[str, set[int]] = field(init=False)
    time_off: dict[str, set[int]] = field(init=False)
    closed: dict[str, set[int]] = field(init=False)
    elsewhere: dict[str, set[int]] = field(init=False)
    bookings: list[Booking] = field(init=False)
    seats_taken: dict[str, dict[int, set[int]]] = field(init=False)
    full: dict[str, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        business, question = self.business, self.question
        self.resources = {resource.name: resource for resource in business.resources}
        self.service = next(s for s in business.services if s.name == question.service)
        self.spans = {r.name: sorted(self.working_spans(r)) for r in business.resources}
        self.working = {name: minutes(spans) for name, spans in self.spans.items()}
        self.time_off = {r.name: minutes((*r.time_off, *r.busy)) for r in business.resources}
        self.elsewhere = {r.name: minutes(r.engaged) for r in business.resources}
        self.closed = {
            name: minutes(span for where, span in business.closures if where == name)
            for name in business.zones
        }
        self.bookings = [
            booking
            for number, booking in enumerate(business.bookings)
            if number != question.moving and not booking.lapsed
        ]
        self.seats_taken = {name: defaultdict(set) for name in self.resources}
        for booking in self.bookings:
            if booking.status in ACTIVE:
                for name, seat in booking.seats.items():
                    for minute in range(*booking.occupied):
                        self.seats_taken[name][minute].add(seat)
        self.full = {
            name: {m for m, seats in taken.items() if len(seats) >= self.resources[name].seats}
            for name, taken in self.seats_taken.items()
        }

    def terms(self, lead: str) -> tuple[int, int, int]:
        """How long a visit is, and what is kept free before it and after it."""
        if self.question.moving is None:
            return self.service.leads[lead], self.service.before, self.service.after
        booking = self.business.bookings[self.question.moving]
        return booking.ends - booking.starts, booking.before, booking.after

    def zone(self, name: str) -> str:
        return self.business.zones[self.resources[name].location]

    def working_spans(self, resource: Resource) -> Iterator[Span]:
        """Each local date's shifts, or else its weekly hours, or all of it if always open.

        The weekly hours of whoever has none are those of their location.
        """
        zone = self.business.zones[resource.location]
        hours = resource.hours or self.business.open.get(resource.location, ())
        for n in range(-3, (self.question.last - self.question.first).days + 4):
            day = self.question.first + n * DAY
            shifts = [s for s in resource.shifts if local(zone, s[0]).date() == day]
            if resource.always_open:
                yield instant(zone, day, 0), instant(zone, day + DAY, 0)
            elif shifts:
                yield from shifts
            else:
                for row in hours:
                    if row.weekday == day.isoweekday() and valid(row, day):
                        closes_on = day if row.closes > row.opens else day + DAY
                        opens = instant(zone, day, row.opens)
                        closes = instant(zone, closes_on, row.closes)
                        if opens < closes:
                            yield opens, closes

    def session(self, lead: str, start: int) -> list[Booking]:
        """Who is in the class that begins then; nobody, if the service is not a class."""
        if self.service.capacity == 1:
            return []
        return [
            booking
            for booking in self.bookings
            if booking.session == (self.service.name, lead, start) and booking.status in ACTIVE
        ]

    def is_on_grid(self, lead: str, start: int) -> bool:
        """The grid is that of the first span that covers the moment. Outside all, there is none."""
        for begin, end in self.spans[lead]:
            if begin <= start < end:
                return (start - begin) % self.service.slot == 0
        return True

    def has_room(self, part: Part, lead: str, visit: range, occupied: range) -> bool:
        """Enough of the candidates are where the lead is, work then, and have a seat."""
        free = [
            name
            for name in part.candidates
            if self.resources[name].location == self.resources[lead].location
            and not self.resources[name].archived
            and self.resources[name].takes(self.question.party)
            and not any(self.absences(name, visit))
            and self.full[name].isdisjoint(occupied)
            and self.elsewhere[name].isdisjoint(occupied)
        ]
        return len(free) >= part.quantity

    def is_over_limit(self, lead: str, start: int) -> bool:
        """That local day has all the bookings that the lead, or the service, may have."""
        zone = self.zone(lead)
        most = self.resources[lead].max_per_day, self.service.max_per_day
        if most == (None, None):
            return False
        today = [
            booking
            for booking in self.bookings
            if booking.status in COUNTED
            and local(zone, booking.starts).date() == local(zone, start).date()
        ]
        made = (
            sum(booking.lead == lead for booking in today),
            sum(booking.service == self.service.name for booking in today),
        )
        return any(
            limit is not None and count >= limit for limit, count in zip(most, made, strict=True)
        )

    def reasons(self, lead: str, start: int) -> Iterator[str]:
        """Why a lead cannot begin a visit at a minute. Some may be told more than once."""
        length, before, after = self.terms(lead)
        visit = range(start, start + length)
        occupied = range(start - before, start + length + after)
        session = self.session(lead, start)
        may_begin = bool(session) or not self.question.as_customer or self.is_on_grid(lead, start)

        if not may_begin:
            yield "off-grid"
        yield from self.absences(lead, visit)
        yield from self.limits(lead, start, sum(booking.party for booking in session))
        if not self.elsewhere[lead].isdisjoint(occupied):
            yield "booked"
        if session:
            yield from self.rivals(lead, session, visit, occupied)
        else:
            if not self.full[lead].isdisjoint(occupied):
                yield from self.in_the_way(lead, visit, occupied)
            if not all(self.has_room(part, lead, visit, occupied) for part in self.service.parts):
                yield "no-room"

    def absences(self, lead: str, visit: range) -> Iterator[str]:
        """The visit itself is in working time; only the buffers around it need not be."""
        if not self.working[lead].issuperset(visit):
            yield "outside-shift"
        if not self.time_off[lead].isdisjoint(visit):
            yield "time-off"
        if not self.closed[self.resources[lead].location].isdisjoint(visit):
            yield "closed"

    def limits(self, lead: str, start: int, places_taken: int) -> Iterator[str]:
        """What is too soon, too far ahead, too many people or too many bookings."""
        asked, capacity = self.question, self.service.capacity
        if start < asked.earliest:
            yield "notice"
        if start > asked.latest:
            yield "horizon"
        if asked.as_customer and self.is_over_limit(lead, start):
            yield "limit"
        if not self.resources[lead].takes(asked.party) or (
            capacity > 1 and asked.party + places_taken > capacity
        ):
            yield "capacity"

    def in_the_way(self, lead: str, visit: range, occupied: range) -> Iterator[str]:
        """Another visit, or only the time that is kept free around one of the two."""
        for other in self.bookings:
            if other.status in ACTIVE and lead in other.seats and meet(other.occupied, occupied):
                yield self.how_they_meet(lead, other, visit)

    def how_they_meet(self, lead: str, other: Booking, visit: range) -> str:
        meets = meet((other.starts, other.ends), visit)
        return "booked" if meets or self.resources[lead].seats > 1 else "buffer"

    def rivals(
        self, lead: str, session: list[Booking], visit: range, occupied: range
    ) -> Iterator[str]:
        """Who joins a class takes its seats, for as long as a visit lasts by now."""
        seats = {seat for mate in session for seat in mate.seats.items()}
        for name, _ in seats:
            if name != lead and not self.elsewhere[name].isdisjoint(occupied):
                yield "no-room"
        for other in self.bookings:
            if (
                other.status in ACTIVE
                and other.session != session[0].session
                and meet(other.occupied, occupied)
            ):
                for name, _ in seats.intersection(other.seats.items()):
                    yield self.how_they_meet(lead, other, visit) if name == lead else "no-room"

    def seats_left(self, lead: str, start: int) -> int:
        """Places in the class, or seats beside each other, that can still be booked."""
        if self.service.capacity > 1:
            taken = sum(booking.party for booking in self.session(lead, start))
            return self.service.capacity - taken
        length, before, after = self.terms(lead)
        occupied = range(start - before, start + length + after)
        taken = max(len(self.seats_taken[lead].get(minute, ())) for minute in occupied)
        return self.resources[lead].seats - taken

    def leads(self) -> list[str]:
        return [name for name in self.service.leads if not self.resources[name].archived]

    def days(self, lead: str) -> list[int]:
        """Every minute of the local dates that are asked about."""
        return minutes_of(self.zone(lead), self.question.first, self.question.last)

    def offers(self) -> dict[Slot, int]:
        """What can be booked: start, end and lead, with how many seats are left then."""
        return {
            (start, start + self.terms(lead)[0], lead): self.seats_left(lead, start)
            for lead in self.leads()
            for start in self.days(lead)
            if not any(self.reasons(lead, start))
        }


def valid(row: Hours, day: date) -> bool:
    return (row.valid_from or day) <= day <= (row.valid_until or day)


def minutes(spans: Iterable[Span]) -> set[int]:
    return {minute for span in spans for minute in range(*span)}


def meet(span: Span, other: range) -> bool:
    return span[0] < other.stop and other.start < span[1]
