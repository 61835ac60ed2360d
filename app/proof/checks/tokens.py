"""A token that is not one of ours opens nothing."""

import base64
import json
import time
from collections.abc import Mapping
from typing import Any

import jwt

from app.proof.claims import claim
from app.proof.contract import staff_routes
from app.proof.expectations import NotShown, Refuted
from app.proof.stage import Stage
from app.proof.wire import Call, milliseconds

OTHER_KEY = "a key that is long enough, and not the server's"
A_DAY = 86_400


@claim("no token: 401 on every route of the staff")
async def missing(stage: Stage) -> str:
    routes = staff_routes(stage.contract)
    an_id = stage.ours.tenant_id
    calls = [
        Call(
            route.method,
            route.at(dict.fromkeys(route.parameters, an_id)),
            route.body(stage.at("10:00"), an_id),
        )
        for route in routes
    ]
    times = [await expect_401(stage, call, "no token") for call in calls]
    return f"{len(routes)} routes, {milliseconds(*times)}"


@claim("a token forged, changed, cut off, unsigned or alg: none: 401")
async def forged(stage: Stage) -> str:
    return await refused(stage, forgeries(stage.ours.token))


@claim("a signed token, but expired, or of another audience or issuer: 401")
async def out_of_date(stage: Stage) -> str:
    if stage.laboratory is None:
        raise NotShown("Only who has the server's key could make such tokens.")
    key = stage.laboratory.secret_key
    return await refused(stage, misuses(stage.ours.token, key))


async def refused(stage: Stage, tokens: Mapping[str, str]) -> str:
    """Try each token. Raises Refuted."""
    times = []
    for what, token in tokens.items():
        times.append(await expect_401(stage, Call("GET", "/v1/bookings", token=token), what))
    return f"{len(tokens)} tokens, {milliseconds(*times)}"


async def expect_401(stage: Stage, call: Call, what: str) -> float:
    """How long it took to be refused. Raises Refuted."""
    answer = await stage.server.send(call)
    if answer.status != 401:
        raise Refuted(f"{call} with {what}: 401", f"{answer}")
    return answer.seconds


def forgeries(token: str) -> dict[str, str]:
    """What somebody can make of a token without the key."""
    head, payload, signature = token.split(".")
    claims = content(token)
    unsigned = segment({"alg": "none", "typ": "JWT"})
    return {
        "a token signed with another key": jwt.encode(claims, OTHER_KEY),
        "an expired one": jwt.encode(claims | {"exp": int(time.time()) - 60}, OTHER_KEY),
        "another role written into it": f"{head}.{segment(claims | {'role': 'platform_admin'})}."
        f"{signature}",
        "alg: none": f"{unsigned}.{payload}.",
        "alg: none and the old signature": f"{unsigned}.{payload}.{signature}",
        "no signature": f"{head}.{payload}.",
        "half a token": token[: len(token) // 2],
    }


def misuses(token: str, key: str) -> dict[str, str]:
    """Tokens that are signed as they should be, and say what they should not."""
    claims = content(token)
    now = int(time.time())
    changes: dict[str, dict[str, Any]] = {
        "expired a minute ago": {"exp": now - 60},
        "another audience": {"aud": "somebody else"},
        "another issuer": {"iss": "somebody else"},
        "good for a day": {"exp": now + A_DAY},
        "an unknown role": {"role": "emperor"},
    }
    return {what: jwt.encode(claims | change, key) for what, change in changes.items()}


def content(token: str) -> dict[str, Any]:
    """What a token says."""
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


def segment(part: Mapping[str, Any]) -> str:
    """A part of a token."""
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
