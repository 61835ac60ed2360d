"""The pages that notices lead to, where no front end has its own: a booking, to be looked at, moved
or cancelled, and an offer from the waitlist, to be taken or left. The pages know nothing; what they
show, and do, they ask the API for, with the token in their address.

They are in the language of the browser until they know that of whoever the booking is for.
"""

import functools
import json
from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app import feeds, refusals
from app.endpoints.documentation import HEADERS, page
from app.texts import LANGUAGES, N_, SOURCE, Texts, preferred

# What becomes of a booking, or of somebody who waits; in English it is the code.
STATUSES = (
    *(N_("held"), N_("pending"), N_("confirmed"), N_("declined"), N_("expired")),
    *(N_("cancelled by customer"), N_("cancelled by business"), N_("checked in"), N_("completed")),
    *(N_("no show"), N_("waiting"), N_("offered"), N_("accepted"), N_("lapsed"), N_("left")),
    N_("ended"),
)

YOUR_BOOKING = N_("Your booking")
YOUR_WAIT = N_("What you wait for")
MOVE = N_("Move it")
CANCEL = N_("Cancel it")
DAY = N_("Day")
TIME = N_("Time")
TAKE = N_("Take it")
LEAVE = N_("Leave it")
WAIT_NO_MORE = N_("Wait no more")
TO_CALENDAR = N_("Put it into your calendar")
NOTHING_FREE = N_("Nothing is free that day.")
DONE = N_("Done.")
OTHERS = N_("The other visits of the series")

SAID = (
    *STATUSES,
    *(YOUR_BOOKING, YOUR_WAIT, MOVE, CANCEL, DAY, TIME, TAKE, LEAVE, WAIT_NO_MORE),
    *(TO_CALENDAR, NOTHING_FREE, DONE, OTHERS),
)

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
let language = document.documentElement.lang;
let booking;

const say = (text) => words[language]?.[text] ?? text;

function speak(locale) {
    const wanted = (locale ?? "").split("-")[0];
    if (wanted === language || !(wanted in words)) return;
    language = document.documentElement.lang = wanted;
    document.title = say(main.dataset.title);
    document.querySelectorAll("[data-say]").forEach((each) => {
        each.textContent = say(each.dataset.say);
    });
}

class Refusal extends Error {}

async function ask(method, path, body) {
    const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    const found = await answer.json();
    if (!answer.ok) throw new Refusal(refused(language, found));
    return found;
}

function moment(instant, style, zone) {
    const ours = language === "en" ? "en-GB" : language;
    const own = navigator.language.split("-")[0] === language ? navigator.language : ours;
    return new Intl.DateTimeFormat(own, { ...style, timeZone: zone }).format(new Date(instant));
}

function show(found) {
    speak(found.locale);
    booking = found.booking === undefined ? found : found.booking;
    const day = { dateStyle: "full", timeStyle: "short" };
    element("when").textContent = booking ? moment(booking.starts_at, day, booking.time_zone) : "";
    element("status").textContent = say(found.status.replaceAll("_", " "));
    document.querySelectorAll("[data-while]").forEach((each) => {
        each.hidden = !each.dataset.while.split(" ").includes(found.status);
    });
}

async function read() {
    show(await ask("GET", path));
    const visits = element("visits");
    if (!visits) return;
    const { items } = booking.series_id
        ? await ask("GET", `${path}/visits`)
        : { items: [] };
    visits.replaceChildren(...items.map(line));
    visits.parentElement.hidden = !items.length;
}

function line(visit) {
    const item = document.createElement("li");
    const day = { dateStyle: "full", timeStyle: "short" };
    const when = moment(visit.starts_at, day, visit.time_zone);
    item.textContent = visit.status === "confirmed" ? when : `${when} (${say(visit.status)})`;
    return item;
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
    said.textContent = slots.length ? "" : say("Nothing is free that day.");
}

