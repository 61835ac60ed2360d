"""Nobody is charged for what they do not get, and every cent is where we say it is."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from app.proof.claims import claim
from app.proof.expectations import NotShown, Refuted, expect, expect_status, expect_statuses
from app.proof.stage import Stage, Visit
from app.proof.till import Paying, signature
from app.proof.wire import Answer, Call, milliseconds

PRICE = 4500
TIMES = 10
PATIENCE_SECONDS = 10.0

# Who is sent to Stripe, and comes back after a minute: one whose time is free by then, one whose
# time is not, and those who find somebody else on a page for the same time.
FREE, GONE = "09:00", "10:00"
PAIRS = ("11:00", "12:00", "13:00", "14:00", "15:00")
CLICKS = 4

# How long Stripe takes to close a page: long enough that two people are on two for one time.
CLOSING_MS = 2500

# Whatever could have come of an event.
CHANGES = """
select
    (select count(*) from data.events),
    (select count(*) from data.postings),
    (select count(*) from data.deliveries),
    (select count(*) from data.stripe_events)
"""

# What is charged and not given back, and pays for nothing.
FOR_NOTHING = """
select count(*)
from data.payments as p
join data.bookings as b on b.tenant_id = p.tenant_id and b.booking_id = p.booking_id
where
    p.status = 'paid'
    and b.status not in ('pending', 'confirmed', 'checked_in', 'completed')
    and p.amount_minor > (
        select coalesce(sum(r.amount_minor), 0)
        from data.refunds as r
        where r.payment_id = p.payment_id and r.status = 'succeeded'
    )
