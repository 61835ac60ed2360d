"""Stripe's double as the proof has it: what people do on its pages, what it tells us and how, and
what it has moved. All over HTTP; what our own ledger says is read in the database."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any, NamedTuple

import psycopg

from app.proof.expectations import Refuted, expect_status
from app.proof.wire import Call, Race, Server

PATIENCE_SECONDS = 20.0
LOOK_SECONDS = 0.02

# What is still on its way here: an event that nobody has been told of, or something to ask Stripe.
ON_ITS_WAY = """
select
    (select count(*) from data.events where sequence is null)
    + (select count(*) from data.deliveries where status = 'pending' and channel = 'stripe')
"""


class Paying(NamedTuple):
    """Somebody who has been sent to a page of Stripe's."""

    booking: Mapping[str, Any]
    session: str


class Till:
    """A double of Stripe that was started for the proof, and the database beside it."""

    def __init__(self, url: str, key: str, secret: str, admin_url: str) -> None:
        """Takes the key that it knows, what it signs events of businesses with, and the database as
        a superuser has it."""
        self.secret = secret
        self._server = Server(url)
        self._key = key
        self._admin_url = admin_url

    async def control(self, name: str, **given: Any) -> Any:
        """Have something happen there. Raises OSError, Refuted."""
        answer = await self._server.send(controlled(name, given))
        return expect_status(answer, 200, f"Stripe's double, {name}")

    async def pay(self, *payings: Paying) -> Race:
        """People give a card that is good on their pages, all at once."""
        return await self._server.race(
            controlled("pay", {"session": paying.session}) for paying in payings
        )

    async def deliver(self, event: Mapping[str, Any], times: int = 1) -> list[int]:
        """Have an event delivered, so often at once; the statuses that we answered with."""
        race = await self._server.race(
            controlled("deliver", {"event": event["id"]}) for _ in range(times)
        )
        return [expect_status(answer, 200, "delivering it") for answer in race.answers]

    async def asked(self, path: str, account: str) -> Any:
        """What Stripe answers about an account. Raises OSError, Refuted."""
        call = Call("GET", path, token=self._key, headers={"Stripe-Account": account})
        return expect_status(await self._server.send(call), 200, f"Stripe, GET {path}")

    async def completed(self, paying: Paying) -> Mapping[str, Any]:
        """The event that says that somebody has paid. Raises OSError, Refuted."""
        query = "select account_id from data.payments where session_id = %s"
        account = self.value(query, paying.session)
        events: list[dict[str, Any]] = await self.control(
            "events", account=account, kind="checkout.session.completed"
        )
        for event in events:
            if event["data"]["object"]["id"] == paying.session:
                return event
        raise Refuted("an event of Stripe's that says it is paid", "none")

    def value(self, query: str, *values: Any) -> Any:
        """The one value that a query comes to; None without a row."""
        found = self.rows(query, *values)
        return found[0][0] if found else None

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query comes to."""
        with psycopg.connect(self._admin_url) as connection:
            return connection.execute(query.encode(), values).fetchall()

    async def settled(self) -> None:
        """Wait until nothing is on its way, neither here nor at Stripe. Raises OSError, Refuted."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        quiet = 0
        # Twice: what Stripe tells may have us ask for something, and the other way round.
        while quiet < 2:
            is_quiet = await self.control("idle") and self.value(ON_ITS_WAY) == 0
            quiet = quiet + 1 if is_quiet else 0
            if time.monotonic() > deadline:
                raise Refuted("nothing on its way, after a while", "there is still something")
            await asyncio.sleep(LOOK_SECONDS)


def controlled(name: str, given: Mapping[str, Any]) -> Call:
    """How something is made to happen at the double."""
    return Call("POST", f"/_control/{name}", given)


def signature(event: Mapping[str, Any], secret: str, at: float) -> str:
    """What Stripe sends along with an event that it signs at a moment: the same as its SDK makes of
    the body that app/proof/wire.py writes."""
    seconds = int(at)
    signed = f"{seconds}.{json.dumps(event)}".encode()
    return f"t={seconds},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"
