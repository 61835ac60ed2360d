"""The customers of a business over HTTP, and what a customer with an account sees of every one.
Who is one person, and what is whose, is decided in db/functions/people."""

from starlette.convertors import StringConvertor, register_url_convertor

from app.http import delete, get, patch, post
from app.phones import DIALLED

ONE = "/v1/customers/{customer_id:customer}"
OF_BOOKING = "/v1/tenants/{slug}/bookings/{booking_id}/consents"
MINE = "/v1/me/bookings"
MY_WAITLIST = "/v1/me/waitlist"


class CustomerId(StringConvertor):
    """What comes where a path has the id of a customer: anything but the name of another path."""

    regex = "(?!duplicates$)[^/]+"


register_url_convertor("customer", CustomerId())

routes = [
    get("/v1/customers", "list_customers", DIALLED),
    post("/v1/customers", "create_customer", 201, DIALLED),
    get("/v1/customers/duplicates", "list_duplicates"),
    get(ONE, "get_customer"),
    patch(ONE, "update_customer", DIALLED),
    delete(ONE, "delete_customer"),
    post(f"{ONE}/restore", "restore_customer"),
    post(f"{ONE}/merge", "merge_customers"),
    get(f"{ONE}/notes", "list_notes"),
    post(f"{ONE}/notes", "create_note", 201),
    patch(f"{ONE}/notes/{{note_id}}", "update_note"),
    delete(f"{ONE}/notes/{{note_id}}", "delete_note"),
    get(f"{ONE}/consents", "list_consents"),
    post(f"{ONE}/consents", "record_consent", 201),
    post(f"{ONE}/consents/{{consent_id}}/withdraw", "withdraw_consent"),
    get(OF_BOOKING, "list_booking_consents"),
    post(OF_BOOKING, "give_consent", 201),
    post(f"{OF_BOOKING}/{{consent_id}}/withdraw", "withdraw_booking_consent"),
    get("/v1/me/profiles", "list_my_profiles"),
    patch("/v1/me/profiles/{tenant_slug}", "update_my_profile", DIALLED),
    get(MINE, "list_my_bookings"),
    post(MINE, "create_my_booking", 201, DIALLED),
    get(f"{MINE}/{{booking_id}}", "get_my_booking"),
    post(f"{MINE}/{{booking_id}}/cancel", "cancel_my_booking"),
    post(f"{MINE}/{{booking_id}}/reschedule", "reschedule_my_booking"),
    post(f"{MINE}/{{booking_id}}/consents", "give_my_consent", 201),
    get(MY_WAITLIST, "list_my_waitlist"),
    post(f"{MY_WAITLIST}/{{entry_id}}/accept", "accept_my_offer"),
    post(f"{MY_WAITLIST}/{{entry_id}}/decline", "decline_my_offer"),
    post(f"{MY_WAITLIST}/{{entry_id}}/leave", "leave_my_waitlist"),
]
