"""The worker: everything that is to be done though nobody asks for it.

It relays events, makes deliveries, hands lapsed holds on, seals history and applies retention. Any
number of processes may run one; the application runs one by itself where it is told to.
"""

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncIterator

from app.channels import Adapter
from app.channels.push import Push
from app.channels.sms import Sms
from app.channels.whatsapp import WhatsApp
from app.database import Database
from app.deliveries import Deliverer
from app.listener import Listener
from app.mailer import Mailer
from app.relay import keep_relaying
from app.retention import keep_retaining
from app.settings import Settings
from app.sweep import keep_sweeping

# A connection each for the relay, claiming, settling and the sweep.
POOL_SIZE = 4


def adapters(settings: Settings) -> dict[str, Adapter]:
    """The ways out, by channel."""
    return {
        "push": Push(settings),
        "sms": Sms(settings),
        "whatsapp": WhatsApp(settings),
    }


@contextlib.asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[None]:
    """A worker, for as long as the context lasts; what it has begun is finished at the end."""
    database = Database(
        dataclasses.replace(
            settings,
            database_url=settings.database_worker_url,
            pool_size=POOL_SIZE,
            combine_bookings=0,
        )
    )
    await database.pool.open(wait=False)
    ways_out = adapters(settings)
    deliverer = Deliverer(database, ways_out)
    listener = Listener(settings.database_worker_url)
    listener.subscribe(lambda published: deliverer.wake())
    tasks = [
        asyncio.create_task(each)
        for each in (
            listener.keep_listening(),
            keep_relaying(database, settings.relay_seconds, deliverer.wake),
            deliverer.keep_delivering(),
            keep_sweeping(database, settings.sweep_seconds),
            keep_retaining(database),
            Mailer(settings, database).keep_sending(),
        )
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for each in ways_out.values():
            await each.close()
        await database.pool.close()
