"""The holdfast command: `python -m app`, or `holdfast` once installed.

A command is imported when it is asked for: all of them together take more than a second.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple, cast

from app.commands import DEFAULTS, Trouble
from app.settings import Settings

DESCRIPTION = "Holdfast, the booking backend that cannot double-book."

EPILOG = """\
examples:
  holdfast proof --url http://127.0.0.1:8000        or --help: who signs in, and where

Settings are environment variables; docs/operations.md lists them. DATABASE_URL names the
database. Without it an embedded PostgreSQL 18 runs in the folder .holdfast.
"""


class Command(NamedTuple):
    """What a command does, as module:function of app.commands, the words for it, and whether it
    takes arguments of its own."""

    does: str
    words: str
    takes_arguments: bool = False

    def load(self) -> Callable[[Settings, list[str]], int | None]:
        """What it does."""
        module, _, function = self.does.partition(":")
        found = getattr(importlib.import_module(f"app.commands.{module}"), function)
        return cast(Callable[[Settings, list[str]], int | None], found)


COMMANDS = {
    "run": Command("run:run", "try it: database, demo and application, until Ctrl-C"),
    "serve": Command("run:serve", "the application alone, for production"),
    "worker": Command("work:work", "events, deliveries and sweeps, for production"),
    "migrate": Command("database:migrate", "bring the database up to date"),
    "demo": Command("database:demo", "load five demo businesses, unless they are there"),
    "proof": Command("proof:proof", "show on a live server that what we claim holds", True),
    "psql": Command("psql:psql", "a prompt on the database, as holdfast_person", True),
    "openapi": Command("documents:openapi", "print the OpenAPI document"),
    "docs": Command("documents:docs", "write the generated pages of docs/"),
    "stripe-double": Command(
        "stripe_double:stripe_double", "what Stripe is to us, without the internet", True
    ),
    "bench": Command("bench:bench", "measure", True),
}

OPERATORS = {
    "create-tenant": Command("tenants:create_tenant", "open a business from a preset", True),
    "create-admin": Command("tenants:create_admin", "make somebody a platform admin", True),
    "act-for": Command("acting:act_for", "a token to act for a business, for a reason", True),
    "export": Command("archive:run_export", "write a business into one file", True),
    "import": Command("archive:run_import", "bring a business in from such a file", True),
    "deliveries": Command(
        "deliveries:deliveries", "what is told to whom: retry, discard, replay", True
    ),
    "erase": Command("privacy:erase", "erase what is known of a customer", True),
    "plans": Command("plans:plans", "bring what businesses can subscribe to to Stripe", True),
    "retention": Command("privacy:retention", "erase what a business keeps no longer, now", True),
    "verify-history": Command(
        "privacy:verify_history", "look whether history was tampered with", True
    ),
    "stripe": Command("stripe:stripe", "ask Stripe what we may have missed: stripe sync", True),
    "vapid-key": Command("push:vapid_key", "a key with which browsers know us (Web Push)", True),
    "rotate-keys": Command(
        "tenants:rotate_keys", "a new key for links, or for what we encrypt", True
    ),
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
        return EVERY[name].load()(settings, passed_on) or 0
    except Trouble as error:
        return refuse(error)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from psycopg import OperationalError  # Whoever did not need it until now raises none.

        if isinstance(error, OperationalError):
            return refuse(error)
        raise


def refuse(error: Exception) -> int:
    """Say in one line why the command stops."""
    sys.stderr.write(f"holdfast: {' '.join(str(error).split())}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
