"""What becomes free is never anybody's in between, goes to whoever comes first, and to one only."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from conftest import Databases
from live import serving
from racing import Arena, Call, Finish, Shop, codes, won

from app.dsn import as_user

INVARIANTS = Path(__file__).with_name("waitlist.sql").read_text()

# Whoever is refused here was told so for one of these reasons.
REFUSALS = {"KC001", "KC002", "KC003", "KC050", "KC051", "KC052"}

crowds = pytest.mark.parametrize("clients", [8, 16, 50])


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


def race(shop: Shop, pattern: str, calls: list[Call]) -> list[Finish]:
    """Race, then sweep once, and see that the waitlist is as it must be."""
    shop.arena.random.shuffle(calls)
    finishes = shop.race(pattern, calls, REFUSALS)
    assert shop.arena.alone(shop.sweep()).code is None
    broken = list(shop.arena.dba.execute(INVARIANTS.encode(), {"tenant_id": shop.tenant_id}))
    assert broken == []
    return finishes


def statuses(shop: Shop) -> dict[str, str]:
    """What has become of every entry, by its id, in the order in which they came."""
    rows = shop.arena.dba.execute(
        "select entry_id::text, status from data.waitlist where tenant_id = %s order by entry_id",
        (shop.tenant_id,),
    )
    return dict(rows.fetchall())


def offers(shop: Shop) -> dict[str, str]:
    """The bookings that are on offer, by the entries that they are offered to."""
    rows = shop.arena.dba.execute(
        "select entry_id::text, booking_id::text from data.waitlist"
        " where tenant_id = %s and status = 'offered' order by entry_id",
        (shop.tenant_id,),
    )
    return dict(rows.fetchall())


def lapse(shop: Shop) -> None:
    """Let every hold run out; its slot is kept for the sweep."""
    shop.arena.one("select given.lapse(%s)", shop.slug)


# Races.


@crowds
def test_one_slot_goes_to_whoever_came_first(shop: Shop, clients: int) -> None:
    """While others try to book it, to join, and to sweep. Who waits needs a room besides, so that
    an offer has more calendars to lock than the booking that makes way for it."""
    leads = shop.resources(1)
    service = shop.service(leads, minutes=480)
    roomy = shop.service(leads, shop.resources(2, "room"), minutes=480)
    for day in range(4):
        booking = shop.book(service, shop.at(day, "09:00"))
        entries = [shop.wait(roomy, day) for _ in range(5)]
        calls = [shop.cancel(booking), shop.sweep()]
        calls += [shop.create(service, shop.at(day, "09:00")) for _ in range(clients // 2)]
        calls += [shop.join(service, day) for _ in range(clients // 2 - 2)]
        finishes = race(shop, f"one slot is freed, {clients} clients", calls)
        assert list(offers(shop))[-1] == entries[0]
        assert codes(finishes)["KC001"] == clients // 2


@crowds
@pytest.mark.parametrize("somebody_waits", [False, True], ids=["nobody waits", "somebody waits"])
def test_nobody_begins_to_wait_while_a_slot_is_freed_unseen(
    shop: Shop, clients: int, somebody_waits: bool
) -> None:
    """Whoever joins at the moment of a cancellation is offered the slot, or told that it is free:
    somebody gets it. Also if others wait for something else."""
    service, other = (
        shop.service(shop.resources(1, kind), minutes=480) for kind in ("staff", "room")
    )
    for day in range(6):
        booking = shop.book(service, shop.at(day, "09:00"))
        if somebody_waits:
            shop.book(other, shop.at(day, "09:00"))
            shop.wait(other, day)
        calls = [shop.cancel(booking), *(shop.join(service, day) for _ in range(clients - 1))]
        finishes = race(shop, f"joining and cancelling, {clients} clients", calls)
        entries = {answer["id"] for answer in won(finishes) if "joined_at" in answer}
        assert len(entries & offers(shop).keys()) == (1 if entries else 0)
        if not entries:
            shop.book(service, shop.at(day, "09:00"))


@crowds
def test_an_offer_is_accepted_declined_or_lapses_once(shop: Shop, clients: int) -> None:
    service = shop.service(shop.resources(1), minutes=480)
    for day in range(3):
        booking = shop.book(service, shop.at(day, "09:00"))
        first, second = (shop.wait(service, day) for _ in range(2))
        assert shop.arena.alone(shop.cancel(booking)).code is None
        offered = offers(shop)[first]
        if day == 1:
            lapse(shop)
        kinds = [
            shop.answer("accept_offer", first),
            shop.answer("decline_offer", first),
            shop.answer("leave_waitlist", first),
            shop.confirm(offered),
            shop.cancel(offered),
            shop.sweep(),
            shop.create(service, shop.at(day, "09:00")),
            shop.answer("leave_waitlist", second),
        ]
        race(shop, f"all answers at once, {clients} clients", (kinds * 7)[:clients])
        state = statuses(shop)
        assert state[first] in {"accepted", "declined", "lapsed", "left", "ended"}
        told = shop.arena.dba.execute(
            "select count(*) from data.events where tenant_id = %s and subject_id = %s"
            " and type in ('waitlist.accepted', 'waitlist.declined', 'waitlist.lapsed',"
            " 'waitlist.left', 'waitlist.ended')",
            (shop.tenant_id, first),
        ).fetchone()
        assert told == (1,)


@crowds
def test_a_lapsed_offer_is_handed_on_however_many_sweep(shop: Shop, clients: int) -> None:
    service = shop.service(shop.resources(1), minutes=480)
    booking = shop.book(service, shop.at(0, "09:00"))
    entries = [shop.wait(service, 0) for _ in range(4)]
    assert shop.arena.alone(shop.cancel(booking)).code is None
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        assert list(offers(shop)) == [entry]
        lapse(shop)
        calls = [shop.sweep() for _ in range(clients - 4)]
        if following:
            # Where nobody waits any more it is anybody's.
            calls += [shop.create(service, shop.at(0, "09:00")) for _ in range(3)]
        finishes = race(shop, f"sweeps, {clients} clients", [*calls, shop.sweep()])
        assert list(offers(shop)) == ([following] if following else [])
        assert codes(finishes)["KC001"] == (3 if following else 0)
    assert set(statuses(shop).values()) == {"lapsed"}


def plan(shop: Shop) -> list[str]:
    """Services that share staff, rooms and chairs, so that whoever frees one frees others."""
    names = shop.resources(6)
    rooms = shop.resources(2, "room")
    chairs = shop.resources(1, "table", seats=3)
    return [
        shop.service(names, minutes=120),
        shop.service(names[:3], rooms, minutes=120),
        shop.service(names[::-1], chairs, minutes=60),
        shop.service(chairs, minutes=90),
        shop.service(rooms, minutes=60, capacity=4),
        shop.service(names, minutes=120, price_minor=1000, pay_online=True),
        shop.service(names[2:], minutes=60, max_per_day=4),
    ]


@pytest.mark.parametrize("clients", [8, 16, 50])
def test_everything_at_once(arena: Arena, shop: Shop, clients: int) -> None:
    services = plan(shop)
    rand = arena.random

    def start(day: int) -> str:
        return shop.at(day, f"{rand.randrange(9, 16):02}:{rand.choice((0, 30)):02}")

    for day in range(4):
        # Fill the day.
        for _ in range(70):
            arena.alone(shop.create(rand.choice(services), start(day)))
        for _ in range(12):
            arena.alone(shop.join(rand.choice(services), day, f"c{rand.randrange(9)}"))
        rows = arena.dba.execute(
            "select booking_id::text, status from data.bookings where tenant_id = %s"
            " and status in ('held', 'confirmed')",
            (shop.tenant_id,),
        ).fetchall()
        ids = [booking for booking, _ in rows]
        entries = list(offers(shop)) or list(statuses(shop))
        for _ in range(2):
            if day % 2:
                lapse(shop)
            choices = [
                lambda: shop.cancel(rand.choice(ids)),
                lambda: shop.move(rand.choice(ids), start(day)),
                lambda: shop.join(rand.choice(services), day, f"c{rand.randrange(20)}"),
                lambda: shop.create(rand.choice(services), start(day)),
                lambda: shop.answer("accept_offer", rand.choice(entries)),
                lambda: shop.answer("decline_offer", rand.choice(entries)),
                shop.sweep,
                lambda: shop.answer("leave_waitlist", rand.choice(entries)),
            ]
            calls = [choices[client % len(choices)]() for client in range(clients)]
            shop.arena.random.shuffle(calls)
            finishes = shop.race(
                f"everything, {clients} clients", calls, REFUSALS | {"KL001", "KV012", "KV013"}
            )
            assert won(finishes)
            assert arena.alone(shop.sweep()).code is None
            entries = list(statuses(shop))
            broken = arena.dba.execute(INVARIANTS.encode(), {"tenant_id": shop.tenant_id})
            assert list(broken) == []
