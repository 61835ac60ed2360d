"""Idempotency keys, as Stripe honours them: by account, for a day."""

import dataclasses
import json

from app.stripe_double.clock import DAY, Clock
from app.stripe_double.refusals import Object, Refused

LIFE = DAY
LONGEST = 255


@dataclasses.dataclass
class Answer:
    """What is answered, and whether it was kept from before."""

    status: int
    body: bytes
    replayed: bool = False


@dataclasses.dataclass
class First:
    """The first request with a key, and its answer once there is one."""

    fingerprint: str
    since: int
    answer: Answer | None = None


class Kept:
    """Answers by account and key."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._first: dict[tuple[str | None, str], First] = {}

    def begin(
        self, account: str | None, key: str, method: str, path: str, params: Object
    ) -> Answer | None:
        """The answer that was kept; None if this request is the first. Raises Refused."""
        if len(key) > LONGEST:
            raise Refused(
                f"Idempotency keys can be at most {LONGEST} characters long.", began=False
            )
        fingerprint = json.dumps([method, path, params], sort_keys=True, default=str)
        first = self._first.get((account, key))
        if first is None or first.since + LIFE <= self._clock.now():
            self._first[account, key] = First(fingerprint, self._clock.now())
            return None
        if first.fingerprint != fingerprint:
            raise Refused(
                "Keys for idempotent requests can only be used with the same parameters they were "
                f"first used with. Try using a key other than '{key}' if you meant to execute a "
                "different request.",
                kind="idempotency_error",
                began=False,
            )
        if first.answer is None:
            raise Refused(
                "There is currently another in-progress request using this Idempotent Key (that "
                "probably means you submitted twice, and the other request is still going "
                f"through): {key}.",
                status=409,
                kind="idempotency_error",
                code="idempotency_key_in_use",
                began=False,
            )
        return dataclasses.replace(first.answer, replayed=True)

    def keep(self, account: str | None, key: str, answer: Answer) -> None:
        """Answer so from now on."""
        if first := self._first.get((account, key)):
            first.answer = answer

    def forget(self, account: str | None, key: str) -> None:
        """Nothing was begun: the key is free."""
        self._first.pop((account, key), None)
