"""The double of Stripe over a real socket, the real SDK, and a receiver of its webhooks."""

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator
from typing import Any

import stripe
from waiting import until

from app.stripe_double.control import Control
from app.stripe_double.server import Double, serving

# One for all clients: what it takes to be ready for TLS, it takes each time.
HTTP = stripe.HTTPXClient(timeout=5, allow_sync_methods=True)


class Stripes:
    """A double that runs: where, with which key and secrets, and what can be made to happen."""

    def __init__(self, double: Double, url: str) -> None:
        self.double = double
        self.url = url
        self.key = double.world.key
        self.secret, self.connect_secret = double.world.secrets
        self.control: Control = double.control

    def client(self, **options: Any) -> stripe.StripeClient:
        """The SDK, which tries nothing again by itself unless it is told to."""
        return stripe.StripeClient(
            options.pop("key", self.key),
            base_addresses={"api": self.url},
            http_client=HTTP,
            max_network_retries=options.pop("retries", 0),
            **options,
        )

    def wait_delivered(self) -> None:
        """Until no event is on its way, and none will be tried again."""
        until(self.control.idle, what="events delivered")

    def wait_event(self, kind: str, account: str | None = None) -> dict[str, Any]:
        """The last event of a type, as soon as there is one."""
        return until(lambda: self.control.events(account, kind), what=kind)[-1]


@contextlib.contextmanager
def stripe_double(webhook_url: str | None = None, **settings: Any) -> Iterator[Stripes]:
    """A double on a free port, for as long as the context lasts."""
    double = Double(webhook_url=webhook_url, **settings)
    with serving(double) as url:
        yield Stripes(double, url)


class Hook(http.server.ThreadingHTTPServer):
    """Takes webhooks: keeps what came, and answers as `answer` says."""

    daemon_threads = True

    def __init__(self) -> None:
        self.came: list[tuple[bytes, str]] = []
        self.answer: Callable[[bytes], int] = lambda body: 200
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.came.append((body, self.headers["Stripe-Signature"]))
                self.send_response(outer.answer(body))
                self.end_headers()

            def log_message(self, *said: Any) -> None:
                """Say nothing."""

        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}/stripe"


@contextlib.contextmanager
def hook() -> Iterator[Hook]:
    """A receiver of webhooks, for as long as the context lasts."""
    opened = Hook()
    threading.Thread(target=opened.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield opened
    finally:
        opened.shutdown()
        opened.server_close()
