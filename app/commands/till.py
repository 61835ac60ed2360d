"""Where `holdfast run` takes payments when no key of Stripe's is set: a double of Stripe, in this
process, on a port of its own. It forgets everything when it ends; the database does not."""

import contextlib
import dataclasses
import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app import demo
from app.commands.place import Place
from app.settings import Settings

if TYPE_CHECKING:
    from app.stripe_double.server import Double

ANYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - what listens there is told where to listen.


@contextlib.contextmanager
def till(settings: Settings, where: Place) -> Iterator[Settings]:
    """Settings with which payments can be tried, for as long as the context lasts. They are those
    that were given if there is a key, or nothing to make a double of."""
    if settings.stripe_secret_key:
        yield settings
        return
    try:
        from app.stripe_double.server import Double, serving
    except ModuleNotFoundError:
        yield settings
        return

    host = "127.0.0.1" if settings.host in ANYWHERE else settings.host
    # With the ids of another time its events would be taken for those of then.
    double = Double(
        webhook_url=f"http://{host}:{settings.port}/v1/stripe/webhook", seed=secrets.randbits(32)
    )
    for account in demo.open_accounts(where.admin_url):
        introduce(double, account)
    secret, connect_secret = double.world.secrets
    with serving(double) as url:
        yield dataclasses.replace(
            settings,
            stripe_secret_key=double.world.key,
            stripe_url=url,
            stripe_webhook_secret=secret,
            stripe_connect_webhook_secret=connect_secret,
        )


def introduce(double: "Double", account: demo.Account) -> None:
    """Have a double know an account of a business, as one that can be paid."""
    from app.stripe_double import accounts

    made = accounts.new_account(
        double.world.books(),
        account.account_id,
        account.country,
        account.currency.lower(),
        account.name,
        None,
    )
    accounts.write_state(made, enabled=True)
