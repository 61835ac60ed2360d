"""`holdfast plans push`: what businesses can subscribe to, brought to Stripe."""

import asyncio
from typing import Any

from psycopg.rows import dict_row

from app.commands import Trouble, operate
from app.commands.operate import Connection
from app.settings import Settings
from app.stripe_api import Refused, StripeApi
from app.stripe_api import Trouble as NoAnswer
from app.stripe_billing import Billing

PLANS = """\
Bring plans and their prices to Stripe: what is not there yet is made, once however often this is
run, and is written down here. Plans are made at POST /v1/platform/plans; until they have been
brought there, nobody can subscribe to them.
"""

PRODUCTS = """
    select p.plan, p.name, p.stripe_product_id, extract(epoch from p.created_at)::text as created_at
    from data.plans as p
    where
        p.archived_at is null
        and exists (
            select from data.plan_prices as r where r.plan = p.plan and r.retired_at is null
        )
    order by p.sort, p.plan
"""

PRICES = """
    select r.price_id::text, r.currency, r.billing_interval, r.amount_minor
    from data.plan_prices as r
    where r.plan = %s and r.retired_at is null and r.stripe_price_id is null
    order by r.price_id
"""


def plans(settings: Settings, arguments: list[str]) -> None:
    """Bring plans to Stripe. Raises Trouble."""
    parser = operate.parser("plans", PLANS)
    parser.add_argument("what", choices=["push"], help="the only thing to do with them here")
    parser.parse_args(arguments)
    if not settings.stripe_secret_key:
        raise Trouble("HOLDFAST_STRIPE_SECRET_KEY is not set: there is nobody to bring them to.")
    with operate.connected(settings) as (connection, _):
        try:
            products, prices = asyncio.run(pushed(settings, connection))
        except (NoAnswer, Refused) as error:
            raise Trouble(str(error)) from error
    operate.say(
        f"{operate.count(products, 'plan', 'plans')} at Stripe,"
        f" {operate.count(prices, 'new price', 'new prices')}."
    )


async def pushed(settings: Settings, connection: Connection) -> tuple[int, int]:
    """Bring what there is to Stripe; how many plans that are, and how many prices were new. What is
    done is written down at once. Raises what Billing does."""
    api = StripeApi(settings)
    billing = Billing(api)
    prices = 0
    try:
        products = rows(connection, PRODUCTS)
        for plan in products:
            product_id = await billing.push_plan(plan)
            connection.execute(
                "update data.plans set stripe_product_id = %s where plan = %s",
                [product_id, plan["plan"]],
            )
            for price in rows(connection, PRICES, plan["plan"]):
                connection.execute(
                    "update data.plan_prices set stripe_price_id = %s where price_id = %s",
                    [await billing.push_price(product_id, price), price["price_id"]],
                )
                prices += 1
    finally:
        await api.close()
    return len(products), prices


def rows(connection: Connection, query: str, *values: Any) -> list[dict[str, Any]]:
    """The rows of a query, by the names of their columns."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query.encode(), values).fetchall()
