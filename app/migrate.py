"""Bring a database up to date.

Tables change once, by migration. Functions, triggers, grants and policies are not migrated: they
are thrown away and rebuilt from db/functions and db/policies in a single transaction, whenever
those files or the migrations have changed. What a business starts with, and may not be called, is
data: it is written when its files differ from it.
"""

import hashlib
import json
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import psycopg
from psycopg import errors, sql
from psycopg.types.json import Jsonb
from yoyo import get_backend, read_migrations

from app import event_types

DB = Path(__file__).parent.parent / "db"
LOCK = "select pg_try_advisory_lock(hashtext('holdfast.migrate'))"
RETRIES = [0.05 * n for n in range(1, 40)]
STAMP = re.compile(r"^Internal functions\. Layer (\w+) after (\S+)\.$")

Connection = psycopg.Connection[tuple[Any, ...]]


class Outcome(NamedTuple):
    """What migrate() did: migrations applied, and whether the layer was rebuilt."""

    applied: int
    rebuilt: bool


def replaceable_files() -> list[Path]:
    """The files that make the rebuilt layer; the first clears it."""
    return [*sorted((DB / "functions").rglob("*.sql")), *sorted((DB / "policies").rglob("*.sql"))]


def latest_migration() -> str:
    """The name of the newest migration of this checkout."""
    names = (path.stem for path in (DB / "migrations").glob("*.sql"))
    return max(name for name in names if not name.endswith(".rollback"))


def run_file(connection: Connection, path: Path) -> None:
    """Run one SQL file; an error says at which line of which file."""
    text = path.read_text()
    try:
        connection.execute(text.encode())
    except psycopg.Error as error:
        position = int(error.diag.statement_position or 1)
        error.add_note(f"{path.relative_to(DB.parent)}:{text.count(chr(10), 0, position) + 1}")
        raise


def yoyo_url(url: str) -> str:
    """The URL as yoyo wants it: psycopg 3, and a short wait for locks on every connection."""
    options = quote("-c lock_timeout=3s -c statement_timeout=0")
    address = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return f"{address}{'&' if '?' in address else '?'}options={options}"


def run_in_any_order(connection: Connection, files: list[Path]) -> None:
    """Run files that lean on one another: what a file still misses is created by a later one."""
    while files:
        waiting: dict[Path, psycopg.Error] = {}
        for path in files:
            try:
                with connection.transaction():
                    run_file(connection, path)
            except (errors.UndefinedFunction, errors.UndefinedObject) as error:
                waiting[path] = error
        if len(waiting) == len(files):
            raise next(iter(waiting.values()))
        files = list(waiting)


def take_turn(connection: Connection) -> None:
    """Wait until no other migrator is at work. By asking again: a statement that waits for the lock
    holds a snapshot, for which `create index concurrently` of the other would wait in turn."""
    while connection.execute(LOCK).fetchone() == (False,):
        time.sleep(0.1)


def apply_migrations(url: str) -> int:
    """Apply what is pending and return how many that were."""
    with get_backend(yoyo_url(url)) as backend:
        backend.break_lock()  # Ours is the advisory lock; a row left here is a dead process.
        with backend.lock():
            pending = backend.to_apply(read_migrations(str(DB / "migrations")))
            backend.apply_migrations_only(pending)
            return len(pending)


def stamp(files: list[Path]) -> str:
    """What is written on the layer, so that it is rebuilt only when it has changed."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    return f"Internal functions. Layer {digest} after {latest_migration()}."


def rebuild(connection: Connection, *, force: bool = False) -> bool:
    """Rebuild the replaceable layer if it differs from the files; say whether it was.

    Raises RuntimeError when traffic holds the tables for the better part of a minute.
    """
    files = replaceable_files()
    wanted = stamp(files)
    installed = connection.execute("select obj_description('private'::regnamespace)").fetchone()
    if installed == (wanted,) and not force:
        return False

    for pause in RETRIES:
        try:
            with connection.transaction():
                connection.execute("set local lock_timeout = '100ms'")
                connection.execute("set local check_function_bodies = off")
                connection.execute("set local role holdfast_owner")
                run_file(connection, files[0])
                run_in_any_order(connection, files[1:])
                connection.execute(sql.SQL("comment on schema private is {}").format(wanted))
        except errors.LockNotAvailable:
            time.sleep(pause)  # Traffic holds a table. Let it by rather than deadlock with it.
        else:
            return True
    raise RuntimeError("Tables stayed busy; functions and policies were not rebuilt.")


def load(connection: Connection) -> None:
    """Bring what is kept as data up to its files: presets, reserved slugs, types of events."""
    presets = {path.stem: json.loads(path.read_text()) for path in (DB / "presets").glob("*.json")}
    slugs = (DB / "reserved_slugs.txt").read_text().split()
    connection.execute(
        "select private.load_presets(%s), private.load_reserved_slugs(%s),"
        " private.load_event_types(%s)",
        [Jsonb(presets), slugs, Jsonb(event_types.document())],
    )


def set_password(connection: Connection, role: str, password: str) -> None:
    """Give a role its password. It is hashed here, so that no log of the server's can have it."""
    verifier = connection.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    )
    connection.execute(
        sql.SQL("alter role {} password {}").format(sql.Identifier(role), verifier.decode())
    )


def migrate(
    url: str,
    report: Callable[[str], None] = lambda _: None,
    *,
    passwords: Mapping[str, str] | None = None,
) -> Outcome:
    """Bring the database at url up to date, alone: a second migrator waits for the first.

    url must be a direct connection of a superuser (roles and extensions are created). passwords
    are those of roles; one that is empty stays as it is.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        take_turn(connection)
        run_file(connection, DB / "roles.sql")
        for role, password in (passwords or {}).items():
            if password:
                set_password(connection, role, password)
        report("applying migrations")
        applied = apply_migrations(url)
        report("rebuilding functions and policies")
        rebuilt = rebuild(connection, force=applied > 0)
        load(connection)
        return Outcome(applied, rebuilt)
