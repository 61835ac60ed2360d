"""WhatsApp and text messages: what is sent, through doubles on real sockets; and what comes back,
signed as they sign it, over HTTP."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import httpx
import psycopg
import pytest
from carriers import Answer, Carrier, carrying
from live import serving, settings
from notifying import delivery, notify, one, open_alder, work
from twilio.request_validator import RequestValidator

from app.dsn import as_user
from app.settings import Settings
from app.tokens import Tokens
from app.vault import Vault

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
Headers = dict[str, str]

PUBLIC_URL = "https://book.test"
ZOE = "+390612345678"
OWN_ACCOUNT, OUR_ACCOUNT = "AC" + 32 * "1", "AC" + 32 * "2"

PLATFORM: dict[str, Any] = {
    "public_url": PUBLIC_URL,
    "whatsapp_phone_number_id": "99999",
    "whatsapp_token": "our token",
    "whatsapp_app_secret": "our app secret",
    "whatsapp_verify_token": "our verify token",
    "twilio_account_sid": OUR_ACCOUNT,
    "twilio_auth_token": "our auth token",
    "sms_from": "+15550100",
}

TEMPLATES = {
    "reminder": {
        "en": {"name": "reminder", "language": "en_GB", "parameters": ["name", "when"]},
        "it": {"name": "promemoria", "language": "it", "parameters": ["service", "link"]},
    }
}


@pytest.fixture(scope="module")
def whatsapp() -> Iterator[Carrier]:
    with carrying(Answer(200, {"messages": [{"id": "wamid.1"}]})) as opened:
        yield opened


@pytest.fixture(scope="module")
def twilio() -> Iterator[Carrier]:
    with carrying(Answer(201, {"sid": "SM1", "num_segments": "1"})) as opened:
        yield opened


@pytest.fixture
def ours(web_url: str, whatsapp: Carrier, twilio: Carrier) -> Settings:
    """A platform that has accounts of its own, and is told where its carriers are."""
    for each in (whatsapp, twilio):
        each.received.clear()
        each.answers.clear()
    urls = {"whatsapp_url": f"{whatsapp.url}/v23.0", "twilio_url": twilio.url}
    return settings(web_url, **(PLATFORM | urls))


@pytest.fixture(scope="module")
def platform(reused_database: str) -> Iterator[httpx.Client]:
    """The application of that platform."""
    with serving(as_user(reused_database, "holdfast_web"), **PLATFORM) as client:
        yield client


@pytest.fixture
def booking_id(given: Given) -> str:
    found = open_alder(given)
    given.execute("update data.customers set phone_e164 = %s", [ZOE])
    return found


@pytest.fixture
def olga(given: Given, booking_id: str) -> Headers:
    return owner(given)


def owner(given: Given) -> Headers:
    token = Tokens(settings("")).access(
        str(one(given, "given.user_id('alder', 'Olga')")), alder(given), "owner"
    )
    return {"Authorization": f"Bearer {token}"}


def alder(given: Given) -> str:
    return str(one(given, "given.tenant_id('alder')"))


def configure(http: httpx.Client, olga: Headers, channel: str, **fields: Any) -> dict[str, Any]:
    answer = http.patch(f"/v1/channels/{channel}", json=fields, headers=olga)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def contact(given: Given, channel: str, tenant_id: str | None = None) -> dict[str, Any] | None:
    """What is known of Zoe's number, without what is not."""
    row = given.execute(
        "select jsonb_strip_nulls(to_jsonb(c) - '{tenant_id,channel,phone_digest}'::text[])"
        " from data.phone_contacts as c where tenant_id = %s and channel = %s"
        " and phone_digest = sha256(convert_to(%s, 'UTF8'))",
        [tenant_id or alder(given), channel, ZOE],
    ).fetchone()
    return dict(row[0]) if row else None


# -- accounts ------------------------------------------------------------------------------------


