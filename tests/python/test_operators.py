"""The commands of operators, on a database of a test's own."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
from conftest import Databases
from live import KEY, settings

from app.__main__ import OPERATORS, main
from app.passwords import HASHER
from app.tokens import Tokens
from app.vault import Vault

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]

TENANT = (
    "create-tenant", "alder", "--name", "Alder", "--preset", "salon", "--time-zone", "Europe/Rome",
    "--currency", "EUR", "--owner-email", "Olga@Alder.test", "--owner-name", "Olga",
)  # fmt: skip


class Finished(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Finished]


@pytest.fixture
def holdfast(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs one command on the test's database, perhaps with something on standard input."""
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("HOLDFAST_SECRET_KEY", KEY)

    def run(*arguments: str, stdin: str = "") -> Finished:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        capsys.readouterr()
        try:
            status = main(list(arguments))
        except SystemExit as left:
            status = int(left.code or 0)
        return Finished(status, *capsys.readouterr())

    return run


def refused(finished: Finished, why: str) -> None:
    """In one line, after whatever progress there was."""
    *_, last = finished.err.splitlines()
    assert (finished.status, last.startswith("holdfast: ")) == (1, True), finished
    assert why in last, last


NEEDS_NOTHING = {"rotate-keys", "vapid-key", "verify-history"}


@pytest.mark.parametrize("name", OPERATORS)
def test_every_command_says_what_it_does(holdfast: Run, name: str) -> None:
    finished = holdfast(name, "--help")

    assert finished.status == 0
    assert f"usage: holdfast {name}" in finished.out
    assert max(map(len, finished.out.splitlines())) <= 100


@pytest.mark.parametrize("name", sorted(OPERATORS.keys() - NEEDS_NOTHING))
def test_what_is_missing_is_asked_for(holdfast: Run, name: str) -> None:
    finished = holdfast(name)

    assert finished.status == 2
    assert "required" in finished.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "cedar", "--to", "/dev/null/x"),
        ("erase", "cedar", "zoe@x.test"),
        ("retention", "cedar"),
        ("verify-history", "cedar"),
        ("rotate-keys", "--tenant", "cedar"),
    ],
)
def test_a_business_that_is_not_there(holdfast: Run, arguments: tuple[str, ...]) -> None:
    why = "cannot be written" if arguments[0] == "export" else "There is no business cedar."
    refused(holdfast(*arguments), why)


@pytest.mark.database("own")
def test_a_database_that_is_not_of_this_version(given: Given, holdfast: Run) -> None:
    given.execute("comment on schema private is 'Internal functions. Layer a after 0001.x.'")
    refused(holdfast("retention", "alder"), "The database is not of this version")


def test_who_is_no_superuser_is_told(
    database: str, holdfast: Run, monkeypatch: pytest.MonkeyPatch, given: Given
) -> None:
    given.execute("select given.tenant('alder')")
    monkeypatch.setenv("DATABASE_URL", database.replace("postgres@", "holdfast_web@"))
    refused(holdfast("retention", "alder"), "This needs a superuser")


# -- opening -------------------------------------------------------------------------------------


def test_opening_a_business(given: Given, holdfast: Run) -> None:
    finished = holdfast(*TENANT, "--password-stdin", stdin="correct horse\n")

    assert finished.status == 0, finished.err
    assert "/v1/tenants/alder, owned by Olga@Alder.test" in finished.out
    row = given.execute(
        "select t.name, m.role, u.email, u.password_hash from data.tenants as t"
        " join data.members as m using (tenant_id) join data.users as u using (user_id)"
    ).fetchone()
    assert row is not None
    assert row[:3] == ("Alder", "owner", "olga@alder.test")
    assert HASHER.verify(row[3], "correct horse")
    assert given.execute("select from data.services").rowcount > 3
    refused(holdfast(*TENANT), "Another business has that name in its URL.")


def test_an_owner_without_a_password_and_one_with_another_business(
    given: Given, holdfast: Run
) -> None:
    assert holdfast(*TENANT).status == 0
    again = ("create-tenant", "birch", *TENANT[2:])
    assert holdfast(*again).status == 0
    assert given.execute("select password_hash from data.users").fetchall() == [(None,)]
    assert given.execute("select from data.members").rowcount == 2
    refused(
        holdfast("create-tenant", "cedar", *TENANT[2:], "--password-stdin", stdin="new\n"),
        "has an account already",
    )


