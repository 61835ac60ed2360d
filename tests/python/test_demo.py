"""The demo: a business of each preset."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from argon2 import PasswordHasher
from conftest import Databases
from psycopg import errors, sql
from psycopg.types.json import Jsonb

from app import demo
from app.migrate import DB

Connection = psycopg.Connection[Any]

PRESETS = sorted((DB / "presets").glob("*.json"))
SLUGS = [business.slug for business in demo.BUSINESSES]

TABLES = "select relname from pg_class where relnamespace = 'data'::regnamespace and relkind = 'r'"

BOOKINGS = """
    select t.slug, s.name, r.name, b.starts_at, b.party_size, b.status, b.customer_email
    from data.bookings as b
    join data.tenants as t using (tenant_id)
    join data.services as s using (tenant_id, service_id)
    join data.resources as r on r.tenant_id = b.tenant_id and r.resource_id = b.resource_id
    order by 1, 2, 3, 4, 5, 7
"""

# What explain would say about each booking, had it not been made yet.
REASONS = """
    select b.booking_id, r.code
    from data.bookings as b
    cross join lateral private.offers(b.tenant_id, b.service_id) as o
    cross join lateral private.slot_reasons(
        b.tenant_id, o, b.starts_at, b.party_size, b.created_at, 'infinity', true, b.booking_id
    ) as r
    where
        o.resource_id = b.resource_id
        and b.status in ('held', 'pending', 'confirmed', 'checked_in')
"""

OVERLAPS = """
    select a.booking_id, b.booking_id
    from data.allocations as a
    join data.allocations as b using (tenant_id, resource_id, seat)
    where a.active and b.active and a.during && b.during and a.session_id <> b.session_id
"""


def contents(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = [str(name) for (name,) in connection.execute(TABLES).fetchall()]
    return {
        name: value(
            connection, sql.SQL("select count(*) from data.{}").format(sql.Identifier(name))
        )
        for name in tables
    }


def value(connection: Connection, query: sql.Composed | str, *arguments: object) -> Any:
    """The first column of the first row."""
    text = query.encode() if isinstance(query, str) else query
    return next(connection.execute(text, arguments))[0]


def service(connection: Connection, slug: str, name: str) -> str:
    return str(
        value(
            connection,
            "select service_id from data.services join data.tenants using (tenant_id)"
            " where slug = %s and services.name = %s",
            slug,
            name,
        )
    )


def slots(
    connection: Connection, slug: str, service_id: str, party: int = 1
) -> list[dict[str, Any]]:
    """What a guest is offered in the next 30 days: the demo fills three weeks."""
    today = value(
        connection,
        "select (now() at time zone time_zone)::date from data.tenants where slug = %s",
        slug,
    )
    found: list[dict[str, Any]] = value(
        connection, demo.SEARCH, guest(slug), service_id, today, today + timedelta(days=30), party
    )["slots"]
    return found


def guest(slug: str) -> Jsonb:
    return Jsonb({"slug": slug, "role": "guest"})


def book(
    connection: Connection, slug: str, service_id: str, slot: dict[str, Any], party: int = 1
) -> dict[str, Any]:
    customer = Jsonb({"name": "Ann", "email": "ann@customers.test"})
    booking: dict[str, Any] = value(
        connection,
        demo.BOOK,
        guest(slug),
        service_id,
        slot["starts_at"],
        customer,
        slot["resource_ids"][0],
        party,
    )
    return booking


@pytest.fixture(scope="module")
def opened(databases: Databases, migrated: str) -> Iterator[str]:
    """A database with the demo in it."""
    url = databases.create(migrated)
    reported: list[str] = []
    assert demo.load(url, reported.append)
    assert len(reported) == len(demo.BUSINESSES)
    yield url
    databases.drop(url)


@pytest.fixture
def connection(opened: str) -> Iterator[Connection]:
    """The demo, for a test that leaves it as it was."""
    with psycopg.connect(opened) as connection, connection.transaction(force_rollback=True):
        yield connection


def test_there_is_a_demo_of_each_preset() -> None:
    assert sorted(SLUGS) == [path.stem for path in PRESETS]


def test_a_second_load_changes_nothing(opened: str) -> None:
    with psycopg.connect(opened) as connection:
        before = contents(connection)

        assert not demo.load(opened)

        assert contents(connection) == before


def test_only_what_is_missing_is_opened(databases: Databases, migrated: str) -> None:
    url = databases.create(migrated)
    try:
        with psycopg.connect(url) as connection:
            connection.execute(
                "insert into data.tenants (slug, name, preset, currency, time_zone)"
                " values ('clinic', 'Somebody else', 'clinic', 'EUR', 'UTC')"
            )
        reported: list[str] = []

        assert demo.load(url, reported.append)

        assert len(reported) == len(demo.BUSINESSES) - 1
    finally:
        databases.drop(url)


def test_the_same_day_makes_the_same_demo(opened: str, databases: Databases, migrated: str) -> None:
    url = databases.create(migrated)
    try:
        demo.load(url)
        with psycopg.connect(opened) as one, psycopg.connect(url) as other:
            assert one.execute(BOOKINGS).fetchall() == other.execute(BOOKINGS).fetchall()
    finally:
        databases.drop(url)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_service_can_be_booked_within_a_month(slug: str, connection: Connection) -> None:
    services = connection.execute(
        "select service_id from data.services join data.tenants using (tenant_id) where slug = %s",
        [slug],
    ).fetchall()

    for (service_id,) in services:
        assert slots(connection, slug, service_id)


@pytest.mark.parametrize("slug", SLUGS)
def test_bookings_are_of_every_kind(slug: str, connection: Connection) -> None:
    counts = dict(
        connection.execute(
            "select b.status, count(*) from data.bookings as b join data.tenants using (tenant_id)"
            " where slug = %s group by b.status",
            [slug],
        ).fetchall()
    )

    assert 30 <= sum(counts.values()) <= 40
    assert counts["held"] == 1
    assert counts["pending"] == 1
    assert counts["cancelled_by_customer"] == 2
    assert counts["cancelled_by_business"] == 1


@pytest.mark.parametrize("slug", SLUGS)
def test_people_can_sign_in_and_have_their_calendars(slug: str, connection: Connection) -> None:
    password_hash = value(
        connection, "select password_hash from data.users where email = %s", f"owner@{slug}.test"
    )
    people = connection.execute(
        "select m.role, count(*), count(r.resource_id) from data.members as m"
        " join data.tenants as t using (tenant_id)"
        " left join data.resources as r using (tenant_id, user_id)"
        " where slug = %s group by m.role order by m.role",
        [slug],
    ).fetchall()
    calendars = value(
        connection,
        "select count(*) from data.resources join data.tenants using (tenant_id)"
        " where slug = %s and kind = 'staff'",
        slug,
    )

    assert password_hash.startswith("$argon2id$")
    assert PasswordHasher().verify(password_hash, demo.PASSWORD)
    assert value(connection, "select bool_and(email_verified_at is not null) from data.users")
    assert people == [("manager", 1, 0), ("owner", 1, 0), ("staff", calendars, calendars)]


def test_nobody_is_told_of_what_happened_in_it(connection: Connection) -> None:
    """Its people are made up, and their addresses may be somebody's."""
    unpublished = "select count(*) from data.events where sequence is null"
    assert connection.execute(unpublished).fetchone() == (0,)
    assert connection.execute("select count(*) from data.deliveries").fetchone() == (0,)


