"""Businesses side by side, each in the database and in the model."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from model import PLACE, ZONE, World
from oracle import EPOCH, Business, Hours, Part, Resource, Service, Span, instant, local
from racing import Arena, Shop

CLIENTS = 4
OPENS, CLOSES = 9 * 60, 12 * 60
EARLY, LATE = 7 * 60, 14 * 60
DAILY = tuple(Hours(weekday, OPENS, CLOSES) for weekday in range(1, 8))

BUSINESS = Business(
    {PLACE: ZONE},
    resources=(
        Resource("Ann", PLACE, hours=DAILY),
        Resource("Ben", PLACE, hours=DAILY, max_per_day=4),
        Resource("Chairs", PLACE, seats=2, hours=DAILY, max_party_size=2),
        Resource("Mats", PLACE, seats=2, always_open=True),
        Resource("Room 1", PLACE, hours=DAILY),
        Resource("Room 2", PLACE, always_open=True, max_party_size=1),
    ),
    services=(
        Service("Cut", {"Ann": 30, "Ben": 45}, slot=15, after=10),
        Service("Massage", {"Ann": 60, "Ben": 60}, slot=15, before=5, after=5,
                parts=(Part(1, ("Room 1", "Room 2")), Part(1, ("Mats",)))),
        Service("Trial", {"Ann": 30, "Ben": 30}, slot=15, max_per_day=2),
        Service("Yoga", {"Ben": 45}, slot=15, capacity=3, parts=(Part(1, ("Mats",)),)),
        Service("Lesson", {"Ann": 30}, slot=15, capacity=2),
        Service("Wash", {"Chairs": 30}, slot=15),
        Service("Dye", {"Chairs": 60}, slot=15, before=5),
        Service("Duel", {"Ann": 30}, slot=30, parts=(Part(2, ("Room 1", "Room 2")),)),
    ),
)  # fmt: skip
# Which may change: a class of one seat, since the model knows no seats; and what has several.
TUNED, FURNISHED = "Lesson", "Chairs"
BEGINS = {
    "Cut": "confirmed",
    "Massage": "held",
    "Trial": "held",
    "Yoga": "confirmed",
    "Lesson": "held",
    "Wash": "pending",
    "Dye": "held",
    "Duel": "pending",
}


def minute_now() -> int:
    return (datetime.now(UTC) - EPOCH) // timedelta(minutes=1)


class Street:
    """Businesses side by side in one database, opened once and emptied for each example."""

    def __init__(self, arena: Arena) -> None:
        self.arena = arena
        self.shops: list[Shop] = []
        self.worlds: list[World] = []
        self.seen: Counter[tuple[str, str]] = Counter()
        ahead = local(ZONE, minute_now() + 30 * 1440).date()
        day = instant(ZONE, ahead, 0)
        self.open(BUSINESS, (day + EARLY, day + LATE))
        # Where people walk in, and are checked in: this one looks at the hours just gone.
        always = tuple(replace(r, always_open=True, hours=()) for r in BUSINESS.resources)
        past = (minute_now() // 60 - 5) * 60
        self.open(replace(BUSINESS, resources=always), (past, past + 180))
        for table in ("hours", "services", "resources"):
            arena.dba.execute(f"create table racing.{table} as table data.{table}".encode())

    def open(self, business: Business, hours: Span) -> None:
        """Open a business that looks at these hours."""
        shop = self.arena.shop()
        one = self.arena.one
        ids: dict[tuple[object, ...], str] = {
            (PLACE,): str(one("select given.location_id(%s)", shop.slug))
        }
        for r in business.resources:
            ids[r.name,] = str(
                one("select given.resource(%s, %s, 'room', %s)", shop.slug, r.name, r.seats)
            )
            for column in ("max_party_size", "max_per_day", "always_open"):
                shop.set("resources", column, getattr(r, column), "resource_id", ids[r.name,])
        shop.set("hours", "closes_at", "12:00", "tenant_id", shop.tenant_id)
        for resource_id, weekday, hours_id in self.arena.dba.execute(
            "select resource_id, weekday, hours_id from data.hours where tenant_id = %s",
            (shop.tenant_id,),
        ):
            name = next(n for (n, *_), i in ids.items() if i == str(resource_id))
            ids["hours", name, weekday] = str(hours_id)
        for service in business.services:
            leads = [*service.leads]
            parts = [part.candidates for part in service.parts]
            ids[service.name,] = self.service(shop, service, leads, parts)
        self.shops.append(shop)
        self.worlds.append(World(business, BEGINS, hours, minute_now(), ids=ids))

    def service(
        self, shop: Shop, service: Service, leads: Sequence[str], parts: Sequence[Sequence[str]]
    ) -> str:
        """A service as the model has it; its id."""
        begins = BEGINS[service.name]
        service_id = shop.service(
            leads,
            *parts,
            minutes=max(service.leads.values()),
            slot_minutes=service.slot,
            buffer_before_minutes=service.before,
            buffer_after_minutes=service.after,
            capacity=service.capacity,
            max_per_day=service.max_per_day,
            price_minor=1000,
            pay_online=begins == "held",
            needs_acceptance=begins == "pending",
        )
        for name, length in service.leads.items():
            if length == max(service.leads.values()):
                continue
            self.arena.dba.execute(
                "update data.candidates set duration_minutes = %s"
                " where tenant_id = %s and service_id = %s and resource_id = %s",
                (length, shop.tenant_id, service_id, shop.resource_id(name)),
            )
        for position, part in enumerate(service.parts, 2):
            self.arena.dba.execute(
                "update data.requirements set quantity = %s"
                " where tenant_id = %s and service_id = %s and position = %s",
                (part.quantity, shop.tenant_id, service_id, position),
            )
        return service_id

    def empty(self) -> list[World]:
        """The businesses as they were opened."""
        self.arena.dba.execute(
            """
            delete from data.allocations;
            alter table data.bookings disable trigger _100_stay;
            delete from data.bookings;
            alter table data.bookings enable trigger _100_stay;
            delete from data.customers;
            delete from data.time_off;
            delete from data.closures;
            delete from data.shifts;
            delete from data.hours;
            insert into data.hours table racing.hours;
            update data.services as s
            set duration_minutes = o.duration_minutes, capacity = o.capacity,
                buffer_after_minutes = o.buffer_after_minutes
            from racing.services as o where o.service_id = s.service_id;
            update data.resources as r
            set seats = o.seats from racing.resources as o where o.resource_id = r.resource_id;
            delete from data.events;
            delete from data.idempotency_keys;
            """
        )
        return [replace(world, now=minute_now()) for world in self.worlds]

    def report(self) -> str:
        """How often what was done, or refused."""
        return "\n".join(f"{n:7} {what} {code}" for (what, code), n in sorted(self.seen.items()))

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.arena.dba.execute(query.encode(), values).fetchall()
