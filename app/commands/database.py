"""`holdfast migrate` and `holdfast demo`: what is in the database before anybody is served."""

import sys

from app.commands import place
from app.commands.progress import Progress
from app.settings import Settings


def migrate(settings: Settings, arguments: list[str]) -> None:
    """Migrate, and say what that came to. Raises Trouble."""
    with Progress() as progress:
        _, outcome = place.bring_up_to_date(settings, progress)
    if outcome.rebuilt:
        say(f"Migrations applied: {outcome.applied}. Functions and policies rebuilt.")
    else:
        say("Everything was up to date.")


def demo(settings: Settings, arguments: list[str]) -> None:
    """Load the demo, and say whether it was missing. Raises Trouble."""
    with Progress() as progress:
        _, loaded = place.with_demo(settings, progress)
    say("The demo is loaded." if loaded else "The demo was there already.")


def say(text: str) -> None:
    """Write a line of the result."""
    sys.stdout.write(f"{text}\n")
