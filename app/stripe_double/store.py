"""Everything the double knows, in memory: objects by account and id, in the order of making."""

import random
import string
from collections.abc import Iterator
from typing import Any

from app.stripe_double.refusals import Object, missing

ALPHABET = string.ascii_letters + string.digits

PLATFORM = "acct_1HoldfastPlatform"


class Store:
    """Objects, and beside each what Stripe knows of it and does not tell."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(f"{seed} ids")  # noqa: S311 - the same again for the same seed
        self._objects: dict[str, dict[str, Object]] = {}
        self._kinds: dict[tuple[str, str], list[Object]] = {}
        self._behind: dict[str, dict[str, Any]] = {}
        self.accounts: dict[str, Object] = {}
        # Those that have let go of the platform: they go on, and it sees nothing of them.
        self.disconnected: set[str] = set()
        # What the links to pages are for that show no id.
        self.links: dict[str, dict[str, Any]] = {}

    def new_id(self, prefix: str) -> str:
        return prefix + "".join(self._random.choices(ALPHABET, k=24))

    def put(self, account: str, thing: Object) -> Object:
        self._objects.setdefault(account, {})[thing["id"]] = thing
        self._kinds.setdefault((account, thing["object"]), []).append(thing)
        return thing

    def find(self, account: str, known_as: str) -> Object | None:
        return self._objects.get(account, {}).get(known_as)

    def get(self, account: str, kind: str, known_as: str, param: str = "id") -> Object:
        """Raises Refused."""
        thing = self.find(account, known_as)
        if thing is None or thing["object"] != kind:
            raise missing(kind, known_as, param)
        return thing

    def each(self, account: str, kind: str) -> Iterator[Object]:
        """Those of a kind, newest first."""
        return reversed(self._kinds.get((account, kind), []))

    def owner(self, known_as: str) -> str:
        """The account whose this is. Raises Refused."""
        for account, objects in self._objects.items():
            if known_as in objects:
                return account
        raise missing("object", known_as)

    def behind(self, known_as: str) -> dict[str, Any]:
        """What is known of an object and is no part of it."""
        return self._behind.setdefault(known_as, {})
