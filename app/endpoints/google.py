"""Connecting Google calendars, and letting go of them (OAuth 2, RFC 6749, with PKCE, RFC 7636).

Who asks for what stands in the state that Google hands back, sealed: nobody can make one, change
one, or read in it the verifier without which a code is worth nothing. It is good for ten minutes; a
code is Google's to take once.
"""

import base64
import hashlib
import json
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

from psycopg import Error
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.endpoints.documentation import SECURITY, page
from app.google import SCOPE, Google, Trouble
from app.http import ApiRoute, Made, Operation, answer, claims, conditions, post
from app.settings import Settings
from app.texts import N_, Texts, preferred

logger = logging.getLogger("holdfast.google")

CALLBACK = "/links/google"
STATE_SECONDS = 600

FAILED = N_("Nothing was connected")
TOO_LATE = N_("This took too long, or did not begin here. Connect it anew.")
NOT_LET = N_("Google says that you have not let us. Nothing was changed.")
WENT_WRONG = N_("Something went wrong. Try again.")
TITLE = N_("Connect your Google Calendar")
ASKED = N_(
    "It is for the bookings of {name} at {business}: they come into your calendar, and at what "
    "else stands in it nobody can book. If you did not begin this, close this page."
)
BUTTON = N_("Connect")
CONNECTED = N_("Google Calendar is connected")
FROM_NOW_ON = N_("Bookings come into it, and at what else stands in it nobody can book.")

# What a state is sealed for: nothing else that we have sealed is one.
PURPOSE = "connect google"


def redirect_uri(settings: Settings) -> str:
    """Where Google sends people back to; Google has to know it."""
    return settings.public_url.rstrip("/") + CALLBACK


async def consent_url(
    request: Request, who: Mapping[str, Any], given: Mapping[str, Any]
) -> str | None:
    """Where somebody is asked whether we may; None if Google does not know us."""
    settings = request.state.settings
    if not (settings.google_client_id and settings.google_client_secret):
        return None
    verifier = secrets.token_urlsafe(48)
    state = {
        "for": PURPOSE,
        "who": dict(who),
        "calendar": {
            "resource_id": given["resource_id"],
            "name": given.get("name") or "Google Calendar",
            "shows": given.get("shows") or "service",
        },
        "verifier": verifier,
        "until": int(time.time()) + STATE_SECONDS,
    }
    asked = {
        "client_id": settings.google_client_id,
        "redirect_uri": redirect_uri(settings),
        "response_type": "code",
        "scope": SCOPE,
        "state": request.state.vault.seal(json.dumps(state)),
        "code_challenge": challenge(verifier),
        "code_challenge_method": "S256",
        # A refresh token comes with the first consent, and with others only if they are asked anew.
        "access_type": "offline",
        "prompt": "consent",
    }
    return f"{settings.google_auth_url}?{urlencode(asked)}"


