"""Another business's things do not exist."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from app.proof.checks.series import EVERY_WEEK
from app.proof.claims import claim
from app.proof.contract import StaffRoute, has, staff_routes
from app.proof.expectations import Refuted, expect, expect_status
from app.proof.stage import Stage, everything
from app.proof.wire import Call, milliseconds

# What a booking of ours has none of: there is nothing to see for anybody.
NOT_THERE = "/card"


@claim("another owner asks staff routes for our things by id: 404 each")
async def every_route(stage: Stage) -> str:
    ids = await one_of_each(stage)
    routes = [route for route in staff_routes(stage.contract) if names_a_thing(route)]
    asked = [route for route in routes if set(route.parameters) <= ids.keys()]
    before = await seen_by_us(stage, asked, ids)
    times = []
    for route in asked:
        answer = await stage.server.send(
            Call(
                route.method,
                route.at(ids),
                route.body(stage.at("15:00"), ids["resource_id"]),
                stage.theirs.token,
            )
        )
        if answer.status != 404:
            raise Refuted(f"{route.method} {route.path}: 404", answer)
        times.append(answer.seconds)
    expect("all of it for ourselves", before, await seen_by_us(stage, asked, ids))
    return f"{of(len(asked), len(routes))} routes, {milliseconds(*times)}"


@claim("another owner's lists show nothing of ours, whichever route lists")
async def every_list(stage: Stage) -> str:
    lists = [route for route in staff_routes(stage.contract) if is_list(route)]
    items = 0
    for route in lists:
        ours, theirs = [
            await ids_in(stage, route, side.token) for side in (stage.ours, stage.theirs)
        ]
        expect(f"in both answers to GET {route.path}", set(), ours & theirs)
        items += len(ours)
    return f"{len(lists)} lists, {items} of ours"


@claim("under another business's name our service and booking are 404")
async def public_routes(stage: Stage) -> str:
    visit = await stage.visit("portrait")
    booking = expect_status(await stage.book(visit, "10:00"), 201, "a booking to begin with")
    token = booking["manage_token"]
    public = stage.theirs.public
    path, day = f"{public}/bookings/{booking['id']}", str(stage.day)
    search = {"service_id": visit.service_id, "from": day, "to": day}
    wish = stage.wish(visit, "12:00")
    answers = {
        "availability": await stage.guest(f"{public}/availability", **search),
        "booking our service": await stage.ask(wish, public=public),
        "our booking": await stage.guest(path, token),
        "cancelling it": await stage.server.send(Call("POST", f"{path}/cancel", None, token)),
    }
    for what, answer in answers.items():
        expect_status(answer, 404, what)
    return milliseconds(*(answer.seconds for answer in answers.values()))


async def one_of_each(stage: Stage) -> dict[str, str]:
    """Something of ours of each kind that a route names; its id by the parameter's name."""
    visit = await stage.visit("tattoo")
    booking = await stage.booked(visit, "10:00")
    location_id = await stage.place()
    span = {"starts_at": stage.at("18:00"), "ends_at": stage.at("19:00")}
    on_leave = {"resource_id": visit.resource_id, **span}
    at_work = {"starts_at": stage.at("09:00", 1), "ends_at": stage.at("17:00", 1)}
    hours = f"/v1/resources/{visit.resource_id}/hours"
    made: dict[str, tuple[str, dict[str, Any]]] = {
        "customer_id": ("/v1/customers", {"name": stage.named("customer")}),
        "time_off_id": ("/v1/time-off", on_leave),
        "closure_id": ("/v1/closures", {"location_id": location_id, **span}),
        "shift_id": ("/v1/shifts", {"resource_id": visit.resource_id, **at_work}),
        "hours_id": (hours, {"weekday": 1, "opens_at": "09:00", "closes_at": "17:00"}),
    }
    if has(stage.contract, "POST", "/v1/domains"):
        made["domain_id"] = ("/v1/domains", {"host": f"{uuid4().hex}.proof.invalid"})
    if has(stage.contract, "POST", "/v1/waitlist"):
        waiting = {"service_id": visit.service_id, "customer": stage.somebody()}
        when = {"from": stage.at("10:00"), "to": stage.at("10:30")}
        made["entry_id"] = ("/v1/waitlist", waiting | when)
    ids = {name: (await stage.make(*what))["id"] for name, what in made.items()}
    if has(stage.contract, "POST", "/v1/series"):
        every_week = stage.wish(visit, "12:00") | EVERY_WEEK
        ids["series_id"] = (await stage.make("/v1/series", every_week, remove_at=""))["id"]
    customer = f"/v1/customers/{ids['customer_id']}"
    if has(stage.contract, "POST", "/v1/customers/{customer_id}/notes"):
        ids["note_id"] = (await stage.make(f"{customer}/notes", {"body": "A note."}))["id"]
    if has(stage.contract, "POST", "/v1/customers/{customer_id}/consents"):
        said = {"purpose": "marketing", "wording": "Write to me."}
        consent = await stage.make(f"{customer}/consents", said, remove_at="")
        ids["consent_id"] = consent["id"]
    return {
        "location_id": location_id,
        "service_id": visit.service_id,
        "resource_id": visit.resource_id,
        "booking_id": booking["id"],
        **ids,
    }


async def seen_by_us(
    stage: Stage, routes: list[StaffRoute], ids: Mapping[str, str]
) -> dict[str, Any]:
    """What those of the routes that read say to ourselves. Raises Refuted."""
    there = [route for route in routes if not route.path.endswith(NOT_THERE)]
    paths = [route.at(ids) for route in there if route.method == "GET"]
    seen = {
        path: expect_status(await stage.staff("GET", path), 200, f"GET {path} for ourselves")
        for path in paths
    }
    for said in seen.values():
        said.pop("exported_at", None)  # Which is another every time.
    return seen


async def ids_in(stage: Stage, route: StaffRoute, token: str) -> set[str]:
    """What a list shows to whoever has the token: on the day of the proof, if it asks for days."""
    asks_for_days = any(
        each.get("name") == "from" and each["schema"].get("format") == "date"
        for each in route.operation["parameters"]
    )
    days = {"from": stage.day, "to": stage.day} if asks_for_days else {}
    in_pages = any(each.get("name") == "limit" for each in route.operation["parameters"])
    items = await everything(stage.server, route.path, token, in_pages=in_pages, **days)
    return {item["id"] for item in items if "id" in item}


def names_a_thing(route: StaffRoute) -> bool:
    """Whether a route is about something of a business that has an id. What is under /v1/me is the
    account's own, in whichever business it is."""
    return not route.path.startswith("/v1/me/") and any(
        name.endswith("_id") for name in route.parameters
    )


def is_list(route: StaffRoute) -> bool:
    """Whether a route answers with a page of a business's list: /v1/me is an account's own, and
    the platform's is for its admins."""
    content = route.operation["responses"].get("200", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    return (
        route.method == "GET"
        and not route.parameters
        and not route.path.startswith(("/v1/me/", "/v1/platform/"))
        and "/page_of_" in str(schema.get("$ref", ""))
    )


def of(some: int, all_of_them: int) -> str:
    """How many of how many."""
    return str(some) if some == all_of_them else f"{some} of {all_of_them}"
