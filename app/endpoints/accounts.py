"""Accounts over HTTP: opening one, links in e-mails, passwords and the second factor. What is
decided about them is in db/functions/people; what the database must not see (passwords, and the
secrets of second factors) is made and verified here.

Nothing answers whether an e-mail address is known. Whoever asks for a link is told the same, after
the same work, and the rest is in the e-mail.
"""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.contract import Fault
from app.endpoints.people import (
    CODE,
    TOKEN,
    follow,
    follower,
    guest,
    identify,
    member,
    proof,
    sign_in,
)
from app.failures import respond
from app.http import delete, get, patch
from app.passwords import hashed, require_fit, verify
from app.problems import PASSWORD_MISSING, PASSWORD_WRONG
from app.totp import new_secret, recovery_codes, recovery_hash, step_of, uri

NO_STORE = {"Cache-Control": "no-store"}

# What the database's own domains say, which are asked for these.
EMAIL_PART = r"""[^@\s\u0001-\u001f\u007f-\u009f<>(),:;"\[\]\\]+"""
EMAIL_PATTERN = rf"^{EMAIL_PART}@{EMAIL_PART}\.{EMAIL_PART}$"
EMAIL = TOKEN | {
    "maxLength": 254,
    "pattern": EMAIL_PATTERN,
    "examples": ["zoe@example.com"],
}
NAME = TOKEN | {"maxLength": 120, "pattern": r"\S", "examples": ["Zoe"]}
LOCALE = TOKEN | {
    "pattern": "^[a-z]{2}(-[A-Z]{2})?$",
    "description": "The language to write in: en, it, pl or da.",
    "examples": ["en"],
}
LINK = TOKEN | {"description": "What stands in the link."}
PASSWORD = TOKEN | {
    "minLength": 8,
    "description": "8 to 1,000 characters, and not the e-mail address.",
}

ACCEPTED = {
    "description": "Whatever is to be said is said by e-mail.",
    "type": "object",
    "properties": {"status": {"const": "accepted"}},
    "required": ["status"],
}

SECRET = {
    "description": "The secret of a second factor that is not on yet.",
    "type": "object",
    "properties": {
        "secret": {"type": "string", "description": "In base32, to be typed."},
        "uri": {"type": "string", "description": "To be shown as a QR code."},
    },
    "required": ["secret", "uri"],
}

RECOVERY_CODES = {
    "description": "The second factor is on. These codes are shown this once.",
    "type": "object",
    "properties": {
        "recovery_codes": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Each signs in once, without the device.",
        }
    },
    "required": ["recovery_codes"],
}


def accepted() -> Response:
    """What everybody is told who asks for an e-mail."""
    return JSONResponse({"status": "accepted"}, 202, NO_STORE)


def wrong_password(field: str) -> Response:
    """The answer to somebody who has signed in and does not know their password."""
    fault = Fault(f"#/{field}", "is not your password")
    return respond(PASSWORD_WRONG, errors=[fault._asdict()])


def not_the_password(known: Mapping[str, Any], field: str) -> Response:
    """The same, where nothing goes without one: who has none is told how to come by it."""
    if known["password_hash"] is None:
        return respond(PASSWORD_MISSING)
    return wrong_password(field)


# -- opening an account, and signing in by a link ------------------------------------------------


async def sign_up(request: Request, given: Mapping[str, str]) -> Response:
    """Ask for an account. It is there once the link is followed that goes to the address."""
    await request.state.database.call("sign_up", given, guest(request))
    return accepted()


async def confirm_sign_up(request: Request, given: Mapping[str, str]) -> Response:
    """Follow the link that opens the account, and choose its password."""
    return await follow(request, "redeem_sign_up", given, name=given.get("name"))


async def send_magic_link(request: Request, given: Mapping[str, str]) -> Response:
    """Ask for a link that signs in."""
    await request.state.database.call("request_magic_link", given, guest(request))
    return accepted()


async def redeem_magic_link(request: Request, given: Mapping[str, str]) -> Response:
    """Follow the link that signs in."""
    return await follow(request, "redeem_magic_link", given)


# -- passwords -----------------------------------------------------------------------------------


async def forgot_password(request: Request, given: Mapping[str, str]) -> Response:
    """Ask for a link that sets a new password."""
    await request.state.database.call("request_password_reset", given, guest(request))
    return accepted()


async def reset_password(request: Request, given: Mapping[str, str]) -> Response:
    """Follow the link that sets a new password."""
    return await follow(request, "reset_password", given)


async def change_password(request: Request, given: Mapping[str, str]) -> Response:
    """Set a new password, knowing the old one."""
    who = await member(request)
    known = await identify(request, who)
    if not await verify(known["password_hash"], given["current_password"]):
        return not_the_password(known, "current_password")
    require_fit(given["new_password"], known["email"], "new_password")
    new = await hashed(given["new_password"])
    await request.state.database.call("change_password", {"password_hash": new}, who)
    return Response(None, 204)


# -- e-mail addresses ----------------------------------------------------------------------------


async def send_verification(request: Request, given: Mapping[str, str]) -> Response:
    """Ask for a link that proves one's address."""
    await request.state.database.call("request_email_verification", {}, await member(request))
    return accepted()


async def verify_email(request: Request, given: Mapping[str, str]) -> Response:
    """Follow the link that proves one's address."""
    await request.state.database.call("verify_email", {}, follower(request, given))
    return Response(None, 204)


async def change_email(request: Request, given: Mapping[str, str]) -> Response:
    """Ask for a link to a new address."""
    who = await member(request)
    known = await identify(request, who)
    if not await verify(known["password_hash"], given["password"]):
        return not_the_password(known, "password")
    await request.state.database.call("request_email_change", {"email": given["email"]}, who)
    return accepted()