def test_secrets_are_encrypted_and_never_shown_again(
    platform: httpx.Client, given: Given, olga: Headers
) -> None:
    secrets = {"access_token": "an access token", "app_secret": "an app secret"}
    said = configure(platform, olga, "whatsapp", phone_number_id="12345", **secrets)
    said_of_sms = configure(
        platform, olga, "sms", account_sid=OWN_ACCOUNT, auth_token="an auth token", sender="Alder"
    )
    assert (said["has_access_token"], said["has_app_secret"]) == (True, True)
    assert platform.get("/v1/channels/whatsapp", headers=olga).json() == said
    assert platform.get("/v1/channels/sms", headers=olga).json() == said_of_sms
    kept = json.dumps(
        [
            one(given, f"(select to_jsonb(a) from data.{each} as a)")
            for each in ("whatsapp_accounts", "sms_accounts")
        ]
    ) + json.dumps(one(given, "(select jsonb_agg(h) from data.history as h)"))
    for secret in (*secrets.values(), "an auth token"):
        assert secret not in kept + json.dumps([said, said_of_sms])
    sealed = one(given, "(select access_token from data.whatsapp_accounts)")
    assert Vault(settings("")).open(sealed) == "an access token"
    assert sealed not in json.dumps(one(given, "(select jsonb_agg(h) from data.history as h)"))


@pytest.mark.parametrize(
    ("channel", "fields", "slug"),
    [
        ("whatsapp", {"access_token": "alone"}, "account-incomplete"),
        ("whatsapp", {"phone_number_id": "12345"}, "account-incomplete"),
        ("whatsapp", {"app_secret": "alone"}, "account-incomplete"),
        ("sms", {"sender": "Alder"}, "account-incomplete"),
        ("sms", {"account_sid": OWN_ACCOUNT, "auth_token": "a"}, "account-incomplete"),
        ("whatsapp", {"templates": {"birthday": {}}}, "templates-invalid"),
        ("whatsapp", {"access_token": 5}, "validation"),
        ("sms", {"sender": "<script>"}, "validation"),
    ],
)
def test_what_does_not_fit_is_refused(
    platform: httpx.Client, olga: Headers, channel: str, fields: dict[str, Any], slug: str
) -> None:
    answer = platform.patch(f"/v1/channels/{channel}", json=fields, headers=olga)
    assert answer.status_code == 422
    if slug != "validation":
        assert answer.json()["type"] == f"/problems/{slug}"


def test_an_account_is_whole_or_not_there(platform: httpx.Client, olga: Headers) -> None:
    """Whatever is missing is said, and nothing of it is kept."""
    accounts: dict[str, dict[str, Any]] = {
        "whatsapp": {"phone_number_id": "12345", "access_token": "a", "app_secret": "b"},
        "sms": {"account_sid": OWN_ACCOUNT, "auth_token": "a", "sender": "Alder"},
    }
    for channel, fields in accounts.items():
        said = configure(platform, olga, channel, **fields)
        for name in fields.keys() - {"app_secret"}:
            answer = platform.patch(f"/v1/channels/{channel}", json={name: None}, headers=olga)
            assert answer.status_code == 422
            problem = answer.json()
            assert problem["type"] == "/problems/account-incomplete"
            assert all(f"`{field}`" in problem["detail"] for field in fields)
        assert platform.get(f"/v1/channels/{channel}", headers=olga).json() == said
        configure(platform, olga, channel, **dict.fromkeys(fields))


# -- WhatsApp ------------------------------------------------------------------------------------


def test_a_template_goes_out_in_the_name_of_the_business(
    platform: httpx.Client, given: Given, olga: Headers, ours: Settings, whatsapp: Carrier
) -> None:
    configure(
        platform, olga, "whatsapp", phone_number_id="12345", access_token="their token",
        needs_consent=False, templates=TEMPLATES,
    )  # fmt: skip
    given.execute("update data.customers set locale = 'it'")
    booking_id = str(one(given, "(select booking_id from data.bookings)"))
    made = notify(given, "whatsapp", booking_id)
    work(ours)
    (received,) = whatsapp.received
    assert received.path == "/v23.0/12345/messages"
    assert received.headers["authorization"] == "Bearer their token"
    message = received.document
    token = one(given, "private.manage_token(given.tenant_id('alder'), %s)", booking_id)
    link = f"{PUBLIC_URL}/links/booking?business=alder&id={booking_id}&token={token}"
    assert message == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": ZOE[1:],
        "biz_opaque_callback_data": f"{alder(given)}/{made}",
        "type": "template",
        "template": {
            "name": "promemoria",
            "language": {"code": "it"},
            "components": [
                {
                    "type": "body",
                    "parameters": [{"type": "text", "text": "Cut"}, {"type": "text", "text": link}],
                }
            ],
        },
    }
    assert delivery(given, made)["status"] == "delivered"
    assert delivery(given, made)["response"] == {"message_id": "wamid.1"}


