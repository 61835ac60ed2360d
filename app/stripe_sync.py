"""Asks Stripe what we may have missed: events that never came, movements on balances, and refunds
whose answer was lost. What is missing goes through the same door as what Stripe sends by itself, so
what is found late, or twice, changes nothing that was not missed.

Any number of workers may do it: the database gives an account to one of them for an hour. A day is
asked for at a time, and done with before the next: whoever comes after one that died goes on from
there. Stripe keeps events for thirty days.
"""

import json
import logging
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.database import Database
from app.recurring import WORKER, keep
from app.stripe_api import StripeApi

logger = logging.getLogger("holdfast.stripe")

LOOK_SECONDS = 60.0

# What is listed last may not be all yet.
OVERLAP_SECONDS = 3600
DAY = 86400
KEPT_SECONDS = 30 * DAY - OVERLAP_SECONDS

# Whose door events come through, be they sent or asked for.
STRIPE = {"role": "stripe"}

# Whose our own account is.
OURSELVES = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class Sync:
    """An account of which Stripe is asked, as api.claim_stripe_syncs says it."""

    tenant_id: str
    account_id: str | None
    events_until: int
    transactions_until: int

    @property
    def claims(self) -> dict[str, str]:
        """Who asks for it."""
        return WORKER | {"tenant_id": self.tenant_id}


class Synchroniser:
    """Asks for what was missed, and has it heeded."""

    def __init__(self, database: Database, stripe: StripeApi) -> None:
        self._database = database
        self._stripe = stripe

    async def keep_syncing(self) -> None:
        """Ask for ever, of each account once an hour."""

        async def due() -> None:
            await self.sync_due()

        await keep(due, LOOK_SECONDS, logger)

    async def sync_due(self, tenant_id: str | None = None, *, now: bool = False) -> Counter[str]:
        """Ask of every account that is due (now: of every one, or that of one business), and say
        what was put right. Where it fails with one, the others have theirs all the same; then it
        raises what went wrong last."""
        found: Counter[str] = Counter()
        failure: Exception | None = None
        done: set[str] = set()
        while syncs := [
            each for each in await self._claim(tenant_id, now) if each.tenant_id not in done
        ]:
            for sync in syncs:
                done.add(sync.tenant_id)
                try:
                    found += await self.sync(sync)
                except Exception as error:
                    logger.warning("an account was not synchronised", exc_info=True)
                    failure = error
                    await self._settle(sync, error=str(error).replace("\0", ""))
        if failure:
            raise failure
        return found

    async def sync(self, sync: Sync) -> Counter[str]:
        """Ask of one account. Returns what was put right, by what it is. Raises Trouble and
        Refused."""
        found: Counter[str] = Counter()
        until = int(time.time())
        for since, before in days(sync.events_until, until):
            fed = 0
            async for page in self._stripe.events(sync.account_id, since, before):
                fed += await self._feed(sync, page)
            await self._settle(sync, events_until=min(before, until), repaired=fed)
            found["events"] += fed
        if sync.account_id:
            found["transactions"] = await self._take_transactions(sync, sync.account_id, until)
            found["refunds"] = await self._ask_for_refunds(sync)
        return +found

    async def _claim(self, tenant_id: str | None, now: bool) -> list[Sync]:
        claims = WORKER | ({"tenant_id": tenant_id} if tenant_id else {})
        page = await self._database.call("claim_stripe_syncs", {"now": now, "limit": 200}, claims)
        return [
            Sync(**item)
            for item in json.loads(page.body)["items"]
            if item["account_id"] or item["tenant_id"] == OURSELVES
        ]

    async def _feed(self, sync: Sync, events: list[dict[str, Any]]) -> int:
        """Take the events of a page that we do not have. Returns how many."""
        by_id = {each["id"]: each for each in events}
        answer = await self._database.call(
            "find_missing_stripe_events", {"event_ids": list(by_id)}, STRIPE
        )
        missing = json.loads(answer.body)["ids"]
        for event_id in missing:
            await self._receive(by_id[event_id])
        return len(missing)

    async def _receive(self, event: Mapping[str, Any]) -> None:
        await self._database.call("receive_stripe_event", {"event": event}, STRIPE)

    async def _take_transactions(self, sync: Sync, account_id: str, until: int) -> int:
        noted = 0
        for since, before in days(sync.transactions_until, until):
            async for page in self._stripe.transactions(account_id, since, before):
                answer = await self._database.call(
                    "note_stripe_transactions", {"transactions": page}, sync.claims
                )
                noted += json.loads(answer.body)["noted"]
            await self._settle(sync, transactions_until=min(before, until))
        return noted

    async def _ask_for_refunds(self, sync: Sync) -> int:
        """Find what became of refunds whose answer was lost; those that Stripe does not have are
        asked for again."""
        answer = await self._database.call("find_lost_refunds", {}, sync.claims)
        lost = json.loads(answer.body)["items"]
        for each in lost:
            refund = await self._stripe.find_refund(each)
            if refund is None:
                again = {"refund_id": each["refund_id"]}
                await self._database.call("ask_refund_again", again, sync.claims)
            else:
                await self._receive(told_late(refund, each["account_id"]))
        return len(lost)

    async def _settle(self, sync: Sync, **said: Any) -> None:
        await self._database.call("settle_stripe_sync", said, sync.claims)


def days(since: int, until: int) -> list[tuple[int, int]]:
    """The time since then, and an hour before it, a day at a time; no more than Stripe keeps."""
    begin = max(since - OVERLAP_SECONDS, until - KEPT_SECONDS)
    return [(each, min(each + DAY, until + 1)) for each in range(begin, until + 1, DAY)]


def told_late(refund: Mapping[str, Any], account_id: str | None) -> dict[str, Any]:
    """What Stripe says of a refund when it is asked, as the event that it would have sent."""
    return {
        "id": f"sync_{refund['id']}_{refund['status']}",
        "type": "refund.updated",
        "account": account_id,
        "created": refund["created"],
        "data": {"object": dict(refund)},
    }
