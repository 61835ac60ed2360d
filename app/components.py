"""The parts of the OpenAPI document that every operation shares, and that stand still."""

from collections.abc import Mapping

from app.problems import Problem
from app.schemas import Schema, reference

ABOUT = """\
Bookings that cannot collide: of two who want the same time, one gets it.

- **Times** go out in UTC, as RFC 3339 with `Z`. They come in with any offset, and must have one.
- **Money** is an amount in minor units and a currency: `{"amount": 4500, "currency": "EUR"}`.
- **Lists** are pages: pass `next_cursor` as `cursor` to get the next one, until it is null.
- **Failures** are problem documents (RFC 9457). Their `type` is the address of a page that explains
  them; `/problems` lists all.
- **Trying again** is safe with an `Idempotency-Key`: the same key and body give the first answer
  again.
- **The business** comes from the path on public routes and from the token elsewhere, never from a
  body, a query or a header.
"""

HEADERS: Mapping[str, Schema] = {
    "X-Request-Id": {
        "description": "Names this request in our logs.",
        "schema": {"type": "string", "format": "uuid"},
    },
    "ETag": {
        "description": "The version of what is answered: for If-None-Match, and of a booking for "
        "If-Match.",
        "schema": {"type": "string"},
    },
    "Idempotent-Replayed": {
        "description": "`true` if this is the answer to an earlier request with the same "
        "Idempotency-Key.",
        "schema": {"type": "string", "const": "true"},
    },
    "Retry-After": {
        "description": "After how many seconds to try again.",
        "schema": {"type": "integer", "minimum": 0},
    },
}

PARAMETERS: Mapping[str, Schema] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Any string that you have not used for another request. Kept for 24 hours "
        "or more.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": "The ETag that you have seen: change it only if it still is at that "
        "version.",
        "schema": {"type": "string"},
    },
    "LastEventId": {
        "name": "Last-Event-ID",
        "in": "header",
        "description": "The last `id` that you have: go on from there.",
        "schema": {"type": "integer", "format": "int64"},
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The ETag that you have: 304 if nothing has changed since.",
        "schema": {"type": "string"},
    },
}

SECURITY: Mapping[str, Schema] = {
    "accessToken": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The access token of somebody who signed in (`POST /v1/auth/login`).",
    },
    "manageToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "The `manage_token` that came with a new booking, series or entry of the "
        "waitlist; it opens this one, and its bookings, only.",
    },
    "manageTokenInQuery": {
        "type": "apiKey",
        "in": "query",
        "name": "token",
        "description": "The same `manage_token`, for links in mails.",
    },
}


def problem_schema() -> Schema:
    """RFC 9457, with what ours add."""
    text = {"type": "string"}
    fault = {
        "type": "object",
        "required": ["pointer", "detail"],
        "properties": {
            "pointer": text | {"description": "Which field: `#/customer/email`."},
            "detail": text | {"description": "What is wrong with it."},
        },
    }
    return {
        "type": "object",
        "description": "Why a request failed (RFC 9457).",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": text
            | {
                "format": "uri-reference",
                "pattern": "^/problems/[a-z-]+$",
                "description": "Which problem it is, and where a page explains it.",
            },
            "title": text | {"description": "The problem in a few words."},
            "status": {"type": "integer", "description": "The HTTP status."},
            "detail": text | {"description": "What it was this time."},
            "errors": {
                "type": "array",
                "description": "The fields at fault, if it was fields.",
                "items": fault,
            },
            "alternatives": {
                "type": "array",
                "description": "With slot-taken: up to five free slots nearest in time.",
                "items": reference("schemas", "slot"),
            },
            "reasons": {
                "type": "array",
                "description": "Where a slot cannot be booked: everything in the way.",
                "items": reference("schemas", "reason"),
            },
            "booking_id": text
            | {"format": "uuid", "description": "Where it is too late: for which booking."},
            "starts_at": text
            | {"format": "date-time", "description": "Where it is too late: when that begins."},
            "conflicts": {
                "type": "array",
                "description": "With series-conflict: every time that cannot be had.",
                "items": reference("schemas", "occurrence"),
            },
        },
    }


def problem_example(problem: Problem) -> Schema:
    """How a problem looks."""
    return {
        "summary": problem.title,
        "value": {
            "type": f"/problems/{problem.slug}",
            "title": problem.title,
            "status": problem.status,
            "detail": problem.meaning,
        },
    }
