"""`holdfast psql`: a prompt on the database, as a person, who may do what their role may."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from app.commands import Trouble, place
from app.commands.progress import Progress
from app.settings import Settings

PERSON = "holdfast_person"
PSQLRC = Path(__file__).parent.parent.parent / "deploy" / "psqlrc"


def psql(settings: Settings, arguments: list[str]) -> int:
    """Open psql as holdfast_person, with further arguments of its own; return its exit status.

    An embedded database is brought up to date first, with the demo. Raises Trouble.
    """
    with Progress(sys.stderr) as progress:
        if settings.migration_url:
            where = place.find(settings, progress)
        else:
            where, _ = place.with_demo(settings, progress)

    conninfo, environment = as_person(where.admin_url)
    # Ctrl-C is psql's own: it cancels a query there, and must not end us around it.
    signal.signal(signal.SIGINT, lambda number, frame: None)
    return subprocess.run(  # noqa: S603 - no shell, and what is passed on is its user's own
        [program(), conninfo, *arguments],
        env=os.environ | environment | {"PSQLRC": str(PSQLRC)},
        check=False,
    ).returncode


def as_person(url: str) -> tuple[str, dict[str, str]]:
    """How libpq connects to the same database as holdfast_person, and its environment.

    A password goes into the environment, where other users cannot see it; another user's password
    is no use, so psql asks for one if the server wants it.
    """
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    is_theirs = parts.get("user") == PERSON and password is not None
    parts["user"] = PERSON
    return make_conninfo("", **parts), {"PGPASSWORD": str(password)} if is_theirs else {}


def program() -> str:
    """The wheel's psql, or else the one on the PATH. Raises Trouble."""
    try:
        from app import embedded

        return embedded.program("psql")
    except ImportError:
        found = shutil.which("psql")
    if not found:
        raise Trouble("There is no psql here: install PostgreSQL's client.")
    return found
