"""What is known of a customer, for them to have or to be erased, and how long it is kept. What that
comes to is decided in db/functions/privacy."""

from app.http import get, patch, post

routes = [
    get("/v1/customers/{customer_id}/export", "export_person"),
    post("/v1/customers/{customer_id}/erase", "erase_person"),
    get("/v1/retention", "get_retention"),
    patch("/v1/retention", "update_retention"),
]
