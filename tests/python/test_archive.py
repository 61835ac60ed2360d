"""A business as one file: written, read into another installation, and written again."""

import hashlib
import json
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from conftest import Databases
from psycopg import sql

from app.archive import ArchiveError, export_tenant, import_tenant
from app.migrate import run_file

Given = psycopg.Connection[tuple[Any, ...]]
US, THEM = "alder", "birch"


@pytest.fixture(scope="module")
def source(databases: Databases, vocabulary: str) -> Iterator[str]:
    """A database with two businesses that have rows in every table."""
    url = databases.create(vocabulary)
    with psycopg.connect(url, autocommit=True) as connection:
        run_file(connection, Path(__file__).parent / "two_businesses.sql")
        for slug, latitude in ((US, 41.9), (THEM, 42.0)):
            connection.execute("select given.filled(%s, %s)", [slug, latitude])
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
def archive(source: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One of the two, exported."""
    path = tmp_path_factory.mktemp("archive") / "alder.zip"
    with psycopg.connect(source, autocommit=True) as connection:
        export_tenant(connection, US, path)
    return path


@pytest.fixture
def target(given: Given) -> Given:
    """An installation without any business."""
    return given


def changed(archive: Path, path: Path, **files: bytes | None) -> Path:
    """A copy of an archive with other files in it; None leaves one out."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = files.get(name.partition(".")[0], old.read(name))
            if data is not None:
                new.writestr(name, data)
    return path


# Transactions, and the plans that a platform sells.
OF_THE_SERVER = ["transaction_id", "plan", "price_id", "checkout_price_id", "change_price_id"]


def forged(archive: Path, path: Path, table: str, old: str, new: str) -> Path:
    """A copy whose manifest knows of the change."""
    with zipfile.ZipFile(archive) as read:
        data = read.read(f"{table}.jsonl").replace(old.encode(), new.encode())
        manifest = json.loads(read.read("manifest.json"))
    for each in manifest["files"]:
        if each["name"] == f"{table}.jsonl":
            each["sha256"] = hashlib.sha256(data).hexdigest()
    return changed(archive, path, **{table: data, "manifest": json.dumps(manifest).encode()})


def rows(connection: Given, table: str, slug: str) -> list[str]:
    """The rows of a business in one table, but for what differs from server to server."""
    query = sql.SQL(
        "select (to_jsonb(t) - %s::text[])::text from {} as t"
        " where tenant_id = (select tenant_id from data.tenants where slug = %s) order by 1"
    ).format(sql.Identifier("data", table))
    return [row for (row,) in connection.execute(query, [OF_THE_SERVER, slug])]


def everything(connection: Given) -> dict[str, int]:
    """How many rows there are in each table."""
    tables = connection.execute(
        "select relname from pg_class"
        " where relnamespace = 'data'::regnamespace and relkind in ('r', 'p')"
    ).fetchall()
    counts = {}
    for (name,) in tables:
        query = sql.SQL("select count(*) from {}").format(sql.Identifier("data", name))
        row = connection.execute(query).fetchone()
        assert row is not None
        counts[name] = row[0]
    return counts


def test_exported_imported_and_exported_again_it_is_the_same_file(
    target: Given, archive: Path, tmp_path: Path
) -> None:
    import_tenant(target, archive)
    export_tenant(target, US, tmp_path / "again.zip")

    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def test_every_table_of_a_business_is_in_it_and_in_the_other_database(
    target: Given, source: str, archive: Path
) -> None:
    """Also the tables that come after this test: they are found in the catalogue."""
    manifest = import_tenant(target, archive)

    with psycopg.connect(source) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "select c.relname from pg_class as c join pg_attribute as a on a.attrelid = c.oid"
                " where c.relnamespace = 'data'::regnamespace and c.relkind in ('r', 'p')"
                " and c.relpersistence = 'p' and a.attname = 'tenant_id' and a.attnotnull"
            )
        ]
        theirs = {name: rows(connection, name, US) for name in tables}
    assert {name: rows(target, name, US) for name in tables} == theirs
    counts = {each["name"].removesuffix(".jsonl"): each["rows"] for each in manifest["files"]}
    assert {name: counts[name] for name in tables} == {n: len(r) for n, r in theirs.items()}
    assert {"bookings", "customers", "events", "tenant_keys", "members"} <= set(tables)
    assert not target.execute("select from private.violations()").fetchall()


def test_users_come_without_what_they_sign_in_with(target: Given, archive: Path) -> None:
    import_tenant(target, archive)

    with zipfile.ZipFile(archive) as read:
        people = [json.loads(line) for line in read.read("users.jsonl").splitlines()]
    assert {key for each in people for key in each} == {"created_at", "email", "name", "user_id"}
    assert len(people) == 5
    assert target.execute(
        "select count(*) from data.users where password_hash is null"
    ).fetchone() == (5,)


def test_links_in_the_mails_of_customers_go_on_working(
    target: Given, source: str, archive: Path
) -> None:
    token = (
        "select private.manage_token(tenant_id, booking_id) from data.bookings"
        " where tenant_id = given.tenant_id('alder') order by booking_id"
    )
    import_tenant(target, archive)

    with psycopg.connect(source) as connection:
        assert target.execute(token).fetchall() == connection.execute(token).fetchall()


