"""What the services have in common whose addresses the settings say: nobody else chooses where we
connect to, so connections are kept, and a proxy may stand between (app/outside.py is for URLs that
somebody gave us)."""

from typing import Any

import httpx

from app import __version__
from app.settings import Settings
from app.tls import trusting
from app.vault import Vault

SECONDS = 20.0


def client(seconds: float) -> httpx.AsyncClient:
    """Connections to a service that has so long to answer."""
    return httpx.AsyncClient(
        verify=trusting(),
        timeout=seconds,
        headers={"User-Agent": f"Holdfast/{__version__}", "Accept": "application/json"},
    )


class Service:
    """One of them, and what is sealed of what somebody lets us do there."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._vault = Vault(settings)
        self._client = client(SECONDS)

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.aclose()


def document_of(answered: httpx.Response) -> dict[str, Any]:
    """What was answered, if it is a JSON object; else an empty one."""
    try:
        said = answered.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
