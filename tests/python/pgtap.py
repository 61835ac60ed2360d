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
# functions, most of which the next one needs again, and for what NOTED makes.
AFRESH = """
rollback;
close all;
reset session authorization;
reset all;
deallocate all;
unlisten *;
select pg_advisory_unlock_all();
set search_path = tap, public;
"""

# Where pgTAP notes how a file is getting on: made once for a connection, and empty again after the
# rollback of each file. pgTAP would make it for each, and every table that comes or goes has the
# server look through all the plans that the connection has made.
NOTED = """
create temporary sequence __tcache___id_seq;
create temporary table __tcache__ (
    id integer not null default nextval('__tcache___id_seq'),
    label text not null,
    value integer not null,
    note text not null default ''
);
create temporary sequence __tresults___numb_seq;
grant all on sequence __tcache___id_seq, __tresults___numb_seq to public;
grant all on table __tcache__ to public;
"""
PLAN = """
create or replace function tap.plan(integer) returns text
    language plpgsql strict
as $$
begin
    if exists (select from __tcache__ where label = 'plan') then
        raise exception 'You tried to plan twice!';
    end if;
    perform setval('__tresults___numb_seq', 1, false), _set('plan', $1), _set('failed', 0);
    return '1..' || $1;
end;
$$;
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
    connection.execute(PLAN)
    connection.execute("reset search_path")


def run(connection: psycopg.Connection, path: Path) -> str:
    """Run one test file and return its TAP. Raises AssertionError unless all of it passed."""
    connection.execute(AFRESH)
    if connection.execute("select to_regclass('pg_temp.__tcache__')").fetchone() == (None,):
        connection.execute(NOTED)
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
