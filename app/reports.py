"""Reports: what a function answers as JSON, or with `Accept: text/csv` its rows as a table."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.http import Operation, answer

CSV = "text/csv"

# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Report(Operation):
    """An operation whose answer has `items`, each of which is a row."""

    async def answered(self, request: Request, arguments: Mapping[str, Any]) -> Response:
        response = await answer(request, self, arguments)
        if CSV not in request.headers.get("accept", ""):
            return response
        name = self.path.rpartition("/")[2]
        return Response(
            table(json.loads(bytes(response.body))["items"]),
            headers={
                "Cache-Control": "no-store",
                "Content-Disposition": f'attachment; filename="{name}.csv"',
            },
            media_type=f"{CSV}; charset=utf-8",
        )


def table(rows: list[dict[str, Any]]) -> str:
    """Rows as CSV (RFC 4180), with a head. Money is two columns: minor units, and the currency."""
    flat = [flattened(row) for row in rows]
    written = io.StringIO()
    writer = csv.writer(written)
    if flat:
        writer.writerow(flat[0])
        writer.writerows([cell(value) for value in row.values()] for row in flat)
    return written.getvalue()


def flattened(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose hashes are columns of their own: price_amount, price_currency."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat |= {f"{name}_{inner}": each for inner, each in value.items()}
        else:
            flat[name] = value
    return flat


def cell(value: Any) -> Any:
    """A value as it is written: a text that would be a formula is a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