def test_what_does_not_fit_opens_nothing(given: Given, holdfast: Run) -> None:
    wrong = [each.replace("Europe/Rome", "Rome") for each in TENANT]
    refused(holdfast(*wrong), "That does not fit. An IANA time zone")
    refused(holdfast(*TENANT, "--password-stdin"), "There is no password on standard input.")
    assert not given.execute("select from data.tenants").rowcount
    assert not given.execute("select from data.users").rowcount


# -- leaving and coming back ---------------------------------------------------------------------


def test_exporting_and_importing(
    given: Given, holdfast: Run, databases: Databases, migrated: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    holdfast(*TENANT)
    path, again = str(tmp_path / "alder.zip"), str(tmp_path / "again.zip")
    finished = holdfast("export", "alder", "--to", path)
    assert finished.status == 0, finished.err
    assert f"Alder is in {path}: " in finished.out
    refused(holdfast("export", "alder", "--to", path), "File exists")
    refused(holdfast("import", path), "There is a business alder here already")

    refused(holdfast("import", str(tmp_path / "none.zip")), "cannot be read")

    url = databases.create(migrated)
    try:
        monkeypatch.setenv("DATABASE_URL", url)
        assert "alder (Alder) is here" in holdfast("import", path).out
        assert holdfast("export", "alder", "--to", again).status == 0
    finally:
        databases.drop(url)
    assert Path(again).read_bytes() == Path(path).read_bytes()


# -- forgetting ----------------------------------------------------------------------------------


@pytest.fixture
def zoe(given: Given) -> str:
    """Somebody with a booking to come."""
    given.execute("select given.tenant('alder'), given.resource('alder', 'Ann')")
    given.execute("select given.service('alder', 'Cut', 60, 'Ann')")
    given.execute("select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe')")
    row = given.execute("select customer_id::text from data.customers").fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize("by", ["id", "e-mail"])
def test_erasing_somebody(given: Given, holdfast: Run, zoe: str, by: str) -> None:
    known_as = zoe if by == "id" else "Zoe@customers.test"
    refused(holdfast("erase", "alder", known_as), "--cancel-bookings")
    finished = holdfast("erase", "alder", known_as, "--cancel-bookings")

    assert finished.out == f"Customer {zoe} is erased. Cancelled: 1 booking.\n"
    assert given.execute("select name, email from data.customers").fetchall() == [("Erased", None)]
    refused(holdfast("erase", "alder", "zoe@customers.test"), "There is no such customer.")
    assert given.execute(
        "select from data.history where table_name = 'erasures' and actor_name like 'psql as %'"
    ).rowcount


def test_applying_the_rules_now(given: Given, holdfast: Run, zoe: str) -> None:
    given.execute(
        "insert into data.customers (tenant_id, name, created_at)"
        " select given.tenant_id('alder'), 'Old', now() - interval '3 years'"
        " from generate_series(1, 45)"
    )
    given.execute(
        "insert into data.retention_rules (tenant_id, customers_months)"
        " values (given.tenant_id('alder'), 24)"
    )
    assert holdfast("retention", "alder").out == "alder: 45 rows erased or deleted.\n"
    assert holdfast("retention", "alder").out == "alder: 0 rows erased or deleted.\n"
    assert given.execute("select name from data.customers where name <> 'Erased'").fetchall() == [
        ("Zoe",)
    ]


# -- trust ---------------------------------------------------------------------------------------


def test_verifying_history(given: Given, holdfast: Run, zoe: str) -> None:
    given.execute("select given.tenant('birch')")
    assert holdfast("verify-history").out == "2 histories are as written.\n"
    given.execute(
        "update data.history set operation = 'delete'"
        " where table_name = 'bookings' and tenant_id = given.tenant_id('alder')"
    )
    finished = holdfast("verify-history")
    assert finished.status == 1
    assert "alder: changed (position " in finished.out
    assert holdfast("verify-history", "birch").out == "1 history is as written.\n"
    assert holdfast("verify-history", "alder").status == 1


def test_new_keys_for_a_business(given: Given, holdfast: Run, zoe: str) -> None:
    query = "select private.manage_token(tenant_id, booking_id) from data.bookings"
    before = given.execute(query).fetchone()
    finished = holdfast("rotate-keys", "--tenant", "alder")

    assert finished.out == "alder has a new key: links sent until now are dead.\n"
    assert given.execute(query).fetchone() != before


def test_there_has_to_be_a_key_to_change_from(holdfast: Run) -> None:
    refused(holdfast("rotate-keys"), "HOLDFAST_PREVIOUS_SECRET_KEY is not set")


def test_what_is_encrypted_is_encrypted_anew(
    given: Given, holdfast: Run, zoe: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = "another key that is long enough for the tests to use, whatever they do"
    given.execute("select given.member('alder', 'Olga', 'owner')")
    given.execute(
        "update data.users set totp_secret = %s", [Vault(settings("")).seal("the secret")]
    )
    given.execute("select given.webhook('alder')")
    given.execute("update data.endpoints set secret = %s", [Vault(settings("")).seal("whsec_")])
    given.execute(
        "insert into data.whatsapp_accounts (tenant_id, phone_number_id, access_token, app_secret)"
        " select tenant_id, '12345', %s, %s from data.tenants limit 1",
        [Vault(settings("")).seal("their token"), Vault(settings("")).seal("their app")],
    )
    monkeypatch.setenv("HOLDFAST_SECRET_KEY", new)
    monkeypatch.setenv("HOLDFAST_PREVIOUS_SECRET_KEY", KEY)
    given.execute("select given.resource('alder', 'Kim')")
    given.execute(
        "insert into data.calendars (tenant_id, resource_id, kind, name, sealed_secret)"
        " values (given.tenant_id('alder'), given.resource_id('alder', 'Kim'), 'ics', 'Home', %s)",
        [Vault(settings("")).seal("their address")],
    )
    assert holdfast("rotate-keys").out == "Encrypted anew: 5 secrets.\n"

    row = given.execute(
        "select u.totp_secret, a.access_token, a.app_secret, e.secret, c.sealed_secret"
        " from data.users as u, data.whatsapp_accounts as a, data.endpoints as e,"
        " data.calendars as c"
    ).fetchone()
    assert row is not None
    assert list(map(Vault(settings("", secret_key=new)).open, row)) == [
        "the secret",
        "their token",
        "their app",
        "whsec_",
        "their address",
    ]
    monkeypatch.setenv("HOLDFAST_PREVIOUS_SECRET_KEY", new)
    monkeypatch.setenv("HOLDFAST_SECRET_KEY", KEY)
    given.execute("update data.users set totp_secret = 'gAAAA'")
    refused(holdfast("rotate-keys"), "with neither of the two keys")


def test_platform_admins(given: Given, holdfast: Run) -> None:
    finished = holdfast("create-admin", "root@platform.test", "--name", "Root")
    assert finished.out == "root@platform.test is a platform admin.\n"
    again = holdfast("create-admin", "Root@platform.test", "--name", "Root")
    assert again.out == "Root@platform.test is a platform admin already.\n"
    assert given.execute("select name from data.users").fetchall() == [("Root",)]


def test_acting_for_a_business(given: Given, holdfast: Run) -> None:
    holdfast(*TENANT)
    asked = ("act-for", "alder", "--as", "root@platform.test", "--reason", "They called.")
    refused(holdfast(*asked), "Nobody has the address root@platform.test")
    holdfast("create-admin", "root@platform.test", "--name", "Root")
    token = holdfast(*asked).out.strip()
    claims = Tokens(settings("")).claims(token)
    row = given.execute("select acting_id::text, name, reason from data.acting").fetchone()
    assert row is not None
    assert (claims["acting"], claims["role"]) == (row[0], "platform_admin")
    assert row[1:] == ("Root", "They called.")
    refused(holdfast("act-for", "cedar", *asked[2:]), "There is no business of that name.")
    refused(holdfast("act-for", "alder", "--as", "olga@alder.test", "--reason", "Me."), "platform")
