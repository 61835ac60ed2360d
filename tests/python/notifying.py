"""What the tests of ways out have in common: notices that are to be told, and the worker that tells
them, once and to the end."""

import asyncio
import dataclasses
import json
from typing import Any

import psycopg

from app.database import Database
from app.deliveries import Deliverer
from app.dsn import as_user
from app.settings import Settings
from app.worker import adapters

Given = psycopg.Connection[tuple[Any, ...]]


def open_alder(given: Given) -> str:
    """A business that can be booked and tells of it in every way, and a booking of Zoe's; its
    id."""
    given.execute(
        "select given.tenant('alder'), given.member('alder', 'Olga', 'owner'),"
        " given.resource('alder', 'Ann'), given.service('alder', 'Cut', 60, 'Ann')"
    )
    given.execute("update data.resources set user_id = given.user_id('alder', 'Olga')")
    given.execute(
        "insert into data.notification_settings (tenant_id, channels)"
        " values (given.tenant_id('alder'), '{email,push,sms,whatsapp}')"
    )
    return str(one(given, "given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe')"))


def one(given: Given, expression: str, *values: Any) -> Any:
    """The value of an expression."""
    row = given.execute(f"select {expression}".encode(), values).fetchone()
    assert row is not None
    return row[0]


def notify(given: Given, channel: str, booking_id: str, kind: str = "reminder") -> str:
    """Have the customer of a booking of alder's told of it; the delivery's id. To Olga, if it is
    for the staff."""
    known = {"booking_id": booking_id, "recipient": "customer"}
    if kind.startswith("staff"):
        olga = str(one(given, "given.user_id('alder', 'Olga')"))
        known |= {"recipient": "user", "recipient_id": olga}
    else:
        zoe = "(select customer_id from data.bookings where booking_id = %s)"
        known["recipient_id"] = str(one(given, zoe, booking_id))
    if kind == "reminder":
        start = "(select private.utc(starts_at) from data.bookings where booking_id = %s)"
        known["starts_at"] = str(one(given, start, booking_id))
    given.execute(
        "select private.queue_deliveries(given.tenant_id('alder'), array[row("
        " %s, given.tenant_id('alder'), uuidv7(), null, %s, %s, null)::private.wanted])",
        [channel, kind, json.dumps(known)],
    )
    return str(one(given, "(select max(delivery_id::text) from data.deliveries)"))


def work(settings: Settings) -> None:
    """Make all deliveries that are due, and settle them."""
    asyncio.run(worked(settings))


async def worked(settings: Settings) -> None:
    worker = as_user(settings.database_url, "holdfast_worker")
    database = Database(
        dataclasses.replace(settings, database_url=worker, combine_bookings=0, pool_size=1)
    )
    await database.pool.open(wait=False)
    ways_out = adapters(settings)
    deliverer = Deliverer(database, ways_out)
    for _ in range(3):  # What waits for another of its kind is due once that is settled.
        await deliverer.claim()
        await deliverer.finish()
    for each in ways_out.values():
        await each.close()
    await database.pool.close()


def due_now(given: Given) -> None:
    """Time goes by, until what is to be tried again is."""
    given.execute("update data.deliveries set due_at = now() where status = 'pending'")
    given.execute("update data.queues set due_at = now()")


def delivery(given: Given, delivery_id: str) -> dict[str, Any]:
    """What has become of a delivery."""
    found = "(select to_jsonb(d) from data.deliveries as d where delivery_id = %s)"
    return dict(one(given, found, delivery_id))
