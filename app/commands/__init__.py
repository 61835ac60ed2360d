"""What the holdfast command does, one module for each command of more than a few lines."""

import os

# What suits somebody at a terminal who runs everything at once, unless the environment says
# otherwise: room for load tests from one address, and no line for each request.
DEFAULTS = {"HOLDFAST_PUBLIC_WRITES_PER_MINUTE": "5000", "HOLDFAST_LOG_LEVEL": "WARNING"}


class Trouble(Exception):
    """Something that whoever typed the command can put right. Its text is one clear line."""


def require_key(who: str) -> None:
    """Make sure that a worker has the key of the application, and none that was made up: it could
    open nothing that is sealed, and what it signs would be worth nothing. Raises Trouble."""
    if not os.environ.get("HOLDFAST_SECRET_KEY"):
        raise Trouble(f"{who} needs HOLDFAST_SECRET_KEY, the same as the application has.")
