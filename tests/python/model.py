"""A business in plain Python: what is in it, what may be asked of it, and what must come of that.

What can be booked, the oracle works out (oracle.py). Here is what people do: an action says which
answers it may get in a world, and what the world is like afterwards. Nothing here asks the
database; what it was free to choose (a lead, a room) comes in with its answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Any

from oracle import (
    ACTIVE,
    FAR_AHEAD,
    Booking,
    Business,
    Hours,
    Oracle,
    Question,
    Resource,
    Service,
    Span,
    local,
    meet,
    moment,
)
from racing import Call

MAX_LIVE_HOLDS = 3
WINDOW = 1440
ZONE = "Europe/Rome"
PLACE = "Here"
ENDS = {
    "confirm_booking": "confirmed",
    "decline_booking": "declined",
    "check_in_booking": "checked_in",
    "complete_booking": "completed",
    "mark_no_show": "no_show",
}
STEPS = {
    "held": {"confirmed", "cancelled"},
    "pending": {"confirmed", "declined", "cancelled"},
    "confirmed": {"checked_in", "completed", "no_show", "cancelled"},
    "checked_in": {"completed"},
}
# From when on, in minutes after the start, somebody may say so.
NOT_BEFORE = {"check_in_booking": -1440, "complete_booking": 0, "mark_no_show": 0}

Code = str | None


class Impossible(Exception):
    """The database answered what it may not."""


@dataclass(frozen=True)
class Deal:
    """What the oracle need not know of a booking."""

    id: str
    token: str
    customer: str
    any_lead: bool


class Frame(Oracle):
    """The oracle, asked about a few hours: the rest of those days nobody works."""

    hours: Span = (0, 0)

    def days(self, lead: str) -> list[int]:
        return [*range(*self.hours)]


@dataclass(frozen=True)
class World:
    """A business and its bookings. ids: of whatever else has one; now: a minute."""

    business: Business
    begins: Mapping[str, str]
    hours: Span
    now: int
    deals: tuple[Deal, ...] = ()
    ids: Mapping[tuple[object, ...], str] = field(default_factory=dict)

    @cached_property
    def resources(self) -> dict[str, Resource]:
        return {resource.name: resource for resource in self.business.resources}

    @cached_property
    def services(self) -> dict[str, Service]:
        return {service.name: service for service in self.business.services}

    def number(self, booking_id: str) -> int:
        return next(n for n, deal in enumerate(self.deals) if deal.id == booking_id)

    def booking(self, booking_id: str) -> Booking:
        return self.business.bookings[self.number(booking_id)]

    def with_booking(self, booking_id: str, **changes: Any) -> "World":
        bookings = [*self.business.bookings]
        number = self.number(booking_id)
        bookings[number] = replace(bookings[number], **changes)
        return replace(self, business=replace(self.business, bookings=tuple(bookings)))

    def with_resource(self, name: str, **changes: Any) -> "World":
        resources = [
            replace(r, **changes) if r.name == name else r for r in self.business.resources
        ]
        return replace(self, business=replace(self.business, resources=tuple(resources)))

    def with_id(self, key: tuple[object, ...], value: str) -> "World":
        return replace(self, ids={**self.ids, key: value})

    def ask(self, service: str, **question: Any) -> Frame:
        """The oracle, about a service on the days that are looked at."""
        first, last = (local(ZONE, minute).date() for minute in self.hours)
        oracle = Frame(self.business, Question(service, first, last, **question))
        oracle.hours = self.hours
        return oracle

    def live(self, name: str) -> dict[int, Booking]:
        """Bookings to come, or under way, that occupy a resource; by their number."""
        return {
            number: booking
            for number, booking in enumerate(self.business.bookings)
            if name in booking.seats
            and booking.status in ACTIVE
            and not booking.lapsed
            and booking.ends > self.now
        }

    def strays(self, name: str) -> set[int]:
        """Live bookings of a resource outside its working time."""
        oracle = self.ask(self.business.services[0].name)
        working = oracle.working[name]
        return {
            number
            for number, booking in self.live(name).items()
            if not working.issuperset(range(booking.starts, booking.ends))
        }

    def seats(self, booking: Booking, number: int, names: Sequence[str]) -> dict[str, int]:
        """A seat in each of the resources, that nobody else can have but its classmates."""
        # No seat has such a number: it is told from the only one of others.
        mine = booking.starts if self.services[booking.service].capacity > 1 else 1000 + number
        return {name: 1 if self.resources[name].seats == 1 else mine for name in names}

    def offers(self, service: str, party: int) -> dict[Span, tuple[set[str], int]]:
        """What a customer is offered: for each start and end, who is free and how many seats."""
        found: dict[Span, tuple[set[str], int]] = {}
        for (start, end, name), left in self.ask(service, party=party).offers().items():
            names, seats = found.get((start, end), (set(), 0))
            found[start, end] = names | {name}, seats + left
        return found


def time(minute: int) -> str:
    return moment(minute).isoformat()


def refusal(reasons: set[str], question: Question, most: int | None) -> Code:
    """The code of a refusal for these reasons; most: the largest party that any lead takes."""
    for reason, code in (("notice", "KV010"), ("horizon", "KV011")):
        if reason in reasons:
            return code
    if reasons & {"closed", "time-off", "outside-shift", "off-grid"}:
        return "KV012"
    if "limit" in reasons:
        return "KV013"
    if "capacity" in reasons and most is not None and question.party > most:
        return "KV014"
    return "KC001"


@dataclass(frozen=True)
class Slot:
    """A visit that somebody wants: with whom (None: anyone), when, for how many, as who."""

    service: str
    lead: str | None
    start: int
    party: int
    as_customer: bool
    moving: int | None = None

    def among(self, world: World, leads: Sequence[str]) -> tuple[set[str], set[Code]]:
        """Which of the leads are free for it, and what whoever wants it may be told."""
        oracle = world.ask(
            self.service,
            party=self.party,
            as_customer=self.as_customer,
            moving=self.moving,
            earliest=world.now - (0 if self.as_customer else 1440),
            latest=FAR_AHEAD,
        )
        reasons = {name: set(oracle.reasons(name, self.start)) for name in leads}
        free = {name for name, against in reasons.items() if not against}
        service = world.services[self.service]
        if free and self.may_be_stuck(world, service):
            return free, {None, "KC001"}
        if free:
            return free, {None}
        sizes = [world.resources[name].max_party_size for name in leads]
        most = (
            service.capacity
            if service.capacity > 1
            else max((size for size in sizes if size), default=None)
        )
        return free, {refusal(against, oracle.question, most) for against in reasons.values()}

    def may_be_stuck(self, world: World, service: Service) -> bool:
        """Whether there may be room, but in no one seat: who has begun is seated nowhere else."""
        names = [*service.leads, *chain.from_iterable(part.candidates for part in service.parts)]
        return self.start - service.before < world.now and any(
            world.resources[name].seats > 1 for name in names
        )

    def leads(self, world: World) -> list[str]:
        return [self.lead] if self.lead else [*world.services[self.service].leads]


class Action:
    """Something that somebody does. is_post: it can be sent again with an idempotency key."""

    is_post = True

    @property
    def key(self) -> tuple[object, ...]:
        """What the id of a thing that it makes is found by; (): it makes none."""
        return ()

    def outcomes(self, world: World) -> set[Code]:
        """The codes that it may be answered with; None: it is done."""
        raise NotImplementedError

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        """The world when it is done. taken: what each booking occupies, by its id.

        Raises Impossible if the answer is none that it may have.
        """
        raise NotImplementedError

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        """How it is asked for, given calls that say who asks."""
        raise NotImplementedError


@dataclass(frozen=True)
class Book(Action):
    slot: Slot
    customer: str

    def begins(self, world: World) -> str:
        return world.begins[self.slot.service] if self.slot.as_customer else "confirmed"

    def holds(self, world: World) -> int:
        return sum(
            deal.customer == self.customer and booking.status == "held" and not booking.lapsed
            for deal, booking in zip(world.deals, world.business.bookings, strict=True)
        )

    def outcomes(self, world: World) -> set[Code]:
        if self.begins(world) == "held" and self.holds(world) >= MAX_LIVE_HOLDS:
            return {"KL001"}
        return self.slot.among(world, self.slot.leads(world))[1]

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        return (guest if self.slot.as_customer else owner)._replace(
            function="create_booking",
            arguments={
                "service_id": world.ids[self.slot.service,],
                "starts_at": time(self.slot.start),
                "party_size": self.slot.party,
                "customer": {"name": "Zoe", "email": f"{self.customer}@customers.test"},
                **({"resource_id": world.ids[self.slot.lead,]} if self.slot.lead else {}),
            },
        )

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        free, _ = self.slot.among(world, self.slot.leads(world))
        names = taken[answer["id"]]
        lead = next(name for name in world.resources if world.ids[name,] == answer["resource_id"])
        if lead not in free or answer["status"] != self.begins(world):
            raise Impossible
        service = world.services[self.slot.service]
        number = len(world.deals)
        booking = Booking(
            service.name,
            lead,
            self.slot.start,
            self.slot.start + service.leads[lead],
            service.before,
            service.after,
            seats={},
            party=self.slot.party,
            status=answer["status"],
        )
        booking = replace(booking, seats=world.seats(booking, number, names))
        deal = Deal(answer["id"], answer["manage_token"], self.customer, self.slot.lead is None)
        return replace(
            world,
            business=replace(world.business, bookings=(*world.business.bookings, booking)),
            deals=(*world.deals, deal),
        )


def is_too_late(world: World, booking: Booking) -> bool:
    return world.now > booking.starts - WINDOW


@dataclass(frozen=True)
class Move(Action):
    booking_id: str
    start: int
    lead: str | None
    as_customer: bool

    def slot(self, world: World) -> tuple[Slot, list[str]]:
        """What is wanted, and the leads that may take it; none: it is not theirs to want."""
        number = world.number(self.booking_id)
        booking, deal = world.business.bookings[number], world.deals[number]
        lead = self.lead or (None if deal.any_lead else booking.lead)
        slot = Slot(booking.service, lead, self.start, booking.party, self.as_customer, number)
        lengths = world.services[booking.service].leads
        leads = [
            name
            for name in slot.leads(world)
            if not self.as_customer
            or name == booking.lead
            or lengths[name] == lengths[booking.lead]
        ]
        return slot, leads

    def outcomes(self, world: World) -> set[Code]:
        booking = world.booking(self.booking_id)
        slot, leads = self.slot(world)
        if not leads:
            return {"KV018"}
        if booking.lapsed:
            return {"KC002", "KC003"}
        if booking.status not in ("held", "pending", "confirmed"):
            return {"KC002"}
        if self.as_customer and is_too_late(world, booking):
            return {"KV016"}
        return slot.among(world, leads)[1]

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        token = world.deals[world.number(self.booking_id)].token
        who = guest.saying(manage_token=token) if self.as_customer else owner
        return who._replace(
            function="reschedule_booking",
            arguments={
                "booking_id": self.booking_id,
                "starts_at": time(self.start),
                **({"resource_id": world.ids[self.lead,]} if self.lead else {}),
            },
        )

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        slot, leads = self.slot(world)
        free, _ = slot.among(world, leads)
        lead = next(name for name in world.resources if world.ids[name,] == answer["resource_id"])
        if lead not in free:
            raise Impossible
        old = world.booking(self.booking_id)
        moved = replace(old, lead=lead, starts=self.start, ends=self.start + old.ends - old.starts)
        seats = world.seats(moved, world.number(self.booking_id), taken[self.booking_id])
        return world.with_booking(
            self.booking_id, lead=lead, starts=moved.starts, ends=moved.ends, seats=seats
        )


@dataclass(frozen=True)
class Cancel(Action):
    booking_id: str
    as_customer: bool

    def outcomes(self, world: World) -> set[Code]:
        booking = world.booking(self.booking_id)
        if booking.lapsed and booking.status == "held":
            return {None, "KC002"}  # Whether somebody has come upon it yet.
        if (
            self.as_customer
            and booking.status in ("pending", "confirmed")
            and is_too_late(world, booking)
        ):
            return {"KV017"}
        return {None if "cancelled" in STEPS.get(booking.status, ()) else "KC002"}

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        token = world.deals[world.number(self.booking_id)].token
        who = guest.saying(manage_token=token) if self.as_customer else owner
        return who._replace(function="cancel_booking", arguments={"booking_id": self.booking_id})

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        status = f"cancelled_by_{'customer' if self.as_customer else 'business'}"
        return world.with_booking(self.booking_id, status=status)


@dataclass(frozen=True)
class Decide(Action):
    """The owner accepts, declines, checks in and so on."""

    booking_id: str
    function: str

    def outcomes(self, world: World) -> set[Code]:
        booking = world.booking(self.booking_id)
        not_before = NOT_BEFORE.get(self.function, -FAR_AHEAD)
        if world.now < booking.starts + not_before:
            return {"KC004"}
        if booking.lapsed and booking.status == "held":
            return {"KC003" if self.function == "confirm_booking" else "KC002"}
        return {None if ENDS[self.function] in STEPS.get(booking.status, ()) else "KC002"}

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        return owner._replace(function=self.function, arguments={"booking_id": self.booking_id})

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        return world.with_booking(self.booking_id, status=ENDS[self.function])


@dataclass(frozen=True)
class TakeOff(Action):
    """Somebody takes time off."""

    name: str
    span: Span
    keep: bool

    @property
    def key(self) -> tuple[object, ...]:
        return "time off", self.name, self.span

    def outcomes(self, world: World) -> set[Code]:
        met = any(meet(self.span, range(b.starts, b.ends)) for b in world.live(self.name).values())
        return {"KC030" if met and not self.keep else None}

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        return owner._replace(
            function="create_time_off",
            arguments={
                "resource_id": world.ids[self.name,],
                "starts_at": time(self.span[0]),
                "ends_at": time(self.span[1]),
                "keep_bookings": self.keep,
            },
        )

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        spans = (*world.resources[self.name].time_off, self.span)
        return world.with_resource(self.name, time_off=spans).with_id(self.key, answer["id"])


@dataclass(frozen=True)
class ComeBack(Action):
    """Time off is taken back."""

    name: str
    span: Span

    is_post = False

    def outcomes(self, world: World) -> set[Code]:
        known = self.span in world.resources[self.name].time_off
        return {None if known else "KN009"}

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        return owner._replace(
            function="delete_time_off",
            arguments={"time_off_id": world.ids["time off", self.name, self.span]},
        )

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        spans = tuple(span for span in world.resources[self.name].time_off if span != self.span)
        return world.with_resource(self.name, time_off=spans)


@dataclass(frozen=True)
class Close(Action):
    """The whole place shuts."""

    span: Span
    keep: bool

    @property
    def key(self) -> tuple[object, ...]:
        return "closure", self.span

    def outcomes(self, world: World) -> set[Code]:
        live = chain.from_iterable(world.live(name).values() for name in world.resources)
        met = any(meet(self.span, range(b.starts, b.ends)) for b in live)
        return {"KC030" if met and not self.keep else None}

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        return owner._replace(
            function="create_closure",
            arguments={
                "location_id": world.ids[PLACE,],
                "starts_at": time(self.span[0]),
                "ends_at": time(self.span[1]),
                "keep_bookings": self.keep,
            },
        )

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        closures = (*world.business.closures, (PLACE, self.span))
        closed = replace(world, business=replace(world.business, closures=closures))
        return closed.with_id(self.key, answer["id"])


@dataclass(frozen=True)
class Reopen(Action):
    """A closure is taken back."""

    span: Span

    is_post = False

    def outcomes(self, world: World) -> set[Code]:
        return {None if (PLACE, self.span) in world.business.closures else "KN010"}

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        return owner._replace(
            function="delete_closure", arguments={"closure_id": world.ids["closure", self.span]}
        )

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        closures = tuple(c for c in world.business.closures if c != (PLACE, self.span))
        return replace(world, business=replace(world.business, closures=closures))


@dataclass(frozen=True)
class Work(Action):
    """Somebody gets a shift, instead of the hours of that day."""

    name: str
    span: Span
    keep: bool

    @property
    def key(self) -> tuple[object, ...]:
        return "shift", self.name, self.span

    def outcomes(self, world: World) -> set[Code]:
        strays = self.worked(world).strays(self.name) - world.strays(self.name)
        return {"KC030" if strays and not self.keep else None}

    def worked(self, world: World) -> World:
        return world.with_resource(
            self.name, shifts=(*world.resources[self.name].shifts, self.span)
        )

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        return owner._replace(
            function="create_shift",
            arguments={
                "resource_id": world.ids[self.name,],
                "starts_at": time(self.span[0]),
                "ends_at": time(self.span[1]),
                "keep_bookings": self.keep,
            },
        )

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        return self.worked(world).with_id(self.key, answer["id"])


@dataclass(frozen=True)
class Rest(Action):
    """A shift is taken away."""

    name: str
    span: Span
    keep: bool

    is_post = False

    def outcomes(self, world: World) -> set[Code]:
        if self.span not in world.resources[self.name].shifts:
            return {"KN008"}
        strays = self.rested(world).strays(self.name) - world.strays(self.name)
        return {"KC030" if strays and not self.keep else None}

    def rested(self, world: World) -> World:
        shifts = tuple(span for span in world.resources[self.name].shifts if span != self.span)
        return world.with_resource(self.name, shifts=shifts)

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        return owner._replace(
            function="delete_shift",
            arguments={
                "shift_id": world.ids["shift", self.name, self.span],
                "keep_bookings": self.keep,
            },
        )

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        return self.rested(world)


@dataclass(frozen=True)
class SetHours(Action):
    """The weekly hours of somebody become others; whoever has booked keeps their time."""

    name: str
    weekday: int
    opens: int
    closes: int

    is_post = False

    def outcomes(self, world: World) -> set[Code]:
        return {None}

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        return owner._replace(
            function="update_hours",
            arguments={
                "resource_id": world.ids[self.name,],
                "hours_id": world.ids["hours", self.name, self.weekday],
                "opens_at": f"{self.opens // 60:02}:{self.opens % 60:02}",
                "closes_at": f"{self.closes // 60:02}:{self.closes % 60:02}",
            },
        )

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        hours = tuple(
            Hours(row.weekday, self.opens, self.closes) if row.weekday == self.weekday else row
            for row in world.resources[self.name].hours
        )
        return world.with_resource(self.name, hours=hours)


@dataclass(frozen=True)
class Furnish(Action):
    """A resource gets another number of seats; those that bookings to come have, stay."""

    name: str
    seats: int

    is_post = False

    def outcomes(self, world: World) -> set[Code]:
        if self.seats >= world.resources[self.name].seats or not world.live(self.name):
            return {None}
        return {None, "KC021"}  # Nobody knows here who sits where.

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        return owner._replace(
            function="update_resource",
            arguments={"resource_id": world.ids[self.name,], "seats": self.seats},
        )

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        return world.with_resource(self.name, seats=self.seats)


@dataclass(frozen=True)
class Retune(Action):
    """A service becomes another: longer, for more people, with more time around it."""

    service: str
    minutes: int
    capacity: int
    after_minutes: int

    is_post = False

    def outcomes(self, world: World) -> set[Code]:
        return {None}

    def call(self, world: World, guest: Call, owner: Call) -> Call:
        return owner._replace(
            function="update_service",
            arguments={
                "service_id": world.ids[self.service,],
                "duration_minutes": self.minutes,
                "capacity": self.capacity,
                "buffer_after_minutes": self.after_minutes,
            },
        )

    def after(self, world: World, answer: Any, taken: Mapping[str, Sequence[str]]) -> World:
        services = tuple(
            replace(
                s,
                leads=dict.fromkeys(s.leads, self.minutes),
                capacity=self.capacity,
                after=self.after_minutes,
            )
            if s.name == self.service
            else s
            for s in world.business.services
        )
        return replace(world, business=replace(world.business, services=services))


@dataclass(frozen=True)
class Done:
    """An action, and how it went for whoever did it."""

    action: Action
    code: Code
    answer: Any


def worlds_after(
    world: World, done: Sequence[Done], taken: Mapping[str, Sequence[str]]
) -> Iterator[World]:
    """The worlds that these actions may have led to, one after another in some order."""
    if not done:
        yield world
    for n, first in enumerate(done):
        if first.code not in first.action.outcomes(world):
            continue
        then = world
        if first.code is None:
            try:
                then = first.action.after(world, first.answer, taken)
            except Impossible:
                continue
        yield from worlds_after(then, (*done[:n], *done[n + 1 :]), taken)
