"""Whatever people do, in whatever order, the database does what the model says (model.py).

Hypothesis makes the people up. They come over connections of their own, one at a time or several at
once; then the outcome has to be one that some order of them gives. After every step the database
itself must find nothing broken, and offer what the model offers.

In CI the steps are always the same. HYPOTHESIS_PROFILE=long makes up new ones for a long while.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from conftest import Databases
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from model import (
    ENDS,
    PLACE,
    ZONE,
    Action,
    Book,
    Cancel,
    Close,
    ComeBack,
    Decide,
    Done,
    Move,
    Reopen,
    Rest,
    SetHours,
    Slot,
    TakeOff,
    Work,
    World,
    worlds_after,
)
from oracle import EPOCH, Business, Hours, Part, Resource, Service, Span, instant, local
from racing import Arena, Call, Finish, Shop

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
PROFILE = settings(
    max_examples=2000 if LONG else 12,
    stateful_step_count=30 if LONG else 14,
    derandomize=not LONG,
    deadline=None,
    database=None,
    # What several do at once may not happen a second time: there is nothing to shrink.
    phases=[Phase.generate] if not LONG else [Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
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
        ahead = local(ZONE, minute_now() + 30 * 1440).date()
        day = instant(ZONE, ahead, 0)
        self.open(BUSINESS, (day + EARLY, day + LATE))
        # Where people walk in, and are checked in: this one looks at the hours just gone.
        always = tuple(replace(r, always_open=True, hours=()) for r in BUSINESS.resources)
        past = (minute_now() // 60 - 5) * 60
        self.open(replace(BUSINESS, resources=always), (past, past + 180))
        arena.dba.execute("create table racing.hours as table data.hours")

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
            delete from data.bookings;
            delete from data.customers;
            delete from data.time_off;
            delete from data.closures;
            delete from data.shifts;
            delete from data.hours;
            insert into data.hours table racing.hours;
            delete from data.events;
            """
        )
        return [replace(world, now=minute_now()) for world in self.worlds]

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.arena.dba.execute(query.encode(), values).fetchall()