async function attempt(work) {
    main.inert = true;
    said.textContent = "";
    try {
        await work();
    } catch (error) {
        const ours = error instanceof Refusal;
        said.textContent = ours ? error.message : refusals[language].unreachable;
    }
    main.inert = false;
}

const path = `${business}/${main.dataset.subject}/${part("id")}`;
document.querySelectorAll("button").forEach((each) => each.addEventListener("click", () => {
    const body = each.value === "reschedule" ? { starts_at: element("slots").value } : undefined;
    attempt(async () => {
        await ask("POST", `${path}/${each.value}`, body);
        await read();
        said.textContent = say("Done.");
    });
}));
element("day")?.addEventListener("change", () => attempt(offer));
if (element("file")) element("file").href = `/links/booking.ics${location.search}`;
attempt(read);
"""

FACTS = '<p><strong id="when"></strong></p><p id="status"></p>'
LIVE = "held pending confirmed"


class Page:
    """A page whose address has a token in it, which is nobody's to keep; in a language."""

    def __init__(self, request: Request, title: str) -> None:
        self._texts = Texts(preferred(request.headers.get("accept-language", "")))
        self._title = title

    def part(self, tag: str, text: str, value: str = "") -> str:
        """An element that says something in the language of whoever reads it."""
        named = f' value="{value}"' if value else ""
        return f'<{tag}{named} data-say="{text}">{escape(self._texts.say(text))}</{tag}>'

    def answer(self, subject: str, *parts: str) -> Response:
        """The page about something."""
        title = self._title
        answer = page(
            self._texts.say(title),
            f'<main data-subject="{subject}" data-title="{title}">{self.part("h1", title)}{FACTS}'
            f'{"".join(parts)}</main><output role="status"></output>'
            '<script src="/links/manage.js"></script>',
            language=self._texts.language,
        )
        answer.headers.update(
            HEADERS | {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
        )
        return answer


async def booking(request: Request) -> Response:
    """The page of a booking."""
    shown = Page(request, YOUR_BOOKING)
    part = shown.part
    return shown.answer(
        "bookings",
        '<section data-while="pending confirmed" hidden>'
        f'<a id="file" download>{part("span", TO_CALENDAR)}</a></section>',
        f'<section data-while="{LIVE}" hidden>{part("h2", MOVE)}'
        f'<label>{part("span", DAY)}<input id="day" type="date"></label>'
        f'<label>{part("span", TIME)}<select id="slots" required></select></label>'
        f"{part('button', MOVE, 'reschedule')}</section>",
        f'<section data-while="{LIVE}" hidden>{part("h2", CANCEL)}'
        f"{part('button', CANCEL, 'cancel')}</section>",
        f'<section hidden>{part("h2", OTHERS)}<ul id="visits"></ul></section>',
    )


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
    shown = Page(request, YOUR_WAIT)
    part = shown.part
    return shown.answer(
        "waitlist",
        f'<section data-while="offered" hidden>{part("button", TAKE, "accept")} '
        f"{part('button', LEAVE, 'decline')}</section>",
        f'<section data-while="waiting" hidden>{part("button", WAIT_NO_MORE, "leave")}</section>',
    )


@functools.cache
def script_with_words() -> str:
    """The script, with all that the pages say in each language."""
    words = {
        language: {text: Texts(language).say(text) for text in SAID} if language != SOURCE else {}
        for language in LANGUAGES
    }
    said = f"const words = {json.dumps(words, ensure_ascii=False)};\n"
    return f"{said}{refusals.script()}{SCRIPT}"


async def script(request: Request) -> Response:
    """What the pages run."""
    return Response(script_with_words(), headers=HEADERS, media_type="text/javascript")


# Before those of links that may be followed once, which take any name.
routes = [
    Route("/links/manage.js", script, include_in_schema=False),
    Route("/links/booking", booking, include_in_schema=False),
    Route("/links/booking.ics", file, include_in_schema=False),
    Route("/links/waitlist", offer, include_in_schema=False),
]
