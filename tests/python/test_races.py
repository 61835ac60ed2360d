"""Whoever comes at the same moment as others gets what is free, once, and soon."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from conftest import Databases
from racing import Arena, Call, Finish, Shop, codes, won

LAWLESS = """
alter table data.allocations drop constraint allocations_no_overlap;
drop index data.bookings_one_per_start, data.allocations_one_place_in_class;
"""

# What an application does that looks for a conflict, then writes, and has nothing to stop it. The
# pause stands for the way between it and the database.
LOOK_THEN_WRITE = """
create or replace function private.write_booking(p_booking data.bookings) returns boolean
    language plpgsql set search_path = ''
as $$
begin
    if exists (
        select from data.bookings
        where tenant_id = p_booking.tenant_id and resource_id = p_booking.resource_id
            and starts_at < p_booking.ends_at and ends_at > p_booking.starts_at
    ) then
        return false;
    end if;

    perform pg_sleep(0.005);
    insert into data.bookings values (p_booking.*);
    return true;
end;
$$;

create or replace function private.allocate(
    p_booking data.bookings, p_resource_id uuid, p_person_id uuid, p_seat integer,
    p_places integer[], p_from timestamptz, p_until timestamptz
) returns boolean
    language plpgsql set search_path = ''
as $$
begin
    insert into data.allocations (
        tenant_id, booking_id, resource_id, place, seat, session_id, starts_at, ends_at
    )
    values (
        p_booking.tenant_id, p_booking.booking_id, p_resource_id, 1, p_seat,
        p_booking.session_id, p_from, p_until
    );
    return true;
