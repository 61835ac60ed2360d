"""`holdfast vapid-key`: a key with which browsers know us."""

from app.commands import operate
from app.settings import Settings
from app.vapid import new_private_key, public_key

VAPID_KEY = """\
Make a key with which browsers know us (Web Push, RFC 8292), as the environment takes it. Browsers
that subscribed with another key have to subscribe anew.
"""


def vapid_key(settings: Settings, arguments: list[str]) -> None:
    """Make a key, and say it as the setting takes it."""
    operate.parser("vapid-key", VAPID_KEY).parse_args(arguments)
    key = new_private_key()
    operate.say(f"HOLDFAST_VAPID_PRIVATE_KEY={key}\n# Public: {public_key(key)}")
