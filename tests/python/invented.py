"""Businesses made up at random, as odd as the rules allow, and how to load them."""

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any, TypeVar

import psycopg
from oracle import (
    DAY,
    FAR_AHEAD,
    Booking,
    Business,
    Hours,
    Oracle,
    Part,
    Question,
    Resource,
    Service,
    Span,
    instant,
    local,
    meet,
    moment,
)
from psycopg import sql

T = TypeVar("T")
Connection = psycopg.Connection[tuple[Any, ...]]

ZONES = [
    "Africa/Cairo",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Atlantic/Azores",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Europe/London",
    "Europe/Rome",
    "Pacific/Chatham",
]
TENANT = str(uuid.uuid5(uuid.NAMESPACE_URL, "https://oracle.test/"))

SHARE_SESSIONS = """
update data.bookings as b
set session_id = coalesce(
    private.session_of(
        jsonb_populate_record(null::private.offer, to_jsonb(b) || to_jsonb(s)), b.starts_at
    ),
    b.booking_id
)
from data.services as s
where b.tenant_id = %s and s.tenant_id = b.tenant_id and s.service_id = b.service_id
"""

SEAT = """
insert into data.allocations (
    tenant_id, booking_id, resource_id, place, seat, session_id, starts_at, ends_at, hold_expires_at
)
select
    a.tenant_id, a.booking_id, a.resource_id, a.place, a.seat, b.session_id,
    a.starts_at, a.ends_at, b.hold_expires_at
from jsonb_populate_recordset(null::data.allocations, %s) as a
join data.bookings as b on b.tenant_id = a.tenant_id and b.booking_id = a.booking_id
"""


