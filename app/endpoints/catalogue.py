"""What a business sells and with what, over HTTP. Decided in db/functions/catalogue."""

from app.http import delete, get, patch, post

routes = [
    get("/v1/tenants/{slug}/services", "list_services"),
    get("/v1/tenants/{slug}/resources", "list_resources"),
    get("/v1/services", "list_services"),
    post("/v1/services", "create_service", 201),
    get("/v1/services/{service_id}", "get_service"),
    patch("/v1/services/{service_id}", "update_service"),
    delete("/v1/services/{service_id}", "delete_service"),
    post("/v1/services/{service_id}/restore", "restore_service"),
    get("/v1/resources", "list_resources"),
    post("/v1/resources", "create_resource", 201),
    get("/v1/resources/{resource_id}", "get_resource"),
    patch("/v1/resources/{resource_id}", "update_resource"),
    delete("/v1/resources/{resource_id}", "delete_resource"),
    post("/v1/resources/{resource_id}/restore", "restore_resource"),
]
