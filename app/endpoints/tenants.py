"""Businesses, how they open and where they are, over HTTP. Decided in db/functions/tenants."""

from collections.abc import Mapping
from typing import Any

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

from app.contract import BadArguments, Fault
from app.endpoints.people import GUEST, SIGNED_IN, TOKEN, SignIn, signed_in, strings
from app.hosts import AS_DNS_HAS_IT, KNOWN_TO_DNS
from app.http import ApiRoute, body, delete, get, patch, post
from app.passwords import hashed
from app.tokens import refresh_token, token_hash

SHORTEST_PASSWORD = 10

OPENS = {
    "type": "object",
    "properties": {
        "token": TOKEN | {"description": "What stands in the link."},
        "password": TOKEN
        | {"minLength": SHORTEST_PASSWORD, "description": "For whoever has no account yet."},
    },
    "required": ["token"],
    "additionalProperties": False,
}


class Opening(SignIn):
    """Signing in by the link that opens a business. A password is needed by who has none."""

    async def __call__(self, request: Request) -> Response:
        request.state.throttle.take(request)
        given = {name: each for name, each in (await body(request)).items() if each is not None}
        wanted = {
            name: each
            for name, each in self.takes["properties"].items()
            if name in given or name in self.takes["required"]
        }
        return await self.handler(request, strings(given, wanted))


async def verify_tenant(request: Request, given: Mapping[str, str]) -> Response:
    """Follow the link that opens a business, and be signed in as its owner."""
    link_id = request.state.links.link_id(given["token"])
    arguments: dict[str, Any] = {}
    if "password" in given:
        if len(given["password"]) < SHORTEST_PASSWORD:
            raise BadArguments(
                [Fault("#/password", f"must have {SHORTEST_PASSWORD} characters or more")]
            )
        arguments["password_hash"] = await hashed(given["password"])
    fresh = refresh_token()
    answer = await request.state.database.call(
        "verify_tenant",
        {"token_hash": token_hash(fresh)} | arguments,
        GUEST | {"link_id": link_id},
    )
    return signed_in(request, answer, fresh)


class Slug(StringConvertor):
    """What comes where a path has the slug of a business: anything but the name of another path."""

    regex = "(?!verify$)[^/]+"


register_url_convertor("business", Slug())

routes = [
    get("/v1/tenants", "list_tenants"),
    post("/v1/tenants", "create_tenant", 201),
    ApiRoute(
        Opening("POST", "/v1/tenants/verify", "verify_tenant", 200, verify_tenant, OPENS, SIGNED_IN)
    ),
    get("/v1/tenants/{slug:business}", "get_tenant"),
    get("/v1/tenant", "get_settings"),
    patch("/v1/tenant", "update_settings"),
    get("/v1/presets", "list_presets"),
    get("/v1/slugs/{wanted:path}", "get_slug"),
    get("/v1/sites/{host:path}", "get_site", made=AS_DNS_HAS_IT),
    get("/v1/domains", "list_domains"),
    post("/v1/domains", "create_domain", 201, made=AS_DNS_HAS_IT),
    get("/v1/domains/{domain_id}", "get_domain"),
    post("/v1/domains/{domain_id}/verify", "verify_domain", made=KNOWN_TO_DNS),
    delete("/v1/domains/{domain_id}", "delete_domain"),
    get("/v1/templates", "list_templates"),
    get("/v1/templates/{kind}/{locale}", "get_template"),
    patch("/v1/templates/{kind}/{locale}", "update_template"),
    delete("/v1/templates/{kind}/{locale}", "delete_template"),
    get("/v1/locations", "list_locations"),
    post("/v1/locations", "create_location", 201),
    get("/v1/locations/{location_id}", "get_location"),
    patch("/v1/locations/{location_id}", "update_location"),
    delete("/v1/locations/{location_id}", "delete_location"),
]