class Inventor:
    """Makes up a business, and a question to it, around a minute of its clock's life.

    A plain one has people with one seat each. A rich one has classes, rooms, seats, parties,
    limits, a second location and bookings made on terms that were different.
    """

    def __init__(self, random: Random, zone: str, around: int, *, rich: bool) -> None:
        self.random = random
        self.zone = zone
        self.around = around
        self.rich = rich
        # One business in three limits its days: in all of them little would be left to find.
        self.most_a_day = (1, 2, 3) if random.randint(0, 2) == 0 else (None,)
        self.today = local(zone, around).date()
        # What the clock shows then. Times near it are the ones that a change skips or repeats.
        before = local(zone, around - 1)
        self.critical = before.hour * 60 + before.minute + 1

    def some(self, *values: T) -> T:
        """One of them, by chance."""
        return self.random.choice(values)

    def time_of_day(self) -> int:
        r = self.random
        return self.some(
            (self.critical + 15 * r.randint(-8, 8)) % 1440,
            (self.critical + 15 * r.randint(-4, 4)) % 1440,
            15 * r.randint(0, 95),
            5 * r.randint(0, 287),
            r.randint(0, 1439),
        )

    def hours(self) -> Iterator[Hours]:
        """One to four patterns; each may touch or overlap the last, or close on the next day."""
        closes = self.time_of_day()
        for _ in range(self.random.randint(1, 4)):
            opens = self.some(self.time_of_day(), closes % 1440, (closes - 45) % 1440)
            closes = self.some(self.time_of_day(), (opens + 60 * self.random.randint(1, 12)) % 1440)
            closes = closes or self.some(0, 1440)
            days = self.some(range(1, 8), self.random.sample(range(1, 8), 4))
            since = self.some(None, None, None, self.today)
            until = self.some(None, None, None, self.today)
            yield from (Hours(day, opens, closes, since, until) for day in days)

    def spans(self, most: int) -> tuple[Span, ...]:
        """Spans of any length in the three days around."""
        starts = [
            self.around + self.random.randint(-2200, 2200)
            for _ in range(self.random.randint(0, most))
        ]
        return tuple((start, start + self.some(7, 30, 60, 200, 1800)) for start in starts)

    def shifts(self) -> Iterator[Span]:
        for _ in range(self.some(0, 0, 1, 3)):
            day = self.today + self.random.randint(-1, 1) * DAY
            start = instant(self.zone, day, self.time_of_day())
            length = self.some(60, 240, 480, 1440)
            yield start, start + length
            if self.some(True, False):
                yield start + length, start + length + 90

    def resource(self, name: str, locations: Sequence[str]) -> Resource:
        plain = Resource(
            name,
            self.random.choice(locations),
            hours=self.some(tuple(self.hours()), tuple(self.hours()), ()),
            shifts=tuple(self.shifts()),
            time_off=self.spans(1 if self.rich else 2),
            busy=self.some((), (), self.spans(2)),
            engaged=self.some((), (), (), self.spans(2)),
            always_open=self.some(False, False, False, self.rich, True),
        )
        if not self.rich:
            return plain
        return replace(
            plain,
            seats=self.some(1, 1, 2, 3),
            max_party_size=self.some(None, None, None, 2),
            max_per_day=self.some(None, *self.most_a_day),
            archived=name != "Ann" and self.some(False, False, False, False, True),
        )

    def service(self, name: str, leads: Sequence[str], others: Sequence[str]) -> Service:
        duration = self.some(5, 20, 20, 30, 30, 45, 60, 90, 240, 1440)
        plain = Service(
            name,
            leads={lead: self.some(duration, duration, 40) for lead in leads},
            slot=self.some(5, 10, 15, 20, 25, 30, 60, 7),
            before=self.some(0, 0, 5, 10, 45),
            after=self.some(0, 0, 10, 15, 240),
        )
        if not self.rich:
            return plain
        cut = self.random.randint(0, len(others))
        return replace(
            plain,
            capacity=self.some(1, 1, 3),
            max_per_day=self.some(None, *self.most_a_day),
            parts=tuple(
                Part(self.some(1, min(2, len(part))), tuple(part))
                for part in (others[:cut], others[cut:])
                if part
            ),
        )

    def bookings(self, business: Business) -> Iterator[Booking]:
        """Bookings that the constraints allow, on any minute and whoever works then."""
        resources = {resource.name: resource for resource in business.resources}
        spans = Oracle(business, self.question(business)).spans
        made: list[Booking] = []
        for _ in range(self.random.randint(0, 12 if self.rich else 6)):
            service = self.random.choice(business.services)
            lead = self.random.choice(list(service.leads))
            start = self.some(
                self.around + self.random.randint(-1800, 1800),
                self.some(self.around, *(span[0] for span in spans[lead]))
                + service.slot * self.random.randint(0, 9),
                self.some(self.around, *(other.starts for other in made)),
            )
            classmates = [
                other
                for other in made
                if service.capacity > 1 and other.session == (service.name, lead, start)
            ]
            length = self.some(service.leads[lead], service.leads[lead], 25)
            booking = Booking(
                service.name,
                lead,
                start,
                start + length,
                before=self.some(service.before, service.before, 20),
                after=self.some(service.after, service.after, 20),
                seats={},
                party=self.some(1, 1, 2),
                place=1 + sum(mate.party for mate in classmates),
                status=self.status(),
                lapsed=False,
            )
            if booking.place + booking.party - 1 > service.capacity > 1:
                continue
            if booking.status == "held":
                booking = replace(booking, lapsed=self.some(True, False))
            needed = [lead]
            for part in service.parts:
                needed += self.random.sample(
                    part.candidates, min(part.quantity, len(part.candidates))
                )
            for name in needed:
                seats = free_seats(booking, resources[name], made, classmates)
                if not seats:
                    break
                booking.seats[name] = self.random.choice(seats)
            else:
                made.append(booking)
        yield from made

    def status(self) -> str:
        if not self.rich:
            return "confirmed"
        return self.some(
            "held", "held", "pending", "confirmed", "confirmed", "checked_in",
            "completed", "no_show", "cancelled_by_customer", "declined",
        )  # fmt: skip

    def business(self) -> Business:
        zones = {"Here": self.zone}
        if self.rich and self.some(True, False, False, False):
            zones["There"] = self.some(*ZONES)
        names = ["Ann", "Ben", "Cat", "Room 1", "Room 2", "Room 3"]
        leads = names[: self.random.randint(1, 3 if self.rich else 2)]
        others = names[3 : 3 + self.random.randint(0, 3)] if self.rich else []
        business = Business(
            zones,
            resources=tuple(self.resource(name, list(zones)) for name in leads + others),
            services=(
                self.service("Cut", leads, others),
                # Who leads this one may take another part in that one.
                self.service("Wash", [self.some(*leads, *others, *others)], []),
            ),
            closures=tuple((self.some(*zones), span) for span in self.spans(1)),
            open={name: tuple(self.hours()) for name in zones if self.some(True, True, False)},
        )
        return replace(business, bookings=tuple(self.bookings(business)))

    def question(self, business: Business) -> Question:
        first = self.today - self.random.randint(0, 1) * DAY
        asked = Question("Cut", first, first + self.random.randint(0, 2) * DAY)
        if not self.rich:
            return asked
        cuts = [n for n, booking in enumerate(business.bookings) if booking.service == "Cut"]
        return replace(
            asked,
            party=self.some(1, 1, 1, 2, 3),
            earliest=self.some(0, 0, self.around - self.random.randint(0, 1500)),
            latest=self.some(FAR_AHEAD, FAR_AHEAD, self.around + self.random.randint(0, 1500)),
            moving=self.some(None, None, self.some(None, *cuts)),
        )