def test_our_own_words_go_to_whoever_has_just_written(
    platform: httpx.Client, given: Given, olga: Headers, ours: Settings, whatsapp: Carrier
) -> None:
    configure(platform, olga, "whatsapp", needs_consent=False)
    booking_id = str(one(given, "(select booking_id from data.bookings)"))
    before = notify(given, "whatsapp", booking_id)
    work(ours)
    assert (delivery(given, before)["status"], whatsapp.received) == ("skipped", [])
    signed_whatsapp(platform, replied("Are you open?"), tenant_id=alder(given))
    notify(given, "whatsapp", booking_id)
    work(ours)
    (received,) = whatsapp.received
    assert received.path == "/v23.0/99999/messages"
    assert received.headers["authorization"] == "Bearer our token"
    assert received.document["type"] == "text"
    assert received.document["text"]["body"].startswith("Alder: A reminder: Cut, ")


def failed_with(code: int) -> dict[str, Any]:
    return {"error": {"message": "No.", "code": code, "type": "OAuthException"}}


@pytest.mark.parametrize(
    ("status", "code", "becomes", "known"),
    [
        (400, 131026, "dead", {"gone_at"}),
        (400, 131047, "dead", set()),
        (400, 130429, "pending", set()),
        (429, 4, "pending", set()),
        (401, 190, "pending", set()),
        (500, 131000, "pending", set()),
    ],
)
def test_what_whatsapp_refuses(
    platform: httpx.Client,
    given: Given,
    olga: Headers,
    ours: Settings,
    whatsapp: Carrier,
    status: int,
    code: int,
    becomes: str,
    known: set[str],
) -> None:
    configure(platform, olga, "whatsapp", needs_consent=False, templates=TEMPLATES)
    whatsapp.answers.append(Answer(status, failed_with(code)))
    made = notify(given, "whatsapp", str(one(given, "(select booking_id from data.bookings)")))
    work(ours)
    found = delivery(given, made)
    assert (found["status"], found["response"]["error_code"]) == (becomes, code)
    assert (contact(given, "whatsapp") or {}).keys() == known
    if code in (130429, 4):
        assert one(given, "(select due_at > now() + interval '50 seconds' from data.deliveries)")


# -- text messages -------------------------------------------------------------------------------


def test_a_text_message_goes_out(
    given: Given, booking_id: str, ours: Settings, twilio: Carrier
) -> None:
    made = notify(given, "sms", booking_id)
    work(ours)
    (received,) = twilio.received
    assert received.path == f"/2010-04-01/Accounts/{OUR_ACCOUNT}/Messages.json"
    assert (
        received.headers["authorization"]
        == httpx.BasicAuth(OUR_ACCOUNT, "our auth token")._auth_header
    )
    form = received.form
    assert (form["To"], form["From"]) == (ZOE, "+15550100")
    assert form["Body"].startswith("Alder: A reminder: Cut, ")
    assert form["StatusCallback"] == (
        f"{PUBLIC_URL}/v1/callbacks/sms/{alder(given)}/status?delivery_id={made}"
    )
    assert delivery(given, made)["status"] == "delivered"


def test_a_business_sends_from_its_own_account(
    platform: httpx.Client, given: Given, olga: Headers, ours: Settings, twilio: Carrier
) -> None:
    service = "MG" + 32 * "a"
    configure(platform, olga, "sms", account_sid=OWN_ACCOUNT, auth_token="own", sender=service)
    notify(given, "sms", str(one(given, "(select booking_id from data.bookings)")))
    work(ours)
    (received,) = twilio.received
    assert received.path.startswith(f"/2010-04-01/Accounts/{OWN_ACCOUNT}/")
    assert received.form["MessagingServiceSid"] == service
    assert "From" not in received.form