"""

LEDGER = """
select coalesce(sum(p.amount_minor), 0)::bigint
from data.postings as p
join data.ledger_accounts as a on a.tenant_id = p.tenant_id and a.account_id = p.account_id
where p.tenant_id = %s and a.kind = 'stripe_balance'
"""


@claim("7 go to pay, 4 clicks each at once: 7 pages of Stripe's, 1 for each")
async def pages(stage: Stage) -> str:
    times = (FREE, GONE, *PAIRS)
    payings = await on_pages(stage, await priced(stage, "keratin"), times, CLICKS)
    expect("pages", len(times), len({paying.session for paying in payings}))
    stage.late = dict(zip(times, payings, strict=True))
    return f"{len(times) * CLICKS} clicks"


@claim("a guest pays: Stripe's signed event comes, and the time is theirs")
async def paid(stage: Stage) -> str:
    paying = await on_page(stage, await priced(stage, "extensions"), "10:00")
    began = time.perf_counter()
    await pays(stage, paying)
    await becomes(stage, paying, "confirmed", "paid")
    took = time.perf_counter() - began
    found = await stage.till.control("find", known_as=paying.session)
    expect("what Stripe has", ("paid", PRICE), (found["payment_status"], found["amount_total"]))
    return milliseconds(took)


@claim("the same event 10 times more, at once: 200 each, and nothing changes")
async def again(stage: Stage) -> str:
    paying = await on_page(stage, await priced(stage, "perm"), "10:00")
    await pays(stage, paying)
    await becomes(stage, paying, "confirmed", "paid")
    event = await stage.till.completed(paying)

    async def replay() -> None:
        expect("the answers", [200] * TIMES, await stage.till.deliver(event, TIMES))

    await changes_nothing(stage, paying, replay)
    return f"{TIMES} answers"


@claim("an event forged, altered, unsigned or stale: 400, and nothing changes")
async def forged(stage: Stage) -> str:
    paying = await on_page(stage, await priced(stage, "highlights"), "10:00")
    async with unheard(stage):
        await pays(stage, paying)
    event = await stage.till.completed(paying)
    now, secret = time.time(), stage.till.secret
    good = signature(event, secret, now)
    altered = {**event, "id": f"{event['id']}0"}
    forgeries = {
        "signed with another secret": (event, signature(event, f"{secret}0", now)),
        "altered since": (altered, good),
        "unsigned": (event, ""),
        "signed with nothing": (event, good.partition("v1=")[0] + "v1="),
        "signed an hour ago": (event, signature(event, secret, now - 3600)),
        "signed in an hour": (event, signature(event, secret, now + 3600)),
    }

    async def forge() -> None:
        for what, (body, said) in forgeries.items():
            answer = await told(stage, body, said)
            expect_status(answer, 400, f"an event {what}", "stripe-unsigned")

    await changes_nothing(stage, paying, forge)
    await becomes(stage, paying, "held", "requires_payment")
    expect_status(await told(stage, event, good), 200, "the genuine one")
    await becomes(stage, paying, "confirmed", "paid")
    return f"{len(forgeries)} of them"


@claim("paid after the hold ran out, and it is free still: theirs all the same")
async def late(stage: Stage) -> str:
    paying = await too_late(stage, FREE)
    await pays(stage, paying)
    await becomes(stage, paying, "confirmed", "paid")
    refused = await stage.book(visited(paying), FREE)
    expect_status(refused, 409, "the next guest", "slot-taken")
    return "the next guest: 409"


@claim("paid after the hold ran out, and it is gone: all of it goes back")
async def too_late_for_good(stage: Stage) -> str:
    paying = await too_late(stage, GONE)
    async with unheard(stage):
        await pays(stage, paying)
    expect_status(await stage.book(visited(paying), GONE), 201, "the next guest")
    event = await stage.till.completed(paying)
    expect("the event, late", [200], await stage.till.deliver(event))
    await becomes(stage, paying, "expired", "refunded")
    expect("given back", PRICE, await given_back(stage, paying))
    letters = stage.till.value(
        "select count(*) from data.deliveries"
        " where channel = 'email' and kind = 'paid_too_late' and data ->> 'booking_id' = %s",
        paying.booking["id"],
    )
    expect("letters that say so", 1, letters)
    return f"{PRICE} of {PRICE} cents"


@claim("2 pay for one time at once, 5 times over: 1 has it, 1 the money back")
async def two_at_once(stage: Stage) -> str:
    first = [await too_late(stage, when) for when in PAIRS]
    await stage.till.control(
        "fault",
        route="POST /v1/checkout/sessions/{id}/expire",
        kind="slow",
        times=len(first),
        ms=CLOSING_MS,
    )
    visit = visited(first[0])
    second = await on_pages(stage, visit, PAIRS)
    pairs = list(zip(first, second, strict=True))
    race = await stage.till.pay(*(each for pair in pairs for each in pair))
    expect_statuses(race, {200: len(first) + len(second)})
    await stage.till.settled()
    for one, other in pairs:
        outcomes = sorted([await seen(stage, one), await seen(stage, other)])
        expect("what comes of the two", [("confirmed", "paid"), ("expired", "refunded")], outcomes)
        back = sorted([await given_back(stage, one), await given_back(stage, other)])
        expect("what they have back", [0, PRICE], back)
    now = await stage.calendar(visit.resource_id)
    expect(
        "who has these times", len(PAIRS), sum(each["starts_at"][11:16] in PAIRS for each in now)
    )
    return str(race)


@claim("the ledger balances, and has what Stripe has moved, to the cent")
async def reconciled(stage: Stage) -> str:
    till = stage.till
    await till.settled()
    expect("broken invariants", [], till.rows("select * from data.violations"))
    expect("differences", [], till.rows("select * from data.reconciliation"))
    expect("charged for nothing", 0, till.value(FOR_NOTHING))
    charged = back = 0
    for tenant_id, account in till.rows("select tenant_id, account_id from data.payment_accounts"):
        balance = await till.asked("/v1/balance", account)
        has = sum(each["amount"] for kind in ("available", "pending") for each in balance[kind])
        expect(f"the balance of {account}", has, till.value(LEDGER, tenant_id))
        charges = (await till.asked("/v1/charges?limit=100", account))["data"]
        charged += sum(each["amount_captured"] for each in charges)
        back += sum(each["amount_refunded"] for each in charges)
    if not charged or not back:
        raise NotShown("Nothing was paid, or nothing went back: see above.")
    return f"{charged} in, {back} out"


async def priced(stage: Stage, name: str) -> Visit:
    """Something that is paid online."""
    price = {"amount": PRICE, "currency": stage.ours.currency}
    return await stage.visit(name, pay_online=True, price=price)


async def on_page(stage: Stage, visit: Visit, when: str) -> Paying:
    """Somebody new who is on a page of Stripe's."""
    (paying,) = await on_pages(stage, visit, [when])
    return paying


