"""The contract for people and programs: /openapi.json, /docs, and a page for every problem."""

import json
import re
from html import escape
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from swagger_ui_bundle import swagger_ui_path

from app.introspection import DESCRIPTION, Introspection
from app.openapi import openapi
from app.problems import Problem, catalogue

# Everything that a page loads is ours, and no script or style stands in the page itself.
SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": SECURITY, "Cache-Control": "public, max-age=3600"}

SWAGGER = frozenset({"swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"})

START = """\
SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#docs",
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    tryItOutEnabled: true,
    validatorUrl: null,
});
"""

STYLE = """\
:root { color-scheme: light dark; --quiet: light-dark(#667085, #98a2b3); }
:root { --line: light-dark(#e4e7ec, #344054); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 3rem 1.25rem; max-width: 44rem; }
body { font: 1rem/1.6 system-ui, sans-serif; }
body:has(#docs) { padding: 0; max-width: none; color-scheme: light; background: #fff; }
h1 { margin: 0.25rem 0 1rem; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.125rem; }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; }
pre { padding: 1rem; border: 1px solid var(--line); border-radius: 0.5rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.5rem 1rem 0.5rem 0; text-align: left; vertical-align: top; }
tr { border-bottom: 1px solid var(--line); }
a { color: light-dark(#175cd3, #84caff); }
form { display: grid; gap: 1rem; max-width: 24rem; margin: 1.5rem 0; }
label { display: grid; gap: 0.25rem; }
[hidden] { display: none; }
input, button { font: inherit; padding: 0.5rem 0.75rem; border: 1px solid var(--line); }
button { cursor: pointer; color: #fff; background: #175cd3; border-color: #175cd3; }
nav, .status { color: var(--quiet); font-size: 0.875rem; }
nav { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
"""

OURS = {
    "start.js": (START, "text/javascript"),
    "style.css": (STYLE, "text/css"),
}

# What helps with every problem of a status, besides what the problem itself says.
ADVICE = {
    400: "Send a request as `/docs` shows it: JSON in UTF-8, and each name once.",
    401: "Sign in with `POST /v1/auth/login`, or get a new access token with "
    "`POST /v1/auth/refresh`, and send it as `Authorization: Bearer …`.",
    403: "Trying again does not help. Somebody whose role allows it has to do it.",
    404: "Look at the ids and names in the request. What belongs to another business does not "
    "exist for you.",
    405: "Look at `/docs` for the methods of this address.",
    409: "Read again how things stand, and decide anew. Sent again as it is, the request fails "
    "for as long as nothing changes.",
    412: "Read it again, look at what has changed, and send the change with the new `ETag` as "
    "`If-Match`.",
    413: "Send less at once.",
    415: "Send `Content-Type: application/json` with a body of JSON.",
    422: "`errors`, if there is one, points at the fields at fault. Change these and send it "
    "again.",
    429: "Wait for as many seconds as `Retry-After` says. With an `Idempotency-Key` nothing is "
    "done twice.",
    500: "Tell us the `X-Request-Id` of the answer. With an `Idempotency-Key` the request can "
    "safely be sent again.",
    503: "Wait for as many seconds as `Retry-After` says, and send it again. With an "
    "`Idempotency-Key` nothing is done twice.",
}

NAV = '<nav><a href="/problems">All problems</a> · <a href="/docs">Documentation</a></nav>'


def prose(text: str) -> str:
    """Text as HTML, with what stands in backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def page(title: str, body: str, *stylesheets: str, language: str = "en") -> HTMLResponse:
    """A whole HTML page."""
    links = "".join(
        f'<link rel="stylesheet" href="/docs/assets/{name}">'
        for name in (*stylesheets, "style.css")
    )
    return HTMLResponse(
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="/docs/assets/favicon-32x32.png">{links}</head>'
        f"<body>{body}</body></html>",
        headers=HEADERS,
    )


def explained(problem: Problem) -> str:
    """The body of the page of one problem."""
    document = {
        "type": f"/problems/{problem.slug}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.meaning,
    }
    example = escape(json.dumps(document, indent=2, ensure_ascii=False), quote=False)
    return (
        f'<main><p class="status">{problem.status} · <code>{problem.slug}</code></p>'
        f"<h1>{prose(problem.title)}</h1><p>{prose(problem.meaning)}</p>"
        f"<h2>What to do</h2><p>{prose(ADVICE[problem.status])}</p>"
        f"<h2>As a program sees it</h2><pre>{example}</pre></main>{NAV}"
    )


async def home(request: Request) -> Response:
    """To the documentation."""
    return RedirectResponse("/docs", 307)


async def contract(request: Request) -> Response:
    """This document: OpenAPI 3.1."""
    state = request.app.state
    if not hasattr(state, "openapi"):
        database = request.state.database
        signatures = await database.contract()
        async with database.pool.connection() as connection:
            cursor = await connection.execute(DESCRIPTION)
            (described,) = await cursor.fetchone()
        document = openapi(state.routes, signatures, Introspection(described))
        state.openapi = json.dumps(document, ensure_ascii=False).encode()
    return Response(state.openapi, media_type="application/json")


async def docs(request: Request) -> Response:
    """The documentation, to read and to try."""
    return page(
        "Holdfast API",
        '<div id="docs"></div><script src="/docs/assets/swagger-ui-bundle.js"></script>'
        '<script src="/docs/assets/start.js"></script>',
        "swagger-ui.css",
    )


async def asset(request: Request) -> Response:
    """What the pages load. Raises 404."""
    name = request.path_params["name"]
    if name in OURS:
        text, media_type = OURS[name]
        return Response(text, headers=HEADERS, media_type=media_type)
    if name in SWAGGER:
        return FileResponse(Path(swagger_ui_path) / name, headers=HEADERS)
    raise HTTPException(404, "There is no such file.")


async def problems(request: Request) -> Response:
    """Every problem that a request can meet, as a page."""
    rows = "".join(
        f'<tr><td>{each.status}</td><td><a href="/problems/{each.slug}">'
        f"<code>{each.slug}</code></a></td><td>{prose(each.title)}</td></tr>"
        for each in sorted(catalogue().values(), key=lambda each: (each.status, each.slug))
    )
    return page(
        "Problems",
        "<main><h1>Problems</h1><p>A request that fails is answered with a problem document "
        "(RFC 9457). These are all there are.</p><table><tr><th>Status</th><th>Name</th>"
        f"<th>Title</th></tr>{rows}</table></main>{NAV}",
    )


async def problem(request: Request) -> Response:
    """What one problem means, and what to do about it, as a page."""
    found = catalogue().get(request.path_params["slug"])
    if found is None:
        raise HTTPException(404, "There is no such problem.")
    return page(found.title, explained(found))


routes = [
    Route("/", home, include_in_schema=False),
    Route("/docs", docs, include_in_schema=False),
    Route("/docs/assets/{name}", asset, include_in_schema=False),
    Route("/openapi.json", contract),
    Route("/problems", problems),
    Route("/problems/{slug}", problem),
]
