"""What carries messages to telephones has in common: each business may have an account of its own
there, and the others write from ours."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

import httpx

from app.channels import Failed, Gone
from app.services import Service


class Carrier(Service, ABC):
    """Sends one message at a time."""

    at_once = 40

    name: ClassVar[str]
    """What it is called."""
    sealed: ClassVar[str]
    """What of a business's account is sealed."""

    @abstractmethod
    def ours(self) -> dict[str, str]:
        """Our account, with what one of a business has; empty where the settings say nothing."""

    def account(self, own: Mapping[str, str] | None) -> Mapping[str, str]:
        """The business's account, or else ours. Raises Failed, Gone."""
        if own is None:
            ours = self.ours()
            if not all(ours.values()):
                raise Gone(f"Neither the business nor the platform has an account of {self.name}.")
            return ours
        opened = self._vault.open(own[self.sealed])
        if opened is None:
            word = self.sealed.replace("_", " ")
            raise Failed(f"The {word} was encrypted with a key that we no longer have.")
        return {**own, self.sealed: opened}

    async def post(self, url: str, **what: Any) -> httpx.Response:
        """What is answered to a message. Raises Failed if nothing is."""
        try:
            return await self._client.post(url, **what)
        except httpx.HTTPError as error:
            raise Failed(f"{type(error).__name__}: {error}") from error
