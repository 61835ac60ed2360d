"""A connection whose prepared statements are timed with nothing but libpq in between."""

import time
from collections.abc import Sequence
from typing import Self

import psycopg
from psycopg import pq


class Caller:
    """Prepares a statement once and runs it many times, as one client.

    role is who to be when the superuser signed in; claims are those of the whole session.
    """

    def __init__(self, url: str, *, role: str = "", claims: str = "") -> None:
        self.connection = psycopg.connect(url, autocommit=True)
        self.connection.execute("set plan_cache_mode = 'force_generic_plan'")
        if claims:
            self.connection.execute("select set_config('request.claims', %s, false)", (claims,))
        if role:
            self.connection.execute("select set_config('role', %s, false)", (role,))
        self.libpq = self.connection.pgconn

    def prepare(self, name: str, statement: str) -> None:
        """Prepare a statement under a name. Raises RuntimeError if PostgreSQL will not."""
        require(self.libpq.prepare(name.encode(), statement.encode()))

    def time(self, name: str, values: Sequence[str]) -> float:
        """Run it; milliseconds until the answer is here. Raises RuntimeError if it fails."""
        encoded = [value.encode() for value in values]
        started = time.perf_counter()
        result = self.libpq.exec_prepared(name.encode(), encoded)
        took = time.perf_counter() - started
        require(result)
        return took * 1000

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()


def require(result: pq.abc.PGresult) -> None:
    """Raise RuntimeError unless it went well."""
    if result.status not in (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK):
        raise RuntimeError(result.error_message.decode())
