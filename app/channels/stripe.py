"""What Stripe is asked to do after the fact: to charge a fee, to give money back, to close a page
of payment. Each with a key of ours, so that it is done once though it may be asked twice."""

from collections.abc import Mapping
from typing import Any

from app.channels import Failed, Gone, Task
from app.settings import Settings
from app.stripe_api import Refused, StripeApi, Trouble


class Stripe:
    """Asks for one thing at a time."""

    at_once = 20

    def __init__(self, settings: Settings) -> None:
        self._stripe = StripeApi(settings)
        self._ways = {
            "account.fetch": self._stripe.fetch_account,
            "checkout.expire": self._stripe.expire_checkout,
            "fee.charge": self._stripe.charge_fee,
            "refund.create": self._stripe.create_refund,
            "transactions.fetch": self._stripe.fetch_transactions,
        }

    async def deliver(self, task: Task) -> Mapping[str, Any]:
        """Ask what the task says. Raises Failed, and Gone where Stripe will never do it."""
        try:
            return await self._ways[task.kind]({**task.details, "attempt": task.attempt})
        except Refused as refused:
            raise Gone(str(refused), response={"code": refused.code}) from refused
        except Trouble as trouble:
            raise Failed(str(trouble), retry_after=trouble.retry_after) from trouble

    async def close(self) -> None:
        """Let go of connections."""
        await self._stripe.close()
