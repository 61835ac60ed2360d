"""A migrated template database once, then a fresh copy of it for every test."""

import contextlib
import os
import shutil
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pgtap
import psycopg
import pytest
from argon2 import PasswordHasher
from live import client, serving
from psycopg import sql
from somebody import Business

from app import embedded, passwords
from app.commands import place
from app.dsn import as_user, with_database
from app.migrate import DB, migrate, rebuild, run_file

SQL_TESTS = Path(__file__).parent.parent / "sql"

# Servers, and whatever else is temporary, are in memory where there is room for it: there a
# database is copied in a tenth of the time.
MEMORY = Path("/dev/shm")
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 4 << 30:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# What was compiled is kept, whatever the environment says. Else every worker compiles all tests for
# five seconds before the first, and every command that a test runs all of the application.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Passwords are hashed with next to no care, which takes a moment rather than a quarter of a second.
# With how much care production does it, test_people.py asks the hasher that was there before.
CAREFUL = passwords.HASHER
passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
passwords.NOBODY = passwords.hash_of_nothing()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A superuser's URL of a server: TEST_DATABASE_URL, a container, or the embedded one."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
    elif os.environ.get("HOLDFAST_TEST_CONTAINER"):
        from testcontainers.postgres import PostgresContainer

        with PostgresContainer("postgres:18", driver=None) as container:
            yield container.get_connection_url()
    else:
        url = embedded.start(place.temporary_folder("hf") / "pg")
        with psycopg.connect(url, autocommit=True) as admin:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                admin.execute(f"alter system set {setting} = off")
            # As the application's roles have it (db/roles.sql): a plan is made once.
            admin.execute("alter system set plan_cache_mode = force_generic_plan")
            admin.execute("select pg_reload_conf()")
        yield url


class Databases:
    """Makes and drops databases on the server."""

    def __init__(self, server: str) -> None:
        self.server = server

    def create(self, template: str = "template0") -> str:
        """A new database, copied from the one at the template URL; its URL."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        source = template.partition("?")[0].rpartition("/")[2]
        with psycopg.connect(self.server, autocommit=True) as admin:
            admin.execute(
                # Twice as fast as going through the log, for databases as small as these.
                sql.SQL("create database {} template {} strategy file_copy").format(
                    sql.Identifier(name), sql.Identifier(source)
                )
            )
        return with_database(self.server, name)

    def drop(self, url: str) -> None:
        name = url.partition("?")[0].rpartition("/")[2]
        with psycopg.connect(self.server, autocommit=True) as admin:
            admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def databases(server: str) -> Databases:
    return Databases(server)


@pytest.fixture(scope="session")
def migrated(databases: Databases) -> Iterator[str]:
    """The database as production builds it: every migration, then the rebuild."""
    url = databases.create()
    migrate(url)
    password = psycopg.conninfo.conninfo_to_dict(url).get("password")
    if password:  # A server that asks for passwords: its own serves our roles too.
        with psycopg.connect(url, autocommit=True) as connection:
            for role in ("holdfast_web", "holdfast_worker", "holdfast_person"):
                connection.execute(
                    sql.SQL("alter role {} password {}").format(
                        sql.Identifier(role), sql.Literal(password)
                    )
                )
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def declared(databases: Databases, migrated: str) -> Iterator[str]:
    """The database as db/schema declares it, then the same rebuild."""
    url = databases.create()
    with psycopg.connect(url, autocommit=True) as connection:
        for path in sorted((DB / "schema").glob("*.sql")):
            run_file(connection, path)
        rebuild(connection)
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def vocabulary(databases: Databases, migrated: str) -> Iterator[str]:
    """The migrated database with the tests' words in it (tests/sql/given.sql)."""
    url = databases.create(migrated)
    with psycopg.connect(url, autocommit=True) as connection:
        run_file(connection, SQL_TESTS / "given.sql")
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def pgtap_database(databases: Databases, vocabulary: str) -> Iterator[str]:
    """A database with pgTAP in it, for files that undo what they do."""
    url = databases.create(vocabulary)
    with psycopg.connect(url, autocommit=True) as connection:
        pgtap.install(connection)
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def pgtap_connection(pgtap_database: str) -> Iterator[psycopg.Connection]:
    """One connection for all those files: what one of them called is compiled for the others."""
    with psycopg.connect(pgtap_database, autocommit=True) as connection:
        yield connection


@pytest.fixture
def blank(databases: Databases) -> Iterator[str]:
    url = databases.create()
    yield url
    databases.drop(url)


# What a test left in a connection that the next one gets: what it set and locked, and tables.
AFRESH = """
reset session authorization;
reset role;
reset all;
unlisten *;
select pg_advisory_unlock_all();
discard temp
"""


class Hands:
    """A DBA's connection that many tests have, one after the other."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.connection = psycopg.connect(url, autocommit=True)

    def afresh(self) -> psycopg.Connection:
        """The connection as if it were new; another one if a test has closed it, or lost it."""
        try:
            self.connection.rollback()
            self.connection.execute(AFRESH)
        except psycopg.OperationalError:
            self.connection = psycopg.connect(self.url, autocommit=True)
        return self.connection

    def empty(self) -> None:
        """Delete all that a test left, even if a worker is about, which locks rows as it finds
        them."""
        for _ in range(5):
            with contextlib.suppress(psycopg.errors.DeadlockDetected):
                self.afresh().execute(EMPTY)
                return
        self.afresh().execute(EMPTY)


# What a test left in a database that the next one gets. What a migration put there stays.
EMPTY = """
do $$
declare
    v_table regclass;
