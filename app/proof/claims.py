"""A claim in plain words, and the function that shows it."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from app.proof.stage import Stage

Show = Callable[[Stage], Awaitable[str]]


class Check(NamedTuple):
    """show returns what it took, in a few words; it raises Refuted, NotShown or OSError."""

    claim: str
    show: Show


class Section(NamedTuple):
    """Checks that belong together."""

    name: str
    checks: tuple[Check, ...]


def claim(words: str) -> Callable[[Show], Check]:
    """Makes a check of a function: these words are what it shows."""
    return lambda show: Check(words, show)