end;
$$;
"""

crowds = pytest.mark.parametrize("clients", [8, 50])


@pytest.fixture(scope="module")
def arena(databases: Databases, vocabulary: str) -> Iterator[Arena]:
    url = databases.create(vocabulary)
    arena = Arena(url)
    yield arena
    print("\n" + arena.report())  # noqa: T201  # What the races took, for whoever asks with -s.
    arena.close()
    databases.drop(url)


@pytest.fixture
def shop(arena: Arena) -> Shop:
    return arena.shop()


def clock(minutes: int) -> str:
    """The time of day so many minutes after 09:00."""
    return f"{9 + minutes // 60:02}:{minutes % 60:02}"


def leads(finishes: list[Finish]) -> list[str]:
    return [booking["resource_id"] for booking in won(finishes)]


def assert_full_for_the_refused(
    calls: list[Call], finishes: list[Finish], lengths: dict[str, int], seats: int
) -> None:
    """See by arithmetic that whoever was refused met as many visits at once as there are seats."""
    taken = [
        (datetime.fromisoformat(booking["starts_at"]), datetime.fromisoformat(booking["ends_at"]))
        for booking in won(finishes)
    ]
    for call, finish in zip(calls, finishes, strict=True):
        if finish.code is not None:
            starts_at = datetime.fromisoformat(call.arguments["starts_at"])
            ends_at = starts_at + timedelta(minutes=lengths[call.arguments["service_id"]])
            met = [(max(start, starts_at), end) for start, end in taken if start < ends_at]
            peaks = [sum(a <= start < b for a, b in met) for start, end in met if end > starts_at]
            assert max(peaks, default=0) == seats, call


# One lead.


@crowds
def test_one_slot_has_one_winner(shop: Shop, clients: int) -> None:
    service = shop.service(shop.resources(1))
    for day in range(2):
        calls = [shop.create(service, shop.at(day, "10:00")) for _ in range(clients)]
        finishes = shop.race(f"one slot, {clients} clients", calls)
        assert codes(finishes) == {None: 1, "KC001": clients - 1}
        for finish in finishes:
            assert finish.code is None or finish.detail["alternatives"]


@crowds
def test_of_overlapping_starts_none_is_lost_that_fits(shop: Shop, clients: int) -> None:
    service = shop.service(shop.resources(1))
    for day in range(2):
        calls = [
            shop.create(service, shop.at(day, clock(client % (clients // 2) * 15)))
            for client in range(clients)
        ]
        finishes = shop.race(f"overlapping starts, {clients} clients", calls)
        assert_full_for_the_refused(calls, finishes, {service: 60}, 1)


def test_buffers_are_raced_for_too(shop: Shop) -> None:
    service = shop.service(
        shop.resources(1), minutes=30, buffer_before_minutes=15, buffer_after_minutes=15
    )
    calls = [shop.create(service, shop.at(0, clock(client % 8 * 15))) for client in range(16)]
    finishes = shop.race("buffers, 16 clients", calls)
    shop.assert_refusals_stand(calls, finishes)
    starts = sorted(datetime.fromisoformat(booking["starts_at"]) for booking in won(finishes))
    assert all((after - before).seconds >= 60 * 60 for before, after in pairwise(starts))


# More than a lead.


@crowds
def test_two_resources_in_opposite_order(shop: Shop, clients: int) -> None:
    x, y = shop.resources(2)
    services = (shop.service([x], [y]), shop.service([y], [x]))
    for day, apart in enumerate((0, 30)):
        calls = [
            shop.create(services[client % 2], shop.at(day, clock(client // 2 % 2 * apart)))
            for client in range(clients)
        ]
        finishes = shop.race(f"two resources crosswise, {clients} clients", calls)
        assert len(won(finishes)) == 1


@crowds
def test_everybody_gets_a_room_while_there_are_rooms(shop: Shop, clients: int) -> None:
    names = shop.resources(clients)
    rooms = shop.resources(20, "room")
    service = shop.service(names, rooms)
    calls = [shop.create(service, shop.at(0, "10:00"), name) for name in names]
    finishes = shop.race(f"20 shared rooms, {clients} clients", calls)
    assert len(won(finishes)) == min(clients, 20)


def test_staff_rooms_and_equipment_are_shared_by_services(arena: Arena, shop: Shop) -> None:
    names = shop.resources(8)
    rooms = shop.resources(4, "room")
    machines = shop.resources(2, "equipment")
    chairs = shop.resources(1, "table", seats=3)
    services = [
        shop.service(names, rooms),
        shop.service(names[::-1], machines, rooms),
        shop.service(rooms, machines),
        shop.service(names, chairs, rooms),
        shop.service(names, minutes=90),
    ]
    for day in range(2):
        calls = [
            shop.create(
                arena.random.choice(services), shop.at(day, clock(arena.random.randrange(6) * 30))
            )
            for _ in range(50)
        ]
        finishes = shop.race("staff, rooms, equipment, 50 clients", calls)
        shop.assert_refusals_stand(calls, finishes)


# Anyone.


@crowds
def test_anyone_is_whoever_is_free(shop: Shop, clients: int) -> None:
    names = shop.resources(10)
    service = shop.service(names)
    for day in range(2):
        calls = [shop.create(service, shop.at(day, "10:00")) for _ in range(clients)]
        finishes = shop.race(f"anyone of 10, {clients} clients", calls)
        assert len(won(finishes)) == len(set(leads(finishes))) == min(clients, 10)


def test_nobody_is_refused_while_a_lead_is_free(shop: Shop) -> None:
    """Although all of them want the same one first: whoever has had the fewest bookings."""
    names = shop.resources(16)
    service = shop.service(names)
    for position, name in enumerate(names):
        for number in range(position):
            shop.book(service, shop.at(number // 8, clock(number % 8 * 60)), name)
    calls = [shop.create(service, shop.at(2, "10:00")) for _ in range(16)]
    finishes = shop.race("anyone of 16, one favourite, 16 clients", calls)
    assert len(set(leads(finishes))) == 16


def test_anyone_and_somebody_in_particular(shop: Shop) -> None:
    names = shop.resources(10)
    service = shop.service(names)
    calls = [
        shop.create(
            service, shop.at(0, clock(client % 3 * 30)), None if client % 2 else names[client % 10]
        )
        for client in range(50)
    ]
    finishes = shop.race("anyone and somebody, 50 clients", calls)
    shop.assert_refusals_stand(calls, finishes)


# Classes and seats.


@crowds
def test_a_class_fills_to_its_last_place(shop: Shop, clients: int) -> None:
    service = shop.service(shop.resources(1), shop.resources(2, "room"), capacity=12)
    calls = [shop.create(service, shop.at(0, "10:00")) for _ in range(clients)]
    finishes = shop.race(f"class of 12, {clients} clients", calls)
    assert len(won(finishes)) == min(clients, 12)


def test_parties_in_a_class(arena: Arena, shop: Shop) -> None:
    service = shop.service(shop.resources(1), capacity=12)
    for day in range(2):
        calls = [
            shop.create(service, shop.at(day, "10:00"), party_size=arena.random.randint(1, 3))
            for _ in range(50)
        ]
        finishes = shop.race("class of 12, parties, 50 clients", calls)
        shop.assert_refusals_stand(calls, finishes)
        assert sum(booking["party_size"] for booking in won(finishes)) <= 12


def test_seats_side_by_side(arena: Arena, shop: Shop) -> None:
    chairs = shop.resources(1, seats=3)
    lengths = {shop.service(chairs, minutes=minutes): minutes for minutes in (15, 30, 60, 90, 120)}
    for day in range(2):
        calls = [
            shop.create(
                arena.random.choice(list(lengths)),
                shop.at(day, clock(arena.random.randrange(16) * 15)),
            )
            for _ in range(50)
        ]
        finishes = shop.race("3 seats, 50 clients", calls)
        assert_full_for_the_refused(calls, finishes, lengths, 3)


def test_who_sits_is_seated_anew_so_that_one_more_fits(arena: Arena, shop: Shop) -> None:
    chairs = shop.resources(1, seats=2)
    hour, two, three = (shop.service(chairs, minutes=60 * hours) for hours in (1, 2, 3))
    for day in range(2):
        for service, starts in ((hour, 0), (two, 0), (hour, 180)):
            shop.book(service, shop.at(day, clock(starts)))
        seats = arena.dba.execute(
            "select seat from data.allocations where tenant_id = %s order by starts_at, ends_at",
            (shop.tenant_id,),
        ).fetchall()
        assert seats[-3:] == [(1,), (2,), (1,)]
        calls = [shop.create(three, shop.at(day, clock(60))) for _ in range(16)]
        finishes = shop.race("seated anew, 16 clients", calls)
        assert len(won(finishes)) == 1


def test_a_seat_that_is_left_goes_to_others_at_once(shop: Shop) -> None:
    """To make room for a move, somebody is seated where the booking sat that moves."""
    chairs = shop.resources(1, seats=3)
    hour, three = (shop.service(chairs, minutes=60 * hours) for hours in (1, 3))
    _, _, booking, _, _ = (
        shop.book(service, shop.at(0, start))
        for service, start in (
            (hour, "11:00"),
            (hour, "10:00"),
            (three, "13:00"),
            (three, "11:00"),
            (hour, "13:00"),
        )
    )
    shop.race("seated anew for a move", [shop.move(booking, shop.at(0, "11:00"))], ())
    assert shop.state(booking)[3] == 2


# Moving.


def test_bookings_are_moved_crosswise_while_others_are_made(arena: Arena, shop: Shop) -> None:
    names = shop.resources(6)
    service = shop.service(names)
    ids = {
        (name, hour): shop.book(service, shop.at(0, clock(hour * 60)), name)
        for name in names
        for hour in (0, 2, 4)
    }
    moves = [
        # To a neighbour at the same hour: whole circles of them.
        *(
            shop.move(booking, shop.at(0, clock(hour * 60)), names[names.index(name) - 1])
            for (name, hour), booking in ids.items()
        ),
        *(
            shop.move(booking, shop.at(0, clock(arena.random.randrange(10) * 30)))
            for booking in list(ids.values())[:12]
        ),
    ]
    calls = moves + [
        shop.create(
            service,
            shop.at(0, clock(arena.random.randrange(12) * 30)),
            arena.random.choice([*names, None]),
        )
        for _ in range(20)
    ]
    arena.random.shuffle(calls)
    before = {booking: shop.state(booking) for booking in ids.values()}
    finishes = shop.race("moves crosswise and new ones, 50 clients", calls)
    assert_moved_or_as_before(shop, before, calls, finishes)


def assert_moved_or_as_before(
    shop: Shop, before: dict[str, tuple[Any, ...]], calls: list[Call], finishes: list[Finish]
) -> None:
    """See that each booking rose by a version for each move that succeeded, and no further."""
    for booking, state in before.items():
        moved = [
            finish.answer["version"]
            for call, finish in zip(calls, finishes, strict=True)
            if call.arguments.get("booking_id") == booking and finish.code is None
        ]
        if moved:
            assert sorted(moved) == list(range(state[3] + 1, state[3] + 1 + len(moved)))
            assert shop.state(booking)[3] == max(moved)
        else:
            assert shop.state(booking) == state


def test_one_of_many_gets_the_slot_that_they_move_to(shop: Shop) -> None:
    names = shop.resources(8)
    service = shop.service(names)
    for day in range(2):
        ids = [shop.book(service, shop.at(day, "10:00"), name) for name in names]
        calls = [shop.move(booking, shop.at(day, "14:00"), names[0]) for booking in ids]
        before = {booking: shop.state(booking) for booking in ids}
        finishes = shop.race("8 move to one slot", calls)
        assert len(won(finishes)) == 1
        assert_moved_or_as_before(shop, before, calls, finishes)


def test_a_booking_moves_into_its_own_time(shop: Shop) -> None:
    service = shop.service(shop.resources(1))
    ids = [shop.book(service, shop.at(0, clock(hour * 120))) for hour in range(4)]
    calls = [
        *(
            shop.move(booking, shop.at(0, clock(hour * 120 + 30)))
            for hour, booking in enumerate(ids)
        ),
        *(shop.create(service, shop.at(0, clock(slot * 30))) for slot in range(12)),
    ]
    before = {booking: shop.state(booking) for booking in ids}
    finishes = shop.race("moves into their own time, 16 clients", calls)
    assert_moved_or_as_before(shop, before, calls, finishes)
    # Nobody else can have begun in the time that a booking has both before and after its move.
    starts = {booking["starts_at"] for booking in won(finishes[4:])}
    assert starts.isdisjoint(shop.at(0, clock(hour * 120 + 30)) for hour in range(3))


def test_one_booking_moved_by_many(shop: Shop) -> None:
    names = shop.resources(2)
    service = shop.service(names)
    booking = shop.book(service, shop.at(0, "09:00"), names[0])
    before = {booking: shop.state(booking)}
    calls = [shop.move(booking, shop.at(0, clock(60 + slot * 15))) for slot in range(15)]
    calls.insert(7, shop.move(booking, shop.at(0, "10:00"), names[1]))
    finishes = shop.race("one booking moved by 16", calls)
    assert codes(finishes) == {None: 16}
    assert_moved_or_as_before(shop, before, calls, finishes)
    # It stays with whoever has it: first the one, and from the move to the other on the other.
    to_the_other = finishes[7].answer["version"]
    for finish in finishes:
        lead = names[finish.answer["version"] >= to_the_other]
        assert finish.answer["resource_id"] == shop.resource_id(lead)


def test_seats_are_moved_while_others_are_taken_and_left(arena: Arena, shop: Shop) -> None:
    chairs = shop.resources(1, seats=3)
    lengths = (15, 30, 60, 60, 90, 120, 60, 60, 60)
    starts = (0, 0, 0, 30, 60, 120, 90, 180, 240)
    services = {minutes: shop.service(chairs, minutes=minutes) for minutes in set(lengths)}

    def sometime(day: int) -> str:
        return shop.at(day, clock(arena.random.randrange(20) * 15))

    for day in range(2):
        ids = [
            shop.book(services[minutes], shop.at(day, clock(start)))
            for minutes, start in zip(lengths, starts, strict=True)
        ]
        calls = [
            *(shop.move(booking, sometime(day)) for booking in ids + ids[:5]),
            *(shop.cancel(booking) for booking in ids[5:8]),
            *(
                shop.create(services[arena.random.choice(lengths)], sometime(day))
                for _ in range(30)
            ),
        ]
        arena.random.shuffle(calls)
        shop.race("seats moved, taken, left, 47 clients", calls, {"KC001", "KC002"})


def test_visits_with_rooms_are_moved_to_anyone(arena: Arena, shop: Shop) -> None:
    names = shop.resources(5)
    service = shop.service(names, shop.resources(3, "room"))
    plain = shop.service(names)
    ids = [shop.book(service, shop.at(0, clock(hour * 60))) for hour in range(8)]
    calls = [
        *(
            shop.move(booking, shop.at(0, clock(arena.random.randrange(14) * 30)))
            for booking in ids * 2
        ),
        *(
            shop.create(
                arena.random.choice([service, plain]),
                shop.at(0, clock(arena.random.randrange(14) * 30)),
            )
            for _ in range(24)
        ),
    ]
    before = {booking: shop.state(booking) for booking in ids}
    finishes = shop.race("rooms and anyone moved, 40 clients", calls)
    assert_moved_or_as_before(shop, before, calls, finishes)


# Holds.


@crowds
def test_a_lapsed_hold_gives_way_to_one(shop: Shop, clients: int) -> None:
    service = shop.service(shop.resources(1), price_minor=1000, pay_online=True)
    for day in range(2):
        hold = shop.book(service, shop.at(day, "10:00"))
        shop.lapse(hold)
        calls = [
            # Some want to begin when the hold does, some in the middle of it.
            shop.create(service, shop.at(day, clock(60 + client % 2 * day * 15)))
            for client in range(clients)
        ]
        finishes = shop.race(f"a lapsed hold, {clients} clients", calls)
        assert len(won(finishes)) == 1
        assert shop.state(hold)[0] == "expired"
        assert shop.events(hold, "expired") == 1


@crowds
def test_each_part_of_a_lapsed_hold_is_wanted_by_others(shop: Shop, clients: int) -> None:
    x, y, z = shop.resources(3)
    terms: dict[str, Any] = {"price_minor": 1000, "pay_online": True}
    held = [shop.service([x], [y], **terms), shop.service([y], [x], [z], **terms)]
    wanted = [
        *held,
        shop.service([x], **terms),
        shop.service([y], **terms),
        shop.service([z], **terms),
        shop.service([z], [x], **terms),
        shop.service([z], [y], **terms),
    ]
    for day in range(4):
        hold = shop.book(held[day % 2], shop.at(day, "10:00"))
        shop.lapse(hold)
        calls = [
            shop.create(
                wanted[client % len(wanted)], shop.at(day, clock(60 + client // 7 % 2 * 30))
            )
            for client in range(clients)
        ]
        finishes = shop.race(f"parts of a lapsed hold, {clients} clients", calls)
        shop.assert_refusals_stand(calls, finishes)
        assert shop.state(hold)[0] == "expired"
        assert shop.events(hold, "expired") == 1


def test_several_lapsed_holds_in_one_span(arena: Arena, shop: Shop) -> None:
    chairs = shop.resources(1, seats=3)
    terms: dict[str, Any] = {"price_minor": 1000, "pay_online": True}
    short, long = (shop.service(chairs, minutes=minutes, **terms) for minutes in (30, 120))
    for day in range(2):
        holds = [shop.book(short, shop.at(day, clock(slot // 3 * 30))) for slot in range(12)]
        shop.lapse(*holds)
        calls = [
            shop.create(arena.random.choice([short, long]), shop.at(day, clock(client % 4 * 30)))
            for client in range(50)
        ]
        finishes = shop.race("12 lapsed holds, 3 seats, 50 clients", calls)
        shop.assert_refusals_stand(calls, finishes)
        assert {shop.events(hold, "expired") for hold in holds} <= {0, 1}


@pytest.mark.parametrize("seconds", [-1, 0.02])
def test_a_hold_is_paid_for_or_left_as_it_lapses(arena: Arena, shop: Shop, seconds: float) -> None:
    """Confirmed, cancelled, expired or somebody else's: one of these, for all of it."""
    names = shop.resources(2)
    terms: dict[str, Any] = {"price_minor": 1000, "pay_online": True}
    service = shop.service(names[:1], names[1:], **terms)
    others = [service, shop.service(names[:1], **terms), shop.service(names[1:], **terms)]
    for day in range(6):
        hold = shop.book(service, shop.at(day, "10:00"))
        calls = [
            shop.confirm(hold),
            shop.confirm(hold),
            *([shop.cancel(hold)] if day % 2 else []),
            *(shop.create(others[client % 3], shop.at(day, "10:00")) for client in range(10)),
        ]
        arena.random.shuffle(calls)
        shop.lapse(hold, seconds=seconds)
        finishes = shop.race(
            f"hold {'lapsed' if seconds < 0 else 'about to lapse'}, {len(calls)} clients",
            calls,
            {"KC001", "KC002", "KC003"},
        )
        status = shop.state(hold)[0]
        by_function = {
            function: [
                finish
                for call, finish in zip(calls, finishes, strict=True)
                if call.function == function
            ]
            for function in ("create_booking", "confirm_booking", "cancel_booking")
        }
        assert len(won(by_function["confirm_booking"])) <= 1
        assert shop.events(hold, "expired") == (status == "expired")
        assert shop.events(hold, "confirmed") == len(won(by_function["confirm_booking"]))
        if status in ("held", "confirmed"):
            assert won(by_function["create_booking"]) == []
        elif seconds < 0:
            assert won(by_function["create_booking"]) != []


