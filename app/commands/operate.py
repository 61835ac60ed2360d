"""What the commands of operators share: their arguments, and a superuser's connection."""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from app.archive import ArchiveError
from app.commands import Trouble, place
from app.commands.progress import Progress
from app.migrate import STAMP, latest_migration
from app.problems import PROBLEMS
from app.settings import Settings

Connection = psycopg.Connection[Any]

# SQLSTATEs that say what whoever typed the command can put right: ours, and broken constraints.
TOLD = ("K", "22", "23")


def parser(command: str, description: str, epilog: str = "") -> argparse.ArgumentParser:
    """A parser of a command's arguments, whose help is laid out as it is written."""
    return argparse.ArgumentParser(
        f"holdfast {command}",
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


@contextlib.contextmanager
def connected(settings: Settings) -> Iterator[tuple[Connection, Progress]]:
    """A superuser's connection to a database that is up to date, and where to say how far we are.

    Raises Trouble, also for what the database refuses.
    """
    with Progress(sys.stderr) as progress:
        if settings.migration_url:
            where = place.find(settings, progress)
        else:
            where, _ = place.bring_up_to_date(settings, progress)
        try:
            with psycopg.connect(where.admin_url, autocommit=True) as connection:
                require_current(connection)
                with explained(connection):
                    yield connection, progress
        except ArchiveError as error:
            raise Trouble(str(error)) from error
        except psycopg.errors.InsufficientPrivilege as error:
            raise Trouble(
                "This needs a superuser, in DATABASE_DIRECT_URL or DATABASE_URL: "
                f"{error.diag.message_primary}."
            ) from error


@contextlib.contextmanager
def explained(connection: Connection) -> Iterator[None]:
    """Say what the database refuses in words that are for people. Raises Trouble."""
    try:
        yield
    except psycopg.Error as error:
        if not (error.sqlstate or "").startswith(TOLD):
            raise
        raise Trouble(said(error, connection)) from error


def said(error: psycopg.Error, connection: Connection) -> str:
    """What the database refuses, for a person. The comment of a domain says what fits it."""
    if problem := PROBLEMS.get(error.diag.constraint_name or ""):
        return problem.meaning
    if domain := error.diag.datatype_name:
        row = connection.execute(
            "select obj_description(to_regtype(format('data.%%I', %s::text)), 'pg_type')", [domain]
        ).fetchone()
        if row and row[0]:
            return f"That does not fit. {row[0]}"
    words = f"{error.diag.message_primary}".rstrip(".")
    if error.sqlstate == "KC101":  # The detail lists them.
        return f"{words} (--cancel-bookings)."
    return f"{words}."


def require_current(connection: Connection) -> None:
    """Make sure that the database knows what we are about to ask of it. Raises Trouble."""
    row = connection.execute(
        "select obj_description(to_regnamespace('private'), 'pg_namespace')"
    ).fetchone()
    match = STAMP.match(row[0] or "") if row else None
    if match is None or match[2] != latest_migration():
        raise Trouble("The database is not of this version: holdfast migrate.")


def tenant_of(connection: Connection, slug: str) -> str:
    """The id of a business. Raises Trouble."""
    row = connection.execute(
        "select tenant_id::text from data.tenants where slug = %s", [slug]
    ).fetchone()
    if row is None:
        raise Trouble(f"There is no business {slug}.")
    return str(row[0])


def act(connection: Connection, tenant_id: str, role: str) -> None:
    """For the rest of this transaction, act for a business. Its history will name the operator, as
    somebody at psql."""
    connection.execute(
        "select private.begin_claims(%s, false)", [Jsonb({"tenant_id": tenant_id, "role": role})]
    )


def say(text: str) -> None:
    """Write a line of the result."""
    sys.stdout.write(f"{text}\n")


def count(number: int, one: str, many: str) -> str:
    """A number of things, in words."""
    return f"{number} {one if number == 1 else many}"
