"""Bookings over HTTP. What a booking may do is decided in db/functions/bookings."""

from app.http import get, post

PUBLIC = "/v1/tenants/{slug}"

routes = [
    get(f"{PUBLIC}/availability", "get_availability"),
    get(f"{PUBLIC}/availability/explain", "explain_slot"),
    post(f"{PUBLIC}/bookings", "create_booking", 201),
    get(f"{PUBLIC}/bookings/{{booking_id}}", "get_booking"),
    post(f"{PUBLIC}/bookings/{{booking_id}}/cancel", "cancel_booking"),
    post(f"{PUBLIC}/bookings/{{booking_id}}/reschedule", "reschedule_booking"),
    get("/v1/bookings", "list_bookings"),
    post("/v1/bookings", "create_booking", 201),
    get("/v1/bookings/{booking_id}", "get_booking"),
    post("/v1/bookings/{booking_id}/confirm", "confirm_booking"),
    post("/v1/bookings/{booking_id}/decline", "decline_booking"),
    post("/v1/bookings/{booking_id}/cancel", "cancel_booking"),
    post("/v1/bookings/{booking_id}/reschedule", "reschedule_booking"),
    post("/v1/bookings/{booking_id}/check-in", "check_in_booking"),
    post("/v1/bookings/{booking_id}/complete", "complete_booking"),
    post("/v1/bookings/{booking_id}/no-show", "mark_no_show"),
]
