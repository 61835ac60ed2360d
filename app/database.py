"""The only road to the database: one api function, for one caller, in one transaction."""

import contextlib
import json
import re
import select
from collections.abc import Mapping
from typing import Any, NamedTuple

import psycopg
from psycopg import errors, sql
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from app.broken import broken
from app.combine import FUNCTION, Combiner
from app.contract import READ_AS, SIGNATURES, BadArguments, Fault, Signature, signatures
from app.migrate import STAMP, latest_migration
from app.settings import Settings

# PostgreSQL names the parameter that it could not read by its number, in the error's context.
PARAMETER = re.compile(r"parameter \$(\d+)")

# Nothing of the first try is left. The last two are what a statement meets that was parsed before
# the functions were rebuilt and runs after (see app/migrate.py).
RETRIED = (
    errors.SerializationFailure,
    errors.DeadlockDetected,
    errors.UndefinedFunction,
    errors.InternalError_,
)

# When a server is taken for gone that says nothing at all, as when its machine or the network is.
WIRE = {
    "connect_timeout": 5,
    "tcp_user_timeout": 5000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}

# The first parameters of every call are the claims, and whether the function only reads.
CLAIMS = 2


class Answer(NamedTuple):
    """What a function answered: its JSON as PostgreSQL wrote it, and headers it asked for."""

    body: bytes
    headers: dict[str, str]


def answer(document: str | None, headers: str | None) -> Answer:
    """What a function answered, from the texts that PostgreSQL gives."""
    return Answer((document or "null").encode(), json.loads(headers) if headers else {})


async def look(connection: psycopg.AsyncConnection[Any]) -> None:
    """Raise psycopg.OperationalError if the server hung up while nobody used the connection.

    No round trip unless it has said something unasked, as it does when it goes.
    """
    unasked = select.poll()
    unasked.register(connection.fileno(), select.POLLIN)
    if unasked.poll(0):
        await AsyncConnectionPool.check_connection(connection)


class Database:
    """A pool of connections, and the contract of what may be called through them."""

    def __init__(self, settings: Settings) -> None:
        self.pool = AsyncConnectionPool(
            settings.database_url,
            open=False,
            min_size=settings.pool_size,
            max_size=settings.pool_size,
            timeout=settings.pool_timeout_seconds,
            check=self._check,
            # The pool waits twice as long after each failure to connect, for minutes in the end.
            # One that gives up after a second and begins anew is back as soon as the server is.
            reconnect_timeout=1,
            reconnect_failed=AsyncConnectionPool.check,
            kwargs={"autocommit": True, "prepare_threshold": 0} | WIRE,
            name="holdfast",
        )
        self.combiner = Combiner(self.pool, settings.combine_bookings, settings.pool_size // 2)
        self._signatures: dict[str, Signature] = {}
        self._queries: dict[tuple[str, ...], bytes] = {}

    async def contract(self) -> Mapping[str, Signature]:
        """The api functions, read from the database itself when first needed."""
        if not self._signatures:
            async with self.pool.connection() as connection:
                cursor = await connection.execute(SIGNATURES)
                self._signatures = signatures(await cursor.fetchall())
        return self._signatures

    async def call(
        self,
        function: str,
        arguments: Mapping[str, Any],
        claims: Mapping[str, Any],
        *,
        typed: bool = True,
    ) -> Answer:
        """Run api.<function>(…) for whoever the claims say, and return what it answers.

        arguments are keyed by parameter names without p_; typed says that they come from JSON
        rather than from a query string. One statement, one transaction, one round trip: the claims
        are set by the first argument (see db/functions/_shared/begin_claims.sql), and the headers
        are read after the call. What is in RETRIED is tried once more; so is, after a connection
        went, what only reads or has an Idempotency-Key: the second time, that gives the answer of
        the first. Bookings may be made together with others (app/combine.py).

        Raises BadArguments, psycopg.Error, psycopg_pool.PoolTimeout.
        """
        signature = (await self.contract())[function]
        texts = signature.texts(arguments, typed=typed)
        query = self._query(function, tuple(texts))
        values = [json.dumps(claims), "true" if signature.read_only else "false", *texts.values()]
        try:
            combined = function == FUNCTION and self.combiner.is_on
            if combined and (made := await self.combiner.make(claims, texts)):
                return answer(*made)
            return await self._run(query, values)
        except RETRIED:
            return await self._run(query, values)
        except psycopg.OperationalError as error:
            if broken(error) and (signature.read_only or "idempotency_key" in claims):
                with contextlib.suppress(PoolTimeout):
                    return await self._run(query, values)
            raise
        except psycopg.DataError as error:
            raise self._placed(error, signature, list(texts)) from error
        except errors.CheckViolation as error:
            raise self._placed(error, signature, list(texts)) from error

    async def _check(self, connection: psycopg.AsyncConnection[Any]) -> None:
        """Look at a connection before it is used. Where one is gone, so may the other idle ones be.

        Raises psycopg.OperationalError, upon which the pool gives another.
        """
        try:
            await look(connection)
        except psycopg.OperationalError:
            await self.pool.check()
            raise

    async def _run(self, query: bytes, values: list[str]) -> Answer:
        async with self.pool.connection() as connection:
            cursor = await connection.execute(query, values)
            row = await cursor.fetchone()
        assert row is not None
        return answer(*row)

    def _query(self, function: str, names: tuple[str, ...]) -> bytes:
        key = (function, *names)
        query = self._queries.get(key)
        if query is None:
            composed = sql.SQL(
                "select api.{}(p_tenant_id => private.begin_claims(%s, %s){})::text,"
                " current_setting('response.headers', true)"
            ).format(
                sql.Identifier(function),
                sql.SQL("").join(
                    sql.SQL(", {} => %s").format(sql.Identifier(f"p_{name}")) for name in names
                ),
            )
            query = self._queries[key] = composed.as_bytes()
        return query

    def _placed(self, error: psycopg.Error, signature: Signature, names: list[str]) -> Exception:
        """The error as BadArguments if PostgreSQL says which argument it could not read."""
        match = PARAMETER.search(error.diag.context or "")
        if match is None or int(match[1]) <= CLAIMS:
            return error
        parameter = signature.parameters[names[int(match[1]) - CLAIMS - 1]]
        if error.diag.datatype_name and parameter.meaning:
            detail = f"does not fit. {parameter.meaning}"
        else:
            said = error.diag.message_primary or "cannot be read"
            detail = READ_AS.get(parameter.type, said)
        return BadArguments([Fault(f"#/{parameter.name}", detail)])

    async def is_current(self) -> bool:
        """Whether every migration that this code knows has been applied."""
        async with self.pool.connection() as connection:
            cursor = await connection.execute("select obj_description('private'::regnamespace)")
            row = await cursor.fetchone()
        match = STAMP.match(row[0] or "") if row else None
        return match is not None and match[2] >= latest_migration()
