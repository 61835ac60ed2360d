"""Reports over HTTP, as JSON or as a table (RFC 4180). What is in them is decided in
db/functions/reports and db/functions/tills."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.http import ApiRoute, Operation

CSV = "text/csv"

# What makes a spreadsheet take a cell for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Report(Operation):
    """An operation that answers rows, and can answer them as a table."""

    async def answered(self, request: Request, arguments: Mapping[str, Any]) -> Response:
        response = await Operation.answered(self, request, arguments)
        response.headers["Vary"] = "Accept"
        if response.status_code != 200 or not is_table_wanted(request.headers.get("accept", "")):
            return response
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{self.path.rpartition("/")[2]}.csv"',
            "Vary": "Accept",
        }
        report = json.loads(bytes(response.body))
        return Response(table(report["rows"]), headers=headers, media_type=CSV)


def is_table_wanted(accept: str) -> bool:
    """Whether somebody would rather have a table: it is named before JSON, if that is named."""
    named = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    liked = [each for each in named if each in (CSV, "application/json")]
    return liked[:1] == [CSV]


def table(rows: list[dict[str, Any]]) -> str:
    """Rows as CSV. An amount is a column of minor units; the currency is the last column."""
    written = io.StringIO()
    writer = csv.writer(written)
    if rows:
        writer.writerow([*rows[0], "currency"])
    for row in rows:
        writer.writerow([*(cell(value) for value in row.values()), currency(row)])
    return written.getvalue()


def cell(value: Any) -> Any:
    """A value as it stands in a table. Text that a spreadsheet would take for a formula is quoted
    as text; numbers are ours, and stay numbers."""
    if isinstance(value, dict):
        return value["amount"]
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def currency(row: Mapping[str, Any]) -> str:
    """The currency of a row's amounts; nothing if it has none."""
    return next((each["currency"] for each in row.values() if isinstance(each, dict)), "")


def report(path: str, function: str) -> ApiRoute:
    """A route that answers a report."""
    return ApiRoute(Report("GET", path, function, 200))


routes = [
    report("/v1/reports/cash", "get_cash_report"),
    report("/v1/reports/commissions", "get_commissions_report"),
    report("/v1/reports/deposits", "get_deposits_report"),
    report("/v1/reports/no-shows", "get_no_show_report"),
    report("/v1/reports/payments", "get_payments_report"),
    report("/v1/reports/receivables", "get_receivables_report"),
    report("/v1/reports/revenue", "get_revenue_report"),
    report("/v1/reports/taxes", "get_taxes_report"),
    report("/v1/reports/utilisation", "get_utilisation_report"),
]