def test_what_was_imported_is_a_business_like_any_other(target: Given, archive: Path) -> None:
    """Its triggers are on again."""
    import_tenant(target, archive)
    before = len(rows(target, "events", US))
    target.execute("update data.customers set note = 'seen'")

    assert len(rows(target, "events", US)) > before
    assert not target.execute("select from pg_trigger where tgenabled <> 'O'").fetchall()


def test_an_archive_is_for_its_owner_only_and_nothing_is_overwritten(
    source: str, archive: Path
) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    with (
        psycopg.connect(source, autocommit=True) as connection,
        pytest.raises(ArchiveError, match="File exists"),
    ):
        export_tenant(connection, US, archive)


def test_a_suspended_business_can_be_exported(
    databases: Databases, source: str, tmp_path: Path
) -> None:
    url = databases.create(source)
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("update data.tenants set status = 'suspended' where slug = 'alder'")
            manifest = export_tenant(connection, US, tmp_path / "suspended.zip")
    finally:
        databases.drop(url)
    assert manifest["tenant"]["slug"] == US


def test_nobody_elses_is_in_it(archive: Path) -> None:
    with zipfile.ZipFile(archive) as read:
        text = b"".join(read.read(name) for name in read.namelist()).decode()
    assert US in text
    assert THEM not in text


def test_a_business_that_is_not_there(source: str, tmp_path: Path) -> None:
    with (
        psycopg.connect(source, autocommit=True) as connection,
        pytest.raises(ArchiveError, match="no business cedar"),
    ):
        export_tenant(connection, "cedar", tmp_path / "cedar.zip")
    assert not (tmp_path / "cedar.zip").exists()


def test_it_is_imported_once(target: Given, archive: Path) -> None:
    import_tenant(target, archive)
    with pytest.raises(ArchiveError, match="There is a business alder here already"):
        import_tenant(target, archive)


def test_what_is_no_archive(target: Given, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("Hello.")
    with pytest.raises(ArchiveError, match="is no archive of ours"):
        import_tenant(target, tmp_path / "text")
    with pytest.raises(ArchiveError, match="No such file"):
        import_tenant(target, tmp_path / "nothing")


def manifest(archive: Path, **changes: Any) -> bytes:
    with zipfile.ZipFile(archive) as read:
        return json.dumps(json.loads(read.read("manifest.json")) | changes).encode()


def test_what_was_changed_on_the_way_is_refused(
    target: Given, archive: Path, tmp_path: Path
) -> None:
    """And leaves nothing behind."""
    stranger = "01890000-0000-7000-8000-000000000000"
    with zipfile.ZipFile(archive) as read:
        tenant_id = json.loads(read.read("manifest.json"))["tenant"]["id"]
        first = json.loads(read.read("services.jsonl").splitlines()[0])["service_id"]
    new = iter(tmp_path / str(n) for n in range(20))
    refused = {
        "it was changed": changed(archive, next(new), customers=b"{}\n"),
        "is not in the archive": changed(archive, next(new), customers=None),
        "no manifest": changed(archive, next(new), manifest=b"{}"),
        "of format 2": changed(archive, next(new), manifest=manifest(archive, format=2)),
        "bring both to the same version": changed(
            archive, next(new), manifest=manifest(archive, migration="0001.create-foundation")
        ),
        "does not have the tables": changed(
            archive, next(new), manifest=manifest(archive, files=[])
        ),
        "a row in customers that does not fit": forged(
            archive, next(new), "customers", tenant_id, stranger
        ),
        "a row in services that does not fit": forged(
            archive, next(new), "services", '"is_public"', '"is_secret"'
        ),
        "requirements_service_fkey": forged(archive, next(new), "services", first, stranger),
        "is broken": forged(archive, next(new), "allocations", '"active": true', '"active": false'),
    }
    before = everything(target)
    for why, path in refused.items():
        with pytest.raises((ArchiveError, psycopg.Error), match=why):
            import_tenant(target, path)
    assert everything(target) == before


def test_who_is_known_already_is_left_as_they_are(target: Given, archive: Path) -> None:
    """Somebody of theirs works for a business here."""
    with zipfile.ZipFile(archive) as read:
        olga = json.loads(read.read("users.jsonl").splitlines()[0])
    target.execute(
        "insert into data.users (user_id, email, name, password_hash) values (%s, %s, 'O.', '#')",
        [olga["user_id"], olga["email"]],
    )
    import_tenant(target, archive)

    assert target.execute(
        "select name, password_hash from data.users where user_id = %s", [olga["user_id"]]
    ).fetchone() == ("O.", "#")


@pytest.mark.parametrize("same", ["user_id", "email"])
def test_whoever_cannot_be_told_apart_is_not_guessed(
    target: Given, archive: Path, same: str
) -> None:
    with zipfile.ZipFile(archive) as read:
        olga = json.loads(read.read("users.jsonl").splitlines()[0])
    other = {"user_id": "01890000-0000-7000-8000-000000000000", "email": "other@x.test"}
    known = other | {same: olga[same]}
    target.execute(
        "insert into data.users (user_id, email, name) values (%(user_id)s, %(email)s, 'O.')", known
    )
    before = everything(target)
    with pytest.raises(psycopg.Error, match="it cannot be told who is who"):
        import_tenant(target, archive)
    assert everything(target) == before
