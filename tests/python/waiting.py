"""Waiting for what happens by itself."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_SECONDS = 40.0

Found = TypeVar("Found")


def until(
    condition: Callable[[], Found], seconds: float = PATIENCE_SECONDS, what: str = "that"
) -> Found:
    """What a condition comes to, once it is met. Raises AssertionError."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.01)
    return found
