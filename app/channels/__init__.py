"""The ways out: one adapter for each channel that the database knows.

An adapter makes one delivery. It may be asked twice for the same (a worker died in between), so it
tells the other side the event's id wherever that can make something of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Task:
    """Something to deliver, as api.delivery_task says it."""

    id: str
    tenant_id: str
    channel: str
    target_id: str
    kind: str
    attempt: int
    event_id: str | None
    data: Mapping[str, Any]
    details: Mapping[str, Any]


class Failed(Exception):
    """It could not be delivered, and is to be tried again: after so many seconds at least, if the
    other side said so. response is what it answered, for the log."""

    def __init__(
        self, why: str, *, retry_after: int | None = None, response: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(why)
        self.retry_after = retry_after
        self.response = response


class Gone(Failed):
    """It can never be delivered: there is nobody any more."""


class Adapter(Protocol):
    """One way out."""

    at_once: int
    """How many it may be given at a time. More would wait for one another, or be too many for the
    other side."""

    async def deliver(self, task: Task) -> Mapping[str, Any] | None:
        """Make a delivery. Returns what the other side answered, for the log. Raises Gone, and
        Failed; whatever else it raises counts as Failed."""

    async def close(self) -> None:
        """Let go of connections."""