def challenge(verifier: str) -> str:
    """What shows that whoever has the verifier is who began (RFC 7636)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def opened(request: Request, sealed: str) -> dict[str, Any]:
    """The state that Google hands back. Raises HTTPException 400 if it is none of ours, or old."""
    try:
        state: dict[str, Any] = json.loads(request.state.vault.open(sealed) or "{}")
        if state["for"] == PURPOSE and state["until"] > time.time():
            return state
    except (ValueError, KeyError, TypeError):
        pass
    raise HTTPException(400, TOO_LATE)


Page = Callable[[Request, Mapping[str, str]], Awaitable[Response]]


def explaining(show: Page) -> Callable[[Request], Awaitable[Response]]:
    """A page that says why nothing was connected, where it was not."""

    async def shown(request: Request) -> Response:
        texts = spoken_to(request)
        raw = request.url.query if request.method == "GET" else (await request.body()).decode()
        try:
            return await show(request, dict(parse_qsl(raw)))
        except HTTPException as refusal:
            return said(texts, FAILED, texts.say(refusal.detail), status=refusal.status_code)
        except Trouble as trouble:
            return said(texts, FAILED, str(trouble), status=502)
        except Error as error:
            logger.info("a Google calendar was not connected", exc_info=True)
            words = error.diag.message_primary if (error.sqlstate or "").startswith("K") else None
            return said(texts, FAILED, words or texts.say(WENT_WRONG), status=409)

    return shown


async def ask(request: Request, given: Mapping[str, str]) -> Response:
    """Google sends somebody back who let us. Whoever sent them there may be somebody else, who
    would have their calendar: so they see whose bookings it is for, and say yes to that."""
    state = opened(request, given.get("state", ""))
    if "code" not in given:
        raise HTTPException(400, NOT_LET)
    who = {**state["who"], "request_id": request.state.request_id}
    calendar = {"resource_id": state["calendar"]["resource_id"]}
    resource = await request.state.database.call("get_resource", calendar, who)
    business = await request.state.database.call("get_settings", {}, who)
    name, at = (json.loads(each.body)["name"] for each in (resource, business))
    fields = "".join(
        f'<input type="hidden" name="{each}" value="{escape(given[each])}">'
        for each in ("state", "code")
    )
    texts = spoken_to(request)
    return said(
        texts,
        TITLE,
        texts.say(ASKED).format(name=name, business=at),
        f'<form method="post" action="{CALLBACK}">{fields}'
        f"<button>{escape(texts.say(BUTTON))}</button></form>",
    )


async def connect(request: Request, given: Mapping[str, str]) -> Response:
    """They have said yes: do what was begun."""
    request.state.throttle.take(request)
    state = opened(request, given.get("state", ""))
    token = await request.state.google.exchange(
        given.get("code", ""), state["verifier"], redirect_uri(request.state.settings)
    )
    await request.state.database.call(
        "finish_google",
        {**state["calendar"], "sealed_token": request.state.vault.seal(token)},
        {**state["who"], "request_id": request.state.request_id},
    )
    request.state.kept.changed(state["who"])
    texts = spoken_to(request)
    return said(texts, CONNECTED, texts.say(FROM_NOW_ON))


def spoken_to(request: Request) -> Texts:
    """What is said in the language of a browser: nobody is signed in here."""
    return Texts(preferred(request.headers.get("accept-language", "")))


def said(texts: Texts, title: str, words: str, more: str = "", *, status: int = 200) -> Response:
    """A page that says something, and perhaps asks something."""
    title = texts.say(title)
    body = f"<main><h1>{escape(title)}</h1><p>{escape(words)}</p>{more}</main>"
    answered = page(title, body, language=texts.language)
    answered.status_code = status
    answered.headers["Cache-Control"] = "no-store"
    answered.headers["Referrer-Policy"] = "no-referrer"
    answered.headers["Content-Security-Policy"] = SECURITY.replace(
        "form-action 'none'", "form-action 'self'"
    )
    return answered


class Removal(Operation):
    """Removes a calendar, and gives back to Google what it let us do. That may fail: then its
    person still sees us in their account, but we have nothing left to come in with."""

    async def answered(self, request: Request, arguments: Mapping[str, Any]) -> Response:
        """Answer a request with these arguments."""
        who = await claims(request, self)
        found = await request.state.database.call(
            "find_google_token",
            arguments,
            who | conditions(request, self, arguments),
            typed=False,
        )
        response = await answer(request, self, arguments)
        if secret := json.loads(found.body)["secret"]:
            response.background = BackgroundTask(give_back, request.state.google, secret)
        return response


async def give_back(google: Google, secret: str) -> None:
    """Give back what a sealed refresh token lets us do, if Google is there."""
    try:
        await google.revoke(secret)
    except Trouble:
        logger.warning("a consent was not given back to Google", exc_info=True)


routes = [
    post("/v1/calendars/google", "connect_google", 200, Made("url", consent_url)),
    ApiRoute(Removal("DELETE", "/v1/calendars/{calendar_id}", "delete_calendar", 204)),
    Route(CALLBACK, explaining(ask), include_in_schema=False),
    Route(CALLBACK, explaining(connect), methods=["POST"], include_in_schema=False),
]
