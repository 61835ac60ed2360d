"""`holdfast run`: everything at once, for trying it out and for working on it."""

import contextlib
import dataclasses
import errno
import os
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from app.commands import Trouble, panel, place, require_key
from app.commands.progress import Progress
from app.commands.till import till
from app.ours_alone import ours_alone
from app.settings import Settings
from app.vapid import new_private_key

# Who push services write to about a machine on which somebody tries it.
VAPID_SUBJECT = "mailto:holdfast@localhost"


def run(settings: Settings, arguments: list[str]) -> None:
    """Start or find the database, migrate it, load the demo, and serve until Ctrl-C.

    Raises Trouble.
    """
    require_free_port(settings.host, settings.port)
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # As under nohup.
            signal.signal(number, leave)

    with Progress() as progress:
        where, _ = place.with_demo(settings, progress)
        progress("starting the application")
        folder = Path(settings.data_dir)
        settings = dataclasses.replace(
            settings,
            database_url=where.web_url,
            database_worker_url=where.worker_url,
            secret_key=os.environ.get("HOLDFAST_SECRET_KEY") or kept_secret_key(folder),
            vapid_private_key=settings.vapid_private_key
            or kept(folder, "vapid_private_key", new_private_key),
            vapid_subject=settings.vapid_subject or VAPID_SUBJECT,
        )
        with till(settings, where) as settings:
            threading.Thread(target=panel.show, args=(settings, progress), daemon=True).start()
            serve_until_told(settings)
    sys.stdout.write("\n  Stopped.\n")


def serve(settings: Settings, arguments: list[str]) -> None:
    """Serve a database that has been migrated. Raises Trouble."""
    if not settings.database_url:
        raise Trouble("serve needs DATABASE_URL. To try Holdfast without a database: holdfast run")
    if settings.database_worker_url:
        require_key("serve with DATABASE_WORKER_URL")
    serve_until_told(settings)


def serve_until_told(settings: Settings) -> None:
    """Serve; Ctrl-C is the ordinary end of that. Raises Trouble."""
    require_free_port(settings.host, settings.port)
    from app import serve as server  # Half a second, which whoever is refused need not wait.

    with contextlib.suppress(KeyboardInterrupt):
        server.serve(settings)


def require_free_port(host: str, port: int, variable: str = "HOLDFAST_PORT") -> None:
    """Make sure that we can listen where we are told to. Raises Trouble."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        socket.create_server(address[:2], family=family).close()
    except (OSError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise Trouble(
                f"Port {port} is taken: stop what listens there, or set {variable} to another."
            ) from error
        raise Trouble(
            f"Cannot listen on {host}, port {port} (HOLDFAST_HOST, {variable}): {error}."
        ) from error


def leave(number: int, frame: FrameType | None) -> None:
    """Leave in good order on a signal that would end us at once, and PostgreSQL with us.

    A terminal that goes away is told on as SIGTERM, which uvicorn listens to while it serves: an
    exit out of one of its event loop's callbacks would be swallowed there.
    """
    if number == signal.SIGHUP:
        signal.raise_signal(signal.SIGTERM)
    else:
        sys.exit(0)


def kept_secret_key(folder: Path) -> str:
    """The secret key of the folder, so that tokens outlive a restart."""
    return kept(folder, "secret_key", lambda: secrets.token_urlsafe(48))


def kept(folder: Path, name: str, make: Callable[[], str]) -> str:
    """The key in a file of the folder, made on first use."""
    path = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError), open(path, "x", opener=ours_alone) as file:
        file.write(make())
    return path.read_text()
