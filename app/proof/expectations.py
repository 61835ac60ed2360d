"""What a check expects, and what is raised when something else is seen."""

from collections.abc import Mapping
from textwrap import shorten
from typing import Any

from app.proof.wire import Answer, Race

LONGEST = 400


class Refuted(Exception):
    """A claim does not hold: what was expected, and what was seen."""

    def __init__(self, expected: object, seen: object) -> None:
        super().__init__(expected, seen)
        self.expected = shorten(str(expected), LONGEST, placeholder=" ...")
        self.seen = shorten(str(seen), LONGEST, placeholder=" ...")


class NotShown(Exception):
    """A claim that this server gives no chance to show; the text says why."""


def expect(what: str, expected: object, seen: object) -> None:
    """Go on if the two are the same. Raises Refuted."""
    if expected != seen:
        raise Refuted(f"{what}: {expected}", f"{what}: {seen}")


def expect_status(answer: Answer, status: int, what: str, problem: str = "") -> Any:
    """The body of an answer that has this status and, if one is named, is this problem.

    Raises Refuted.
    """
    if answer.status != status or problem not in ("", answer.problem):
        raise Refuted(f"{what}: {f'{status} {problem}'.rstrip()}", f"{what}: {answer}")
    return answer.body


def expect_statuses(race: Race, expected: Mapping[int, int]) -> None:
    """Go on if each status came as often as expected, and no other. Raises Refuted."""
    if race.statuses() != expected:
        raise Refuted(counted(expected), counted(race.statuses()))


def counted(statuses: Mapping[int, int]) -> str:
    """Statuses, and how often each came."""
    return ", ".join(f"{times} x {status}" for status, times in sorted(statuses.items()))