class Machine(RuleBasedStateMachine):
    """People on a street."""

    def __init__(self, street: Street) -> None:
        super().__init__()
        self.street = street
        self.worlds = street.empty()

    def calls(self, place: int, actions: Sequence[Action]) -> list[Call]:
        shop = self.street.shops[place]
        guest, owner = (Call("", claims, {}) for claims in (shop.guest, shop.owner))
        return [action.call(self.worlds[place], guest, owner) for action in actions]

    def taken(self, place: int) -> Mapping[str, list[str]]:
        """What each booking occupies, or occupied when it ended: names, by its id."""
        names = {self.worlds[place].ids[name,]: name for name in self.worlds[place].resources}
        taken: dict[str, list[str]] = {}
        for booking_id, resource_id in self.street.rows(
            "select distinct booking_id::text, resource_id::text"
            " from data.allocations where tenant_id = %s",
            self.street.shops[place].tenant_id,
        ):
            taken.setdefault(booking_id, []).append(names[resource_id])
        return taken

    def states(self, place: int) -> dict[str, tuple[Any, ...]]:
        """Status, lead, start and end of each booking, as it is in the database."""
        return {
            booking_id: tuple(rest)
            for booking_id, *rest in self.street.rows(
                "select booking_id::text, status::text, resource_id::text,"
                " extract(epoch from starts_at)::bigint / 60,"
                " extract(epoch from ends_at)::bigint / 60"
                " from data.bookings where tenant_id = %s",
                self.street.shops[place].tenant_id,
            )
        }

    def is_so(self, world: World, states: Mapping[str, tuple[Any, ...]]) -> bool:
        """Whether the database has the bookings of a world. A lapsed hold may have been ended."""
        if states.keys() != {deal.id for deal in world.deals}:
            return False
        for deal, booking in zip(world.deals, world.business.bookings, strict=True):
            status, *rest = states[deal.id]
            if status == "expired" and booking.lapsed and booking.status == "held":
                status = "held"
            expected = (booking.status, world.ids[booking.lead,], booking.starts, booking.ends)
            if (status, *rest) != expected:
                return False
        return True

    def act(self, place: int, *actions: Action) -> None:
        """Do these, all at once, and see that it is as if they had been done one by one."""
        before = self.worlds[place] = replace(self.worlds[place], now=minute_now())
        calls = self.calls(place, actions)
        finishes = self.street.arena.start(f"{len(actions)} at once", calls)
        assert all((finish.code or "K").startswith("K") for finish in finishes), finishes
        assert not any(finish.deadlocks for finish in finishes), finishes
        done = [
            Done(action, finish.code, finish.answer)
            for action, finish in zip(actions, finishes, strict=True)
        ]
        states = self.states(place)
        world = next(
            (w for w in worlds_after(before, done, self.taken(place)) if self.is_so(w, states)),
            None,
        )
        assert world is not None, explained(before, done, finishes, states)
        self.worlds[place] = world

    # What people do.

    @rule(place=st.sampled_from([0, 0, 1]), data=st.data())
    def somebody_does_something(self, place: int, data: st.DataObject) -> None:
        self.act(place, data.draw(actions(self.worlds[place])))

    @rule(place=st.sampled_from([0, 0, 1]), data=st.data(), count=st.integers(2, CLIENTS))
    def several_do_something_at_once(self, place: int, data: st.DataObject, count: int) -> None:
        drawn: list[Action] = []
        for _ in range(count):
            action = data.draw(actions(self.worlds[place]))
            if not any(is_rival(action, other) for other in drawn):
                drawn.append(action)
        self.act(place, *drawn)

    @rule(data=st.data(), count=st.integers(2, CLIENTS))
    def several_want_much_the_same(self, data: st.DataObject, count: int) -> None:
        world = self.worlds[0]
        service = data.draw(st.sampled_from(sorted(world.services)))
        start = data.draw(starts(world))
        self.act(
            0, *(data.draw(bookings(world, service, start)) for _ in range(count))
        )

    @precondition(lambda self: any(holds(world) for world in self.worlds))
    @rule(data=st.data())
    def a_hold_lapses(self, data: st.DataObject) -> None:
        place = data.draw(st.sampled_from([n for n, w in enumerate(self.worlds) if holds(w)]))
        booking_id = data.draw(st.sampled_from(holds(self.worlds[place])))
        self.street.shops[place].lapse(booking_id)
        self.worlds[place] = self.worlds[place].with_booking(booking_id, lapsed=True)

    # What holds after every step.

    @invariant()
    def nothing_is_broken(self) -> None:
        assert self.street.rows("table data.violations") == []

    @invariant()
    def what_is_offered_is_what_the_model_offers(self) -> None:
        # One service after another, so that each has its turn.
        world, shop = self.worlds[0], self.street.shops[0]
        service = world.business.services[len(world.deals) % len(world.business.services)]
        party = 1 + len(world.ids) % 2
        day = local(ZONE, world.hours[0]).date().isoformat()
        finish = self.street.arena.alone(
            Call(
                "get_availability",
                shop.guest,
                {
                    "service_id": world.ids[service.name,],
                    "from": day,
                    "to": day,
                    "party_size": party,
                },
            )
        )
        names = {world.ids[name,]: name for name in world.resources}
        found = {
            (minute(slot["starts_at"]), minute(slot["ends_at"])): (
                {names[resource_id] for resource_id in slot["resource_ids"]},
                slot["seats_left"],
            )
            for slot in finish.answer["slots"]
        }
        expected = world.offers(service.name, party)
        differ = {
            local(ZONE, span[0]): (found.get(span), expected.get(span))
            for span in found.keys() | expected.keys()
            if found.get(span) != expected.get(span)
        }
        assert not differ, (service.name, differ)


def minute(said: str) -> int:
    return (datetime.fromisoformat(said) - EPOCH) // timedelta(minutes=1)


def holds(world: World) -> list[str]:
    return [
        deal.id
        for deal, booking in zip(world.deals, world.business.bookings, strict=True)
        if booking.status == "held" and not booking.lapsed
    ]


def is_rival(action: Action, other: Action) -> bool:
    """Whether the model could not tell what two actions at once have led to.

    Of a booking that is moved twice only the last place is known; of two absences alike, one id.
    """
    if isinstance(action, Move) and isinstance(other, Move):
        return action.booking_id == other.booking_id
    return action == other and not isinstance(action, Book)


def explained(
    before: World, done: Sequence[Done], finishes: Sequence[Finish], states: Mapping[str, Any]
) -> str:
    """What is known of actions that no order explains."""
    return "\n".join(
        [
            *(repr(booking) for booking in before.business.bookings),
            *(repr(deal) for deal in before.deals),
            *(
                f"{one.action} -> {one.code}, alone {one.action.outcomes(before)}"
                f" {one.answer and one.answer.get('resource_id')} {finish.detail}"
                for one, finish in zip(done, finishes, strict=True)
            ),
            *(f"{booking_id} {state}" for booking_id, state in states.items()),
            repr(before.business),
        ]
    )