# Sent twice.


def test_one_key_makes_one_booking(shop: Shop) -> None:
    service = shop.service(shop.resources(4))
    call = shop.create(service, shop.at(0, "10:00")).saying(idempotency_key="k", request_hash="h")
    finishes = shop.race("one key, 16 clients", [call] * 16)
    assert codes(finishes) == {None: 16}
    assert len({str(finish.answer) for finish in finishes}) == 1
    replayed = [finish for finish in finishes if "Idempotent-Replayed" in finish.headers]
    assert len(replayed) == 15
    assert shop.living() == 1


def test_one_key_with_two_bodies(shop: Shop) -> None:
    service = shop.service(shop.resources(4))
    for day in range(2):
        bodies = [
            shop.create(service, shop.at(day, start), customer="ann").saying(
                idempotency_key=f"k{day}", request_hash=start
            )
            for start in ("10:00", "11:00")
        ]
        finishes = shop.race("one key, two bodies, 16 clients", bodies * 8, {"KV003"})
        assert codes(finishes) == {None: 8, "KV003": 8}
        assert len({booking["id"] for booking in won(finishes)}) == 1
        assert shop.living() == day + 1


def test_one_key_for_a_move_and_for_a_cancellation(shop: Shop) -> None:
    service = shop.service(shop.resources(1))
    booking = shop.book(service, shop.at(0, "10:00"))
    for change, version in (
        (shop.move(booking, shop.at(0, "10:30")), 2),
        (shop.cancel(booking), 3),
    ):
        call = change.saying(idempotency_key=change.function, request_hash="h")
        finishes = shop.race("one key for a change, 16 clients", [call] * 16)
        assert [finish.answer["version"] for finish in finishes] == [version] * 16


