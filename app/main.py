"""The application, assembled: routes, who is asking, and what happens when it goes wrong."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from app.database import Database
from app.endpoints import ROUTES
from app.failures import HANDLERS
from app.guard import Guard
from app.identity import IdentityProvider
from app.links import Links
from app.mailer import Mailer
from app.observe import Observe
from app.retention import keep_retaining
from app.settings import Settings
from app.sweep import keep_sweeping
from app.throttle import Throttle
from app.tokens import Tokens
from app.vault import Vault


def create_app(settings: Settings) -> Starlette:
    """The ASGI application. It starts without its database, answers 503 until that is there, and
    recovers by itself."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[Mapping[str, Any]]:
        database = Database(settings)
        await database.pool.open(wait=False)
        tasks = database.combiner.start()
        if settings.sweep_seconds > 0:
            tasks.append(asyncio.create_task(keep_sweeping(database, settings.sweep_seconds)))
            tasks.append(asyncio.create_task(keep_retaining(database)))
        if settings.mail_seconds > 0:
            tasks.append(asyncio.create_task(Mailer(settings, database).keep_sending()))
        try:
            yield {
                "database": database,
                "identity_provider": IdentityProvider(settings),
                "links": Links(settings),
                "settings": settings,
                "throttle": Throttle(settings),
                "tokens": Tokens(settings),
                "vault": Vault(settings),
            }
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await database.pool.close()

    return Starlette(
        routes=ROUTES,
        lifespan=lifespan,
        middleware=[
            Middleware(Observe),
            Middleware(Guard, settings=settings),
            Middleware(
                CORSMiddleware,
                allow_origins=[each.strip() for each in settings.cors_origins.split(",")],
                allow_methods=["GET", "POST", "PATCH", "DELETE"],
                allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "If-Match"],
                expose_headers=["ETag", "Idempotent-Replayed", "Retry-After", "X-Request-Id"],
                max_age=3600,
            ),
        ],
        exception_handlers=HANDLERS,
    )
