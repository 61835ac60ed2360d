"""What is told to whom, and what nobody wants to be told, over HTTP. Decided in
db/functions/notices."""

from html import escape
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.endpoints.documentation import HEADERS, page
from app.endpoints.links import nowhere
from app.http import get, patch
from app.texts import N_, Texts, preferred

OF_BOOKING = "/v1/tenants/{slug}/bookings/{booking_id}/notifications"
OF_PROFILE = "/v1/me/profiles/{tenant_slug}/notifications"

TITLE = N_("Unsubscribe")
TURN_OFF = N_("Do not write to me about this again")
IS_OFF = N_("Done: you will not be written to about that again.")
TURN_ON = N_("Write to me about this after all")
IS_ON = N_("Done: you will be written to about that again.")

PAGE = """\
<main><h1>{title}</h1>
<form data-path="{off}" data-done="{is_off}"><button>{turn_off}</button></form>
<form data-path="{on}" data-done="{is_on}"><button>{turn_on}</button></form>
<output role="status"></output></main><script src="/links/link.js"></script>"""


async def ask(request: Request) -> Response:
    """The page behind a link to unsubscribe. It asks first: whatever opens links in e-mails to look
    at them changes nothing."""
    token = request.query_params.get("token", "")
    try:
        request.state.unsubscribe.facts(token)
    except HTTPException:
        return nowhere(request)
    texts = Texts(
        request.query_params.get("locale") or preferred(request.headers.get("accept-language", ""))
    )
    answer = page(
        texts.say(TITLE),
        PAGE.format(
            off=escape(f"/links/unsubscribe?token={token}"),
            on=escape(f"/links/resubscribe?token={token}"),
            title=escape(texts.say(TITLE)),
            turn_off=escape(texts.say(TURN_OFF)),
            is_off=escape(texts.say(IS_OFF)),
            turn_on=escape(texts.say(TURN_ON)),
            is_on=escape(texts.say(IS_ON)),
        ),
        language=texts.language,
    )
    # The page has a token in it, which is nobody's to keep.
    answer.headers.update(HEADERS | {"Cache-Control": "no-store"})
    return answer


async def unsubscribe(request: Request) -> Response:
    """Switch off what a link says: from the page, or by the e-mail program itself (RFC 8058), which
    sends a form that says nothing more. Raises HTTPException 404 if the link is not ours."""
    await request.state.database.call("unsubscribe", {}, whose(request))
    return Response(None, 204)


async def resubscribe(request: Request) -> Response:
    """Switch it on again. Raises HTTPException 404 if the link is not ours."""
    await request.state.database.call("resubscribe", {}, whose(request))
    return Response(None, 204)


def whose(request: Request) -> dict[str, Any]:
    """The claims of whoever a link was sent to. Raises HTTPException 404 if it is not ours."""
    facts = request.state.unsubscribe.facts(request.query_params.get("token", ""))
    return {
        "role": "guest",
        "tenant_id": facts["tenant_id"],
        "request_id": request.state.request_id,
        "unsubscribes": facts,
    }


routes = [
    get("/v1/notifications", "get_notifications"),
    patch("/v1/notifications", "update_notifications"),
    get("/v1/me/notifications", "get_member_notifications"),
    patch("/v1/me/notifications", "update_member_notifications"),
    get(OF_PROFILE, "get_my_notifications"),
    patch(OF_PROFILE, "update_my_notifications"),
    get(OF_BOOKING, "get_booking_notifications"),
    patch(OF_BOOKING, "update_booking_notifications"),
    Route("/links/unsubscribe", ask, methods=["GET"], include_in_schema=False),
    Route("/links/unsubscribe", unsubscribe, methods=["POST"], include_in_schema=False),
    Route("/links/resubscribe", resubscribe, methods=["POST"], include_in_schema=False),
]
