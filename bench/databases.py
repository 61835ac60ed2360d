"""The databases that are measured, on an embedded server of the benchmark's own.

It is set up as the wheel sets it up, and waits for the disk at every commit, as in production.
"""

import atexit
import os
import platform
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import NamedTuple

import psutil
import psycopg
from psycopg import sql

from app import embedded
from app.commands import place
from app.dsn import as_user, with_database
from app.migrate import Connection, migrate, run_file
from bench.plan import Plan
from bench.report import Report

SEED = Path(__file__).with_name("seed.sql")

ONE, TWO = 1, 2
"""The businesses that are looked at: bench-1 with 20 staff, bench-2 with 200."""


SCANS = """
    select relname, seq_scan
    from pg_stat_user_tables
    where schemaname = 'data' and seq_scan > 0
"""


CALENDARS = ("allocations", "bookings", "hours")
"""Tables that grow with every business, and that every request looks at."""


class Databases(NamedTuple):
    """Superusers' URLs."""

    alone: str
    """One business with 20 staff, and nobody else."""
    full: str
    """The same, one with 200 staff, and many others."""
    unguarded: str
    """A copy of that without row security."""


def start() -> str:
    """Start a server in a temporary folder; both go when the process ends. Its superuser's URL."""
    folder = place.temporary_folder("holdfast-bench-")
    return embedded.start(folder / "pg")


def preload(url: str, library: str) -> None:
    """Start the server anew with a library. From then on it is ours to stop."""
    with connected(url) as dba:
        dba.execute(sql.SQL("alter system set shared_preload_libraries = {}").format(library))
        row = dba.execute("show data_directory").fetchone()
    assert row is not None
    command = [embedded.program("pg_ctl"), "--pgdata", row[0], "--wait", "--mode", "fast"]
    # It will not work for root.
    act = partial(subprocess.run, user=Path(row[0]).stat().st_uid, stdout=subprocess.DEVNULL)
    atexit.register(act, [*command, "stop"])
    act([*command, "--log", f"{row[0]}/log", "restart"], check=True)


def prepare(server: str, plan: Plan) -> Databases:
    """Create the databases, filled and analysed."""
    alone = create(server, "bench_alone")
    migrate(alone)
    with connected(alone) as dba:
        seed(dba)
        fill(dba, ONE, ONE, 20, plan.days)
        settle(dba)

    full = create(server, "bench_full", template="bench_alone")
    with connected(full) as dba:
        fill(dba, TWO, TWO, 200, plan.days)
        fill(dba, TWO + 1, TWO + plan.others, 20, plan.other_days)
        dba.execute("call bench.number_leads()")
        dba.execute("call bench.fill_bare_tables()")
        settle(dba)

    unguarded = create(server, "bench_unguarded", template="bench_full")
    with connected(unguarded) as dba:
        lift_row_security(dba)
    return Databases(alone, full, unguarded)


def create(server: str, name: str, template: str = "template0") -> str:
    """A new database, copied from another; its URL."""
    with connected(server) as dba:
        dba.execute(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    return with_database(server, name)


def connected(url: str) -> Connection:
    """A connection for arranging things."""
    return psycopg.connect(url, autocommit=True)


def seed(dba: Connection) -> None:
    """Add what the benchmark needs to a migrated database."""
    run_file(dba, SEED)


def fill(dba: Connection, first: int, last: int, staff: int, days: int) -> None:
    """Add the businesses bench-<first> to bench-<last>, about 70 % of so many days booked."""
    dba.execute("call bench.open_tenants(%s, %s, %s)", (first, last, staff))
    dba.execute("call bench.fill_calendars(%s, %s, %s)", (first, last, days))


def settle(dba: Connection) -> None:
    """Let the planner know what there is."""
    dba.execute("vacuum (analyze, freeze)")


def lift_row_security(dba: Connection) -> None:
    """Let everybody see every row."""
    tables = dba.execute("select tablename from pg_tables where schemaname = 'data'").fetchall()
    for (name,) in tables:
        dba.execute(
            sql.SQL("alter table data.{} disable row level security").format(sql.Identifier(name))
        )


def web(url: str) -> str:
    """The same database as the application signs in to it."""
    return as_user(url, "holdfast_web")


def count(url: str, table: sql.Identifier) -> int:
    """How many rows a table has."""
    with connected(url) as dba:
        row = dba.execute(sql.SQL("select count(*) from {}").format(table)).fetchone()
    assert row is not None
    return int(row[0])


class Scans:
    """Counts how often tables are read from end to end in the blocks that it surrounds."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.times: Counter[str] = Counter()

    def __enter__(self) -> None:
        self.before = self.so_far()

    def __exit__(self, *_: object) -> None:
        self.times += self.so_far() - self.before

    def so_far(self) -> Counter[str]:
        """How often each table has been read so, ever."""
        time.sleep(
            0.1
        )  # A connection's reads are counted when it ends, a moment after it is closed.
        with connected(self.url) as dba:
            return Counter(dict(dba.execute(SCANS).fetchall()))

    def tell(self, report: Report, what: str) -> None:
        """Report it: a goal for the tables that grow, a remark on the others."""
        for name in CALENDARS:
            report.add(
                f"{what}: data.{name} read from end to end", self.times.pop(name, 0), "", "0"
            )
        listed = (f"{name} {times:,} times" for name, times in sorted(self.times.items()))
        report.remark(
            f"{what} read these small tables from end to end: {', '.join(listed) or 'none'}."
        )


def checkpoint(server: str) -> None:
    """Write out what the round before left in memory, so that the next one does not pay for it."""
    with connected(server) as dba:
        dba.execute("checkpoint")


def machine(server: str) -> str:
    """What this was measured on, in a line."""
    with connected(server) as dba:
        row = dba.execute("show server_version").fetchone()
    assert row is not None
    load = os.getloadavg()[0]
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}; "
        f"PostgreSQL {row[0]}, Python {platform.python_version()}; "
        f"{flush_milliseconds():.2f} ms to flush 8 kB to disk; load {load:.1f} at the start."
    )


def flush_milliseconds(times: int = 20) -> float:
    """How long the disk under the temporary folder takes to keep a page for good."""
    took = []
    with tempfile.TemporaryFile(buffering=0) as file:
        for _ in range(times):
            file.write(bytes(8192))
            started = time.perf_counter()
            os.fdatasync(file.fileno())
            took.append(time.perf_counter() - started)
    return statistics.median(took) * 1000
