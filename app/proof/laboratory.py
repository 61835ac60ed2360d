"""A server for the proof alone: PostgreSQL, the demo and the application, in a folder of its own.

The application is another process, as in production: it takes nothing from the clients' time.
"""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator

import psycopg

from app import demo
from app.commands import Trouble, panel, place
from app.commands.progress import Progress
from app.proof.stage import Laboratory
from app.settings import Settings

# The shortest that a business may have.
HOLD_MINUTES = 1


@contextlib.contextmanager
def laboratory(progress: Progress) -> Iterator[Laboratory]:
    """Start it, and stop it in the end. Raises Trouble."""
    folder = place.temporary_folder("holdfast-proof-")
    where, _ = place.with_demo(Settings(data_dir=str(folder)), progress)
    with psycopg.connect(where.admin_url) as connection:
        connection.execute(
            "update data.tenants set hold_minutes = %s where slug = %s",
            (HOLD_MINUTES, demo.BUSINESSES[0].slug),
        )

    progress("starting the application")
    key = secrets.token_urlsafe(48)
    settings = Settings(port=free_port(), secret_key=key)
    with application(where.web_url, settings):
        url = panel.address(settings)
        if not panel.answers(url):
            raise Trouble(f"The application did not start on {url}.")
        progress.finish()
        yield Laboratory(url, where.admin_url, key)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def application(web_url: str, settings: Settings) -> Iterator[None]:
    """The application on that database. Ctrl-C is not for it: it is needed to clean up."""
    ours = ("HOLDFAST_", "DATABASE_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment |= {
        "DATABASE_URL": web_url,
        "HOLDFAST_PORT": str(settings.port),
        "HOLDFAST_SECRET_KEY": settings.secret_key,
        "HOLDFAST_PUBLIC_WRITES_PER_MINUTE": "100000",
        "HOLDFAST_LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-m", "app", "serve"]
    process = subprocess.Popen(  # noqa: S603 - a program of ours
        command, env=environment, start_new_session=True
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()
