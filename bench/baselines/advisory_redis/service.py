"""An advisory lock for each staff and start, and answers kept in Redis.

The lock makes those who want the same start wait for each other. Who wants an overlapping start
takes another lock. Redis forgets all answers of a business when a booking of it has been committed.
"""

import os
from datetime import datetime
from typing import Any

from redis.asyncio import Redis

from bench.baselines.service import Connection, Scheme, create_app

SECONDS = 300

LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"


class AdvisoryRedis(Scheme):
    """Locks in PostgreSQL, answers in Redis: a hash for each business, a field for each query."""

    def __init__(self) -> None:
        self.redis: Any = Redis.from_url(os.environ["REDIS_URL"])

    async def make_sure(self, connection: Connection, staff_id: str, starts_at: datetime) -> None:
        await connection.execute(LOCK, (f"{staff_id} {starts_at.isoformat()}",))

    async def kept(self, slug: str, query: str) -> bytes | None:
        answer: bytes | None = await self.redis.hget(f"free:{slug}", query)
        return answer

    async def keep(self, slug: str, query: str, answer: bytes) -> None:
        async with self.redis.pipeline(transaction=False) as pipeline:
            pipeline.hset(f"free:{slug}", query, answer)
            pipeline.expire(f"free:{slug}", SECONDS)
            await pipeline.execute()

    async def forget(self, slug: str) -> None:
        await self.redis.delete(f"free:{slug}")


app = create_app(AdvisoryRedis())
