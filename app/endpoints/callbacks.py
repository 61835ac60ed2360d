"""What WhatsApp and Twilio tell us: what became of messages, and what was answered.

Nothing is believed, or looked at, that they have not signed: WhatsApp the body with the secret of
the app, Twilio the address and the fields with the token of the account. A business with an account
of its own has its own address; what comes there is believed of that business and no other.
"""

import base64
import hashlib
import hmac
import json
import logging
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from app.channels.sms import NOBODY as NO_TEXT_MESSAGES
from app.channels.sms import STOPPED
from app.channels.whatsapp import NOBODY as NOT_ON_WHATSAPP
from app.failures import respond
from app.problems import CALLBACK_REFUSED

logger = logging.getLogger("holdfast.callbacks")

# What is said to a number of ours, and to no business in particular.
NOBODYS = "00000000-0000-0000-0000-000000000000"

PHONE = re.compile(r"\+[1-9][0-9]{5,14}")

# Their words for what becomes of a message, and ours.
TWILIO = {"sent": "sent", "delivered": "delivered", "read": "read"} | dict.fromkeys(
    ("failed", "undelivered"), "failed"
)
WHATSAPP = {each: each for each in ("sent", "delivered", "read", "failed")}

NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


def carrier(request: Request, tenant_id: str) -> dict[str, Any]:
    """The claims of WhatsApp and Twilio, once they are known to be them."""
    return {"role": "carrier", "tenant_id": tenant_id, "request_id": request.state.request_id}


def business(request: Request) -> str:
    """The business in the path, or nobody. Raises HTTPException 404 if that is none."""
    try:
        return str(uuid.UUID(request.path_params.get("tenant_id", NOBODYS)))
    except ValueError:
        raise HTTPException(404, "There is no such business.") from None


async def secrets_of(request: Request, tenant_id: str, channel: str) -> dict[str, Any]:
    """What a callback about a business is verified by: its own, or else ours; "" if there is
    neither, or nobody can read it any more."""
    settings = request.state.settings
    ours = {
        "secret": (
            settings.twilio_auth_token if channel == "sms" else settings.whatsapp_app_secret
        ),
        "verify_token": settings.whatsapp_verify_token,
    }
    if tenant_id == NOBODYS:
        return ours
    answered = await request.state.database.call(
        "find_callback_secrets", {"channel": channel}, carrier(request, tenant_id)
    )
    known = json.loads(answered.body)
    if known["secret"]:
        ours["secret"] = request.state.vault.open(known["secret"]) or ""
    return ours | {"verify_token": known["verify_token"] or ""}


def same(expected: str, said: str) -> bool:
    """Whether two signatures are the same, in a time that does not say how much of them is."""
    return hmac.compare_digest(expected.encode(), said.encode())


# -- WhatsApp ------------------------------------------------------------------------------------


async def whatsapp_handshake(request: Request) -> Response:
    """WhatsApp asks whether this is the place, and wants to hear its challenge."""
    asked = request.query_params
    known = await secrets_of(request, business(request), "whatsapp")
    if (
        asked.get("hub.mode") != "subscribe"
        or not known["verify_token"]
        or not same(known["verify_token"], asked.get("hub.verify_token", ""))
    ):
        return respond(CALLBACK_REFUSED)
    return PlainTextResponse(asked.get("hub.challenge", ""))


async def whatsapp_callback(request: Request) -> Response:
    """WhatsApp says what became of messages, and what was answered."""
    tenant_id, raw = business(request), await request.body()
    said = request.headers.get("x-hub-signature-256", "")
    if not said:
        return respond(CALLBACK_REFUSED)
    secret = (await secrets_of(request, tenant_id, "whatsapp"))["secret"]
    signature = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    if not secret or not same(f"sha256={signature}", said):
        return respond(CALLBACK_REFUSED)
    try:
        changes = list(changed(json.loads(raw)))
        receipts = receipts_of(changes)
        replies = [reply for change in changes for reply in replies_in(change)]
    except (AttributeError, KeyError, TypeError, ValueError):
        # Signed, and not what we know: to be sent it again would not help.
        logger.warning("WhatsApp says what we do not understand", exc_info=True)
        return Response(None, 200)
    for whose, told in receipts.items():
        if tenant_id in (NOBODYS, whose):
            await take(request, whose, "whatsapp", receipts=told)
    await take(request, tenant_id, "whatsapp", replies=replies)
    return Response(None, 200)