# Limits.


def test_a_customer_holds_no_more_than_may_be(shop: Shop) -> None:
    service = shop.service(shop.resources(16), price_minor=1000, pay_online=True)
    calls = [shop.create(service, shop.at(0, "10:00"), customer="ann") for _ in range(16)]
    finishes = shop.race("3 live holds, 16 clients", calls, {"KL001"})
    assert codes(finishes) == {None: 3, "KL001": 13}


def test_a_customer_has_no_more_a_day_than_may_be(shop: Shop) -> None:
    shop.set("tenants", "max_per_customer_per_day", 2, "tenant_id", shop.tenant_id)
    service = shop.service(shop.resources(16))
    calls = [
        shop.create(service, shop.at(client % 2, "10:00"), customer="ann") for client in range(16)
    ]
    finishes = shop.race("2 a day and customer, 16 clients", calls, {"KV015"})
    assert codes(finishes) == {None: 4, "KV015": 12}


def test_a_lead_has_no_more_a_day_than_may_be(shop: Shop) -> None:
    (name,) = shop.resources(1)
    shop.set("resources", "max_per_day", 3, "name", name)
    service = shop.service([name], minutes=15)
    calls = [shop.create(service, shop.at(0, clock(client * 15))) for client in range(16)]
    finishes = shop.race("3 a day and lead, 16 clients", calls, {"KV013"})
    assert codes(finishes) == {None: 3, "KV013": 13}


