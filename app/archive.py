"""One business as one file: a zip of JSON Lines, one for each table, and a manifest.

What is in it, and in which order, private.archive_tables says. The same business gives the same
bytes: rows are in the order of their keys, and nothing tells when or where the archive was made. So
an archive that was imported and is exported again is the archive.

It has the keys of the links in the e-mails of its customers, which go on working, and is therefore
for its owner's eyes only (mode 0600).
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from app.migrate import STAMP
from app.ours_alone import ours_alone

FORMAT = 1
MANIFEST = "manifest.json"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)

# What dates and bytes look like in JSON is a setting in PostgreSQL.
SETTINGS = {
    "timezone": "UTC",
    "datestyle": "ISO",
    "intervalstyle": "iso_8601",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}

Connection = psycopg.Connection[Any]
Report = Callable[[str], None]


class ArchiveError(Exception):
    """Why an archive cannot be made or read, in one line."""


def export_tenant(
    connection: Connection, slug: str, path: Path, report: Report = lambda _: None
) -> dict[str, Any]:
    """Write all that a business has, at one moment, into a new file; return its manifest.

    connection is a superuser's, between transactions. Raises ArchiveError and psycopg.Error; then
    there is no file.
    """
    try:
        file = open(path, "xb", opener=ours_alone)  # noqa: SIM115 - closed below, or removed.
    except OSError as error:
        raise ArchiveError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            return write(connection, slug, archive, report)
    except BaseException:
        path.unlink()
        raise


def write(
    connection: Connection, slug: str, archive: zipfile.ZipFile, report: Report
) -> dict[str, Any]:
    """Fill an archive, which ends with its manifest. Raises ArchiveError and psycopg.Error."""
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        read_alike(connection)
        tenant = connection.execute(
            "select tenant_id::text, slug::text, name::text from data.tenants where slug = %s",
            [slug],
        ).fetchone()
        if tenant is None:
            raise ArchiveError(f"There is no business {slug}.")
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "migration": migration(connection),
            "tenant": dict(zip(("id", "slug", "name"), tenant, strict=True)),
            "files": [],
        }
        tables = connection.execute(
            "select name, query from private.archive_tables(%s)", [tenant[0]]
        ).fetchall()
        for name, query in tables:
            report(f"reading {name}")
            with archive.open(entry(f"{name}.jsonl"), "w") as file:
                manifest["files"].append({"name": f"{name}.jsonl"} | copy(connection, query, file))
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    archive.writestr(entry(MANIFEST), text)
    return manifest


def copy(connection: Connection, query: str, file: IO[bytes]) -> dict[str, Any]:
    """Write a line for each row of a query; return how many there were, and their digest."""
    digest = hashlib.sha256()
    rows = 0
    with connection.cursor(name="archive") as cursor:
        cursor.itersize = 2000
        cursor.execute(query.replace("%", "%%").encode(), [])
        for (line,) in cursor:
            data = f"{line}\n".encode()
            digest.update(data)
            file.write(data)
            rows += 1
    return {"rows": rows, "sha256": digest.hexdigest()}


def import_tenant(
    connection: Connection, path: Path, report: Report = lambda _: None
) -> dict[str, Any]:
    """Bring in a business from an archive, all of it or nothing; return its manifest.

    connection is a superuser's, between transactions, of a database as it was exported from: after
    the same migration. Every constraint is checked, and every invariant afterwards; triggers are
    silent, for what they would write is in the archive. Whoever writes meanwhile waits.

    Raises ArchiveError and psycopg.Error; then nothing has changed.
    """
    with opened(path) as archive, connection.transaction():
        manifest = checked_manifest(archive)
        tenant = manifest["tenant"]
        read_alike(connection)
        require_room(connection, manifest)
        # Asked for once: it takes longer than most tables.
        connection.execute(
            sql.SQL(
                "create temporary table archive_tables on commit drop as select *"
                " from private.archive_tables({}) with ordinality as t (name, columns, query, nth)"
            ).format(sql.Literal(tenant["id"]))
        )
        tables = [
            name
            for (name,) in connection.execute(
                "select name from pg_temp.archive_tables order by nth"
            )
        ]
        files = {each["name"].removesuffix(".jsonl"): each for each in manifest["files"]}
        if list(files) != tables:
            raise ArchiveError("The archive does not have the tables that this database has.")
        triggers(connection, tables, "disable")
        connection.execute("create temporary table archive_lines (line jsonb) on commit drop")
        for name in tables:
            report(f"writing {name}")
            load(connection, archive, files[name])
            connection.execute("select private.import_rows(%s, %s)", [tenant["id"], name])
            connection.execute("truncate pg_temp.archive_lines")
        triggers(connection, tables, "enable")
        report("looking for what is broken")
        require_whole(connection, tenant["id"])
    return manifest


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive, open. Raises ArchiveError if it is none, or breaks off."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror}.") from error
    except (zipfile.BadZipFile, EOFError) as error:
        raise ArchiveError(f"{path} is no archive of ours, or is damaged.") from error


def checked_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest of an archive. Raises ArchiveError if it has none that we can read."""
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        known = (
            isinstance(manifest["migration"], str)
            and {"id", "slug"} <= manifest["tenant"].keys()
            and all({"name", "rows", "sha256"} == each.keys() for each in manifest["files"])
        )
        number = manifest["format"]
    except (KeyError, TypeError, AttributeError, ValueError):
        known, number = False, FORMAT
    if number != FORMAT:
        raise ArchiveError(f"The archive is of format {number}; this version reads {FORMAT}.")
    if not known:
        raise ArchiveError("The archive has no manifest that can be read.")
    return manifest


