"""Who works in two businesses is one person: two who want them at the same moment, one in each,
race for the same time, and one gets it."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise

import psycopg
import pytest
from conftest import Databases
from racing import Arena, Call, Finish, Shop, codes, run, won
from waiting import until

from app.dsn import as_user

crowds = pytest.mark.parametrize("clients", [16, 50])

# What no exclusion constraint stops, because it is gone.
LAWLESS = "alter table data.engagements drop constraint engagements_no_overlap"
LOOK_THEN_WRITE = """
create or replace function private.tg_allocations_person() returns trigger
    language plpgsql set search_path = ''
as $$
begin
    if exists (
        select from data.engagements
        where person_id = new.person_id and starts_at < new.ends_at and ends_at > new.starts_at
            and resource_id <> new.resource_id
    ) then
        raise exception using errcode = 'KC001';
    end if;

    perform pg_sleep(0.005);
    insert into data.engagements (
        tenant_id, booking_id, resource_id, place, person_id, starts_at, ends_at
    )
    values (
        new.tenant_id, new.booking_id, new.resource_id, new.place, new.person_id,
        new.starts_at, new.ends_at
    );
    return null;
end;
$$;
"""


@pytest.fixture(scope="module")
def arena(databases: Databases, vocabulary: str) -> Iterator[Arena]:
    url = databases.create(vocabulary)
    arena = Arena(url)
    yield arena
    print("\n" + arena.report())  # noqa: T201  # What the races took, for whoever asks with -s.
    arena.close()
    databases.drop(url)


@pytest.fixture
def shops(arena: Arena) -> tuple[Shop, Shop]:
    return arena.shop(), arena.shop()


def share(shops: Sequence[Shop], count: int = 1) -> list[list[str]]:
    """People who work in all of these businesses; their names in each, in opposite orders."""
    names = [shop.resources(count) for shop in shops]
    for number in range(count):
        arena = shops[0].arena
        person = arena.one(
            "insert into data.users (email, name) values (%s, 'P') returning user_id",
            f"p{number}@{shops[0].slug}.test",
        )
        for shop, mine in zip(shops, names, strict=True):
            arena.dba.execute(
                "insert into data.members (tenant_id, user_id, role) values (%s, %s, 'staff')",
                (shop.tenant_id, person),
            )
            name = mine[number if shop is shops[0] else count - 1 - number]
            shop.set("resources", "user_id", person, "name", name)
    return [names[0], *(list(reversed(mine)) for mine in names[1:])]


def crossed(*calls: Sequence[Call]) -> list[Call]:
    return [call for both in zip(*calls, strict=True) for call in both]


def spans(finishes: Sequence[Finish], lead: str | None = None) -> list[tuple[datetime, datetime]]:
    return sorted(
        (datetime.fromisoformat(each["starts_at"]), datetime.fromisoformat(each["ends_at"]))
        for each in won(finishes)
        if lead in (None, each["resource_id"])
    )


def assert_apart(finishes: Sequence[Finish]) -> None:
    """See by arithmetic that nobody is in two places: all of these are visits to one person."""
    taken = spans(finishes)
    for (_, ends_at), (starts_at, _) in pairwise(taken):
        assert ends_at <= starts_at


def assert_whole(arena: Arena) -> None:
    rows = arena.dba.execute("select invariant, detail from private.violations()").fetchall()
    assert rows == []


@crowds
def test_one_time_in_two_businesses_has_one_winner(
    arena: Arena, shops: tuple[Shop, Shop], clients: int
) -> None:
    leads = share(shops)
    services = [shop.service(names) for shop, names in zip(shops, leads, strict=True)]
    winners = set()
    for day in range(2):
        calls = crossed(
            *(
                [shop.create(service, shop.at(day, "10:00")) for _ in range(clients // 2)]
                for shop, service in zip(shops, services, strict=True)
            )
        )
        finishes = shops[0].race(f"one time of a person, {clients} clients", calls)
        assert codes(finishes) == {None: 1, "KC001": clients - 1}
        winners |= {finish.answer["resource_id"] for finish in finishes if finish.code is None}
        for finish in finishes:
            assert finish.code is None or finish.detail["alternatives"]
            assert finish.code is None or {
                reason["code"] for reason in finish.detail["reasons"]
            } <= {"booked"}
    assert_whole(arena)


@crowds
def test_overlapping_times_in_two_businesses(
    arena: Arena, shops: tuple[Shop, Shop], clients: int
) -> None:
    leads = share(shops)
    services = [
        shop.service(names, minutes=minutes)
        for shop, names, minutes in zip(shops, leads, (60, 45), strict=True)
    ]
    for day in range(2):
        calls = crossed(
            *(
                [
                    shop.create(service, shop.at(day, f"{9 + n % 6:02}:{n % 2 * 30:02}"))
                    for n in range(clients // 2)
                ]
                for shop, service in zip(shops, services, strict=True)
            )
        )
        finishes = shops[0].race(f"overlapping times of a person, {clients} clients", calls)
        assert_apart(finishes)
        shops[0].assert_refusals_stand(calls, finishes)
    assert_whole(arena)


@crowds
def test_two_people_crosswise_in_two_businesses(
    arena: Arena, shops: tuple[Shop, Shop], clients: int
) -> None:
    """Each visit needs both: one leads and the other helps, and their ids sort the other way."""
    (ann, ben), (ann_too, ben_too) = share(shops, 2)
    services = [
        shops[0].service([ann], [ben]),
        shops[0].service([ben], [ann]),
        shops[1].service([ann_too], [ben_too]),
        shops[1].service([ben_too], [ann_too]),
    ]
    for day in range(2):
        calls = crossed(
            *(
                [
                    shops[n // 2].create(service, shops[n // 2].at(day, "10:00"))
                    for _ in range(clients // 4)
                ]
                for n, service in enumerate(services)
            )
        )
        finishes = shops[0].race(f"two people crosswise, {clients} clients", calls)
        assert codes(finishes) == {None: 1, "KC001": len(calls) - 1}
    assert_whole(arena)


def test_bookings_move_towards_one_another(arena: Arena, shops: tuple[Shop, Shop]) -> None:
    leads = share(shops)
    services = [shop.service(names) for shop, names in zip(shops, leads, strict=True)]
    for day in range(2):
        ids = [
            shop.book(service, shop.at(day, clock))
            for shop, service, clock in zip(shops, services, ("10:00", "11:00"), strict=True)
        ]
        calls = crossed(
            *(
                [shop.move(booking_id, shop.at(day, clock)) for clock in (wanted, "13:00", "13:30")]
                for shop, booking_id, wanted in zip(shops, ids, ("11:00", "10:00"), strict=True)
            )
        )
        shops[0].race("moves towards one another", calls)
    assert_whole(arena)


def test_series_beside_single_visits_and_moves(arena: Arena, shops: tuple[Shop, Shop]) -> None:
    leads = share(shops, 2)
    services = [shop.service(names) for shop, names in zip(shops, leads, strict=True)]
    days = [[0, 1, 2, 3], [2, 3, 4, 5]]
    calls = crossed(
        *(
            [
                call
                for n in range(6)
                for call in (
                    shop.series(
                        service, when, ("10:00", "10:30")[n % 2], "skip_conflicts", names[n % 2]
                    ),
                    shop.create(service, shop.at(n, "10:30"), names[n % 2]),
                )
            ]
            for shop, service, names, when in zip(shops, services, leads, days, strict=True)
        )
    )
    shops[0].race("series of people", calls, ("KC001", "KC040"))
    assert_whole(arena)


@crowds
def test_a_lapsed_hold_of_the_other_business_gives_way(
    arena: Arena, shops: tuple[Shop, Shop], clients: int
) -> None:
    leads = share(shops)
    held = shops[0].service(leads[0], minutes=30, price_minor=1000, pay_online=True)
    wanted = shops[1].service(leads[1], minutes=90)
    for day in range(2):
        holds = [
            shops[0].book(held, shops[0].at(day, clock)) for clock in ("10:00", "10:30", "11:00")
        ]
        with arena.dba.transaction():
            arena.dba.execute(
                "update data.bookings set lapses_at = now() - interval '1 second'"
                " where booking_id = any(%s::uuid[])",
                (holds,),
            )
            shops[0].lapse(*holds)
        calls = [shops[1].create(wanted, shops[1].at(day, "10:00")) for _ in range(clients // 2)]
        calls += [shops[0].sweep() for _ in range(2)]
        calls += [shops[0].create(held, shops[0].at(day, "10:30")) for _ in range(clients // 2 - 2)]
        finishes = shops[0].race(f"a lapsed hold elsewhere, {clients} clients", calls)
        assert len([each for each in won(finishes) if each]) == 1
    assert_whole(arena)


def test_what_is_cancelled_is_free_in_the_other_business(
    arena: Arena, shops: tuple[Shop, Shop]
) -> None:
    leads = share(shops)
    services = [shop.service(names) for shop, names in zip(shops, leads, strict=True)]

    def free() -> object:
        start = datetime.fromisoformat(shops[1].at(0, "00:00"))
        return arena.alone(
            Call(
                "get_availability",
                shops[1].guest,
                {
                    "service_id": services[1],
                    "from": f"{start + timedelta(hours=12):%Y-%m-%d}",
                    "to": f"{start + timedelta(hours=12):%Y-%m-%d}",
                },
            )
        ).answer["slots"]

    before = free()
    booking_id = shops[0].book(services[0], shops[0].at(0, "10:00"))
    assert free() != before
    assert arena.alone(shops[0].cancel(booking_id)).code is None
    assert free() == before


def test_somebody_becomes_one_person_while_both_calendars_are_booked(
    arena: Arena, shops: tuple[Shop, Shop]
) -> None:
    """No booking escapes: from the moment they are one person on, nothing overlaps."""
    names = [shop.resources(1) for shop in shops]
    services = [shop.service(mine) for shop, mine in zip(shops, names, strict=True)]
    person = arena.one("select given.member(%s, 'Pat', 'staff')", shops[0].slug)
    arena.dba.execute(
        "insert into data.members (tenant_id, user_id, role) values (%s, %s, 'staff')",
        (shops[1].tenant_id, person),
    )
    calls = [
        Call(
            "update_resource",
            shop.owner,
            {"resource_id": shop.resource_id(mine[0]), "user_id": str(person)},
        )
        for shop, mine in zip(shops, names, strict=True)
    ]
    calls += crossed(
        *(
            [shop.create(service, shop.at(n % 5, "10:00")) for n in range(20)]
            for shop, service in zip(shops, services, strict=True)
        )
    )
    shops[0].race("becoming one person", calls)
    assert_whole(arena)
    assert arena.one("select count(*) from data.resources where person_id = %s", person) == 2
    again = crossed(
        *(
            [shop.create(service, shop.at(n % 5, "10:15")) for n in range(10)]
            for shop, service in zip(shops, services, strict=True)
        )
    )
    finishes = shops[0].race("one person by now", again)
    assert codes(finishes) == {"KC001": len(again)}


def meet(arena: Arena, resource_id: str, *calls: Call) -> list[Finish]:
    """Let each begin once the one before waits, the first for a row that somebody has.

    So they meet where each has taken what it takes first.
    """
    waiting = (
        "select count(*)::integer from pg_stat_activity"
        " where wait_event_type = 'Lock' and datname = current_database()"
    )
    begun: list[Future[Finish]] = []
    with psycopg.connect(arena.url) as holder, ThreadPoolExecutor(len(calls)) as threads:
        holder.execute(
            "select from data.resources where resource_id = %s for update", [resource_id]
        )
        for call in calls:
            client = psycopg.connect(as_user(arena.url, "holdfast_web"), autocommit=True)
            begun.append(threads.submit(run, client, call))
            until(lambda: arena.one(waiting) == len(begun))
        holder.rollback()
        finishes = [each.result(20) for each in begun]
    assert sum(finish.deadlocks for finish in finishes) == 0, "a deadlock"
    return finishes


def employ(arena: Arena, *shops: Shop) -> str:
    """Somebody who works in each of these businesses, and has no calendar yet."""
    person = str(arena.one("select given.member(%s, 'Pat', 'staff')", shops[0].slug))
    for shop in shops[1:]:
        arena.dba.execute(
            "insert into data.members (tenant_id, user_id, role) values (%s, %s, 'staff')",
            (shop.tenant_id, person),
        )
    return person


@pytest.mark.parametrize("successor", [False, True], ids=["leaves", "hands over"])
def test_somebody_is_let_go_while_another_business_gives_them_a_calendar(
    arena: Arena, shops: tuple[Shop, Shop], successor: bool
) -> None:
    person = employ(arena, *shops)
    (first, *others), (second,) = shops[0].resources(3), shops[1].resources(1)
    shops[0].book(shops[0].service([first, *others]), shops[0].at(0, "10:00"), others[0])
    own = shops[0].resource_id(others[0] if successor else first)
    shops[0].set("resources", "user_id", person, "resource_id", own)
    let_go = Call("delete_member", shops[0].owner, {"user_id": person})
    if successor:  # To somebody whose calendar sorts before theirs.
        hand_over = {"user_id": person, "hand_over_to": shops[0].resource_id(first)}
        let_go = Call("off_board_member", shops[0].owner, hand_over)

    finishes = meet(
        arena,
        own,
        let_go,
        Call(
            "update_resource",
            shops[1].owner,
            {"resource_id": shops[1].resource_id(second), "user_id": person},
        ),
    )

    assert codes(finishes) == {None: 2}
    assert arena.one("select count(*) from data.resources where user_id = %s", person) == 1
    assert_whole(arena)


def test_somebody_is_let_go_while_they_are_given_another_calendar(
    arena: Arena, shops: tuple[Shop, Shop]
) -> None:
    shop = shops[0]
    person = employ(arena, shop)
    own = shop.resource_id(shop.resources(1)[0])
    shop.set("resources", "user_id", person, "resource_id", own)
    elsewhere = arena.one(
        "insert into data.locations (tenant_id, name, time_zone)"
        " values (%s, 'Elsewhere', 'Europe/Rome')"
        " returning location_id",
        shop.tenant_id,
    )

    finishes = meet(
        arena,
        own,
        Call("delete_member", shop.owner, {"user_id": person}),
        Call(
            "create_resource",
            shop.owner,
            {"location_id": str(elsewhere), "kind": "staff", "name": "Pat", "user_id": person},
        ),
    )

    assert [finish.code for finish in finishes] == [None, "23503"]
    assert arena.one("select count(*) from data.resources where user_id = %s", person) == 0


@pytest.mark.parametrize("off_boarding", [False, True], ids=["invites", "off-boards"])
def test_a_calendar_that_was_left_is_renamed_while_it_is_archived_in_passing(
    arena: Arena, shops: tuple[Shop, Shop], off_boarding: bool
) -> None:
    shop = shops[0]
    left = shop.resource_id(shop.resources(1)[0])
    arena.dba.execute("update data.resources set left_at = now() where resource_id = %s", [left])
    passing = Call("create_invitation", shop.owner, {"email": "ann@x.test", "role": "staff"})
    if off_boarding:
        passing = Call("off_board_member", shop.owner, {"user_id": employ(arena, shop)})

    rename = Call("update_resource", shop.owner, {"resource_id": left, "name": "Old Pat"})
    finishes = meet(arena, left, passing, rename)

    assert [finish.code for finish in finishes] == [None, "KN005"]
    assert arena.one(
        "select archived_at is not null from data.resources where resource_id = %s", left
    )


def test_a_calendar_that_was_left_is_not_waited_for(arena: Arena, shops: tuple[Shop, Shop]) -> None:
    shop = shops[0]
    left = shop.resource_id(shop.resources(1)[0])
    arena.dba.execute("update data.resources set left_at = now() where resource_id = %s", [left])
    archived = "select archived_at is not null from data.resources where resource_id = %s"
    invite = Call("create_invitation", shop.owner, {"role": "staff"})
    with arena.dba.transaction():
        arena.dba.execute(
            "select pg_advisory_xact_lock(private.lock_key(%s, %s))", (shop.tenant_id, left)
        )
        busy = invite._replace(arguments={**invite.arguments, "email": "ann@x.test"})
        assert arena.alone(busy).code is None
        assert not arena.one(archived, left)

    free = invite._replace(arguments={**invite.arguments, "email": "ben@x.test"})
    assert arena.alone(free).code is None
    assert arena.one(archived, left)


def test_without_the_constraint_it_would_be_seen(database: str) -> None:
    arena = Arena(database, 16)
    shops = (arena.shop(), arena.shop())
    leads = share(shops)
    services = [shop.service(names) for shop, names in zip(shops, leads, strict=True)]
    arena.dba.execute(LAWLESS)
    arena.dba.execute(LOOK_THEN_WRITE.encode())
    for day in range(5):
        calls = crossed(
            *(
                [shop.create(service, shop.at(day, "10:00")) for _ in range(8)]
                for shop, service in zip(shops, services, strict=True)
            )
        )
        finishes = arena.start("lawless", calls)
        if len(won(finishes)) > 1:
            break
    with pytest.raises(AssertionError):
        assert_whole(arena)
    arena.close()
