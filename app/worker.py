"""The worker: everything that is to be done though nobody asks for it.

It relays events, makes deliveries, hands lapsed holds on, seals history, applies retention and
reads outside calendars. Any number of processes may run one; the application runs one by itself
where it is told to.
"""

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from functools import partial

from app.calendars import Calendars, Ics, Reader
from app.channels import Adapter
from app.channels.email import EmailAdapter
from app.channels.google_calendar import GoogleCalendar
from app.channels.push import Push
from app.channels.sms import Sms
from app.channels.stripe import Stripe
from app.channels.webhook import Webhooks
from app.channels.whatsapp import WhatsApp
from app.database import Database
from app.deliveries import Deliverer, Pace
from app.google_busy import GoogleBusy
from app.listener import Listener
from app.recurring import keep_up
from app.relay import Relay
from app.retention import keep_retaining
from app.settings import Settings
from app.stripe_api import StripeApi
from app.stripe_sync import Synchroniser
from app.sweep import keep_sweeping
from app.watch import Watch

# A connection each for waiting, claiming and settling, and three for what is now and then.
POOL_SIZE = 6


def adapters(settings: Settings) -> dict[str, Adapter]:
    """The ways out, by channel."""
    return {
        "calendar": GoogleCalendar(settings),
        "email": EmailAdapter(settings),
        "push": Push(settings),
        "sms": Sms(settings),
        "stripe": Stripe(settings),
        "webhook": Webhooks(settings),
        "whatsapp": WhatsApp(settings),
    }


def readers(settings: Settings) -> dict[str, Reader]:
    """Who reads outside calendars, by kind."""
    return {
        "google": GoogleBusy(settings),
        "ics": Ics(settings),
    }


@contextlib.asynccontextmanager
async def working(
    settings: Settings,
    ways_out: Mapping[str, Adapter] | None = None,
    pace: Pace | None = None,
) -> AsyncIterator[Watch]:
    """A worker, for as long as the context lasts; what it has begun is finished at the end."""
    ways_out = adapters(settings) if ways_out is None else ways_out
    database = Database(
        dataclasses.replace(
            settings,
            database_url=settings.database_worker_url,
            pool_size=POOL_SIZE,
            combine_bookings=0,
        )
    )
    await database.pool.open(wait=False)
    deliverer = Deliverer(database, ways_out, pace)
    listener = Listener(settings.database_worker_url)
    listener.subscribe(lambda published: deliverer.wake())
    watch = Watch(database, listener)
    relay = Relay(database, settings.relay_seconds, deliverer.wake, deliverer)
    ways_in = readers(settings)
    stripe = StripeApi(settings)
    relaying = asyncio.create_task(keep_up(relay.keep_relaying))
    works: list[Callable[[], Awaitable[None]]] = [
        listener.keep_listening,
        deliverer.keep_delivering,
        partial(keep_sweeping, database, settings.sweep_seconds),
        partial(keep_retaining, database),
        Calendars(settings, database, ways_in).keep_reading,
    ]
    if settings.stripe_secret_key:
        works.append(Synchroniser(database, stripe).keep_syncing)
    tasks = [asyncio.create_task(keep_up(each)) for each in works]
    try:
        yield watch
    finally:
        # The relay first: it brings deliveries.
        for ending in ([relaying], tasks):
            for task in ending:
                task.cancel()
            await asyncio.gather(*ending, return_exceptions=True)
        for way_out in ways_out.values():
            await way_out.close()
        for way_in in ways_in.values():
            await way_in.close()
        await stripe.close()
        await database.pool.close()