async def confirm_email(request: Request, given: Mapping[str, str]) -> Response:
    """Follow the link that went to a new address."""
    await request.state.database.call("redeem_email_change", {}, follower(request, given))
    return Response(None, 204)


# -- sessions ------------------------------------------------------------------------------------


async def log_out_everywhere(request: Request, given: Mapping[str, str]) -> Response:
    """End every session."""
    await request.state.database.call("end_sessions", {}, await member(request))
    return Response(None, 204)


# -- the second factor ---------------------------------------------------------------------------


async def begin_totp(request: Request, given: Mapping[str, str]) -> Response:
    """Make a secret for a device, knowing the password if there is one."""
    who, secret = await member(request), new_secret()
    known = await identify(request, who)
    if known["password_hash"] and not await verify(
        known["password_hash"], given.get("password", "")
    ):
        return wrong_password("password")
    await request.state.database.call(
        "start_totp", {"secret": request.state.vault.seal(secret)}, who
    )
    return JSONResponse({"secret": secret, "uri": uri(secret, known["email"])}, 200, NO_STORE)


async def confirm_totp(request: Request, given: Mapping[str, str]) -> Response:
    """Switch the second factor on, by a first code."""
    who, codes = await member(request), recovery_codes()
    known = await identify(request, who)
    step = step_of(request.state.vault.open(known["totp_secret"]), given["code"])
    await request.state.database.call(
        "confirm_totp",
        {
            "step": step,
            "secret": known["totp_secret"],
            "recovery_hashes": [recovery_hash(code) for code in codes],
        },
        who,
    )
    return JSONResponse({"recovery_codes": codes}, 200, NO_STORE)


async def disable_totp(request: Request, given: Mapping[str, str]) -> Response:
    """Switch the second factor off, by password and code."""
    who = await member(request)
    known = await identify(request, who)
    if not await verify(known["password_hash"], given["password"]):
        return not_the_password(known, "password")
    await request.state.database.call("disable_totp", proof(request, known, given["code"]), who)
    return Response(None, 204)


IDENTIFY = ("api.identify",)

routes = [
    sign_in(
        "/v1/auth/signup",
        "sign_up",
        sign_up,
        {"email": EMAIL},
        optional={"name": NAME, "locale": LOCALE},
        status=202,
        answers=ACCEPTED,
    ),
    sign_in(
        "/v1/auth/signup/confirm",
        "redeem_sign_up",
        confirm_sign_up,
        {"token": LINK, "password": PASSWORD},
        optional={"name": NAME, "code": CODE},
        also=IDENTIFY,
    ),
    sign_in(
        "/v1/auth/magic-link",
        "request_magic_link",
        send_magic_link,
        {"email": EMAIL},
        optional={"locale": LOCALE},
        status=202,
        answers=ACCEPTED,
    ),
    sign_in(
        "/v1/auth/magic-link/redeem",
        "redeem_magic_link",
        redeem_magic_link,
        {"token": LINK},
        optional={"code": CODE},
        also=IDENTIFY,
    ),
    sign_in(
        "/v1/auth/password/forgot",
        "request_password_reset",
        forgot_password,
        {"email": EMAIL},
        status=202,
        answers=ACCEPTED,
    ),
    sign_in(
        "/v1/auth/password/reset",
        "reset_password",
        reset_password,
        {"token": LINK, "password": PASSWORD},
        optional={"code": CODE},
        also=IDENTIFY,
    ),
    sign_in(
        "/v1/auth/password",
        "change_password",
        change_password,
        {"current_password": TOKEN, "new_password": PASSWORD},
        status=204,
        also=IDENTIFY,
        for_members=True,
    ),
    sign_in(
        "/v1/auth/email/verification",
        "request_email_verification",
        send_verification,
        {},
        status=202,
        answers=ACCEPTED,
        for_members=True,
    ),
    sign_in("/v1/auth/email/verify", "verify_email", verify_email, {"token": LINK}, status=204),
    sign_in(
        "/v1/auth/email",
        "request_email_change",
        change_email,
        {"email": EMAIL, "password": TOKEN},
        status=202,
        answers=ACCEPTED,
        also=IDENTIFY,
        for_members=True,
    ),
    sign_in(
        "/v1/auth/email/confirm",
        "redeem_email_change",
        confirm_email,
        {"token": LINK},
        status=204,
    ),
    sign_in(
        "/v1/auth/logout-everywhere",
        "end_sessions",
        log_out_everywhere,
        {},
        status=204,
        for_members=True,
    ),
    get("/v1/me", "get_me"),
    patch("/v1/me", "update_me"),
    get("/v1/me/sessions", "list_sessions"),
    delete("/v1/me/sessions/{session_id}", "delete_session"),
    sign_in(
        "/v1/me/totp",
        "start_totp",
        begin_totp,
        {},
        optional={"password": TOKEN | {"description": "Yours, if you have one."}},
        answers=SECRET,
        also=IDENTIFY,
        for_members=True,
    ),
    sign_in(
        "/v1/me/totp/confirm",
        "confirm_totp",
        confirm_totp,
        {"code": TOKEN},
        answers=RECOVERY_CODES,
        also=IDENTIFY,
        for_members=True,
    ),
    sign_in(
        "/v1/me/totp/disable",
        "disable_totp",
        disable_totp,
        {"password": TOKEN, "code": CODE},
        status=204,
        also=IDENTIFY,
        for_members=True,
    ),
]
