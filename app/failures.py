"""How a request that fails is answered: with an RFC 9457 problem document. The problems themselves
are in problems.py."""

import json
import logging
from http import HTTPStatus
from typing import Any

import psycopg
from psycopg_pool import PoolTimeout, TooManyRequests
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Match

from app.broken import broken
from app.contract import BadArguments
from app.problems import (
    BAD_ARGUMENTS,
    OUTCOME_UNKNOWN,
    PROBLEMS,
    REFUSALS,
    UNAVAILABLE,
    UNEXPECTED,
    Problem,
)

logger = logging.getLogger("holdfast.failures")


def respond(
    problem: Problem, *, headers: dict[str, str] | None = None, **more: Any
) -> JSONResponse:
    """A problem document (RFC 9457, section 3)."""
    document = {
        "type": f"/problems/{problem.slug}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.meaning,
    }
    headers = dict(headers or {})
    if problem.status == 503:
        headers.setdefault("Retry-After", "1")
    if problem.status == 401:
        headers.setdefault("WWW-Authenticate", "Bearer")
    return JSONResponse(
        document | more, problem.status, headers, media_type="application/problem+json"
    )


def find(error: psycopg.Error, *, writing: bool) -> Problem:
    """The problem that a database error is: by constraint, by SQLSTATE, or by its class."""
    code = error.sqlstate or ""
    constraint = error.diag.constraint_name or ""
    known = PROBLEMS.get(constraint) or PROBLEMS.get(code) or PROBLEMS.get(code[:2])
    if known:
        return known
    if not isinstance(error, psycopg.OperationalError):
        return UNEXPECTED
    return OUTCOME_UNKNOWN if writing and broken(error) else UNAVAILABLE


async def database_problem(request: Request, error: Exception) -> JSONResponse:
    """What the database refused. Of PostgreSQL's own words only those are passed on that are ours:
    its others may quote a row, and the row may be another tenant's."""
    assert isinstance(error, psycopg.Error)
    problem = find(error, writing=request.method != "GET")
    code, diag = error.sqlstate or "", error.diag
    if problem.status >= 500:
        logger.error(
            "database error",
            extra={
                "request_id": request.state.request_id,
                "sqlstate": code,
                "constraint": diag.constraint_name,
                "where": (diag.context or "").partition("\n")[0],
                "error": type(error).__name__,
            },
        )
    if not code.startswith("K"):
        more: dict[str, Any] = {}
        if code == "23502" and diag.column_name:
            field = diag.column_name.removesuffix("_minor")  # Money has a currency too outside.
            more["errors"] = [{"pointer": f"#/{field}", "detail": "is required"}]
        return respond(problem, **more)

    more = json.loads(diag.message_detail) if diag.message_detail else {}
    retry_after = more.pop("retry_after", None)
    if diag.column_name:
        more["errors"] = [{"pointer": f"#/{diag.column_name}", "detail": diag.message_primary}]
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else {}
    return respond(problem, headers=headers, **({"detail": diag.message_primary} | more))


async def bad_arguments(request: Request, error: Exception) -> JSONResponse:
    """What never reached a function, or was refused when PostgreSQL read it."""
    assert isinstance(error, BadArguments)
    return respond(BAD_ARGUMENTS, errors=[fault._asdict() for fault in error.faults])


async def unavailable(request: Request, error: Exception) -> JSONResponse:
    """No connection was free, or none could be made."""
    assert isinstance(error, (PoolTimeout, TooManyRequests))
    return respond(UNAVAILABLE)


async def http_problem(request: Request, error: Exception) -> JSONResponse:
    """What the application, or Starlette, refused."""
    assert isinstance(error, HTTPException)
    problem = REFUSALS.get(error.status_code, UNEXPECTED)
    is_said = error.detail != HTTPStatus(error.status_code).phrase
    headers = dict(error.headers or {})
    if problem is REFUSALS[405]:
        headers["Allow"] = ", ".join(sorted(allowed(request)))
    return respond(problem, headers=headers, detail=error.detail if is_said else problem.meaning)


def allowed(request: Request) -> set[str]:
    """The methods of an address, over all of its routes: each route knows its own."""
    return {
        method
        for paths in request.app.routes
        for route in paths.candidates(request.scope)
        if route.matches(request.scope)[0] is not Match.NONE
        for method in route.methods or ()
    }


HANDLERS: dict[Any, Any] = {
    psycopg.Error: database_problem,
    BadArguments: bad_arguments,
    PoolTimeout: unavailable,
    TooManyRequests: unavailable,
    HTTPException: http_problem,
}