@pytest.mark.parametrize(
    ("status", "code", "becomes", "known"),
    [
        (400, 21610, "dead", {"opted_out_at"}),
        (400, 21211, "dead", {"gone_at"}),
        (429, 20429, "pending", set()),
        (401, 20003, "pending", set()),
        (503, None, "pending", set()),
    ],
)
def test_what_twilio_refuses(
    given: Given,
    booking_id: str,
    ours: Settings,
    twilio: Carrier,
    status: int,
    code: int | None,
    becomes: str,
    known: set[str],
) -> None:
    twilio.answers.append(Answer(status, {"code": code, "message": "No."}))
    made = notify(given, "sms", booking_id)
    work(ours)
    assert delivery(given, made)["status"] == becomes
    assert (contact(given, "sms") or {}).keys() == known
    again = notify(given, "sms", booking_id)
    work(ours)
    assert delivery(given, again)["status"] == ("skipped" if known else "delivered")


def test_without_any_account_nothing_is_sent(
    given: Given, booking_id: str, web_url: str, twilio: Carrier
) -> None:
    twilio.received.clear()
    made = notify(given, "sms", booking_id)
    work(settings(web_url, twilio_url=twilio.url))
    assert twilio.received == []
    assert delivery(given, made)["status"] == "dead"


# -- what comes back -----------------------------------------------------------------------------


def replied(text: str) -> dict[str, Any]:
    return changed(messages=[{"from": ZOE[1:], "id": "wamid.9", "text": {"body": text}}])


def became(
    tenant_id: str, delivery_id: str, status: str, code: int | None = None
) -> dict[str, Any]:
    one_status: dict[str, Any] = {
        "id": "wamid.1",
        "status": status,
        "recipient_id": ZOE[1:],
        "biz_opaque_callback_data": f"{tenant_id}/{delivery_id}",
    }
    return changed(statuses=[one_status | ({"errors": [{"code": code}]} if code else {})])


def changed(**value: Any) -> dict[str, Any]:
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}],
    }


def signed_whatsapp(
    http: httpx.Client,
    document: Any,
    secret: str = "our app secret",
    *,
    tenant_id: str = "",
    header: str | None = None,
    tamper: bytes = b"",
) -> httpx.Response:
    raw = json.dumps(document).encode()
    signature = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": f"sha256={signature}" if header is None else header}
    return http.post(
        f"/v1/callbacks/whatsapp/{tenant_id}".rstrip("/"),
        content=raw + tamper,
        headers={**headers, "Content-Type": "application/json"},
    )


def signed_sms(
    http: httpx.Client,
    path: str,
    fields: dict[str, str],
    secret: str = "our auth token",
    *,
    tampered: dict[str, str] | None = None,
    header: str | None = None,
) -> httpx.Response:
    """As Twilio's own library signs it."""
    signature = RequestValidator(secret).compute_signature(f"{PUBLIC_URL}{path}", fields)
    return http.post(
        path,
        content=urlencode(fields | (tampered or {})),
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": signature if header is None else header,
        },
    )


def receipts(given: Given) -> list[tuple[Any, ...]]:
    return given.execute("select message_id, status, error_code from data.receipts").fetchall()


def test_whatsapp_says_what_became_of_a_message(
    platform: httpx.Client, given: Given, booking_id: str
) -> None:
    made = notify(given, "whatsapp", booking_id)
    for status in ("delivered", "sent", "read"):
        assert signed_whatsapp(platform, became(alder(given), made, status)).status_code == 200
    assert receipts(given) == [("wamid.1", "read", None)]


def test_what_whatsapp_finds_out_late_is_heeded(
    platform: httpx.Client, given: Given, booking_id: str
) -> None:
    made = notify(given, "whatsapp", booking_id)
    signed_whatsapp(platform, became(alder(given), made, "failed", 131026))
    assert receipts(given) == [("wamid.1", "failed", 131026)]
    assert (contact(given, "whatsapp") or {}).keys() == {"gone_at"}


