"""Businesses, how they open and where they are, over HTTP. Decided in db/functions/tenants."""

from collections.abc import Mapping

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

from app.endpoints.accounts import ACCEPTED, EMAIL, accepted
from app.endpoints.people import CHOSEN, CODE, TOKEN, follow, guest, sign_in
from app.hosts import AS_DNS_HAS_IT, KNOWN_TO_DNS
from app.http import delete, get, patch, post

SLUG = TOKEN | {
    "pattern": "^[A-Za-z0-9](-?[A-Za-z0-9]){1,62}$",
    "examples": ["salon"],
    "description": "The name in URLs that the business is to have.",
}


async def verify_tenant(request: Request, given: Mapping[str, str]) -> Response:
    """Follow the link that opens a business, and be signed in as its owner."""
    return await follow(request, "verify_tenant", given)


async def resend_application(request: Request, given: Mapping[str, str]) -> Response:
    """Ask for another link that opens a business."""
    await request.state.database.call("resend_application", given, guest(request))
    return accepted()


class Slug(StringConvertor):
    """What comes where a path has the slug of a business: anything but the name of another path."""

    regex = "(?!verify$)[^/]+"


register_url_convertor("business", Slug())

routes = [
    get("/v1/tenants", "list_tenants"),
    post("/v1/tenants", "create_tenant", 201),
    sign_in(
        "/v1/tenants/verify",
        "verify_tenant",
        verify_tenant,
        {"token": TOKEN | {"description": "What stands in the link."}},
        optional={"password": CHOSEN, "code": CODE},
        also=("identify",),
    ),
    sign_in(
        "/v1/tenants/verify/resend",
        "resend_application",
        resend_application,
        {"slug": SLUG, "email": EMAIL},
        status=202,
        answers=ACCEPTED,
    ),
    get("/v1/tenants/{slug:business}", "get_tenant"),
    get("/v1/tenant", "get_settings"),
    patch("/v1/tenant", "update_settings"),
    get("/v1/presets", "list_presets"),
    get("/v1/slugs/{wanted:path}", "get_slug"),
    get("/v1/sites/{host:path}", "get_site", AS_DNS_HAS_IT),
    get("/v1/domains", "list_domains"),
    post("/v1/domains", "create_domain", 201, AS_DNS_HAS_IT),
    get("/v1/domains/{domain_id}", "get_domain"),
    post("/v1/domains/{domain_id}/verify", "verify_domain", 200, KNOWN_TO_DNS),
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
    post("/v1/locations/{location_id}/restore", "restore_location"),
]