def changed(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What has changed about messages. Raises KeyError and such if it is none of theirs."""
    for entry in document["entry"]:
        for change in entry["changes"]:
            if change["field"] == "messages":
                yield change["value"]


def receipts_of(changes: Sequence[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What became of messages, by business: whose they are stands in what we sent with them."""
    receipts: dict[str, list[dict[str, Any]]] = {}
    for status in (each for change in changes for each in change.get("statuses", ())):
        whose, _, delivery_id = status.get("biz_opaque_callback_data", "").partition("/")
        if status["status"] not in WHATSAPP or not (is_id(whose) and is_id(delivery_id)):
            continue
        code = next((each.get("code") for each in status.get("errors", ())), None)
        receipts.setdefault(whose, []).append(
            receipt(delivery_id, status["id"], WHATSAPP[status["status"]], code)
            | ({"phone": "gone"} if code in NOT_ON_WHATSAPP else {})
        )
    return receipts


def replies_in(change: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Who has written, and what."""
    for message in change.get("messages", ()):
        words = message.get("text") or message.get("button") or {}
        phone = f"+{message['from']}"
        if PHONE.fullmatch(phone):
            yield {"phone": phone, "text": storable(words.get("body") or words.get("text") or "")}


# -- Twilio --------------------------------------------------------------------------------------


async def sms_fields(request: Request, tenant_id: str) -> dict[str, str] | None:
    """The fields of a callback of Twilio; None if it is not signed by them."""
    said = request.headers.get("x-twilio-signature", "")
    if not said:
        return None
    pairs = parse_qsl((await request.body()).decode(errors="replace"), keep_blank_values=True)
    secret = (await secrets_of(request, tenant_id, "sms"))["secret"]
    expected = twilio_signature(secret, address(request), pairs)
    return dict(pairs) if secret and same(expected, said) else None


def address(request: Request) -> str:
    """The address that was called, as the outside has it."""
    path = request.scope.get("raw_path", request.url.path.encode()).decode()
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.state.settings.public_url.rstrip('/')}{path.partition('?')[0]}{query}"


def twilio_signature(secret: str, url: str, pairs: Sequence[tuple[str, str]]) -> str:
    """What Twilio signs a form with: the address, and its fields in the order of their names."""
    text = url + "".join(name + value for name, value in sorted(set(pairs)))
    return base64.b64encode(
        hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()
    ).decode()


async def sms_status(request: Request) -> Response:
    """Twilio says what became of a message."""
    tenant_id = business(request)
    fields = await sms_fields(request, tenant_id)
    if fields is None:
        return respond(CALLBACK_REFUSED)
    delivery_id = request.query_params.get("delivery_id", "")
    status = TWILIO.get(fields.get("MessageStatus", ""))
    if status and is_id(delivery_id) and fields.get("MessageSid"):
        said = fields.get("ErrorCode", "")
        code = int(said) if re.fullmatch(r"[0-9]{1,6}", said) else None
        what = "opted_out" if code in STOPPED else "gone" if code in NO_TEXT_MESSAGES else None
        told = receipt(delivery_id, fields["MessageSid"], status, code)
        await take(request, tenant_id, "sms", receipts=[told | ({"phone": what} if what else {})])
    return Response(None, 204)


async def sms_reply(request: Request) -> Response:
    """Twilio says what was answered. We have nothing to say to that."""
    tenant_id = business(request)
    fields = await sms_fields(request, tenant_id)
    if fields is None:
        return respond(CALLBACK_REFUSED)
    if PHONE.fullmatch(fields.get("From", "")):
        # What Twilio took for a word to stop or start is one, whatever it was.
        words = {"STOP": "STOP", "START": "START"}.get(fields.get("OptOutType", ""))
        text = storable(words or fields.get("Body", ""))
        await take(request, tenant_id, "sms", replies=[{"phone": fields["From"], "text": text}])
    return Response(NOTHING_TO_SAY, media_type="text/xml")


# -- both ----------------------------------------------------------------------------------------


def receipt(delivery_id: str, message_id: str, status: str, code: int | None) -> dict[str, Any]:
    """What became of a message, as the database takes it."""
    return {
        "delivery_id": delivery_id,
        "message_id": message_id[:120],
        "status": status,
        "error_code": code,
    }


def is_id(text: str) -> bool:
    """Whether a text is an id of ours."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def storable(text: str) -> str:
    """As much of a text as says what somebody means, as PostgreSQL can hold it."""
    return text[:100].replace("\0", "").encode(errors="replace").decode()


async def take(
    request: Request,
    tenant_id: str,
    channel: str,
    *,
    receipts: Sequence[Mapping[str, Any]] = (),
    replies: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Have the database note what was said."""
    who = carrier(request, tenant_id)
    if receipts:
        await request.state.database.call(
            "take_receipts", {"channel": channel, "receipts": list(receipts)}, who
        )
    if replies:
        await request.state.database.call(
            "take_replies", {"channel": channel, "replies": list(replies)}, who
        )


ALL = "/v1/callbacks/whatsapp"
OWN = "/v1/callbacks/whatsapp/{tenant_id}"

routes = [
    Route(ALL, whatsapp_handshake, methods=["GET"], include_in_schema=False),
    Route(ALL, whatsapp_callback, methods=["POST"], include_in_schema=False),
    Route(OWN, whatsapp_handshake, methods=["GET"], include_in_schema=False),
    Route(OWN, whatsapp_callback, methods=["POST"], include_in_schema=False),
    Route("/v1/callbacks/sms", sms_reply, methods=["POST"], include_in_schema=False),
    Route("/v1/callbacks/sms/{tenant_id}", sms_reply, methods=["POST"], include_in_schema=False),
    Route(
        "/v1/callbacks/sms/{tenant_id}/status",
        sms_status,
        methods=["POST"],
        include_in_schema=False,
    ),
]
