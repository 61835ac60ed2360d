"""The holdfast command: `python -m app`, or `holdfast` once installed."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import psycopg

from app.commands import Trouble, place
from app.commands.acting import act_for
from app.commands.archive import run_export, run_import
from app.commands.deliveries import deliveries
from app.commands.privacy import erase, retention, verify_history
from app.commands.progress import Progress
from app.commands.proof import proof
from app.commands.psql import psql
from app.commands.push import vapid_key
from app.commands.run import DEFAULTS, run, serve_until_told
from app.commands.tenants import create_admin, create_tenant, rotate_keys
from app.commands.work import require_key, work
from app.settings import Settings

ROOT = Path(__file__).parent.parent

DESCRIPTION = "Holdfast, the booking backend that cannot double-book."

EPILOG = """\
examples:
  holdfast run                                      try it: nothing else is needed
  HOLDFAST_PORT=9000 holdfast run                   the same on another port
  holdfast psql -c 'select * from private.help()'   psql's own arguments are passed on
  holdfast proof --url http://127.0.0.1:8000        or --help: who signs in, and where

Settings are environment variables; docs/operations.md lists them. DATABASE_URL names the
database. Without it an embedded PostgreSQL 18 runs in the folder .holdfast.
"""


def run_serve(settings: Settings, arguments: list[str]) -> None:
    """Serve a database that has been migrated."""
    if not settings.database_url:
        raise Trouble("serve needs DATABASE_URL. To try Holdfast without a database: holdfast run")
    if settings.database_worker_url:
        require_key("serve with DATABASE_WORKER_URL")
    serve_until_told(settings)


def run_migrate(settings: Settings, arguments: list[str]) -> None:
    """Migrate, and say what that came to."""
    with Progress() as progress:
        _, outcome = place.bring_up_to_date(settings, progress)
    if outcome.rebuilt:
        say(f"Migrations applied: {outcome.applied}. Functions and policies rebuilt.")
    else:
        say("Everything was up to date.")


def run_demo(settings: Settings, arguments: list[str]) -> None:
    """Load the demo, and say whether it was missing."""
    with Progress() as progress:
        _, loaded = place.with_demo(settings, progress)
    say("The demo is loaded." if loaded else "The demo was there already.")


def run_openapi(settings: Settings, arguments: list[str]) -> None:
    """Print the document; progress goes to standard error."""
    from app import documents  # All of the application, which other commands need not wait for.

    with Progress(sys.stderr) as progress:
        where, _ = place.bring_up_to_date(settings, progress)
    say(json.dumps(documents.openapi(where.admin_url), indent=2, ensure_ascii=False))


def run_docs(settings: Settings, arguments: list[str]) -> None:
    """Write the pages of docs/ that are made from the catalogue and the code."""
    from app import documents

    with Progress() as progress:
        where, _ = place.bring_up_to_date(settings, progress)
        progress("writing docs/")
        documents.write(where.admin_url, ROOT / "docs")


def run_bench(settings: Settings, arguments: list[str]) -> int:
    """Run bench/run.py, which is no part of the installed application."""
    command = [sys.executable, str(ROOT / "bench" / "run.py"), *arguments]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - a program of ours


def say(text: str) -> None:
    """Write a line of the result."""
    sys.stdout.write(f"{text}\n")


class Command(NamedTuple):
    """What a command does, the words for it, and whether it takes arguments of its own."""

    act: Callable[[Settings, list[str]], int | None]
    words: str
    takes_arguments: bool = False


COMMANDS = {
    "run": Command(run, "try it: database, demo and application, until Ctrl-C"),
    "serve": Command(run_serve, "the application alone, for production"),
    "worker": Command(work, "events, deliveries and sweeps, for production"),
    "migrate": Command(run_migrate, "bring the database up to date"),
    "demo": Command(run_demo, "load five demo businesses, unless they are there"),
    "proof": Command(proof, "show on a live server that what we claim holds", True),
    "psql": Command(psql, "a prompt on the database, as holdfast_person", True),
    "openapi": Command(run_openapi, "print the OpenAPI document"),
    "docs": Command(run_docs, "write the generated pages of docs/"),
    "bench": Command(run_bench, "measure", True),
}

OPERATORS = {
    "create-tenant": Command(create_tenant, "open a business from a preset", True),
    "create-admin": Command(create_admin, "make somebody a platform admin", True),
    "act-for": Command(act_for, "a token to act for a business, for a reason", True),
    "export": Command(run_export, "write a business into one file", True),
    "import": Command(run_import, "bring a business in from such a file", True),
    "deliveries": Command(deliveries, "what is told to whom: retry, discard, replay", True),
    "erase": Command(erase, "erase what is known of a customer", True),
    "retention": Command(retention, "erase what a business keeps no longer, now", True),
    "verify-history": Command(verify_history, "look whether history was tampered with", True),
    "vapid-key": Command(vapid_key, "a key with which browsers know us (Web Push)", True),
    "rotate-keys": Command(rotate_keys, "a new key for links, or for what we encrypt", True),
}

EVERY = COMMANDS | OPERATORS


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        "holdfast",
        usage="holdfast <command>",
        description="\n".join(
            [
                DESCRIPTION,
                "",
                "commands:",
                *listed(COMMANDS),
                "",
                "for operators (each has --help):",
                *listed(OPERATORS),
            ]
        ),
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", choices=EVERY, metavar="command", help=argparse.SUPPRESS)
    return parser


def listed(commands: Mapping[str, Command]) -> list[str]:
    """A line for each command."""
    return [f"  {name:<14} {command.words}" for name, command in commands.items()]


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 1, and one line, for what its user can mend."""
    given = (sys.argv[1:] if arguments is None else arguments) or ["--help"]
    passed_on: list[str] = []
    if given[0] in EVERY and EVERY[given[0]].takes_arguments:
        given, passed_on = given[:1], given[1:]
    name = parser().parse_args(given).name
    if name == "run":
        os.environ.update(DEFAULTS | os.environ)
    try:
        settings = Settings.from_environment()
    except ValueError as error:
        return refuse(error)
    try:
        return EVERY[name].act(settings, passed_on) or 0
    except (Trouble, psycopg.OperationalError) as error:
        return refuse(error)
    except KeyboardInterrupt:
        return 130


def refuse(error: Exception) -> int:
    """Say in one line why the command stops."""
    sys.stderr.write(f"holdfast: {' '.join(str(error).split())}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
