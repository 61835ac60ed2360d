"""What the holdfast command does, one module for each command of more than a few lines."""

# What suits somebody at a terminal who runs everything at once, unless the environment says
# otherwise: room for load tests from one address, and no line for each request.
DEFAULTS = {"HOLDFAST_PUBLIC_WRITES_PER_MINUTE": "5000", "HOLDFAST_LOG_LEVEL": "WARNING"}


class Trouble(Exception):
    """Something that whoever typed the command can put right. Its text is one clear line."""