def test_a_service_has_no_more_a_day_than_may_be(shop: Shop) -> None:
    names = shop.resources(16)
    service = shop.service(names, max_per_day=5)
    calls = [
        shop.create(service, shop.at(0, "10:00"), name if number % 2 else None)
        for number, name in enumerate(names)
    ]
    finishes = shop.race("5 a day and service, 16 clients", calls, {"KV013", "KC001"})
    assert len(won(finishes)) == 5


# Series.


MODES = ["all_or_nothing", "skip_conflicts", "propose_alternatives"]
modes = pytest.mark.parametrize("mode", MODES)
companies = pytest.mark.parametrize("clients", [8, 16])


def assert_series_are_whole(shop: Shop, calls: list[Call], finishes: list[Finish]) -> None:
    """See that of each series there is as much as was answered, in its mode; of others nothing."""
    for call, finish in zip(calls, finishes, strict=True):
        asked = call.arguments["local_starts"].count(":00:00") if call.arguments else 0
        if finish.code is None:
            made, skipped = finish.answer["bookings"], finish.answer["skipped"]
            assert len(made) + len(skipped) == asked
            assert made
            assert call.arguments["mode"] != "all_or_nothing" or not skipped
        else:
            assert finish.detail["conflicts"]
    assert shop.living() == sum(len(series["bookings"]) for series in won(finishes))


