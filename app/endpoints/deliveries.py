"""What is told to whom, over HTTP. Decided in db/functions/events."""

from app.http import get, post

routes = [
    get("/v1/deliveries", "list_deliveries"),
    post("/v1/deliveries/replay", "replay_deliveries"),
    get("/v1/deliveries/{delivery_id}", "get_delivery"),
    post("/v1/deliveries/{delivery_id}/retry", "retry_delivery"),
    post("/v1/deliveries/{delivery_id}/discard", "discard_delivery"),
]
