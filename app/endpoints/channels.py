"""How people are reached besides by e-mail, over HTTP: their browsers, and the accounts with which
a business writes to telephones. Decided in db/functions/channels; secrets are encrypted here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.failures import respond
from app.http import ApiRoute, Made, Operation, answer, body, delete, get, patched, post
from app.problems import PUSH_UNAVAILABLE
from app.vapid import public_key

STAFF = "/v1/push-subscriptions"
MINE = "/v1/me/push-subscriptions"
OF_BOOKING = "/v1/tenants/{slug}/bookings/{booking_id}/push-subscriptions"
ONE = "{subscription_id}"


@dataclass(frozen=True, slots=True)
class Sealing(Operation):
    """A partial update with secrets, which the database is given encrypted."""

    secrets: tuple[str, ...]

    async def __call__(self, request: Request) -> Response:
        arguments = patched(await body(request))
        for name in self.secrets:
            if isinstance(text := arguments.get(name), str) and text:
                arguments[name] = request.state.vault.seal(text)
        return await answer(request, self, arguments)


def sealing(path: str, function: str, *secrets: str) -> Route:
    """A route that changes the fields it is given, of which these are secrets."""
    return ApiRoute(Sealing("PATCH", path, function, 200, secrets=secrets))


async def user_agent(
    request: Request, who: Mapping[str, Any], given: Mapping[str, Any]
) -> str | None:
    """What a browser calls itself, as far as it can be kept."""
    said = "".join(each for each in request.headers.get("user-agent", "") if each.isprintable())
    return said[:300] or None


async def push_key(request: Request) -> Response:
    """The key that browsers are given as `applicationServerKey`, to be told something by us.

    `{"public_key": "…"}`, in base64url.
    """
    private_key = request.state.settings.vapid_private_key
    if not private_key:
        return respond(PUSH_UNAVAILABLE)
    headers = {"Cache-Control": "public, max-age=3600"}
    return JSONResponse({"public_key": public_key(private_key)}, 200, headers)


BROWSER = Made("user_agent", user_agent)

routes = [
    Route("/v1/push-key", push_key),
    get(STAFF, "list_push_subscriptions"),
    post(STAFF, "create_push_subscription", 201, BROWSER),
    delete(f"{STAFF}/{ONE}", "delete_push_subscription"),
    get(MINE, "list_my_push_subscriptions"),
    post(MINE, "create_my_push_subscription", 201, BROWSER),
    delete(f"{MINE}/{ONE}", "delete_my_push_subscription"),
    get(OF_BOOKING, "list_booking_push_subscriptions"),
    post(OF_BOOKING, "create_booking_push_subscription", 201, BROWSER),
    delete(f"{OF_BOOKING}/{ONE}", "delete_booking_push_subscription"),
    get("/v1/channels/whatsapp", "get_whatsapp_account"),
    sealing("/v1/channels/whatsapp", "update_whatsapp_account", "access_token", "app_secret"),
    get("/v1/channels/sms", "get_sms_account"),
    sealing("/v1/channels/sms", "update_sms_account", "auth_token"),
]
