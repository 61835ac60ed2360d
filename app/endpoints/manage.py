"""The pages that notices lead to, where no front end has its own: a booking, to be looked at, moved
or cancelled, and an offer from the waitlist, to be taken or left. The pages know nothing; what they
show, and do, they ask the API for, with the token in their address.
"""

import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app import feeds
from app.endpoints.documentation import HEADERS, page

SCRIPT = """\
const known = new URLSearchParams(location.search);
const part = (name) => encodeURIComponent(known.get(name) ?? "");
const business = `/v1/tenants/${part("business")}`;
const headers = {
    Authorization: `Bearer ${known.get("token")}`,
    "Content-Type": "application/json",
};
const main = document.querySelector("main");
const said = document.querySelector("output");
const element = (name) => document.getElementById(name);
let booking;

async function ask(method, path, body) {
    const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    const found = await answer.json();
    if (!answer.ok) throw new Error(found.detail);
    return found;
}

function moment(instant, style, zone) {
    return new Intl.DateTimeFormat(navigator.language, { ...style, timeZone: zone })
        .format(new Date(instant));
}

function show(found) {
    booking = found.booking === undefined ? found : found.booking;
    const day = { dateStyle: "full", timeStyle: "short" };
    element("when").textContent = booking ? moment(booking.starts_at, day, booking.time_zone) : "";
    element("status").textContent = found.status.replaceAll("_", " ");
    document.querySelectorAll("[data-while]").forEach((each) => {
        each.hidden = !each.dataset.while.split(" ").includes(found.status);
    });
}

async function offer() {
    const day = element("day").value;
    const asked = new URLSearchParams({
        service_id: booking.service_id, resource_id: booking.resource_id,
        party_size: booking.party_size, from: day, to: day,
    });
    const { slots, time_zone } = await ask("GET", `${business}/availability?${asked}`);
    element("slots").replaceChildren(...slots.map((slot) => {
        const time = moment(slot.starts_at, { timeStyle: "short" }, time_zone);
        return new Option(time, slot.starts_at);
    }));
    said.textContent = slots.length ? "" : "Nothing is free that day.";
}

async function attempt(work) {
    main.inert = true;
    said.textContent = "";
    try {
        await work();
    } catch (error) {
        said.textContent = error.message;
    }
    main.inert = false;
}

const path = `${business}/${main.dataset.subject}/${part("id")}`;
document.querySelectorAll("button").forEach((each) => each.addEventListener("click", () => {
    const body = each.value === "reschedule" ? { starts_at: element("slots").value } : undefined;
    attempt(async () => {
        await ask("POST", `${path}/${each.value}`, body);
        show(await ask("GET", path));
        said.textContent = "Done.";
    });
}));
element("day")?.addEventListener("change", () => attempt(offer));
if (element("file")) element("file").href = `/links/booking.ics${location.search}`;
attempt(async () => show(await ask("GET", path)));
"""

FACTS = '<p><strong id="when"></strong></p><p id="status"></p>'
LIVE = "held pending confirmed"

BOOKING = (
    f'<main data-subject="bookings"><h1>Your booking</h1>{FACTS}'
    '<section data-while="pending confirmed" hidden>'
    '<a id="file" download>Put it into your calendar</a></section>'
    f'<section data-while="{LIVE}" hidden><h2>Move it</h2>'
    '<label>Day<input id="day" type="date"></label>'
    '<label>Time<select id="slots" required></select></label>'
    '<button value="reschedule">Move it</button></section>'
    f'<section data-while="{LIVE}" hidden><h2>Cancel it</h2>'
    '<button value="cancel">Cancel it</button></section></main>'
)
OFFER = (
    f'<main data-subject="waitlist"><h1>What you wait for</h1>{FACTS}'
    '<section data-while="offered" hidden><button value="accept">Take it</button> '
    '<button value="decline">Leave it</button></section>'
    '<section data-while="waiting" hidden><button value="leave">Wait no more</button></section>'
    "</main>"
)


def managing(title: str, body: str) -> Response:
    """A page whose address has a token in it, which is nobody's to keep."""
    answer = page(
        title, f'{body}<output role="status"></output><script src="/links/manage.js"></script>'
    )
    answer.headers.update(HEADERS | {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
    return answer


async def booking(request: Request) -> Response:
    """The page of a booking."""
    return managing("Your booking", BOOKING)


async def file(request: Request) -> Response:
    """A booking for the calendar of whoever has its token, in iCalendar."""
    known = request.query_params
    who = {
        "role": "guest",
        "slug": known.get("business", ""),
        "manage_token": known.get("token", ""),
        "request_id": request.state.request_id,
    }
    asked = {"booking_id": known.get("id", "")}
    found = await request.state.database.call("get_booking_feed", asked, who, typed=False)
    return Response(
        feeds.written(json.loads(found.body), request.state.settings.calendar_domain),
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": 'attachment; filename="booking.ics"',
        },
        media_type="text/calendar; charset=utf-8",
    )


async def offer(request: Request) -> Response:
    """The page of an entry on the waitlist."""
    return managing("What you wait for", OFFER)


async def script(request: Request) -> Response:
    """What the pages run."""
    return Response(SCRIPT, headers=HEADERS, media_type="text/javascript")


# Before those of links that may be followed once, which take any name.
routes = [
    Route("/links/manage.js", script, include_in_schema=False),
    Route("/links/booking", booking, include_in_schema=False),
    Route("/links/booking.ics", file, include_in_schema=False),
    Route("/links/waitlist", offer, include_in_schema=False),
]
