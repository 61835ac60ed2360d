"""What /openapi.json says there is to ask, and a body for each of it that is well formed."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from app.proof.expectations import NotShown

PARAMETER = re.compile(r"\{(\w+)\}")

# What stands for any value of a type: of a string, a time of day is one too.
ANYTHING = {"string": "10:00", "boolean": True, "array": [], "object": {}}


class StaffRoute(NamedTuple):
    """A route that needs an access token."""

    method: str
    path: str
    operation: Mapping[str, Any]

    @property
    def parameters(self) -> list[str]:
        """The names in its path."""
        return PARAMETER.findall(self.path)

    def at(self, ids: Mapping[str, str]) -> str:
        """Its path, of these things."""
        return PARAMETER.sub(lambda found: ids[found[1]], self.path)

    def body(self, moment: str, any_id: str) -> dict[str, Any] | None:
        """The least that it takes: what it requires, and of that any value of the type."""
        content = self.operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        if schema is None:
            return None
        return {
            name: sample(schema["properties"][name], moment, any_id)
            for name in schema.get("required", ())
        }


def staff_routes(contract: Mapping[str, Any]) -> list[StaffRoute]:
    """Every route that needs an access token."""
    return [
        StaffRoute(method.upper(), path, operation)
        for path, methods in contract["paths"].items()
        for method, operation in methods.items()
        if {"accessToken": []} in operation.get("security", ())
    ]


def has(contract: Mapping[str, Any], method: str, path: str) -> bool:
    """Whether there is such a route."""
    return method.lower() in contract["paths"].get(path, {})


def require_route(contract: Mapping[str, Any], method: str, path: str) -> None:
    """Go on if there is such a route. Raises NotShown."""
    if not has(contract, method, path):
        raise NotShown(f"This server has no {method} {path}.")


def sample(schema: Mapping[str, Any], moment: str, any_id: str) -> Any:
    """A value of a schema."""
    formats = {"uuid": any_id, "date-time": moment, "date": moment[:10], "email": "a@proof.invalid"}
    kind = schema.get("type", "object")
    if "enum" in schema:
        return schema["enum"][0]
    if kind in ("integer", "number"):
        return schema.get("minimum", 1)
    anything = (
        schema["examples"][0] if "pattern" in schema and "examples" in schema else ANYTHING[kind]
    )
    return formats.get(schema.get("format", ""), anything)
