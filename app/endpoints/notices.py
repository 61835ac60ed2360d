"""What is told to whom, and what nobody wants to be told, over HTTP. Decided in
db/functions/notices."""

from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.endpoints.documentation import HEADERS, page
from app.http import get, patch
from app.texts import N_, Texts, preferred

OF_BOOKING = "/v1/tenants/{slug}/bookings/{booking_id}/notifications"
OF_PROFILE = "/v1/me/profiles/{tenant_slug}/notifications"

TITLE = N_("Unsubscribe")
BUTTON = N_("Do not write to me about this again")
DONE = N_("Done: you will not be written to about that again.")

PAGE = """\
<main><h1>{title}</h1>
<form data-path="{path}" data-done="{done}">
<button>{button}</button></form>
<output role="status"></output></main><script src="/links/link.js"></script>"""


async def ask(request: Request) -> Response:
    """The page behind a link to unsubscribe. It asks first: whatever opens links in e-mails to look
    at them changes nothing. Raises HTTPException 404 if the link is not ours."""
    token = request.query_params.get("token", "")
    request.state.unsubscribe.facts(token)
    texts = Texts(
        request.query_params.get("locale") or preferred(request.headers.get("accept-language", ""))
    )
    title, done, button = (texts.say(each) for each in (TITLE, DONE, BUTTON))
    answer = page(
        title,
        PAGE.format(
            path=escape(f"/links/unsubscribe?token={token}"),
            title=escape(title),
            done=escape(done),
            button=escape(button),
        ),
        language=texts.language,
    )
    # The page has a token in it, which is nobody's to keep.
    answer.headers.update(HEADERS | {"Cache-Control": "no-store"})
    return answer


async def unsubscribe(request: Request) -> Response:
    """Switch off what a link says: from the page, or by the e-mail program itself (RFC 8058), which
    sends a form that says nothing more. Raises HTTPException 404 if the link is not ours."""
    facts = request.state.unsubscribe.facts(request.query_params.get("token", ""))
    who = {
        "role": "guest",
        "tenant_id": facts["tenant_id"],
        "request_id": request.state.request_id,
        "unsubscribes": facts,
    }
    await request.state.database.call("unsubscribe", {}, who)
    return Response(None, 204)


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
]
