"""Invoices and credit notes over HTTP: as JSON, as pages, and as PDF. What is on them is decided in
db/functions/invoices."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app import invoices
from app.endpoints.reports import report
from app.http import ApiRoute, Operation, get, patch, post

PDF = "application/pdf"
HTML = "text/html"

ONE = "/v1/bookings/{booking_id}"
PUBLIC = "/v1/tenants/{slug}/bookings/{booking_id}"
MINE = "/v1/me/bookings/{booking_id}"


@dataclass(frozen=True, slots=True)
class Document(Operation):
    """An operation that answers a document, and can answer it as it is read on a screen or on
    paper."""

    async def answered(self, request: Request, arguments: Mapping[str, Any]) -> Response:
        response = await Operation.answered(self, request, arguments)
        response.headers["Vary"] = "Accept"
        wanted = media_type(request.headers.get("accept", ""))
        if response.status_code != 200 or wanted not in (PDF, HTML):
            return response
        document = json.loads(bytes(response.body))
        return await (on_paper(document) if wanted == PDF else on_screen(document))


def media_type(accept: str) -> str | None:
    """What somebody would rather have of what there is: what they name first."""
    named = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    return next((each for each in named if each in (PDF, HTML, "application/json")), None)


async def on_paper(document: Mapping[str, Any]) -> Response:
    """A document as PDF. Writing one takes a while, in which others are answered."""
    name = document["number"].replace("/", "-")
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'inline; filename="{name}.pdf"',
        "Vary": "Accept",
    }
    written = await asyncio.to_thread(invoices.pdf, document)
    return Response(written, headers=headers, media_type=PDF)


async def on_screen(document: Mapping[str, Any]) -> Response:
    """A document as a page. Its address is nobody's to keep, and nobody's to be told."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": invoices.SECURITY,
        "Referrer-Policy": "no-referrer",
        "Vary": "Accept",
    }
    page = invoices.page(document, document["pdf_url"])
    return Response(page, headers=headers, media_type=HTML)


async def found(request: Request) -> dict[str, Any]:
    """The document that an address with a token in it opens."""
    known = request.query_params
    who = {
        "role": "guest",
        "slug": known.get("business", ""),
        "manage_token": known.get("token", ""),
        "request_id": request.state.request_id,
        "public_url": request.state.settings.public_url,
    }
    asked = {"invoice_id": known.get("id", "")}
    answer = await request.state.database.call("get_invoice", asked, who, typed=False)
    return dict(json.loads(answer.body))


async def page(request: Request) -> Response:
    """GET /links/invoice?business=&id=&token=: the page of a document."""
    return await on_screen(await found(request))


async def file(request: Request) -> Response:
    """GET /links/invoice.pdf?business=&id=&token=: the same on paper."""
    return await on_paper(await found(request))


# Before those of links that may be followed once, which take any name.
routes = [
    get("/v1/invoice-settings", "get_invoice_settings"),
    patch("/v1/invoice-settings", "update_invoice_settings"),
    get(f"{ONE}/billing", "get_billing"),
    get(f"{PUBLIC}/billing", "get_billing"),
    post(f"{ONE}/billing", "update_billing"),
    post(f"{PUBLIC}/billing", "update_billing"),
    post(f"{MINE}/billing", "update_my_billing"),
    post(f"{ONE}/invoice", "create_invoice"),
    post(f"{PUBLIC}/invoice", "create_invoice"),
    post(f"{MINE}/invoice", "create_my_invoice"),
    get(f"{ONE}/invoices", "list_booking_invoices"),
    get(f"{PUBLIC}/invoices", "list_booking_invoices"),
    get(f"{MINE}/invoices", "list_my_invoices"),
    get("/v1/invoices", "list_invoices"),
    ApiRoute(Document("GET", "/v1/invoices/{invoice_id}", "get_invoice", 200)),
    ApiRoute(Document("GET", "/v1/tenants/{slug}/invoices/{invoice_id}", "get_invoice", 200)),
    post("/v1/invoices/{invoice_id}/replace", "replace_invoice"),
    report("/v1/reports/invoices", "get_invoices_report"),
    get("/v1/months", "list_months"),
    report("/v1/months/{month}/report", "get_month_report"),
    post("/v1/months/{month}/close", "close_month"),
    Route("/links/invoice", page, include_in_schema=False),
    Route("/links/invoice.pdf", file, include_in_schema=False),
]
