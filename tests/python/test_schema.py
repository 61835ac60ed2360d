"""The path (db/migrations) and the truth (db/schema) lead to the same place."""

import subprocess
import threading
import time
from pathlib import Path

import psycopg
import pytest
from conftest import Databases
from yoyo import get_backend, read_migrations
from yoyo.migrations import heads

from app.database import RETRIED
from app.dsn import as_user
from app.migrate import DB, Connection, latest_migration, migrate, rebuild, yoyo_url

CATALOGUE = Path(__file__).with_name("catalogue.sql").read_text()


def value(connection: Connection, query: str, *arguments: object) -> str:
    """The one value that a query gives."""
    row = connection.execute(query.encode(), arguments).fetchone()
    assert row is not None
    return str(row[0])


def catalogue(url: str) -> list[str]:
    """The database as the catalogue query tells it; without the last part before it has tables."""
    with psycopg.connect(url) as connection:
        known = connection.execute("select to_regclass('data.booking_transitions')").fetchone()
        query = CATALOGUE
        if known == (None,):
            query = query.partition("union all\nselect 'transition'")[0]
        return ["\t".join(map(str, row)) for row in connection.execute(query.encode())]


def test_migrations_build_what_db_schema_declares(migrated: str, declared: str) -> None:
    assert catalogue(migrated) == catalogue(declared)


def test_a_difference_would_be_seen(databases: Databases, migrated: str) -> None:
    url = databases.create(migrated)
    before = catalogue(url)
    for change in (
        "comment on column data.bookings.version is 'Other.'",
        "alter table data.bookings alter column party_size set default 2",
        "alter table data.bookings no force row level security",
        "drop index data.bookings_customer_idx",
        "alter table data.allocations drop constraint allocations_length_sane",
        "update data.booking_transitions set roles = '{}' where to_status = 'declined'",
        "grant select on data.users to holdfast_web",
        "alter default privileges for role holdfast_owner grant execute on functions to public",
    ):
        with psycopg.connect(url) as connection:
            connection.execute(change.encode())
        after = catalogue(url)
        assert after != before, change
        before = after
    databases.drop(url)


def test_rebuilding_changes_nothing(migrated: str) -> None:
    before = catalogue(migrated)
    with psycopg.connect(migrated, autocommit=True) as connection:
        assert rebuild(connection) is False
        assert rebuild(connection, force=True) is True
    assert catalogue(migrated) == before


def test_rebuilding_undoes_what_no_file_asks_for(databases: Databases, migrated: str) -> None:
    database = databases.create(migrated)
    before = catalogue(database)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("grant delete on data.bookings to holdfast_web")
        connection.execute("create policy stray on data.bookings using (true)")
        connection.execute("create function api.stray() returns void language sql return null")
        assert catalogue(database) != before
        assert rebuild(connection, force=True)
    assert catalogue(database) == before
    databases.drop(database)


def test_every_migration_can_be_undone(blank: str) -> None:
    with get_backend(yoyo_url(blank)) as backend:
        for migration in backend.to_apply(read_migrations(str(DB / "migrations"))):
            before = catalogue(blank)
            backend.apply_one(migration)
            backend.rollback_one(migration)
            assert catalogue(blank) == before, migration.id
            backend.apply_one(migration)


def test_migrations_are_one_chain_and_the_last_is_the_newest() -> None:
    ends = heads(read_migrations(str(DB / "migrations")))
    assert {migration.id for migration in ends} == {latest_migration()}


def test_released_migrations_are_as_they_were() -> None:
    subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=DB / "migrations", check=True
    )


def test_two_migrators_at_once_are_one_after_the_other(blank: str) -> None:
    outcomes = []
    threads = [
        threading.Thread(target=lambda: outcomes.append(migrate(blank).applied)) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [0, len(list((DB / "migrations").glob("*.rollback.sql")))]


@pytest.mark.parametrize("clients", [8])
def test_rebuilding_under_traffic_fails_nobody(database: str, clients: int) -> None:
    """Eight clients book one thing after another while the layer is rebuilt again and again. They
    breathe in between: where the machine is busy without end, a rebuild would wait for theirs."""
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute("select given.tenant('alder')")
        for n in range(clients):
            owner.execute("select given.resource('alder', %s)", [f"R{n}"])
            owner.execute("select given.service('alder', %s, 15, %s)", [f"S{n}", f"R{n}"])

    stop = threading.Event()
    failures: list[str] = []
    made = [0] * clients

    def traffic(n: int) -> None:
        query = (
            "select api.create_booking(p_tenant_id => private.begin_claims(%s, false),"
            " p_service_id => %s, p_starts_at => %s, p_customer => %s)"
        )
        with psycopg.connect(as_user(database, "holdfast_web"), autocommit=True) as web:
            while not stop.wait(0.1):
                day, slot = divmod(made[n], 32)
                arguments = [claims, services[n], starts[day][slot], customer]
                try:
                    try:
                        web.execute(query, arguments)
                    except RETRIED:  # As the application does.
                        web.execute(query, arguments)
                    made[n] += 1
                except psycopg.Error as error:
                    failures.append(f"{error.sqlstate} {error}")
                    return

    with psycopg.connect(database, autocommit=True) as owner:
        claims = '{"slug": "alder", "role": "guest"}'
        customer = '{"name": "Zoe", "email": "zoe@customers.test"}'
        services = [
            value(owner, "select given.service_id('alder', %s)::text", f"S{n}")
            for n in range(clients)
        ]
        at = "select given.at('alder', given.day(%s, '09:00') + %s * interval '15 minutes')"
        starts = [[value(owner, at, day, slot) for slot in range(32)] for day in range(20)]
        threads = [threading.Thread(target=traffic, args=[n]) for n in range(clients)]
        for thread in threads:
            thread.start()
        for _ in range(4):
            before = list(made)
            assert rebuild(owner, force=True)
            # Everybody has met it.
            while not failures and any(
                now < then + 2 for now, then in zip(made, before, strict=True)
            ):
                time.sleep(0.01)
        stop.set()
        for thread in threads:
            thread.join()
    assert failures == []
