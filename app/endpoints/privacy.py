"""What is known of a customer, or of somebody who signs in, for them to have or to be erased; and
how long it is kept. What that comes to is decided in db/functions/privacy."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from app.endpoints.accounts import IDENTIFY, wrong_password
from app.endpoints.people import TOKEN, identify, member, sign_in
from app.http import get, patch, post
from app.passwords import verify


async def delete_me(request: Request, given: Mapping[str, str]) -> Response:
    """Erase one's account, knowing its password if it has one."""
    who = await member(request)
    known = await identify(request, who)
    has_password = known["password_hash"] is not None
    if has_password and not await verify(known["password_hash"], given.get("password", "")):
        return wrong_password("password")
    await request.state.database.call("delete_me", {}, who)
    return Response(None, 204)


PASSWORD = TOKEN | {"description": "The password that you have now, if you have one."}

routes = [
    get("/v1/me/export", "export_me"),
    sign_in(
        "/v1/me",
        "delete_me",
        delete_me,
        {},
        optional={"password": PASSWORD},
        status=204,
        also=IDENTIFY,
        for_members=True,
        method="DELETE",
    ),
    get("/v1/customers/{customer_id}/export", "export_person"),
    post("/v1/customers/{customer_id}/erase", "erase_person"),
    get("/v1/retention", "get_retention"),
    patch("/v1/retention", "update_retention"),
]
