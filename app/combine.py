"""Several bookings in one transaction, while others wait for the database.

A booking costs the database less together with others than alone: one statement, one commit, one
turn of a connection. Nobody waits for company: a worker takes whoever waits by the time it is free.
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import psycopg
from psycopg_pool import AsyncConnectionPool

from app.broken import broken, unserved
from app.recurring import keep_up

QUERY = b"select private.create_bookings(%s)::text"

FUNCTION = "create_booking"
"""What is made together."""

Made = tuple[str, str] | None
"""An answer and its headers, as texts; None if it is to be asked for alone."""


class Waiting(NamedTuple):
    """A booking that somebody waits for."""

    request: dict[str, Any]
    made: asyncio.Future[Made]


class Combiner:
    """A queue of bookings, and the workers that make them."""

    def __init__(self, pool: AsyncConnectionPool[Any], most: int, workers: int) -> None:
        self._pool = pool
        self._most = most
        self._workers = workers
        self._waiting: asyncio.Queue[Waiting] = asyncio.Queue()

    @property
    def is_on(self) -> bool:
        """Whether bookings are made together at all."""
        return self._most > 1

    def start(self) -> list[asyncio.Task[None]]:
        """Start the workers, if there is something for them; whoever calls it ends them."""
        workers = max(1, self._workers) if self.is_on else 0
        return [asyncio.create_task(keep_up(self._work)) for _ in range(workers)]

    async def make(self, claims: Mapping[str, Any], arguments: Mapping[str, str]) -> Made:
        """Make a booking with whoever else waits. Its arguments are texts, as Signature.texts
        gives them. Raises what befell the connection, if the booking may have been made."""
        waiting = Waiting(
            {"claims": dict(claims), "arguments": dict(arguments)},
            asyncio.get_running_loop().create_future(),
        )
        self._waiting.put_nowait(waiting)
        return await waiting.made

    async def _work(self) -> None:
        while True:
            batch = [await self._waiting.get()]
            while len(batch) < self._most and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            # Whoever has gone away meanwhile has booked nothing.
            batch = [waiting for waiting in batch if not waiting.made.done()]
            await self._make_together(batch)

    async def _make_together(self, batch: list[Waiting]) -> None:
        results: list[Made | Exception]
        if len(batch) < 2:
            results = [None] * len(batch)
        else:
            try:
                results = await self._run([waiting.request for waiting in batch])
            except Exception as error:  # Whatever it is, somebody waits to be told.
                results = [outcome(error)] * len(batch)
        for waiting, result in zip(batch, results, strict=True):
            if waiting.made.done():
                continue
            if isinstance(result, Exception):
                waiting.made.set_exception(result)
            else:
                waiting.made.set_result(result)

    async def _run(self, requests: list[dict[str, Any]]) -> list[Made | Exception]:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(QUERY, [json.dumps(requests)])
            row = await cursor.fetchone()
        assert row is not None
        return [each and (each["answer"], each["headers"] or "{}") for each in json.loads(row[0])]


def outcome(error: Exception) -> Made | Exception:
    """What it means for each of its bookings that a statement failed as a whole.

    What the server has undone is asked for again, alone. If the connection went, it may have been
    committed: what that means is the same as for who asked alone.
    """
    undone = isinstance(error, psycopg.Error) and not unserved(error) and not broken(error)
    return None if undone else error
