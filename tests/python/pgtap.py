"""pgTAP, the SQL test framework: fetched once, checked, and loaded into a database as plain SQL.

It is plain SQL indeed, so it needs no place in the server's extension folder: the same file works
on an embedded server, in a container and on somebody else's machine.
"""

import io
import os
import re
import tarfile
from pathlib import Path

import psycopg

from bench.npm import fetched

PACKAGE = "@electric-sql/pglite-pgtap@0.0.15"
INTEGRITY = (
    "WWyw8E/V69RbkEpWBAsZX/Jd9GnTLu7p4mNy54fAsjcmJ5NX3xYm4S8YOKGEcOEAQnaGb+gixPQq/2SO3rT3DQ=="
)
MEMBER = "share/postgresql/extension/pgtap--1.3.5.sql"
CACHE = Path(__file__).parent.parent.parent / ".holdfast" / "pgtap--1.3.5.sql"
RESULT = re.compile(r"^(not )?ok \d+", re.MULTILINE)

# What one file left is gone before the next: all that `discard all` does, but for the plans of
# functions, most of which the next one needs again.
AFRESH = """
rollback;
close all;
reset session authorization;
reset all;
deallocate all;
unlisten *;
select pg_advisory_unlock_all();
discard temp;
discard sequences;
set search_path = tap, public;
"""


def script() -> str:
    """The SQL that makes pgTAP 1.3.5. Raises RuntimeError if what was fetched is not that."""
    if not CACHE.exists():
        package = fetched(PACKAGE, INTEGRITY)
        with tarfile.open(fileobj=io.BytesIO(package)) as outer:
            inner = outer.extractfile("package/dist/pgtap.tar.gz")
            assert inner is not None
            with tarfile.open(fileobj=inner) as archive:
                member = archive.extractfile(MEMBER)
                assert member is not None
                CACHE.parent.mkdir(exist_ok=True)
                # Whole or not at all: another process may be doing the same.
                fresh = CACHE.with_suffix(f".{os.getpid()}")
                fresh.write_bytes(member.read())
                fresh.replace(CACHE)
    return CACHE.read_text()


def install(connection: psycopg.Connection) -> None:
    """Load pgTAP into a schema of its own, tap."""
    connection.execute("create schema tap")
    connection.execute("grant usage on schema tap to public")
    connection.execute("set search_path = tap, public")
    connection.execute(script().encode())
    connection.execute("reset search_path")


def run(connection: psycopg.Connection, path: Path) -> str:
    """Run one test file and return its TAP. Raises AssertionError unless all of it passed."""
    connection.execute(AFRESH)
    cursor = connection.execute(path.read_text().encode())
    output = "\n".join(
        str(row[0]) for result in cursor.results() if result.description for row in result
    )
    planned = re.search(r"^1\.\.(\d+)$", output, re.MULTILINE)
    results = RESULT.findall(output)
    assert planned, output
    assert len(results) == int(planned[1]), output
    assert "not " not in results, output
    return output
