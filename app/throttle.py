"""How often one address may write without a token. Per process: a guard of the edge, no rule of
the business."""

import ipaddress
import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.exceptions import HTTPException
from starlette.requests import Request

from app.settings import Settings


class Throttle:
    """Counts public writes per address and minute."""

    def __init__(self, settings: Settings) -> None:
        self._limit = RateLimitItemPerMinute(settings.public_writes_per_minute)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def take(self, request: Request) -> None:
        """Count one write. Raises 429 with Retry-After once an address has had its share."""
        address = source(request)
        if not self._limiter.hit(self._limit, address):
            reset = self._limiter.get_window_stats(self._limit, address).reset_time
            wait = max(1, math.ceil(reset - time.time()))
            raise HTTPException(
                429, "Too many writes from your address.", {"Retry-After": str(wait)}
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