begin
    perform set_config('session_replication_role', 'replica', true);
    for v_table in
        select oid from pg_class
        where relnamespace = 'data'::regnamespace and relkind = 'r' and relname not in (
            'booking_transitions', 'event_types', 'impersonal_columns', 'ledger_kinds',
            'personal_columns', 'platform_settings', 'plans', 'presets', 'reserved_slugs'
        )
    loop
        execute format('delete from %s', v_table);
    end loop;
    delete from data.plans where not is_default;
end;
$$
"""


@pytest.fixture(scope="session")
def reused_database(databases: Databases, vocabulary: str) -> Iterator[str]:
    """A superuser's URL of a database that many tests have, one after the other."""
    url = databases.create(vocabulary)
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def reused_hands(reused_database: str) -> Iterator[Hands]:
    """A DBA's connection to it, which has compiled what it has called once, too."""
    hands = Hands(reused_database)
    yield hands
    hands.connection.close()


@pytest.fixture(scope="session")
def reused_application(reused_database: str) -> Iterator[str]:
    """The address of the application that serves it. What its connections have called once, they
    have compiled, which takes most of a test's time otherwise."""
    with serving(as_user(reused_database, "holdfast_web")) as http:
        yield str(http.base_url)


def is_reused(request: pytest.FixtureRequest) -> bool:
    """Whether a test gets the database that others had, emptied, and the application with it.

    For those that change rows only: @pytest.mark.database("reused"), for a module or for a test.
    """
    return how(request) == "reused"


def is_common(request: pytest.FixtureRequest) -> bool:
    """Whether a test gets the database that others of its module had, emptied.

    For those that change rows only, and share an application of the module's own, which may have a
    worker: @pytest.mark.database("common").
    """
    return how(request) == "common"


def how(request: pytest.FixtureRequest) -> str:
    """Which database a test gets: "reused", "common", or its "own"."""
    marker = request.node.get_closest_marker("database")
    return marker.args[0] if marker else "own"


@pytest.fixture
def database(
    request: pytest.FixtureRequest, databases: Databases, vocabulary: str
) -> Iterator[str]:
    """A superuser's URL of a migrated database without anything of other tests in it."""
    if is_reused(request) or is_common(request):
        hands = request.getfixturevalue(f"{how(request)}_hands")
        hands.empty()
        yield hands.url
        return
    url = databases.create(vocabulary)
    yield url
    databases.drop(url)


@pytest.fixture
def given(request: pytest.FixtureRequest, database: str) -> Iterator[psycopg.Connection]:
    """A DBA's hands, for arranging what a test starts from."""
    if is_reused(request) or is_common(request):
        yield request.getfixturevalue(f"{how(request)}_hands").connection
        return
    with psycopg.connect(database, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def common_database(databases: Databases, vocabulary: str) -> Iterator[str]:
    """A superuser's URL of a database of a module's own, for tests that do not disturb others."""
    url = databases.create(vocabulary)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
def common_hands(common_database: str) -> Iterator[Hands]:
    """A DBA's connection to it, for tests that get it emptied."""
    hands = Hands(common_database)
    yield hands
    hands.connection.close()


@pytest.fixture(scope="module")
def common_given(common_database: str) -> Iterator[psycopg.Connection]:
    """A DBA's hands in the database that a module's tests have in common."""
    with psycopg.connect(common_database, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def common_web_url(common_database: str) -> str:
    """What a module's tests have in common as the application logs in to it."""
    return as_user(common_database, "holdfast_web")


@pytest.fixture(scope="module")
def common_http(common_web_url: str) -> Iterator[httpx.Client]:
    """A client of the real application, which serves what a module's tests have in common."""
    with serving(common_web_url) as client:
        yield client


@pytest.fixture(scope="module")
def connection(databases: Databases, vocabulary: str) -> Iterator[psycopg.Connection]:
    """A DBA's connection to a database of a module's own, for tests that undo what they do."""
    url = databases.create(vocabulary)
    with psycopg.connect(url, autocommit=True, options="-c timezone=UTC") as connection:
        yield connection
    databases.drop(url)


@pytest.fixture
def web_url(database: str) -> str:
    """The test's database as the application logs in to it."""
    return as_user(database, "holdfast_web")


@pytest.fixture
def worker_url(database: str) -> str:
    """The test's database as the worker logs in to it."""
    return as_user(database, "holdfast_worker")


@pytest.fixture
def http(request: pytest.FixtureRequest, web_url: str) -> Iterator[httpx.Client]:
    """A client of the real application, which serves the test's database."""
    if is_reused(request):
        with client(request.getfixturevalue("reused_application")) as visitor:
            yield visitor
        return
    with serving(web_url) as visitor:
        yield visitor


@pytest.fixture(scope="session")
def known_somebody(
    databases: Databases, vocabulary: str
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """A database with two businesses and somebody in it, and what a Business knows."""
    url = databases.create(vocabulary)
    with (
        psycopg.connect(url, autocommit=True) as connection,
        serving(as_user(url, "holdfast_web")) as http,
    ):
        business = Business(connection, http)
        assert business.faults() == []
        known = {k: v for k, v in vars(business).items() if k not in ("database", "http")}
    yield url, known
    databases.drop(url)


@pytest.fixture
def business(
    databases: Databases, known_somebody: tuple[str, Mapping[str, Any]]
) -> Iterator[Business]:
    url = databases.create(known_somebody[0])
    with (
        psycopg.connect(url, autocommit=True) as connection,
        serving(as_user(url, "holdfast_web")) as http,
    ):
        business = Business.__new__(Business)
        vars(business).update(known_somebody[1], database=connection, http=http)
        yield business
    databases.drop(url)