def test_no_seat_is_taken_twice(connection: Connection) -> None:
    assert connection.execute(OVERLAPS).fetchall() == []


def test_every_booking_keeps_the_rules(connection: Connection) -> None:
    assert connection.execute(REASONS).fetchall() == []


def test_a_table_takes_the_party_that_fits(connection: Connection) -> None:
    table = service(connection, "restaurant", "Lunch or dinner")
    two, four = slots(connection, "restaurant", table, 2), slots(connection, "restaurant", table, 4)

    assert max(len(slot["resource_ids"]) for slot in two) == 2
    assert max(len(slot["resource_ids"]) for slot in four) == 1
    assert slots(connection, "restaurant", table, 5) == []
    assert book(connection, "restaurant", table, four[0], 4)["party_size"] == 4
    with pytest.raises(errors.DatabaseError) as refused:
        book(connection, "restaurant", table, four[1], 5)
    assert refused.value.sqlstate == "KV014"


def test_friday_dinner_goes_on_past_midnight(connection: Connection) -> None:
    table = service(connection, "restaurant", "Lunch or dinner")
    ends = connection.execute(
        "select extract(isodow from starts), max(ends - starts::date) from ("
        " select (starts_at at time zone 'Asia/Kolkata') as starts,"
        " (ends_at at time zone 'Asia/Kolkata') as ends"
        " from jsonb_to_recordset(%s) as s (starts_at timestamptz, ends_at timestamptz)"
        ") as local group by 1",
        [Jsonb(slots(connection, "restaurant", table))],
    ).fetchall()

    assert dict(ends)[4] == timedelta(hours=23)
    assert dict(ends)[5] == timedelta(hours=25)


def test_a_class_that_nobody_has_booked_has_all_its_places(connection: Connection) -> None:
    yoga = service(connection, "fitness", "Vinyasa yoga")
    fresh = next(slot for slot in slots(connection, "fitness", yoga) if slot["seats_left"] == 12)

    book(connection, "fitness", yoga, fresh, 2)

    [joined] = [
        slot
        for slot in slots(connection, "fitness", yoga)
        if slot["starts_at"] == fresh["starts_at"]
    ]
    assert joined["seats_left"] == 10


@pytest.mark.parametrize(
    "taken", [["Ultrasound machine"], ["Treatment room 1", "Treatment room 2"]]
)
def test_an_ultrasound_needs_a_room_and_the_machine(
    taken: list[str], connection: Connection
) -> None:
    ultrasound = service(connection, "clinic", "Ultrasound examination")
    slot = slots(connection, "clinic", ultrasound)[0]

    connection.execute(
        "insert into data.time_off (tenant_id, resource_id, starts_at, ends_at)"
        " select tenant_id, resource_id, %s, %s"
        " from data.resources where name = any(%s)",
        [slot["starts_at"], slot["ends_at"], taken],
    )

    assert slot not in slots(connection, "clinic", ultrasound)
    with pytest.raises(errors.DatabaseError) as refused:
        book(connection, "clinic", ultrasound, slot)
    assert refused.value.sqlstate == "KC001"


def test_an_ultrasound_occupies_doctor_room_and_machine(connection: Connection) -> None:
    ultrasound = service(connection, "clinic", "Ultrasound examination")

    booking = book(connection, "clinic", ultrasound, slots(connection, "clinic", ultrasound)[0])

    kinds = connection.execute(
        "select r.kind from data.allocations as a join data.resources as r"
        " using (tenant_id, resource_id) where booking_id = %s and active order by r.kind",
        [booking["id"]],
    ).fetchall()
    assert kinds == [("equipment",), ("room",), ("staff",)]
