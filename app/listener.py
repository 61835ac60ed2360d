"""Hears of events as soon as they are published: one connection of the process that LISTENs.

A notification is a hint. Whoever is told to look at everything (at first, and whenever the
connection was lost in between) finds in the tables what they missed.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncGenerator, Callable, Mapping

import psycopg
from psycopg.conninfo import make_conninfo

from app.database import WIRE

logger = logging.getLogger("holdfast.listener")

CHANNEL = "holdfast_events"

# How long a connection may say nothing before it is asked whether it is still there.
QUIET_SECONDS = 10.0
RECONNECT_SECONDS = 0.5

Published = Mapping[str, int]
"""By business, the number of its last event."""


class Listener:
    """Listens, for whoever subscribes."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._subscribers: list[Callable[[Published | None], None]] = []
        self.is_up = False
        """Whether nothing can have been missed since subscribers were last told to look at all."""

    def subscribe(self, heard: Callable[[Published | None], None]) -> None:
        """Have something called with what was published; with None if that is not known, and
        anything may have been. It must not block, and not raise."""
        self._subscribers.append(heard)

    async def keep_listening(self) -> None:
        """Listen for ever, on a new connection whenever one is lost."""
        said = False
        while True:
            try:
                async with contextlib.aclosing(self._heard()) as all_heard:
                    async for what in all_heard:
                        said = False
                        for heard in self._subscribers:
                            heard(what)
            except (psycopg.Error, OSError) as error:
                if not said:
                    logger.warning("not listening: %s", type(error).__name__)
                said = True
            except Exception:  # Who could not take it may have missed it: all begin anew.
                logger.exception("what was heard went wrong")
            finally:
                self.is_up = False
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _heard(self) -> AsyncGenerator[Published | None]:
        connection = await psycopg.AsyncConnection.connect(
            make_conninfo(self._url, **WIRE), autocommit=True
        )
        async with connection:
            await connection.execute(f"listen {CHANNEL}".encode())
            self.is_up = True
            yield None
            while True:
                async for notice in connection.notifies(timeout=QUIET_SECONDS):
                    yield published(notice.payload)
                await connection.execute(b"")


def published(payload: str) -> Published | None:
    """What a notification says; None if it is not one of ours. Any login may send one."""
    try:
        said = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    if isinstance(said, dict) and all(type(number) is int for number in said.values()):
        return said
    return None
