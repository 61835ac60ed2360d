"""`holdfast stripe-double`: what Stripe is to us without the internet, alone on a port."""

import contextlib
import sys

from app.commands import Trouble, operate
from app.commands.run import require_free_port
from app.settings import Settings

STRIPE_DOUBLE = """\
Serve a double of Stripe, which the application talks to as it would to Stripe, in test mode: pages
to pay on, cards for tests, signed webhooks. No money moves. POST /_control/… makes things happen;
GET /_control lists what.
"""

HOST = "127.0.0.1"


def stripe_double(settings: Settings, arguments: list[str]) -> None:
    """Serve until Ctrl-C. Raises Trouble."""
    parser = operate.parser("stripe-double", STRIPE_DOUBLE)
    parser.add_argument("--port", type=int, default=12111, help="0 for any that is free")
    parser.add_argument("--key", help="the secret key that it knows")
    parser.add_argument("--webhook", metavar="URL", help="where events go")
    parser.add_argument("--secret", help="signs events of the platform")
    parser.add_argument("--connect-secret", help="signs events of connected accounts")
    parser.add_argument("--seed", type=int, default=0, help="the same for the same ids")
    given = parser.parse_args(arguments)
    if given.port:
        require_free_port(HOST, given.port, "--port")
    try:
        from app.stripe_double.server import Double, serve
    except ModuleNotFoundError as error:
        raise Trouble(f"stripe-double needs {error.name}: install holdfast[embedded].") from error

    names = {"key": given.key, "secret": given.secret, "connect_secret": given.connect_secret}
    named = {name: value for name, value in names.items() if value}
    double = Double(webhook_url=given.webhook, seed=given.seed, **named)
    with contextlib.suppress(KeyboardInterrupt):
        serve(double, HOST, given.port, lambda: tell(double.world.key, double.world.url))


def tell(key: str, url: str) -> None:
    """Say what somebody needs to know."""
    operate.say(f"Stripe's double is at {url} and knows the key {key}. Ctrl-C stops it.")
    sys.stdout.flush()
