"""The catalogue of events is true: whatever happens has a type of it, with the data that it says
and nothing of a person; and every type of it happens."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from conftest import Databases
from jsonschema import Draft202012Validator
from strangers import US, World

from app.event_types import document
from app.migrate import run_file

CATALOGUE = document()

# What people said of themselves, or others of them: in no event, in whatever table it stands.
PERSONAL_KINDS = ("name", "email", "phone", "text")


def test_every_schema_is_one() -> None:
    for each in CATALOGUE.values():
        Draft202012Validator.check_schema(each["schema"])


def test_the_database_has_the_catalogue(migrated: str) -> None:
    with psycopg.connect(migrated) as connection:
        rows = connection.execute("select type, description, schema from data.event_types")
        loaded = {name: {"description": said, "schema": schema} for name, said, schema in rows}
    assert loaded == CATALOGUE


def test_every_table_of_a_business_has_events_or_a_reason_to_have_none(migrated: str) -> None:
    with psycopg.connect(migrated) as connection:
        told = names(
            connection,
            "select distinct tgrelid::regclass::text from pg_trigger"
            " join pg_class as c on c.oid = tgrelid where c.relnamespace = 'data'::regnamespace"
            r" and tgname like '\_9%\_event%'",
        )
        left_out = names(
            connection, "select 'data.' || table_name from private.left_out_of_events()"
        )
        tables = names(
            connection,
            "select c.oid::regclass::text from pg_class as c join pg_attribute as a"
            " on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped"
            " where c.relnamespace = 'data'::regnamespace and c.relkind in ('r', 'p')",
        )
    assert tables - told - left_out == set(), "each of these needs a trigger, or a reason"
    assert told & left_out == set()
    assert left_out <= tables


def names(connection: psycopg.Connection[Any], query: str) -> set[str]:
    return {name for (name,) in connection.execute(query.encode())}


@pytest.fixture(scope="module")
def eventful(databases: Databases, vocabulary: str) -> Iterator[psycopg.Connection[Any]]:
    """Two businesses to which everything has happened that can."""
    url = databases.create(vocabulary)
    with psycopg.connect(url, autocommit=True) as connection:
        here = Path(__file__).parent
        run_file(connection, here / "two_businesses.sql")
        World(connection)
        run_file(connection, here / "everything.sql")
        connection.execute("select given.everything(%s)", [US])
        yield connection
    databases.drop(url)


def test_every_event_is_as_its_type_says(eventful: psycopg.Connection[Any]) -> None:
    rows = eventful.execute("select distinct type, data::text from data.events").fetchall()
    assert len(rows) > 200
    for name, text in rows:
        assert name in CATALOGUE, name
        schema, data = CATALOGUE[name]["schema"], json.loads(text)
        checker = Draft202012Validator.FORMAT_CHECKER
        faults = [
            fault.message
            for fault in Draft202012Validator(schema, format_checker=checker).iter_errors(data)
        ]
        assert faults == [], (name, data)
        assert data.keys() == schema["properties"].keys(), name
        assert all(
            not key.endswith("_at") or str(data[key]).endswith(("Z", "None")) for key in data
        )


def test_every_type_happens(eventful: psycopg.Connection[Any]) -> None:
    assert set(CATALOGUE) - names(eventful, "select distinct type from data.events") == set()


def test_nothing_of_a_person_is_in_an_event(eventful: psycopg.Connection[Any]) -> None:
    said = "\n".join(names(eventful, "select distinct data::text from data.events")).lower()
    found = {}
    for table, column in eventful.execute(
        "select p.table_name, p.column_name from data.personal_columns as p"
        " where p.kind = any(%s) and exists (select from pg_attribute"
        " where attrelid = to_regclass('data.' || p.table_name) and attname = p.column_name)",
        [list(PERSONAL_KINDS)],
    ).fetchall():
        texts = names(eventful, f"select distinct {column}::text from data.{table}")
        found[table, column] = {text for text in texts if text and f'"{text.lower()}"' in said}
        assert all(f'"{text.lower()}"' not in said for text in texts if text), (table, column)
    assert found["customers", "name"] == set()
    # Nor a part of one: every text of theirs has the name of the business in it.
    reasons = names(
        eventful, "select distinct data::text from data.events where data::text ilike '%alder%'"
    )
    assert all(json.loads(each).keys() == {"from", "to"} for each in reasons), reasons


def count(given: psycopg.Connection[Any]) -> int:
    row = given.execute("select count(*)::integer from data.events").fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("update data.customers set name = name", []),
        ("update data.customers set phone_e164 = '+39025555'", []),
        ("update data.customers set name = 'Zora'", ["customer.updated"]),
        ("update data.resources set seats = seats", []),
        ("update data.services set archived_at = now()", ["service.archived"]),
        ("update data.bookings set updated_at = now()", []),
        ("update data.candidates set price_minor = 900", ["service.updated"]),
        ("delete from data.requirements", ["service.updated"]),
        (
            "update data.services set price_minor = 900; delete from data.requirements",
            ["service.updated"],
        ),
        ("update data.tenants set name = name", []),
        ("update data.tenants set name = 'Other', slug = 'other'",
         ["tenant.renamed", "tenant.updated"]),
        ("update data.tenants set status = 'suspended'", ["tenant.suspended"]),
        ("delete from data.hours where weekday = 1", ["hours.deleted"]),
        ("select given.booking('alder', 'Cut', 'Ann', given.day(1, '10:00'))",
         ["booking.confirmed"]),
        ("update data.busy set external_id = external_id", []),
        ("update data.busy set ends_at = ends_at + interval '1 hour'", ["busy.changed"]),
        ("delete from data.busy", ["busy.changed"]),
        ("delete from data.calendars", ["busy.changed", "calendar.deleted"]),
    ],
)  # fmt: skip
def test_a_change_is_told_once_and_what_changes_nothing_is_not(
    given: psycopg.Connection[Any], change: str, told: list[str]
) -> None:
    given.execute("select given.tenant('alder'), given.resource('alder', 'Ann')")
    given.execute("select given.service('alder', 'Cut', 60, 'Ann')")
    given.execute("select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'))")
    given.execute(
        "with calendar as (insert into data.calendars"
        " (tenant_id, resource_id, kind, name, sealed_secret)"
        " select tenant_id, resource_id, 'ics', 'Home', 'sealed' from data.resources returning *)"
        " insert into data.busy"
        " (tenant_id, resource_id, calendar_id, external_id, starts_at, ends_at)"
        " select c.tenant_id, c.resource_id, c.calendar_id, 'n' || n,"
        " given.day(9 + n)::timestamptz, given.day(10 + n)::timestamptz"
        " from calendar as c, generate_series(1, 50) as n"
    )
    before = names(given, "select event_id::text from data.events")
    with given.transaction():
        given.execute(change.encode())
    rows = given.execute("select event_id::text, type from data.events order by type").fetchall()
    assert [name for event_id, name in rows if event_id not in before] == told


def test_a_service_is_created_once(given: psycopg.Connection[Any]) -> None:
    given.execute("select given.tenant('alder'), given.resource('alder', 'Ann')")
    with given.transaction():
        given.execute("select given.service('alder', 'Cut', 60, 'Ann')")
    assert names(given, "select type from data.events where type like 'service.%'") == {
        "service.created"
    }


def test_who_is_booked_elsewhere_is_taken_here(given: psycopg.Connection[Any]) -> None:
    """In another business, which learns when and nothing else; until it is over."""
    for slug in ("alder", "birch"):
        given.execute("select given.tenant(%s), given.resource(%s, 'Ann')", [slug, slug])
        given.execute("select given.service(%s, 'Cut', 60, 'Ann')", [slug])
        given.execute("select given.member(%s, 'Ann', 'staff')", [slug])
    given.execute(
        "insert into data.members (tenant_id, user_id, role)"
        " select given.tenant_id('birch'), given.user_id('alder', 'Ann'), 'staff'"
    )
    given.execute(
        "update data.resources set user_id = given.user_id('alder', 'Ann') where name = 'Ann'"
    )
    booked = "select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'))"
    row = given.execute(booked.encode()).fetchone()
    assert row is not None
    given.execute("update data.bookings set status = 'cancelled_by_business'")
    rows = given.execute(
        "select type, subject_id, actor_id, data from data.events"
        " where tenant_id = given.tenant_id('birch')"
        " and type in ('resource.engaged', 'resource.released') order by event_id"
    ).fetchall()
    calendar = given.execute("select given.resource_id('birch', 'Ann')").fetchone()
    assert calendar is not None
    assert [(name, subject, actor) for name, subject, actor, _ in rows] == [
        ("resource.engaged", calendar[0], None),
        ("resource.released", calendar[0], None),
    ]
    starts = given.execute("select given.at('alder', given.day(0, '10:00'))").fetchone()
    assert starts is not None
    assert rows[0][3] == rows[1][3]
    assert rows[0][3].keys() == {"resource_id", "starts_at", "ends_at"}
    assert rows[0][3]["starts_at"] == starts[0]
