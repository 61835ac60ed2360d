"""Businesses and where they are, over HTTP. Decided in db/functions/tenants."""

from app.http import delete, get, patch, post

routes = [
    get("/v1/tenants", "list_tenants"),
    get("/v1/tenants/{slug}", "get_tenant"),
    get("/v1/locations", "list_locations"),
    post("/v1/locations", "create_location", 201),
    get("/v1/locations/{location_id}", "get_location"),
    patch("/v1/locations/{location_id}", "update_location"),
    delete("/v1/locations/{location_id}", "delete_location"),
    post("/v1/locations/{location_id}/restore", "restore_location"),
]