@modes
@companies
def test_series_cross_in_the_calendar_of_one_lead(shop: Shop, clients: int, mode: str) -> None:
    """They begin on different days and meet on others, an hour or half an hour apart."""
    leads_ = shop.resources(1)
    long, short = shop.service(leads_, minutes=90), shop.service(leads_, minutes=60)
    calls = [
        shop.series(
            short if client % 2 else long,
            range(client % 4, client % 4 + 6),
            f"{10 + client % 3}:00",
            mode,
            leads_[0],
        )
        for client in range(clients)
    ]
    finishes = shop.race(f"series, one lead, {mode}", calls, {"KC040"})
    assert_series_are_whole(shop, calls, finishes)
    shop.assert_refusals_stand(calls, finishes)


@modes
@companies
def test_series_want_lead_and_room_in_opposite_order(shop: Shop, clients: int, mode: str) -> None:
    one, two = shop.resources(2)
    services = [shop.service([one], [two]), shop.service([two], [one])]
    calls = [
        shop.series(services[client % 2], range(client % 3, client % 3 + 5), "10:00", mode)
        for client in range(clients)
    ]
    finishes = shop.race(f"series, crosswise, {mode}", calls, {"KC040"})
    assert_series_are_whole(shop, calls, finishes)
    shop.assert_refusals_stand(calls, finishes)