def require_room(connection: Connection, manifest: dict[str, Any]) -> None:
    """Make sure that the database is of the archive's age, and has no such business. Raises
    ArchiveError."""
    here = migration(connection)
    if manifest["migration"] != here:
        raise ArchiveError(
            f"The archive is of a database after migration {manifest['migration']}, "
            f"this one is after {here}: bring both to the same version."
        )
    tenant = manifest["tenant"]
    there = connection.execute(
        "select slug::text from data.tenants where tenant_id::text = %s or slug = %s",
        [tenant["id"], tenant["slug"]],
    ).fetchone()
    if there:
        raise ArchiveError(f"There is a business {there[0]} here already: nothing was imported.")


def load(connection: Connection, archive: zipfile.ZipFile, listed: dict[str, Any]) -> None:
    """Put a file's lines where private.import_rows finds them. Raises ArchiveError if they are not
    what the manifest says."""
    digest = hashlib.sha256()
    rows = 0
    try:
        file = archive.open(listed["name"])
    except KeyError:
        raise ArchiveError(f"{listed['name']} is not in the archive.") from None
    with (
        file,
        connection.cursor().copy("copy pg_temp.archive_lines (line) from stdin") as lines,
    ):
        for line in file:
            digest.update(line)
            lines.write_row([line.decode().rstrip("\n")])
            rows += 1
    if (rows, digest.hexdigest()) != (listed["rows"], listed["sha256"]):
        raise ArchiveError(f"{listed['name']} is not what the manifest says: it was changed.")


def require_whole(connection: Connection, tenant_id: str) -> None:
    """Make sure that what was imported is as it must be. Raises ArchiveError."""
    broken = connection.execute(
        "select invariant, detail from private.violations() where tenant_id = %s limit 1",
        [tenant_id],
    ).fetchone()
    if broken:
        raise ArchiveError(
            f"What is in the archive is broken ({broken[0]} {broken[1]}): nothing was imported."
        )


def triggers(connection: Connection, tables: list[str], verb: str) -> None:
    """Enable or disable our triggers. Those that check references stay."""
    for name in tables:
        statement = sql.SQL("alter table {} {} trigger user")
        connection.execute(statement.format(sql.Identifier("data", name), sql.SQL(verb)))


def read_alike(connection: Connection) -> None:
    """For this transaction, have values written as archives have them."""
    for name, value in SETTINGS.items():
        connection.execute("select set_config(%s, %s, true)", [name, value])


def migration(connection: Connection) -> str:
    """The migration that the database is after. Raises ArchiveError if it is none of ours."""
    row = connection.execute(
        "select obj_description(to_regnamespace('private'), 'pg_namespace')"
    ).fetchone()
    match = STAMP.match(row[0] or "") if row else None
    if match is None:
        raise ArchiveError("The database has not been migrated: holdfast migrate.")
    return match[2]


def entry(name: str) -> zipfile.ZipInfo:
    """An entry of an archive that says nothing of when and by whom it was made."""
    info = zipfile.ZipInfo(name, FIRST_DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    info.create_system = 3
    return info