@pytest.mark.parametrize(
    "forged",
    [
        {"header": ""},
        {"header": "sha256="},
        {"header": "sha1=0000"},
        {"secret": "another secret"},
        {"secret": ""},
        {"tamper": b" "},
    ],
)
def test_what_whatsapp_has_not_signed_changes_nothing(
    platform: httpx.Client, given: Given, booking_id: str, forged: dict[str, Any]
) -> None:
    made = notify(given, "whatsapp", booking_id)
    for document in (became(alder(given), made, "read"), replied("STOP")):
        for tenant_id in ("", alder(given)):
            answer = signed_whatsapp(platform, document, tenant_id=tenant_id, **forged)
            assert answer.status_code == 403
            assert answer.json()["type"] == "/problems/callback-refused"
    assert receipts(given) == []
    assert one(given, "(select count(*) from data.phone_contacts)") == 0


def test_without_a_secret_nobody_can_sign(http: httpx.Client, booking_id: str) -> None:
    """Not with an empty one either."""
    assert signed_whatsapp(http, replied("STOP"), "").status_code == 403
    answer = signed_sms(http, "/v1/callbacks/sms", {"From": ZOE, "Body": "STOP"}, "")
    assert answer.status_code == 403


def test_a_business_with_an_app_of_its_own_is_told_there_and_speaks_for_itself_alone(
    platform: httpx.Client, given: Given, olga: Headers
) -> None:
    own = {"phone_number_id": "12345", "access_token": "own", "app_secret": "own app"}
    configure(platform, olga, "whatsapp", **own)
    booking_id = str(one(given, "(select booking_id from data.bookings)"))
    made = notify(given, "whatsapp", booking_id)
    given.execute("select given.tenant('birch')")
    birch = str(one(given, "given.tenant_id('birch')"))
    document = became(alder(given), made, "read")
    assert signed_whatsapp(platform, document, tenant_id=alder(given)).status_code == 403
    assert signed_whatsapp(platform, document, "own app").status_code == 403
    assert signed_whatsapp(platform, document, "own app", tenant_id=birch).status_code == 403
    other = became(birch, made, "read")
    assert signed_whatsapp(platform, other, "own app", tenant_id=alder(given)).status_code == 200
    assert receipts(given) == []
    answer = signed_whatsapp(platform, document, "own app", tenant_id=alder(given))
    assert answer.status_code == 200
    assert receipts(given) == [("wamid.1", "read", None)]


@pytest.mark.parametrize(
    "document", [[], {}, {"entry": 5}, {"entry": [{"changes": [{"field": "account_alerts"}]}]}]
)
def test_what_whatsapp_says_besides_is_taken_and_left(
    platform: httpx.Client, given: Given, booking_id: str, document: Any
) -> None:
    assert signed_whatsapp(platform, document).status_code == 200
    assert receipts(given) == []


def test_whatsapp_asks_whether_this_is_the_place(
    platform: httpx.Client, given: Given, olga: Headers
) -> None:
    own = configure(platform, olga, "whatsapp", needs_consent=False)
    for path, token in (
        ("/v1/callbacks/whatsapp", "our verify token"),
        (own["callback_path"], own["verify_token"]),
    ):
        asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": token}
        answer = platform.get(path, params=asked)
        assert (answer.status_code, answer.text) == (200, "1158201444")
        for wrong in ({"hub.verify_token": "wrong"}, {"hub.verify_token": ""}, {"hub.mode": "x"}):
            assert platform.get(path, params=asked | wrong).status_code == 403
    birch = one(given, "given.tenant('birch')")
    asked = {"hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": ""}
    assert platform.get(f"/v1/callbacks/whatsapp/{birch}", params=asked).status_code == 403
    assert platform.get("/v1/callbacks/whatsapp/x", params=asked).status_code == 404


def test_twilio_says_what_became_of_a_message(
    platform: httpx.Client, given: Given, booking_id: str
) -> None:
    made = notify(given, "sms", booking_id)
    path = f"/v1/callbacks/sms/{alder(given)}/status?delivery_id={made}"
    for status in ("queued", "sent", "delivered"):
        answer = signed_sms(platform, path, {"MessageSid": "SM1", "MessageStatus": status})
        assert answer.status_code == 204
    assert receipts(given) == [("SM1", "delivered", None)]