# How actions are made up.


def starts(world: World) -> st.SearchStrategy[int]:
    """Mostly on the grid and within hours, sometimes neither."""
    opens = world.hours[0] + (OPENS - EARLY if world.hours[1] - world.hours[0] > 180 else 0)
    grid = st.integers(-1, 12).map(lambda n: opens + 15 * n)
    return st.one_of(grid, grid, grid, st.integers(0, 180).map(lambda n: opens + n))


def spans(world: World) -> st.SearchStrategy[Span]:
    length = st.sampled_from([15, 30, 45, 90])
    return st.tuples(starts(world), length).map(lambda s: (s[0], s[0] + s[1]))


def bookings(
    world: World,
    service: str | None = None,
    start: int | None = None,
) -> st.SearchStrategy[Action]:
    def made(service: str) -> st.SearchStrategy[Action]:
        return st.builds(
            Book,
            st.builds(
                Slot,
                st.just(service),
                st.sampled_from([None, *world.services[service].leads]),
                starts(world) if start is None else st.just(start),
                st.sampled_from([1, 1, 1, 2, 3]),
                st.sampled_from([True, True, True, False]),
            ),
            st.sampled_from(["zoe", "yan", "xia", "will"]),
        )

    if service is not None:
        return made(service)
    return st.sampled_from(sorted(world.services)).flatmap(made)


def changes(world: World) -> st.SearchStrategy[Action]:
    """What can become of a booking that there is."""
    deals = st.sampled_from([deal.id for deal in world.deals])
    by_customer = st.sampled_from([True, False])

    def move(booking_id: str) -> st.SearchStrategy[Action]:
        leads = world.services[world.booking(booking_id).service].leads
        lead = st.sampled_from([None, None, *leads])
        return st.builds(Move, st.just(booking_id), starts(world), lead, by_customer)

    return st.one_of(
        deals.flatmap(move),
        st.builds(Cancel, deals, by_customer),
        st.builds(Decide, deals, st.sampled_from(sorted(ENDS))),
    )


def schedules(world: World) -> st.SearchStrategy[Action]:
    """Who works when, and changes of that which can be undone."""
    keep = st.sampled_from([False, False, True])
    names = st.sampled_from(sorted(world.resources))
    new = (
        st.builds(TakeOff, names, spans(world), keep),
        st.builds(Close, spans(world), keep),
        st.builds(Work, names, spans(world), keep),
    )
    undone: dict[str, Callable[..., Action]] = {"time off": ComeBack, "shift": Rest}
    old = [
        st.builds(undone[str(key[0])], st.just(key[1]), st.just(key[2]), *[keep] * (key[0] == "shift"))
        for key in world.ids
        if key[0] in undone
    ] + [st.builds(Reopen, st.just(key[1])) for key in world.ids if key[0] == "closure"]
    hours = [key for key in world.ids if key[0] == "hours"]
    weekday = local(ZONE, world.hours[0]).date().isoweekday()
    change = st.builds(
        SetHours,
        names,
        st.just(weekday),
        st.sampled_from([8 * 60, OPENS, OPENS, OPENS + 30]),
        st.sampled_from([CLOSES - 60, CLOSES, CLOSES, CLOSES + 45]),
    )
    return st.one_of(*new, *old, *[change] * bool(hours)).filter(lambda a: is_new(world, a))


def is_new(world: World, action: Action) -> bool:
    """Whether its id would be its own."""
    return not (
        (isinstance(action, TakeOff) and ("time off", action.name, action.span) in world.ids)
        or (isinstance(action, Close) and ("closure", action.span) in world.ids)
        or (isinstance(action, Work) and ("shift", action.name, action.span) in world.ids)
    )


def actions(world: World) -> st.SearchStrategy[Action]:
    book = bookings(world)
    if not world.deals:
        return st.one_of(book, book, book, schedules(world))
    change = changes(world)
    return st.one_of(book, book, book, change, change, change, schedules(world))


@pytest.fixture
def street(databases: Databases, vocabulary: str) -> Iterator[Street]:
    url = databases.create(vocabulary)
    arena = Arena(url, CLIENTS)
    yield Street(arena)
    arena.close()
    databases.drop(url)


@pytest.mark.timeout(0 if LONG else 120)
def test_whatever_people_do_the_database_does_what_the_model_says(street: Street) -> None:
    run_state_machine_as_test(lambda: Machine(street), settings=PROFILE)
