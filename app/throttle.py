"""How often one address may write without a token. Per process: a guard of the edge, no rule of
the business."""

import ipaddress
import math
import time
from collections import Counter

from starlette.exceptions import HTTPException
from starlette.requests import Request

from app.settings import Settings

WINDOW_SECONDS = 60


class Throttle:
    """Counts public writes per address and minute of the clock."""

    def __init__(self, settings: Settings) -> None:
        self._most = settings.public_writes_per_minute
        self._window = 0
        self._taken: Counter[str] = Counter()

    def take(self, request: Request) -> None:
        """Count one write. Raises 429 with Retry-After once an address has had its share."""
        now = time.time()
        window = int(now // WINDOW_SECONDS)
        if window != self._window:
            self._window, self._taken = window, Counter()
        address = source(request)
        self._taken[address] += 1
        if self._taken[address] > self._most:
            wait = math.ceil((window + 1) * WINDOW_SECONDS - now)
            raise HTTPException(
                429, "Too many writes from your address.", {"Retry-After": str(max(1, wait))}
            )


def source(request: Request) -> str:
    """Where a request comes from; of an IPv6 address the /64 that one household or host has."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6:
        return str(ipaddress.ip_network(f"{host}/64", strict=False))
    return host