async def on_pages(
    stage: Stage, visit: Visit, times: Sequence[str], clicks: int = 1
) -> list[Paying]:
    """People who each hold one of these times, and have followed the link to pay, so often at once.
    Raises Refuted if somebody has another page the second time."""
    stage.till  # noqa: B018 - Where nobody can pay there is nothing to begin with.
    book = await stage.server.race(
        Call("POST", f"{stage.public}/bookings", stage.wish(visit, when)) for when in times
    )
    expect_statuses(book, {201: len(times)})
    bookings = [answer.body for answer in book.answers]
    expect("their status", {"held"}, {booking["status"] for booking in bookings})
    links = [urlsplit(booking["checkout_url"]) for booking in bookings]
    follow = await stage.server.race(
        Call("GET", f"{link.path}?{link.query}") for link in links for _ in range(clicks)
    )
    expect_statuses(follow, {303: len(times) * clicks})
    sessions = [answer.headers["location"].rpartition("/")[2] for answer in follow.answers]
    each = [sessions[nth : nth + clicks] for nth in range(0, len(sessions), clicks)]
    expect("pages of each", [1] * len(times), [len({*same}) for same in each])
    return [Paying(booking, same[0]) for booking, same in zip(bookings, each, strict=True)]


def visited(paying: Paying) -> Visit:
    """What somebody pays for."""
    return Visit(paying.booking["service_id"], paying.booking["resource_id"])


@contextlib.asynccontextmanager
async def unheard(stage: Stage) -> AsyncIterator[None]:
    """What happens at Stripe meanwhile we do not hear of by itself."""
    await stage.till.settled()
    await stage.till.control("weather", held=True)
    try:
        yield
    finally:
        await stage.till.control("weather", held=False)


async def told(stage: Stage, event: Mapping[str, Any], said: str) -> Answer:
    """What we answer to an event that comes with this signature."""
    headers = {"Stripe-Signature": said} if said else {}
    return await stage.server.send(Call("POST", "/v1/stripe/webhook", event, headers=headers))


async def pays(stage: Stage, *payings: Paying) -> None:
    """They pay, all at once. Raises Refuted."""
    expect_statuses(await stage.till.pay(*payings), {200: len(payings)})


async def too_late(stage: Stage, when: str) -> Paying:
    """Somebody on a page of Stripe's whose hold has run out. Raises NotShown."""
    if when not in stage.late:
        raise NotShown("Nobody was sent to a page in time: see above.")
    paying = stage.late[when]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (await seen(stage, paying))[0] != "expired":
        if time.monotonic() > deadline:
            raise NotShown("The hold has not run out: see above.")
        await asyncio.sleep(0.1)
    return paying


async def seen(stage: Stage, paying: Paying) -> tuple[str, str]:
    """What has become of a booking and its money, as its guest sees it."""
    booking = paying.booking
    answer = await stage.guest(f"{stage.public}/bookings/{booking['id']}", booking["manage_token"])
    body = expect_status(answer, 200, "the booking")
    return str(body["status"]), str(body["payment_status"])


async def becomes(stage: Stage, paying: Paying, *wanted: str) -> None:
    """Wait until a booking and its money are so. Raises Refuted."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (now := await seen(stage, paying)) != wanted:
        if time.monotonic() > deadline:
            raise Refuted(f"the booking: {' '.join(wanted)}", f"the booking: {' '.join(now)}")
        await asyncio.sleep(0.02)


async def changes_nothing(
    stage: Stage, paying: Paying, attempt: Callable[[], Awaitable[None]]
) -> None:
    """Try something. Raises Refuted if that changes anything."""
    await stage.till.settled()
    before = (await seen(stage, paying), stage.till.rows(CHANGES))
    await attempt()
    await stage.till.settled()
    now = (await seen(stage, paying), stage.till.rows(CHANGES))
    expect("what there is", before, now)


async def given_back(stage: Stage, paying: Paying) -> int:
    """How much of what somebody has paid Stripe has given back, in minor units."""
    session = await stage.till.control("find", known_as=paying.session)
    intent = await stage.till.control("find", known_as=session["payment_intent"])
    charge = await stage.till.control("find", known_as=intent["latest_charge"])
    return int(charge["amount_refunded"])