@modes
@companies
def test_series_with_anyone_beside_single_visits(shop: Shop, clients: int, mode: str) -> None:
    service = shop.service(shop.resources(3))
    calls = [
        shop.series(service, range(client % 3, client % 3 + 5), f"{10 + client % 2}:00", mode)
        for client in range(clients)
    ]
    singles = [shop.create(service, shop.at(day, "11:00")) for day in range(7)]
    finishes = shop.race(f"series, anyone, {mode}", calls + singles, {"KC040", "KC001"})
    made = len(won(finishes[clients:]))
    assert shop.living() == made + sum(len(each["bookings"]) for each in won(finishes[:clients]))
    for call, finish in zip(calls, finishes, strict=False):
        if finish.code is None and mode == "all_or_nothing":
            assert len(finish.answer["bookings"]) == 5, call


@companies
def test_series_fill_classes(shop: Shop, clients: int) -> None:
    service = shop.service(shop.resources(1), capacity=3)
    calls = [
        shop.series(service, range(client % 2, client % 2 + 4), "10:00", MODES[client % 3])
        for client in range(clients)
    ]
    finishes = shop.race("series of classes", calls, {"KC040"})
    assert_series_are_whole(shop, calls, finishes)


@pytest.mark.parametrize("parts", [0, 1])
@companies
def test_series_move_towards_one_another(shop: Shop, clients: int, parts: int) -> None:
    """Two and two go for the same day from both sides, while new ones are made where they were."""
    names, rooms = shop.resources(1), shop.resources(2, "room")
    service = shop.service(names, *([rooms] if parts else []))
    made = []
    for number in range(clients // 2):
        clock_ = f"{9 + number // 2 % 4 * 2:02}:00"
        day = 1 + number % 2 * 6 + number // 8 * 14
        finish = shop.arena.alone(shop.series(service, range(day, day + 5), clock_))
        assert finish.code is None, finish
        made.append((finish.answer["id"], day, clock_))
    calls = [
        shop.move_series(
            series_id,
            shop.at(day + (-1 if number % 2 else 1), clock_),
            MODES[number % 3],
        )
        for number, (series_id, day, clock_) in enumerate(made)
    ]
    calls += [
        shop.series(service, range(day, day + 5), clock_, "skip_conflicts")
        for _, day, clock_ in made
    ]
    finishes = shop.race("series move", calls, {"KC040"})
    moved, new = finishes[: len(made)], finishes[len(made) :]
    assert won(moved)
    fresh = sum(len(series["bookings"]) for series in won(new))
    assert shop.living() == 5 * len(made) + fresh


def test_series_of_lapsed_holds_are_cancelled_while_others_take_their_times(shop: Shop) -> None:
    names = shop.resources(1)
    paid = shop.service(names, price_minor=1000, pay_online=True)
    free = shop.service(names)
    series = [
        shop.arena.alone(shop.series(paid, range(5), f"{hour}:00", resource=names[0])).answer
        for hour in (10, 12, 14)
    ]
    shop.lapse(*(each["id"] for one in series for each in one["bookings"]), seconds=0.01)
    calls = [shop.cancel_series(one["id"]) for one in series]
    calls += [shop.series(free, range(5), f"{hour}:00") for hour in (10, 12, 14, 10, 12, 14)]
    finishes = shop.race("series of lapsed holds", calls, {"KC040", "KC041", "KC002"})
    assert len(won(finishes[3:])) == 3


def test_looking_at_series_leaves_nothing_and_stops_nobody(shop: Shop) -> None:
    service = shop.service(shop.resources(1))
    calls = [shop.series(service, range(6), "10:00")._replace(function="preview_series")] * 15
    finishes = shop.race("previews", [*calls, shop.series(service, range(6), "10:00")])
    assert codes(finishes) == {None: 16}
    assert shop.living() == 6


# Working time.


def test_time_off_and_bookings_keep_apart(arena: Arena, shop: Shop) -> None:
    (name, *rooms) = shop.resources(3)
    service = shop.service([name], rooms)
    plain = shop.service([name])
    calls = []
    for day in range(4):
        calls += [
            *(
                shop.create((service, plain)[slot % 2], shop.at(day, clock(slot * 45)))
                for slot in range(8)
            ),
            *(
                Call(
                    "create_time_off",
                    shop.owner,
                    {
                        "resource_id": shop.resource_id(who),
                        "starts_at": shop.at(day, "10:00"),
                        "ends_at": shop.at(day, "12:00"),
                    },
                )
                for who in (name, rooms[0])
            ),
        ]
    arena.random.shuffle(calls)
    finishes = shop.race("time off and bookings, 40 clients", calls, {"KC001", "KC030", "KV012"})
    shop.assert_refusals_stand(calls, finishes)


# The tests themselves.


@pytest.fixture
def elsewhere(database: str) -> Iterator[Shop]:
    """A business in a database of its own, which a test may spoil."""
    arena = Arena(database, clients=16)
    yield arena.shop()
    arena.close()


def test_a_double_booking_would_be_seen(elsewhere: Shop) -> None:
    service = elsewhere.service(elsewhere.resources(1))
    elsewhere.arena.dba.execute(LAWLESS.encode() + LOOK_THEN_WRITE.encode())
    for day in range(2):
        calls = [
            elsewhere.create(service, elsewhere.at(day, clock(client % 2 * 30)))
            for client in range(16)
        ]
        elsewhere.arena.start("look, then write", calls)
    assert elsewhere.living() > 3
    with pytest.raises(AssertionError, match="A seat is taken by one visit"):
        elsewhere.race("look, then write", calls)