def test_what_twilio_finds_out_late_is_heeded(
    platform: httpx.Client, given: Given, booking_id: str
) -> None:
    made = notify(given, "sms", booking_id)
    path = f"/v1/callbacks/sms/{alder(given)}/status?delivery_id={made}"
    fields = {"MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": "30006"}
    signed_sms(platform, path, fields)
    assert receipts(given) == [("SM1", "failed", 30006)]
    assert (contact(given, "sms") or {}).keys() == {"gone_at"}


@pytest.mark.parametrize(
    "forged",
    [
        {"header": ""},
        {"header": "AAAA"},
        {"secret": "another token"},
        {"secret": ""},
        {"tampered": {"MessageStatus": "read", "Body": "START"}},
    ],
)
def test_what_twilio_has_not_signed_changes_nothing(
    platform: httpx.Client, given: Given, booking_id: str, forged: dict[str, Any]
) -> None:
    made = notify(given, "sms", booking_id)
    status = f"/v1/callbacks/sms/{alder(given)}/status?delivery_id={made}"
    for path, fields in (
        (status, {"MessageSid": "SM1", "MessageStatus": "delivered"}),
        ("/v1/callbacks/sms", {"From": ZOE, "Body": "STOP"}),
        (f"/v1/callbacks/sms/{alder(given)}", {"From": ZOE, "Body": "STOP"}),
    ):
        answer = signed_sms(platform, path, fields, **forged)
        assert answer.status_code == 403
        assert answer.json()["type"] == "/problems/callback-refused"
    moved = signed_sms(platform, status, {"MessageSid": "SM1", "MessageStatus": "read"})
    assert moved.status_code == 204  # What is signed for this address is good here …
    elsewhere = status.replace(made, "019a0000-0000-7000-8000-000000000000")
    signature = moved.request.headers["x-twilio-signature"]
    fields = {"MessageSid": "SM1", "MessageStatus": "read"}
    assert signed_sms(platform, elsewhere, fields, header=signature).status_code == 403
    assert receipts(given) == [("SM1", "read", None)]
    assert one(given, "(select count(*) from data.phone_contacts)") == 0


def test_whoever_says_stop_gets_no_more(
    platform: httpx.Client, given: Given, olga: Headers, ours: Settings, twilio: Carrier
) -> None:
    configure(platform, olga, "sms", account_sid=OWN_ACCOUNT, auth_token="own", sender="Alder")
    booking_id = str(one(given, "(select booking_id from data.bookings)"))
    path = f"/v1/callbacks/sms/{alder(given)}"
    answer = signed_sms(platform, path, {"From": ZOE, "Body": "Stop", "To": "+15550100"}, "own")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    assert answer.text.endswith("<Response/>")
    made = notify(given, "sms", booking_id)
    work(ours)
    assert (delivery(given, made)["status"], twilio.received) == ("skipped", [])
    signed_sms(platform, path, {"From": ZOE, "Body": "Hej", "OptOutType": "START"}, "own")
    made = notify(given, "sms", booking_id)
    work(ours)
    assert delivery(given, made)["status"] == "delivered"


def test_what_is_said_to_the_platforms_number_is_said_to_all_who_use_it(
    platform: httpx.Client, given: Given, booking_id: str, ours: Settings, twilio: Carrier
) -> None:
    signed_sms(platform, "/v1/callbacks/sms", {"From": ZOE, "Body": "STOP"})
    assert contact(given, "sms") is None
    made = notify(given, "sms", booking_id)
    work(ours)
    assert (delivery(given, made)["status"], twilio.received) == ("skipped", [])


def test_nobody_has_to_say_anything_that_can_be_kept(
    platform: httpx.Client, given: Given, booking_id: str
) -> None:
    for body in ("\0", "x" * 5000, "\ud83d", "Ω" * 200):
        fields = {"From": ZOE, "Body": body.encode("utf-8", "replace").decode()}
        assert signed_sms(platform, "/v1/callbacks/sms", fields).status_code == 200
    fields = {"From": "anonymous", "Body": "STOP"}
    assert signed_sms(platform, "/v1/callbacks/sms", fields).status_code == 200
