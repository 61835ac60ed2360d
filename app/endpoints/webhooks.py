"""Tenants' webhooks over HTTP. What they are told, and when no more, is decided in
db/functions/events; their secrets are made, sealed and shown here."""

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.http import ApiRoute, Made, Operation, delete, get, patch, post

WEBHOOKS = "/v1/webhooks"
WEBHOOK = f"{WEBHOOKS}/{{webhook_id}}"
DELIVERIES = f"{WEBHOOK}/deliveries"

# 256 bits at random, as Standard Webhooks asks.
SECRET_BYTES = 32


async def sealed_secret(request: Request, who: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    """A new secret to sign with, as the database keeps it."""
    key = base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    return str(request.state.vault.seal(f"whsec_{key}"))


@dataclass(frozen=True, slots=True)
class Revealing(Operation):
    """An operation that makes a secret, and shows it this once. What is answered to the same
    request again shows the same secret."""

    async def __call__(self, request: Request) -> Response:
        answered = await Operation.__call__(self, request)
        document = json.loads(bytes(answered.body))
        document["secret"] = request.state.vault.open(document["secret"])
        headers = {
            name: each for name, each in answered.headers.items() if name != "content-length"
        }
        return Response(json.dumps(document), answered.status_code, headers)


def revealing(path: str, function: str, status: int) -> Route:
    """A route that makes a secret."""
    return ApiRoute(
        Revealing("POST", path, function, status, made=(Made("secret", sealed_secret),))
    )


routes = [
    get(WEBHOOKS, "list_webhooks"),
    revealing(WEBHOOKS, "create_webhook", 201),
    get(WEBHOOK, "get_webhook"),
    patch(WEBHOOK, "update_webhook"),
    delete(WEBHOOK, "delete_webhook"),
    revealing(f"{WEBHOOK}/rotate", "rotate_webhook", 200),
    post(f"{WEBHOOK}/ping", "ping_webhook", 201),
    post(f"{WEBHOOK}/enable", "enable_webhook"),
    post(f"{WEBHOOK}/disable", "disable_webhook"),
    get(DELIVERIES, "list_webhook_deliveries"),
    post(f"{DELIVERIES}/{{delivery_id}}/redeliver", "redeliver_webhook", 201),
]
