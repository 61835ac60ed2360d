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
from app.google import Google
from app.guard import Guard
from app.identity import IdentityProvider
from app.kept import AnswerFromKept, Kept
from app.links import Links
from app.listener import Listener
from app.live import Live
from app.observe import Observe
from app.paths import Paths
from app.recurring import keep_up
from app.settings import Settings
from app.stripe_api import StripeApi
from app.throttle import Throttle
from app.tokens import Tokens
from app.unsubscribe import Unsubscribe
from app.vault import Vault
from app.watch import Watch
from app.worker import working


def create_app(settings: Settings) -> Starlette:
    """The ASGI application. It starts without its database, answers 503 until that is there, and
    recovers by itself."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[Mapping[str, Any]]:
        database = Database(settings)
        await database.pool.open(wait=False)
        live = app.state.live
        listener = Listener(settings.listen_url)
        kept = Kept(settings, listener)
        # Before anybody is told that something changed, nobody finds it as it was.
        listener.subscribe(kept.heard)
        listener.subscribe(live.heard)
        watch = Watch(database, listener)
        tasks = [
            *database.combiner.start(),
            asyncio.create_task(keep_up(listener.keep_listening)),
            asyncio.create_task(keep_up(live.keep_beating)),
        ]
        google = Google(settings)
        stripe = StripeApi(settings)
        worker = working(settings) if settings.database_worker_url else contextlib.nullcontext()
        try:
            async with worker:
                yield {
                    "database": database,
                    "kept": kept,
                    "live": live,
                    "google": google,
                    "identity_provider": IdentityProvider(settings),
                    "links": Links(settings),
                    "settings": settings,
                    "stripe": stripe,
                    "throttle": Throttle(settings),
                    "tokens": Tokens(settings),
                    "unsubscribe": Unsubscribe(settings),
                    "vault": Vault(settings),
                    "watch": watch,
                }
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await google.close()
            await stripe.close()
            await database.pool.close()

    app = Starlette(
        routes=[Paths(ROUTES)],
        lifespan=lifespan,
        middleware=[
            Middleware(AnswerFromKept),
            Middleware(Observe),
            Middleware(Guard, settings=settings),
            Middleware(
                CORSMiddleware,
                allow_origins=[each.strip() for each in settings.cors_origins.split(",")],
                allow_methods=["GET", "POST", "PATCH", "DELETE"],
                allow_headers=[
                    "Authorization",
                    "Content-Type",
                    "Idempotency-Key",
                    "If-Match",
                    "Last-Event-ID",
                ],
                expose_headers=["ETag", "Idempotent-Replayed", "Retry-After", "X-Request-Id"],
                max_age=3600,
            ),
        ],
        exception_handlers=HANDLERS,
    )
    app.state.live = Live(settings)
    app.state.routes = ROUTES
    return app
