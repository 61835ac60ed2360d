"""`holdfast stripe sync`: asks Stripe what we may have missed, and puts it right."""

import argparse
import asyncio
import dataclasses
from collections import Counter

from app.commands import Trouble, operate, place
from app.database import Database
from app.settings import Settings
from app.stripe_api import Refused, StripeApi
from app.stripe_api import Trouble as StripeTrouble
from app.stripe_sync import Synchroniser

STRIPE = """\
Compare what we have with what Stripe has.

  sync [SLUG]   ask Stripe for events and movements that we missed, and heed them

The worker does so by itself, once an hour. Stripe keeps events for thirty days.
"""


def stripe(settings: Settings, arguments: list[str]) -> None:
    """Do what is asked. Raises Trouble."""
    parser = operate.parser("stripe", STRIPE)
    commands = parser.add_subparsers(
        required=True, metavar="command", help=argparse.SUPPRESS, prog="holdfast stripe"
    )
    asked = commands.add_parser("sync", description="Ask Stripe what we may have missed.")
    asked.add_argument("slug", nargs="?", help="of this business only; without it, of all")
    given = parser.parse_args(arguments)
    if not settings.stripe_secret_key:
        raise Trouble("This needs HOLDFAST_STRIPE_SECRET_KEY.")
    with operate.connected(settings) as (connection, progress):
        tenant_id = operate.tenant_of(connection, given.slug) if given.slug else None
        where = place.find(settings, progress)
        found = asyncio.run(synchronised(settings, where.admin_url, tenant_id))
    words = (
        operate.count(found["events"], "event", "events"),
        operate.count(found["transactions"], "movement", "movements"),
        operate.count(found["refunds"], "refund", "refunds"),
    )
    operate.say(f"Put right: {', '.join(words)}.")


async def synchronised(settings: Settings, url: str, tenant_id: str | None) -> Counter[str]:
    """What was put right. Raises Trouble."""
    database = Database(
        dataclasses.replace(settings, database_url=url, pool_size=1, combine_bookings=0)
    )
    api = StripeApi(settings)
    await database.pool.open()
    try:
        return await Synchroniser(database, api).sync_due(tenant_id, now=True)
    except (StripeTrouble, Refused) as error:
        raise Trouble(str(error)) from error
    finally:
        await database.pool.close()
        await api.close()