def free_seats(
    booking: Booking, resource: Resource, made: list[Booking], classmates: list[Booking]
) -> list[int]:
    """The seats that a booking may have: its class's, or any that nobody has then."""
    taken = {
        other.seats[resource.name]
        for other in made
        if other not in classmates
        and resource.name in other.seats
        and meet(other.occupied, range(*booking.occupied))
    }
    shared = {mate.seats[resource.name] for mate in classmates if resource.name in mate.seats}
    return sorted((shared or set(range(1, resource.seats + 1))) - taken)


def id_of(*name: object) -> str:
    return str(uuid.uuid5(uuid.UUID(TENANT), "/".join(map(str, name))))


def clock(after_midnight: int) -> str:
    return f"{after_midnight // 60:02}:{after_midnight % 60:02}"


def insert(connection: Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows as a DBA; what they do not name is left to the defaults."""
    if rows:
        names = dict.fromkeys(["tenant_id", *rows[0]])
        columns = sql.SQL(", ").join(map(sql.Identifier, names))
        named = [{"tenant_id": TENANT} | row for row in rows]
        connection.execute(
            sql.SQL(
                "insert into {table} ({columns})"
                " select {columns} from jsonb_populate_recordset(null::{table}, %s)"
            ).format(table=sql.Identifier("data", table), columns=columns),
            [json.dumps(named, default=str)],
        )


def load(connection: Connection, business: Business, notice: int = 0, horizon: int = 730) -> None:
    """Put a business into the database."""
    zone_of = {r.name: business.zones[r.location] for r in business.resources}
    connection.execute("set local given.without_templates = 'on'")  # See tests/sql/given.sql.
    insert(
        connection,
        "tenants",
        [
            {
                "slug": "oracle",
                "name": "Oracle",
                "preset": "salon",
                "currency": "EUR",
                "time_zone": "UTC",
                "notice_minutes": notice,
                "horizon_days": horizon,
            }
        ],
    )
    insert(
        connection,
        "locations",
        [
            {"location_id": id_of(name), "name": name, "time_zone": zone}
            for name, zone in business.zones.items()
        ],
    )
    insert(
        connection,
        "closures",
        [
            {"location_id": id_of(where), "starts_at": moment(start), "ends_at": moment(end)}
            for where, (start, end) in business.closures
        ],
    )
    insert(
        connection,
        "resources",
        [
            {
                "resource_id": id_of(r.name),
                "location_id": id_of(r.location),
                "kind": "staff",
                "name": r.name,
                "seats": r.seats,
                "max_party_size": r.max_party_size,
                "max_per_day": r.max_per_day,
                "always_open": r.always_open,
                "is_public": True,
                "archived_at": moment(0) if r.archived else None,
                "person_id": id_of("person", r.name) if r.engaged else None,
            }
            for r in business.resources
        ],
    )
    insert(
        connection,
        "hours",
        [
            {
                "resource_id": id_of(r.name),
                "weekday": row.weekday,
                "opens_at": clock(row.opens),
                "closes_at": clock(row.closes),
                "valid_from": row.valid_from,
                "valid_until": row.valid_until,
            }
            for r in business.resources
            for row in r.hours
        ],
    )
    insert(
        connection,
        "location_hours",
        [
            {
                "location_id": id_of(name),
                "weekday": row.weekday,
                "opens_at": clock(row.opens),
                "closes_at": clock(row.closes),
                "valid_from": row.valid_from,
                "valid_until": row.valid_until,
            }
            for name, rows in business.open.items()
            for row in rows
        ],
    )
    # Of another business, of which nothing else is known.
    insert(
        connection,
        "engagements",
        [
            {
                "tenant_id": id_of("elsewhere"),
                "booking_id": id_of("elsewhere", r.name, number),
                "resource_id": id_of("elsewhere", r.name),
                "place": 1,
                "person_id": id_of("person", r.name),
                "starts_at": moment(start),
                "ends_at": moment(end),
            }
            for r in business.resources
            for number, (start, end) in enumerate(r.engaged)
        ],
    )
    insert(
        connection,
        "shifts",
        [
            {
                "resource_id": id_of(r.name),
                "on_date": local(zone_of[r.name], start).date(),
                "starts_at": moment(start),
                "ends_at": moment(end),
            }
            for r in business.resources
            for start, end in r.shifts
        ],
    )
    insert(
        connection,
        "time_off",
        [
            {
                "resource_id": id_of(r.name),
                "starts_at": moment(start),
                "ends_at": moment(end),
            }
            for r in business.resources
            for start, end in r.time_off
        ],
    )
    insert(
        connection,
        "calendars",
        [
            {
                "calendar_id": id_of("calendar of", r.name),
                "resource_id": id_of(r.name),
                "kind": "ics",
                "name": "Home",
                "sealed_secret": "sealed",
            }
            for r in business.resources
            if r.busy
        ],
    )
    insert(
        connection,
        "busy",
        [
            {
                "calendar_id": id_of("calendar of", r.name),
                "resource_id": id_of(r.name),
                "external_id": str(nth),
                "starts_at": moment(start),
                "ends_at": moment(end),
            }
            for r in business.resources
            for nth, (start, end) in enumerate(r.busy)
        ],
    )
    insert(
        connection,
        "services",
        [
            {
                "service_id": id_of(s.name),
                "name": s.name,
                "duration_minutes": max(s.leads.values()),
                "buffer_before_minutes": s.before,
                "buffer_after_minutes": s.after,
                "capacity": s.capacity,
                "slot_minutes": s.slot,
                "max_per_day": s.max_per_day,
            }
            for s in business.services
        ],
    )
    parts = {s.name: [Part(1, tuple(s.leads)), *s.parts] for s in business.services}
    insert(
        connection,
        "requirements",
        [
            {"service_id": id_of(name), "position": position, "quantity": part.quantity}
            for name, needed in parts.items()
            for position, part in enumerate(needed, 1)
        ],
    )
    insert(
        connection,
        "candidates",
        [
            {
                "service_id": id_of(s.name),
                "resource_id": id_of(name),
                "position": position,
                "duration_minutes": s.leads.get(name),
            }
            for s in business.services
            for position, part in enumerate(parts[s.name], 1)
            for name in part.candidates
        ],
    )
    if business.bookings:
        load_bookings(connection, business)


def load_bookings(connection: Connection, business: Business) -> None:
    """Put the bookings there: each begins as bookings may, is seated, and goes on to its status."""
    begins = {"declined": "pending"} | {status: status for status in ("held", "pending")}
    capacity = {service.name: service.capacity for service in business.services}
    resources = {resource.name: resource for resource in business.resources}
    customer = id_of("customer")
    insert(connection, "customers", [{"customer_id": customer, "name": "Zoe"}])
    insert(
        connection,
        "bookings",
        [
            {
                "booking_id": id_of("booking", number),
                "status": begins.get(b.status, "confirmed"),
                "service_id": id_of(b.service),
                "resource_id": id_of(b.lead),
                "location_id": id_of(resources[b.lead].location),
                "customer_id": customer,
                "session_id": id_of("booking", number),
                "seat": b.seats[b.lead],
                "place": b.place,
                "party_size": b.party,
                "starts_at": moment(b.starts),
                "ends_at": moment(b.ends),
                "time_zone": business.zones[resources[b.lead].location],
                "price_minor": 0,
                "currency": "EUR",
                "buffer_before_minutes": b.before,
                "buffer_after_minutes": b.after,
                "cancel_window_minutes": 0,
                "reschedule_window_minutes": 0,
                "customer_name": "Zoe",
                "locale": "en",
                "hold_expires_at": hold_expires_at(b),
            }
            for number, b in enumerate(business.bookings)
        ],
    )
    connection.execute(SHARE_SESSIONS, [TENANT])
    seated = [
        {
            "tenant_id": TENANT,
            "booking_id": id_of("booking", number),
            "resource_id": id_of(name),
            "place": place,
            "seat": seat,
            "starts_at": moment(b.occupied[0]),
            "ends_at": moment(b.occupied[1]),
        }
        for number, b in enumerate(business.bookings)
        for name, seat in b.seats.items()
        for place in range(
            b.place, b.place + (b.party if name == b.lead and capacity[b.service] > 1 else 1)
        )
    ]
    connection.execute(SEAT, [json.dumps(seated, default=str)])
    for status in {b.status for b in business.bookings if b.status not in begins.values()}:
        if status != "confirmed":
            connection.execute(
                "update data.bookings set status = %s, version = 2"
                " where tenant_id = %s and booking_id = any(%s)",
                [
                    status,
                    TENANT,
                    [
                        id_of("booking", number)
                        for number, b in enumerate(business.bookings)
                        if b.status == status
                    ],
                ],
            )


def hold_expires_at(booking: Booking) -> str | None:
    if booking.status != "held":
        return None
    return "2000-01-01Z" if booking.lapsed else "2100-01-01Z"
