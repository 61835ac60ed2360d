"""What goes wrong with the API, where and when it is told to."""

import dataclasses
import fnmatch

from app.stripe_double.refusals import Refused

KINDS = ("slow", "429", "500", "500_after", "reset_before", "reset_after", "lock")


@dataclasses.dataclass
class Fault:
    """From the nth call of a route on, so many times: `route` is as `POST /v1/refunds/{id}`, with
    `*` for any."""

    route: str
    kind: str
    nth: int = 1
    times: int = 1
    ms: int = 0
    seen: int = 0


class Faults:
    """All that is to go wrong."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []

    def add(self, fault: Fault) -> None:
        if fault.kind not in KINDS:
            raise ValueError(f"A fault is one of {', '.join(KINDS)}, not {fault.kind}.")
        self.rules.append(fault)

    def of(self, route: str) -> list[Fault]:
        """What goes wrong with this call of a route."""
        found = []
        for rule in self.rules:
            # Braces and slashes stand for themselves in fnmatch, brackets are in no route.
            if not fnmatch.fnmatchcase(route, rule.route):
                continue
            rule.seen += 1
            if rule.nth <= rule.seen < rule.nth + rule.times:
                found.append(rule)
        return found


def refusal(kind: str) -> Refused | None:
    """The error that a fault is answered with, if it is by an error."""
    if kind == "429":
        return Refused("Request rate limit exceeded.", status=429, code="rate_limit", began=False)
    if kind == "lock":
        return Refused(
            "This object cannot be accessed right now because another API request or Stripe "
            "process is currently accessing it.",
            status=409,
            code="lock_timeout",
            began=False,
        )
    if kind in ("500", "500_after"):
        return Refused("An unknown error occurred.", status=500, kind="api_error")
    return None
