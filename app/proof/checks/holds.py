"""A time that is to be paid online is held, and is free again if it is not paid."""

import asyncio
import datetime
import time

from app.proof.claims import claim
from app.proof.expectations import NotShown, expect, expect_status
from app.proof.stage import Hold, Stage
from app.proof.wire import milliseconds

LONGEST_WAIT_SECONDS = 75

# Somewhere else there may be people who wait, and a time is kept for them a minute longer.
PATIENCE_SECONDS = 61


@claim("a guest has yet to pay: 10:00 is held for them, the next guest gets 409")
async def held(stage: Stage) -> str:
    price = {"amount": 4500, "currency": stage.ours.currency}
    visit = await stage.visit("balayage", pay_online=True, price=price)
    made = await stage.book(visit, "10:00")
    booking = expect_status(made, 201, "the booking")
    if booking["status"] != "held":
        await require_account(stage)
    expect("its status", "held", booking["status"])
    refused = await stage.book(visit, "10:00")
    expect_status(refused, 409, "the next guest", "slot-taken")
    life = instant(booking["hold_expires_at"]) - instant(booking["created_at"])
    stage.hold = Hold(visit, booking, time.monotonic() + life.total_seconds())
    return milliseconds(made.seconds, refused.seconds)


@claim("nobody paid in time: 10:00 is free again, and the next guest has it")
async def lapsed(stage: Stage) -> str:
    if stage.hold is None:
        raise NotShown("There is no hold: see above.")
    visit, booking, ends_at = stage.hold
    wait = ends_at - time.monotonic()
    if wait > LONGEST_WAIT_SECONDS:
        raise NotShown(
            f"This business holds a time for {stage.ours.hold_minutes} minutes; we wait for "
            f"{LONGEST_WAIT_SECONDS} seconds at most."
        )
    stage.waiting_until = ends_at
    await asyncio.sleep(max(0.0, wait) + 0.1)
    until = ends_at + (0 if stage.laboratory else PATIENCE_SECONDS)
    again = await stage.book(visit, "10:00")
    while again.status == 409 and time.monotonic() < until:
        await asyncio.sleep(0.25)
        again = await stage.book(visit, "10:00")
    expect_status(again, 201, "the next guest")
    seen = await stage.guest(f"{stage.public}/bookings/{booking['id']}", booking["manage_token"])
    expect("the booking that was held", "expired", expect_status(seen, 200, "it")["status"])
    without = ", without any job" if stage.laboratory else ""
    return milliseconds(again.seconds) + without


async def require_account(stage: Stage) -> None:
    """Go on if customers can pay the business online; else nothing is held until they do. Raises
    NotShown."""
    account = expect_status(await stage.staff("GET", "/v1/payment-account"), 200, "the account")
    if not account["charges_enabled"]:
        raise NotShown("This business has no account with Stripe that customers can pay into.")


def instant(text: str) -> datetime.datetime:
    """A time as the server writes it."""
    return datetime.datetime.fromisoformat(text)
