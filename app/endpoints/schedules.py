"""When people and rooms work, over HTTP. What a change means is decided in
db/functions/schedules."""

from app.http import delete, get, patch, post

HOURS = "/v1/resources/{resource_id}/hours"
OPENING_HOURS = "/v1/locations/{location_id}/hours"

routes = [
    get(HOURS, "list_hours"),
    post(HOURS, "create_hours", 201),
    get(f"{HOURS}/{{hours_id}}", "get_hours"),
    patch(f"{HOURS}/{{hours_id}}", "update_hours"),
    delete(f"{HOURS}/{{hours_id}}", "delete_hours"),
    get(OPENING_HOURS, "list_location_hours"),
    post(OPENING_HOURS, "create_location_hours", 201),
    delete(f"{OPENING_HOURS}/{{hours_id}}", "delete_location_hours"),
    get("/v1/shifts", "list_shifts"),
    post("/v1/shifts", "create_shift", 201),
    get("/v1/shifts/{shift_id}", "get_shift"),
    patch("/v1/shifts/{shift_id}", "update_shift"),
    delete("/v1/shifts/{shift_id}", "delete_shift"),
    get("/v1/time-off", "list_time_off"),
    post("/v1/time-off", "create_time_off", 201),
    get("/v1/time-off/{time_off_id}", "get_time_off"),
    patch("/v1/time-off/{time_off_id}", "update_time_off"),
    delete("/v1/time-off/{time_off_id}", "delete_time_off"),
    get("/v1/closures", "list_closures"),
    post("/v1/closures", "create_closure", 201),
    get("/v1/closures/{closure_id}", "get_closure"),
    patch("/v1/closures/{closure_id}", "update_closure"),
    delete("/v1/closures/{closure_id}", "delete_closure"),
]
