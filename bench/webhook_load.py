"""Stripe, telling: bench/webhook_load.py PORT CLIENTS SECONDS

As bench/http_load.py, but each request is an event, signed as Stripe signs it with the secret in
HOLDFAST_STRIPE_WEBHOOK_SECRET. https://docs.stripe.com/webhooks#verify-manually
"""

import hashlib
import hmac
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.http_load import main

SECRET = os.environ.get("HOLDFAST_STRIPE_WEBHOOK_SECRET", "").encode()


def signed(event: str, port: int) -> bytes:
    """One event as it goes over the wire."""
    body = event.rstrip("\n").encode()
    now = int(time.time())
    signature = hmac.new(SECRET, b"%d." % now + body, hashlib.sha256).hexdigest()
    head = (
        f"POST /v1/stripe/webhook HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        f"Stripe-Signature: t={now},v1={signature}\r\n\r\n"
    )
    return head.encode() + body


if __name__ == "__main__":
    main(signed)
