"""What was asked of the API."""

import collections
import dataclasses
from typing import Any


@dataclasses.dataclass
class Asked:
    """One request, as it is kept in the log."""

    id: str
    method: str
    path: str
    route: str = ""
    account: str | None = None
    idempotency_key: str | None = None
    params: Any = None
    status: int = 0
    replayed: bool = False
    # What went wrong because it was told to.
    faults: list[str] = dataclasses.field(default_factory=list)


class Log:
    """What was asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def counts(self) -> dict[str, int]:
        """How often each route was asked."""
        return dict(collections.Counter(each.route or each.path for each in self.asked))
