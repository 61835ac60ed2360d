"""Where the time goes while 8 clients book: py-spy sees Python, pg_stat_statements PostgreSQL.

Both take time themselves, so nothing else is measured meanwhile.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from psycopg import sql

from bench.application import ROOT, serving
from bench.booking import book_over_http
from bench.databases import Databases, connected, preload
from bench.plan import Plan
from bench.report import Report, table

CLIENTS = 8
ROWS = 15
WIDTH = 76

# What leads to the standard library's files, and to packages'.
LIBRARIES = re.compile(r"^.*/python[\d.]+/(site-packages/)?")

STATEMENTS = """
    select query, calls, total_exec_time
    from pg_stat_statements
    join pg_database on oid = dbid
    where datname = current_database() and calls > %s
    order by total_exec_time desc
    limit %s
"""


def measure(databases: Databases, plan: Plan, report: Report) -> None:
    """Book while both look on. The server is started anew with its library."""
    url = databases.full
    preload(url, "pg_stat_statements")
    with connected(url) as dba:
        dba.execute("create extension if not exists pg_stat_statements")
        dba.execute(
            sql.SQL("alter database {} set pg_stat_statements.track = 'all'").format(
                sql.Identifier(dba.info.dbname)
            )
        )
    with serving(url) as application:
        book_over_http(url, application, CLIENTS, plan.warm_up)
        with connected(url) as dba:
            dba.execute("select pg_stat_statements_reset()")
        with tempfile.TemporaryDirectory() as folder:
            samples = Path(folder) / "samples"
            spy = watch(application.processes[0].pid, 2 * plan.seconds, samples)
            answers = book_over_http(url, application, CLIENTS, 2 * plan.seconds)
            if spy is not None and spy.wait() == 0:
                report.remark(python_table(samples.read_text().splitlines()))
            else:
                report.remark("Python was not watched: py-spy is missing, or may not look.")
        report.remark(statements_table(url, answers.good))


def watch(process: int, seconds: int, samples: Path) -> subprocess.Popen[bytes] | None:
    """Look 200 times a second at who holds Python's lock; None if there is no py-spy."""
    beside_python = Path(sys.executable).parent
    program = shutil.which("py-spy", path=f"{beside_python}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        return None
    command = [
        *(program, "record", "--pid", str(process), "--duration", str(seconds)),
        *("--rate", "200", "--gil", "--function", "--format", "raw", "--output", str(samples)),
    ]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet)  # noqa: S603 - found above


def python_table(samples: Iterable[str]) -> str:
    """Who had the processor: in each function itself, and in it and all that it called."""
    own, all_of = Counter[str](), Counter[str]()
    for line in samples:
        stack, _, times = line.rpartition(" ")
        functions = [readable(each) for each in stack.split(";")]
        own[functions[-1]] += int(times)
        for function in set(functions):
            all_of[function] += int(times)
    total = sum(own.values()) or 1
    rows = [
        (function, f"{times / total:.1%}", f"{all_of[function] / total:.1%}")
        for function, times in own.most_common(ROWS)
    ]
    head = ("Python, while 8 clients book", "itself", "with what it calls")
    return table(head, rows)


def readable(frame: str) -> str:
    """A function as py-spy names it, without what leads to its file."""
    function, _, file = frame.rpartition(" (")
    path = file.partition(":")[0].rstrip(")").removeprefix(f"{ROOT}/")
    return f"{LIBRARIES.sub('', path)}: {function}"


def statements_table(url: str, bookings: int) -> str:
    """What a booking costs in each statement, with what it calls, in functions too."""
    with connected(url) as dba:
        found = dba.execute(STATEMENTS, (bookings // 2, ROWS)).fetchall()
    rows = [
        (
            " ".join(query.split())[:WIDTH].replace("|", "\\|"),
            f"{calls / max(bookings, 1):.1f}",
            f"{milliseconds / max(bookings, 1):.3f}",
            f"{milliseconds / found[0][2]:.1%}",
        )
        for query, calls, milliseconds in found
    ]
    head = ("PostgreSQL, while 8 clients book", "calls a booking", "ms a booking", "share")
    return table(head, rows)
