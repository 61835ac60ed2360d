"""`holdfast vapid-key`: a key with which browsers know us."""

import sys

from app.commands import operate
from app.settings import Settings
from app.vapid import new_private_key, public_key

DESCRIPTION = "Makes a key for HOLDFAST_VAPID_PRIVATE_KEY (Web Push), and says its public half."


def vapid_key(settings: Settings, arguments: list[str]) -> None:
    """Make a key, and say it as the setting takes it."""
    operate.parser("vapid-key", DESCRIPTION).parse_args(arguments)
    key = new_private_key()
    sys.stdout.write(f"HOLDFAST_VAPID_PRIVATE_KEY={key}\n# Public: {public_key(key)}\n")
